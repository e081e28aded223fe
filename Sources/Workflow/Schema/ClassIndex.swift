extension Schema {
  /// The whole order of a class's list, the tie-break too: a page is read off the index and nothing is sorted.
  static let classIndex = """
    DROP INDEX graduate_by_class;
    CREATE INDEX graduate_by_class ON graduate (campaign_id, institution_id, department, class_group, student_number, id);
    """
}
