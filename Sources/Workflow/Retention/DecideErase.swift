import GraduatePhotos
import Storage

/// Erasing takes two people and three days (promise 10): one proposes, another one confirms, either may take it back until it begins.
extension CollectionCenter {
  /// Proposes to erase a part of a campaign whose time is over.
  ///
  /// - typedTitle: the campaign's title, written out.
  /// - Throws: `RetentionRefusal.notDue`, `.proposedAlready`, `.erasedAlready`, `.titleWrong`.
  public func proposeErase(
    _ part: ErasedPart, campaignID: String, typedTitle: String, by keeper: some ProvinceKeeper
  ) async throws {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      guard typedTitle.trimmed == campaign.plan.title else { throw RetentionRefusal.titleWrong(campaign.plan.title) }
      let day = campaign.plan.firstEraseDay(of: part)
      guard let day, transaction.today >= day else { throw RetentionRefusal.notDue(part, day) }
      if let there = try transaction.erasings(of: campaignID).first(where: { $0.part == part && !$0.isWithdrawn }) {
        throw there.isBegun ? RetentionRefusal.erasedAlready(part) : .proposedAlready(part)
      }
      let id = transaction.identifier()
      try transaction.execute(
        "INSERT INTO erase (id, campaign_id, part, slot, proposed_by, proposed_at) VALUES (?, ?, ?, '', ?, ?)",
        [.text(id), .text(campaignID), .text(part.rawValue), .text(keeper.accountID), .integer(transaction.now)])
      try transaction.journal(
        JournalLine(
          action: .eraseProposed, recordKind: "erase", recordID: id, campaignID: campaignID, details: ["part": part.rawValue]),
        by: keeper)
      try transaction.notifyKeepers(
        campaignID: campaignID, title: "有人提出抹除\(part.chineseName)",
        body: "\(campaign.plan.title)的保存期限已到。抹除要另一位管理员确认，确认后三天才开始。", path: "/campaigns/\(campaignID)/retention",
        by: keeper)
    }
  }

  /// Confirms what somebody else proposed; it begins three days later.
  ///
  /// - answer: the second factor at this moment.
  /// - Throws: `RetentionRefusal.samePerson`, `.confirmedAlready`, `.notFound`; `SignInRefusal`.
  public func confirmErase(
    _ id: String, campaignID: String, answer: String, token: String, by keeper: some CampaignKeeper
  ) async throws {
    try await records.read { try $0.checkConfirmation(id, campaignID, by: keeper) }
    try await checkSecondFactor(answer: answer, token: token, person: keeper)
    try await records.write { transaction in
      try transaction.checkConfirmation(id, campaignID, by: keeper)
      let begins = transaction.now + RetentionLimits.reflectionMilliseconds
      try transaction.execute(
        "INSERT INTO erase_confirmed (erase_id, confirmed_by, confirmed_at, begins_at) VALUES (?, ?, ?, ?)",
        [.text(id), .text(keeper.accountID), .integer(transaction.now), .integer(begins)])
      try transaction.enqueue(.erase, scope: campaignID, payload: id, runAt: begins)
      try transaction.journal(
        JournalLine(action: .eraseConfirmed, recordKind: "erase", recordID: id, campaignID: campaignID), by: keeper)
      try transaction.notifyKeepers(
        campaignID: campaignID, title: "抹除已确认，三天后开始", body: "在开始之前，提出和确认的人、省厅管理员都可以撤回。开始后不能恢复。",
        path: "/campaigns/\(campaignID)/retention", by: keeper)
    }
  }

  /// Takes it back before it begins.
  ///
  /// - Throws: `RetentionRefusal.begun`, `.notFound`.
  public func withdrawErase(_ id: String, campaignID: String, by keeper: some CampaignKeeper) async throws {
    try await records.write { transaction in
      let found = try transaction.erasings(of: campaignID).first { $0.id == id }
      guard let found, !found.isWithdrawn else { throw RetentionRefusal.notFound }
      guard !found.isBegun else { throw RetentionRefusal.begun }
      try transaction.execute(
        "INSERT INTO erase_withdrawn (erase_id, withdrawn_by, withdrawn_at) VALUES (?, ?, ?)",
        [.text(id), .text(keeper.accountID), .integer(transaction.now)])
      try transaction.execute("UPDATE erase SET slot = id WHERE id = ?", [.text(id)])
      try transaction.journal(
        JournalLine(action: .eraseWithdrawn, recordKind: "erase", recordID: id, campaignID: campaignID), by: keeper)
    }
  }
}

extension EraseFacts {
  var isWithdrawn: Bool { if case .withdrawn = standing { true } else { false } }
}

extension Transaction {
  fileprivate func checkConfirmation(_ id: String, _ campaignID: String, by keeper: some CampaignKeeper) throws {
    let found = try erasings(of: campaignID).first { $0.id == id }
    guard let found, !found.isWithdrawn else { throw RetentionRefusal.notFound }
    guard case .proposed = found.standing else { throw RetentionRefusal.confirmedAlready }
    guard found.proposedBy != keeper.accountID else { throw RetentionRefusal.samePerson }
  }
}
