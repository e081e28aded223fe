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
  public let code: String
  public let name: String
  public let due: Int
  public let left: Int
  /// Milliseconds UTC; nil before the first import.
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

  func condition(_ scope: GraduateScope) -> (sql: String, arguments: [SQLValue]) {
    var (sql, arguments) = scope.condition(campaignID: campaignID)
    for (column, value) in [("institution_id", institutionID), ("department", department), ("class_group", classGroup)] {
      guard let value else { continue }
      sql += " AND g.\(column) = ?"
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
          CASE WHEN EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = g.id) THEN 1 ELSE 0 END AS is_absent
        FROM graduate g WHERE \(condition)) d
      GROUP BY d.department, d.class_group ORDER BY d.department, d.class_group
      """, arguments
    ).map { row in
      ClassLine(
        department: try row.text("department"), classGroup: try row.text("class_group"), total: try row.int("total"),
        left: try row.int("has_left"), absent: try row.int("is_absent"))
    }
  }

  fileprivate func rosterCounts(_ campaignID: String) throws -> [RosterCount] {
    guard let campaign = try row("SELECT graduating_year, regime FROM campaign WHERE id = ?", [.text(campaignID)]) else {
      return []
    }
    let year = try campaign.int("graduating_year")
    // In code mode the center knows no graduates: who is due is a code.
    let isCodeMode = try campaign.text("regime") == Regime.code.rawValue
    let (table, hasLeft) = isCodeMode ? ("collection_code c", Self.codeHasLeft) : ("graduate g", GraduateScope.hasLeft)
    let letter = table.suffix(1)
    let own = "\(letter).campaign_id = p.campaign_id AND \(letter).institution_id = i.id"
    return try rows(
      """
      SELECT i.id, i.code, (SELECT COUNT(*) FROM \(table) WHERE \(own)) AS total,
        (SELECT COUNT(*) FROM \(table) WHERE \(own) AND \(hasLeft)) AS has_left,
        (SELECT MAX(r.imported_at) FROM roster_import r WHERE r.campaign_id = p.campaign_id AND r.institution_id = i.id) AS last_import
      FROM participation p JOIN institution i ON i.id = p.institution_id WHERE p.campaign_id = ? ORDER BY i.code
      """, [.text(campaignID)]
    ).map { row in
      let id = try row.text("id")
      let left = try row.int("has_left")
      return RosterCount(
        institutionID: id, code: try row.text("code"), name: try institutionNames(id, in: year).first ?? "",
        due: try row.int("total") - left, left: left, lastImportAt: try row.optionalInteger("last_import"))
    }
  }
}
