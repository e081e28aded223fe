extension Schema {
  /// Slips, papers and seals: the institution's side of stage 1.
  static let registrationTables = """
    -- One registration slip for an institution, and one for each of its study centers in the province.
    CREATE TABLE slip (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      study_center_id TEXT REFERENCES study_center (id),
      made_at INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX slip_of_institution ON slip (campaign_id, institution_id) WHERE study_center_id IS NULL;
    CREATE UNIQUE INDEX slip_of_center ON slip (study_center_id) WHERE study_center_id IS NOT NULL;

    -- What is being written; `body` is the JSON of a RegistrationSlip.
    CREATE TABLE slip_draft (
      slip_id TEXT PRIMARY KEY REFERENCES slip (id),
      body TEXT NOT NULL,
      version INTEGER NOT NULL,
      saved_by TEXT NOT NULL,
      saved_at INTEGER NOT NULL
    );

    -- What was handed in; each version is kept.
    CREATE TABLE slip_version (
      slip_id TEXT NOT NULL REFERENCES slip (id),
      number INTEGER NOT NULL,
      body TEXT NOT NULL,
      regular_heads INTEGER NOT NULL,
      adult_heads INTEGER NOT NULL,
      postgraduate_heads INTEGER NOT NULL,
      holds_up TEXT NOT NULL,
      submitted_by TEXT NOT NULL,
      submitted_at INTEGER NOT NULL,
      PRIMARY KEY (slip_id, number)
    );

    -- A document somebody handed in (a stamped page, a letter); the bytes lie encrypted in the photo store under `stored_hash`.
    CREATE TABLE document (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT,
      media_type TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      stored_hash TEXT NOT NULL,
      key_id TEXT NOT NULL,
      received_by TEXT NOT NULL,
      received_at INTEGER NOT NULL
    );

    -- A printed page that waits for its stamp; `code` is what its QR says.
    CREATE TABLE paper (
      code TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      kind TEXT NOT NULL,
      subject_id TEXT NOT NULL,
      subject_version INTEGER NOT NULL,
      number TEXT NOT NULL,
      content_hash TEXT NOT NULL,
      printed_by TEXT NOT NULL,
      printed_at INTEGER NOT NULL,
      UNIQUE (kind, subject_id, subject_version),
      UNIQUE (campaign_id, number)
    );

    -- The seal (用印): the stamped page, or the leader's second factor at that moment.
    CREATE TABLE seal (
      kind TEXT NOT NULL,
      subject_id TEXT NOT NULL,
      subject_version INTEGER NOT NULL,
      method TEXT NOT NULL CHECK (method IN ('stamped-page', 'second-factor', 'received-by-agency')),
      document_id TEXT REFERENCES document (id),
      content_hash TEXT NOT NULL,
      chain_head TEXT NOT NULL,
      sealed_by TEXT NOT NULL,
      sealed_at INTEGER NOT NULL,
      PRIMARY KEY (kind, subject_id, subject_version)
    );
    CREATE INDEX seal_by_document ON seal (document_id);
    """
}
