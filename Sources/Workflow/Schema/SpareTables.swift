extension Schema {
  /// What becomes of people who were shot and stood on no list.
  static let spareTables = """
    -- What the institution decided; the highest number counts. `given` names a graduate or a collection code.
    CREATE TABLE spare_decided (
      spare_id TEXT NOT NULL REFERENCES spare_person (id),
      number INTEGER NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('given', 'declined', 'reopened')),
      person_id TEXT,
      reason TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      decided_at INTEGER NOT NULL,
      PRIMARY KEY (spare_id, number)
    );
    """

  /// Pictures of spare cards wait for the institution's word and no longer for release.
  static let spareOutOfQueue = "DELETE FROM release_queue WHERE person_id IN (SELECT id FROM spare_person);"
}
