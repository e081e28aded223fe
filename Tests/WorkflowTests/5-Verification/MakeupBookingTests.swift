import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A1, N4, A6: who may come to the make-up, and the quarter-hours at the branch.
@Suite struct MakeupBookingTests {
  @Test(
    "A1, A6: who may come is derived: missed, with an open claim, sent back; not before the class's turn is over",
    arguments: SQLEngine.allCases)
  func list(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    func list(by reader: (any RetakeReader)? = nil) async throws -> MakeupList {
      try await branch.center.makeupList(campaignID: branch.campaignID, by: reader ?? branch.liaison)
    }
    var found = try await list().people
    #expect(found.map(\.id) == [branch.people[0]] + branch.people[4...])
    #expect(found[0].standing == .claimed(.eyesOrExpression) && found[0].words == "闭眼" && found[0].entitlement?.isFree == true)
    #expect(found[1].standing == .missing(wasShot: false) && found[1].entitlement?.isFree == false)
    // Who left is on no list; the head office sees the same people.
    try await branch.center.recordStatusChange(
      RosterDesk.change(.suspension), of: branch.people[5], campaignID: branch.campaignID, by: branch.liaison)
    found = try await list(by: branch.visit.clerk).people
    #expect(found.count == 20 && !found.contains { $0.id == branch.people[5] })
    await #expect(throws: MakeupRefusal.left(.suspension)) { try await branch.book(5, 9, 570) }
    await #expect(throws: MakeupRefusal.captured) { try await branch.book(1, 9, 570) }
    // A claim on light is another ground, and free all the same: he was shot once (A10).
    try await branch.claim(1, [.light])
    found = try await list().people
    #expect(found[1].standing == .claimed(.other) && found[1].entitlement?.isFree == true)
    // A secretary sees her own department, and nobody before the first class was awaited.
    let secretary = DepartmentSecretary(
      accountID: try await branch.province.account(
        .departmentSecretary, "secretary", institutionID: branch.liaison.institutionID, department: "文学院"),
      institutionID: branch.liaison.institutionID, department: "文学院")
    #expect(try await list(by: secretary).people.isEmpty)
    try branch.go("2013-10-08", 700)
    #expect(try await list().people.map(\.id) == [branch.people[0], branch.people[1]])
  }

  @Test(
    "N4: a quarter-hour has as many places as the pace; a full one names the next; who moves gives his place back",
    arguments: SQLEngine.allCases)
  func book(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    try await branch.book(4, 9, 570, operation: "a")
    // A double click books once.
    try await branch.book(4, 9, 570, operation: "a")
    try await branch.book(6, 9, 570)
    await #expect(throws: MakeupRefusal.slotFull(try branch.slot(9, 570), next: try branch.slot(9, 585))) {
      try await branch.book(7, 9, 570)
    }
    try await branch.book(4, 10, 600)
    try await branch.book(7, 9, 570)
    #expect(try await branch.booked() == [4: branch.slot(10, 600), 6: branch.slot(9, 570), 7: branch.slot(9, 570)])
    try await branch.center.giveMakeupBack(branch.people[6], campaignID: branch.campaignID, by: branch.liaison)
    await #expect(throws: MakeupDeskRefusal.notBooked) {
      try await branch.center.giveMakeupBack(branch.people[6], campaignID: branch.campaignID, by: branch.liaison)
    }
    let quarters = try await branch.center.makeupList(campaignID: branch.campaignID, by: branch.liaison).quarters
    let half = try branch.slot(9, 570)
    #expect(quarters.first { $0.slot == half }?.free == 1 && quarters.count == 4 * 18)
    await #expect(throws: MakeupRefusal.self) { try await branch.book(8, 9, 720) }
    let actions = try await branch.province.journaledActions().filter { $0.hasPrefix("makeup.") }
    #expect(actions == ["makeup.booked", "makeup.booked", "makeup.moved", "makeup.booked", "makeup.given-back"])
    // A stranger's people are nobody's.
    let other = try await branch.province.place(code: "10731", name: "另一大学", liaison: "other-liaison")
    await #expect(throws: MakeupRefusal.unknown) {
      _ = try await branch.center.bookMakeup(
        branch.people[8], at: branch.slot(9, 600), campaignID: branch.campaignID, operation: "x", by: other.liaison)
    }
  }

  @Test("N4: after the deadline nothing is accepted, in the rule's words", arguments: SQLEngine.allCases)
  func closed(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    try await branch.book(4, 12, 570)
    try branch.go("2014-04-12", 1_020)
    let deadline = try branch.slot(12, 1_020)
    for number in [4, 6] {
      await #expect(throws: MakeupRefusal.closed(deadline)) { try await branch.book(number, 12, 570) }
    }
    #expect(MakeupRefusal.closed(deadline).message == "补拍已于 4月12日（周六）17:00 结束，逾期不再受理")
    await #expect(throws: MakeupRefusal.closed(deadline)) {
      try await branch.center.giveMakeupBack(branch.people[4], campaignID: branch.campaignID, by: branch.liaison)
    }
    let list = try await branch.center.makeupList(campaignID: branch.campaignID, by: branch.liaison)
    #expect(list.isOver && list.quarters.isEmpty)
  }

  @Test("A1: a class in one step: each in the next quarter-hour with room, all or nobody", arguments: SQLEngine.allCases)
  func classGroup(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    try await branch.book(5, 9, 585)
    let five = Array(branch.people[4..<9])
    func book(_ people: [String], _ operation: String) async throws -> MakeupBooked {
      try await branch.center.bookMakeup(
        people, from: branch.slot(9, 570), campaignID: branch.campaignID, operation: operation, by: branch.liaison)
    }
    let booked = try await book(five, "class")
    #expect(booked.kept == 1 && booked.places.map(\.minute) == [570, 570, 585, 600])
    #expect(try await book(five, "class") == booked)
    #expect(booked.chinese == "4月9日（周三）09:30–10:00")
    // Somebody who may not come among them: nobody is booked.
    await #expect(throws: MakeupRefusal.captured) { _ = try await book([branch.people[10], branch.people[1]], "no") }
    await #expect(throws: MakeupDeskRefusal.nobodyChosen) { _ = try await book([], "none") }
    #expect(try await branch.booked().count == 5)
  }

  @Test("A1: a bus: quarter-hours in a row, a leader who can be called; given back as a whole", arguments: SQLEngine.allCases)
  func bus(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    func bus(_ people: [String], leader: String = "王老师", telephone: String = "13900000000") async throws -> MakeupBooked {
      try await branch.center.bookMakeupBus(
        people, from: branch.slot(10, 870), leader: leader, telephone: telephone, campaignID: branch.campaignID,
        operation: branch.center.freshToken(), by: branch.liaison)
    }
    let five = Array(branch.people[4..<9])
    await #expect(throws: MakeupRefusal.leaderMissing) { _ = try await bus(five, leader: " ") }
    await #expect(throws: MakeupRefusal.telephone(.missing)) { _ = try await bus(five, telephone: "") }
    await #expect(throws: MakeupRefusal.groupSize(1)) { _ = try await bus([branch.people[4]]) }
    #expect(try await bus(five).places.map(\.minute) == [870, 870, 885, 885, 900])
    await #expect(throws: MakeupRefusal.groupBooked(row: 2, try branch.slot(10, 870))) {
      _ = try await bus([branch.people[9], branch.people[4]])
    }
    var buses = try await branch.center.makeupList(campaignID: branch.campaignID, by: branch.visit.clerk).buses
    #expect(buses.map(\.heads) == [5] && buses.first?.telephone == "13900000000" && buses.first?.institution == "示例大学")
    // One of them comes by himself: the bus is smaller.
    try await branch.book(4, 11, 570)
    buses = try await branch.center.makeupList(campaignID: branch.campaignID, by: branch.liaison).buses
    #expect(buses.map(\.heads) == [4])
    let id = try #require(buses.first?.id)
    try await branch.center.dropMakeupBus(id, campaignID: branch.campaignID, by: branch.liaison)
    #expect(try await branch.booked() == [4: branch.slot(11, 570)])
    await #expect(throws: MakeupDeskRefusal.groupUnknown) {
      try await branch.center.dropMakeupBus(id, campaignID: branch.campaignID, by: branch.liaison)
    }
  }

  @Test(
    "A1, N4: hours, pace and crew are the campaign's, with versions; what cannot be is said by field",
    arguments: SQLEngine.allCases)
  func settings(engine: SQLEngine) async throws {
    let branch = try await MakeupBranch(on: engine)
    let page = try await branch.center.makeupTerms(campaignID: branch.campaignID, by: branch.liaison)
    let deadline = try branch.slot(12, 1_020)
    #expect(page.version == 1 && page.terms?.capacity(at: 570) == 2 && page.terms?.deadline == deadline)
    #expect(
      page.terms?.advice(page.settings)
        == "补拍时间：2014年4月9日（周三）–4月12日（周六），每天 09:30–11:30、14:30–17:00。"
        + "地点：示例采集中心，从南门进。请带身份证和学生证，4月12日（周六）17:00 截止，逾期不再受理。")
    var settings = page.settings
    settings.sessions = [MinuteSpan(600, 720), MinuteSpan(700, 705)]
    settings.headsPerQuarter = 0
    let problems = settings.problems()
    #expect(problems.map(\.field) == [.sessions, .sessions, .pace])
    await #expect(throws: MakeupDeskRefusal.problems(problems)) {
      try await branch.center.setMakeupSettings(settings, campaignID: branch.campaignID, seen: 1, by: branch.planner)
    }
    settings = page.settings
    settings.headsPerQuarter = nil
    await #expect(throws: ChangedMeanwhile.self) {
      try await branch.center.setMakeupSettings(settings, campaignID: branch.campaignID, seen: 0, by: branch.planner)
    }
    #expect(
      try await branch.center.setMakeupSettings(settings, campaignID: branch.campaignID, seen: 1, by: branch.planner) == 2)
    let after = try await branch.center.makeupTerms(campaignID: branch.campaignID, by: branch.planner)
    #expect(after.terms?.studentsPerHour == 100)
    // Hours in which somebody has a place are not taken away behind his back.
    try await branch.book(4, 9, 570)
    settings.sessions = [MinuteSpan(870, 1_020)]
    await #expect(throws: MakeupDeskRefusal.problems([.init(.sessions, "已有 1 人约在要取消的时段。请保留这些时段，或先请学校改约")])) {
      try await branch.center.setMakeupSettings(settings, campaignID: branch.campaignID, seen: 2, by: branch.planner)
    }
  }
}
