import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A visit of today with two classes, a crew at its door, and everybody who watches.
struct DoorDesk {
  typealias Person = RosterDesk.Person

  let desk: RosterDesk
  let planner: Planner
  let photographer: Photographer
  let crewID: String
  let day: CalendarDay

  var center: CollectionCenter { desk.center }
  var campaignID: String { desk.campaignID }
  var placeID: String { desk.place.institutionID }

  /// Twelve people of 民族学1班 at 08:30–08:40, eighteen of 民族学2班 at 08:40–08:55; it is 08:20.
  init(on engine: SQLEngine, people: Int = 30) async throws {
    desk = try await RosterDesk(on: engine)
    try await desk.bring((0..<people).map { Person($0, classGroup: $0 < 12 ? "民族学1班" : "民族学2班") })
    planner = try await desk.province.planner()
    photographer = Photographer(accountID: try await desk.province.account(.photographer, "photographer"))
    day = try #require(CalendarDay(year: 2013, month: 10, day: 8))
    try await Self.openPhases(desk)
    crewID = try await desk.center.addCrew(
      Crew(id: "", name: "第一组", homeCity: "兰州市"), members: ["张示例", "李示例"], to: desk.campaignID, by: planner)
    try await desk.center.setCrewAccounts(
      [photographer.accountID], of: crewID, campaignID: desk.campaignID, by: planner)
    try await publish([visit(second: people - 12)])
    try go(to: 500)
  }

  func visit(_ number: Int = 1, on day: CalendarDay? = nil, second heads: Int = 18) -> Visit {
    let second = heads == 18 ? 535 : 520 + (heads * 60 + 99) / 100
    return Visit(
      number: number, crew: crewID, institution: placeID, day: day ?? self.day, span: MinuteSpan(510, second),
      turns: [
        ClassTurn(group: "regular/民族学院/民族学1班/", heads: 12, span: MinuteSpan(510, 520)),
        ClassTurn(group: "regular/民族学院/民族学2班/", heads: heads, span: MinuteSpan(520, second)),
      ])
  }

  func publish(_ visits: [Visit]) async throws {
    let draft = try await center.keepTour(TourPlan(visits: visits), note: "手工", campaignID: campaignID, by: planner)
    _ = try await center.publishSchedule(draft, campaignID: campaignID, by: planner)
  }

  /// Moves the clock to a minute of the visit's day.
  func go(to minute: Int, daysAfter: Int = 0) throws {
    desk.province.time.set(day.adding(days: daysAfter).startMilliseconds + Int64(minute) * 60_000)
  }

  func come(_ number: Int, saying word: DoorWord = .none, by keeper: (any DoorKeeper)? = nil) async throws -> CheckInOutcome {
    let keeper: any DoorKeeper = keeper ?? photographer
    return try await center.checkIn(
      try await desk.id(number), at: 1, campaignID: campaignID, saying: word, by: keeper)
  }

  /// The queue number that a check-in came to.
  func queue(_ outcome: CheckInOutcome) -> Int? {
    switch outcome {
    case .checkedIn(let line), .already(let line): line.queueNumber
    default: nil
    }
  }

  static func openPhases(_ desk: RosterDesk) async throws {
    var plan = try await desk.center.records.read { try $0.storedCampaign(desk.campaignID).plan }
    func days(_ first: String, _ last: String) throws -> CalendarDays {
      guard let first = CalendarDay.parse(first), let last = CalendarDay.parse(last) else { throw CancellationError() }
      return CalendarDays(first, through: last)
    }
    plan.windows = [
      CampaignWindow(.phase1, try days("2013-10-08", "2013-12-31")),
      CampaignWindow(.phase2, try days("2014-03-03", "2014-04-04")),
      CampaignWindow(.makeup, try days("2014-04-09", "2014-04-12")),
    ]
    plan.makeupPlace = "采集单位一楼"
    let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    try await desk.center.records.write { transaction in
      try transaction.execute(
        "UPDATE campaign SET plan = ?, version = version + 1 WHERE id = ?", [.text(json), .text(desk.campaignID)])
    }
  }
}
