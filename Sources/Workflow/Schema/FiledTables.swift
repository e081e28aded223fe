extension Schema {
  /// How often something that is filed of a record changed; what a graduate confirmed is about one such state.
  static let filedTables = """
    -- Counts on from 2 with every change of a filed field; without a row none changed since the record came.
    CREATE TABLE filed_change (
      graduate_id TEXT PRIMARY KEY REFERENCES graduate (id),
      version INTEGER NOT NULL
    );
    CREATE INDEX graduate_by_student_number ON graduate (campaign_id, student_number);
    """
}
