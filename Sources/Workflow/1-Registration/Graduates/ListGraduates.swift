import GraduatePhotos
import Storage

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
    return try await records.read {
      try $0.graduatePage(place.condition(reader.graduateScope), page: page, codes: place.isOfSeveral(reader))
    }
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
  /// `codes`: with the institutions' codes, for who sees several.
  func graduatePage(
    _ condition: (sql: String, arguments: [SQLValue]), page: Int, opens: Bool = false, codes: Bool = false
  ) throws -> GraduatePage {
    // A class fits on one page nearly always: one row more than a page tells that it does, without counting.
    let isFirst = page <= 1
    let kind = GraduateSheetKind(opens: opens, codes: codes)
    var found = isFirst ? try graduateLines(condition, offset: 0, limit: GraduatePage.size + 1, kind) : []
    guard found.isEmpty || found.count > GraduatePage.size else { return GraduatePage(lines: found, total: found.count) }
    let total = try count("SELECT COUNT(*) AS n FROM graduate g WHERE \(condition.sql)", condition.arguments)
    let last = max(1, (total + GraduatePage.size - 1) / GraduatePage.size)
    let offset = (min(max(page, 1), last) - 1) * GraduatePage.size
    if offset == 0, !found.isEmpty {
      found.removeLast(found.count - GraduatePage.size)
    } else if total > 0 {
      found = try graduateLines(condition, offset: offset, limit: GraduatePage.size, kind)
    }
    return GraduatePage(lines: found, total: total)
  }

  private func graduateLines(
    _ condition: (sql: String, arguments: [SQLValue]), offset: Int, limit: Int, _ kind: GraduateSheetKind
  ) throws -> [GraduateLine] {
    // The order of the index graduate_by_class, so that nothing is sorted.
    let text = """
      \(kind.select) WHERE \(condition.sql)
      ORDER BY g.department, g.class_group, g.student_number, g.id LIMIT ? OFFSET ?
      """
    let arguments = condition.arguments + [.int(limit), .int(offset)]
    return GraduateLine.lines(of: kind.opens ? try graduateSheet(of: rows(text, arguments)) : try sql.sheet(text, arguments))
  }

  /// Rows of ``GraduateLine/select(number:code:joining:)`` with ``GraduateLine/openNumber`` behind them, the numbers in full.
  func graduateSheet(of rows: [SQLRow]) throws -> SQLSheet {
    var filling = SQLSheetFilling()
    for row in rows {
      let id = try row.text("id")
      for column in GraduateLine.Column.allCases {
        if column == .number, case .blob(let sealed) = row["id_sealed"] {
          let number = try keys.open(sealed, under: row.text("id_key"), as: id)
          try number.withUnsafeBufferPointer { try filling.append($0) }
        } else {
          try filling.append(row.optionalText(row.columnNames[column.rawValue]))
        }
      }
    }
    return filling.sheet(columnCount: rows.isEmpty ? 0 : GraduateLine.Column.allCases.count)
  }
}

/// What a list of graduates is to hold.
private struct GraduateSheetKind {
  var opens = false
  var codes = false

  private static let texts = [false, true].map { codes in
    let code = codes ? "(SELECT i.code FROM institution i WHERE i.id = g.institution_id)" : "''"
    return (
      masked: GraduateLine.select(number: "g.id_masked", code: code),
      open: GraduateLine.select(number: "''", code: code, further: GraduateLine.openNumber)
    )
  }

  /// Made once: the database keeps a prepared statement for each text.
  var select: String { opens ? Self.texts[codes ? 1 : 0].open : Self.texts[codes ? 1 : 0].masked }
}
