import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Puts an institution's sum right, with the reason; a wrong adjustment is put right by another one (A10).
  ///
  /// - operation: of the page that was sent; said twice it is one adjustment.
  /// - Throws: `SettlementRefusal`, `FeeDeskRefusal.institutionUnknown`.
  @discardableResult
  public func adjustFees(
    campaignID: String, institutionID: String, amount: Fen, reason: String, operation: String, by planner: Planner
  ) async throws -> Int {
    let reason = reason.split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
    try FeeStatement.Adjustment(amount: amount, reason: reason, day: "").check()
    guard !CodeModeGuard.holdsIDNumber(reason) else { throw SettlementRefusal.numberInText }
    return try await onceForFees(
      operation, kind: "fee-adjustment", saying: [institutionID, String(amount.count), reason], by: planner
    ) { transaction in
      _ = try transaction.storedCampaign(campaignID)
      _ = try transaction.feeOwner(institutionID)
      let number = try transaction.count(
        "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM fee_adjustment WHERE campaign_id = ? AND institution_id = ?",
        [.text(campaignID), .text(institutionID)])
      let id = transaction.identifier()
      try transaction.execute(
        """
        INSERT INTO fee_adjustment (id, campaign_id, institution_id, number, amount_fen, reason, made_by, made_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(id), .text(campaignID), .text(institutionID), .int(number), .int(amount.count), .text(reason),
          .text(planner.accountID), .integer(transaction.now),
        ])
      try transaction.journal(
        JournalLine(
          action: .feesAdjusted, recordKind: "fee-adjustment", recordID: id, campaignID: campaignID,
          details: [
            "institution": institutionID, "number": String(number), "fen": String(amount.count),
            "hash": transaction.feeVouch([reason]),
          ]), by: planner)
      return number
    }
  }
}

extension Transaction {
  /// The code of an institution that is there.
  ///
  /// - Throws: `FeeDeskRefusal.institutionUnknown`.
  func feeOwner(_ institutionID: String) throws -> String {
    guard let found = try row("SELECT code FROM institution WHERE id = ?", [.text(institutionID)]) else {
      throw FeeDeskRefusal.institutionUnknown
    }
    return try found.text("code")
  }
}
