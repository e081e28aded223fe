import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// A9.4: both sides sign arrival, start and end; the day is closed when everything is accounted for.
@Suite("A9.4: both sides sign arrival, start and end; the day closes when everything is accounted for") struct DayTests {
  @Test func bothSidesSignInOrder() async throws {
    let bench = try StationBench(people: 1)
    let (_, desk) = try await bench.desk()
    await #expect(throws: VisitDeskRefusal.signatureOrder("到场")) {
      try await desk.sign(.start, .crew, name: "张示例", strokes: "", by: bench.first)
    }
    try await desk.sign(.arrival, .crew, name: "张示例", strokes: "10,20 30,40;50,60", by: bench.first)
    await #expect(throws: VisitDeskRefusal.alreadySigned("到场")) {
      try await desk.sign(.arrival, .crew, name: "张示例", strokes: "", by: bench.first)
    }
    await #expect(throws: VisitDeskRefusal.nameMissing) {
      try await desk.sign(.arrival, .institution, name: " ", strokes: "", by: bench.first)
    }
    try await desk.sign(.arrival, .institution, name: "王示例", strokes: "<svg>", by: bench.first)
    let signed = await desk.view.log.signatures
    #expect(signed.map(\.signature.strokes) == ["10,20 30,40;50,60", ""])
  }

  @Test func theDayClosesWhenEveryoneIsAccountedForAndEveryOriginalHasASecondCopy() async throws {
    let bench = try StationBench(people: 4)
    let (station, desk) = try await bench.desk()
    for moment in [DaySignature.Moment.arrival, .start] {
      for side in DaySignature.Side.allCases { try await desk.sign(moment, side, name: "签字人", strokes: "", by: bench.first) }
    }
    try await bench.shoot(0, on: desk)
    try await bench.shoot(1, on: desk)
    _ = try await desk.checkIn(bench.person(2), by: bench.first)
    try await desk.leaveSeat(by: bench.first)
    for side in DaySignature.Side.allCases { try await desk.sign(.end, side, name: "签字人", strokes: "", by: bench.first) }
    #expect(await desk.closing.obstacles == [.waiting([bench.person(2)]), .noSecondCopy(2)])
    await #expect(throws: VisitDeskRefusal.mayNotClose(2)) { try await desk.close(by: bench.first) }
    try await desk.excuse(bench.person(2), because: "身体不适", by: bench.first)
    let stick = bench.folder.path("stick")
    try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
    let written = try #require(try await station.exportPackets(to: stick))
    #expect(await desk.closing.obstacles.isEmpty)
    let sum = try await desk.close(by: bench.first)
    #expect(
      sum
        == DaySum(due: 4, captured: 2, excused: 1, missing: 1, others: 0, shots: 2, originals: 2, secondCopies: 2))
    await #expect(throws: VisitDeskRefusal.dayClosed) { try await desk.scan(bench.slip(3), by: bench.first) }
    #expect(String(decoding: try await desk.daySheet().prefix(5), as: UTF8.self) == "%PDF-")
    // The stick's file holds the very packets.
    let bundle = [UInt8](try #require(FileManager.default.contents(atPath: written.path)))
    #expect(Array(bundle.prefix(5)) == Array("BYPS".utf8) + [1])
    let state = try await station.syncState()
    #expect(state.onStick == written.packets && state.confirmed == 0 && state.onlyHere == 0)
  }

  @Test func somebodyOnNoListIsShotForTheInstitutionToDecide() async throws {
    let bench = try StationBench(people: 2)
    let (_, desk) = try await bench.desk()
    let person = try await desk.addSpare(
      name: "名单外", number: "X1", turn: desk.plan.turns[0].key, note: "刚转来", by: bench.first)
    #expect(try await desk.seat(person.id, by: bench.first) == .seated)
    try await desk.take(bench.arrived(try bench.shot(0)))
    let view = await desk.view
    #expect(view.log.keptShot(of: person.id) != nil)
    #expect(await desk.closing.sum.others == 1)
    #expect(await desk.find("名单外").map(\.id) == [person.id])
  }

  @Test func theDoorSaysWhoIsDueAndSendsOthersOn() async throws {
    let bench = try StationBench(people: 3)
    let station = try await bench.open()
    var plan = bench.plan
    plan.people[1].person.standing = .left("休学")
    plan.people[2].person.turn = TurnKey(category: .regular, department: "民族学院", classGroup: "民族学2班")
    plan.otherTurns = [
      .init(
        key: plan.people[2].person.turn,
        turn: DoorTurn(visit: 2, day: StationBench.day.adding(days: 1), point: 1, span: MinuteSpan(540, 560)))
    ]
    try await station.take(bench.file(for: station.card, plan: plan))
    let (desk, member) = try await station.signIn("zhang", password: StationBench.password, to: bench.visit)
    #expect(try await desk.checkIn(bench.person(0), by: member) == .checkedIn(queue: 10_001))
    #expect(try await desk.checkIn(bench.person(0), by: member) == .already(queue: 10_001))
    #expect(try await desk.checkIn(bench.person(1), by: member) == .refused(.left("休学"), .none))
    let next = WayOn.visit(day: StationBench.day.adding(days: 1), minutes: 540, place: "")
    #expect(try await desk.checkIn(bench.person(2), by: member) == .refused(.otherDay, next))
    await #expect(throws: VisitDeskRefusal.noReason) {
      try await desk.checkIn(bench.person(2), saying: .exception(""), by: member)
    }
    #expect(try await desk.checkIn(bench.person(2), saying: .exception("明天出国"), by: member) == .checkedIn(queue: 10_002))
    await #expect(throws: VisitDeskRefusal.neverShot("休学")) { try await desk.seat(bench.person(1), by: member) }
  }
}
