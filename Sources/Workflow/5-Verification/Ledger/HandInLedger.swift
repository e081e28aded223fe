import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Hands the institution's ledger in to be sealed, as it stands at this moment; the same numbers and people are no new version.
  ///
  /// Returns the id of its statement.
  /// - Throws: `LedgerRefusal` when there is nobody, or a class does not close.
  public func handInLedger(campaignID: String, by liaison: Liaison) async throws -> String {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let institution = liaison.institutionID
      let alias = Transaction.people(in: campaign.plan.regime).alias
      let condition = GraduateScope(institutionID: institution).condition(campaignID: campaignID, of: alias)
      let (ledger, names) = try transaction.ledger(condition, in: campaign, campaignID: campaignID)
      guard !ledger.classes.isEmpty else { throw LedgerRefusal.empty }
      try ledger.close()
      let body = LedgerBody(ledger, try transaction.ledgerHashes(condition, in: campaign.plan.regime, names))
      let text = try body.text()
      let known = try transaction.ledgerStatementID(campaignID: campaignID, institutionID: institution)
      let newest = try known.flatMap { try transaction.newestLedger($0) }
      if let known, newest?.body == text { return known }
      let id = try known ?? transaction.insertLedgerStatement(campaignID, institution)
      let version = (newest?.number ?? 0) + 1
      try transaction.execute(
        """
        INSERT INTO ledger_statement_version (statement_id, number, body, handed_in_by, handed_in_at) VALUES (?, ?, ?, ?, ?)
        """,
        [.text(id), .int(version), .text(text), .text(liaison.accountID), .integer(transaction.now)])
      try transaction.journal(
        JournalLine(
          action: .ledgerHandedIn, recordKind: PaperKind.ledger.rawValue, recordID: id, campaignID: campaignID,
          details: [
            "version": String(version), "heads": String(ledger.total.due), "captured": String(ledger.total.captured),
            "missing": String(ledger.total.missing), "left": String(ledger.total.left),
          ]), by: liaison)
      return id
    }
  }
}

extension Transaction {
  fileprivate func insertLedgerStatement(_ campaignID: String, _ institutionID: String) throws -> String {
    let id = identifier()
    try execute(
      "INSERT INTO ledger_statement (id, campaign_id, institution_id) VALUES (?, ?, ?)",
      [.text(id), .text(campaignID), .text(institutionID)])
    return id
  }
}
