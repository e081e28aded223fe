extension Schema {
  /// 保存期限与抹除 (promise 10): who proposed, who confirmed, how far it is, who was erased.
  static let retentionTables = """
    CREATE TABLE erase (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      part TEXT NOT NULL CHECK (part IN ('originals', 'identity')),
      -- Empty while it may come to pass, its own id once it was withdrawn: one of a kind at a time.
      slot TEXT NOT NULL,
      proposed_by TEXT NOT NULL,
      proposed_at INTEGER NOT NULL,
      UNIQUE (campaign_id, part, slot)
    );

    CREATE TABLE erase_confirmed (
      erase_id TEXT PRIMARY KEY REFERENCES erase (id),
      confirmed_by TEXT NOT NULL,
      confirmed_at INTEGER NOT NULL,
      -- Until then either may take it back.
      begins_at INTEGER NOT NULL
    );

    CREATE TABLE erase_withdrawn (
      erase_id TEXT PRIMARY KEY REFERENCES erase (id),
      withdrawn_by TEXT NOT NULL,
      withdrawn_at INTEGER NOT NULL
    );

    -- What one transaction of the work took away.
    CREATE TABLE erase_step (
      erase_id TEXT NOT NULL REFERENCES erase (id),
      number INTEGER NOT NULL,
      people INTEGER NOT NULL,
      files INTEGER NOT NULL,
      PRIMARY KEY (erase_id, number)
    );

    CREATE TABLE erase_done (
      erase_id TEXT PRIMARY KEY REFERENCES erase (id),
      people INTEGER NOT NULL,
      files INTEGER NOT NULL,
      done_at INTEGER NOT NULL
    );

    -- Who gets no key again; a graduate's id, or a code's in code mode.
    CREATE TABLE erased_person (
      person_id TEXT PRIMARY KEY,
      erase_id TEXT NOT NULL REFERENCES erase (id)
    );

    -- Files that no row names any more and that are still to be deleted.
    CREATE TABLE erased_file (
      stored_hash TEXT PRIMARY KEY,
      erase_id TEXT NOT NULL REFERENCES erase (id)
    );
    """
}
