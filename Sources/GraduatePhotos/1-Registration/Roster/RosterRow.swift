/// Where a row stands in the file that was handed in, as a person finds it there.
public struct RosterPlace: Sendable, Hashable, Codable {
  /// Name of the sheet; empty for files with only one table (DBF, CSV).
  public var sheet: String
  /// 1-based, header rows counted, as spreadsheets number them.
  public var row: Int

  public init(sheet: String = "", row: Int) {
    self.sheet = sheet
    self.row = row
  }

  /// 「第 37 行」, with several sheets 「工作表「本科」第 37 行」.
  public var chinese: String { sheet.isEmpty ? "第 \(row) 行" : "工作表「\(sheet)」第 \(row) 行" }
}

/// A row as a file held it.
public struct RosterRow: Sendable, Hashable {
  public var place: RosterPlace
  public var cells: [TableCell]

  public init(place: RosterPlace, cells: [TableCell]) {
    self.place = place
    self.cells = cells
  }

  public var isBlank: Bool { cells.allSatisfy { $0.text.utf8.allSatisfy { $0 <= 0x20 } } }
}

/// Which column of the file holds which column of the roster.
public struct RosterMapping: Sendable, Hashable, Codable {
  /// By ordinal of the column; -1 where the file has none.
  private var indices: [Int]

  public init(_ columns: [RosterColumn: Int] = [:]) {
    indices = Array(repeating: -1, count: RosterColumn.allCases.count)
    for (column, index) in columns { indices[column.ordinal] = index }
  }

  /// The file's column, 0-based; nil when it has none.
  public subscript(column: RosterColumn) -> Int? {
    get {
      let index = indices[column.ordinal]
      return index < 0 ? nil : index
    }
    set { indices[column.ordinal] = newValue ?? -1 }
  }

  public var columns: [RosterColumn] { RosterColumn.allCases.filter { self[$0] != nil } }

  func index(atOrdinal ordinal: Int) -> Int { indices[ordinal] }
}
