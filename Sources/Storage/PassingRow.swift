/// A row while its statement stands on it: only what is asked for is read, and nothing of it is kept.
///
/// Good inside the closure it was given to; afterwards its columns are no longer there.
public struct PassingRow {
  enum Source {
    case statement(SQLiteStatement, turn: Int)
    case kept(SQLRow)
  }

  private let source: Source

  init(_ source: Source) { self.source = source }

  /// A row that was kept, for who reads both kinds.
  public init(_ row: SQLRow) { source = .kept(row) }

  public func text(_ column: String) throws -> String {
    guard let text = try optionalText(column) else { throw StorageError.column(column) }
    return text
  }

  public func optionalText(_ column: String) throws -> String? {
    switch source {
    case .kept(let row): try row.optionalText(column)
    case .statement(let statement, let turn): try statement.text(column, turn)
    }
  }

  /// Whether a text has `part`, byte for byte, in it; the text itself is not made.
  public func text(_ column: String, contains part: [UInt8]) throws -> Bool {
    switch source {
    case .kept(let row):
      var text = try row.text(column)
      return text.withUTF8 { $0.holds(part) }
    case .statement(let statement, let turn): return try statement.contains(column, part, turn)
    }
  }

  /// All of it, to be kept.
  public var kept: SQLRow {
    get throws {
      switch source {
      case .kept(let row): row
      case .statement(let statement, let turn): try statement.row(turn)
      }
    }
  }
}

extension SQLTransaction {
  public func mapRows<T>(_ sql: String, _ arguments: [SQLValue], _ body: (PassingRow) throws -> T) throws -> [T] {
    try rows(sql, arguments).map { try body(PassingRow($0)) }
  }
}
