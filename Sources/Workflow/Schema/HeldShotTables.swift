extension Schema {
  /// Shots that wait for people's eyes before anything is made of them.
  static let heldShotTables = """
    -- Held back at the station, because its order or its face does not fit; gone as soon as two people looked (promise 2).
    CREATE TABLE shot_held_back (
      shot_id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      why TEXT NOT NULL,
      happening_id TEXT NOT NULL REFERENCES happening (id),
      since INTEGER NOT NULL
    );
    CREATE INDEX shot_held_back_by_visit ON shot_held_back (campaign_id, visit_number);
    """
}
