import Crypto
import Foundation
import GraduatePhotos
import Storage

/// Texts that count the ledger from its two sides: who is due by the roster, and where each stands by what happened to him.
enum LedgerText {
  /// A class is one of a place, a category and a department.
  private static func columns(_ people: String) -> String {
    ["institution_id", "study_center_id", "category", "department", "class_group"].map { "\(people).\($0)" }
      .joined(separator: ", ")
  }

  /// Records of the roster by class, whatever became of them.
  static func due(in regime: Regime, where condition: String) -> String {
    let people = Transaction.people(in: regime)
    let columns = columns(people.alias)
    return """
      SELECT \(columns), COUNT(*) AS heads FROM \(people.table) WHERE \(condition) GROUP BY \(columns) ORDER BY \(columns)
      """
  }

  /// A row for each place where somebody stands: one for everybody, if all is well; `condition` and its arguments come twice.
  static func posts(in regime: Regime, where condition: String) -> String {
    let people = Transaction.people(in: regime)
    let (alias, columns) = (people.alias, columns(people.alias))
    return """
      SELECT \(alias).id, \(columns), '\(LedgerPost.leftMark)' || s.kind AS post
      FROM \(people.table) \(statusChanges(in: regime)) WHERE \(condition)
      UNION ALL
      SELECT \(alias).id, \(columns), \(standing(alias, in: regime)) AS post
      FROM \(people.table) LEFT JOIN portrait p ON p.campaign_id = \(alias).campaign_id AND p.person_id = \(alias).id
        AND p.number = \(Portrait.presentNumber(alias, person: "id"))
      WHERE \(condition) AND NOT \(people.hasLeft)
      """
  }

  /// The same by class.
  static func counts(in regime: Regime, where condition: String) -> String {
    let columns = columns("d")
    return """
      SELECT \(columns), d.post, COUNT(*) AS heads FROM (\(posts(in: regime, where: condition))) d
      GROUP BY \(columns), d.post ORDER BY \(columns), d.post
      """
  }

  private static func statusChanges(in regime: Regime) -> String {
    switch regime {
    case .roster:
      """
      JOIN status_change s ON s.graduate_id = g.id
        AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)
      """
    case .code:
      """
      JOIN collection_code_left s ON s.code_id = c.id
        AND NOT EXISTS (SELECT 1 FROM collection_code_back b WHERE b.left_id = s.id)
      """
    }
  }

  /// Of somebody who has not left: a picture with which the institution found fault is no accepted one (A6).
  private static func standing(_ people: String, in regime: Regime) -> String {
    // Codes have no absences: nobody at the center knows whose they are.
    let unshot =
      regime == .code
      ? "'not-shot'"
      : "CASE WHEN EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = \(people).id) THEN 'absent' ELSE 'not-shot' END"
    return """
      CASE
        WHEN EXISTS (SELECT 1 FROM claim k WHERE k.campaign_id = \(people).campaign_id AND k.person_id = \(people).id
          AND k.kind = 'photo' AND k.portrait_number = p.number
          AND NOT EXISTS (SELECT 1 FROM claim_ended e WHERE e.claim_id = k.id)) THEN 'retake'
        WHEN p.id IS NOT NULL THEN 'captured'
        WHEN EXISTS (SELECT 1 FROM missing_answer m WHERE m.person_id = \(people).id AND m.slot = '' AND m.kind = 'excused')
          THEN 'excused'
        ELSE COALESCE(\(Transaction.whyNoPortrait(people)), \(unshot))
      END
      """
  }
}

/// The names of places of a ledger, by id.
struct LedgerNames: Sendable {
  /// By institution: code and name.
  var institutions: [String: (code: String, name: String)] = [:]
  var studyCenters: [String: String] = [:]

  func place(_ row: SQLRow) throws -> LedgerPlace {
    let institution = institutions[try row.text("institution_id")]
    return LedgerPlace(
      institutionCode: institution?.code ?? "", institution: institution?.name ?? "",
      studyCenter: try row.optionalText("study_center_id").flatMap { studyCenters[$0] } ?? "",
      category: Category(rawValue: try row.text("category")), department: try row.text("department"),
      classGroup: try row.text("class_group"))
  }
}

extension Transaction {
  /// Due and places counted apart in one snapshot.
  func ledger(
    _ condition: (sql: String, arguments: [SQLValue]), in campaign: StoredCampaign, campaignID: String
  ) throws -> (ledger: Ledger, names: LedgerNames) {
    let regime = campaign.plan.regime
    let due = try rows(LedgerText.due(in: regime, where: condition.sql), condition.arguments)
    let names = try ledgerNames(of: due, campaignID: campaignID, year: campaign.year)
    var entries = try due.map { LedgerEntry(try names.place($0), LedgerCount(due: try $0.int("heads"))) }
    for row in try rows(
      LedgerText.counts(in: regime, where: condition.sql), condition.arguments + condition.arguments)
    {
      // Who stands at a place that nobody knows stands nowhere, and the ledger shows it.
      guard let post = LedgerPost(name: try row.text("post")) else { continue }
      entries.append(LedgerEntry(try names.place(row), LedgerCount(due: 0, [post: try row.int("heads")])))
    }
    return (Ledger(entries), names)
  }

  /// - rows: with `institution_id`.
  func ledgerNames(of rows: [SQLRow], campaignID: String, year: Int) throws -> LedgerNames {
    var names = LedgerNames()
    for row in rows {
      let id = try row.text("institution_id")
      guard names.institutions[id] == nil else { continue }
      let code = try self.row("SELECT code FROM institution WHERE id = ?", [.text(id)])?.text("code") ?? ""
      names.institutions[id] = (code, try institutionName(id, in: year) ?? "")
    }
    for row in try self.rows("SELECT id, name FROM study_center WHERE campaign_id = ?", [.text(campaignID)]) {
      names.studyCenters[try row.text("id")] = try row.text("name")
    }
    return names
  }

  /// For each class a hash of who stands where: numbers that stayed the same may be other people's.
  func ledgerHashes(
    _ condition: (sql: String, arguments: [SQLValue]), in regime: Regime, _ names: LedgerNames
  ) throws -> [LedgerPlace: String] {
    var sums: [LedgerPlace: SHA256] = [:]
    try sql.forEachRow(
      """
      SELECT d.id, d.institution_id, d.study_center_id, d.category, d.department, d.class_group, d.post
      FROM (\(LedgerText.posts(in: regime, where: condition.sql))) d ORDER BY d.id, d.post
      """,
      condition.arguments + condition.arguments
    ) { row in
      let place = try names.place(row)
      let name = try row.text("post")
      // A release is no change of place.
      let line = "\(try row.text("id")) \(LedgerPost(name: name)?.key ?? name)\n"
      sums[place, default: SHA256()].update(data: Data(line.utf8))
    }
    return sums.mapValues { hexadecimal($0.finalize()) }
  }
}
