extension Schema {
  /// What proves that a transaction was committed.
  static let commitTables = """
    -- One row for each write of a center on PostgreSQL, written in its transaction: when the reply to COMMIT is lost, the row says
    -- whether it happened. Of no use after that; housekeeping removes it a day later.
    CREATE TABLE committed_write (
      operation_id TEXT PRIMARY KEY,
      committed_at INTEGER NOT NULL
    );
    CREATE INDEX committed_write_by_time ON committed_write (committed_at);
    """
}
