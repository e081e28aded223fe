import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Issues an institution's statement as it stands at this moment, with its number; the same content is no new version (A10).
  ///
  /// Returns the version's number.
  /// - seen: `FeeFacts.seen` of the page: what was read is what is issued.
  /// - Throws: `SettlementRefusal.changedMeanwhile`, `.shootingGoesOn`, `.moreExemptThanShot`, `FeeDeskRefusal`.
  @discardableResult
  public func issueFees(campaignID: String, institutionID: String, seen: String, by planner: Planner) async throws -> Int {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let facts = try transaction.feeFacts(of: institutionID, campaign)
      guard try facts.seen() == seen else { throw SettlementRefusal.changedMeanwhile }
      if let refusal = facts.issueRefusal { throw refusal }
      let text = try FeeBody(facts.claim, facts.standingPayments, facts.classes).text()
      // Agreed already, or issued already as it stands.
      if let newest = facts.newest, newest.sealedAt != nil ? newest.body.claim == facts.claim : newest.text == text {
        return newest.number
      }
      let id = try facts.newest?.statementID ?? transaction.insertFeeStatement(campaignID, institutionID)
      let version = (facts.newest?.number ?? 0) + 1
      try transaction.execute(
        "INSERT INTO fee_statement_version (statement_id, number, body, issued_by, issued_at) VALUES (?, ?, ?, ?, ?)",
        [.text(id), .int(version), .text(text), .text(planner.accountID), .integer(transaction.now)])
      guard let subject = try transaction.feeSealSubject(id) else { throw FeeDeskRefusal.notIssued }
      let paper = try transaction.numberedPaper(for: subject, by: planner)
      // What this version asks for, as it is printed and sealed.
      let statement = FeeStatement(present: facts.claim, payments: facts.standingPayments)
      try transaction.journal(
        JournalLine(
          action: .feesIssued, recordKind: PaperKind.fees.rawValue, recordID: id, campaignID: campaignID,
          details: [
            "version": String(version), "number": paper.number, "hash": subject.contentHash,
            "heads": String(facts.claim.basis.charged), "due-fen": String(statement.due.count),
            "paid-fen": String(statement.paid.count),
          ]), by: planner)
      try transaction.notify(
        NoticeDraft(
          campaignID: campaignID, audience: .institution(institutionID), title: "缴费对账单待确认：\(paper.number)",
          body: "采集单位出具了缴费对账单（第 \(version) 版），应收 \(statement.due.chinese)。请核对，由主管领导确认或盖章上传。", path: subject.path),
        by: planner)
      return version
    }
  }
}

extension Transaction {
  fileprivate func insertFeeStatement(_ campaignID: String, _ institutionID: String) throws -> String {
    let id = identifier()
    try execute(
      "INSERT INTO fee_statement (id, campaign_id, institution_id) VALUES (?, ?, ?)",
      [.text(id), .text(campaignID), .text(institutionID)])
    return id
  }
}
