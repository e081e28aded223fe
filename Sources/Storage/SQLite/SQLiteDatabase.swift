import Foundation
import GRDB
import GRDBSQLite

/// A database in one file of this machine: WAL, synchronous=FULL, foreign keys on, one writer and several readers.
public struct SQLiteDatabase: SQLDatabase {
  public let engine = SQLEngine.sqlite
  let pool: DatabasePool
  private let clock: DatabaseClock?

  /// Opens or makes the file; its folder must exist.
  ///
  /// - Parameters:
  ///   - path: the file; SQLite keeps `-wal` and `-shm` beside it.
  ///   - readers: connections that read at the same time.
  ///   - busyMilliseconds: how long another process's lock is waited for, each time.
  ///   - clock: instead of the machine's clock, for tests.
  /// - Throws: `StorageError.corrupt` when the file is no database, `diskFull`, `readOnly`.
  public init(
    path: String, readers: Int = StorageLimits.sqliteReaders,
    busyMilliseconds: Int = StorageLimits.sqliteBusyMilliseconds, clock: DatabaseClock? = nil
  ) throws {
    var configuration = Configuration()
    configuration.maximumReaderCount = readers
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(Double(busyMilliseconds) / 1_000)
    configuration.publicStatementArguments = false
    configuration.label = "storage.sqlite"
    configuration.prepareDatabase { database in
      // As on PostgreSQL; and a prefix can use an index then.
      try database.execute(sql: "PRAGMA case_sensitive_like = ON")
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB sets NORMAL for WAL, which loses the last commits in a power cut.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    } catch {
      throw SQLiteErrors.translate(error)
    }
    self.clock = clock
  }

  public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    try await translating { [clock] in
      try await pool.read { database in
        let transaction = SQLiteTransaction(database, clock: clock)
        let value = try body(transaction)
        try transaction.end()
        return value
      }
    }
  }

  public func write<T: Sendable>(
    resolving: (@Sendable (any SQLTransaction) throws -> T?)?,
    _ body: @escaping @Sendable (any SQLTransaction) throws -> T
  ) async throws -> T {
    try await writing { transaction, _ in try body(transaction) }
  }

  public func migrate(_ migrations: [Migration]) async throws {
    var more = true
    while more {
      more = try await writing { transaction, _ in
        try MigrationPlan.step(migrations, in: transaction) { statement in
          try transaction.execute(SQLDialect.sqliteMigration(statement))
        }
      }
    }
  }

  /// Moves the log into the file and closes it.
  ///
  /// The file alone is a whole database afterwards.
  public func close() async {
    let pool = pool
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      DispatchQueue.global().async {
        // Readers first: only the writer, as the last one, may remove the log.
        pool.invalidateReadOnlyConnections()
        _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try? pool.close()
        done.resume()
      }
    }
  }

  private func writing<T: Sendable>(
    _ body: @escaping @Sendable (SQLiteTransaction, Database) throws -> T
  ) async throws -> T {
    var backoff = Backoff()
    for attempt in 1... {
      do {
        return try await translating { [clock] in
          try await pool.write { database in
            let transaction = SQLiteTransaction(database, clock: clock)
            let value = try body(transaction, database)
            try transaction.end()
            return value
          }
        }
      } catch  where SQLiteErrors.isBusy(error) {
        guard attempt < StorageLimits.sqliteAttempts else { throw StorageError.serializationGaveUp(attempts: attempt) }
        try await backoff.pause()
      }
    }
    throw StorageError.connectionLost
  }

  private func translating<T>(_ body: () async throws -> T) async throws -> T {
    do { return try await body() } catch {
      throw SQLiteErrors.translate(error)
    }
  }
}
