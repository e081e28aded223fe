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
      try $0.graduatePage(
        place.condition(reader.graduateScope), page: page, columns: place.isOfSeveral(reader) ? .placesAndCodes : .people)
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
      let found = try transaction.graduatePage(place.condition(reader.graduateScope), page: page, columns: .openNumbers)
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
    _ condition: (sql: String, arguments: [SQLValue]), page: Int, columns: GraduateColumns = .places
  ) throws -> GraduatePage {
    // A class fits on one page nearly always: one row more than a page tells that it does, without counting.
    let isFirst = page <= 1
    var found = isFirst ? try graduateLines(condition, offset: 0, limit: GraduatePage.size + 1, columns) : []
    guard found.isEmpty || found.count > GraduatePage.size else { return GraduatePage(lines: found, total: found.count) }
    let total = try count("SELECT COUNT(*) AS n FROM graduate g WHERE \(condition.sql)", condition.arguments)
    let last = max(1, (total + GraduatePage.size - 1) / GraduatePage.size)
    let offset = (min(max(page, 1), last) - 1) * GraduatePage.size
    if offset == 0, !found.isEmpty {
      found.removeLast(found.count - GraduatePage.size)
    } else if total > 0 {
      found = try graduateLines(condition, offset: offset, limit: GraduatePage.size, columns)
    }
    return GraduatePage(lines: found, total: total)
  }

  private func graduateLines(
    _ condition: (sql: String, arguments: [SQLValue]), offset: Int, limit: Int, _ columns: GraduateColumns
  ) throws -> [GraduateLine] {
    // The order of the index graduate_by_class, so that nothing is sorted.
    let text = """
      \(columns.select) WHERE \(condition.sql)
      ORDER BY g.department, g.class_group, g.student_number, g.id LIMIT ? OFFSET ?
      """
    let arguments = condition.arguments + [.int(limit), .int(offset)]
    let isOpen = columns == .openNumbers
    return GraduateLine.lines(of: isOpen ? try graduateSheet(of: rows(text, arguments)) : try sql.sheet(text, arguments))
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
enum GraduateColumns: Hashable, CaseIterable {
  /// Those of one class.
  case people
  /// With where each is registered.
  case places
  /// With the institutions' codes too, for who sees several.
  case placesAndCodes
  /// The numbers in full.
  case openNumbers

  private static let texts = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.text) })

  /// Made once: the database keeps a prepared statement for each text.
  var select: String { Self.texts[self] ?? text }

  private var text: String {
    switch self {
    case .people: GraduateLine.select(number: "g.id_masked", code: nil)
    case .places: GraduateLine.select(number: "g.id_masked", code: "''")
    case .placesAndCodes:
      GraduateLine.select(
        number: "g.id_masked", code: "(SELECT i.code FROM institution i WHERE i.id = g.institution_id)")
    case .openNumbers: GraduateLine.select(number: "''", code: "''", further: GraduateLine.openNumber)
    }
  }
}
