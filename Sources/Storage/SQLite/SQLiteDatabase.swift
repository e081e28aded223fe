import Foundation
import GRDB
import GRDBSQLite

/// A database in one file of this machine: WAL, synchronous=FULL, foreign keys on, one writer and several readers.
public struct SQLiteDatabase: SQLDatabase {
  public let engine = SQLEngine.sqlite
  let pool: DatabasePool
  private let readers: SQLiteReaders
  private let writer = Writer()
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
    self.readers = SQLiteReaders(path: path, limit: readers, busyMilliseconds: busyMilliseconds)
    self.clock = clock
  }

  public var readingExecutor: (any TaskExecutor)? { readers }

  public func readingExecutor(
    on run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
  ) -> (any TaskExecutor)? { readers.executor(on: run) }

  public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    try await translating { try await readers.read(clock: clock, body) }
  }

  public func write<T: Sendable>(
    resolving: (@Sendable (any SQLTransaction) throws -> T?)?,
    _ body: @escaping @Sendable (any SQLTransaction) throws -> T
  ) async throws -> T {
    try await writing(body)
  }

  public func migrate(_ migrations: [Migration]) async throws {
    var more = true
    while more {
      more = try await writing { transaction in
        try MigrationPlan.step(migrations, in: transaction) { statement in
          try transaction.execute(SQLDialect.sqliteMigration(statement))
        }
      }
    }
    // None of these statements comes again.
    try await translating { [writer] in try await pool.write { _ in writer.connection?.forget() } }
  }

  /// Moves the log into the file and closes it.
  ///
  /// The file alone is a whole database afterwards.
  public func close() async {
    let (pool, readers, writer) = (pool, readers, writer)
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      DispatchQueue.global().async {
        // Readers first: only the writer, as the last one, may remove the log.
        readers.close()
        pool.invalidateReadOnlyConnections()
        _ = try? pool.writeWithoutTransaction { database in
          writer.connection = nil
          try database.checkpoint(.truncate)
        }
        try? pool.close()
        done.resume()
      }
    }
  }

  private func writing<T: Sendable>(
    _ body: @escaping @Sendable (any SQLTransaction) throws -> T
  ) async throws -> T {
    var backoff = Backoff()
    for attempt in 1... {
      do {
        return try await translating { [clock, writer] in
          try await pool.write { database in
            let transaction = SQLiteTransaction(try writer.statements(of: database), clock: clock)
            let value = try body(transaction)
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

/// The one writing connection's own statements; touched inside the pool's writes only, which come one after the other.
private final class Writer: @unchecked Sendable {
  var connection: SQLiteConnection?

  func statements(of database: Database) throws -> SQLiteConnection {
    if let connection { return connection }
    guard let handle = database.sqliteConnection else { throw StorageError.connectionLost }
    let made = SQLiteConnection(borrowing: handle)
    connection = made
    return made
  }
}
