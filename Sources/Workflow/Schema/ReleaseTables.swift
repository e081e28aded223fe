extension Schema {
  /// The head office's release of portraits.
  static let releaseTables = """
    -- Portraits that wait for eyes: the newest chosen shot of each person, unless it is held back, released or sent back.
    CREATE TABLE release_queue (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      -- Empty for somebody on no list, until it is known whose he is.
      institution_id TEXT NOT NULL,
      shot_id TEXT NOT NULL REFERENCES shot (id),
      -- 0 with a concern, 1 without: those with one come first.
      rank INTEGER NOT NULL CHECK (rank IN (0, 1)),
      -- Names of the concerns, parted by blanks.
      concerns TEXT NOT NULL,
      -- People who looked at this shot already.
      looks INTEGER NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id)
    );
    CREATE INDEX release_queue_in_order ON release_queue (campaign_id, rank, since, person_id);
    CREATE INDEX release_queue_of_institution ON release_queue (campaign_id, institution_id, rank, since, person_id);

    -- A pair of eyes; a portrait that two people look at has two.
    CREATE TABLE release_look (
      shot_id TEXT NOT NULL REFERENCES shot (id),
      person_id TEXT NOT NULL,
      looked_by TEXT NOT NULL,
      looked_at INTEGER NOT NULL,
      PRIMARY KEY (shot_id, person_id, looked_by)
    );

    -- A released portrait: what is printed, delivered and filed. The highest number is the person's present one.
    CREATE TABLE portrait (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      shot_id TEXT NOT NULL REFERENCES shot (id),
      -- The packet's file, and the hash of its plain bytes.
      file_id TEXT NOT NULL REFERENCES packet_file (id),
      sha256 TEXT NOT NULL,
      released_by TEXT NOT NULL,
      released_at INTEGER NOT NULL,
      UNIQUE (campaign_id, person_id, number)
    );
    CREATE INDEX portrait_by_shot ON portrait (shot_id, person_id);
    CREATE INDEX portrait_by_time ON portrait (campaign_id, released_at, id);

    -- A release that was taken back, or that a repair of the run took away: the portrait counts no longer.
    CREATE TABLE portrait_withdrawn (
      portrait_id TEXT PRIMARY KEY REFERENCES portrait (id),
      why TEXT NOT NULL,
      withdrawn_by TEXT NOT NULL,
      withdrawn_at INTEGER NOT NULL
    );

    -- Sent back: the person is to be shot again.
    CREATE TABLE release_returned (
      shot_id TEXT NOT NULL REFERENCES shot (id),
      person_id TEXT NOT NULL,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      reason TEXT NOT NULL,
      returned_by TEXT NOT NULL,
      returned_at INTEGER NOT NULL,
      PRIMARY KEY (shot_id, person_id)
    );
    CREATE INDEX release_returned_by_person ON release_returned (campaign_id, person_id);
    CREATE INDEX release_returned_by_time ON release_returned (campaign_id, returned_at, person_id);
    """
}
