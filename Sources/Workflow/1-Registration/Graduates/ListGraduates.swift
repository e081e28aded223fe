import GraduatePhotos
import Storage

/// A graduate in a list; the identity number masked.
public struct GraduateLine: Sendable, Identifiable {
  public let id: String
  public let institutionID: String
  public let institutionCode: String
  public let studentNumber: String
  public let name: String
  public let sex: String
  /// 首3末4, or in full where a class was opened.
  public let idNumber: String
  public let level: String
  public let department: String
  public let classGroup: String
  public let lacksCharacters: Bool
  /// In force; nil for somebody who is due.
  public let statusChange: StatusChange?
  public let absence: Absence?
}

/// Fifty graduates of a list.
public struct GraduatePage: Sendable {
  public static let size = 50

  public let lines: [GraduateLine]
  /// In all pages.
  public let total: Int
}

extension CollectionCenter {
  /// A class's graduates, masked, fifty a page.
  ///
  /// `page`: from 1.
  public func graduates(
    campaignID: String, institutionID: String? = nil, department: String, classGroup: String, page: Int = 1,
    by reader: some GraduateReader
  ) async throws -> GraduatePage {
    let place = GraduatePlace(
      campaignID: campaignID, institutionID: institutionID, department: department, classGroup: classGroup)
    return try await records.read { try $0.graduatePage(place.condition(reader.graduateScope), page: page) }
  }

  /// The same with identity numbers in full: one journal line for each class opened (promise 7).
  ///
  /// - Throws: `RegistrationRefusal.institutionNotChosen` for readers of several institutions who named none.
  public func openClass(
    campaignID: String, institutionID: String? = nil, department: String, classGroup: String, page: Int = 1,
    by reader: some GraduateReader
  ) async throws -> GraduatePage {
    let place = GraduatePlace(
      campaignID: campaignID, institutionID: institutionID, department: department, classGroup: classGroup)
    try reader.graduateScope.requireInstitution(institutionID)
    return try await records.write { transaction in
      let found = try transaction.graduatePage(place.condition(reader.graduateScope), page: page, opens: true)
      guard let first = found.lines.first else { return found }
      try transaction.journal(
        .classOpened(
          institutionID: first.institutionID, department: department, classGroup: classGroup, rows: found.lines.count,
          campaignID: campaignID,
          why: "page"), by: reader)
      return found
    }
  }
}

extension JournalLine {
  /// `why`: "page", "class-list", "check-sheet".
  static func classOpened(
    institutionID: String, department: String, classGroup: String, rows: Int, campaignID: String, why: String
  ) -> JournalLine {
    JournalLine(
      action: .classOpened, recordKind: "class", recordID: institutionID, campaignID: campaignID,
      details: ["department": department, "class": classGroup, "rows": String(rows), "why": why])
  }
}

extension Transaction {
  func graduatePage(
    _ condition: (sql: String, arguments: [SQLValue]), page: Int, opens: Bool = false
  ) throws -> GraduatePage {
    // A class fits on one page nearly always: one row more than a page tells that it does, without counting.
    let isFirst = page <= 1
    var found = isFirst ? try graduateLines(condition, offset: 0, limit: GraduatePage.size + 1, opens: opens) : []
    guard found.isEmpty || found.count > GraduatePage.size else { return GraduatePage(lines: found, total: found.count) }
    let total = try count("SELECT COUNT(*) AS n FROM graduate g WHERE \(condition.sql)", condition.arguments)
    let last = max(1, (total + GraduatePage.size - 1) / GraduatePage.size)
    let offset = (min(max(page, 1), last) - 1) * GraduatePage.size
    if offset == 0, !found.isEmpty {
      found.removeLast(found.count - GraduatePage.size)
    } else if total > 0 {
      found = try graduateLines(condition, offset: offset, limit: GraduatePage.size, opens: opens)
    }
    return GraduatePage(lines: found, total: total)
  }

  private func graduateLines(
    _ condition: (sql: String, arguments: [SQLValue]), offset: Int, limit: Int, opens: Bool
  ) throws -> [GraduateLine] {
    var codes: [String: String] = [:]
    // The order of the index graduate_by_class, so that nothing is sorted.
    return try sql.mapRows(
      """
      \(opens ? GraduateLine.openSelect : GraduateLine.maskedSelect) WHERE \(condition.sql)
      ORDER BY g.department, g.class_group, g.student_number, g.id LIMIT ? OFFSET ?
      """, condition.arguments + [.int(limit), .int(offset)]
    ) { try graduateLine(from: $0, opens: opens, codes: &codes) }
  }

  /// A line of ``GraduateLine/maskedSelect``, or of ``GraduateLine/openSelect`` when it is opened.
  ///
  /// - `codes`: those of the institutions that were met before, kept from line to line.
  func graduateLine(from row: PassingRow, opens: Bool, codes: inout [String: String]) throws -> GraduateLine {
    let id = try row.text("id")
    let number =
      opens
      ? String(decoding: try keys.open(row.kept.blob("id_sealed"), under: row.text("id_key"), as: id), as: UTF8.self)
      : try row.text("id_masked")
    let institutionID = try row.text("institution_id")
    return GraduateLine(
      id: id, institutionID: institutionID, institutionCode: try institutionCode(institutionID, &codes),
      studentNumber: try row.text("student_number"), name: try row.text("name"), sex: try row.text("sex"), idNumber: number,
      level: StudyLevel(rawValue: try row.text("level"))?.chineseName ?? "", department: try row.text("department"),
      classGroup: try row.text("class_group"),
      lacksCharacters: try row.text("extras", contains: StoredGraduate.lacksCharactersMark),
      statusChange: try row.optionalText("kind") == nil ? nil : StatusChange(from: row.kept),
      absence: try row.optionalText("reason") == nil ? nil : Absence(from: row.kept))
  }

  private func institutionCode(_ id: String, _ codes: inout [String: String]) throws -> String {
    if let code = codes[id] { return code }
    let code = try row("SELECT code FROM institution WHERE id = ?", [.text(id)])?.text("code") ?? ""
    codes[id] = code
    return code
  }
}

extension GraduateLine {
  /// What a line shows, the number masked.
  static let maskedSelect = select(number: "g.id_masked", joining: "")
  /// The same with the number as it lies sealed.
  static let openSelect = select(number: openNumber, joining: "")
  static let openNumber = "g.id_sealed, g.id_key"

  /// `joining`: a further table between the graduates and what is told of them, to sort by.
  ///
  /// Columns in the order in which a line is read. Most graduates have neither left nor are they absent: that is one look into an
  /// index each.
  static func select(number: String, joining: String) -> String {
    """
    SELECT g.id, \(number), g.institution_id, g.student_number, g.name, g.sex, g.level, g.department, g.class_group,
      g.extras, s.kind, a.reason, s.happened_on, s.document, a.way_on, a.returns_on, a.other_province
    FROM graduate g \(joining)
    LEFT JOIN absence a ON a.graduate_id = g.id
    LEFT JOIN status_change s ON s.graduate_id = g.id
      AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)
      AND NOT EXISTS (SELECT 1 FROM status_change t WHERE t.graduate_id = s.graduate_id AND t.id > s.id
        AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn v WHERE v.status_change_id = t.id))
    """
  }
}
