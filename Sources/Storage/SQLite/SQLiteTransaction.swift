import Foundation
import GRDB
import GRDBSQLite

/// A transaction on an SQLite connection.
///
/// Steps and transaction state are GRDB's; values cross by SQLite's own functions.
final class SQLiteTransaction: SQLTransaction {
  let engine = SQLEngine.sqlite
  private let database: Database
  private let clock: DatabaseClock?
  private var time: Int64?
  private var savepoints = 0
  private var active = true
  /// A statement failed outside a savepoint: nothing more may run, nothing may be committed.
  private(set) var failed = false

  init(_ database: Database, clock: DatabaseClock?) {
    self.database = database
    self.clock = clock
  }

  /// Called when the closure has returned; what was kept of the transaction throws from now on.
  func end() throws {
    active = false
    if failed { throw StorageError.failedTransaction }
  }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    try guarded {
      let statement = try database.cachedStatement(sql: sql)
      var rows: [SQLRow] = []
      try step(statement, arguments) { rows.append($0) }
      return rows
    }
  }

  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
    try begin()
    // Not from the cache: the body may run the same statement.
    let statement = try noting { try database.makeStatement(sql: sql) }
    let cursor = try noting { try self.cursor(statement, arguments) }
    let columns = SQLColumns(statement.columnNames)
    while try noting({ try cursor.next() }) != nil {
      try body(try noting { try row(of: statement, columns) })
    }
  }

  @discardableResult func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    try guarded {
      let statement = try database.cachedStatement(sql: sql)
      return try execute(statement, arguments)
    }
  }

  func insertMany(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let sql = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
    try begin()
    let statement = try noting { try database.makeStatement(sql: sql) }
    for row in rows {
      _ = try noting { try execute(statement, row) }
    }
  }

  func savepoint<T>(_ body: () throws -> T) throws -> T {
    savepoints += 1
    let name = "s\(savepoints)"
    try execute("SAVEPOINT \(name)")
    do {
      let value = try body()
      if failed { throw StorageError.failedTransaction }
      try execute("RELEASE SAVEPOINT \(name)")
      return value
    } catch {
      failed = false
      // A full disk or an interrupt may have rolled back everything already: then this fails and so does the transaction.
      if (try? execute("ROLLBACK TO SAVEPOINT \(name)")) != nil { try execute("RELEASE SAVEPOINT \(name)") }
      throw error
    }
  }

  func databaseTime() throws -> Int64 {
    if let time { return time }
    let now = try clock?() ?? Self.now(self)
    time = now
    return now
  }

  func explain(_ sql: String, _ arguments: [SQLValue]) throws -> [String] {
    try rows("EXPLAIN QUERY PLAN " + sql, arguments).map { try $0.text("detail") }
  }

  private static func now(_ transaction: SQLiteTransaction) throws -> Int64 {
    let sql = "SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER) AS now"
    guard let row = try transaction.row(sql) else { throw StorageError.column("now") }
    return try row.integer("now")
  }
}

extension SQLiteTransaction {
  private func begin() throws {
    guard active else { throw StorageError.noTransaction }
    guard !failed else { throw StorageError.failedTransaction }
  }

  private func guarded<T>(_ body: () throws -> T) throws -> T {
    try begin()
    return try noting(body)
  }

  private func noting<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch {
      failed = true
      throw SQLiteErrors.translate(error)
    }
  }

  private func execute(_ statement: Statement, _ arguments: [SQLValue]) throws -> Int {
    try bind(arguments, to: statement)
    let before = database.totalChangesCount
    try statement.execute()
    // `changesCount` would repeat the number of an earlier change after a statement that changes nothing; the total counts
    // what triggers and cascades did too, so it only tells whether there was a change.
    return database.totalChangesCount == before ? 0 : database.changesCount
  }

  private func step(_ statement: Statement, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
    let cursor = try cursor(statement, arguments)
    let columns = SQLColumns(statement.columnNames)
    while try cursor.next() != nil { try body(row(of: statement, columns)) }
  }

  private func cursor(_ statement: Statement, _ arguments: [SQLValue]) throws -> RowCursor {
    try bind(arguments, to: statement)
    return try Row.fetchCursor(statement)
  }

  private func bind(_ arguments: [SQLValue], to statement: Statement) throws {
    let handle = statement.sqliteStatement
    guard Int(sqlite3_bind_parameter_count(handle)) == arguments.count else { throw StorageError.argumentCount }
    // After a failed step the reset repeats the error; GRDB does not expect that of a statement it is given arguments for.
    sqlite3_reset(handle)
    statement.setUncheckedArguments([])
    for (index, value) in arguments.enumerated() {
      try SQLiteValues.bind(value, at: Int32(index + 1), of: handle)
    }
  }

  private func row(of statement: Statement, _ columns: SQLColumns) throws -> SQLRow {
    let handle = statement.sqliteStatement
    let values = (0..<Int32(columns.names.count)).map { SQLiteValues.column($0, of: handle) }
    return SQLRow(columns: columns, values: values)
  }
}
