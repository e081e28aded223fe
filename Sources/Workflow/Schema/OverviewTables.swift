extension Schema {
  /// 进度总览: counts that are kept, not computed when somebody looks; what they are counted from stands in the stages' own tables.
  static let overviewTables = """
    -- Up to where a campaign's journal was gone through for institutions in which something changed, and who does that now.
    CREATE TABLE season_follower (
      campaign_id TEXT PRIMARY KEY REFERENCES campaign (id),
      position INTEGER NOT NULL,
      owner TEXT NOT NULL,
      lease_until INTEGER NOT NULL
    );

    -- Institutions that are to be counted anew; `position` is the newest line of the journal that touched it.
    CREATE TABLE season_stale (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      position INTEGER NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, institution_id)
    );

    -- An institution's numbers at one moment, JSON of an InstitutionSeason; no person can be read from it.
    CREATE TABLE season_institution (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      body TEXT NOT NULL,
      -- Everything up to here is in it.
      position INTEGER NOT NULL,
      counted_at INTEGER NOT NULL,
      -- What counting cost: an institution that takes long is counted less often.
      took_milliseconds INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, institution_id)
    );

    -- A class's numbers, JSON of a SeasonCount.
    CREATE TABLE season_class (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- Empty for those who study at the institution itself.
      study_center_id TEXT NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (campaign_id, institution_id, department, class_group, category, study_center_id)
    );
    """
}
