extension Schema {
  /// Enrolment photos that institutions hand in, for faces to be compared with at the camera.
  static let referenceTables = """
    -- A file of pictures, with what became of it.
    CREATE TABLE reference_upload (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      study_center_id TEXT REFERENCES study_center (id),
      matched INTEGER NOT NULL,
      not_listed INTEGER NOT NULL,
      refused INTEGER NOT NULL,
      uploaded_by TEXT NOT NULL,
      uploaded_at INTEGER NOT NULL
    );
    CREATE INDEX reference_upload_by_institution ON reference_upload (campaign_id, institution_id);

    -- A graduate's picture, sealed, in the photo store.
    CREATE TABLE reference_picture (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      graduate_id TEXT NOT NULL REFERENCES graduate (id),
      upload_id TEXT NOT NULL REFERENCES reference_upload (id),
      sha256 TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      stored_hash TEXT NOT NULL,
      key_id TEXT NOT NULL,
      -- Empty while it stands, its own id once another one took its place.
      slot TEXT NOT NULL,
      UNIQUE (graduate_id, slot)
    );
    CREATE INDEX reference_picture_by_upload ON reference_picture (upload_id);

    -- The face found in a picture, sealed; empty inside when there is none.
    CREATE TABLE reference_face (
      picture_id TEXT PRIMARY KEY REFERENCES reference_picture (id),
      embedding_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      found_at INTEGER NOT NULL
    );
    """
}
