import Foundation
import GraduatePhotos
import Storage

/// Lines of a campaign's journal as somebody goes through them who wants to know in which institutions something changed.
struct SeasonLines: Sendable {
  /// By institution the newest position of a line that touched it.
  var touched: [String: Int64] = [:]
  /// The newest line that may have touched any.
  var touchedAll: Int64?
  /// Of the last line that was read; nil when there was none.
  var last: Int64?
  var count = 0
}

/// How a line of the journal leads to the institution in which something changed.
extension Transaction {
  /// The next lines behind `position`.
  ///
  /// The chain's positions have no gaps and come in the order of commits: what stands at or before one is in every later snapshot.
  func seasonLines(_ campaignID: String, after position: Int64) throws -> SeasonLines {
    var lines = SeasonLines()
    var known: [String: Set<String>?] = [:]
    for row in try rows(Self.seasonLines, [.text(campaignID), .integer(position)]) {
      let here = try row.integer("position")
      lines.last = here
      lines.count += 1
      guard JournalLine.Action(rawValue: try row.text("action"))?.touchesCounts ?? true else { continue }
      let found: Set<String>?
      if let own = try row.optionalText("institution_id") {
        found = [own]
      } else {
        let record = "\(try row.text("record_kind")) \(try row.text("record_id"))"
        found = try known[record] ?? institutions(of: row, in: campaignID)
        known[record] = .some(found)
      }
      guard let found else {
        lines.touchedAll = here
        continue
      }
      for institution in found { lines.touched[institution] = here }
    }
    return lines
  }

  static let seasonLines = """
    SELECT k.position, l.action, l.record_kind, l.record_id, l.details, g.institution_id
    FROM journal_link k JOIN journal_line l ON l.id = k.line_id LEFT JOIN graduate g ON g.id = l.graduate_id
    WHERE k.scope = ? AND k.position > ? ORDER BY k.position LIMIT \(SeasonLimits.linesAtOnce)
    """

  /// Of a line that names no graduate: in code mode of all of them, else of what is about many.
  ///
  /// - Returns: nil where it cannot be told, so that all are counted.
  private func institutions(of row: SQLRow, in campaignID: String) throws -> Set<String>? {
    let (kind, id) = (try row.text("record_kind"), try row.text("record_id"))
    let details = try JSONDecoder().decode([String: String].self, from: Data(row.text("details").utf8))
    if let named = details["institution"] { return [named] }
    switch kind {
    case "institution": return [id]
    // Their seals are shown elsewhere.
    case PaperKind.slip.rawValue, PaperKind.ledger.rawValue, PaperKind.fees.rawValue: return []
    case "graduate", "proof", "makeup-booking":
      return try institutions(ofPeople: "SELECT CAST(? AS TEXT) AS id", [.text(id)])
    case "visit-answer": return try institution(ofPlace: id).map { [$0] }
    case "shot": return try institutions(ofPeople: "SELECT person_id AS id FROM shot_binding WHERE shot_id = ?", [.text(id)])
    case "portrait": return try institutions(ofPeople: "SELECT person_id AS id FROM portrait WHERE id = ?", [.text(id)])
    case "check-in": return try institutions(ofPeople: "SELECT person_id AS id FROM check_in WHERE id = ?", [.text(id)])
    case "happening", "packet":
      guard let visit = details["visit"].flatMap(Int.init) else { return nil }
      return try institutions(
        ofPeople: """
          SELECT b.person_id AS id FROM shot s JOIN shot_binding b ON b.shot_id = s.id WHERE s.campaign_id = ? AND s.visit_number = ?
          """, [.text(campaignID), .int(visit)])
    default:
      guard let table = Self.ownedTables[kind] else { return nil }
      // A row that is gone tells nothing.
      return try self.row("SELECT institution_id FROM \(table) WHERE id = ?", [.text(id)]).map {
        [try $0.text("institution_id")]
      }
    }
  }

  /// A place is an institution or one of its study centers.
  private func institution(ofPlace id: String) throws -> String? {
    try row("SELECT parent_institution_id AS t FROM study_center WHERE id = ?", [.text(id)])?.text("t")
      ?? row("SELECT id AS t FROM institution WHERE id = ?", [.text(id)])?.text("t")
  }

  private static let ownedTables = [
    "delivery": "delivery", "filing": "filing", "claim": "claim", "erratum": "erratum", "roster-import": "roster_import",
    "national-import": "national_import", "makeup-group": "makeup_group", PaperKind.classCheck.rawValue: "class_check",
    PaperKind.errata.rawValue: "errata_form", PaperKind.missingLetter.rawValue: "missing_letter",
  ]

  /// Of the people whose ids `text` selects; somebody on no list is nobody's yet and counts nowhere.
  private func institutions(ofPeople text: String, _ arguments: [SQLValue]) throws -> Set<String> {
    Set(
      try rows(
        """
        SELECT g.institution_id FROM (\(text)) d JOIN graduate g ON g.id = d.id
        UNION SELECT c.institution_id FROM (\(text)) d JOIN collection_code c ON c.id = d.id
        """, arguments + arguments
      ).map { try $0.text("institution_id") })
  }
}
