import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A1, A9.3: the door of a visit: who is let in, who is sent on, and what is on record of both.
@Suite struct DoorTests {
  @Test("A9.3: in turn: a queue number each, once, never given again", arguments: SQLEngine.allCases)
  func checkIn(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    #expect(door.queue(try await door.come(0)) == 1)
    #expect(door.queue(try await door.come(1)) == 2)
    // a second scan of the same person gives the same number
    guard case .already(let line) = try await door.come(0) else {
      Issue.record("checked in twice")
      return
    }
    #expect(line.queueNumber == 1)
    try await door.center.withdrawCheckIn(
      try await door.desk.id(1), at: 1, campaignID: door.campaignID, by: door.photographer)
    await #expect(throws: CaptureRefusal.notCheckedIn) {
      try await door.center.withdrawCheckIn(
        try await door.desk.id(1), at: 1, campaignID: door.campaignID, by: door.photographer)
    }
    #expect(door.queue(try await door.come(2)) == 3)
    #expect(door.queue(try await door.come(1)) == 4)
    let queue = try await door.center.queue(of: 1, campaignID: door.campaignID, limit: 10, by: door.photographer)
    #expect(queue.map(\.checkIn.queueNumber) == [4, 3, 1] && queue.allSatisfy { $0.person.name == "张䶮" })
    #expect(
      try await door.desk.province.journaledActions().filter { $0.hasPrefix("check-in.") } == [
        "check-in.made", "check-in.made", "check-in.withdrawn", "check-in.made", "check-in.made",
      ])
  }

  @Test("A9.3: out of turn on the day: a warning that the crew may accept", arguments: SQLEngine.allCases)
  func outOfTurn(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    try door.go(to: 480)
    #expect(try await door.come(20) == .asks(.early(call: 510)))
    #expect(door.queue(try await door.come(20, saying: .accepted)) == 1)
    let visit = try await door.center.livingVisit(1, campaignID: door.campaignID, by: door.planner)
    #expect(visit.outOfTurn == 1 && visit.exceptions == 0 && visit.refused == 0)
  }

  @Test(
    "A1, promise 9: no visit at all: refused with the make-up, both on record; an exception is told the officer",
    arguments: SQLEngine.allCases)
  func refused(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    let officer = try await door.desk.province.officer()
    // a class that the schedule does not have
    try await door.desk.bring(
      (0..<30).map { RosterDesk.Person($0, classGroup: $0 < 12 ? "民族学1班" : "民族学2班") }
        + [RosterDesk.Person(40, classGroup: "民族学3班")])
    guard case .refused(.noVisit, .makeup(let days, let place)) = try await door.come(40) else {
      Issue.record("let in")
      return
    }
    #expect(days.first == CalendarDay(year: 2014, month: 4, day: 9) && place == "采集单位一楼")
    await #expect(throws: CaptureRefusal.noReason) { _ = try await door.come(40, saying: .exception("  ")) }
    #expect(door.queue(try await door.come(40, saying: .exception("明天出国"))) == 1)
    let visit = try await door.center.livingVisit(1, campaignID: door.campaignID, by: officer)
    #expect(visit.exceptions == 1 && visit.refused == 1 && visit.progress.came == 0)
    let told = try await door.center.notices(for: officer).notices
    // what was typed stays on the page
    #expect(told.contains { $0.title == "现场破例拍摄 1 人" } && !told.contains { $0.body.contains("出国") })
    #expect(
      try await door.desk.province.journaledActions().filter { $0.hasPrefix("check-in.") } == [
        "check-in.refused", "check-in.made",
      ])
  }

  @Test("Who left is never shot; who was said not to come may be", arguments: SQLEngine.allCases)
  func standings(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    try await door.center.recordAbsences(
      Absence(reason: .internship, wayOn: .makeup), of: [try await door.desk.id(3)], campaignID: door.campaignID,
      by: door.desk.place.liaison)
    #expect(try await door.come(3) == .asks(.notExpected("实习，参加补拍")))
    try await door.center.recordStatusChange(
      RosterDesk.change(.suspension), of: try await door.desk.id(4), campaignID: door.campaignID, by: door.desk.place.liaison)
    guard case .refused(.left("休学"), .none) = try await door.come(4) else {
      Issue.record("let in")
      return
    }
    await #expect(throws: CaptureRefusal.neverShot("休学")) { _ = try await door.come(4, saying: .exception("来了")) }
  }

  @Test("Found by what is scanned or typed; of other classes only who is meant exactly", arguments: SQLEngine.allCases)
  func found(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    func found(_ text: String) async throws -> [DoorPerson] {
      try await door.center.findAtDoor(text, of: 1, campaignID: door.campaignID, by: door.photographer)
    }
    #expect(try await found("201000001005").map(\.person.studentNumber) == ["201000001005"])
    #expect(try await found("张").count == 30)
    #expect(try await found(MadeUp.idNumber(7)).map(\.person.studentNumber) == ["201000001007"])
    let slip = QueueSlip.text(of: try await door.desk.id(9))
    #expect(try await found(slip).map(\.person.studentNumber) == ["201000001009"])
    #expect(try await found("nobody").isEmpty)
    // of a class without a visit: by the whole number only
    try await door.desk.bring(
      (0..<30).map { RosterDesk.Person($0, classGroup: $0 < 12 ? "民族学1班" : "民族学2班") }
        + [RosterDesk.Person(40, name: "王示例", classGroup: "民族学3班")])
    #expect(try await found("王示例").isEmpty)
    let stranger = try await found(MadeUp.idNumber(40))
    #expect(stranger.count == 1 && stranger.first.map { if case .refused = $0.answer { true } else { false } } == true)
  }

  @Test("Another crew's door, another day's door, are not opened", arguments: SQLEngine.allCases)
  func strangers(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    let other = Photographer(accountID: try await door.desk.province.account(.photographer, "other"))
    await #expect(throws: CaptureRefusal.visitUnknown) { _ = try await door.come(0, by: other) }
    #expect(try await door.center.livingDay(campaignID: door.campaignID, by: other).isEmpty)
    #expect(try await door.center.livingDay(campaignID: door.campaignID, by: door.photographer).count == 1)
    try door.go(to: 500, daysAfter: 1)
    await #expect(throws: CaptureRefusal.notToday(door.day)) { _ = try await door.come(1) }
    let elsewhere = try await door.desk.province.place(code: "10731", name: "别的大学", liaison: "stranger")
    await #expect(throws: CaptureRefusal.visitUnknown) {
      _ = try await door.center.livingVisit(1, campaignID: door.campaignID, by: elsewhere.liaison)
    }
  }

  @Test("Promise 1: a class of another place that bears the same name is not of this visit", arguments: SQLEngine.allCases)
  func sameNameElsewhere(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    try await door.desk.province.studyCenter("示例函授站", id: "center-1", of: door.desk.place)
    try await door.desk.bring(
      (0..<30).map { RosterDesk.Person($0, classGroup: $0 < 12 ? "民族学1班" : "民族学2班") }
        + [RosterDesk.Person(50, classGroup: "民族学1班", center: "示例函授站")])
    guard case .refused(.noVisit, .makeup) = try await door.come(50) else {
      Issue.record("let in")
      return
    }
    let found = try await door.center.findAtDoor(
      MadeUp.idNumber(50), of: 1, campaignID: door.campaignID, by: door.photographer)
    #expect(found.map(\.elsewhere) == ["示例大学示例函授站"])
    // taken by the on-site lead he is still none of the class
    _ = try await door.come(50, saying: .exception("住得远"))
    let visit = try await door.center.livingVisit(1, campaignID: door.campaignID, by: door.planner)
    #expect(visit.progress.came == 0 && visit.exceptions == 1)
    let notes = try await door.center.doorNotes(of: 1, campaignID: door.campaignID, by: door.planner)
    #expect(notes.map(\.kind).contains(.exception) && notes.contains { $0.why == "住得远" && $0.queueNumber == 1 })
    #expect(notes.contains { $0.kind == .refused && $0.why.contains("补拍") })
  }

  @Test("Promises 1 and 2: many at the door at once get a number each", arguments: SQLEngine.allCases)
  func atOnce(engine: SQLEngine) async throws {
    let door = try await DoorDesk(on: engine)
    var ids: [String] = []
    for number in 0..<24 { ids.append(try await door.desk.id(number)) }
    let (center, campaignID, photographer) = (door.center, door.campaignID, door.photographer)
    let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
      // each person twice: a double click
      for id in ids + ids {
        group.addTask {
          switch try await center.checkIn(id, at: 1, campaignID: campaignID, saying: .accepted, by: photographer) {
          case .checkedIn(let line), .already(let line): line.queueNumber
          default: nil
          }
        }
      }
      return try await group.reduce(into: [Int?]()) { $0.append($1) }
    }
    #expect(Set(numbers) == Set((1...24).map { Optional($0) }) && numbers.count == 48)
  }
}
