import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Accepts what an institution proposed: from now on the head costs nothing.
  ///
  /// - Throws: `FeeDeskRefusal.unknown`, `.decidedAlready`.
  public func acceptExemption(_ id: String, campaignID: String, by planner: Planner) async throws {
    try await decide(id, campaignID, .exemptionAccepted, "accepted", why: "", by: planner)
  }

  /// Declines it, with the reason.
  ///
  /// - Throws: `FeeDeskRefusal.unknown`, `.decidedAlready`, `.noReason`.
  public func declineExemption(_ id: String, because text: String, campaignID: String, by planner: Planner) async throws {
    try await decide(id, campaignID, .exemptionDeclined, "declined", why: text.feeReason(), by: planner)
  }

  /// Takes an exemption back: the planner any, the liaison what the institution proposed and nobody decided yet.
  ///
  /// - Throws: `FeeDeskRefusal.unknown`, `.decidedAlready`, `.noReason`.
  public func withdrawExemption(
    _ id: String, because text: String, campaignID: String, by exempter: any FeeExempter
  ) async throws {
    let why = try text.feeReason()
    try await records.write { transaction in
      let row = try transaction.storedExemption(id, campaignID: campaignID, by: exempter)
      let mayEnd = row.state == .proposed || exempter.grantsExemptions && row.state == .accepted
      guard mayEnd else { throw FeeDeskRefusal.decidedAlready }
      try transaction.execute(
        "INSERT INTO fee_exemption_withdrawn (exemption_id, why, withdrawn_by, withdrawn_at) VALUES (?, ?, ?, ?)",
        [.text(id), .text(why), .text(exempter.accountID), .integer(transaction.now)])
      try transaction.journalExemption(row, .exemptionWithdrawn, why, campaignID, by: exempter)
    }
  }

  private func decide(
    _ id: String, _ campaignID: String, _ action: JournalLine.Action, _ outcome: String, why: String, by planner: Planner
  ) async throws {
    try await records.write { transaction in
      let row = try transaction.storedExemption(id, campaignID: campaignID, by: planner)
      guard row.state == .proposed else { throw FeeDeskRefusal.decidedAlready }
      try transaction.decideExemption(id, outcome, why: why, by: planner)
      try transaction.journalExemption(row, action, why, campaignID, by: planner)
    }
  }
}

extension Transaction {
  fileprivate func journalExemption(
    _ row: FeeExemptionRow, _ action: JournalLine.Action, _ why: String, _ campaignID: String, by actor: some SignedIn
  ) throws {
    let graduate = try graduateID(row.personID)
    try journal(
      JournalLine(
        action: action, recordKind: "fee-exemption", recordID: row.id, campaignID: campaignID, graduateID: graduate,
        personal: graduate == nil || why.isEmpty ? [:] : ["reason": why]), by: actor)
  }
}
