extension Schema {
  /// Answers of an institution that are no record of a graduate.
  static let answerTables = """
    -- 「已核对，没有其他不能到场的学生」: of the whole institution (`study_center_id` is empty) or of one of its centers. It speaks for
    -- the imports before it.
    CREATE TABLE absences_confirmed (
      campaign_id TEXT NOT NULL REFERENCES campaign (id),
      institution_id TEXT NOT NULL REFERENCES institution (id),
      study_center_id TEXT NOT NULL,
      confirmed_by TEXT NOT NULL,
      confirmed_at INTEGER NOT NULL,
      PRIMARY KEY (campaign_id, institution_id, study_center_id)
    );
    """
}
