import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A1, A9.3, A9.4, X3: who shoots where and when, from the first crew to the published version.
@Suite struct ScheduleTests {
  typealias Person = RosterDesk.Person

  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay.parse(text)) }

  private func crew(_ name: String = "第一组") -> Crew { Crew(id: "", name: name, homeCity: "兰州市") }

  /// A place with two classes, and a planner with one crew.
  private func ready(_ engine: SQLEngine) async throws -> (desk: RosterDesk, planner: Planner, crewID: String) {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring((0..<30).map { Person($0, classGroup: $0 < 12 ? "民族学1班" : "民族学2班") })
    try await openPhases(desk)
    let planner = try await desk.province.planner()
    let crewID = try await desk.center.addCrew(crew(), members: ["张示例", "李示例"], to: desk.campaignID, by: planner)
    return (desk, planner, crewID)
  }

  /// Phases and make-up of the notice of 2013 (A1).
  private func openPhases(_ desk: RosterDesk) async throws {
    var plan = try await desk.center.records.read { try $0.storedCampaign(desk.campaignID).plan }
    func days(_ first: String, _ last: String) throws -> CalendarDays { CalendarDays(try day(first), through: try day(last)) }
    plan.windows = [
      CampaignWindow(.phase1, try days("2013-10-08", "2013-12-31")),
      CampaignWindow(.phase2, try days("2014-03-03", "2014-04-04")),
      CampaignWindow(.makeup, try days("2014-04-09", "2014-04-12")),
    ]
    let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    try await desk.center.records.write { transaction in
      try transaction.execute(
        "UPDATE campaign SET plan = ?, version = version + 1 WHERE id = ?", [.text(json), .text(desk.campaignID)])
    }
  }

  @Test("A9.4: a crew is two people; what cannot be is named; a dismissed one is gone", arguments: SQLEngine.allCases)
  func crews(engine: SQLEngine) async throws {
    let (desk, planner, id) = try await ready(engine)
    let center = desk.center
    await #expect(throws: ScheduleRefusal.crewProblems(["已有名叫「第一组」的小组"])) {
      _ = try await center.addCrew(crew(), members: ["甲", "乙"], to: desk.campaignID, by: planner)
    }
    await #expect(throws: ScheduleRefusal.crewProblems(["没有填写驻地城市", "每组应为两人（通知第九条第 4 项），现在写了 1 人"])) {
      _ = try await center.addCrew(
        Crew(id: "", name: "第二组", homeCity: ""), members: ["甲", " "], to: desk.campaignID, by: planner)
    }
    var changed = try #require(try await center.crews(campaignID: desk.campaignID, by: planner).first).crew
    changed.sessions = [MinuteSpan(480, 700)]
    #expect(
      try await center.changeCrew(changed, members: ["张示例", "王示例"], in: desk.campaignID, seen: 1, by: planner) == 2)
    await #expect(throws: ChangedMeanwhile.self) {
      try await center.changeCrew(changed, members: ["张示例", "王示例"], in: desk.campaignID, seen: 1, by: planner)
    }
    try await center.dismissCrew(id, in: desk.campaignID, by: planner)
    #expect(try await center.crews(campaignID: desk.campaignID, by: planner).isEmpty)
    #expect(
      try await desk.province.journaledActions().filter { $0.hasPrefix("crew.") } == [
        "crew.added", "crew.changed", "crew.dismissed",
      ])
  }

  @Test("Who cannot come is not counted; who comes back is a group of its own", arguments: SQLEngine.allCases)
  func input(engine: SQLEngine) async throws {
    let (desk, planner, _) = try await ready(engine)
    let back = Absence(reason: .internship, wayOn: .returns(try day("2014-03-20")))
    let away = Absence(reason: .abroad, wayOn: .makeup)
    try await desk.center.recordAbsences(
      back, of: [try await desk.id(0), try await desk.id(1)], campaignID: desk.campaignID, by: desk.place.liaison)
    try await desk.center.recordAbsences(
      away, of: [try await desk.id(2)], campaignID: desk.campaignID, by: desk.place.liaison)
    let problem = try await desk.center.tourInput(campaignID: desk.campaignID, by: planner).problem
    let place = try #require(problem.institutions.first { $0.id == desk.place.institutionID })
    let groups = place.groups.sorted { $0.classGroup < $1.classGroup }
    #expect(groups.map(\.heads).sorted() == [2, 9, 18])
    let returning = try #require(groups.first { $0.returnsOn != nil })
    #expect(returning.heads == 2 && returning.classGroup == "民族学1班（返校）")
    #expect(problem.crews.count == 1 && problem.terms.headsPerHour == 100)
    #expect(problem.travel.cities.contains { $0.name == "兰州市" })
  }

  @Test("A clash shows when an agreement is typed", arguments: SQLEngine.allCases)
  func agreements(engine: SQLEngine) async throws {
    let (desk, planner, crewID) = try await ready(engine)
    let center = desk.center
    let place = desk.place.institutionID
    let problem = try await center.tourInput(campaignID: desk.campaignID, by: planner).problem
    let phase = try #require(problem.phases.first)
    let holidays = problem.holidayCalendar
    let working = try #require(holidays.workingDays(in: phase.days).first)
    let outside = phase.days.first.adding(days: -40)
    let refusal = await #expect(throws: ScheduleRefusal.self) {
      try await center.agreeVisit(
        AgreedVisit(institution: place, days: [outside], crew: "nobody"), campaignID: desk.campaignID, by: planner)
    }
    #expect(refusal?.message.contains("不在拍摄阶段内") == true && refusal?.message.contains("没有这个拍摄小组") == true)
    let wish = Wish(.notOn(days: CalendarDays(working, through: working)), isFirm: true, reason: "运动会")
    try await center.setVisitConditions(
      VisitConditions(wishes: [wish]), of: place, campaignID: desk.campaignID, seen: 0, by: desk.place.liaison)
    let clash = await #expect(throws: ScheduleRefusal.self) {
      try await center.agreeVisit(
        AgreedVisit(institution: place, days: [working], crew: crewID), campaignID: desk.campaignID, by: planner)
    }
    #expect(clash?.message.contains("运动会") == true)
    try await center.setVisitConditions(
      VisitConditions(), of: place, campaignID: desk.campaignID, seen: 1, by: desk.place.liaison)
    try await center.agreeVisit(
      AgreedVisit(institution: place, days: [working], crew: crewID), campaignID: desk.campaignID, by: planner)
    #expect(try await center.agreedVisits(campaignID: desk.campaignID, by: planner).count == 1)
    #expect(try await center.dropAgreedVisit(of: place, campaignID: desk.campaignID, by: planner))
    #expect(try await !center.dropAgreedVisit(of: place, campaignID: desk.campaignID, by: planner))
  }

  @Test("Others' places are not found", arguments: SQLEngine.allCases)
  func ownPlacesOnly(engine: SQLEngine) async throws {
    let (desk, _, _) = try await ready(engine)
    let other = try await desk.province.place(code: "10731", name: "别的大学", liaison: "other")
    await #expect(throws: ScheduleRefusal.placeUnknown) {
      try await desk.center.setVisitConditions(
        VisitConditions(allowsGaps: true), of: desk.place.institutionID, campaignID: desk.campaignID, seen: 0, by: other.liaison
      )
    }
  }

  @Test("X3: solved, published, told, answered; a published version never changes", arguments: SQLEngine.allCases)
  func published(engine: SQLEngine) async throws {
    let (desk, planner, _) = try await ready(engine)
    let center = desk.center
    let place = desk.place.institutionID
    await #expect(throws: ScheduleRefusal.nothingPublished) {
      _ = try await center.publishedSchedule(campaignID: desk.campaignID)
    }
    let problem = try await center.tourInput(campaignID: desk.campaignID, by: planner).problem
    var solver = try TourSolver(problem, seed: 1)
    let plan = solver.solve(steps: 50).plan
    #expect(plan.unplaced.isEmpty && plan.visits.reduce(0) { $0 + $1.heads } == 30)
    let draftID = try await center.keepTour(plan, note: "求解", campaignID: desk.campaignID, by: planner)
    let first = try #require(plan.visits.first)
    try await center.setLock(true, visit: first.number, of: draftID, campaignID: desk.campaignID, by: planner)
    let kept = try await center.tourInput(campaignID: desk.campaignID, draftID: draftID, by: planner).problem
    #expect(kept.locked == [first])
    let done = try await center.publishSchedule(draftID, campaignID: desk.campaignID, by: planner)
    #expect(done.version == 1 && done.changed.count == 1)
    await #expect(throws: ScheduleRefusal.draftPublished(version: 1)) {
      try await center.setLock(false, visit: first.number, of: draftID, campaignID: desk.campaignID, by: planner)
    }
    let schedule = try await center.publishedSchedule(campaignID: desk.campaignID)
    let turns = schedule.visits(of: place).flatMap(\.turns)
    #expect(turns.map(\.heads).reduce(0, +) == 30)
    #expect(Set(turns.map(\.classGroup)) == ["民族学1班", "民族学2班"])
    let notices = try await center.notices(for: desk.place.liaison)
    #expect(notices.notices.contains { $0.title == "拍摄时间已安排" })
    // the institution wants another day: the planner hears of it
    // whatever is typed: a number could be anybody's, so it stays on the page and out of notices and mails
    let number = MadeUp.idNumber(1)
    try await center.answerVisits(
      .otherDay(wanted: "下一周", reason: "期中考试 \(number)"), of: place, campaignID: desk.campaignID, seen: 1,
      by: desk.place.liaison)
    let told = try await center.notices(for: planner).notices
    #expect(told.contains { $0.title == "有一处请求改期" } && !told.contains { $0.body.contains(number) })
    await #expect(throws: ScheduleRefusal.problems(["请写希望改到哪一天", "请写改期的原因"])) {
      try await center.answerVisits(
        .otherDay(wanted: "", reason: ""), of: place, campaignID: desk.campaignID, seen: 1, by: desk.place.liaison)
    }
    try await center.answerVisits(.confirmed, of: place, campaignID: desk.campaignID, seen: 1, by: desk.place.liaison)
    let answer = try await center.visitAnswer(of: place, campaignID: desk.campaignID, version: 1, by: desk.place.liaison)
    #expect(answer?.answer == .confirmed)
    // the same plan again: a new version, and nobody has anything new to hear
    let second = try await center.keepTour(plan, note: "手工", from: draftID, campaignID: desk.campaignID, by: planner)
    #expect(try await center.tourDraft(second, campaignID: desk.campaignID, by: planner).locked == [first.number])
    let again = try await center.publishSchedule(second, campaignID: desk.campaignID, by: planner)
    #expect(again.version == 2 && again.changed.isEmpty)
    await #expect(throws: ChangedMeanwhile.self) {
      try await center.answerVisits(.confirmed, of: place, campaignID: desk.campaignID, seen: 1, by: desk.place.liaison)
    }
  }

  @Test("A plan that breaks a rule is not published, with the reason", arguments: SQLEngine.allCases)
  func broken(engine: SQLEngine) async throws {
    let (desk, planner, _) = try await ready(engine)
    let problem = try await desk.center.tourInput(campaignID: desk.campaignID, by: planner).problem
    var solver = try TourSolver(problem, seed: 1)
    var plan = solver.solve(steps: 10).plan
    // a Sunday
    plan.visits[0].day = try #require(
      (0..<14).map { problem.phases[0].days.first.adding(days: $0) }.first { $0.weekday == .sunday })
    let draftID = try await desk.center.keepTour(plan, note: "手工", campaignID: desk.campaignID, by: planner)
    let refusal = await #expect(throws: ScheduleRefusal.self) {
      _ = try await desk.center.publishSchedule(draftID, campaignID: desk.campaignID, by: planner)
    }
    #expect(refusal?.code == "schedule.rules-broken")
    await #expect(throws: ScheduleRefusal.nothingPublished) {
      _ = try await desk.center.publishedSchedule(campaignID: desk.campaignID)
    }
  }

  @Test("Solving runs beside the page and keeps its plan", arguments: SQLEngine.allCases)
  func solving(engine: SQLEngine) async throws {
    let (desk, planner, crewID) = try await ready(engine)
    #expect(try await desk.center.solveTour(campaignID: desk.campaignID, seconds: 1, by: planner))
    var state = desk.center.tourSolving(campaignID: desk.campaignID, by: planner)?.state
    while state == .running {
      try await Task.sleep(for: .milliseconds(50))
      state = desk.center.tourSolving(campaignID: desk.campaignID, by: planner)?.state
    }
    guard case .done(let id)? = state else {
      Issue.record("\(String(describing: state))")
      return
    }
    #expect(try await !desk.center.tourDraft(id, campaignID: desk.campaignID, by: planner).plan.visits.isEmpty)
    try await desk.center.dismissCrew(crewID, in: desk.campaignID, by: planner)
    await #expect(throws: ScheduleRefusal.problems(["还没有拍摄小组，请先添加"])) {
      try await desk.center.solveTour(campaignID: desk.campaignID, seconds: 1, by: planner)
    }
  }

  @Test("Cities are known by any of their names")
  func cities() {
    #expect(CityPlaces.place(of: "兰州市", in: "甘肃省")?.latitude == CityPlaces.place(of: "兰州", in: "甘肃")?.latitude)
    #expect(CityPlaces.place(of: "临夏回族自治州", in: "甘肃省") != nil)
    #expect(CityPlaces.place(of: "甘南藏族自治州", in: "甘肃省")?.latitude == CityPlaces.place(of: "合作市", in: "甘肃省")?.latitude)
    #expect(CityPlaces.place(of: "无名市", in: "甘肃省") == nil)
  }
}
