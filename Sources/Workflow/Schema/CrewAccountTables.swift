extension Schema {
  /// Whose account belongs to which crew: a photographer opens his crew's doors only.
  static let crewAccountTables = """
    CREATE TABLE crew_account (
      crew_id TEXT NOT NULL REFERENCES crew (id),
      account_id TEXT NOT NULL REFERENCES account (id),
      assigned_by TEXT NOT NULL,
      assigned_at INTEGER NOT NULL,
      PRIMARY KEY (crew_id, account_id)
    );
    CREATE INDEX crew_account_by_account ON crew_account (account_id);
    """
}
