extension Schema {
  /// The institution's verification: verdicts about people, claims that follow, and classes that are signed off.
  static let verificationTables = """
    -- What the institution found about a person; the highest number holds, as long as picture and record are those that were looked at.
    CREATE TABLE verdict (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      person_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      -- Of the portrait; 0 for who had none.
      portrait_number INTEGER NOT NULL,
      -- Version of the person's record.
      record_version INTEGER NOT NULL,
      -- Names parted by blanks; empty when the verdict before it was taken back.
      verdicts TEXT NOT NULL,
      -- Faults, corrections, who it really is, remark: under the graduate's own key.
      details_sealed BLOB,
      -- 0 never on the screen, 1 among the class, 2 large.
      look INTEGER NOT NULL CHECK (look IN (0, 1, 2)),
      -- Given to this person, or to the rest of a class at once.
      given_to TEXT NOT NULL CHECK (given_to IN ('person', 'rest')),
      -- On the center's page, or on a disc's.
      way TEXT NOT NULL CHECK (way IN ('page', 'disc')),
      -- Who checked as typed on a disc's page; empty online, where the account says it.
      checker TEXT NOT NULL,
      -- By the clock of the computer where it was checked, never later than when it came.
      checked_at INTEGER NOT NULL,
      -- What a disc's page said of the time, as it said it: by this a verdict that comes again is known. NULL for the center's page.
      told_at INTEGER,
      given_by TEXT NOT NULL,
      given_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, person_id, number)
    );

    -- 问题登记: what a finding asks of others.
    CREATE TABLE claim (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      person_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('missing', 'photo', 'data', 'person')),
      portrait_number INTEGER NOT NULL,
      record_version INTEGER NOT NULL,
      -- The verdict that opened it.
      verdict_number INTEGER NOT NULL,
      details_sealed BLOB,
      opened_by TEXT NOT NULL,
      opened_at INTEGER NOT NULL
    );
    CREATE INDEX claim_by_person ON claim (campaign_id, person_id);
    CREATE INDEX claim_by_institution ON claim (campaign_id, institution_id, opened_at);

    -- How a claim ended; while it has no row here, somebody waits.
    CREATE TABLE claim_ended (
      claim_id TEXT PRIMARY KEY REFERENCES claim (id),
      how TEXT NOT NULL,
      why TEXT NOT NULL,
      ended_by TEXT NOT NULL,
      ended_at INTEGER NOT NULL
    );

    -- A class as something that is signed off.
    CREATE TABLE class_check (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      UNIQUE (campaign_id, institution_id, department, class_group)
    );

    -- What was handed in to be sealed: who was there, with which picture, record and verdict; ids, numbers and hashes only.
    CREATE TABLE class_check_version (
      class_check_id TEXT NOT NULL REFERENCES class_check (id),
      number INTEGER NOT NULL,
      body TEXT NOT NULL,
      handed_in_by TEXT NOT NULL,
      handed_in_at INTEGER NOT NULL,
      PRIMARY KEY (class_check_id, number)
    );

    -- A sealed version that the institution opened again: verdicts of the class may be changed, and it is sealed anew.
    CREATE TABLE class_check_reopened (
      class_check_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      why TEXT NOT NULL,
      reopened_by TEXT NOT NULL,
      reopened_at INTEGER NOT NULL,
      PRIMARY KEY (class_check_id, number),
      FOREIGN KEY (class_check_id, number) REFERENCES class_check_version (class_check_id, number)
    );
    """
}
