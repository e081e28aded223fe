import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A9.3, X3: the day as it goes: behind or ahead, who did not come, what moves where.
@Suite struct LivingDayWorkflowTests {
  @Test("「今天谁没拍」: those of a class that is over, by class; all of them after the day", arguments: SQLEngine.allCases)
  func missing(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    for number in 0..<10 { _ = try await door.come(number) }
    func missing() async throws -> [MissingClass] {
      try await door.center.missing(at: 1, campaignID: door.campaignID, by: door.desk.place.liaison)
    }
    #expect(try await missing().isEmpty)
    try door.go(to: 525)
    for number in 12..<20 { _ = try await door.come(number) }
    let first = try #require(try await missing().first)
    #expect(try await missing().count == 1 && first.turn.classGroup == "民族学1班" && first.people.count == 2)
    #expect(first.chinese == "民族学1班（2 人）：张䶮、张䶮")
    try door.go(to: 500, daysAfter: 1)
    #expect(try await missing().map(\.people.count) == [2, 10])
    // nobody waits for those who left or cannot come
    try await door.center.recordAbsences(
      Absence(reason: .abroad, wayOn: .makeup), of: [try await door.desk.id(11)], campaignID: door.campaignID,
      by: door.desk.place.liaison)
    #expect(try await missing().map(\.people.count) == [1, 10])
  }

  @Test("A9.3: a crew that is ahead calls the next class: once, with a notice", arguments: SQLEngine.allCases)
  func called(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    let key = TurnKey(category: .regular, department: "民族学院", classGroup: "民族学2班")
    for _ in 0..<2 {
      try await door.center.callClass(key, at: 1, campaignID: door.campaignID, by: door.photographer)
    }
    let told = try await door.center.notices(for: door.desk.place.liaison).notices.filter { $0.title == "请提前叫班" }
    #expect(told.count == 1 && told.first?.body.contains("民族学2班") == true)
    let visit = try await door.center.livingVisit(1, campaignID: door.campaignID, by: door.planner)
    #expect(visit.called == [key])
    await #expect(throws: CaptureRefusal.turnUnknown) {
      try await door.center.callClass(
        TurnKey(category: .adult, department: "无", classGroup: "无"), at: 1, campaignID: door.campaignID, by: door.photographer)
    }
  }

  @Test(
    "X3: what will not be finished moves to the next free half-day, as a new version, and the place is told",
    arguments: SQLEngine.allCases)
  func replanned(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    await #expect(throws: CaptureRefusal.nothingToReplan) {
      _ = try await door.center.replanDay(1, consented: false, campaignID: door.campaignID, by: door.photographer)
    }
    _ = try await door.come(0)
    // 17:20: ten minutes are left, and eleven people of the first class
    try door.go(to: 1_040)
    let visit = try await door.center.livingVisit(1, campaignID: door.campaignID, by: door.planner)
    #expect(visit.progress.outlook.unfinished.count == 1)
    let replan = try await door.center.dayReplan(1, campaignID: door.campaignID, by: door.photographer)
    #expect(replan.sentence.hasPrefix("民族学2班改到10月9日（周三）08:30") && !replan.needsConsent && !replan.isEmpty)
    let done = try await door.center.replanDay(1, consented: false, campaignID: door.campaignID, by: door.photographer)
    #expect(done.version == 2 && done.changed.count == 1)
    let visits = try await door.center.publishedSchedule(campaignID: door.campaignID).visits
    #expect(visits.map(\.day) == [door.day, door.day.adding(days: 1)])
    #expect(visits.map { $0.turns.map(\.classGroup) } == [["民族学1班"], ["民族学2班"]])
    // who did not come in the first class is still of it
    #expect(visits.map(\.heads) == [12, 18] && Set(visits.map(\.number)).count == 2)
    let told = try await door.center.notices(for: door.desk.place.liaison).notices
    #expect(told.contains { $0.title == "拍摄时间有变化" })
    // whoever of the second class comes now has a turn tomorrow
    guard case .refused(.otherDay, .visit(let day, _, _)) = try await door.come(20) else {
      Issue.record("let in")
      return
    }
    #expect(day == door.day.adding(days: 1))
  }

  @Test("A9.3: the pace of days that are over replaces the hundred an hour", arguments: SQLEngine.allCases)
  func pace(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine, people: 110)
    // 110 people from 08:30 on, two every three minutes: 109 in 162 minutes
    for number in 0..<110 {
      try door.go(to: 510 + number * 3 / 2)
      _ = try await door.come(number, saying: .accepted)
    }
    #expect(try await door.center.tourInput(campaignID: door.campaignID, by: door.planner).measuredPace == nil)
    try door.go(to: 500, daysAfter: 1)
    let input = try await door.center.tourInput(campaignID: door.campaignID, by: door.planner)
    #expect(input.measuredPace == 40 + 10 && input.problem.terms.headsPerHour == 50)
    #expect(input.problem.institutions.first { $0.id == door.placeID }?.headsPerHour == 50)
  }

  @Test("X3: people concerned see what a new version changed; what stays needs no new answer", arguments: SQLEngine.allCases)
  func difference(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    let (center, campaignID, liaison) = (door.center, door.campaignID, door.desk.place.liaison)
    #expect(try await center.scheduleDifference(of: door.placeID, campaignID: campaignID, by: liaison) == nil)
    try await center.answerVisits(.confirmed, of: door.placeID, campaignID: campaignID, seen: 1, by: liaison)
    try await door.publish([door.visit()])
    let kept = try await center.visitAnswer(of: door.placeID, campaignID: campaignID, version: 2, by: liaison)
    #expect(kept?.answer == .confirmed)
    try await door.publish([door.visit(on: door.day.adding(days: 2))])
    #expect(try await center.visitAnswer(of: door.placeID, campaignID: campaignID, version: 3, by: liaison) == nil)
    let difference = try #require(
      try await center.scheduleDifference(of: door.placeID, campaignID: campaignID, by: liaison))
    #expect(difference.since == 2 && difference.removed.count == 1 && difference.added.count == 1)
    #expect(difference.added.first?.hasPrefix("10月10日（周四）08:30–08:55 第一组") == true)
    #expect(difference.classes.first == "民族学1班：10月8日（周二）08:30 改为 10月10日（周四）08:30")
  }

  @Test("A visit that has begun stays what it is in every later version", arguments: SQLEngine.allCases)
  func begun(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    _ = try await door.come(0)
    await #expect(throws: ScheduleRefusal.visitsBegun([1])) {
      try await door.publish([door.visit(on: door.day.adding(days: 1))])
    }
    await #expect(throws: ScheduleRefusal.visitsBegun([1])) {
      try await door.publish([door.visit(2)])
    }
    try await door.publish([door.visit()])
  }

  @Test(
    "X3: a published plan goes on as a draft: what is over is locked, and nothing new falls before today",
    arguments: SQLEngine.allCases)
  func copied(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    _ = try await door.come(0)
    try door.go(to: 500, daysAfter: 1)
    let published = try #require(
      try await door.center.tourDrafts(campaignID: door.campaignID, by: door.planner).first { $0.published == 1 })
    let id = try await door.center.copyTour(published.id, campaignID: door.campaignID, by: door.planner)
    let draft = try await door.center.tourDraft(id, campaignID: door.campaignID, by: door.planner)
    #expect(draft.locked == [1] && draft.plan == published.plan && draft.published == nil)
    try await door.desk.bring(
      (0..<30).map { RosterDesk.Person($0, classGroup: $0 < 12 ? "民族学1班" : "民族学2班") }
        + (60..<80).map { RosterDesk.Person($0, classGroup: "民族学3班") })
    let problem = try await door.center.tourInput(campaignID: door.campaignID, draftID: id, by: door.planner).problem
    #expect(problem.terms.earliestDay == door.day.adding(days: 1))
    var solver = try TourSolver(problem, seed: 1)
    let plan = solver.solve(steps: 50).plan
    #expect(plan.unplaced.isEmpty && plan.visit(1) == door.visit())
    #expect(plan.visits.filter { $0.number != 1 }.allSatisfy { $0.day > door.day } && plan.visits.count == 2)
    #expect(throws: MoveRefusal.inThePast(door.day)) {
      let moved = try #require(plan.visits.first { $0.number != 1 })
      _ = try TourRules(problem).moving(moved.number, to: VisitTarget(day: door.day), in: plan)
    }
    let next = try await door.center.keepTour(plan, note: "求解", from: id, campaignID: door.campaignID, by: door.planner)
    #expect(try await door.center.publishSchedule(next, campaignID: door.campaignID, by: door.planner).version == 2)
  }

  @Test("A crew's accounts: photographers only, each in one crew", arguments: SQLEngine.allCases)
  func accounts(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    let second = try await door.center.addCrew(
      Crew(id: "", name: "第二组", homeCity: "兰州市"), members: ["王示例", "赵示例"], to: door.campaignID, by: door.planner)
    await #expect(throws: ScheduleRefusal.crewProblems(["选中的账号里有一个不是摄影员"])) {
      try await door.center.setCrewAccounts(
        [door.planner.accountID], of: second, campaignID: door.campaignID, by: door.planner)
    }
    try await door.center.setCrewAccounts(
      [door.photographer.accountID], of: second, campaignID: door.campaignID, by: door.planner)
    #expect(try await door.center.crewAccounts(campaignID: door.campaignID, by: door.planner).map(\.crewID) == [second])
    #expect(try await door.center.livingDay(campaignID: door.campaignID, by: door.photographer).isEmpty)
    // the crew that lost the account has its line in the journal too
    #expect(try await door.desk.province.journaledActions().count { $0 == "crew.accounts-set" } == 3)
  }
}
