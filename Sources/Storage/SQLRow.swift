import Synchronization

/// One row, read by column name; a missing column or a value of another type throws `StorageError.column(name)`.
public struct SQLRow: Sendable {
  let columns: SQLColumns
  public let values: [SQLValue]

  init(columns: SQLColumns, values: [SQLValue]) {
    self.columns = columns
    self.values = values
  }

  /// The column names in the order of the statement.
  public var columnNames: [String] { columns.names }

  /// The value of a column, `.null` when the statement has no such column.
  public subscript(_ column: String) -> SQLValue {
    columns.index(of: column).map { values[$0] } ?? .null
  }

  public func text(_ column: String) throws -> String { try required(column, optionalText(column)) }
  public func integer(_ column: String) throws -> Int64 { try required(column, optionalInteger(column)) }
  public func int(_ column: String) throws -> Int { try required(column, optionalInt(column)) }
  public func real(_ column: String) throws -> Double { try required(column, optionalReal(column)) }
  public func blob(_ column: String) throws -> [UInt8] { try required(column, optionalBlob(column)) }

  public func optionalText(_ column: String) throws -> String? {
    switch try value(column) {
    case .null: nil
    case .text(let text): text
    default: throw StorageError.column(column)
    }
  }

  public func optionalInteger(_ column: String) throws -> Int64? {
    switch try value(column) {
    case .null: nil
    case .integer(let integer): integer
    default: throw StorageError.column(column)
    }
  }

  public func optionalInt(_ column: String) throws -> Int? {
    try optionalInteger(column).map { Int($0) }
  }

  /// A real; an integer is read as a real too (`SUM`, `AVG` and literals differ between the engines there).
  public func optionalReal(_ column: String) throws -> Double? {
    switch try value(column) {
    case .null: nil
    case .real(let real): real
    case .integer(let integer): Double(integer)
    default: throw StorageError.column(column)
    }
  }

  public func optionalBlob(_ column: String) throws -> [UInt8]? {
    switch try value(column) {
    case .null: nil
    case .blob(let blob): blob
    default: throw StorageError.column(column)
    }
  }

  private func value(_ column: String) throws -> SQLValue {
    guard let index = columns.index(of: column) else { throw StorageError.column(column) }
    return values[index]
  }

  private func required<T>(_ column: String, _ value: T?) throws -> T {
    guard let value else { throw StorageError.column(column) }
    return value
  }
}

/// The names of a statement's columns, shared by all its rows.
final class SQLColumns: Sendable {
  let names: [String]
  private let positions: [String: Int]
  /// The column after the last one that was asked for: most rows are read in the order of their statement, column by column.
  private let likely = Atomic<Int>(0)

  init(_ names: [String]) {
    self.names = names
    positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func index(of name: String) -> Int? {
    let guess = likely.load(ordering: .relaxed)
    let index = guess < names.count && names[guess] == name ? guess : positions[name]
    if let index { likely.store(index + 1, ordering: .relaxed) }
    return index
  }
}
