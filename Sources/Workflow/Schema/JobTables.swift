extension Schema {
  /// Work to be done after a commit: leased, repeated, set aside when it is poison.
  static let jobTables = """
    CREATE TABLE job (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      scope TEXT NOT NULL,
      payload TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      run_at INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      lease_owner TEXT,
      lease_until INTEGER NOT NULL
    );
    CREATE INDEX job_due ON job (run_at, lease_until);

    -- A job that failed too often waits here for a person, with the reason.
    CREATE TABLE job_set_aside (
      job_id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      scope TEXT NOT NULL,
      payload TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      set_aside_at INTEGER NOT NULL,
      reason TEXT NOT NULL
    );

    -- What is told to people: on their page, by e-mail, as a text to copy. No personal data of graduates.
    CREATE TABLE notice (
      id TEXT PRIMARY KEY,
      scope TEXT NOT NULL,
      account_id TEXT REFERENCES account (id),
      institution_id TEXT,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      path TEXT NOT NULL,
      written_by TEXT NOT NULL,
      written_at INTEGER NOT NULL
    );
    CREATE INDEX notice_by_account ON notice (account_id, written_at);
    CREATE INDEX notice_by_institution ON notice (institution_id, written_at);
    CREATE INDEX notice_by_scope ON notice (scope, written_at);

    CREATE TABLE notice_read (
      notice_id TEXT NOT NULL REFERENCES notice (id),
      account_id TEXT NOT NULL REFERENCES account (id),
      read_at INTEGER NOT NULL,
      PRIMARY KEY (notice_id, account_id)
    );

    -- A message that leaves the center; sent or refused by a row beside it.
    CREATE TABLE message (
      id TEXT PRIMARY KEY,
      notice_id TEXT REFERENCES notice (id),
      channel TEXT NOT NULL CHECK (channel IN ('mail', 'webhook')),
      recipient TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      written_at INTEGER NOT NULL
    );
    CREATE INDEX message_by_notice ON message (notice_id);

    CREATE TABLE message_outcome (
      message_id TEXT PRIMARY KEY REFERENCES message (id),
      outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'refused', 'given-up')),
      reason TEXT NOT NULL,
      at INTEGER NOT NULL
    );
    """
}
