extension Schema {
  /// 漏拍名单（函） (A5): sealed and sent by an institution, answered person by person.
  static let missingTables = """
    CREATE TABLE missing_letter (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      made_at INTEGER NOT NULL
    );
    CREATE INDEX missing_letter_by_institution ON missing_letter (campaign_id, institution_id, made_at);

    -- What was handed in to be sealed: the delivery that was checked, contact, address, telephone, ids of people.
    CREATE TABLE missing_letter_version (
      letter_id TEXT NOT NULL REFERENCES missing_letter (id),
      number INTEGER NOT NULL,
      body TEXT NOT NULL,
      handed_in_by TEXT NOT NULL,
      handed_in_at INTEGER NOT NULL,
      PRIMARY KEY (letter_id, number)
    );

    -- Sent: from here on the head office has it. A letter is sent once.
    CREATE TABLE missing_letter_sent (
      letter_id TEXT PRIMARY KEY REFERENCES missing_letter (id),
      version INTEGER NOT NULL,
      sent_by TEXT NOT NULL,
      sent_at INTEGER NOT NULL
    );

    -- Who stands in a letter that was sent.
    CREATE TABLE missing_person (
      letter_id TEXT NOT NULL REFERENCES missing_letter_sent (letter_id),
      ordinal INTEGER NOT NULL,
      person_id TEXT NOT NULL,
      PRIMARY KEY (letter_id, person_id)
    );
    CREATE INDEX missing_person_by_person ON missing_person (person_id);

    CREATE TABLE missing_answer (
      id TEXT PRIMARY KEY,
      letter_id TEXT NOT NULL,
      person_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('found', 'makeup', 'excused')),
      -- Of the photo that was found; empty otherwise.
      serial TEXT NOT NULL,
      -- Where it was found, or why there will be none; empty for a make-up.
      reason TEXT NOT NULL,
      remark TEXT NOT NULL,
      -- Empty while the answer stands, its own id once it was taken back: one answer a person.
      slot TEXT NOT NULL,
      answered_by TEXT NOT NULL,
      answered_at INTEGER NOT NULL,
      UNIQUE (letter_id, person_id, slot),
      FOREIGN KEY (letter_id, person_id) REFERENCES missing_person (letter_id, person_id)
    );
    CREATE INDEX missing_answer_by_person ON missing_answer (person_id);

    CREATE TABLE missing_answer_withdrawn (
      answer_id TEXT PRIMARY KEY REFERENCES missing_answer (id),
      why TEXT NOT NULL,
      withdrawn_by TEXT NOT NULL,
      withdrawn_at INTEGER NOT NULL
    );
    """
}
