import GraduatePhotos
import Storage

/// What a tour is planned from, with what the planner should know about it.
public struct TourInput: Sendable {
  public let problem: TourProblem
  public let places: [TourPlace]
  /// In Chinese: places without head counts, cities whose place is not known, years whose holidays are not official.
  public let warnings: [String]
  /// Heads an hour and point as measured in this campaign; nil until there is enough to measure.
  public let measuredPace: Int?
}

extension CollectionCenter {
  /// Everything the schedule is computed from, as it stands now: rosters where there are any, head counts of slips elsewhere.
  ///
  /// Visits that are locked in a draft are kept by every plan made from it.
  ///
  /// - Throws: `ScheduleRefusal.noPhases`, `.draftUnknown`, `CampaignRefusal.unknown`.
  public func tourInput(
    campaignID: String, draftID: String? = nil, by keeper: some CampaignKeeper
  ) async throws -> TourInput {
    try await records.read { try $0.tourInput(campaignID, draftID: draftID) }
  }
}

extension Transaction {
  func tourInput(_ campaignID: String, draftID: String? = nil) throws -> TourInput {
    let campaign = try storedCampaign(campaignID)
    guard let first = campaign.plan.phases.first, let last = campaign.plan.phases.last else { throw ScheduleRefusal.noPhases }
    let settings = try storedTourSettings(campaign).settings
    let places = try tourPlaces(campaignID, year: campaign.year)
    let makeup = campaign.plan.days(of: .makeup)
    let years = (first.days.first.year)...max(last.days.last.year, makeup?.last.year ?? 0)
    let holidays = try years.compactMap { try storedHolidayYear($0)?.value }
    let estimated = years.filter { year in !holidays.contains { $0.year == year && $0.isPublished } }
    var warnings: [String] = []
    if !estimated.isEmpty {
      warnings.append("\(estimated.map(String.init).joined(separator: "、")) 年的节假日还没有正式安排，按估算排；公布后请核对")
    }
    let crews = try storedCrews(campaignID).map(\.crew)
    let institutions = try tourInstitutions(places, campaign, warnings: &warnings)
    let (cities, unknown) = Self.cities(of: institutions, crews, settings, province: campaign.plan.province)
    if !unknown.isEmpty { warnings.append("不知道这些城市的位置，请填写路程：\(unknown.joined(separator: "、"))") }
    let travel = TravelTable(
      cities: cities, times: settings.times, detourPercent: settings.detourPercent,
      kilometersPerHour: settings.kilometersPerHour, minutesInsideCity: settings.minutesInsideCity)
    var problem = TourProblem(
      campaign: campaign.plan, capital: settings.capital, holidays: holidays, institutions: institutions, crews: crews,
      travel: travel, agreed: try storedAgreedVisits(campaignID).map(\.0),
      locked: try draftID.map { try lockedVisits(of: $0, in: campaignID) } ?? [])
    problem.terms.setUpMinutes = settings.setUpMinutes
    problem.terms.earliestDeparture = settings.earliestDeparture
    problem.terms.latestArrival = settings.latestArrival
    problem.terms.lead = settings.lead
    problem.terms.earliestDay = today > first.days.first ? today : nil
    let paces = try measuredPaces(campaignID, planned: campaign.plan.studentsPerHour)
    if let pace = paces.all { problem.terms.headsPerHour = pace }
    for at in problem.institutions.indices {
      problem.institutions[at].headsPerHour = paces.byPlace[problem.institutions[at].id]
    }
    return TourInput(problem: problem, places: places, warnings: warnings, measuredPace: paces.all)
  }

  private static func cities(
    of institutions: [TourInstitution], _ crews: [Crew], _ settings: TourSettings, province: String
  ) -> (known: [TourCity], unknown: [String]) {
    let typed = Set(settings.times.flatMap { [$0.from, $0.to] })
    var known: [TourCity] = []
    var unknown: [String] = []
    for city in Set(institutions.map(\.city) + crews.map(\.homeCity) + [settings.capital]).sorted() {
      if let place = CityPlaces.place(of: city, in: province) {
        known.append(place)
      } else if !typed.contains(city) {
        unknown.append(city.isEmpty ? "（没有填写城市）" : city)
      }
    }
    return (known, unknown)
  }

  private func tourInstitutions(
    _ places: [TourPlace], _ campaign: StoredCampaign, warnings: inout [String]
  ) throws -> [TourInstitution] {
    let rosters = try rosterGroups(campaign.id)
    let slips = try slipFacts(campaign.id)
    let conditions = try storedVisitConditions(campaign.id)
    var without: [String] = []
    let institutions = places.map { place -> TourInstitution in
      let slip = slips[place.id]
      let own = conditions[place.id]?.conditions ?? VisitConditions()
      let groups = rosters[place.id] ?? slip?.groups ?? []
      if groups.isEmpty { without.append(place.name) }
      return TourInstitution(
        id: place.id, code: place.code, name: place.name, city: place.city, province: place.province,
        shootingPoints: own.shootingPoints ?? slip?.points ?? 1, groups: groups, wishes: own.wishes, allowsGaps: own.allowsGaps)
    }
    if !without.isEmpty {
      warnings.append(
        "\(without.count) 处还没有人数（既没有登记单也没有学生名单），没有排：\(without.prefix(5).joined(separator: "、"))\(without.count > 5 ? " 等" : "")"
      )
    }
    return institutions
  }
}
