import GraduatePhotos
import Storage

/// An entry of what was collected in a class; cancelled it stays in the list.
public struct ClassTakingRow: Sendable, Identifiable {
  public let id: String
  public let taking: ClassTaking
  public let recordedBy: String
  public let recordedAt: Int64
  public let cancelled: FeeEnd?
}

/// Somebody of a class who was shot, and whether he costs nothing.
public struct FeePerson: Sendable, Identifiable {
  public let id: String
  /// Empty in code mode.
  public let name: String
  /// Student number; in code mode the end of our own.
  public let number: String
  /// The exemption that stands or is proposed; nil for who pays.
  public let exemption: FeeExemptionRow?
}

/// A class's money, and its people for those who may name some exempt.
public struct FeeClassSheet: Sendable {
  public let line: FeeClassLine
  public let rate: Fen
  public let regime: Regime
  public let institutionID: String
  public let takings: [ClassTakingRow]
  /// Empty for those who name nobody.
  public let people: [FeePerson]
  public let today: CalendarDay
}

extension CollectionCenter {
  /// A class's takings, live beside what was shot (A10).
  ///
  /// - Throws: `FeeDeskRefusal.institutionUnknown`, `.classUnknown`.
  public func feeClass(
    _ group: FeeClassKey, campaignID: String, institutionID: String? = nil, by reader: any FeeReader
  ) async throws -> FeeClassSheet {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let institution = try reader.feeInstitution(institutionID)
      let people = Transaction.people(in: campaign.plan.regime)
      func condition(_ alias: String) -> (sql: String, arguments: [SQLValue]) {
        group.condition(reader.feeScope, campaignID: campaignID, institutionID: institution, of: alias)
      }
      let lines = try transaction.feeClasses(condition(people.alias), takings: condition("t"), in: campaign)
      var line = lines[institution]?.first
      // Everything that was collected in it was cancelled, and nobody is of it any more.
      if line == nil, try transaction.isFeeClass(group, campaign, institution, reader.feeScope) {
        line = FeeClassLine(
          group,
          LedgerPlace(
            institutionCode: try transaction.feeOwner(institution), institution: "",
            category: Category(rawValue: group.category), department: group.department, classGroup: group.classGroup))
      }
      guard let line else { throw FeeDeskRefusal.classUnknown }
      return FeeClassSheet(
        line: line, rate: try transaction.feeRate(campaign, institution), regime: campaign.plan.regime,
        institutionID: institution,
        takings: try transaction.classTakings(condition("t")),
        people: reader is any FeeExempter ? try transaction.feePeople(group, campaign, institution, reader.feeScope) : [],
        today: transaction.today)
    }
  }
}

extension Transaction {
  /// What a head costs: as both sides agreed, or as the campaign has it now.
  func feeRate(_ campaign: StoredCampaign, _ institutionID: String) throws -> Fen {
    let versions = try feeVersions(campaignID: campaign.id, institutionID: institutionID)[institutionID] ?? []
    return versions.last { $0.sealedAt != nil }?.body.claim.rate ?? campaign.plan.feePerHead
  }

  /// The newest first.
  fileprivate func classTakings(_ condition: (sql: String, arguments: [SQLValue])) throws -> [ClassTakingRow] {
    try rows(
      """
      SELECT t.id, t.heads, t.amount_fen, t.method, t.payer, t.receipt_number, t.taken_on, t.invoice_title, t.tax_number,
        t.recorded_at, a.name AS recorder, x.why, x.cancelled_at, b.name AS canceller
      FROM class_taking t LEFT JOIN account a ON a.id = t.recorded_by
      LEFT JOIN class_taking_cancelled x ON x.taking_id = t.id LEFT JOIN account b ON b.id = x.cancelled_by
      WHERE \(condition.sql) ORDER BY t.recorded_at DESC, t.id DESC
      """, condition.arguments
    ).map { row in
      ClassTakingRow(
        id: try row.text("id"),
        taking: ClassTaking(
          heads: try row.int("heads"), payment: try FeePayment(row, receipt: "receipt_number", day: "taken_on"),
          invoice: try InvoiceTitle(row)),
        recordedBy: try row.optionalText("recorder") ?? Self.machineName, recordedAt: try row.integer("recorded_at"),
        cancelled: try feeEnd(row, at: "cancelled_at", by: "canceller"))
    }
  }

  /// Who was shot, in roster order: only they can cost nothing.
  fileprivate func feePeople(
    _ group: FeeClassKey, _ campaign: StoredCampaign, _ institutionID: String, _ scope: GraduateScope
  ) throws -> [FeePerson] {
    let people = Self.people(in: campaign.plan.regime)
    let (condition, arguments) = group.condition(
      scope, campaignID: campaign.id, institutionID: institutionID, of: people.alias)
    let standing = try feeExemptions(campaign, institutionID: institutionID, group: group, scope: scope)
      .filter { $0.state == .accepted || $0.state == .proposed }
    let byPerson = Dictionary(standing.map { ($0.personID, $0) }) { first, _ in first }
    let captured = LedgerPost.captured.names
    return try rows(
      """
      SELECT \(people.alias).id, \(people.names) FROM \(people.table) WHERE \(condition) AND \(people.alias).id IN
        (SELECT d.id FROM (\(LedgerText.posts(in: campaign.plan.regime, where: condition))) d
          WHERE d.post IN (\(captured.map { _ in "?" }.joined(separator: ", "))))
      ORDER BY student_number, \(people.alias).id
      """, arguments + arguments + arguments + captured.map { .text($0) }
    ).map { row in
      let (id, number) = (try row.text("id"), try row.text("student_number"))
      return FeePerson(
        id: id, name: try row.text("name"), number: number.isEmpty ? PersonEnd.of(id) : number, exemption: byPerson[id])
    }
  }
}
