import Glibc
import GRDBSQLite

/// A transaction on an SQLite connection, begun and ended by who made it.
final class SQLiteTransaction: SQLTransaction {
  let engine = SQLEngine.sqlite
  private let connection: SQLiteConnection
  private let clock: DatabaseClock?
  private let cancelling: SQLiteCancelling?
  private var time: Int64?
  private var savepoints = 0
  private var active = true
  /// A statement failed outside a savepoint: nothing more may run, nothing may be committed.
  private(set) var failed = false

  /// - `cancelling`: asked before each statement whether the work is still wanted; without it the task is asked that this runs in.
  init(_ connection: SQLiteConnection, clock: DatabaseClock?, cancelling: SQLiteCancelling? = nil) {
    self.connection = connection
    self.clock = clock
    self.cancelling = cancelling
  }

  /// Called when the closure has returned; what was kept of the transaction throws from now on.
  func end() throws {
    active = false
    if failed { throw StorageError.failedTransaction }
  }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    try guarded {
      let statement = try connection.statement(sql)
      defer { statement.reset() }
      try statement.bind(arguments)
      var rows: [SQLRow] = []
      guard try statement.step() else { return rows }
      // After the first step: then a schema that changed meanwhile has been noticed.
      let columns = statement.columns
      repeat { rows.append(statement.row(columns)) } while try statement.step()
      return rows
    }
  }

  func sheet(_ sql: String, _ arguments: [SQLValue]) throws -> SQLSheet {
    try guarded {
      let statement = try connection.statement(sql)
      defer { statement.reset() }
      try statement.bind(arguments)
      return try statement.sheet()
    }
  }

  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
    try begin()
    // Not a kept one: the body may run the same statement.
    let statement = try noting { try SQLiteStatement(sql, on: connection.handle, isKept: false) }
    try noting { try statement.bind(arguments) }
    guard try noting({ try statement.step() }) else { return }
    let columns = statement.columns
    repeat { try body(statement.row(columns)) } while try noting { try statement.step() }
  }

  @discardableResult func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    try guarded { try execute(connection.statement(sql), arguments) }
  }

  func insertMany(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let sql = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
    try begin()
    let statement = try noting { try SQLiteStatement(sql, on: connection.handle, isKept: true) }
    for row in rows {
      try begin()
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

  /// SQLite's own clock is this machine's, read the same way.
  func databaseTime() throws -> Int64 {
    if let time { return time }
    let now = clock?() ?? Self.machineTime()
    time = now
    return now
  }

  func explain(_ sql: String, _ arguments: [SQLValue]) throws -> [String] {
    try rows("EXPLAIN QUERY PLAN " + sql, arguments).map { try $0.text("detail") }
  }

  private static func machineTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}

extension SQLiteTransaction {
  private func begin() throws {
    guard active else { throw StorageError.noTransaction }
    guard !failed else { throw StorageError.failedTransaction }
    guard cancelling?.isCancelled ?? Task.isCancelled else { return }
    failed = true
    throw StorageError.cancelled
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

  private func execute(_ statement: SQLiteStatement, _ arguments: [SQLValue]) throws -> Int {
    defer { statement.reset() }
    try statement.bind(arguments)
    let before = sqlite3_total_changes(connection.handle)
    while try statement.step() {}
    // The count of changes would repeat the number of an earlier change after a statement that changes nothing; the total counts
    // what triggers and cascades did too, so it only tells whether there was a change.
    return sqlite3_total_changes(connection.handle) == before ? 0 : Int(sqlite3_changes(connection.handle))
  }
}
