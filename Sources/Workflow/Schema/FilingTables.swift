extension Schema {
  /// 报盘 (A11): what was put together for the national registration, and when it was sent.
  static let filingTables = """
    CREATE TABLE filing (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
      number TEXT NOT NULL UNIQUE,
      filed_on TEXT NOT NULL,
      campaign_title TEXT NOT NULL,
      institution_code TEXT NOT NULL,
      institution_name TEXT NOT NULL,
      -- The layout as it was then.
      profile TEXT NOT NULL,
      previous_id TEXT REFERENCES filing (id),
      -- Hash of everything that is in it.
      content_hash TEXT NOT NULL,
      signing_key TEXT NOT NULL,
      lock_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      people INTEGER NOT NULL,
      held INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      UNIQUE (campaign_id, institution_id, ordinal)
    );

    -- Somebody as he is filed; the values lie under his own key.
    CREATE TABLE filing_item (
      filing_id TEXT NOT NULL REFERENCES filing (id),
      position INTEGER NOT NULL,
      person_id TEXT NOT NULL,
      portrait_id TEXT NOT NULL REFERENCES portrait (id),
      sha256 TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      confirmation TEXT NOT NULL,
      sealed BLOB NOT NULL,
      PRIMARY KEY (filing_id, position),
      UNIQUE (filing_id, person_id)
    );

    -- What is different from the filing before.
    CREATE TABLE filing_change (
      filing_id TEXT NOT NULL REFERENCES filing (id),
      person_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('added', 'portrait', 'data', 'confirmation', 'removed')),
      -- Titles of the columns that differ; no values.
      columns TEXT NOT NULL,
      PRIMARY KEY (filing_id, person_id)
    );

    CREATE TABLE filing_sent (
      id TEXT PRIMARY KEY,
      filing_id TEXT NOT NULL REFERENCES filing (id),
      sent_on TEXT NOT NULL,
      way TEXT NOT NULL,
      reply TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    );
    CREATE INDEX filing_sent_by_filing ON filing_sent (filing_id);

    CREATE TABLE filing_sent_cancelled (
      sent_id TEXT PRIMARY KEY REFERENCES filing_sent (id),
      cancelled_by TEXT NOT NULL,
      cancelled_at INTEGER NOT NULL
    );
    """
}
