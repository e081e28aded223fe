/// The order of transactions, for readers that must never pass one still open.
///
/// SQLite has one writer at a time, so whatever a reader sees is complete. On PostgreSQL numbers are given at the first write and
/// transactions commit in any order: rows with a number below `oldestOpenTransaction()` are complete, the others may still gain
/// company.
extension SQLTransaction {
  /// This transaction's number; 0 on SQLite.
  public func transactionNumber() throws -> Int64 {
    switch engine {
    case .sqlite: 0
    case .postgresql: try row("SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT) AS n")?.integer("n") ?? 0
    }
  }

  /// The lowest number among the transactions still open; `Int64.max` on SQLite.
  public func oldestOpenTransaction() throws -> Int64 {
    switch engine {
    case .sqlite: .max
    case .postgresql:
      try row("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT) AS n")?.integer("n") ?? 0
    }
  }
}
