import GraduatePhotos
import Storage

/// A payment that was recorded.
public struct FeePaymentRecorded: Sendable, Hashable, Codable {
  public let id: String
  /// Of our receipt: 收-10730-2014-001.
  public let number: String
}

extension CollectionCenter {
  /// Records money that came in from an institution, or was paid back (A10).
  ///
  /// - invoice: nil where none is wanted.
  /// - operation: of the page that was sent; said twice it is one payment.
  /// - Throws: `SettlementRefusal`, `FeeDeskRefusal.receiptTaken`, `.institutionUnknown`.
  public func recordFeePayment(
    _ payment: FeePayment, invoice: InvoiceTitle? = nil, campaignID: String, institutionID: String, operation: String,
    by planner: Planner
  ) async throws -> FeePaymentRecorded {
    let payment = payment.trimmed
    try payment.check()
    try payment.checkDay()
    try invoice?.check()
    return try await onceForFees(
      operation, kind: "fee-payment", saying: SaidPayment(payment, invoice, institutionID), by: planner
    ) { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      try payment.check(in: campaign.plan.regime, invoice, today: transaction.today)
      let code = try transaction.feeOwner(institutionID)
      if let other = try transaction.feePaymentNumber(slip: payment.receiptNumber, campaignID: campaignID) {
        throw FeeDeskRefusal.receiptTaken(payment.receiptNumber, by: other)
      }
      // Counted within an institution and a campaign; of two at once one waits for the other.
      let serial = String(
        try transaction.count(
          "SELECT COUNT(*) + 1 AS n FROM fee_payment WHERE campaign_id = ? AND institution_id = ?",
          [.text(campaignID), .text(institutionID)]))
      let padded = String(repeating: "0", count: max(0, 3 - serial.count)) + serial
      let recorded = FeePaymentRecorded(id: transaction.identifier(), number: "收-\(code)-\(campaign.year)-\(padded)")
      try transaction.insert(payment, invoice, as: recorded, campaignID, institutionID, by: planner)
      try transaction.journal(
        JournalLine(
          action: .feePaymentRecorded, recordKind: "fee-payment", recordID: recorded.id, campaignID: campaignID,
          details: [
            "institution": institutionID, "number": recorded.number, "fen": String(payment.amount.count),
            "hash": transaction.feeVouch(payment.written(invoice)),
          ]), by: planner)
      return recorded
    }
  }

  /// Cancels a payment that was recorded wrongly: it stays, with the reason, and counts for nothing.
  ///
  /// - Throws: `FeeDeskRefusal.noReason`, `.unknown`, `.cancelledAlready`.
  public func cancelFeePayment(_ id: String, because text: String, campaignID: String, by planner: Planner) async throws {
    let why = try text.feeReason()
    try await records.write { transaction in
      let found = try transaction.row(
        """
        SELECT p.number, p.amount_fen, p.institution_id, x.cancelled_at FROM fee_payment p
        LEFT JOIN fee_payment_cancelled x ON x.payment_id = p.id WHERE p.id = ? AND p.campaign_id = ?
        """, [.text(id), .text(campaignID)])
      guard let found else { throw FeeDeskRefusal.unknown }
      guard try found.optionalInteger("cancelled_at") == nil else { throw FeeDeskRefusal.cancelledAlready }
      try transaction.execute(
        "INSERT INTO fee_payment_cancelled (payment_id, why, cancelled_by, cancelled_at) VALUES (?, ?, ?, ?)",
        [.text(id), .text(why), .text(planner.accountID), .integer(transaction.now)])
      try transaction.journal(
        JournalLine(
          action: .feePaymentCancelled, recordKind: "fee-payment", recordID: id, campaignID: campaignID,
          details: [
            "institution": try found.text("institution_id"), "number": try found.text("number"),
            "fen": String(try found.int("amount_fen")), "vouch": transaction.feeVouch([why]),
          ]), by: planner)
    }
  }
}

extension FeePayment {
  var trimmed: FeePayment {
    // Full-width and half-width, large and small letters are one slip.
    FeePayment(
      amount: amount, method: method, payer: payer.trimmed, receiptNumber: receiptNumber.compactHalfWidth.uppercased(), day: day
    )
  }

  /// All that is written down of it, for the journal's hash.
  func written(_ invoice: InvoiceTitle?) -> [String] {
    [String(amount.count), method.rawValue, payer, receiptNumber, day, invoice?.name ?? "", invoice?.taxNumber ?? ""]
  }

  /// - Throws: `SettlementRefusal.day` for one to come; in code mode `.nameInCodeMode`, because the center learns no name in any form.
  func check(in regime: Regime, _ invoice: InvoiceTitle?, today: CalendarDay) throws {
    guard let day = CalendarDay.parse(day), day <= today else { throw SettlementRefusal.day }
    guard regime == .code else { return }
    guard ![payer, invoice?.name ?? ""].contains(where: CodeModeGuard.looksLikeName) else {
      throw SettlementRefusal.nameInCodeMode
    }
  }

  /// - Throws: `SettlementRefusal.day`.
  func checkDay() throws { guard CalendarDay.parse(day)?.iso == day else { throw SettlementRefusal.day } }
}

extension Transaction {
  /// Our number of the payment that has a slip's number and was not cancelled.
  fileprivate func feePaymentNumber(slip: String, campaignID: String) throws -> String? {
    try row(
      """
      SELECT p.number FROM fee_payment p WHERE p.campaign_id = ? AND p.slip_number = ?
        AND NOT EXISTS (SELECT 1 FROM fee_payment_cancelled x WHERE x.payment_id = p.id)
      """, [.text(campaignID), .text(slip)])?.text("number")
  }

  fileprivate func insert(
    _ payment: FeePayment, _ invoice: InvoiceTitle?, as recorded: FeePaymentRecorded, _ campaignID: String,
    _ institutionID: String, by planner: Planner
  ) throws {
    let round = try count(
      "SELECT COUNT(*) AS n FROM fee_payment WHERE campaign_id = ? AND slip_number = ?",
      [.text(campaignID), .text(payment.receiptNumber)])
    try execute(
      """
      INSERT INTO fee_payment (id, campaign_id, institution_id, number, amount_fen, method, payer, slip_number, round, paid_on,
        invoice_title, tax_number, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(recorded.id), .text(campaignID), .text(institutionID), .text(recorded.number), .int(payment.amount.count),
        .text(payment.method.rawValue), .text(payment.payer), .text(payment.receiptNumber), .int(round), .text(payment.day),
        .text(invoice?.name ?? ""), .text(invoice?.taxNumber ?? ""), .text(planner.accountID), .integer(now),
      ])
  }
}

/// What a form about money said, to tell it from another one.
struct SaidPayment: Encodable, Sendable {
  let payment: FeePayment
  let invoice: InvoiceTitle?
  let place: String
  let heads: Int

  init(_ payment: FeePayment, _ invoice: InvoiceTitle?, _ place: String, heads: Int = 0) {
    self.payment = payment
    self.invoice = invoice
    self.place = place
    self.heads = heads
  }
}
