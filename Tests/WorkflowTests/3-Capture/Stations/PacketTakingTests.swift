import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N3, A9.3: what stations hand over comes in exactly once, in order, and nothing of it is lost.
@Suite struct PacketTakingTests {
  @Test("A person comes, is shot, and the picture is his: rows, files, journal", arguments: SQLEngine.allCases)
  func wholeWay(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let person = try await desk.id(0)
    let shot = TestStation.shot(1, of: person, range: 1)
    let deeds: [(Deed, [(role: String, bytes: [UInt8])])] = [
      (desk.checkIn(person, 1, range: 1), []), (.seated(SeatDeed(person: person)), []), (.shot(shot.deed), shot.files),
      (.chosen(shot: shot.deed.id, person: person), []),
    ]
    for (deed, files) in deeds {
      let happening = station.happening(deed, by: desk.by, at: desk.now)
      #expect(try await desk.send(happening, from: station, file, files: files).state == .taken)
      // a lost reply: sent again, nothing happens twice
      #expect(try await desk.send(happening, from: station, file, files: files).state == .known)
    }
    #expect(try await desk.reviewed().isEmpty)
    #expect(try await desk.bindings() == [person])
    #expect(try await desk.chosen() == [person: 10_001])
    #expect(try await desk.count("SELECT queue_number AS n FROM check_in WHERE slot = ''") == 10_001)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM happening") == 4)
    // the original comes back byte for byte, and lies encrypted
    let stored = try await desk.center.records.read { transaction in
      try #require(try transaction.row("SELECT id, stored_hash, key_id, sha256 FROM packet_file WHERE role = 'original'"))
    }
    let sealed = try await desk.center.photos.read(try #require(PhotoHash(stored.text("stored_hash"))))
    let plain = try desk.center.keys.current.open(
      sealed, under: stored.text("key_id"), as: "packet_file:\(try stored.text("id"))")
    #expect(plain == shot.files[0].bytes && sealed != plain)
    #expect(try stored.text("sha256") == shot.deed.sha256)
    #expect(
      try await desk.door.desk.province.journaledActions().suffix(4) == [
        "check-in.made", "visit.noted", "shot.taken", "shot.chosen",
      ])
    #expect(try await desk.center.records.read { try $0.begunVisits(desk.campaignID) } == [1])
  }

  @Test(
    "Promise 2: what a station holds back is held back here, with the reason, until it lets go", arguments: SQLEngine.allCases)
  func heldBack(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let people = try await [desk.id(0), desk.id(1)]
    let shots = people.enumerated().map { TestStation.shot($0.offset + 1, of: $0.element, range: 1) }
    for shot in shots {
      try await desk.send(
        station.happening(.shot(shot.deed), by: desk.by, at: desk.now), from: station, file, files: shot.files)
    }
    func hold(_ shots: [ShotDeed], because why: String) async throws {
      let held = shots.map { HeldShot(shot: $0.id, why: why) }
      try await desk.send(station.happening(.heldBack(held), by: desk.by, at: desk.now), from: station, file)
    }
    func lines() async throws -> [String] {
      try await desk.texts(
        "SELECT s.serial || ' ' || h.why AS t FROM shot_held_back h JOIN shot s ON s.id = h.shot_id ORDER BY s.serial")
    }
    try await hold(shots.map(\.deed), because: "像是互相拿错了")
    #expect(try await lines() == ["10001 像是互相拿错了", "10002 像是互相拿错了"])
    let visit = try await desk.center.stationsOverview(campaignID: desk.campaignID, by: desk.door.planner).first
    #expect(visit?.held.map(\.shots) == [2] && visit?.held.map(\.why) == ["像是互相拿错了"])
    try await hold([shots[1].deed], because: "不像所登记的人")
    #expect(try await lines() == ["10002 不像所登记的人"])
    try await hold([], because: "")
    #expect(try await lines().isEmpty)
    #expect(try await desk.reviewed().isEmpty)
  }

  @Test(
    "Order and gaps: what comes early waits, its photo is safe, and it counts when the gap is filled",
    arguments: SQLEngine.allCases)
  func gaps(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let people = [try await desk.id(0), try await desk.id(1)]
    var packets: [(Happening, [(role: String, bytes: [UInt8])])] = []
    for (number, person) in people.enumerated() {
      packets.append((station.happening(desk.checkIn(person, number + 1, range: 1), by: desk.by, at: desk.now), []))
      let shot = TestStation.shot(number + 1, of: person, range: 1)
      packets.append((station.happening(.shot(shot.deed), by: desk.by, at: desk.now), shot.files))
      packets.append((station.happening(.chosen(shot: shot.deed.id, person: person), by: desk.by, at: desk.now), []))
    }
    for number in [5, 3, 1, 4] {
      #expect(try await desk.send(packets[number].0, from: station, file, files: packets[number].1).state == .taken)
    }
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM happening") == 0)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM packet_file WHERE role = 'original'") == 2)
    try await desk.send(packets[0].0, from: station, file)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM happening") == 2)
    try await desk.send(packets[2].0, from: station, file)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM happening") == 6)
    #expect(try await desk.bindings() == people)
    #expect(try await desk.chosen() == [people[0]: 10_001, people[1]: 10_002])
    #expect(try await desk.reviewed().isEmpty)
  }

  @Test(
    "Promise 1: two stations that did not see each other: the first check-in counts, late news changes it",
    arguments: SQLEngine.allCases)
  func twoStations(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var (one, two) = (try TestStation(1), try TestStation(2))
    let (first, second) = (try await desk.take(one), try await desk.take(two))
    let person = try await desk.id(0)
    let later = one.happening(desk.checkIn(person, 1, range: 1), by: desk.by, at: desk.now + 60_000)
    try await desk.send(later, from: one, first)
    #expect(try await desk.texts("SELECT id AS t FROM check_in WHERE slot = ''") == [later.id])
    // the second station was without a network and let him in a minute before
    let earlier = two.happening(desk.checkIn(person, 1, range: 2), by: desk.by, at: desk.now)
    try await desk.send(earlier, from: two, second)
    #expect(try await desk.texts("SELECT id AS t FROM check_in WHERE slot = ''") == [earlier.id])
    #expect(try await desk.texts("SELECT check_in_id AS t FROM check_in_withdrawn") == [later.id])
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM check_in") == 2)
    // each has its range; a number of the other's does not fit
    let wrong = two.happening(desk.checkIn(try await desk.id(1), 9, range: 1), by: desk.by, at: desk.now)
    #expect(try await desk.send(wrong, from: two, second).state == .review)
    #expect(try await desk.reviewed() == ["排队号 10009 不在这台工作站的号段里"])
    // and what follows it is not held up
    let next = two.happening(desk.checkIn(try await desk.id(1), 2, range: 2), by: desk.by, at: desk.now)
    #expect(try await desk.send(next, from: two, second).state == .taken)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM check_in WHERE slot = ''") == 2)
  }

  @Test("Promise 2: a shift is repaired as a whole and taken back; portraits move along", arguments: SQLEngine.allCases)
  func repaired(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let people = [try await desk.id(0), try await desk.id(1), try await desk.id(2)]
    var moves: [ShiftRepair.Move] = []
    for number in 0..<2 {
      let shot = TestStation.shot(number + 1, of: people[number], range: 1)
      try await desk.send(
        station.happening(.shot(shot.deed), by: desk.by, at: desk.now), from: station, file, files: shot.files)
      try await desk.send(
        station.happening(.chosen(shot: shot.deed.id, person: people[number]), by: desk.by, at: desk.now), from: station, file)
      moves.append(
        ShiftRepair.Move(shot: shot.deed.id, serial: shot.deed.serial, from: people[number], to: people[number + 1]))
    }
    let repair = RepairDeed(
      id: TestStation.id("rr", 1), repair: ShiftRepair(moves: moves, peopleLeft: [people[0]]), why: "整段差一位", second: desk.by)
    try await desk.send(station.happening(.repaired(repair), by: desk.by, at: desk.now), from: station, file)
    #expect(try await desk.bindings() == [people[1], people[2]])
    #expect(try await desk.chosen() == [people[1]: 10_001, people[2]: 10_002])
    try await desk.send(
      station.happening(.repairTakenBack(repair: repair.id, second: desk.by), by: desk.by, at: desk.now), from: station, file)
    #expect(try await desk.bindings() == [people[0], people[1]])
    #expect(try await desk.chosen() == [people[0]: 10_001, people[1]: 10_002])
    // the history of every binding is there
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM shot_binding") == 6)
  }

  @Test("Many at once, each twice: none lost, none doubled", arguments: SQLEngine.allCases)
  func atOnce(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var stations: [(TestStation, VisitFileMade)] = []
    for number in 1...4 {
      let station = try TestStation(UInt8(number))
      stations.append((station, try await desk.take(station)))
    }
    var packets: [[UInt8]] = []
    for at in stations.indices {
      for number in 0..<6 {
        let shot = TestStation.shot(number + 1, of: try await desk.id(at * 6 + number), range: at + 1)
        let happening = stations[at].0.happening(.shot(shot.deed), by: desk.by, at: desk.now + Int64(number))
        packets.append(try stations[at].0.packet(happening, for: stations[at].1.head, files: shot.files))
      }
    }
    let center = desk.center
    let states = try await withThrowingTaskGroup(of: PacketTaken.State.self) { group in
      for packet in (packets + packets).shuffled() { group.addTask { try await center.receivePacket(packet).state } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(states.count { $0 == .taken } == 24 && states.count { $0 == .known } == 24)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM shot") == 24)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM happening") == 24)
    #expect(try await desk.reviewed().isEmpty)
    #expect(try await Set(desk.bindings()).count == 24)
  }
}
