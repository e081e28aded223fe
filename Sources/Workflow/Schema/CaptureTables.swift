extension Schema {
  /// What happens at the door of a visit; a visit is named by its number, which it keeps from version to version.
  static let captureTables = """
    -- Who came: `person_id` is a graduate's or a collection code's, with his own place and class; the class as the schedule writes it.
    CREATE TABLE check_in (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      person_id TEXT NOT NULL,
      place_id TEXT NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      -- From 1 in its visit; spoken, shown, never given twice.
      queue_number INTEGER NOT NULL,
      -- In turn; out of turn on the day and taken by the crew; taken by the on-site lead although no visit was his.
      manner TEXT NOT NULL CHECK (manner IN ('due', 'out-of-turn', 'exception')),
      why TEXT NOT NULL,
      -- Empty while it stands, its own id once it was taken back.
      slot TEXT NOT NULL,
      checked_in_by TEXT NOT NULL,
      checked_in_at INTEGER NOT NULL,
      UNIQUE (campaign_id, visit_number, queue_number),
      UNIQUE (campaign_id, person_id, visit_number, slot)
    );

    -- The last queue number given at a visit: two doors that count at once wait for each other here.
    CREATE TABLE queue_counter (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      last INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, visit_number)
    );

    CREATE TABLE check_in_withdrawn (
      check_in_id TEXT PRIMARY KEY REFERENCES check_in (id),
      withdrawn_by TEXT NOT NULL,
      withdrawn_at INTEGER NOT NULL
    );

    -- Who was sent on: why, and where to (A1, A9.3).
    CREATE TABLE door_refusal (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      person_id TEXT NOT NULL,
      why TEXT NOT NULL,
      way_on TEXT NOT NULL,
      refused_by TEXT NOT NULL,
      refused_at INTEGER NOT NULL
    );
    CREATE INDEX door_refusal_by_visit ON door_refusal (campaign_id, visit_number);

    -- A class that was asked to come before its time.
    CREATE TABLE class_call (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      called_by TEXT NOT NULL,
      called_at INTEGER NOT NULL,
      UNIQUE (campaign_id, visit_number, category, department, class_group)
    );
    """
}
