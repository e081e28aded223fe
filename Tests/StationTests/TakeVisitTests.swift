import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// A visit is taken along sealed, opened by the crew's sign-in, and expires; packets do not.
@Suite struct TakeVisitTests {
  @Test func theCrewsPasswordOpensTheVisitAndNoOther() async throws {
    let bench = try StationBench(people: 2)
    let station = try await bench.open()
    try await station.take(bench.file(for: station.card))
    await #expect(throws: VisitDeskRefusal.wrongPassword) {
      try await station.signIn("zhang", password: "别的密码", to: bench.visit)
    }
    await #expect(throws: VisitDeskRefusal.wrongPassword) {
      try await station.signIn("wang", password: StationBench.password, to: bench.visit)
    }
    let (desk, member) = try await station.signIn("ZHANG ", password: StationBench.password, to: bench.visit)
    #expect(member == CrewMember(account: "account-1", name: "张示例"))
    #expect(desk.plan.people.count == 2)
  }

  @Test func guessingGetsSlowerAndSlower() async throws {
    let bench = try StationBench(people: 1)
    let station = try await bench.open()
    try await station.take(bench.file(for: station.card))
    for _ in 0...VisitDeskLimits.freeTries {
      await #expect(throws: VisitDeskRefusal.wrongPassword) {
        try await station.signIn("zhang", password: "错", to: bench.visit)
      }
    }
    await #expect(throws: VisitDeskRefusal.wait(seconds: 2)) {
      try await station.signIn("zhang", password: StationBench.password, to: bench.visit)
    }
    bench.clock.advance(seconds: 2)
    _ = try await station.signIn("zhang", password: StationBench.password, to: bench.visit)
  }

  @Test func whatLiesOnTheDiskNamesNobody() async throws {
    let bench = try StationBench(people: 3)
    let (station, desk) = try await bench.desk()
    try await bench.shoot(0, on: desk)
    _ = try await desk.addSpare(name: "名单外之人", number: "S-991", turn: desk.plan.turns[0].key, note: "", by: bench.first)
    await station.close()
    let secrets = bench.names + bench.plan.people.map(\.person.studentNumber) + ["名单外之人", "S-991", "示例大学", "民族学1班"]
    let picture = try bench.shot(0)
    for path in try FileManager.default.subpathsOfDirectory(atPath: station.folder.path) {
      guard let data = FileManager.default.contents(atPath: station.folder.path(path)) else { continue }
      for secret in secrets { #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) stands in \(path)") }
      #expect(data.range(of: Data(picture[200..<400])) == nil, "a picture lies open in \(path)")
    }
  }

  @Test func aFileForAnotherStationOrOfAnotherCenterIsNotTaken() async throws {
    let bench = try StationBench(people: 1)
    let (station, other) = (try await bench.open(), try await bench.open("other"))
    let foreign = try bench.file(for: other.card)
    await #expect(throws: VisitDeskRefusal.otherStation) { try await station.take(foreign) }
    try await station.take(bench.file(for: station.card))
    let stranger = try bench.file(for: station.card, id: "file-2", center: StationBench.CenterKeys())
    await #expect(throws: VisitDeskRefusal.otherCenter) { try await station.take(stranger) }
    var cut = try bench.file(for: station.card, id: "file-3")
    cut[cut.count / 2] ^= 1
    let damaged = cut
    await #expect(throws: VisitDeskRefusal.notAVisitFile("数据包的签名不对，可能被改动过")) { try await station.take(damaged) }
  }

  @Test func theRosterPartExpiresAndPacketsDoNot() async throws {
    let bench = try StationBench(people: 2)
    let (station, desk) = try await bench.desk()
    try await bench.shoot(0, on: desk)
    let before = try await bench.packets(of: station).count
    bench.clock.set(StationBench.day.adding(days: 3).startMilliseconds + 1)
    try await station.dropExpired()
    await #expect(throws: VisitDeskRefusal.visitExpired(StationBench.day)) {
      try await station.signIn("zhang", password: StationBench.password, to: bench.visit)
    }
    #expect(station.desk(of: bench.visit) == nil)
    let packets = try await bench.packets(of: station)
    #expect(packets.count == before)
    #expect(packets.contains { $0.manifest.files.first?.role == "original" })
    // Nothing is left that the key would open, not even by who knows it.
    let names = try await station.database.read { sql in
      try sql.rows("SELECT sealed FROM happening").map { try $0.blob("sealed") }
    }
    #expect(names.filter { !$0.isEmpty }.isEmpty)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: station.folder.sealedPath).filter { $0.count > 60 }.isEmpty)
  }

  @Test("Promise 2: a visit taken along anew has one desk, and no serial is given twice")
  func takenAnew() async throws {
    let bench = try StationBench(people: 3)
    let (station, old) = try await bench.desk()
    try await bench.shoot(0, on: old)
    try await station.take(bench.file(for: station.card, id: "file-2"))
    let (new, _) = try await station.signIn("zhang", password: StationBench.password, to: bench.visit)
    #expect(new !== old && new.head.id == "file-2")
    await #expect(throws: VisitDeskRefusal.visitUnknown) { try await old.take(bench.arrived(try bench.shot(1))) }
    try await bench.shoot(1, on: new)
    #expect(await new.view.log.shots.values.map(\.serial).sorted() == [10_001, 10_002])
  }

  @Test func whoGuessesFromElsewhereDoesNotMakeTheCrewWait() async throws {
    let bench = try StationBench(people: 1)
    let station = try await bench.open()
    try await station.take(bench.file(for: station.card))
    for _ in 0...VisitDeskLimits.freeTries {
      await #expect(throws: VisitDeskRefusal.wrongPassword) {
        try await station.signIn("zhang", password: "错", to: bench.visit, from: "10.0.0.9")
      }
    }
    _ = try await station.signIn("zhang", password: StationBench.password, to: bench.visit, from: "127.0.0.1")
  }

  @Test func oneFolderHasOneStation() async throws {
    let bench = try StationBench(people: 1)
    let station = try await bench.open()
    await #expect(throws: VisitDeskRefusal.folderTaken) { try await bench.open() }
    #expect(station.card.name == "1 号工作站")
    try FileManager.default.createDirectory(atPath: bench.folder.path("strange"), withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(filePath: bench.folder.path("strange/file.txt")))
    await #expect(throws: VisitDeskRefusal.folderForeign(path: bench.folder.path("strange"))) {
      try await bench.open("strange")
    }
  }
}
