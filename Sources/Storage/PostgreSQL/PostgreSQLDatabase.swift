/// A database on a PostgreSQL server, shared by several machines.
public final class PostgreSQLDatabase: SQLDatabase {
  public let engine = SQLEngine.postgresql
  private let pool: PostgreSQLPool
  private let shared: PostgreSQLShared

  /// Connects once to see that the server is there and speaks UTF-8; the other connections are made when needed.
  ///
  /// - Parameters:
  ///   - url: `postgres://user:password@host:port/database?sslmode=…`; it is never part of an error.
  ///   - poolSize: connections of this process.
  ///   - timeouts: how long things may take.
  ///   - clock: instead of the server's clock, for tests.
  /// - Throws: `StorageError.connectionLost`; `other` with `28P01` (password), `3D000` (no such database), `22P05` (not UTF-8).
  public init(
    url: String, poolSize: Int = StorageLimits.postgreSQLPoolSize, timeouts: PostgreSQLTimeouts = PostgreSQLTimeouts(),
    clock: DatabaseClock? = nil
  ) async throws {
    let shared = PostgreSQLShared(url: url, timeouts: timeouts, clock: clock)
    self.shared = shared
    let slots = (0..<max(1, poolSize)).map { PostgreSQLSlot(number: $0, shared: shared) }
    pool = PostgreSQLPool(slots: slots, timeoutMilliseconds: timeouts.poolMilliseconds)
    _ = try await read { try $0.row("SELECT 1 AS one") }
  }

  public func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    try await repeating(.read, resolving: nil) { try body($0) }
  }

  public func write<T: Sendable>(
    resolving: (@Sendable (any SQLTransaction) throws -> T?)?,
    _ body: @escaping @Sendable (any SQLTransaction) throws -> T
  ) async throws -> T {
    try await repeating(.write, resolving: resolving) { try body($0) }
  }

  public func migrate(_ migrations: [Migration]) async throws {
    let milliseconds = shared.timeouts.migrationMilliseconds
    var more = true
    while more {
      more = try await repeating(.migration, resolving: { _ in true }) { transaction in
        try transaction.lockForMigration(milliseconds: milliseconds)
        return try MigrationPlan.step(migrations, in: transaction) { try transaction.migrate($0) }
      }
      shared.forgetIndexes()
    }
  }

  public func close() async { await pool.close() }

  /// Calls that wait for a connection just now.
  var waiting: Int { get async { await pool.waiting } }

  private func repeating<T: Sendable>(
    _ mode: PostgreSQLMode, resolving: (@Sendable (any SQLTransaction) throws -> T?)?,
    _ body: @escaping @Sendable (PostgreSQLTransaction) throws -> T
  ) async throws -> T {
    let slot = try await pool.acquire()
    do {
      let value = try await repeating(on: slot, mode, resolving, body)
      await pool.release(slot)
      return value
    } catch {
      await pool.release(slot)
      throw error
    }
  }

  private func repeating<T: Sendable>(
    on slot: PostgreSQLSlot, _ mode: PostgreSQLMode, _ resolving: (@Sendable (any SQLTransaction) throws -> T?)?,
    _ body: @escaping @Sendable (PostgreSQLTransaction) throws -> T
  ) async throws -> T {
    var repeats = PostgreSQLRepeats()
    while true {
      switch await slot.run(mode, body) {
      case .done(let value): return value
      case .failed(let error): throw error
      case .interrupted(let failure): try await repeats.pause(after: failure)
      case .commitUnknown(let backend):
        guard let resolving else { throw StorageError.commitUnknown }
        if let value = try await settled(backend, on: slot, resolving) { return value }
        try await repeats.pause(after: .lost)
      }
    }
  }

  /// What became of a COMMIT whose reply was lost: its value, or `nil` when it did not happen.
  private func settled<T: Sendable>(
    _ backend: PostgreSQLBackend, on slot: PostgreSQLSlot, _ resolving: @escaping @Sendable (any SQLTransaction) throws -> T?
  ) async throws -> T? {
    var backoff = Backoff()
    for _ in 1...StorageLimits.resolveAttempts {
      // While the lost transaction may still be committing, looking for its rows proves nothing.
      if case .done(true) = await slot.settle(backend) {
        switch await slot.run(.read, { try resolving($0) }) {
        case .done(let value): return value
        case .failed(let error): throw error
        default: break
        }
      }
      do { try await backoff.pause() } catch { throw StorageError.commitUnknown }
    }
    throw StorageError.commitUnknown
  }
}

/// Counts the repeats of one call.
struct PostgreSQLRepeats {
  private var conflicts = 0
  private var losses = 0
  private var backoff = Backoff()

  mutating func pause(after failure: PostgreSQLFailure) async throws {
    try count(failure)
    try await backoff.pause()
  }

  mutating func count(_ failure: PostgreSQLFailure) throws {
    switch failure {
    case .conflict:
      conflicts += 1
      guard conflicts < StorageLimits.serializationAttempts else {
        throw StorageError.serializationGaveUp(attempts: conflicts)
      }
    case .lost, .stalePlan:
      losses += 1
      guard losses < StorageLimits.connectionAttempts else { throw StorageError.connectionLost }
    }
  }
}
