import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Workflow

/// What keepers of a campaign decide: stations that are lost, packets that do not fit, packets that do not come.
@Suite struct StationReviewTests {
  @Test("A revoked station's later packets wait; accepted they count, refused they stay", arguments: SQLEngine.allCases)
  func revoked(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let planner = desk.door.planner
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let person = try await desk.id(0)
    try await desk.send(station.happening(desk.checkIn(person, 1, range: 1), by: desk.by, at: desk.now), from: station, file)
    await #expect(throws: StationRefusal.notTyped("1 号工作站")) {
      try await desk.center.revokeStation(station.card.id, reason: "丢了", typed: "1号", by: planner)
    }
    await #expect(throws: StationRefusal.noReason) {
      try await desk.center.revokeStation(station.card.id, reason: " ", typed: "1 号工作站", by: planner)
    }
    try await desk.center.revokeStation(station.card.id, reason: "电脑丢了", typed: "1 号工作站", by: planner)
    let shot = TestStation.shot(1, of: person, range: 1)
    let late = station.happening(.shot(shot.deed), by: desk.by, at: desk.now)
    #expect(try await desk.send(late, from: station, file, files: shot.files).state == .review)
    let other = station.happening(.excused(person: person, reason: "身体不适"), by: desk.by, at: desk.now)
    #expect(try await desk.send(other, from: station, file).state == .review)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM shot") == 0)
    let waiting = try await desk.center.packetsInReview(campaignID: desk.campaignID, by: planner)
    #expect(waiting.map(\.kind) == ["照片", "当天不拍"] && waiting.allSatisfy { $0.why == "工作站已停用" })
    await #expect(throws: StationRefusal.noReason) {
      try await desk.center.acceptPacket(late.id, campaignID: desk.campaignID, reason: "", by: planner)
    }
    try await desk.center.acceptPacket(late.id, campaignID: desk.campaignID, reason: "丢失前拍的", by: planner)
    #expect(try await desk.bindings() == [person])
    try await desk.center.refusePacket(other.id, campaignID: desk.campaignID, reason: "不是我们写的", by: planner)
    await #expect(throws: StationRefusal.reviewedAlready) {
      try await desk.center.acceptPacket(other.id, campaignID: desk.campaignID, reason: "再看", by: planner)
    }
    #expect(try await desk.center.packetsInReview(campaignID: desk.campaignID, by: planner).isEmpty)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM person_excused") == 0)
    #expect(
      Array(try await desk.door.desk.province.journaledActions().filter { $0.hasPrefix("packet.") || $0 == "station.revoked" })
        == ["station.revoked", "packet.to-review", "packet.to-review", "packet.accepted", "packet.refused"])
    // it takes no visit along any more, and sees nothing
    await #expect(throws: StationRefusal.revoked) { _ = try await desk.take(station) }
    await #expect(throws: StationRefusal.revoked) {
      _ = try await desk.center.happenings(of: 1, campaignID: desk.campaignID, known: [:], for: station.card.id)
    }
  }

  @Test("What still does not fit goes on waiting", arguments: SQLEngine.allCases)
  func stillWrong(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let wrong = station.happening(desk.checkIn(try await desk.id(0), 1, range: 2), by: desk.by, at: desk.now)
    try await desk.send(wrong, from: station, file)
    await #expect(throws: StationRefusal.stillDoesNotFit("排队号 20001 不在这台工作站的号段里")) {
      try await desk.center.acceptPacket(wrong.id, campaignID: desk.campaignID, reason: "看过", by: desk.door.planner)
    }
    #expect(try await desk.center.packetsInReview(campaignID: desk.campaignID, by: desk.door.planner).count == 1)
    await #expect(throws: StationRefusal.packetUnknown) {
      try await desk.center.refusePacket("none", campaignID: desk.campaignID, reason: "看过", by: desk.door.planner)
    }
  }

  @Test(
    "The overview: pace, queue, missing by class, gaps; a gap is given up, and its packet counts when it comes",
    arguments: SQLEngine.allCases)
  func overview(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let planner = desk.door.planner
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let person = try await desk.id(0)
    try await desk.send(station.happening(desk.checkIn(person, 1, range: 1), by: desk.by, at: desk.now), from: station, file)
    let lost = station.happening(desk.checkIn(try await desk.id(1), 2, range: 1), by: desk.by, at: desk.now)
    let shot = TestStation.shot(
      1, of: person, range: 1, problems: [ShotProblem(check: "eyes-open", isFailure: false, chinese: "看一下眼睛")])
    try await desk.send(
      station.happening(.shot(shot.deed), by: desk.by, at: desk.now), from: station, file, files: shot.files)
    try await desk.send(
      station.happening(.chosen(shot: shot.deed.id, person: person), by: desk.by, at: desk.now), from: station, file)
    func now() async throws -> StationsVisit {
      try #require(try await desk.center.stationsOverview(campaignID: desk.campaignID, by: planner).first)
    }
    var visit = try await now()
    #expect(visit.stations.map(\.missingPackets) == [1] && visit.stations.map(\.packets) == [3] && visit.captured == 0)
    #expect(visit.queue == 1 && visit.stations.map(\.shots) == [0])
    #expect(
      try await desk.center.giveUpMissingPackets(of: station.card.id, campaignID: desk.campaignID, by: planner) == 1)
    visit = try await now()
    #expect(visit.stations.map(\.missingPackets) == [0] && visit.captured == 1 && visit.queue == 0)
    #expect(visit.stations.map(\.pace) == [1] && visit.stations.map(\.letter) == ["A"])
    #expect(visit.findings.map(\.check) == ["eyes-open"] && visit.missing.map { $0.heads - $0.captured } == [11, 18])
    // it comes all the same
    #expect(try await desk.send(lost, from: station, file).state == .taken)
    #expect(try await now().queue == 1)
    #expect(try await desk.reviewed().isEmpty)
  }

  @Test("A stick: every packet once, a cut end is said and everything before it taken", arguments: SQLEngine.allCases)
  func stick(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    var bundle = Array("BYPS".utf8) + [1]
    func add(_ packet: [UInt8]) { bundle += (0..<8).map { UInt8(truncatingIfNeeded: packet.count >> (8 * $0)) } + packet }
    for number in 0..<3 {
      add(
        try station.packet(
          station.happening(desk.checkIn(try await desk.id(number), number + 1, range: 1), by: desk.by, at: desk.now),
          for: file.head))
    }
    add(Array("garbage".utf8))
    let shot = TestStation.shot(1, of: try await desk.id(0), range: 1)
    add(
      try station.packet(
        station.happening(.shot(shot.deed), by: desk.by, at: desk.now), for: file.head, files: shot.files))
    func imported(_ bytes: [UInt8]) async throws -> PacketsImported {
      try await desk.center.importPackets(
        path: try desk.door.desk.file("").writing(bytes), campaignID: desk.campaignID,
        by: desk.door.planner)
    }
    let cut = try await imported(Array(bundle.dropLast(5)))
    #expect(cut.taken == 3 && cut.refused == 1 && cut.isCut && cut.chinese.contains("最后一个包不完整"))
    #expect(cut.lines.map(\.number) == [4] && cut.lines.map(\.outcome) == ["不是拍摄数据包"])
    let whole = try await imported(bundle)
    #expect(whole.known == 3 && whole.taken == 1 && whole.refused == 1 && !whole.isCut)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM shot") == 1)
    await #expect(throws: StationRefusal.notABundle) { _ = try await imported(Array("PK".utf8)) }
  }
}

extension String {
  /// The path, with these bytes in its file.
  fileprivate func writing(_ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: self))
    return self
  }
}
