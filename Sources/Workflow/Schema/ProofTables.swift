extension Schema {
  /// Proofing by graduates: how they come in, what they answered, what became of it.
  static let proofTables = """
    -- 校对码: lets a graduate in for the first time; the highest number holds. Its beginning finds it, the whole lies under the
    -- graduate's own key, so that a slip can be printed again.
    CREATE TABLE proof_code (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      locator TEXT NOT NULL,
      code_sealed BLOB NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id, number),
      UNIQUE (campaign_id, locator)
    );

    -- A graduate's own password takes the code's place.
    CREATE TABLE graduate_password (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      argon2id TEXT NOT NULL,
      set_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id)
    );

    CREATE TABLE graduate_session (
      token_hash BLOB PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      device TEXT NOT NULL
    );
    CREATE INDEX graduate_session_by_person ON graduate_session (campaign_id, person_id);
    CREATE INDEX graduate_session_by_expiry ON graduate_session (expires_at);

    -- One answer to one question (promise 4): the key is what makes it once.
    CREATE TABLE proof (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      -- The one chance, or a rehearsal for the national site's.
      kind TEXT NOT NULL CHECK (kind IN ('final', 'rehearsal')),
      round INTEGER NOT NULL,
      portrait_id TEXT NOT NULL,
      portrait_sha256 TEXT NOT NULL,
      -- How often something filed had changed by then.
      filed_version INTEGER NOT NULL,
      -- Over the filed fields, under the graduate's own key.
      fields_mac BLOB NOT NULL,
      is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
      -- What is wrong, under the graduate's own key; NULL for right.
      complaint_sealed BLOB,
      -- 回执编号 and 校验码, as the receipt has them.
      number TEXT NOT NULL,
      check_code TEXT NOT NULL,
      -- The graduate's own id, or the account of who answered for him.
      answered_by TEXT NOT NULL,
      answered_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id, kind, round)
    );
    CREATE INDEX proof_by_time ON proof (campaign_id, answered_at);

    -- A picture that shows the right value; encrypted in the photo store.
    CREATE TABLE proof_evidence (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      round INTEGER NOT NULL,
      media_type TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      stored_hash TEXT NOT NULL,
      key_id TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      UNIQUE (campaign_id, person_id, kind, round)
    );

    -- What the institution did about 有误: took it up as its own finding, or told why nothing is to be changed; the highest number
    -- holds, because what was taken up may turn out to be right.
    CREATE TABLE proof_settled (
      campaign_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      round INTEGER NOT NULL,
      number INTEGER NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'declined')),
      -- To the graduate, under his own key.
      words_sealed BLOB,
      settled_by TEXT NOT NULL,
      settled_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id, kind, round, number)
    );

    -- More time for one graduate, or somebody who answers in his place; granted by the officer.
    CREATE TABLE proof_grant (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('extension', 'proxy')),
      -- Of an extension.
      last_day TEXT,
      -- Of a proxy.
      account_id TEXT,
      why TEXT NOT NULL,
      granted_by TEXT NOT NULL,
      granted_at INTEGER NOT NULL,
      CHECK ((kind = 'extension') = (last_day IS NOT NULL)),
      CHECK ((kind = 'proxy') = (account_id IS NOT NULL))
    );
    CREATE INDEX proof_grant_by_person ON proof_grant (campaign_id, person_id);
    CREATE INDEX proof_grant_by_account ON proof_grant (account_id);

    CREATE TABLE proof_grant_withdrawn (
      grant_id TEXT PRIMARY KEY REFERENCES proof_grant (id),
      withdrawn_by TEXT NOT NULL,
      withdrawn_at INTEGER NOT NULL
    );

    -- A list of the national site's that an institution brought, and what it says of each.
    CREATE TABLE national_import (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      file_hash TEXT NOT NULL,
      row_count INTEGER NOT NULL,
      people INTEGER NOT NULL,
      imported_by TEXT NOT NULL,
      imported_at INTEGER NOT NULL
    );
    CREATE INDEX national_import_by_institution ON national_import (campaign_id, institution_id);

    CREATE TABLE national_status (
      campaign_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      -- Ids grow: the highest is the newest.
      import_id TEXT NOT NULL REFERENCES national_import (id),
      status TEXT NOT NULL CHECK (status IN ('checked', 'unchecked', 'error')),
      PRIMARY KEY (campaign_id, person_id, import_id)
    );
    """
}
