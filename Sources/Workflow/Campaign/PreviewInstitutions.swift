import GraduatePhotos
import Paperwork

/// Why a file is no table of institutions.
public enum InstitutionTableRefusal: Refusal, Equatable {
  case noHeader
  case empty

  public var code: String {
    switch self {
    case .noHeader: "institution-table.no-header"
    case .empty: "institution-table.empty"
    }
  }

  public var message: String {
    switch self {
    case .noHeader: "没有找到表头：前 \(InstitutionTable.headerRows) 行里应有一行写着「院校名称」和「院校代码」"
    case .empty: "表头下面没有院校"
    }
  }

  public var hint: String { "列名可以写：院校代码、院校名称、类型、省份、城市、学校标识码、起年、止年" }
}

/// A table of institutions as it would be imported.
public struct InstitutionTablePreview: Sendable {
  /// What would become of one institution.
  public struct Line: Sendable {
    /// As the file counts, from 1.
    public let row: Int
    /// Empty where the next provisional code would be given.
    public let code: String
    public let name: String
    public let city: String
    public let kind: Institution.Kind
    /// True when it is on record: it stays as it is.
    public let isKnown: Bool
  }

  /// To be handed to `importInstitutions` as they are.
  public let rows: [InstitutionRow]
  /// An institution each, in the order of the table.
  public let lines: [Line]

  public var newCount: Int { lines.count { !$0.isKnown } }
}

extension CollectionCenter {
  /// Reads a table of institutions (XLSX, XLS, CSV, DBF) and says what importing it would do; stores nothing.
  ///
  /// - Throws: `TableRefusal`, `InstitutionTableRefusal`, `InstitutionRefusal.table` with every row that cannot be taken.
  public func previewInstitutions(
    path: String, fileName: String, province: String, for keeper: some CampaignKeeper
  ) async throws -> InstitutionTablePreview {
    let rows = try InstitutionTable.read(path: path, fileName: fileName, province: province)
    let groups = try InstitutionGroup.groups(of: rows)
    let firstRows = Dictionary(rows.map { ($0.name.trimmed, $0.row) }, uniquingKeysWith: { first, _ in first })
    return try await records.read { transaction in
      let lines = try groups.map { group in
        let code: String = if case .ministry(let code) = group.entry.code { code } else { "" }
        let name = group.entry.names.last?.name ?? ""
        return InstitutionTablePreview.Line(
          row: firstRows[name] ?? 0, code: code, name: name, city: group.entry.city, kind: group.entry.kind,
          isKnown: try transaction.institutionID(of: group) != nil)
      }
      return InstitutionTablePreview(rows: rows, lines: lines)
    }
  }
}

/// A table of institutions in a file, its columns found by their names.
enum InstitutionTable {
  static let headerRows = 20
  /// Bytes of the file.
  static let fileBytes = 8 << 20

  enum Column: CaseIterable {
    case code, name, kind, province, city, identifier, fromYear, toYear

    /// Compared without blanks and in lower case.
    var names: Set<String> {
      switch self {
      case .code: ["院校代码", "学校代码", "代码", "五位代码", "code"]
      case .name: ["院校名称", "学校名称", "院校全称", "名称", "name"]
      case .kind: ["类型", "院校类型", "办学层次", "层次", "kind"]
      case .province: ["省份", "所在省份", "province"]
      case .city: ["城市", "所在城市", "所在地", "city"]
      case .identifier: ["学校标识码", "标识码", "moe_id", "identifier"]
      case .fromYear: ["起年", "名称起年", "from_year"]
      case .toYear: ["止年", "名称止年", "to_year"]
      }
    }
  }

  static func read(path: String, fileName: String, province: String) throws -> [InstitutionRow] {
    var limits = TableLimits.standard
    limits.fileBytes = fileBytes
    limits.rows = CampaignLimits.institutionRows + headerRows
    let file = try TableFile.open(path: path, fileName: fileName, limits: limits)
    var columns: [Column: Int]?
    var rows: [InstitutionRow] = []
    try file.forEachRow { row in
      if let columns {
        let read = self.row(row, columns, province: province)
        if !read.name.isEmpty || !read.code.isEmpty { rows.append(read) }
      } else {
        columns = header(row)
        if columns == nil, row.number > headerRows { throw InstitutionTableRefusal.noHeader }
      }
      return true
    }
    guard columns != nil else { throw InstitutionTableRefusal.noHeader }
    guard !rows.isEmpty else { throw InstitutionTableRefusal.empty }
    return rows
  }

  /// The place of each known column; nil when the row is no header.
  private static func header(_ row: TableRow) -> [Column: Int]? {
    var found: [Column: Int] = [:]
    for (place, cell) in row.cells.enumerated() {
      let text = cell.text.compactHalfWidth.lowercased()
      guard let column = Column.allCases.first(where: { $0.names.contains(text) }), found[column] == nil else { continue }
      found[column] = place
    }
    return found[.name] != nil && found[.code] != nil ? found : nil
  }

  private static func row(_ row: TableRow, _ columns: [Column: Int], province: String) -> InstitutionRow {
    func text(_ column: Column) -> String { columns[column].map { row[$0].text.trimmed } ?? "" }
    let own = text(.province)
    return InstitutionRow(
      row: row.number, code: text(.code), name: text(.name), fromYear: Int(text(.fromYear).compactHalfWidth),
      toYear: Int(text(.toYear).compactHalfWidth), kind: text(.kind), province: own.isEmpty ? province : own, city: text(.city),
      identifier: text(.identifier))
  }
}
