import Foundation
import GraduatePhotos
import Synchronization
import TestSupport
import Testing

@testable import Station

/// Stations of one visit that have no center in reach.
@Suite("A9.3: stations of one visit tell each other what happened, without the center") struct PeerTests {
  /// Stations by address, in one process; what passes between them is kept.
  final class Wire: PeerLink {
    let stations: [String: Station]
    let passed = Mutex<[[UInt8]]>([])

    init(_ stations: [String: Station]) { self.stations = stations }

    func ask(_ address: String, _ envelope: PeerEnvelope) async throws -> [UInt8] {
      guard let station = stations[address] else { throw CenterRefusal(code: "peer.unreachable", message: "连不上") }
      let body = Array(try JSONEncoder().encode(envelope))
      let reply = try await station.answerPeer(body)
      passed.withLock { $0 += [body, reply] }
      return reply
    }
  }

  private func peer(
    _ bench: StationBench, _ name: String, range: Int, plan: TakeAlong? = nil
  ) async throws -> (Station, VisitDesk) {
    let station = try await bench.open(name)
    try await station.take(bench.file(for: station.card, range: range, plan: plan))
    return (station, try await station.signIn("zhang", password: StationBench.password, to: bench.visit).0)
  }

  @Test func oneAddressIsEnoughForBoth() async throws {
    let bench = try StationBench(people: 4)
    let (door, doorDesk) = try await peer(bench, "door", range: 1)
    let (camera, cameraDesk) = try await peer(bench, "camera", range: 2)
    _ = try await doorDesk.checkIn(bench.person(0), by: bench.first)
    bench.clock.advance(seconds: 5)
    try await bench.shoot(1, on: cameraDesk)
    let wire = Wire(["http://door:8090": door])
    try await camera.addPeer("door", of: bench.visit)
    let loop = PeerLoop(station: camera, link: wire)
    await loop.round()
    #expect(await cameraDesk.view.log.checkIns[bench.person(0)]?.deed.queue == 10_001)
    #expect(await doorDesk.view.log.keptShot(of: bench.person(1))?.serial == 20_001)
    #expect(await doorDesk.view.log.happenings == cameraDesk.view.log.happenings)
    let line = try #require(try await loop.lines(of: bench.visit).first)
    #expect(line.name == "1 号工作站" && line.contact == .good(bench.clock.clock.now()))
    // What was told is kept, but only its own station hands it to the center.
    let ids = try await bench.packets(of: camera).map { try StationBench.happening(in: $0).station }
    #expect(Set(ids) == [camera.card.id])
    // Nothing new, nothing asked twice: one question.
    let before = wire.passed.withLock { $0.count }
    await loop.round()
    #expect(wire.passed.withLock { $0.count } == before + 2)
    // Nothing readable passes between them.
    let text = wire.passed.withLock { $0.map { String(decoding: $0, as: UTF8.self) } }.joined()
    #expect(!text.contains(bench.person(0)) && !text.contains("毕业生"))
  }

  @Test func aThirdStationHearsOfTheFirstThroughTheSecond() async throws {
    let bench = try StationBench(people: 3)
    let (first, firstDesk) = try await peer(bench, "first", range: 1)
    let (second, _) = try await peer(bench, "second", range: 2)
    let (third, thirdDesk) = try await peer(bench, "third", range: 3)
    _ = try await firstDesk.checkIn(bench.person(2), by: bench.first)
    let wire = Wire(["http://first:8090": first, "http://second:8090": second])
    try await second.addPeer("first", of: bench.visit)
    try await third.addPeer("second", of: bench.visit)
    await PeerLoop(station: second, link: wire).round()
    await PeerLoop(station: third, link: wire).round()
    #expect(await thirdDesk.view.log.checkIns[bench.person(2)] != nil)
  }

  @Test func moreThanOneQuestionHoldsIsToldInSeveral() async throws {
    let bench = try StationBench(people: 1)
    let (door, doorDesk) = try await peer(bench, "door", range: 1)
    let (camera, cameraDesk) = try await peer(bench, "camera", range: 2)
    let notice = StationNotice(kind: .clockJumped, chinese: "时钟")
    for _ in 0..<12 {
      try await doorDesk.record(Array(repeating: .noticed(notice), count: 100), by: "account-1")
      try await cameraDesk.record(Array(repeating: .noticed(notice), count: 100), by: "account-1")
    }
    try await camera.addPeer("door", of: bench.visit)
    await PeerLoop(station: camera, link: Wire(["http://door:8090": door])).round()
    #expect(await doorDesk.view.log.happenings.count == 2_400)
    #expect(await cameraDesk.view.log.happenings.count == 2_400)
  }

  @Test func whoHasAnotherKeyLearnsNothingAndTellsNothing() async throws {
    let bench = try StationBench(people: 2)
    let (door, doorDesk) = try await peer(bench, "door", range: 1)
    _ = try await doorDesk.checkIn(bench.person(0), by: bench.first)
    var plan = bench.plan
    plan.peerKey = Data(repeating: 6, count: 32).base64EncodedString()
    let (camera, cameraDesk) = try await peer(bench, "camera", range: 2, plan: plan)
    _ = try await cameraDesk.checkIn(bench.person(1), by: bench.first)
    try await camera.addPeer("door", of: bench.visit)
    let loop = PeerLoop(station: camera, link: Wire(["http://door:8090": door]))
    await loop.round()
    let contact = try await loop.lines(of: bench.visit).first?.contact
    #expect(contact == .lost(bench.clock.clock.now(), VisitDeskRefusal.notAPeer.message))
    #expect(await doorDesk.view.log.checkIns.count == 1)
    #expect(await cameraDesk.view.log.checkIns.count == 1)
    await #expect(throws: VisitDeskRefusal.notAPeer) { try await door.answerPeer(Array("[]".utf8)) }
  }

  @Test func aFileFromBeforeSaysWhatToDo() async throws {
    let bench = try StationBench(people: 1)
    var plan = bench.plan
    plan.peerKey = nil
    let (camera, _) = try await peer(bench, "camera", range: 1, plan: plan)
    try await camera.addPeer("10.0.0.9", of: bench.visit)
    let loop = PeerLoop(station: camera, link: Wire([:]))
    await loop.round()
    #expect(
      try await loop.lines(of: bench.visit).first?.contact
        == .lost(bench.clock.clock.now(), VisitDeskRefusal.noPeerKey.message))
  }

  @Test func aStationThatIsSilentIsAskedAgain() async throws {
    let bench = try StationBench(people: 1)
    let (camera, _) = try await peer(bench, "camera", range: 1)
    try await camera.addPeer("door", of: bench.visit)
    let loop = PeerLoop(station: camera, link: Wire([:]))
    await loop.round()
    let since = bench.clock.clock.now()
    bench.clock.advance(seconds: 60)
    await loop.round()
    #expect(try await loop.lines(of: bench.visit).first?.contact == .lost(since, "连不上"))
    try await camera.removePeer("http://door:8090", of: bench.visit)
    #expect(try await loop.lines(of: bench.visit).isEmpty)
  }

  @Test func addressesAreReadAsPeopleTypeThem() async throws {
    #expect(PeerAddress.read(" 192.168.1.20:8090 ") == "http://192.168.1.20:8090")
    #expect(PeerAddress.read("192.168.1.20") == "http://192.168.1.20:8090")
    #expect(PeerAddress.read("HTTP://camera.lan:9000/") == "http://camera.lan:9000")
    #expect(PeerAddress.read("https://camera.lan") == "https://camera.lan")
    for wrong in ["", "ftp://a", "http://u:p@a", "a/b", "a?b", "http://", "第二台"] {
      #expect(PeerAddress.read(wrong) == nil, "\(wrong)")
    }
    let bench = try StationBench(people: 1)
    let (camera, _) = try await peer(bench, "camera", range: 1)
    for number in 1...VisitDeskLimits.peers { try await camera.addPeer("10.0.0.\(number)", of: bench.visit) }
    await #expect(throws: VisitDeskRefusal.tooManyPeers(limit: VisitDeskLimits.peers)) {
      try await camera.addPeer("10.0.1.1", of: bench.visit)
    }
    await #expect(throws: VisitDeskRefusal.notAStationAddress("a/b")) { try await camera.addPeer("a/b", of: bench.visit) }
  }
}
