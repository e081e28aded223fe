extension Schema {
  /// What happened, by whom: written in the transaction of the change, chained within a second after it (promise 8).
  static let journalTables = """
    -- One line a change. `details` holds no personal data; what is personal stands in `sealed`, under the graduate's own key.
    CREATE TABLE journal_line (
      id TEXT PRIMARY KEY,
      scope TEXT NOT NULL,
      transaction_number INTEGER NOT NULL,
      written_at INTEGER NOT NULL,
      actor_role TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      action TEXT NOT NULL,
      record_kind TEXT NOT NULL,
      record_id TEXT NOT NULL,
      graduate_id TEXT,
      details TEXT NOT NULL,
      sealed BLOB
    );
    CREATE INDEX journal_line_by_record ON journal_line (record_kind, record_id);
    CREATE INDEX journal_line_by_graduate ON journal_line (graduate_id);
    CREATE INDEX journal_line_by_actor ON journal_line (actor_id, written_at);
    CREATE INDEX journal_line_by_scope ON journal_line (scope, written_at);

    -- Lines that no link holds yet; the sealer empties it.
    CREATE TABLE journal_unsealed (
      line_id TEXT PRIMARY KEY REFERENCES journal_line (id),
      scope TEXT NOT NULL,
      transaction_number INTEGER NOT NULL
    );
    CREATE INDEX journal_unsealed_in_order ON journal_unsealed (scope, transaction_number, line_id);

    -- The chain: hash(n) = SHA-256(hash(n-1), line n). A scope is a campaign's id, or "center".
    CREATE TABLE journal_link (
      scope TEXT NOT NULL,
      position INTEGER NOT NULL,
      line_id TEXT NOT NULL UNIQUE REFERENCES journal_line (id),
      hash BLOB NOT NULL,
      PRIMARY KEY (scope, position)
    );

    -- The signed end of the chain after each batch.
    CREATE TABLE journal_head (
      scope TEXT NOT NULL,
      position INTEGER NOT NULL,
      hash BLOB NOT NULL,
      signed_at INTEGER NOT NULL,
      key_id TEXT NOT NULL,
      signature BLOB NOT NULL,
      PRIMARY KEY (scope, position)
    );

    -- Who seals a scope now. The fence grows with every change of hands, so that a sealer that slept too long is refused.
    CREATE TABLE journal_sealer (
      scope TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      lease_until INTEGER NOT NULL,
      fence INTEGER NOT NULL
    );

    -- A graduate's key for his values in the journal, wrapped; erasing a graduate is destroying this row (promise 10).
    CREATE TABLE graduate_key (
      graduate_id TEXT PRIMARY KEY,
      wrapped BLOB NOT NULL,
      key_id TEXT NOT NULL
    );

    -- What an operation answered, so that a repeated request gets the same answer.
    CREATE TABLE receipt (
      operation_id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      answer TEXT NOT NULL,
      given_at INTEGER NOT NULL
    );
    """
}
