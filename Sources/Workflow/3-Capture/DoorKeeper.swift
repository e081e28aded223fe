import GraduatePhotos
import Storage

/// Who watches how the day goes: the campaign's keepers all of it, a crew and a place their own visits.
public protocol DayWatcher: SignedIn {}
extension Officer: DayWatcher {}
extension Planner: DayWatcher {}
extension Photographer: DayWatcher {}
extension Liaison: DayWatcher {}
extension SealingLeader: DayWatcher {}
extension StudyCenterLiaison: DayWatcher {}

/// Who does something about the day: the planner, and a crew's photographers for their own visits.
public protocol DayKeeper: DayWatcher {}
extension Planner: DayKeeper {}

/// Who keeps the door and sees there who somebody is: a crew's photographers, nobody else of the agency.
public protocol DoorKeeper: DayKeeper {}
extension Photographer: DoorKeeper {}

/// A visit of the schedule in force, with what surrounds it.
struct OpenVisit: Sendable {
  let record: VisitRecord
  let place: TourPlace
  let campaign: StoredCampaign
  let version: Int
}

extension Transaction {
  /// Minutes since midnight in China.
  var minuteOfDay: Int { Int((now - today.startMilliseconds) / 60_000) }

  /// The visits of a day, or the one of a number, in the schedule in force, as far as somebody may watch them; by time.
  func watchedVisits(
    _ campaignID: String, on day: CalendarDay? = nil, number: Int? = nil, by watcher: some SignedIn
  ) throws -> [OpenVisit] {
    let campaign = try storedCampaign(campaignID)
    let version = try newestScheduleVersion(campaignID) ?? 0
    let scheduled = try storedVisits(campaignID, version: version, day: day, number: number)
    let visits = try scheduled + makeupVisits(campaign, on: day, number: number)
    guard !visits.isEmpty else { return [] }
    let known = try scheduled.isEmpty ? [] : tourPlaces(campaignID, year: campaign.year)
    let places = Dictionary(
      (known + [.branch(of: campaign.plan)]).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let crews = try ownCrews(of: watcher)
    return visits.compactMap { visit in
      guard let place = places[visit.placeID] else { return nil }
      let isOwn: Bool
      switch watcher {
      case is any CampaignKeeper: isOwn = true
      case is Photographer: isOwn = crews.contains(visit.crewID)
      case let speaker as any VisitSpeaker: isOwn = speaker.speaks(for: place)
      default: isOwn = false
      }
      return isOwn ? OpenVisit(record: visit, place: place, campaign: campaign, version: version) : nil
    }
  }

  /// - Throws: `CaptureRefusal.visitUnknown`.
  func watchedVisit(_ number: Int, _ campaignID: String, by watcher: some SignedIn) throws -> OpenVisit {
    let found = try watchedVisits(campaignID, number: number, by: watcher).first
    guard let found else { throw CaptureRefusal.visitUnknown }
    return found
  }

  /// A visit whose door is open: it is today's.
  ///
  /// - Throws: `CaptureRefusal.visitUnknown`, `.notToday`.
  func openVisit(_ number: Int, _ campaignID: String, by keeper: some DayKeeper) throws -> OpenVisit {
    let visit = try watchedVisit(number, campaignID, by: keeper)
    guard visit.record.day == today else { throw CaptureRefusal.notToday(visit.record.day) }
    return visit
  }
}

extension OpenVisit {
  /// At the branch (A1): nobody's class and nobody's place.
  var isMakeup: Bool { record.placeID == TakeAlong.branchID }

  var rule: DoorRule {
    DoorRule(
      visit: record.number, day: record.day, point: record.point, makeup: campaign.plan.days(of: .makeup),
      makeupPlace: campaign.plan.makeupPlace)
  }
}
