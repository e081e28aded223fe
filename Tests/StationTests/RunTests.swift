import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// Promise 2 at the station: what does not fit is shown at once, held back as a run, repaired as a whole by two people.
@Suite("Promise 2: what does not fit is shown at once, held back as a run, repaired as a whole by two people") struct RunTests {
  @Test func neighboursInEachOthersPlaceAreFoundAndRepairedByTwo() async throws {
    let bench = try StationBench(people: 6)
    let (station, desk) = try await bench.desk()
    for (at, shown) in [(0, 0), (1, 2), (2, 1), (3, 3), (4, 4)] { try await bench.shoot(at, shown: shown, on: desk) }
    let finding = try #require(await desk.findings.first)
    #expect(finding.finding.kind == .swapped)
    #expect(finding.shots.map(\.serial) == [10_002, 10_003])
    #expect(await desk.quarantined.count == 2)
    let own = SecondPerson("zhang", password: StationBench.password)
    await #expect(throws: VisitDeskRefusal.secondIsFirst) {
      try await desk.repair(finding.id, second: own, by: bench.first)
    }
    await #expect(throws: VisitDeskRefusal.wrongPassword) {
      try await desk.repair(finding.id, second: SecondPerson("li", password: "错"), by: bench.first)
    }
    try await desk.repair(finding.id, second: bench.second, by: bench.first)
    var view = await desk.view
    #expect(view.log.keptShot(of: bench.person(1))?.serial == 10_003)
    #expect(view.log.keptShot(of: bench.person(2))?.serial == 10_002)
    #expect(view.findings.isEmpty)
    // Reversible, by two again.
    let repair = try #require(view.log.standingRepairs.first)
    #expect(repair.second == "account-2")
    try await desk.takeBack(repair.id, second: bench.second, by: bench.first)
    view = await desk.view
    #expect(view.log.keptShot(of: bench.person(1))?.serial == 10_002)
    #expect(view.log.standingRepairs.isEmpty)
    // What was done stands in the packets for the center.
    let deeds = try await bench.packets(of: station).map { try StationBench.happening(in: $0).deed }
    #expect(deeds.contains { if case .repaired(let deed) = $0 { deed.repair.moves.count == 2 } else { false } })
    #expect(deeds.contains { if case .repairTakenBack = $0 { true } else { false } })
  }

  @Test func whatIsHeldBackIsToldToTheCenterAndLetGoAgain() async throws {
    let bench = try StationBench(people: 6)
    let (station, desk) = try await bench.desk()
    for (at, shown) in [(0, 0), (1, 2), (2, 1), (3, 3)] { try await bench.shoot(at, shown: shown, on: desk) }
    #expect(await Set(desk.view.log.held.keys) == desk.quarantined)
    let finding = try #require(await desk.findings.first)
    try await desk.settle(finding.id, second: bench.second, by: bench.first)
    #expect(await desk.view.log.held.isEmpty)
    let told = try await bench.packets(of: station).compactMap { packet -> [HeldShot]? in
      guard case .heldBack(let held) = try StationBench.happening(in: packet).deed else { return nil }
      return held
    }
    let why = finding.finding.chinese
    #expect(Set(told.last { !$0.isEmpty } ?? []) == Set(finding.shots.map { HeldShot(shot: $0.id, why: why) }))
    #expect(told.last == [])
  }

  @Test func aSkippedScanShiftsARunAndTheWholeRunIsRepaired() async throws {
    let bench = try StationBench(people: 10)
    let (_, desk) = try await bench.desk()
    try await bench.shoot(0, on: desk)
    // Person 1 is photographed under person 2's scan, and so on: everybody sits one scan too early.
    for at in 2..<9 { try await bench.shoot(at, shown: at - 1, on: desk) }
    let finding = try #require(await desk.findings.first { $0.finding.repair != nil })
    #expect(finding.finding.isGoingOn)
    #expect(finding.shots.count == 7)
    try await desk.repair(finding.id, second: bench.second, by: bench.first)
    let log = await desk.view.log
    for at in 3..<8 {
      #expect(log.keptShot(of: bench.person(at))?.deed.sha256 == StationDarkroom.hash(of: try bench.shot(at)))
    }
    #expect(log.keptShot(of: bench.person(8)) == nil)
  }

  @Test func theSameAfterARestart() async throws {
    let bench = try StationBench(people: 6)
    let (station, desk) = try await bench.desk()
    for (at, shown) in [(0, 0), (1, 2), (2, 1), (3, 3), (4, 4)] { try await bench.shoot(at, shown: shown, on: desk) }
    let before = await desk.findings.map(\.id)
    let log = await desk.view.log
    await station.close()
    try await bench.reopened { again in
      #expect(await again.findings.map(\.id) == before)
      #expect(await again.view.log.happenings == log.happenings)
      #expect(await again.view.log.chosen == log.chosen)
    }
  }

  @Test func peopleWhoLookedAreNotAskedAgain() async throws {
    let bench = try StationBench(people: 6)
    let (_, desk) = try await bench.desk()
    for (at, shown) in [(0, 0), (1, 2), (2, 1), (3, 3)] { try await bench.shoot(at, shown: shown, on: desk) }
    let finding = try #require(await desk.findings.first)
    try await desk.settle(finding.id, second: bench.second, by: bench.first)
    try await bench.shoot(4, on: desk)
    #expect(await desk.findings.isEmpty)
    #expect(await desk.view.log.keptShot(of: bench.person(1))?.serial == 10_002)
  }
}

extension StationBench {
  /// The same folder opened once more, as after a power cut.
  func reopened(_ work: (VisitDesk) async throws -> Void) async throws {
    // The lock goes with the last reference; a test's own may live a moment longer.
    for _ in 0..<100 {
      do {
        let station = try await open()
        let (desk, _) = try await station.signIn("zhang", password: Self.password, to: visit)
        try await work(desk)
        await station.close()
        return
      } catch VisitDeskRefusal.folderTaken { try await Task.sleep(for: .milliseconds(20)) }
    }
    throw VisitDeskRefusal.folderTaken
  }
}
