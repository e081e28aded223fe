extension Schema {
  /// 应采实采对账: what an institution hands in to be sealed.
  static let ledgerTables = """
    -- The ledger of an institution as something that is sealed.
    CREATE TABLE ledger_statement (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      UNIQUE (campaign_id, institution_id)
    );

    -- The ledger at one moment, by class: numbers, and a hash of who stood where; no person can be read from it.
    CREATE TABLE ledger_statement_version (
      statement_id TEXT NOT NULL REFERENCES ledger_statement (id),
      number INTEGER NOT NULL,
      body TEXT NOT NULL,
      handed_in_by TEXT NOT NULL,
      handed_in_at INTEGER NOT NULL,
      PRIMARY KEY (statement_id, number)
    );
    """
}
