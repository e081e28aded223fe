import GraduatePhotos
import Storage

/// A campaign as the public sees it.
public struct PublicCampaign: Sendable, Identifiable {
  public let id: String
  public let plan: CampaignPlan
  /// Nil while nothing is published.
  public let edition: ScheduleEdition?
}

/// Every place of a campaign with its days; no person, no class.
public struct PublicSchedule: Sendable {
  public struct Line: Sendable, Identifiable {
    public let place: TourPlace
    public let days: [CalendarDay]
    public var id: String { place.id }
  }

  public let campaign: PublicCampaign
  public let lines: [Line]
  /// What to bring and to wear, a sentence each.
  public let preparation: [String]
  public let missed: String
}

/// What a short address stands for.
public enum PublicTarget: Sendable, Hashable {
  case campaign(String)
  case place(String, campaignID: String)
  case classGroup(key: String, placeID: String, campaignID: String)
}

extension CollectionCenter {
  /// All campaigns, the newest class first (N6).
  public func publicCampaigns() async throws -> [PublicCampaign] {
    try await records.read { transaction in
      try transaction.rows("SELECT id, plan FROM campaign ORDER BY graduating_year DESC, kind, id").map { row in
        let id = try row.text("id")
        return PublicCampaign(
          id: id, plan: try DecodedPlans.shared.plan(row.text("plan")), edition: try transaction.scheduleEdition(id))
      }
    }
  }

  /// Where crews go and when, for everybody (N6).
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func publicSchedule(campaignID: String) async throws -> PublicSchedule {
    try await records.read { transaction in
      let stored = try transaction.storedCampaign(campaignID)
      let edition = try transaction.scheduleEdition(campaignID)
      let days = try edition.map { try transaction.daysByPlace(campaignID, version: $0.version) } ?? [:]
      let places = try transaction.tourPlaces(campaignID, year: stored.year)
      return PublicSchedule(
        campaign: PublicCampaign(id: campaignID, plan: stored.plan, edition: edition),
        lines: places.map { PublicSchedule.Line(place: $0, days: days[$0.id] ?? []) },
        preparation: ShootingAdvice.preparation(try transaction.storedStandard(stored.plan.photoStandard)?.standard),
        missed: ShootingAdvice.missed(stored.plan, on: transaction.today))
    }
  }

  /// What `/s/…` leads to; nil when there is no such thing.
  public func publicTarget(short: String) async throws -> PublicTarget? {
    let key = ShortKey.tidied(short)
    let lengths = [ShortKey.campaignCharacters, ShortKey.placeCharacters, ShortKey.classCharacters]
    guard let known = (1...3).first(where: { lengths.prefix($0).reduce(0, +) == key.utf8.count }) else { return nil }
    let (campaign, rest) = (key.prefix(lengths[0]), key.dropFirst(lengths[0]))
    let (place, group) = (rest.prefix(lengths[1]), String(rest.dropFirst(lengths[1])))
    return try await records.read { transaction in
      for id in try transaction.rows("SELECT id FROM campaign").map({ try $0.text("id") })
      where ShortKey.campaign(id) == campaign {
        if known == 1 { return .campaign(id) }
        let places = try transaction.placeIDs(id).filter { ShortKey.place($0) == place }
        if known == 2, let first = places.first { return .place(first, campaignID: id) }
        // Two places with one key are as good as impossible; then the class decides.
        let chosen = try places.count == 1 ? places.first : places.first { try transaction.has(group, at: $0, id) }
        if known == 3, let chosen { return .classGroup(key: group, placeID: chosen, campaignID: id) }
      }
      return nil
    }
  }
}

extension Transaction {
  fileprivate func daysByPlace(_ campaignID: String, version: Int) throws -> [String: [CalendarDay]] {
    var days: [String: [CalendarDay]] = [:]
    let stored = try rows(
      "SELECT DISTINCT place_id, day FROM visit WHERE campaign_id = ? AND schedule_version = ? ORDER BY place_id, day",
      [.text(campaignID), .int(version)])
    for row in stored {
      guard let day = CalendarDay.parse(try row.text("day")) else { continue }
      days[try row.text("place_id"), default: []].append(day)
    }
    return days
  }

  fileprivate func placeIDs(_ campaignID: String) throws -> [String] {
    try rows(
      """
      SELECT institution_id AS id FROM participation WHERE campaign_id = ?
      UNION ALL SELECT id FROM study_center WHERE campaign_id = ?
      """, [.text(campaignID), .text(campaignID)]
    ).map { try $0.text("id") }
  }

  fileprivate func has(_ key: String, at placeID: String, _ campaignID: String) throws -> Bool {
    guard let edition = try scheduleEdition(campaignID) else { return false }
    return try storedVisits(campaignID, version: edition.version, placeID: placeID).contains { visit in
      visit.turns.contains { ShortKey.classGroup(placeID, $0.key.plain) == key }
    }
  }
}
