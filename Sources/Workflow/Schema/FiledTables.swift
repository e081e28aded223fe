extension Schema {
  /// Which version of a record last changed something that is filed; what a graduate confirmed is about that one.
  static let filedTables = """
    -- Without a row a filed field never changed since the record came.
    CREATE TABLE filed_change (
      graduate_id TEXT PRIMARY KEY REFERENCES graduate (id),
      version INTEGER NOT NULL
    );
    CREATE INDEX graduate_by_student_number ON graduate (campaign_id, student_number);
    """
}
