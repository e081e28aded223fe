extension Schema {
  /// Who shoots where and when.
  ///
  /// A place is an institution or one of its study centers in the province; `place_id` is the id of either.
  static let scheduleTables = """
    -- A crew of two (A9.4); `body` is the JSON of a Crew and its members.
    CREATE TABLE crew (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      body TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      made_at INTEGER NOT NULL
    );
    CREATE INDEX crew_by_campaign ON crew (campaign_id);

    CREATE TABLE crew_dismissed (
      crew_id TEXT PRIMARY KEY REFERENCES crew (id),
      dismissed_by TEXT NOT NULL,
      dismissed_at INTEGER NOT NULL
    );

    -- Capital, times and leads of the tour; `body` is the JSON of TourSettings. Without a row the usual ones hold.
    CREATE TABLE tour_settings (
      campaign_id TEXT PRIMARY KEY REFERENCES campaign (id),
      body TEXT NOT NULL,
      version INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    );

    -- What was agreed with a place by telephone; `days` is a JSON array of days.
    CREATE TABLE agreed_visit (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      place_id TEXT NOT NULL,
      days TEXT NOT NULL,
      crew_id TEXT REFERENCES crew (id),
      agreed_by TEXT NOT NULL,
      agreed_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, place_id)
    );

    -- What a place asks for; `body` is the JSON of VisitConditions.
    CREATE TABLE visit_conditions (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      place_id TEXT NOT NULL,
      body TEXT NOT NULL,
      version INTEGER NOT NULL,
      set_by TEXT NOT NULL,
      set_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, place_id)
    );

    -- A plan that is being worked on; `body` is the JSON of a TourPlan. Once published it never changes.
    CREATE TABLE tour_draft (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      number INTEGER NOT NULL,
      body TEXT NOT NULL,
      note TEXT NOT NULL,
      version INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      UNIQUE (campaign_id, number)
    );

    CREATE TABLE tour_lock (
      draft_id TEXT NOT NULL REFERENCES tour_draft (id),
      visit_number INTEGER NOT NULL,
      locked_by TEXT NOT NULL,
      locked_at INTEGER NOT NULL,
      PRIMARY KEY (draft_id, visit_number)
    );

    -- A published schedule; the newest version holds.
    CREATE TABLE schedule (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      version INTEGER NOT NULL,
      draft_id TEXT NOT NULL UNIQUE REFERENCES tour_draft (id),
      published_by TEXT NOT NULL,
      published_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, version)
    );

    -- 场次 of a published schedule: crew, place, day. Minutes count from midnight.
    CREATE TABLE visit (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      schedule_version INTEGER NOT NULL,
      number INTEGER NOT NULL,
      place_id TEXT NOT NULL,
      institution_id TEXT NOT NULL REFERENCES institution (id),
      study_center_id TEXT REFERENCES study_center (id),
      crew_id TEXT NOT NULL REFERENCES crew (id),
      point INTEGER NOT NULL,
      day TEXT NOT NULL,
      from_minute INTEGER NOT NULL,
      until_minute INTEGER NOT NULL,
      UNIQUE (campaign_id, schedule_version, number)
    );
    CREATE INDEX visit_by_place ON visit (campaign_id, schedule_version, place_id);

    CREATE TABLE visit_turn (
      visit_id TEXT NOT NULL REFERENCES visit (id),
      ordinal INTEGER NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      heads INTEGER NOT NULL,
      from_minute INTEGER NOT NULL,
      until_minute INTEGER NOT NULL,
      PRIMARY KEY (visit_id, ordinal)
    );

    -- What a place says of its days in a version: agreed, or another day wanted. The newest answer holds.
    CREATE TABLE visit_answer (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      place_id TEXT NOT NULL,
      schedule_version INTEGER NOT NULL,
      answer TEXT NOT NULL CHECK (answer IN ('confirmed', 'other-day')),
      wanted TEXT NOT NULL,
      reason TEXT NOT NULL,
      answered_by TEXT NOT NULL,
      answered_at INTEGER NOT NULL
    );
    CREATE INDEX visit_answer_by_place ON visit_answer (campaign_id, place_id, schedule_version);
    """
}
