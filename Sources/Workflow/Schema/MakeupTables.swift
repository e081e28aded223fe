extension Schema {
  /// The make-up at the branch: its terms, who booked when, who was let in.
  static let makeupTables = """
    -- Hours, pace and crew at the branch; `body` is the JSON of MakeupSettings. Without a row the usual ones hold.
    CREATE TABLE makeup_settings (
      campaign_id TEXT PRIMARY KEY REFERENCES campaign (id),
      body TEXT NOT NULL,
      version INTEGER NOT NULL,
      changed_by TEXT NOT NULL,
      changed_at INTEGER NOT NULL
    );

    -- Graduates of one institution who come by bus; who leads them can be called on the way.
    CREATE TABLE makeup_group (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      heads INTEGER NOT NULL,
      day TEXT NOT NULL,
      -- Minutes from midnight, of the first quarter-hour.
      minute INTEGER NOT NULL,
      leader TEXT NOT NULL,
      telephone TEXT NOT NULL,
      booked_by TEXT NOT NULL,
      booked_at INTEGER NOT NULL
    );
    CREATE INDEX makeup_group_by_institution ON makeup_group (campaign_id, institution_id);

    -- A quarter-hour that is somebody's; a graduate or a code has one at a time, what was before stands in the journal.
    CREATE TABLE makeup_booking (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      institution_id TEXT NOT NULL REFERENCES institution (id),
      day TEXT NOT NULL,
      minute INTEGER NOT NULL,
      group_id TEXT REFERENCES makeup_group (id),
      ground TEXT NOT NULL CHECK (ground IN ('missed', 'eyes-or-expression', 'other')),
      fee TEXT NOT NULL CHECK (fee IN ('free', 'due')),
      booked_by TEXT NOT NULL,
      booked_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id)
    );
    CREATE INDEX makeup_booking_by_time ON makeup_booking (campaign_id, day, minute);
    CREATE INDEX makeup_booking_by_group ON makeup_booking (group_id);

    -- Let in at the branch with the identity card seen: why he came, whether it is free, and in which turn.
    CREATE TABLE makeup_admission (
      check_in_id TEXT PRIMARY KEY REFERENCES check_in (id),
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      ground TEXT NOT NULL CHECK (ground IN ('missed', 'eyes-or-expression', 'other')),
      fee TEXT NOT NULL CHECK (fee IN ('free', 'due')),
      turn TEXT NOT NULL CHECK (turn IN ('booked', 'other-time', 'walk-in', 'after-closing', 'exception')),
      card_seen_by TEXT NOT NULL,
      admitted_at INTEGER NOT NULL
    );
    CREATE INDEX makeup_admission_by_person ON makeup_admission (campaign_id, person_id);
    """
}
