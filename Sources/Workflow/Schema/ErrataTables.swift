extension Schema {
  /// 勘误 (A7): proposed by an institution or registered from its paper, sealed as a form, decided by the head office.
  static let errataTables = """
    -- One value of one person that is wrong, and what is right.
    CREATE TABLE erratum (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- The graduate's or the code's.
      person_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('wrong-data', 'shifted')),
      -- Code of the roster's column; PSXH for a shift.
      field TEXT NOT NULL,
      -- Errata that stand or fall together: one person's data, or all sides of a shift.
      group_id TEXT NOT NULL,
      -- Old and new value, evidence, handler: under the person's own key.
      values_sealed BLOB NOT NULL,
      evidence TEXT NOT NULL,
      -- Of the form's row.
      stated_on TEXT NOT NULL,
      -- The claim that it answers.
      claim_id TEXT REFERENCES claim (id),
      proposed_by TEXT NOT NULL,
      proposed_at INTEGER NOT NULL
    );
    CREATE INDEX erratum_by_institution ON erratum (campaign_id, institution_id, proposed_at, id);
    CREATE INDEX erratum_by_person ON erratum (campaign_id, person_id);
    CREATE INDEX erratum_by_group ON erratum (group_id);
    CREATE INDEX erratum_by_claim ON erratum (claim_id);

    CREATE TABLE erratum_withdrawn (
      erratum_id TEXT PRIMARY KEY REFERENCES erratum (id),
      withdrawn_by TEXT NOT NULL,
      withdrawn_at INTEGER NOT NULL
    );

    -- What the head office said; once.
    CREATE TABLE erratum_decided (
      erratum_id TEXT PRIMARY KEY REFERENCES erratum (id),
      outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'declined')),
      -- Empty when it was accepted.
      reason TEXT NOT NULL,
      remark TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      decided_at INTEGER NOT NULL
    );
    CREATE INDEX erratum_decided_by_time ON erratum_decided (decided_at);

    -- 《勘误表》 as something that is sealed.
    CREATE TABLE errata_form (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      made_at INTEGER NOT NULL
    );
    CREATE INDEX errata_form_by_institution ON errata_form (campaign_id, institution_id, made_at);

    -- What was handed in to be sealed: ids and hashes only.
    CREATE TABLE errata_form_version (
      form_id TEXT NOT NULL REFERENCES errata_form (id),
      number INTEGER NOT NULL,
      body TEXT NOT NULL,
      handed_in_by TEXT NOT NULL,
      handed_in_at INTEGER NOT NULL,
      PRIMARY KEY (form_id, number)
    );

    CREATE TABLE errata_form_line (
      form_id TEXT NOT NULL,
      version INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      erratum_id TEXT NOT NULL REFERENCES erratum (id),
      PRIMARY KEY (form_id, version, erratum_id),
      FOREIGN KEY (form_id, version) REFERENCES errata_form_version (form_id, number)
    );
    CREATE INDEX errata_form_line_by_erratum ON errata_form_line (erratum_id);

    -- A paper of the institution's own that the head office registered: how, when and under which number it came.
    CREATE TABLE errata_form_received (
      form_id TEXT PRIMARY KEY REFERENCES errata_form (id),
      way TEXT NOT NULL CHECK (way IN ('fax', 'courier', 'by-hand')),
      received_on TEXT NOT NULL,
      number TEXT NOT NULL,
      registered_by TEXT NOT NULL,
      registered_at INTEGER NOT NULL
    );

    -- A read 《勘误表》 that waits for its confirmation; its rows under the center's key.
    CREATE TABLE errata_upload (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      file_name TEXT NOT NULL,
      rows_sealed BLOB NOT NULL,
      key_id TEXT NOT NULL,
      uploaded_by TEXT NOT NULL,
      uploaded_at INTEGER NOT NULL
    );
    CREATE INDEX errata_upload_by_uploader ON errata_upload (uploaded_by);

    -- Errata of one institution that were accepted at once: what its corrected data are sent for.
    CREATE TABLE correction (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- As people quote it: 2014-62-10730-G001.
      number TEXT NOT NULL UNIQUE,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL
    );
    CREATE INDEX correction_by_institution ON correction (campaign_id, institution_id, made_at);

    CREATE TABLE correction_line (
      correction_id TEXT NOT NULL REFERENCES correction (id),
      -- The graduate's or the code's.
      graduate_id TEXT NOT NULL,
      field TEXT NOT NULL,
      -- Under the person's own key.
      old_sealed BLOB NOT NULL,
      new_sealed BLOB NOT NULL,
      -- Of the record that holds the new value.
      record_version INTEGER NOT NULL,
      PRIMARY KEY (correction_id, graduate_id, field)
    );
    """
}
