import GraduatePhotos
import Storage

/// A claim of an institution (问题登记); identity numbers masked.
public struct ClaimLine: Sendable, Identifiable {
  public let id: String
  public let kind: PersonVerdict.Verdict
  public let personID: String
  /// Empty in code mode, as the student number is.
  public let name: String
  public let studentNumber: String
  /// 拍摄序号 of the picture that was looked at; nil where there was none.
  public let serial: Int?
  public let group: CheckedClass
  /// What is wrong, in one line.
  public let words: String
  public let standing: ClaimStanding
  public let openedBy: String
  public let openedAt: Int64
  /// Of the make-up, for a photo to be shot again; nil while nobody booked.
  public let booked: MakeupSlot?
  /// On whom it waits since when.
  public let clock: CaseClock
  /// An erratum answers it already.
  public let hasErratum: Bool
}

/// Claims of a page, and how many there are.
public struct ClaimPage: Sendable {
  public let lines: [ClaimLine]
  public let total: Int
}

extension CollectionCenter {
  /// An institution's claims, those that wait the longest first; only what the reader may see.
  ///
  /// - kind: nil for all.
  /// - page: from 1.
  public func claims(
    campaignID: String, kind: PersonVerdict.Verdict? = nil, openOnly: Bool = true, page: Int = 1,
    by reader: some VerificationReader
  ) async throws -> ClaimPage {
    try await records.read { transaction in
      let regime = try transaction.storedCampaign(campaignID).plan.regime
      let people = Transaction.people(in: regime)
      let (condition, arguments) = reader.graduateScope.condition(campaignID: campaignID, of: people.alias)
      var sql = condition + " AND k.institution_id = ?"
      var values = arguments + [.text(reader.institutionID)]
      if let kind {
        sql += " AND k.kind = ?"
        values.append(.text(kind.rawValue))
      }
      if openOnly { sql += " AND e.claim_id IS NULL" }
      return try transaction.claimPage((sql, values), regime, page: page)
    }
  }
}

extension Transaction {
  static func claimsOfPeople(in regime: Regime) -> String {
    let people = people(in: regime)
    return """
      FROM claim k JOIN \(people.table)
        ON \(people.alias).campaign_id = k.campaign_id AND \(people.alias).id = k.person_id
      LEFT JOIN claim_ended e ON e.claim_id = k.id LEFT JOIN account a ON a.id = k.opened_by
      LEFT JOIN portrait p ON p.campaign_id = k.campaign_id AND p.person_id = k.person_id AND p.number = k.portrait_number
      LEFT JOIN shot s ON s.id = p.shot_id
      LEFT JOIN makeup_booking b ON b.campaign_id = k.campaign_id AND b.person_id = k.person_id
      """
  }

  fileprivate func claimPage(
    _ condition: (sql: String, arguments: [SQLValue]), _ regime: Regime, page: Int
  ) throws -> ClaimPage {
    let (claims, people) = (Self.claimsOfPeople(in: regime), Self.people(in: regime))
    let total = try count("SELECT COUNT(*) AS n \(claims) WHERE \(condition.sql)", condition.arguments)
    let lines = try rows(
      """
      SELECT k.id, k.kind, k.person_id, k.details_sealed, k.opened_at, e.how, a.name AS opened_by_name, \(people.names), s.serial,
        \(people.alias).department, \(people.alias).class_group, b.day, b.minute, \(Self.claimMarks)
      \(claims) WHERE \(condition.sql) ORDER BY k.opened_at, k.id LIMIT ? OFFSET ?
      """, condition.arguments + WorkflowLimits.page(page, of: total)
    ).compactMap { try claimLine($0) }
    return ClaimPage(lines: lines, total: total)
  }

  private func claimLine(_ row: SQLRow) throws -> ClaimLine? {
    guard let kind = PersonVerdict.Verdict(rawValue: try row.text("kind")) else { return nil }
    let (id, person) = (try row.text("id"), try row.text("person_id"))
    let details = try row.optionalBlob("details_sealed").flatMap {
      try openForGraduate(person, $0, as: Self.claimRecord(id))
    }.map { try VerdictDetails(read: $0) }
    return ClaimLine(
      id: id, kind: kind, personID: person, name: try row.text("name"), studentNumber: try row.text("student_number"),
      serial: try row.optionalInt("serial"),
      group: CheckedClass(department: try row.text("department"), classGroup: try row.text("class_group")),
      words: details?.words(openNumbers: false) ?? "", standing: ClaimEnding.standing(try row.optionalText("how")),
      openedBy: try row.optionalText("opened_by_name") ?? Self.machineName, openedAt: try row.integer("opened_at"),
      booked: try row.optionalText("day").flatMap { CalendarDay.parse($0) }.map { MakeupSlot($0, try row.int("minute")) },
      clock: try claimClock(row), hasErratum: try row.int("errata") > 0)
  }
}
