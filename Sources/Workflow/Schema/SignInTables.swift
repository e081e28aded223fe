extension Schema {
  /// Who may come in, and by which proof.
  static let signInTables = """
    -- A person's account. Rights follow from the role and from what the row points at; one person with two offices has two.
    CREATE TABLE account (
      id TEXT PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('officer', 'planner', 'photographer', 'clerk', 'liaison', 'sealing-leader',
        'department-secretary', 'counselor', 'study-center-liaison')),
      sign_in_name TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      email TEXT,
      telephone TEXT,
      institution_id TEXT,
      study_center_id TEXT,
      department TEXT,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      CHECK (role NOT IN ('liaison', 'sealing-leader', 'department-secretary', 'counselor', 'study-center-liaison')
        OR institution_id IS NOT NULL),
      CHECK (role <> 'study-center-liaison' OR study_center_id IS NOT NULL),
      CHECK (role <> 'department-secretary' OR department IS NOT NULL)
    );
    CREATE INDEX account_by_institution ON account (institution_id, role);

    -- The class groups a counselor sees.
    CREATE TABLE account_class_group (
      account_id TEXT NOT NULL REFERENCES account (id),
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      PRIMARY KEY (account_id, department, class_group)
    );

    -- An account that may no longer sign in; its lines in the journal stay.
    CREATE TABLE account_closed (
      account_id TEXT PRIMARY KEY REFERENCES account (id),
      closed_by TEXT NOT NULL,
      closed_at INTEGER NOT NULL,
      successor_id TEXT REFERENCES account (id)
    );

    CREATE TABLE password (
      account_id TEXT PRIMARY KEY REFERENCES account (id),
      argon2id TEXT NOT NULL,
      set_at INTEGER NOT NULL
    );

    -- One-time passwords (RFC 6238) or a printed code card (口令卡); the secret is encrypted. A row exists once
    -- it was proved; an offer not yet proved travels sealed in the form and is nowhere stored.
    CREATE TABLE second_factor (
      account_id TEXT NOT NULL REFERENCES account (id),
      kind TEXT NOT NULL CHECK (kind IN ('totp', 'card')),
      secret BLOB NOT NULL,
      key_id TEXT NOT NULL,
      serial TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      last_step INTEGER NOT NULL,
      PRIMARY KEY (account_id, kind)
    );

    CREATE TABLE recovery_code (
      account_id TEXT NOT NULL REFERENCES account (id),
      code_index BLOB NOT NULL,
      made_at INTEGER NOT NULL,
      PRIMARY KEY (account_id, code_index)
    );

    CREATE TABLE recovery_code_used (
      account_id TEXT NOT NULL,
      code_index BLOB NOT NULL,
      used_at INTEGER NOT NULL,
      PRIMARY KEY (account_id, code_index)
    );

    -- A link to set the first password, or a new one; only its hash is kept.
    CREATE TABLE invitation (
      token_hash BLOB PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account (id),
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    );
    CREATE INDEX invitation_by_account ON invitation (account_id);

    CREATE TABLE invitation_used (
      token_hash BLOB PRIMARY KEY REFERENCES invitation (token_hash),
      used_at INTEGER NOT NULL
    );

    CREATE TABLE session (
      token_hash BLOB PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES account (id),
      made_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      proven_at INTEGER,
      device TEXT NOT NULL
    );
    CREATE INDEX session_by_account ON session (account_id);
    CREATE INDEX session_by_expiry ON session (expires_at);

    -- Where an account signed in before: attempts by strangers cannot lock these out.
    CREATE TABLE known_device (
      account_id TEXT NOT NULL REFERENCES account (id),
      device_hash BLOB NOT NULL,
      known_at INTEGER NOT NULL,
      PRIMARY KEY (account_id, device_hash)
    );

    -- Failures of the last quarter of an hour; the name only as a blind index, the place as the caller's network address.
    CREATE TABLE failed_sign_in (
      id TEXT PRIMARY KEY,
      name_index BLOB NOT NULL,
      place TEXT NOT NULL,
      known_device INTEGER NOT NULL CHECK (known_device IN (0, 1)),
      failed_at INTEGER NOT NULL
    );
    CREATE INDEX failed_sign_in_by_name ON failed_sign_in (name_index, failed_at);
    CREATE INDEX failed_sign_in_by_place ON failed_sign_in (place, failed_at);
    CREATE INDEX failed_sign_in_by_time ON failed_sign_in (failed_at);
    """
}
