import GraduatePhotos
import Storage

/// What a round of reminders came to.
public struct ReminderRound: Sendable, Equatable {
  /// Institutions and study centers that were reminded.
  public let reminded: Int
  /// Left out because they were reminded today already.
  public let remindedToday: Int
  /// Left out because nothing is missing.
  public let complete: Int
}

extension CollectionCenter {
  /// Reminds institutions and study centers whose slip is missing, incomplete or not sealed: on their page and by e-mail.
  ///
  /// Nobody is reminded twice on one day, however often and by how many people it is asked for.
  /// - `lineIDs`: `SlipOverviewLine.id`s; nil for everybody who is behind.
  /// - Throws: `SlipRefusal.notFound`, `.nobodyToRemind`.
  @discardableResult
  public func remindInstitutions(
    campaignID: String, lineIDs: Set<String>? = nil, by keeper: some CampaignKeeper
  ) async throws -> ReminderRound {
    try await records.write { transaction in
      let (all, lastDay) = try transaction.slipOverviewLines(campaignID)
      let chosen = all.filter { lineIDs?.contains($0.id) ?? true }
      let behind = chosen.filter(\.isBehind)
      let dayBegan = transaction.today.startMilliseconds
      let due = behind.filter { ($0.remindedAt ?? 0) < dayBegan }
      guard !due.isEmpty else { throw SlipRefusal.nobodyToRemind }
      for line in due {
        try transaction.remind(line, campaignID: campaignID, lastDay: lastDay, by: keeper)
      }
      return ReminderRound(
        reminded: due.count, remindedToday: behind.count - due.count, complete: chosen.count - behind.count)
    }
  }
}

extension SlipOverviewLine {
  var isBehind: Bool { progress != .sealed || isIncomplete }

  /// 「综合信息采集登记单还没有交」.
  fileprivate var whatIsMissing: String {
    switch progress {
    case .untouched, .draft: "综合信息采集登记单还没有交"
    case .submitted where isIncomplete, .sealed: "综合信息采集登记单还有没填好的地方"
    case .submitted: "综合信息采集登记单已交，还没有用印"
    }
  }

  fileprivate func reminder(campaignID: String, lastDay: CalendarDay?, _ audience: NoticeDraft.Audience) -> NoticeDraft {
    var body = "\(name)（\(code)）：\(whatIsMissing)。"
    if isIncomplete { body += "影响\(heldUp.map(\.chineseName).joined(separator: "、"))。" }
    if let lastDay { body += isLate ? "登记已于\(lastDay.chinese)到期，请尽快补交。" : "登记到\(lastDay.chinese)为止，请按时办理。" }
    return NoticeDraft(
      campaignID: campaignID, audience: audience, title: isLate ? "逾期提醒：\(whatIsMissing)" : "提醒：\(whatIsMissing)", body: body,
      path: openSlipPath(campaignID: campaignID, studyCenterID: studyCenterID))
  }
}

extension Transaction {
  /// To the institution; of a study center to its own people too.
  fileprivate func remind(
    _ line: SlipOverviewLine, campaignID: String, lastDay: CalendarDay?, by keeper: some CampaignKeeper
  ) throws {
    try notify(line.reminder(campaignID: campaignID, lastDay: lastDay, .institution(line.institutionID)), by: keeper)
    guard let center = line.studyCenterID else { return }
    for person in try studyCenterPeople(center) {
      try notify(line.reminder(campaignID: campaignID, lastDay: lastDay, .account(person)), by: keeper)
    }
  }
}
