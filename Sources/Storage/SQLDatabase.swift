public enum SQLEngine: String, Sendable, CaseIterable { case sqlite, postgresql }

/// Milliseconds since 1970 UTC.
///
/// Tests drive the database's clock with one of these; else the engine's own is read.
public typealias DatabaseClock = @Sendable () -> Int64

/// A database of rows: one SQL text, two engines, the same rows from the same closure.
///
/// A closure is synchronous, sees only its transaction, and **may run several times**: make ids, times and chance outside,
/// and give effects (mail, files) to an outbox. It runs on a thread of the engine, never on Swift's cooperative pool.
///
/// Reads see one snapshot. On PostgreSQL they are REPEATABLE READ READ ONLY: exactly what SQLite's WAL gives, they never fail
/// with a conflict, cost no predicate locks and run on a hot standby. Whatever is decided on by what was read belongs
/// into `write`, which is SERIALIZABLE on PostgreSQL and BEGIN IMMEDIATE on SQLite.
///
/// ## What both engines read
/// Types TEXT, INTEGER, REAL, BLOB; placeholders `?`; `ON CONFLICT … DO`, `RETURNING`, CTE, window functions, `LIKE` (minds case),
/// `CAST(x AS INTEGER)`. PostgreSQL is given BIGINT, DOUBLE PRECISION, BYTEA and COLLATE "C" in their stead, so the four
/// words are never names of columns. No booleans, no `rowid`, no autoincrement, no `SELECT *`.
///
/// ## Differences hidden here
/// - `SUM(integer)` is NUMERIC on PostgreSQL: an integer when it has no decimals, else a real; beyond 64 bits `22003`.
/// - Truth values (`SELECT a = b`) are 1 and 0. BYTEA travels in binary. An empty blob is not NULL.
/// - A statement that fails outside a savepoint dooms its transaction on both engines: what follows throws `25P02`, and a
///   closure that swallows the error cannot commit. Try things inside `savepoint`.
/// - Errors are `StorageError`, with the columns of a violated key on both.
///
/// ## Differences to mind
/// - NULL sorts first on SQLite, last on PostgreSQL: write `NULLS FIRST` or `NULLS LAST` wherever NULL can occur.
/// - A lone NULL has no type on PostgreSQL: `CAST(? AS TEXT) IS NULL`, and a cast for a NULL in `SELECT ?`.
/// - Arguments have their Swift type: `substr(x, ?, ?)` finds no function of BIGINT on PostgreSQL; write literals there.
/// - `MAX(a, b)` of two values is SQLite only, `GREATEST` PostgreSQL only: use CASE. `SUM(a = b)` likewise: `SUM(CASE …)`.
/// - SQLite converts `'12'` for an INTEGER column, PostgreSQL refuses: pass the right type.
/// - Rows of a query without ORDER BY come in any order.
public protocol SQLDatabase: Sendable {
  var engine: SQLEngine { get }

  /// Work that prefers this executor reads without changing threads; nil where reading waits for a server.
  var readingExecutor: (any TaskExecutor)? { get }

  /// An executor that runs its work through `run`, one piece after the other, and reads there without changing threads.
  ///
  /// For short work only: what else that thread does waits meanwhile. Nil where reading waits for a server.
  func readingExecutor(
    on run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
  ) -> (any TaskExecutor)?

  /// Runs a closure that only reads, on one snapshot. A change inside throws `StorageError.readOnly`.
  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T

  /// Runs a closure in one transaction, which commits when it returns and leaves nothing when it throws.
  ///
  /// `resolving` is asked after a lost COMMIT reply, on a new connection, once the lost transaction is known to be over: a
  /// value means it was committed and is the answer; `nil` means it was not, and the closure runs again. Without it a lost
  /// reply throws `StorageError.commitUnknown`. SQLite never asks.
  func write<T: Sendable>(
    resolving: (@Sendable (any SQLTransaction) throws -> T?)?,
    _ body: @escaping @Sendable (any SQLTransaction) throws -> T
  ) async throws -> T

  /// Applies what is missing of `migrations`, one transaction each; safe to call from several processes at once.
  ///
  /// Throws `newerDatabase` when the database has a migration this program does not know, and `migrationChanged` when one was
  /// applied with another text.
  func migrate(_ migrations: [Migration]) async throws

  /// Ends all connections; a call that comes later throws `connectionLost`.
  func close() async
}

extension SQLDatabase {
  public var readingExecutor: (any TaskExecutor)? { nil }
  public func readingExecutor(
    on run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
  ) -> (any TaskExecutor)? { nil }

  public func write<T: Sendable>(
    _ body: @escaping @Sendable (any SQLTransaction) throws -> T
  ) async throws -> T {
    try await write(resolving: nil, body)
  }

  /// The engine's plan for a statement, a line each, for tests of hot queries; the statement is not run.
  ///
  /// PostgreSQL plans with `enable_seqscan = off`, so that `Seq Scan` appears only where no index can serve, however small
  /// the table of the test is. SQLite says `SCAN` for that.
  public func explain(_ sql: String, _ arguments: [SQLValue] = []) async throws -> [String] {
    try await read { try $0.explain(sql, arguments) }
  }
}
