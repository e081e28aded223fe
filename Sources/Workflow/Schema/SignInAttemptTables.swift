extension Schema {
  /// What is being tried at this moment.
  static let signInAttemptTables = """
    -- A password that is being checked: written before the check and gone after it, so that attempts made at once see each other.
    -- One whose process died counts as a failure of its name until the span of failures is over.
    CREATE TABLE sign_in_attempt (
      id TEXT PRIMARY KEY,
      name_index BLOB NOT NULL,
      place TEXT NOT NULL,
      known_device INTEGER NOT NULL CHECK (known_device IN (0, 1)),
      began_at INTEGER NOT NULL
    );
    CREATE INDEX sign_in_attempt_by_name ON sign_in_attempt (name_index, began_at);
    """
}
