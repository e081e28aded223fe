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
  /// Reminds institutions and study centers whose slip is missing, incomplete or not sealed, or whose roster is missing or has rows
  /// with errors: on their page and by e-mail, of both in one notice.
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
      let campaign = try transaction.storedCampaign(campaignID)
      for line in due {
        try transaction.remind(line, campaign, lastDay: lastDay, by: keeper)
      }
      return ReminderRound(
        reminded: due.count, remindedToday: behind.count - due.count, complete: chosen.count - behind.count)
    }
  }
}

extension SlipOverviewLine {
  /// 「综合信息采集登记单还没有交；学生名单还没有导入」.
  fileprivate func whatIsMissing(_ regime: Regime) -> String {
    let noun = regime == .code ? "采集码" : "学生名单"
    let slip: String? =
      switch progress {
      case .untouched, .draft: "综合信息采集登记单还没有交"
      case .submitted where isIncomplete: "综合信息采集登记单还有没填好的地方"
      case .sealed where isIncomplete: "综合信息采集登记单还有没填好的地方"
      case .submitted: "综合信息采集登记单已交，还没有用印"
      case .sealed: nil
      }
    let people: String? =
      switch roster {
      case .notUploaded: "\(noun)还没有导入"
      case .errorsOpen(let count): "\(noun)有 \(count) 行因错误没有导入"
      case .withParent, .confirmed: nil
      }
    return [slip, people].compactMap { $0 }.joined(separator: "；")
  }

  fileprivate func reminder(
    _ campaign: StoredCampaign, lastDay: CalendarDay?, _ audience: NoticeDraft.Audience
  ) -> NoticeDraft {
    let campaignID = campaign.id
    let missing = whatIsMissing(campaign.plan.regime)
    let isOverdue = isLate || rosterIsLate
    var body = "\(name)（\(code)）：\(missing)。"
    if isIncomplete { body += "影响\(heldUp.map(\.chineseName).joined(separator: "、"))。" }
    if let lastDay { body += isOverdue ? "登记已于\(lastDay.chinese)到期，请尽快补交。" : "登记到\(lastDay.chinese)为止，请按时办理。" }
    let path =
      slipIsBehind
      ? openSlipPath(campaignID: campaignID, studyCenterID: studyCenterID)
      : openRosterPath(campaignID: campaignID, studyCenterID: studyCenterID)
    return NoticeDraft(
      campaignID: campaignID, audience: audience, title: isOverdue ? "逾期提醒：\(missing)" : "提醒：\(missing)", body: body,
      path: path)
  }
}

extension Transaction {
  /// To the institution; of a study center to its own people too.
  fileprivate func remind(
    _ line: SlipOverviewLine, _ campaign: StoredCampaign, lastDay: CalendarDay?, by keeper: some CampaignKeeper
  ) throws {
    try notify(line.reminder(campaign, lastDay: lastDay, .institution(line.institutionID)), by: keeper)
    guard let center = line.studyCenterID else { return }
    for person in try studyCenterPeople(center) {
      try notify(line.reminder(campaign, lastDay: lastDay, .account(person)), by: keeper)
    }
  }
}
