import GraduatePhotos
import Storage

/// A class with its counts.
public struct ClassLine: Sendable, Equatable {
  public let department: String
  public let classGroup: String
  /// Records, those who left included.
  public let total: Int
  public let left: Int
  /// Due, but cannot come on the day.
  public let absent: Int

  public var due: Int { total - left }
}

/// What an institution has registered, as the officer's list shows it.
public struct RosterCount: Sendable, Equatable {
  public let institutionID: String
  /// A center here of a parent that does not take part itself (A2); nil for an institution with all its centers.
  public let studyCenterID: String?
  public let code: String
  /// For a center parent and own name (A4).
  public let name: String
  public let due: Int
  public let left: Int
  /// Due, but cannot come on the day.
  public let absent: Int
  /// Due, and need a wheelchair's way or a quiet place to wait: how many, never who.
  public let wheelchairs: Int
  public let quietCorners: Int
  /// Of the newest import that was not taken back, milliseconds UTC; nil before the first.
  public let lastImportAt: Int64?
}

extension CollectionCenter {
  /// Departments and classes with counts, in order; only what the reader may see.
  ///
  /// `institutionID`: for readers who see several; anything else than the own one shows nothing.
  public func classes(
    campaignID: String, institutionID: String? = nil, by reader: some GraduateReader
  ) async throws -> [ClassLine] {
    let place = GraduatePlace(campaignID: campaignID, institutionID: institutionID)
    return try await records.read { try $0.classLines(place, reader.graduateScope) }
  }

  /// Every institution of the campaign with its counts: no names, so the planner may see it too.
  public func rosterCounts(campaignID: String, by keeper: some CampaignKeeper) async throws -> [RosterCount] {
    try await records.read { try $0.rosterCounts(campaignID) }
  }
}

/// Where graduates are looked for, within the reader's scope.
struct GraduatePlace: Sendable {
  var campaignID: String
  var institutionID: String?
  var department: String?
  var classGroup: String?

  /// Graduates of several institutions may be found here.
  func isOfSeveral(_ reader: some GraduateReader) -> Bool { institutionID == nil && reader.seesSeveralInstitutions }

  /// What a list from here shows of where its people are.
  func columns(_ reader: some GraduateReader) -> GraduateColumns { isOfSeveral(reader) ? .placesAndCodes : .places }

  func condition(_ scope: GraduateScope, of people: String = "g") -> (sql: String, arguments: [SQLValue]) {
    var (sql, arguments) = scope.condition(campaignID: campaignID, of: people)
    for (column, value) in [("institution_id", institutionID), ("department", department), ("class_group", classGroup)] {
      guard let value else { continue }
      sql += " AND \(people).\(column) = ?"
      arguments.append(.text(value))
    }
    return (sql, arguments)
  }
}

extension Transaction {
  func classLines(_ place: GraduatePlace, _ scope: GraduateScope) throws -> [ClassLine] {
    let (condition, arguments) = place.condition(scope)
    return try rows(
      """
      SELECT d.department, d.class_group, COUNT(*) AS total, CAST(SUM(d.has_left) AS INTEGER) AS has_left,
        CAST(SUM(d.is_absent) AS INTEGER) AS is_absent
      FROM (SELECT g.department, g.class_group, CASE WHEN \(GraduateScope.hasLeft) THEN 1 ELSE 0 END AS has_left,
          CASE WHEN EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = g.id) AND NOT \(GraduateScope.hasLeft)
            THEN 1 ELSE 0 END AS is_absent
        FROM graduate g WHERE \(condition)) d
      GROUP BY d.department, d.class_group ORDER BY d.department, d.class_group
      """, arguments
    ).map { row in
      ClassLine(
        department: try row.text("department"), classGroup: try row.text("class_group"), total: try row.int("total"),
        left: try row.int("has_left"), absent: try row.int("is_absent"))
    }
  }
}
