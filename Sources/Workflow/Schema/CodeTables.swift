extension Schema {
  /// Code mode: whose a code is, what it was before, and why it is no longer due.
  static let codeTables = """
    -- The center whose liaison brought the code; NULL for the institution itself.
    ALTER TABLE collection_code ADD COLUMN study_center_id TEXT REFERENCES study_center (id);

    -- Where a code stood before an import moved it; nothing of it is about a person.
    CREATE TABLE collection_code_version (
      code_id TEXT NOT NULL REFERENCES collection_code (id),
      import_id TEXT NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      replaced_at INTEGER NOT NULL,
      PRIMARY KEY (code_id, import_id)
    );
    CREATE INDEX collection_code_version_by_import ON collection_code_version (import_id);

    -- Why a code is no longer due (promise 3), as status_change says it of a graduate.
    CREATE TABLE collection_code_left (
      id TEXT PRIMARY KEY,
      code_id TEXT NOT NULL REFERENCES collection_code (id),
      kind TEXT NOT NULL,
      happened_on TEXT NOT NULL,
      document TEXT NOT NULL,
      import_id TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    );
    CREATE INDEX collection_code_left_by_code ON collection_code_left (code_id);
    CREATE INDEX collection_code_left_by_import ON collection_code_left (import_id);

    -- Due again: by the import that brought the code again, or by a roll-back.
    CREATE TABLE collection_code_back (
      left_id TEXT PRIMARY KEY REFERENCES collection_code_left (id),
      back_by TEXT NOT NULL,
      back_at INTEGER NOT NULL
    );
    CREATE INDEX collection_code_back_by ON collection_code_back (back_by);
    """
}
