extension Schema {
  /// Rosters: who is due, as the institution says.
  static let rosterTables = """
    -- The state of an institution's roster in a campaign; `version` grows with every import, so that of two at once one is told.
    CREATE TABLE roster (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      version INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, institution_id)
    );

    -- An uploaded file that waits for its confirmation; the bytes lie encrypted in the spool folder.
    CREATE TABLE roster_upload (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      study_center_id TEXT REFERENCES study_center (id),
      file_name TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      file_hash TEXT NOT NULL,
      key_id TEXT NOT NULL,
      sheet TEXT NOT NULL,
      mapping TEXT NOT NULL,
      base_version INTEGER NOT NULL,
      uploaded_by TEXT NOT NULL,
      uploaded_at INTEGER NOT NULL
    );
    CREATE INDEX roster_upload_by_institution ON roster_upload (campaign_id, institution_id);

    -- How an institution's own column names were matched last time.
    CREATE TABLE column_mapping (
      institution_id TEXT NOT NULL REFERENCES institution (id),
      header_hash TEXT NOT NULL,
      mapping TEXT NOT NULL,
      used_at INTEGER NOT NULL,
      PRIMARY KEY (institution_id, header_hash)
    );

    CREATE TABLE roster_import (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      study_center_id TEXT REFERENCES study_center (id),
      version INTEGER NOT NULL,
      file_name TEXT NOT NULL,
      file_hash TEXT NOT NULL,
      row_count INTEGER NOT NULL,
      added INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      gone INTEGER NOT NULL,
      blocked INTEGER NOT NULL,
      change_hash TEXT NOT NULL,
      imported_by TEXT NOT NULL,
      imported_at INTEGER NOT NULL,
      UNIQUE (campaign_id, institution_id, version)
    );

    CREATE TABLE roster_import_rolled_back (
      import_id TEXT PRIMARY KEY REFERENCES roster_import (id),
      rolled_back_by TEXT NOT NULL,
      rolled_back_at INTEGER NOT NULL
    );

    -- A graduate of this campaign: one row a record of study (专升本, 二学位: one person, several records).
    CREATE TABLE graduate (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL,
      institution_id TEXT NOT NULL,
      study_center_id TEXT,
      import_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      student_number TEXT NOT NULL,
      name TEXT NOT NULL,
      sex TEXT NOT NULL CHECK (sex IN ('男', '女', '')),
      id_kind TEXT NOT NULL,
      id_sealed BLOB NOT NULL,
      id_key TEXT NOT NULL,
      id_index BLOB NOT NULL,
      id_masked TEXT NOT NULL,
      category TEXT NOT NULL CHECK (category IN ('regular', 'adult', 'postgraduate')),
      level TEXT NOT NULL,
      department TEXT NOT NULL,
      major TEXT NOT NULL,
      class_group TEXT NOT NULL,
      preset_serial TEXT NOT NULL,
      expected_on TEXT NOT NULL,
      extras TEXT NOT NULL,
      -- Empty while the record stands under its student number; its own id once it left, or while it has no number, so that a
      -- number is unique among those who are due and free again after its owner left.
      slot TEXT NOT NULL,
      UNIQUE (campaign_id, institution_id, student_number, slot)
    );
    CREATE INDEX graduate_by_id_number ON graduate (campaign_id, id_index);
    CREATE INDEX graduate_by_class ON graduate (campaign_id, institution_id, department, class_group, student_number);

    -- What a record was before a change, under the graduate's own key; the current state is the graduate's row.
    CREATE TABLE graduate_version (
      graduate_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      import_id TEXT NOT NULL,
      sealed BLOB NOT NULL,
      replaced_at INTEGER NOT NULL,
      PRIMARY KEY (graduate_id, version)
    );
    CREATE INDEX graduate_version_by_import ON graduate_version (import_id);

    -- Code mode: the center knows codes only. The code is opaque: never made up, never decoded; its hash finds it again.
    CREATE TABLE collection_code (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      import_id TEXT NOT NULL,
      code_sealed BLOB NOT NULL,
      code_key TEXT NOT NULL,
      code_index BLOB NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      UNIQUE (campaign_id, code_index)
    );
    CREATE INDEX collection_code_by_class ON collection_code (campaign_id, institution_id, department, class_group);

    -- Why a graduate is no longer due (promise 3): 休学, 退学, 转学, 延期, 入伍, 已有照片 …
    CREATE TABLE status_change (
      id TEXT PRIMARY KEY,
      graduate_id TEXT NOT NULL REFERENCES graduate (id),
      kind TEXT NOT NULL,
      happened_on TEXT NOT NULL,
      document TEXT NOT NULL,
      import_id TEXT,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    );
    CREATE INDEX status_change_by_graduate ON status_change (graduate_id);

    CREATE TABLE status_change_withdrawn (
      status_change_id TEXT PRIMARY KEY REFERENCES status_change (id),
      withdrawn_by TEXT NOT NULL,
      withdrawn_at INTEGER NOT NULL
    );

    -- Who cannot come on the day, and the way on.
    CREATE TABLE absence (
      graduate_id TEXT PRIMARY KEY REFERENCES graduate (id),
      reason TEXT NOT NULL,
      way_on TEXT NOT NULL CHECK (way_on IN ('returns', 'makeup', 'other-province')),
      returns_on TEXT NOT NULL,
      other_province TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    );

    -- A photo check that a person decides for this graduate; the instruction never names a diagnosis.
    CREATE TABLE special_case (
      graduate_id TEXT NOT NULL REFERENCES graduate (id),
      photo_check TEXT NOT NULL,
      ground TEXT NOT NULL CHECK (ground IN ('medical', 'religious', 'disability', 'other')),
      instruction TEXT NOT NULL,
      approved_by TEXT NOT NULL,
      approved_at INTEGER NOT NULL,
      PRIMARY KEY (graduate_id, photo_check)
    );
    """
}
