extension Schema {
  /// What study centers and codes needed beyond the first migration.
  static let centerTables = """
    -- A study center that was carried over from the campaign before: the same place, a row a campaign. `origin_id` is the first of its
    -- rows, so that whoever keeps one of them keeps all, with one comparison.
    CREATE TABLE study_center_carried (
      study_center_id TEXT PRIMARY KEY REFERENCES study_center (id),
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      previous_id TEXT NOT NULL,
      origin_id TEXT NOT NULL,
      UNIQUE (campaign_id, origin_id)
    );
    CREATE INDEX study_center_carried_by_origin ON study_center_carried (origin_id);

    -- The five digits that an institution with a provisional code says it was given; gone once the province decided.
    CREATE TABLE institution_code_proposal (
      institution_id TEXT PRIMARY KEY REFERENCES institution (id),
      code TEXT NOT NULL,
      proposed_by TEXT NOT NULL,
      proposed_at INTEGER NOT NULL
    );
    """
}
