import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// A1, A9.3: a shot is bound to who was scanned before the shutter, never by counting.
@Suite("A1, A9.3, promise 1: a shot is bound to who was scanned before the shutter, never by counting") struct SeatTests {
  @Test func aShotIsBoundToWhoWasScanned() async throws {
    let bench = try StationBench(people: 3)
    let (_, desk) = try await bench.desk()
    try await bench.shoot(1, on: desk)
    try await bench.shoot(0, on: desk)
    let view = await desk.view
    #expect(view.log.keptShot(of: bench.person(1))?.serial == 10_001)
    #expect(view.log.keptShot(of: bench.person(0))?.serial == 10_002)
    #expect(view.captured == 2)
    #expect(view.findings.isEmpty)
    #expect(view.seated?.person.id == bench.person(0))
    #expect(view.log.checkIns[bench.person(1)]?.deed.queue == 10_001)
  }

  @Test func aShotWithoutAScanIsNobodysUntilSomebodySaysWhose() async throws {
    let bench = try StationBench(people: 2)
    let (_, desk) = try await bench.desk()
    guard case .shot(let id) = try await desk.take(bench.arrived(try bench.shot(0))) else { throw CancellationError() }
    var view = await desk.view
    #expect(view.log.looseShots.map(\.id) == [id])
    #expect(view.findings.map(\.finding.kind) == [.shotWithoutScan])
    try await desk.bind(id, to: bench.person(0), by: bench.first)
    view = await desk.view
    #expect(view.log.keptShot(of: bench.person(0))?.id == id)
    #expect(view.findings.isEmpty)
  }

  @Test func theNextOneIsNotTakenWhileTheLastHasNothingUsable() async throws {
    let bench = try StationBench(people: 3)
    let (_, desk) = try await bench.desk()
    #expect(try await desk.scan(bench.slip(0), by: bench.first) == .seated)
    let closed = try StationBench.picture("eyes_closed_derived/lon011")
    try await desk.take(bench.arrived(closed))
    #expect(await desk.view.seated?.shots.first?.deed.verdict == .fail)
    #expect(try await desk.scan(bench.slip(1), by: bench.first) == .stillSits(bench.person(0)))
    #expect(await desk.view.seated?.person.id == bench.person(0))
    #expect(try await desk.scan(bench.slip(1), by: bench.first) == .seated)
    #expect(await desk.view.log.standing(of: bench.person(0)) == .toRetake)
  }

  @Test func aFindingIsOverruledWithAReasonOnly() async throws {
    let bench = try StationBench(people: 1)
    let (_, desk) = try await bench.desk()
    _ = try await desk.scan(bench.slip(0), by: bench.first)
    guard
      case .shot(let id) = try await desk.take(
        bench.arrived(try StationBench.picture("eyes_closed_derived/lon011")))
    else { throw CancellationError() }
    await #expect(throws: VisitDeskRefusal.shotNotGood) { try await desk.choose(id, by: bench.first) }
    await #expect(throws: VisitDeskRefusal.noReason) { try await desk.overrule(id, because: "  ", by: bench.first) }
    try await desk.overrule(id, because: "先天性上睑下垂", by: bench.first)
    let shot = try #require(await desk.view.log.keptShot(of: bench.person(0)))
    #expect(shot.id == id)
    #expect(Set(shot.overruled.values) == ["先天性上睑下垂"])
  }

  @Test func oneKeyUndoesTheLastPersonAndKeepsHisOriginals() async throws {
    let bench = try StationBench(people: 2)
    let (station, desk) = try await bench.desk()
    try await bench.shoot(0, on: desk)
    try await desk.undoSeat(by: bench.first)
    let view = await desk.view
    #expect(view.seated == nil)
    #expect(view.captured == 0)
    #expect(view.log.shots.values.allSatisfy { $0.setAside == "撤回上一位" })
    #expect(try await bench.packets(of: station).filter { $0.manifest.files.count == 2 }.count == 1)
    // The serial is not given again.
    try await bench.shoot(1, on: desk)
    #expect(await desk.view.log.keptShot(of: bench.person(1))?.serial == 10_002)
  }

  @Test func aRetakeNeedsNoNewQueueAndTheNewestGoodShotIsThePortrait() async throws {
    let bench = try StationBench(people: 2)
    let (_, desk) = try await bench.desk()
    try await bench.shoot(0, on: desk)
    try await bench.shoot(1, on: desk)
    #expect(try await desk.scan(bench.slip(0), by: bench.first) == .seated)
    #expect(await desk.view.seated?.seat.isRetake == true)
    try await desk.take(bench.arrived(try StationBench.picture("smile/\(bench.faces[0])")))
    let view = await desk.view
    #expect(view.log.checkIns[bench.person(0)]?.deed.queue == 10_001)
    #expect(view.log.keptShot(of: bench.person(0))?.serial == 10_003)
    let first = try #require(view.log.shots(of: bench.person(0)).first)
    try await desk.choose(first.id, by: bench.first)
    #expect(await desk.view.log.keptShot(of: bench.person(0))?.serial == 10_001)
  }

  @Test func atTheMakeUpTheIdentityCardIsSeen() async throws {
    let bench = try StationBench(people: 1)
    let station = try await bench.open()
    var plan = bench.plan
    plan.makeup = CalendarDays(StationBench.day, through: StationBench.day)
    try await station.take(bench.file(for: station.card, plan: plan))
    let (desk, member) = try await station.signIn("zhang", password: StationBench.password, to: bench.visit)
    await #expect(throws: VisitDeskRefusal.identityCardUnseen) { try await desk.scan(bench.slip(0), by: member) }
    #expect(try await desk.scan(bench.slip(0), identityCardSeen: true, by: member) == .seated)
    #expect(await desk.view.log.seats.values.first?.identityCardSeen == true)
  }

  @Test func aPictureThatComesLateGoesToWhoSatWhenTheShutterWasReleased() {
    var shutter = ShutterTimes()
    // The camera's clock is an hour slow, transfers take 2 to 4 s.
    let hour: Int64 = 3_600_000
    for (taken, delay) in [(0, 2_000), (20_000, 4_000), (40_000, 2_500)] as [(Int64, Int64)] {
      shutter.note(takenAt: taken - hour, arrivedAt: taken + delay)
    }
    // Taken at 60 s; the next one was scanned at 66 s, the picture came at 68 s.
    #expect(shutter.isBefore(seatedAt: 66_000, takenAt: 60_000 - hour, arrivedAt: 68_000))
    // Taken at 67 s, after the scan.
    #expect(!shutter.isBefore(seatedAt: 66_000, takenAt: 67_000 - hour, arrivedAt: 70_000))
    // Nothing known: who sits has it.
    #expect(!ShutterTimes().isBefore(seatedAt: 66_000, takenAt: 0, arrivedAt: 68_000))
    #expect(!shutter.isBefore(seatedAt: 66_000, takenAt: nil, arrivedAt: 68_000))
  }

  @Test func theSameFileTwiceIsOneShot() async throws {
    let bench = try StationBench(people: 2)
    let (_, desk) = try await bench.desk()
    guard case .shot(let id) = try await bench.shoot(0, on: desk) else { throw CancellationError() }
    _ = try await desk.scan(bench.slip(1), by: bench.first)
    #expect(try await desk.take(bench.arrived(try bench.shot(0), name: "copy.jpg")) == .known(id))
    #expect(await desk.view.shots == 1)
  }

  @Test func aFileNameThatMayNameSomebodyIsNotKept() async throws {
    let bench = try StationBench(people: 1)
    let (_, desk) = try await bench.desk()
    _ = try await desk.scan(bench.slip(0), by: bench.first)
    try await desk.take(bench.arrived(try bench.shot(0), name: "\(MadeUp.idNumber(3)).jpg"))
    try await desk.take(bench.arrived(try StationBench.picture("smile/\(bench.faces[0])"), name: "DSC_0002.JPG"))
    #expect(await desk.view.seated?.shots.map(\.deed.fileName) == ["", "DSC_0002.JPG"])
  }

  @Test func aClockThatIsSetBackIsSaidAndChangesNoOrder() async throws {
    let bench = try StationBench(people: 2)
    let (_, desk) = try await bench.desk()
    try await bench.shoot(0, on: desk)
    bench.clock.advance(seconds: -300)
    try await bench.shoot(1, on: desk)
    let log = await desk.view.log
    #expect(log.happenings.map(\.sequence) == Array(1...log.happenings.count))
    #expect(log.notices.map(\.notice.kind) == [.clockJumped])
    #expect(log.keptShot(of: bench.person(1))?.serial == 10_002)
  }

  @Test func aFileThatIsNoPictureIsKeptAndSaid() async throws {
    let bench = try StationBench(people: 1)
    let (station, desk) = try await bench.desk()
    _ = try await desk.scan(bench.slip(0), by: bench.first)
    let bytes = Array("not a picture".utf8)
    try await desk.take(bench.arrived(bytes))
    let shot = try #require(await desk.view.seated?.shots.first)
    #expect(shot.deed.verdict == .unreadable)
    #expect(shot.deed.problems.map(\.chinese) == ["这不是图片文件"])
    let packet = try #require(try await bench.packets(of: station).last)
    #expect(packet.files.first == bytes)
  }

  @Test func codeModeHoldsNoNames() async throws {
    let bench = try StationBench(people: 2, referenced: { _ in false }, regime: .code)
    let (_, desk) = try await bench.desk()
    await #expect(throws: VisitDeskRefusal.namesInCodeMode) {
      try await desk.addSpare(name: "某人", number: "", turn: desk.plan.turns[0].key, note: "", by: bench.first)
    }
    #expect(try await desk.scan(MadeUp.idNumber(1), by: bench.first) == .seated)
    #expect(await desk.view.seated?.person.name == "")
  }
}
