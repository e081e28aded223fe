import Synchronization

/// What all connections of a database share.
final class PostgreSQLShared: Sendable {
  let url: String
  let timeouts: PostgreSQLTimeouts
  let clock: DatabaseClock?
  private let statements = TranslatedStatements()
  /// Unique index → `table.column, table.column`, or its own name when it is on an expression.
  private let indexes = Mutex<[String: String]>([:])

  init(url: String, timeouts: PostgreSQLTimeouts, clock: DatabaseClock?) {
    self.url = url
    self.timeouts = timeouts
    self.clock = clock
  }

  func translated(_ sql: String) -> TranslatedSQL { statements.postgreSQL(sql) }

  func forgetIndexes() { indexes.withLock { $0.removeAll() } }

  /// The error with the columns of the violated key, if they were looked up before.
  func known(_ error: any Error) -> any Error {
    guard case .unique(let name)? = error as? StorageError, let columns = indexes.withLock({ $0[name] }) else {
      return error
    }
    return StorageError.unique(constraint: columns)
  }

  /// The error with the columns of the violated key; asks the server, which it answers only outside a failed transaction.
  func withColumns(_ error: any Error, _ connection: PostgreSQLConnection) throws -> any Error {
    guard case .unique(let name)? = error as? StorageError, !name.contains(".") else { return error }
    if indexes.withLock({ $0[name] }) == nil {
      var columns: [String] = []
      var isExpression = false
      try connection.query(TranslatedSQL(text: Self.columns, placeholders: 1), [.text(name)]).forEachRow { row in
        guard let column = try row.optionalText("column_name") else {
          isExpression = true
          return
        }
        columns.append("\(try row.text("table_name")).\(column)")
      }
      let text = isExpression || columns.isEmpty ? name : columns.joined(separator: ", ")
      indexes.withLock { $0[name] = text }
    }
    return known(error)
  }

  private static let columns = """
    SELECT t.relname AS table_name, a.attname AS column_name
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_class t ON t.oid = i.indrelid
    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number AND k.number > 0
    WHERE c.relname = $1 AND i.indisunique AND pg_table_is_visible(t.oid) AND k.place <= i.indnkeyatts
    ORDER BY k.place
    """
}
