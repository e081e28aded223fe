extension Schema {
  /// 费用结算 (A10): what is due, who is exempt, what came in, what was collected in classes; amounts are whole fen.
  static let settlementTables = """
    -- 缴费对账单 of an institution as something that is sealed.
    CREATE TABLE fee_statement (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      UNIQUE (campaign_id, institution_id)
    );

    -- What the agency issued: counts and sums of one moment; no person can be read from it.
    CREATE TABLE fee_statement_version (
      statement_id TEXT NOT NULL REFERENCES fee_statement (id),
      number INTEGER NOT NULL,
      body TEXT NOT NULL,
      issued_by TEXT NOT NULL,
      issued_at INTEGER NOT NULL,
      PRIMARY KEY (statement_id, number)
    );

    -- Somebody who shall cost nothing; in force once it was accepted and until it is withdrawn.
    CREATE TABLE fee_exemption (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- The graduate's or the code's.
      person_id TEXT NOT NULL,
      -- How many of this person's were declined or withdrawn before: of those that stand there is one.
      round INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('hardship', 'shared-photo', 'agency', 'other')),
      -- Under the person's own key.
      remark_sealed BLOB NOT NULL,
      proposed_by TEXT NOT NULL,
      proposed_at INTEGER NOT NULL,
      UNIQUE (campaign_id, person_id, round)
    );
    CREATE INDEX fee_exemption_by_institution ON fee_exemption (campaign_id, institution_id, proposed_at, id);

    CREATE TABLE fee_exemption_decided (
      exemption_id TEXT PRIMARY KEY REFERENCES fee_exemption (id),
      outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'declined')),
      -- Empty when it was accepted.
      why TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      decided_at INTEGER NOT NULL
    );

    CREATE TABLE fee_exemption_withdrawn (
      exemption_id TEXT PRIMARY KEY REFERENCES fee_exemption (id),
      why TEXT NOT NULL,
      withdrawn_by TEXT NOT NULL,
      withdrawn_at INTEGER NOT NULL
    );

    -- A sum that the agency put right; what was wrong about it is put right by the next one.
    CREATE TABLE fee_adjustment (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- 1, 2, 3 … in its institution: what was agreed on is the beginning.
      number INTEGER NOT NULL,
      amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
      reason TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      UNIQUE (campaign_id, institution_id, number)
    );

    -- Money that came in from an institution, or was paid back (negative).
    CREATE TABLE fee_payment (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- Of our receipt: 收-10730-2014-001.
      number TEXT NOT NULL,
      amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
      method TEXT NOT NULL CHECK (method IN ('cash', 'wechat', 'transfer')),
      payer TEXT NOT NULL,
      -- Of the bank's slip or the receipt book.
      slip_number TEXT NOT NULL,
      -- How many payments with this number were cancelled before: of those that stand there is one in a campaign.
      round INTEGER NOT NULL,
      paid_on TEXT NOT NULL,
      -- Empty where no invoice is wanted.
      invoice_title TEXT NOT NULL,
      tax_number TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL,
      UNIQUE (campaign_id, number),
      UNIQUE (campaign_id, slip_number, round)
    );
    CREATE INDEX fee_payment_by_institution ON fee_payment (campaign_id, institution_id, recorded_at, id);

    CREATE TABLE fee_payment_cancelled (
      payment_id TEXT PRIMARY KEY REFERENCES fee_payment (id),
      why TEXT NOT NULL,
      cancelled_by TEXT NOT NULL,
      cancelled_at INTEGER NOT NULL
    );

    -- What was collected in a class, as it happened.
    CREATE TABLE class_taking (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      -- Empty for those who study at the institution itself.
      study_center_id TEXT NOT NULL,
      category TEXT NOT NULL,
      department TEXT NOT NULL,
      class_group TEXT NOT NULL,
      -- Who paid.
      heads INTEGER NOT NULL,
      amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),
      method TEXT NOT NULL CHECK (method IN ('cash', 'wechat', 'transfer')),
      payer TEXT NOT NULL,
      receipt_number TEXT NOT NULL,
      taken_on TEXT NOT NULL,
      invoice_title TEXT NOT NULL,
      tax_number TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    );
    CREATE INDEX class_taking_by_class ON class_taking (campaign_id, institution_id, department, class_group, recorded_at);

    CREATE TABLE class_taking_cancelled (
      taking_id TEXT PRIMARY KEY REFERENCES class_taking (id),
      why TEXT NOT NULL,
      cancelled_by TEXT NOT NULL,
      cancelled_at INTEGER NOT NULL
    );
    """
}
