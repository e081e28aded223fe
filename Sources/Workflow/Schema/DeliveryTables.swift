extension Schema {
  /// Deliveries: portraits with their data as they were handed to an institution, frozen.
  static let deliveryTables = """
    CREATE TABLE delivery (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- 1, 2, 3 … of the institution in the campaign.
      ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
      -- As it stands on discs and slips.
      number TEXT NOT NULL UNIQUE,
      delivered_on TEXT NOT NULL,
      campaign_title TEXT NOT NULL,
      institution_code TEXT NOT NULL,
      institution_name TEXT NOT NULL,
      regime TEXT NOT NULL CHECK (regime IN ('roster', 'code')),
      photo_key TEXT NOT NULL,
      capacity TEXT NOT NULL,
      -- Why it is not encrypted; empty for one that is.
      plain_reason TEXT NOT NULL,
      previous_id TEXT REFERENCES delivery (id),
      -- SHA-256 of all its manifests: what the next delivery names.
      manifests TEXT NOT NULL,
      -- The key that signed the manifests; an image is signed with it again.
      signing_key TEXT NOT NULL,
      -- Password and seed.
      lock_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      portraits INTEGER NOT NULL,
      missing INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      UNIQUE (campaign_id, institution_id, ordinal)
    );

    -- A class of a delivery, in the order of the list.
    CREATE TABLE delivery_class (
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      number INTEGER NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      portraits INTEGER NOT NULL,
      missing INTEGER NOT NULL,
      PRIMARY KEY (delivery_id, number)
    );

    -- Who was due: with the portrait that was delivered, or without one (missing).
    CREATE TABLE delivery_item (
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      -- 0, 1, 2 … in the order of paths, then the missing.
      position INTEGER NOT NULL,
      person_id TEXT NOT NULL,
      class_number INTEGER NOT NULL,
      volume INTEGER NOT NULL,
      portrait_id TEXT REFERENCES portrait (id),
      -- Of the portrait; empty and 0 without one.
      sha256 TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      -- The data as they were, the path, and the person's share of the delivery's key, under the person's own key.
      sealed BLOB NOT NULL,
      PRIMARY KEY (delivery_id, position),
      UNIQUE (delivery_id, person_id)
    );
    CREATE INDEX delivery_item_by_person ON delivery_item (person_id);
    CREATE INDEX delivery_item_by_class ON delivery_item (delivery_id, class_number, position);

    -- What became of a person since the delivery before.
    CREATE TABLE delivery_change (
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      kind TEXT NOT NULL CHECK (kind IN ('added', 'replaced', 'corrected', 'removed')),
      person_id TEXT NOT NULL,
      PRIMARY KEY (delivery_id, kind, person_id)
    );

    CREATE TABLE delivery_volume (
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      number INTEGER NOT NULL,
      portraits INTEGER NOT NULL,
      -- Of the archive that is fetched.
      byte_count INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      -- The code behind an encrypted archive's bytes, hexadecimal; empty for a plain one.
      code TEXT NOT NULL,
      PRIMARY KEY (delivery_id, number)
    );

    -- A file of a volume beside the portraits, in the order of the archive.
    CREATE TABLE delivery_file (
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      volume INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      path TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      checksum INTEGER NOT NULL,
      PRIMARY KEY (delivery_id, volume, ordinal)
    );

    -- These files one behind the other, in pieces in the photo store: sealed under the delivery's key, then under the center's.
    CREATE TABLE delivery_piece (
      id TEXT PRIMARY KEY,
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      volume INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      byte_count INTEGER NOT NULL,
      stored_hash TEXT NOT NULL,
      key_id TEXT NOT NULL,
      UNIQUE (delivery_id, volume, ordinal)
    );

    -- Sent by post, or handed over; what is fetched stands in delivery_fetched.
    CREATE TABLE delivery_dispatch (
      id TEXT PRIMARY KEY,
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      manner TEXT NOT NULL CHECK (manner IN ('post', 'hand')),
      carrier TEXT NOT NULL,
      tracking TEXT NOT NULL,
      note TEXT NOT NULL,
      dispatched_by TEXT NOT NULL,
      dispatched_at INTEGER NOT NULL
    );
    CREATE INDEX delivery_dispatch_by_delivery ON delivery_dispatch (delivery_id, dispatched_at);

    -- Who fetched which part first.
    CREATE TABLE delivery_fetched (
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      part TEXT NOT NULL,
      account_id TEXT NOT NULL,
      fetched_at INTEGER NOT NULL,
      PRIMARY KEY (delivery_id, part, account_id)
    );

    CREATE TABLE delivery_received (
      delivery_id TEXT PRIMARY KEY REFERENCES delivery (id),
      way TEXT NOT NULL CHECK (way IN ('page', 'paper')),
      note TEXT NOT NULL,
      received_by TEXT NOT NULL,
      received_at INTEGER NOT NULL
    );

    CREATE TABLE delivery_reminded (
      delivery_id TEXT NOT NULL REFERENCES delivery (id),
      reminded_at INTEGER NOT NULL,
      reminded_by TEXT NOT NULL,
      PRIMARY KEY (delivery_id, reminded_at)
    );
    """
}
