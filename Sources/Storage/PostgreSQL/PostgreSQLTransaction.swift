import CPostgres

/// A transaction on a PostgreSQL connection.
final class PostgreSQLTransaction: SQLTransaction {
  let engine = SQLEngine.postgresql
  private let connection: PostgreSQLConnection
  private let shared: PostgreSQLShared
  private var time: Int64?
  private var names = 0
  private var active = true
  /// A statement failed outside a savepoint: the server refuses what follows.
  private(set) var failed = false
  /// Whatever the closure makes of it: the run is over, another may follow.
  private(set) var interruption: PostgreSQLFailure?

  init(_ connection: PostgreSQLConnection, shared: PostgreSQLShared) {
    self.connection = connection
    self.shared = shared
  }

  /// Called when the closure has returned; what was kept of the transaction throws from now on.
  func end() { active = false }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    try guarded {
      var rows: [SQLRow] = []
      try connection.query(shared.translated(sql), arguments).forEachRow { rows.append($0) }
      return rows
    }
  }

  /// By a cursor: unlike single-row mode it leaves the connection free for what the body asks.
  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
    names += 1
    let cursor = "c\(names)"
    let translated = shared.translated(sql)
    let declare = "DECLARE \(cursor) NO SCROLL CURSOR FOR \(translated.text)"
    try guarded {
      _ = try connection.query(TranslatedSQL(text: declare, placeholders: translated.placeholders), arguments)
    }
    defer {
      if !failed, interruption == nil { _ = try? guarded { try connection.simple("CLOSE \(cursor)") } }
    }
    let fetch = TranslatedSQL(text: "FETCH \(StorageLimits.cursorRows) FROM \(cursor)", placeholders: 0)
    while true {
      let result = try guarded { try connection.query(fetch, []) }
      guard result.rowCount > 0 else { return }
      try result.forEachRow(body)
      if result.rowCount < StorageLimits.cursorRows { return }
    }
  }

  @discardableResult func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    try guarded { try connection.query(shared.translated(sql), arguments).changes }
  }

  func insertMany(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws {
    try guarded {
      let columns = columns.joined(separator: ", ")
      let types = try connection.types(of: columns, in: table)
      try PostgreSQLCopy(connection, types: types).insert(into: table, columns: columns, rows: rows)
    }
  }

  func savepoint<T>(_ body: () throws -> T) throws -> T {
    names += 1
    let name = "s\(names)"
    _ = try guarded { try connection.simple("SAVEPOINT \(name)") }
    do {
      let value = try body()
      if failed { throw StorageError.failedTransaction }
      _ = try guarded { try connection.simple("RELEASE SAVEPOINT \(name)") }
      return value
    } catch {
      guard interruption == nil else { throw error }
      failed = false
      _ = try guarded { try connection.simple("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)") }
      throw try guarded { try shared.withColumns(error, connection) }
    }
  }

  func databaseTime() throws -> Int64 {
    if let time { return time }
    let now = try shared.clock?() ?? serverTime()
    time = now
    return now
  }

  func explain(_ sql: String, _ arguments: [SQLValue]) throws -> [String] {
    _ = try guarded { try connection.simple("SET LOCAL enable_seqscan = off") }
    defer { _ = try? guarded { try connection.simple("SET LOCAL enable_seqscan = on") } }
    return try rows("EXPLAIN (COSTS OFF) " + sql, arguments).map { try $0.text("QUERY PLAN") }
  }

  /// A statement of a migration, in the server's own types.
  func migrate(_ statement: String) throws {
    _ = try guarded { try connection.simple(SQLDialect.postgreSQLMigration(statement)) }
  }

  /// Waits until no other process migrates this database.
  func lockForMigration(milliseconds: Int) throws {
    connection.statementMilliseconds = milliseconds
    _ = try guarded {
      try connection.simple("SET LOCAL statement_timeout = \(milliseconds); SET LOCAL lock_timeout = \(milliseconds)")
      // "biying" in ASCII: any number that nobody else uses.
      return try connection.simple("SELECT pg_advisory_xact_lock(108170553126503)")
    }
  }

  private func serverTime() throws -> Int64 {
    let sql = "SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS INTEGER) AS now"
    guard let row = try row(sql) else { throw StorageError.column("now") }
    return try row.integer("now")
  }

  private func guarded<T>(_ body: () throws -> T) throws -> T {
    guard active else { throw StorageError.noTransaction }
    if let interruption { throw interruption }
    guard !failed else { throw StorageError.failedTransaction }
    guard connection.job?.isCancelled != true else {
      failed = true
      throw StorageError.cancelled
    }
    do { return try body() } catch {
      failed = true
      if let failure = error as? PostgreSQLFailure { interruption = failure }
      throw shared.known(error)
    }
  }
}
