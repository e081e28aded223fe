import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Asks the people of a place to send a class before its time, because the crew is ahead; once a class and visit.
  ///
  /// - Throws: `CaptureRefusal.visitUnknown`, `.notToday`, `.turnUnknown`.
  public func callClass(_ key: TurnKey, at visitNumber: Int, campaignID: String, by keeper: some DayKeeper) async throws {
    let id = identifier()
    try await records.write { transaction in
      let visit = try transaction.openVisit(visitNumber, campaignID, by: keeper)
      let progress = try transaction.livingDay(of: visit)
      guard let turn = progress.turns.first(where: { $0.key == key }) else { throw CaptureRefusal.turnUnknown }
      let begin = max(turn.expected?.start ?? turn.span.start, transaction.minuteOfDay)
      let added = try transaction.insertClassCall(id, key, visit, by: keeper)
      guard added else { return }
      let title = "请提前叫班"
      let body =
        "\(key.department)\(key.classGroup)可以提前到 \(MinuteSpan.clock(begin)) 来拍，原定 \(MinuteSpan.clock(turn.span.start))。请通知该班到拍摄点排队。"
      try transaction.tellPlace(
        visit.place, title: title, body: body, path: "/campaigns/\(campaignID)/today/\(visitNumber)", campaignID, by: keeper)
      try transaction.journal(
        JournalLine(
          action: .classCalled, recordKind: "visit", recordID: visit.record.id, campaignID: campaignID,
          details: ["visit": String(visitNumber), "class": key.classGroup]), by: keeper)
    }
  }
}

extension Transaction {
  fileprivate func insertClassCall(_ id: String, _ key: TurnKey, _ visit: OpenVisit, by keeper: some SignedIn) throws -> Bool {
    try execute(
      """
      INSERT INTO class_call (id, campaign_id, visit_number, category, department, class_group, called_by, called_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (campaign_id, visit_number, category, department, class_group) DO NOTHING
      """,
      [
        .text(id), .text(visit.campaign.id), .int(visit.record.number), .text(key.category.rawValue), .text(key.department),
        .text(key.classGroup), .text(keeper.accountID), .integer(now),
      ]) == 1
  }
}
