extension Schema {
  /// Corrected data on their way back to an institution (A7).
  static let correctionMailTables = """
    -- Corrected records as one signed and encrypted ZIP; its bytes lie sealed in the photo store under a key made of everybody's shares.
    CREATE TABLE correction_package (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- What was decided; made once for each.
      correction_id TEXT NOT NULL UNIQUE,
      number TEXT NOT NULL,
      people INTEGER NOT NULL,
      file_name TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      stored_hash TEXT NOT NULL,
      key_id TEXT NOT NULL,
      signing_key TEXT NOT NULL,
      lock_sealed BLOB NOT NULL,
      lock_key TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      UNIQUE (campaign_id, number)
    );
    CREATE INDEX correction_package_of_institution ON correction_package (campaign_id, institution_id, made_at);

    -- Whose records are inside, each with a share of the package's key under the person's own.
    CREATE TABLE correction_person (
      package_id TEXT NOT NULL REFERENCES correction_package (id),
      position INTEGER NOT NULL,
      graduate_id TEXT NOT NULL,
      sealed BLOB NOT NULL,
      PRIMARY KEY (package_id, position)
    );

    -- One mail to one address.
    CREATE TABLE correction_mail (
      id TEXT PRIMARY KEY,
      package_id TEXT NOT NULL REFERENCES correction_package (id),
      recipient TEXT NOT NULL,
      written_by TEXT NOT NULL,
      written_at INTEGER NOT NULL
    );
    CREATE INDEX correction_mail_of_package ON correction_mail (package_id);

    -- Each time it was spoken to a mail server.
    CREATE TABLE correction_mail_attempt (
      mail_id TEXT NOT NULL REFERENCES correction_mail (id),
      number INTEGER NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'refused', 'later')),
      reason TEXT NOT NULL,
      tried_at INTEGER NOT NULL,
      PRIMARY KEY (mail_id, number)
    );

    -- How it ended, the last row counts: taken by the server, refused (5xx), given up, bounced later, or asked for again.
    CREATE TABLE correction_mail_turn (
      mail_id TEXT NOT NULL REFERENCES correction_mail (id),
      number INTEGER NOT NULL,
      turn TEXT NOT NULL CHECK (turn IN ('sent', 'refused', 'given-up', 'bounced', 'again')),
      reason TEXT NOT NULL,
      noted_by TEXT NOT NULL,
      noted_at INTEGER NOT NULL,
      PRIMARY KEY (mail_id, number)
    );
    """
}
