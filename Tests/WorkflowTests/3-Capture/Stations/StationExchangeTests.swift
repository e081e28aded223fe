import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Stations of a visit and the center's door see what the others do.
@Suite struct StationExchangeTests {
  @Test("What others did since: the door's check-ins too, each once, in order", arguments: SQLEngine.allCases)
  func exchange(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var one = try TestStation(1)
    let two = try TestStation(2)
    let first = try await desk.take(one)
    _ = try await desk.take(two)
    #expect(desk.door.queue(try await desk.door.come(0)) == 1)
    #expect(desk.door.queue(try await desk.door.come(1)) == 2)
    try await desk.center.withdrawCheckIn(
      try await desk.id(1), at: 1, campaignID: desk.campaignID, by: desk.door.photographer)
    try await desk.send(
      one.happening(desk.checkIn(try await desk.id(2), 1, range: 1), by: desk.by, at: desk.now + 1), from: one, first)
    func asked(_ known: [String: Int], by station: TestStation) async throws -> [Happening] {
      try await desk.center.happenings(of: 1, campaignID: desk.campaignID, known: known, for: station.card.id)
    }
    let door = "door-\(desk.campaignID)-1"
    let seen = try await asked([:], by: two)
    #expect(seen.map(\.station) == [door, door, door, one.card.id] && seen.map(\.sequence) == [1, 2, 3, 1])
    #expect(try await asked([door: 2], by: two).count == 2)
    #expect(try await asked([door: 3, one.card.id: 1], by: two).isEmpty)
    #expect(try await asked([:], by: one).count == 3, "its own are its own")
    // what both say of the day is the same
    let log = VisitLog(seen)
    #expect(log.checkIns.count == 2 && log.queue.map(\.deed.queue) == [1, 10_001])
    // who stands checked in by a station is in the door's queue, and may be taken back there
    guard case .already(let line) = try await desk.door.come(2) else {
      Issue.record("checked in twice")
      return
    }
    #expect(line.queueNumber == 10_001 && StationNumbers.queueText(line.queueNumber) == "A1")
    try await desk.center.withdrawCheckIn(
      try await desk.id(2), at: 1, campaignID: desk.campaignID, by: desk.door.photographer)
    #expect(VisitLog(try await asked([:], by: two)).queue.map(\.deed.queue) == [1])
    #expect(desk.door.queue(try await desk.door.come(3)) == 3, "the door's numbers go on")
    let stranger = try TestStation(3)
    await #expect(throws: StationRefusal.stationUnknown) { _ = try await asked([:], by: stranger) }
  }

  @Test("A request is believed when its station signed it, for ten minutes", arguments: [SQLEngine.sqlite])
  func proofs(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let station = try TestStation(1)
    _ = try await desk.take(station)
    let body = Array("{}".utf8)
    func check(_ signature: String, at: Int64, body: [UInt8]) async throws {
      try await desk.center.checkProof(signature, of: station.card.id, path: "/station/happenings", at: at, body: body)
    }
    let signature = try station.proof(path: "/station/happenings", at: desk.now, body: body)
    try await check(signature, at: desk.now, body: body)
    await #expect(throws: StationRefusal.requestUnproven) { try await check(signature, at: desk.now, body: [1]) }
    await #expect(throws: StationRefusal.requestUnproven) { try await check(signature, at: desk.now + 1, body: body) }
    let old = try station.proof(path: "/station/happenings", at: desk.now - 700_000, body: body)
    await #expect(throws: StationRefusal.requestStale) { try await check(old, at: desk.now - 700_000, body: body) }
    let other = try TestStation(2).proof(path: "/station/happenings", at: desk.now, body: body)
    await #expect(throws: StationRefusal.requestUnproven) { try await check(other, at: desk.now, body: body) }
    await #expect(throws: StationRefusal.requestUnproven) { try await check("x", at: .min, body: body) }
  }
}
