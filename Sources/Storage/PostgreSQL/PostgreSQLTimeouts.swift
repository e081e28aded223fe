/// How long PostgreSQL may take, in milliseconds.
public struct PostgreSQLTimeouts: Sendable, Hashable {
  /// To make a connection.
  public var connectMilliseconds = 5_000
  /// One statement, by the server's clock; 5 seconds later the connection itself is given up.
  public var statementMilliseconds = 30_000
  /// One statement of a migration.
  public var migrationMilliseconds = 600_000
  /// Waiting for a lock inside a statement.
  public var lockMilliseconds = 10_000
  /// Waiting for a free connection of the pool.
  public var poolMilliseconds = 30_000
  /// After cancelling a statement, or after its own time is over, how long the server may take to say so.
  public var graceMilliseconds = 5_000
  /// After a lost COMMIT reply, how long the lost connection's end on the server is waited for.
  public var settleMilliseconds = 15_000

  public init() {}
}
