import GraduatePhotos
import Storage

/// What was agreed with a place by telephone, as the planner's page shows it.
public struct AgreedVisitLine: Sendable {
  public let place: TourPlace
  public let agreed: AgreedVisit
  public let agreedAt: Int64
}

extension CollectionCenter {
  /// Types in what was agreed with a place; a clash with the calendar or with another agreement shows at once.
  ///
  /// - Throws: `ScheduleRefusal`.
  public func agreeVisit(_ agreed: AgreedVisit, campaignID: String, by keeper: some CampaignKeeper) async throws {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let place = try transaction.tourPlace(agreed.institution, in: campaignID)
      let crews = try transaction.storedCrews(campaignID).map(\.crew)
      let clashes = try transaction.clashes(of: agreed, place, campaign, crews)
      guard clashes.isEmpty else { throw ScheduleRefusal.clash(clashes) }
      try transaction.upsertAgreedVisit(agreed, campaignID: campaignID, by: keeper)
      try transaction.journal(
        JournalLine(
          action: .visitAgreed, recordKind: "agreed-visit", recordID: agreed.institution, campaignID: campaignID,
          details: ["days": agreed.days.map(\.compact).joined(separator: "、"), "crew": agreed.crew ?? ""]), by: keeper)
    }
  }

  /// Takes an agreement back; false when there was none.
  @discardableResult
  public func dropAgreedVisit(of placeID: String, campaignID: String, by keeper: some CampaignKeeper) async throws -> Bool {
    try await records.write { transaction in
      let dropped = try transaction.execute(
        "DELETE FROM agreed_visit WHERE campaign_id = ? AND place_id = ?", [.text(campaignID), .text(placeID)])
      guard dropped == 1 else { return false }
      try transaction.journal(
        JournalLine(action: .visitAgreementDropped, recordKind: "agreed-visit", recordID: placeID, campaignID: campaignID),
        by: keeper)
      return true
    }
  }

  /// By the first day.
  public func agreedVisits(campaignID: String, by keeper: some CampaignKeeper) async throws -> [AgreedVisitLine] {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let places = try transaction.tourPlaces(campaignID, year: campaign.year)
      return try transaction.storedAgreedVisits(campaignID).compactMap { agreed, at in
        places.first { $0.id == agreed.institution }.map { AgreedVisitLine(place: $0, agreed: agreed, agreedAt: at) }
      }
    }
  }
}

extension Transaction {
  /// In Chinese; empty when nothing speaks against it.
  fileprivate func clashes(
    of agreed: AgreedVisit, _ place: TourPlace, _ campaign: StoredCampaign, _ crews: [Crew]
  ) throws -> [String] {
    var clashes: [String] = []
    if agreed.days.isEmpty { clashes.append("没有填写日期") }
    if agreed.days.count > PlannerLimits.agreedDays { clashes.append("约定的日期最多 \(PlannerLimits.agreedDays) 天") }
    let crew = crews.first { $0.id == agreed.crew }
    if agreed.crew != nil, crew == nil { clashes.append("没有这个拍摄小组") }
    let phases = campaign.plan.phases
    guard let first = phases.first, let last = phases.last else { throw ScheduleRefusal.noPhases }
    let calendar = try holidayCalendar(for: CalendarDays(first.days.first, through: last.days.last))
    for day in agreed.days {
      if !phases.contains(where: { $0.days.contains(day) }) {
        clashes.append("\(day.chinese)不在拍摄阶段内（\(phases.map(\.days.chinese).joined(separator: "、"))）")
      } else if !calendar.isWorkingDay(day) {
        clashes.append("\(day.chinese)是休息日")
      }
      if let crew, crew.isOff(day) { clashes.append("\(crew.name)\(day.chinese)休息") }
    }
    let conditions = try storedVisitConditions(campaign.id)[place.id]?.conditions
    for wish in conditions?.wishes ?? [] {
      guard case .notOn(let days) = wish.content, let day = agreed.days.first(where: days.contains) else { continue }
      clashes.append("\(place.name)\(day.chinese)不能安排：\(wish.chinese)")
    }
    guard let crew else { return clashes }
    let places = try tourPlaces(campaign.id, year: campaign.year)
    for (other, _) in try storedAgreedVisits(campaign.id) where other.institution != place.id && other.crew == crew.id {
      guard let day = other.days.first(where: agreed.days.contains),
        let there = places.first(where: { $0.id == other.institution }), there.city != place.city
      else { continue }
      clashes.append("\(crew.name)\(day.chinese)已约定到\(there.city)的\(there.name)")
    }
    return clashes
  }

  func storedAgreedVisits(_ campaignID: String) throws -> [(AgreedVisit, Int64)] {
    try rows("SELECT place_id, days, crew_id, agreed_at FROM agreed_visit WHERE campaign_id = ?", [.text(campaignID)]).map {
      row in
      let days = try CampaignJSON.value([CalendarDay].self, from: row.text("days"))
      return (
        AgreedVisit(institution: try row.text("place_id"), days: days, crew: try row.optionalText("crew_id")),
        try row.integer("agreed_at")
      )
    }.sorted { ($0.0.days.first?.compact ?? "", $0.0.institution) < ($1.0.days.first?.compact ?? "", $1.0.institution) }
  }

  fileprivate func upsertAgreedVisit(_ agreed: AgreedVisit, campaignID: String, by keeper: some SignedIn) throws {
    try execute(
      """
      INSERT INTO agreed_visit (campaign_id, place_id, days, crew_id, agreed_by, agreed_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (campaign_id, place_id) DO UPDATE SET days = excluded.days, crew_id = excluded.crew_id,
        agreed_by = excluded.agreed_by, agreed_at = excluded.agreed_at
      """,
      [
        .text(campaignID), .text(agreed.institution), .text(try CampaignJSON.text(agreed.days.sorted())),
        .optional(agreed.crew),
        .text(keeper.accountID), .integer(now),
      ])
  }
}
