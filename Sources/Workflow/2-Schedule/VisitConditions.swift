import GraduatePhotos
import Storage

/// What a place asks of its visits.
public struct VisitConditions: Sendable, Hashable, Codable {
  public var wishes: [Wish]
  /// Its days need not follow each other.
  public var allowsGaps: Bool
  /// Shooting points that can work side by side; nil takes the registration slip's.
  public var shootingPoints: Int?

  public init(wishes: [Wish] = [], allowsGaps: Bool = false, shootingPoints: Int? = nil) {
    self.wishes = wishes
    self.allowsGaps = allowsGaps
    self.shootingPoints = shootingPoints
  }

  /// What cannot be, in Chinese.
  func problems() -> [String] {
    var problems: [String] = []
    if wishes.count > PlannerLimits.wishes { problems.append("要求最多 \(PlannerLimits.wishes) 条") }
    if let shootingPoints, !(1...20).contains(shootingPoints) { problems.append("拍摄点应在 1–20 个之间") }
    for wish in wishes {
      if wish.reason.count > PlannerLimits.textCharacters { problems.append("要求的原因太长") }
      if case .notOn(let days) = wish.content, days.isBackwards { problems.append("不能安排的日期 \(days.chinese) 的结束早于开始") }
    }
    let contents = wishes.map(\.content)
    if contents.contains(.morningsOnly), contents.contains(.afternoonsOnly) { problems.append("不能同时只在上午和只在下午") }
    return problems
  }
}

/// The conditions of a place and their version; 0 before the first.
public struct VisitConditionsPage: Sendable {
  public let place: TourPlace
  public let conditions: VisitConditions
  public let version: Int
}

/// Who speaks for a place's visits: the campaign's keepers, and the institution's or center's own liaison.
public protocol VisitSpeaker: SignedIn {
  /// Whether this person speaks for the place.
  func speaks(for place: TourPlace) -> Bool
}

extension Officer: VisitSpeaker {
  public func speaks(for place: TourPlace) -> Bool { true }
}
extension Planner: VisitSpeaker {
  public func speaks(for place: TourPlace) -> Bool { true }
}
extension Liaison: VisitSpeaker {
  public func speaks(for place: TourPlace) -> Bool { place.institutionID == institutionID }
}
extension SealingLeader: VisitSpeaker {
  public func speaks(for place: TourPlace) -> Bool { place.institutionID == institutionID }
}
extension StudyCenterLiaison: VisitSpeaker {
  public func speaks(for place: TourPlace) -> Bool { place.studyCenterID == studyCenterID }
}

extension CollectionCenter {
  public func visitConditions(
    of placeID: String, campaignID: String, by speaker: some VisitSpeaker
  ) async throws -> VisitConditionsPage {
    try await records.read { try $0.visitConditionsPage(placeID, campaignID, by: speaker) }
  }

  /// Says what a place asks of its visits.
  ///
  /// - Returns: the version now in force.
  /// - Throws: `ScheduleRefusal`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func setVisitConditions(
    _ conditions: VisitConditions, of placeID: String, campaignID: String, seen version: Int, by speaker: some VisitSpeaker
  ) async throws -> Int {
    let problems = conditions.problems()
    guard problems.isEmpty else { throw ScheduleRefusal.problems(problems) }
    return try await records.write { transaction in
      let before = try transaction.visitConditionsPage(placeID, campaignID, by: speaker)
      guard before.version == version else {
        throw try transaction.changedMeanwhile("拍摄要求", recordKind: "visit-conditions", recordID: placeID)
      }
      guard before.conditions != conditions else { return version }
      try transaction.upsertVisitConditions(conditions, of: placeID, campaignID: campaignID, version: version + 1, by: speaker)
      try transaction.journal(
        JournalLine(
          action: .visitConditionsSet, recordKind: "visit-conditions", recordID: placeID, campaignID: campaignID,
          details: ["wishes": String(conditions.wishes.count), "gaps": conditions.allowsGaps ? "yes" : "no"]), by: speaker)
      return version + 1
    }
  }
}

extension Transaction {
  fileprivate func visitConditionsPage(
    _ placeID: String, _ campaignID: String, by speaker: some VisitSpeaker
  ) throws -> VisitConditionsPage {
    let place = try tourPlace(placeID, in: campaignID)
    guard speaker.speaks(for: place) else { throw ScheduleRefusal.placeUnknown }
    let stored = try storedVisitConditions(campaignID)[placeID]
    return VisitConditionsPage(place: place, conditions: stored?.conditions ?? VisitConditions(), version: stored?.version ?? 0)
  }

  /// By place.
  func storedVisitConditions(_ campaignID: String) throws -> [String: (conditions: VisitConditions, version: Int)] {
    var found: [String: (conditions: VisitConditions, version: Int)] = [:]
    for row in try rows("SELECT place_id, body, version FROM visit_conditions WHERE campaign_id = ?", [.text(campaignID)]) {
      found[try row.text("place_id")] = (
        try CampaignJSON.value(VisitConditions.self, from: row.text("body")), try row.int("version")
      )
    }
    return found
  }

  fileprivate func upsertVisitConditions(
    _ conditions: VisitConditions, of placeID: String, campaignID: String, version: Int, by speaker: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO visit_conditions (campaign_id, place_id, body, version, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (campaign_id, place_id) DO UPDATE SET body = excluded.body, version = excluded.version,
        set_by = excluded.set_by, set_at = excluded.set_at
      """,
      [
        .text(campaignID), .text(placeID), .text(try CampaignJSON.text(conditions)), .int(version), .text(speaker.accountID),
        .integer(now),
      ])
  }
}
