import GraduatePhotos
import Storage

/// A visit of a published schedule.
public struct VisitRecord: Sendable, Hashable, Identifiable {
  public let id: String
  public let number: Int
  public let placeID: String
  public let institutionID: String
  public let studyCenterID: String?
  public let crewID: String
  public let point: Int
  public let day: CalendarDay
  public let span: MinuteSpan
  public let turns: [TurnRecord]

  public var heads: Int { turns.reduce(0) { $0 + $1.heads } }

  /// What a place is told: a visit with the same facts is no change for it.
  var facts: [String] {
    ["\(day.compact) \(span.chinese) \(point) \(crewID)"]
      + turns.map { "\($0.category.rawValue) \($0.department) \($0.classGroup) \($0.span.chinese)" }
  }
}

/// A class's turn.
public struct TurnRecord: Sendable, Hashable {
  public let category: Category
  public let department: String
  public let classGroup: String
  public let heads: Int
  public let span: MinuteSpan

  public var key: TurnKey { TurnKey(category: category, department: department, classGroup: classGroup) }

  /// The quarter-hour at which the class is called, minutes since midnight.
  public var callMinutes: Int { MinuteSpan.quarter(before: span.start) }
}

/// The published schedule.
public struct PublishedSchedule: Sendable {
  public let version: Int
  /// Milliseconds UTC.
  public let publishedAt: Int64
  public let visits: [VisitRecord]
  /// Names of crews by id, dismissed ones too.
  public let crewNames: [String: String]
  public let places: [TourPlace]

  public func visits(of placeID: String) -> [VisitRecord] { visits.filter { $0.placeID == placeID } }
}

extension CollectionCenter {
  /// The schedule in force, for everybody: it holds classes and times, no person.
  ///
  /// - Throws: `ScheduleRefusal.nothingPublished`, `CampaignRefusal.unknown`.
  public func publishedSchedule(campaignID: String) async throws -> PublishedSchedule {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let newest = try transaction.row(
        "SELECT version, published_at FROM schedule WHERE campaign_id = ? ORDER BY version DESC LIMIT 1", [.text(campaignID)])
      guard let newest else { throw ScheduleRefusal.nothingPublished }
      let version = try newest.int("version")
      return PublishedSchedule(
        version: version, publishedAt: try newest.integer("published_at"),
        visits: try transaction.storedVisits(campaignID, version: version),
        crewNames: try transaction.crewNames(campaignID),
        places: try transaction.tourPlaces(campaignID, year: campaign.year))
    }
  }
}

extension Transaction {
  func hasVisits(of crewID: String, campaignID: String, version: Int) throws -> Bool {
    try row(
      "SELECT id FROM visit WHERE campaign_id = ? AND schedule_version = ? AND crew_id = ? LIMIT 1",
      [.text(campaignID), .int(version), .text(crewID)]) != nil
  }

  func crewNames(_ campaignID: String) throws -> [String: String] {
    struct Named: Decodable {
      struct Name: Decodable { let name: String }
      let crew: Name
    }
    var names: [String: String] = [:]
    for row in try rows("SELECT id, body FROM crew WHERE campaign_id = ?", [.text(campaignID)]) {
      names[try row.text("id")] = try CampaignJSON.value(Named.self, from: row.text("body")).crew.name
    }
    return names
  }

  /// By day, time and number; `placeID`: nil for those of every place.
  func storedVisits(
    _ campaignID: String, version: Int, placeID: String? = nil, day: CalendarDay? = nil, number: Int? = nil
  ) throws -> [VisitRecord] {
    var wanted = ""
    var arguments: [SQLValue] = [.text(campaignID), .int(version)]
    func want(_ column: String, _ value: SQLValue?) {
      guard let value else { return }
      wanted += " AND v.\(column) = ?"
      arguments.append(value)
    }
    want("place_id", placeID.map { .text($0) })
    want("day", day.map { .text($0.compact) })
    want("number", number.map { .int($0) })
    var turns: [String: [TurnRecord]] = [:]
    let stored = try rows(
      """
      SELECT t.visit_id, t.category, t.department, t.class_group, t.heads, t.from_minute, t.until_minute
      FROM visit_turn t JOIN visit v ON v.id = t.visit_id WHERE v.campaign_id = ? AND v.schedule_version = ?\(wanted)
      ORDER BY t.visit_id, t.ordinal
      """, arguments)
    for row in stored {
      guard let category = Category(rawValue: try row.text("category")) else { continue }
      turns[try row.text("visit_id"), default: []].append(
        TurnRecord(
          category: category, department: try row.text("department"), classGroup: try row.text("class_group"),
          heads: try row.int("heads"), span: MinuteSpan(try row.int("from_minute"), try row.int("until_minute"))))
    }
    return try rows(
      """
      SELECT v.id, v.number, v.place_id, v.institution_id, v.study_center_id, v.crew_id, v.point, v.day, v.from_minute,
        v.until_minute
      FROM visit v WHERE v.campaign_id = ? AND v.schedule_version = ?\(wanted) ORDER BY v.day, v.from_minute, v.number
      """, arguments
    ).compactMap { row in
      guard let day = CalendarDay.parse(try row.text("day")) else { return nil }
      let id = try row.text("id")
      return VisitRecord(
        id: id, number: try row.int("number"), placeID: try row.text("place_id"),
        institutionID: try row.text("institution_id"), studyCenterID: try row.optionalText("study_center_id"),
        crewID: try row.text("crew_id"), point: try row.int("point"), day: day,
        span: MinuteSpan(try row.int("from_minute"), try row.int("until_minute")), turns: turns[id] ?? [])
    }
  }
}
