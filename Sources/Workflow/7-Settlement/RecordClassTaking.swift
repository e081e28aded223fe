import GraduatePhotos
import Storage

/// What was collected in a class at once.
public struct ClassTaking: Sendable, Hashable {
  /// Who paid.
  public var heads: Int
  public var payment: FeePayment
  /// Nil where no invoice is wanted.
  public var invoice: InvoiceTitle?

  public init(heads: Int, payment: FeePayment, invoice: InvoiceTitle? = nil) {
    self.heads = heads
    self.payment = payment
    self.invoice = invoice
  }

  /// People of one entry: more than a class has.
  public static let headsLimit = 10_000
}

extension CollectionCenter {
  /// Records what was collected in a class, as it happened (A10).
  ///
  /// Returns the entry's id.
  /// - operation: of the page that was sent; said twice it is one entry.
  /// - Throws: `SettlementRefusal`, `FeeDeskRefusal.heads`, `.classUnknown`.
  @discardableResult
  public func recordClassTaking(
    _ taking: ClassTaking, of group: FeeClassKey, campaignID: String, operation: String, by collector: any FeeCollector
  ) async throws -> String {
    let payment = taking.payment.trimmed
    guard (0...ClassTaking.headsLimit).contains(taking.heads) else { throw FeeDeskRefusal.heads }
    try payment.check()
    try payment.checkDay()
    try taking.invoice?.check()
    let place = [group.studyCenterID, group.category, group.department, group.classGroup].joined(separator: "\u{1F}")
    return try await onceForFees(
      operation, kind: "class-taking", saying: SaidPayment(payment, taking.invoice, place, heads: taking.heads), by: collector
    ) { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      try payment.check(in: campaign.plan.regime, taking.invoice, today: transaction.today)
      let institution = collector.institutionID
      guard try transaction.isFeeClass(group, campaign, institution, collector.feeScope) else {
        throw FeeDeskRefusal.classUnknown
      }
      let id = transaction.identifier()
      try transaction.execute(
        """
        INSERT INTO class_taking (id, campaign_id, institution_id, study_center_id, category, department, class_group, heads,
          amount_fen, method, payer, receipt_number, taken_on, invoice_title, tax_number, recorded_by, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(id), .text(campaignID), .text(institution), .text(group.studyCenterID), .text(group.category),
          .text(group.department), .text(group.classGroup), .int(taking.heads), .int(payment.amount.count),
          .text(payment.method.rawValue), .text(payment.payer), .text(payment.receiptNumber), .text(payment.day),
          .text(taking.invoice?.name ?? ""), .text(taking.invoice?.taxNumber ?? ""), .text(collector.accountID),
          .integer(transaction.now),
        ])
      try transaction.journal(
        JournalLine(
          action: .classTakingRecorded, recordKind: "class-taking", recordID: id, campaignID: campaignID,
          details: [
            "institution": institution, "department": group.department, "class": group.classGroup,
            "heads": String(taking.heads), "fen": String(payment.amount.count),
            "hash": transaction.feeVouch(payment.written(taking.invoice)),
          ]), by: collector)
      return id
    }
  }

  /// Cancels an entry that is wrong: it stays, with the reason, and counts for nothing.
  ///
  /// - Throws: `FeeDeskRefusal.noReason`, `.unknown`, `.cancelledAlready`.
  public func cancelClassTaking(
    _ id: String, because text: String, campaignID: String, by collector: any FeeCollector
  ) async throws {
    let why = try text.feeReason()
    try await records.write { transaction in
      let (condition, arguments) = collector.feeScope.condition(campaignID: campaignID, of: "t")
      let found = try transaction.row(
        """
        SELECT t.heads, t.amount_fen, x.cancelled_at FROM class_taking t
        LEFT JOIN class_taking_cancelled x ON x.taking_id = t.id WHERE t.id = ? AND \(condition)
        """, [.text(id)] + arguments)
      guard let found else { throw FeeDeskRefusal.unknown }
      guard try found.optionalInteger("cancelled_at") == nil else { throw FeeDeskRefusal.cancelledAlready }
      try transaction.execute(
        "INSERT INTO class_taking_cancelled (taking_id, why, cancelled_by, cancelled_at) VALUES (?, ?, ?, ?)",
        [.text(id), .text(why), .text(collector.accountID), .integer(transaction.now)])
      try transaction.journal(
        JournalLine(
          action: .classTakingCancelled, recordKind: "class-taking", recordID: id, campaignID: campaignID,
          details: [
            "institution": collector.institutionID, "heads": String(try found.int("heads")),
            "fen": String(try found.int("amount_fen")), "vouch": transaction.feeVouch([why]),
          ]), by: collector)
    }
  }
}

extension Transaction {
  /// Somebody of the class, or something that was collected in it, is within the scope.
  func isFeeClass(
    _ group: FeeClassKey, _ campaign: StoredCampaign, _ institutionID: String, _ scope: GraduateScope
  ) throws -> Bool {
    let people = Self.people(in: campaign.plan.regime)
    for (table, alias) in [(people.table, people.alias), ("class_taking t", "t")] {
      let (condition, arguments) = group.condition(scope, campaignID: campaign.id, institutionID: institutionID, of: alias)
      if try row("SELECT \(alias).id FROM \(table) WHERE \(condition) LIMIT 1", arguments) != nil { return true }
    }
    return false
  }
}
