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
      let (condition, arguments) = reader.graduateScope.condition(campaignID: campaignID)
      var sql = condition + " AND c.institution_id = ?"
      var values = arguments + [.text(reader.institutionID)]
      if let kind {
        sql += " AND c.kind = ?"
        values.append(.text(kind.rawValue))
      }
      if openOnly { sql += " AND e.claim_id IS NULL" }
      return try transaction.claimPage((sql, values), regime, page: page)
    }
  }
}

extension Transaction {
  static func claimsOfPeople(in regime: Regime) -> String {
    """
    FROM claim c JOIN \(regime == .code ? "collection_code" : "graduate") g
      ON g.campaign_id = c.campaign_id AND g.id = c.person_id
    LEFT JOIN claim_ended e ON e.claim_id = c.id LEFT JOIN account a ON a.id = c.opened_by
    LEFT JOIN portrait p ON p.campaign_id = c.campaign_id AND p.person_id = c.person_id AND p.number = c.portrait_number
    LEFT JOIN shot s ON s.id = p.shot_id
    """
  }

  fileprivate func claimPage(
    _ condition: (sql: String, arguments: [SQLValue]), _ regime: Regime, page: Int
  ) throws -> ClaimPage {
    let claims = Self.claimsOfPeople(in: regime)
    let total = try count("SELECT COUNT(*) AS n \(claims) WHERE \(condition.sql)", condition.arguments)
    let offset = (max(page, 1) - 1) * ClassCheckLimits.claimsOnPage
    let lines = try rows(
      """
      SELECT c.id, c.kind, c.person_id, c.details_sealed, c.opened_at, e.how, a.name AS opened_by_name,
        \(regime == .code ? "'' AS name, '' AS student_number" : "g.name, g.student_number"), s.serial,
        g.department, g.class_group \(claims) WHERE \(condition.sql) ORDER BY c.opened_at, c.id LIMIT ? OFFSET ?
      """, condition.arguments + [.int(ClassCheckLimits.claimsOnPage), .int(offset)]
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
      openedBy: try row.optionalText("opened_by_name") ?? Self.machineName, openedAt: try row.integer("opened_at"))
  }
}
