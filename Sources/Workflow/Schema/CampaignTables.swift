extension Schema {
  /// A year's campaign of a province, and the institutions, whose codes stay while their names change.
  static let campaignTables = """
    -- Photo standards are data; `body` is the JSON of a PhotoStandard.
    CREATE TABLE photo_standard (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      body TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      changed_at INTEGER NOT NULL
    );

    -- `plan` is the JSON of the CampaignPlan in force; every version of it is kept below.
    CREATE TABLE campaign (
      id TEXT PRIMARY KEY,
      province TEXT NOT NULL,
      graduating_year INTEGER NOT NULL CHECK (graduating_year BETWEEN 2000 AND 2199),
      kind TEXT NOT NULL,
      regime TEXT NOT NULL CHECK (regime IN ('roster', 'code')),
      plan TEXT NOT NULL,
      version INTEGER NOT NULL,
      previous_id TEXT REFERENCES campaign (id),
      opened_at INTEGER NOT NULL,
      UNIQUE (province, graduating_year, kind)
    );

    CREATE TABLE campaign_version (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      version INTEGER NOT NULL,
      plan TEXT NOT NULL,
      changed_by TEXT NOT NULL,
      changed_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, version)
    );

    -- An institution has the ministry's five-digit code, or a provisional one (临001) that blocks only filing.
    CREATE TABLE institution (
      id TEXT PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      province TEXT NOT NULL,
      city TEXT NOT NULL,
      kind TEXT NOT NULL,
      identifier TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      made_at INTEGER NOT NULL
    );

    -- Codes an institution bore before its present one: papers and rosters made with them still find it, and none is given twice.
    CREATE TABLE institution_former_code (
      code TEXT PRIMARY KEY,
      institution_id TEXT NOT NULL REFERENCES institution (id),
      replaced_by TEXT NOT NULL,
      replaced_at INTEGER NOT NULL
    );

    -- Names have years; NULL is open. Codes stay while names change.
    CREATE TABLE institution_name (
      institution_id TEXT NOT NULL REFERENCES institution (id),
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      from_year INTEGER,
      to_year INTEGER,
      PRIMARY KEY (institution_id, ordinal)
    );

    -- Which institutions take part in a campaign.
    CREATE TABLE participation (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      invited_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, institution_id)
    );
    CREATE INDEX participation_by_institution ON participation (institution_id);

    -- Centers use the parent's code and print as parent + own name. Outside the province they are handed over (N7).
    CREATE TABLE study_center (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      parent_institution_id TEXT NOT NULL REFERENCES institution (id),
      name TEXT NOT NULL,
      province TEXT NOT NULL,
      city TEXT NOT NULL,
      address TEXT NOT NULL,
      contact TEXT NOT NULL,
      telephone TEXT NOT NULL,
      expected_heads INTEGER NOT NULL CHECK (expected_heads >= 0),
      version INTEGER NOT NULL DEFAULT 1,
      made_at INTEGER NOT NULL,
      UNIQUE (campaign_id, parent_institution_id, name)
    );
    CREATE INDEX study_center_by_parent ON study_center (parent_institution_id);

    CREATE TABLE study_center_handed_over (
      study_center_id TEXT PRIMARY KEY REFERENCES study_center (id),
      agency TEXT NOT NULL,
      handed_over_by TEXT NOT NULL,
      handed_over_at INTEGER NOT NULL
    );

    -- Holidays and swapped working days, as the State Council publishes them.
    CREATE TABLE holiday (
      day TEXT PRIMARY KEY,
      year INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),
      name TEXT NOT NULL
    );
    CREATE INDEX holiday_by_year ON holiday (year);

    -- A year somebody looked after. `published_at` is NULL while it is being prepared; such years, and those without a row, say that
    -- they are not official.
    CREATE TABLE holiday_year (
      year INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      published_at INTEGER,
      version INTEGER NOT NULL DEFAULT 1,
      changed_at INTEGER NOT NULL
    );
    """
}
