/// One transaction, valid only inside the closure that was given it, on that closure's thread.
public protocol SQLTransaction: AnyObject {
  var engine: SQLEngine { get }

  /// All rows of a query, or of a change with RETURNING.
  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]

  /// All rows of a query whose columns are texts or NULL; a column of another type throws `StorageError.column(name)`.
  func sheet(_ sql: String, _ arguments: [SQLValue]) throws -> SQLSheet

  /// The rows of a query one after the other, in constant memory. The body may run other statements.
  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws

  /// Runs a change and tells how many rows it inserted, changed or deleted.
  @discardableResult func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

  /// Inserts many rows at once (PostgreSQL: COPY). Table and columns are names of ours, never input. The sequence must not use
  /// the transaction while it is read. Values have the types of their columns (an integer for a REAL column is fine).
  func insertMany(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws

  /// Runs a part that may fail without harming the rest: what it changed is undone when it throws, and the error is thrown on.
  func savepoint<T>(_ body: () throws -> T) throws -> T

  /// Milliseconds since 1970 UTC by the database's clock; the same for the whole transaction.
  func databaseTime() throws -> Int64

  /// The engine's plan for a statement; see `SQLDatabase.explain`.
  func explain(_ sql: String, _ arguments: [SQLValue]) throws -> [String]
}

extension SQLTransaction {
  public func rows(_ sql: String) throws -> [SQLRow] { try rows(sql, []) }

  @discardableResult public func execute(_ sql: String) throws -> Int { try execute(sql, []) }

  public func forEachRow(_ sql: String, _ body: (SQLRow) throws -> Void) throws { try forEachRow(sql, [], body) }

  public func sheet(_ sql: String, _ arguments: [SQLValue]) throws -> SQLSheet {
    let rows = try rows(sql, arguments)
    var filling = SQLSheetFilling()
    for row in rows {
      for (index, value) in row.values.enumerated() {
        switch value {
        case .null: try filling.append(String?.none)
        case .text(let text): try filling.append(text)
        default: throw StorageError.column(row.columnNames[index])
        }
      }
    }
    return filling.sheet(columnCount: rows.first?.values.count ?? 0)
  }

  /// The first row, or none.
  public func row(_ sql: String, _ arguments: [SQLValue] = []) throws -> SQLRow? {
    try rows(sql, arguments).first
  }
}
