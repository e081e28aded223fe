extension Schema {
  /// 加洗: orders for further prints.
  static let reprintTables = """
    -- What was ordered together; it is open until a step ends it.
    CREATE TABLE reprint_order (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      number TEXT NOT NULL,
      -- Of one photo, in fen, as the campaign had it then; NULL where it had none.
      price_fen INTEGER,
      note TEXT NOT NULL,
      placed_by TEXT NOT NULL,
      placed_at INTEGER NOT NULL,
      UNIQUE (campaign_id, number)
    );
    CREATE INDEX reprint_order_of_institution ON reprint_order (campaign_id, institution_id, placed_at);

    CREATE TABLE reprint_line (
      order_id TEXT NOT NULL REFERENCES reprint_order (id),
      position INTEGER NOT NULL,
      person_id TEXT NOT NULL,
      size TEXT NOT NULL CHECK (size IN ('25x35', '33x48', '35x45', '35x49')),
      copies INTEGER NOT NULL CHECK (copies > 0),
      PRIMARY KEY (order_id, position),
      UNIQUE (order_id, person_id, size)
    );

    -- What became of an order; `slot` keeps it from ending twice.
    CREATE TABLE reprint_step (
      order_id TEXT NOT NULL REFERENCES reprint_order (id),
      step TEXT NOT NULL CHECK (step IN ('printed', 'handed-over', 'cancelled')),
      slot TEXT NOT NULL CHECK (slot IN ('printed', 'end')),
      why TEXT NOT NULL,
      done_by TEXT NOT NULL,
      done_at INTEGER NOT NULL,
      PRIMARY KEY (order_id, slot)
    );

    -- The files that were made last: only what they hold can be noted as printed.
    CREATE TABLE reprint_made (
      order_id TEXT PRIMARY KEY REFERENCES reprint_order (id),
      -- Stands for portraits, counts and what was held back.
      seen TEXT NOT NULL,
      -- Positions that could not be drawn, parted by blanks.
      blocked TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL
    );

    -- Lines that were not printed with their order, and why.
    CREATE TABLE reprint_held_back (
      order_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (order_id, position),
      FOREIGN KEY (order_id, position) REFERENCES reprint_line (order_id, position)
    );
    """
}
