extension Schema {
  /// Capture stations and what they hand over: packets as they came, happenings as they were taken in, and what these come to.
  ///
  /// Packets and happenings are never changed; the tables of shots below them say what `VisitLog` says of the happenings.
  static let stationTables = """
    -- A laptop at a camera, enrolled when it first took a visit along; its key never changes.
    CREATE TABLE station (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      -- Ed25519, 32 bytes.
      public_key BLOB NOT NULL,
      enrolled_by TEXT NOT NULL,
      enrolled_at INTEGER NOT NULL
    );

    -- Lost or stolen: what comes from it later waits for a person.
    CREATE TABLE station_revoked (
      station_id TEXT PRIMARY KEY REFERENCES station (id),
      reason TEXT NOT NULL,
      revoked_by TEXT NOT NULL,
      revoked_at INTEGER NOT NULL
    );

    -- A visit that a station took along: its range of numbers there, and the key of the visit's file, sealed.
    CREATE TABLE station_visit (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      station_id TEXT NOT NULL REFERENCES station (id),
      station_range INTEGER NOT NULL CHECK (station_range BETWEEN 1 AND 26),
      key_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      taken_by TEXT NOT NULL,
      taken_at INTEGER NOT NULL,
      UNIQUE (campaign_id, visit_number, station_range),
      UNIQUE (campaign_id, visit_number, station_id)
    );
    CREATE INDEX station_visit_by_station ON station_visit (station_id);

    -- A file of it: the same visit taken along anew has another.
    CREATE TABLE visit_file (
      id TEXT PRIMARY KEY,
      station_visit_id TEXT NOT NULL REFERENCES station_visit (id),
      recipient_key TEXT NOT NULL,
      expires_at INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL
    );
    CREATE INDEX visit_file_by_visit ON visit_file (station_visit_id, made_at);

    -- A packet as it came; campaign and visit are what its head says. It is in the happenings, or waits in review, or behind a gap.
    CREATE TABLE station_packet (
      id TEXT PRIMARY KEY,
      station_id TEXT NOT NULL REFERENCES station (id),
      campaign_id TEXT NOT NULL,
      visit_number INTEGER NOT NULL,
      -- 1, 2, 3 … in its station.
      sequence INTEGER NOT NULL,
      kind TEXT NOT NULL,
      body_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      -- Empty for the first of this sequence; its own id for another one that claims it.
      slot TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      UNIQUE (station_id, sequence, slot)
    );
    CREATE INDEX station_packet_by_visit ON station_packet (campaign_id, visit_number, station_id, received_at);

    -- A file of a packet, sealed, in the photo store.
    CREATE TABLE packet_file (
      id TEXT PRIMARY KEY,
      packet_id TEXT NOT NULL REFERENCES station_packet (id),
      -- original, portrait, report.
      role TEXT NOT NULL,
      -- Of the bytes as the station had them.
      sha256 TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      stored_hash TEXT NOT NULL,
      key_id TEXT NOT NULL,
      UNIQUE (packet_id, role)
    );

    -- Up to where a station's packets were gone through without a gap.
    CREATE TABLE packet_counter (
      station_id TEXT PRIMARY KEY REFERENCES station (id),
      last INTEGER NOT NULL
    );

    -- A packet that is no longer waited for.
    CREATE TABLE packet_given_up (
      station_id TEXT NOT NULL REFERENCES station (id),
      sequence INTEGER NOT NULL,
      given_up_by TEXT NOT NULL,
      given_up_at INTEGER NOT NULL,
      PRIMARY KEY (station_id, sequence)
    );

    -- A packet that does not fit, or comes from a revoked station: safe, and without effect until somebody decides.
    CREATE TABLE packet_in_review (
      packet_id TEXT PRIMARY KEY REFERENCES station_packet (id),
      -- Empty for a campaign that is not here.
      campaign_id TEXT NOT NULL,
      why TEXT NOT NULL,
      since INTEGER NOT NULL
    );
    CREATE INDEX packet_in_review_by_campaign ON packet_in_review (campaign_id, since);

    CREATE TABLE packet_reviewed (
      packet_id TEXT PRIMARY KEY REFERENCES packet_in_review (packet_id),
      decision TEXT NOT NULL CHECK (decision IN ('accepted', 'refused')),
      reason TEXT NOT NULL,
      reviewed_by TEXT NOT NULL,
      reviewed_at INTEGER NOT NULL
    );

    -- What happened at a visit: of stations, and of the center's own door (`door-…`, without a packet).
    CREATE TABLE happening (
      id TEXT PRIMARY KEY,
      station_id TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      -- 1, 2, 3 … in its visit, as the center took them in.
      ordinal INTEGER NOT NULL,
      -- By the station's clock.
      happened_at INTEGER NOT NULL,
      done_by TEXT NOT NULL,
      kind TEXT NOT NULL,
      body_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      packet_id TEXT REFERENCES station_packet (id),
      taken_at INTEGER NOT NULL,
      UNIQUE (campaign_id, visit_number, ordinal)
    );
    -- Not unique: of two packets that claim one number, the second counts too once somebody accepted it.
    CREATE INDEX happening_by_station ON happening (campaign_id, visit_number, station_id, sequence);
    CREATE INDEX happening_by_packet ON happening (packet_id);

    CREATE TABLE happening_counter (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      last INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, visit_number)
    );

    -- A shot; its original, portrait and report are its packet's files.
    CREATE TABLE shot (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      -- Printed and spoken; unique in the visit, never used again.
      serial INTEGER NOT NULL,
      station_id TEXT NOT NULL REFERENCES station (id),
      packet_id TEXT NOT NULL UNIQUE REFERENCES station_packet (id),
      happening_id TEXT NOT NULL UNIQUE REFERENCES happening (id),
      original_sha256 TEXT NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'look', 'fail', 'unreadable')),
      -- JSON of what the photographer was told.
      problems TEXT NOT NULL,
      source TEXT NOT NULL,
      -- As the camera wrote it; NULL when it wrote nothing.
      taken_at INTEGER,
      arrived_at INTEGER NOT NULL,
      UNIQUE (campaign_id, visit_number, serial)
    );
    CREATE INDEX shot_by_original ON shot (original_sha256);

    -- Whose a shot is, since which happening; the highest number counts, NULL is nobody.
    CREATE TABLE shot_binding (
      shot_id TEXT NOT NULL REFERENCES shot (id),
      number INTEGER NOT NULL,
      person_id TEXT,
      happening_id TEXT NOT NULL REFERENCES happening (id),
      since INTEGER NOT NULL,
      PRIMARY KEY (shot_id, number)
    );
    CREATE INDEX shot_binding_by_person ON shot_binding (person_id);

    -- The shot that is to be somebody's portrait.
    CREATE TABLE shot_chosen (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      visit_number INTEGER NOT NULL,
      shot_id TEXT NOT NULL UNIQUE REFERENCES shot (id),
      happening_id TEXT NOT NULL REFERENCES happening (id),
      since INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id, visit_number)
    );
    CREATE INDEX shot_chosen_by_visit ON shot_chosen (campaign_id, visit_number);

    -- Not to be used, and why.
    CREATE TABLE shot_set_aside (
      shot_id TEXT PRIMARY KEY REFERENCES shot (id),
      why TEXT NOT NULL,
      happening_id TEXT NOT NULL REFERENCES happening (id),
      since INTEGER NOT NULL
    );

    -- A finding of the photo check that the crew overruled, with the reason that the head office reads.
    CREATE TABLE shot_overruled (
      shot_id TEXT NOT NULL REFERENCES shot (id),
      photo_check TEXT NOT NULL,
      reason TEXT NOT NULL,
      happening_id TEXT NOT NULL REFERENCES happening (id),
      since INTEGER NOT NULL,
      PRIMARY KEY (shot_id, photo_check)
    );

    -- Somebody on no list: name and number sealed until the institution decides whose he is.
    CREATE TABLE spare_person (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      body_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      happening_id TEXT NOT NULL REFERENCES happening (id),
      made_at INTEGER NOT NULL
    );
    CREATE INDEX spare_person_by_visit ON spare_person (campaign_id, visit_number);

    -- Who will not be shot at a visit, and why.
    CREATE TABLE person_excused (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      visit_number INTEGER NOT NULL,
      reason TEXT NOT NULL,
      happening_id TEXT NOT NULL REFERENCES happening (id),
      since INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id, visit_number)
    );

    -- Crew and institution sign arrival, start and end together (A9.4); name and strokes sealed.
    CREATE TABLE visit_signature (
      id TEXT PRIMARY KEY REFERENCES happening (id),
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      station_id TEXT NOT NULL,
      moment TEXT NOT NULL CHECK (moment IN ('arrival', 'start', 'end')),
      side TEXT NOT NULL CHECK (side IN ('crew', 'institution')),
      body_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      signed_at INTEGER NOT NULL
    );
    CREATE INDEX visit_signature_by_visit ON visit_signature (campaign_id, visit_number);

    -- A station's day at its closing, as counted there.
    CREATE TABLE visit_closed (
      id TEXT PRIMARY KEY REFERENCES happening (id),
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      visit_number INTEGER NOT NULL,
      station_id TEXT NOT NULL,
      due INTEGER NOT NULL,
      captured INTEGER NOT NULL,
      excused INTEGER NOT NULL,
      missing INTEGER NOT NULL,
      others INTEGER NOT NULL,
      shots INTEGER NOT NULL,
      originals INTEGER NOT NULL,
      second_copies INTEGER NOT NULL,
      closed_at INTEGER NOT NULL
    );
    CREATE INDEX visit_closed_by_visit ON visit_closed (campaign_id, visit_number);
    """
}
