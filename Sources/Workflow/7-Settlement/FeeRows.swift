import GraduatePhotos
import Storage

/// Who cancelled or withdrew something, why and when.
public struct FeeEnd: Sendable, Hashable {
  public let why: String
  public let by: String
  public let at: Int64
}

/// A payment with its receipt's number; cancelled it stays in the list and counts for nothing.
public struct FeePaymentRow: Sendable, Identifiable {
  public let id: String
  /// 收-10730-2014-001.
  public let number: String
  public let payment: FeePayment
  /// Nil where no invoice is wanted.
  public let invoice: InvoiceTitle?
  public let recordedBy: String
  public let recordedAt: Int64
  public let cancelled: FeeEnd?
}

public struct FeeAdjustmentRow: Sendable, Identifiable {
  public let id: String
  /// 1, 2, 3 … in its institution.
  public let number: Int
  public let adjustment: FeeStatement.Adjustment
  public let madeBy: String
  public let madeAt: Int64
}

extension InvoiceTitle {
  /// Nil for a row without a title.
  init?(_ row: SQLRow) throws {
    let title = try row.text("invoice_title")
    guard !title.isEmpty else { return nil }
    self.init(name: title, taxNumber: try row.text("tax_number"))
  }
}

extension Transaction {
  /// Payments by institution in the order in which they were recorded, cancelled ones too.
  func feePayments(campaignID: String, institutionID: String?) throws -> [String: [FeePaymentRow]] {
    let (condition, arguments) = Self.feePlace(campaignID, institutionID, of: "p")
    let found = try rows(
      """
      SELECT p.id, p.institution_id, p.number, p.amount_fen, p.method, p.payer, p.slip_number, p.paid_on, p.invoice_title,
        p.tax_number, p.recorded_at, a.name AS recorder, x.why, x.cancelled_at, b.name AS canceller
      FROM fee_payment p LEFT JOIN account a ON a.id = p.recorded_by
      LEFT JOIN fee_payment_cancelled x ON x.payment_id = p.id LEFT JOIN account b ON b.id = x.cancelled_by
      WHERE \(condition) ORDER BY p.institution_id, p.recorded_at, p.number
      """, arguments)
    return try Dictionary(grouping: found) { try $0.text("institution_id") }.mapValues { rows in
      try rows.map { row in
        FeePaymentRow(
          id: try row.text("id"), number: try row.text("number"),
          payment: try FeePayment(row, receipt: "slip_number", day: "paid_on"), invoice: try InvoiceTitle(row),
          recordedBy: try row.optionalText("recorder") ?? Self.machineName, recordedAt: try row.integer("recorded_at"),
          cancelled: try feeEnd(row, at: "cancelled_at", by: "canceller"))
      }
    }
  }

  func feeAdjustments(campaignID: String, institutionID: String?) throws -> [String: [FeeAdjustmentRow]] {
    let (condition, arguments) = Self.feePlace(campaignID, institutionID, of: "p")
    let found = try rows(
      """
      SELECT p.id, p.institution_id, p.number, p.amount_fen, p.reason, p.made_at, a.name AS maker
      FROM fee_adjustment p LEFT JOIN account a ON a.id = p.made_by WHERE \(condition) ORDER BY p.institution_id, p.number
      """, arguments)
    return try Dictionary(grouping: found) { try $0.text("institution_id") }.mapValues { rows in
      try rows.map { row in
        let at = try row.integer("made_at")
        return FeeAdjustmentRow(
          id: try row.text("id"), number: try row.int("number"),
          adjustment: .init(
            amount: Fen(try row.int("amount_fen")), reason: try row.text("reason"), day: CalendarDay(milliseconds: at).iso),
          madeBy: try row.optionalText("maker") ?? Self.machineName, madeAt: at)
      }
    }
  }

  /// Orders for further prints that were handed over: what was printed of them, at the price of their day.
  func feePrints(campaignID: String, institutionID: String?) throws -> [String: [(prints: FeePrints, at: Int64)]] {
    let (condition, arguments) = Self.feePlace(campaignID, institutionID, of: "o")
    let found = try rows(
      """
      SELECT o.institution_id, o.number, o.price_fen, s.done_at, CAST(SUM(l.copies) AS BIGINT) AS photos
      FROM reprint_order o JOIN reprint_step s ON s.order_id = o.id AND s.slot = 'end' AND s.step = 'handed-over'
      JOIN reprint_line l ON l.order_id = o.id AND NOT EXISTS
        (SELECT 1 FROM reprint_held_back h WHERE h.order_id = l.order_id AND h.position = l.position)
      WHERE \(condition) GROUP BY o.institution_id, o.number, o.price_fen, s.done_at ORDER BY o.institution_id, o.number
      """, arguments)
    return try Dictionary(grouping: found) { try $0.text("institution_id") }.mapValues { rows in
      try rows.map { row in
        let (photos, at) = (try row.int("photos"), try row.integer("done_at"))
        let amount = try row.optionalInt("price_fen").map { Fen($0) * photos }
        return (
          FeePrints(number: try row.text("number"), photos: photos, amount: amount, day: CalendarDay(milliseconds: at).iso), at
        )
      }
    }
  }

  static func feePlace(_ campaignID: String, _ institutionID: String?, of alias: String) -> (sql: String, arguments: [SQLValue])
  {
    guard let institutionID else { return ("\(alias).campaign_id = ?", [.text(campaignID)]) }
    return ("\(alias).campaign_id = ? AND \(alias).institution_id = ?", [.text(campaignID), .text(institutionID)])
  }

  /// Nil where the row was not ended; with the columns `why` and those that are named.
  func feeEnd(_ row: SQLRow, at: String, by: String) throws -> FeeEnd? {
    guard let moment = try row.optionalInteger(at) else { return nil }
    return FeeEnd(why: try row.text("why"), by: try row.optionalText(by) ?? Self.machineName, at: moment)
  }
}
