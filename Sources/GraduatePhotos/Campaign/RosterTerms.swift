/// What a campaign changes about its rosters: names, widths and necessity of columns, and the categories it collects (domain.md 2.2).
public struct RosterTerms: Sendable, Hashable, Codable {
  /// What differs for one column; nil leaves it as it is.
  public struct Column: Sendable, Hashable, Codable {
    /// The name that template and exports write; files with the usual names are understood all the same.
    public var name: String?
    /// Bytes of GB 18030.
    public var width: Int?
    public var necessity: Necessity?

    public init(name: String? = nil, width: Int? = nil, necessity: Necessity? = nil) {
      self.name = name
      self.width = width
      self.necessity = necessity
    }
  }

  public enum Necessity: String, Sendable, Hashable, Codable, CaseIterable {
    case required, optional

    public var chineseName: String { self == .required ? "必填" : "选填" }
  }

  /// By the column's code; JSON with sorted keys stays the same text.
  private var columns: [String: Column]
  /// In the order of the cases; empty collects all.
  private var collected: [Category]

  public init(columns: [RosterColumn: Column] = [:], categories: Set<Category> = []) {
    self.columns = [:]
    collected = []
    for (column, terms) in columns { self[column] = terms }
    self.categories = categories
  }

  /// What differs for a column.
  public subscript(column: RosterColumn) -> Column {
    get { columns[column.code] ?? Column() }
    set { columns[column.code] = newValue == Column() ? nil : newValue }
  }

  /// Categories the campaign collects.
  public var categories: Set<Category> {
    get { collected.isEmpty ? Set(Category.allCases) : Set(collected) }
    set { collected = newValue.count == Category.allCases.count ? [] : Category.allCases.filter(newValue.contains) }
  }

  public var isEmpty: Bool { columns.isEmpty && collected.isEmpty }

  public var names: [RosterColumn: String] { values(\.name) }
  public var widths: [RosterColumn: Int] { values(\.width) }
  public var required: [RosterColumn: Bool] { values(\.necessity).mapValues { $0 == .required } }

  private func values<Value>(_ path: KeyPath<Column, Value?>) -> [RosterColumn: Value] {
    var found: [RosterColumn: Value] = [:]
    for (code, terms) in columns {
      if let column = RosterColumn(rawValue: code), let value = terms[keyPath: path] { found[column] = value }
    }
    return found
  }

  /// Bytes of a field of a DBF file.
  public static let widthRange = 1...254
  /// Characters of a column's name.
  public static let nameCharacters = 20

  /// What cannot be, with the column it is about, in their order.
  public func problems() -> [(column: RosterColumn, message: String)] {
    var problems: [(column: RosterColumn, message: String)] = []
    var seen: [String: RosterColumn] = [:]
    for column in RosterColumn.allCases {
      let terms = self[column]
      if let width = terms.width, !Self.widthRange.contains(width) {
        problems.append(
          (column, "「\(column.chineseName)」的宽度应在 \(Self.widthRange.lowerBound)–\(Self.widthRange.upperBound) 字节之间"))
      } else if let width = terms.width, width < column.leastWidth {
        problems.append((column, "「\(column.chineseName)」至少要 \(column.leastWidth) 字节"))
      }
      if terms.necessity == .optional, column.isIndispensable {
        problems.append((column, "「\(column.chineseName)」不能改为选填"))
      }
      guard let name = terms.name else { continue }
      let tidy = RosterColumn.normalisedHeader(name)
      if tidy.isEmpty || name.count > Self.nameCharacters {
        problems.append((column, "「\(column.chineseName)」的列名应为 1–\(Self.nameCharacters) 个字"))
      } else if let other = RosterColumn.known[tidy]?.column ?? seen[tidy], other != column {
        problems.append((column, "「\(column.chineseName)」的列名「\(name)」是「\(other.chineseName)」列的名称"))
      }
      seen[tidy] = column
    }
    return problems
  }
}

extension RosterColumn {
  /// Nobody can be registered without it.
  public var isIndispensable: Bool {
    switch self {
    case .institutionCode, .institutionName, .category, .studentNumber, .name, .sex, .idNumber: true
    default: false
    }
  }

  /// The shortest value that still has to fit, bytes of GB 18030.
  var leastWidth: Int {
    switch self {
    case .institutionCode: 5
    case .idNumber: 18
    case .category, .name: 4
    case .expectedGraduation, .birthDate, .enrolmentDate: 8
    default: 1
    }
  }
}
