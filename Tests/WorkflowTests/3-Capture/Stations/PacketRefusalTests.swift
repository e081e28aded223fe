import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Workflow

/// What is not taken, and what waits for a person: nothing that a station of ours sealed for us is thrown away.
@Suite struct PacketRefusalTests {
  @Test("Refused: a changed packet, an unknown station, another center's key, one that is cut", arguments: SQLEngine.allCases)
  func refused(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let happening = station.happening(.noticed(StationNotice(kind: .diskFull, chinese: "磁盘满")), by: desk.by, at: desk.now)
    let packet = try station.packet(happening, for: file.head)
    func refusal(_ bytes: [UInt8]) async throws -> PacketRefusal? {
      do { _ = try await desk.center.receivePacket(bytes) } catch StationRefusal.packet(let refusal) { return refusal }
      return nil
    }
    var changed = packet
    changed[packet.count - 70] ^= 1
    #expect(try await refusal(changed) == .signatureWrong)
    #expect(try await refusal(Array(packet.dropLast(3))) == .cutOff)
    #expect(try await refusal(Array("GIF89a".utf8)) == .notAPacket)
    let stranger = try TestStation(9)
    #expect(
      try await refusal(try stranger.packet(happening, for: file.head)) == .stationUnknown(stranger.card.id))
    // sealed for another center
    let other = try PacketRecipient(id: "p-other", privateKey: [UInt8](repeating: 3, count: 32))
    #expect(
      try await refusal(try station.packet(happening, for: file.head, recipient: other)) == .recipientUnknown("p-other"))
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM station_packet") == 0)
    #expect(StationRefusal.packet(.signatureWrong).code == "packet.signature-wrong")
  }

  @Test(
    "To review: unknown visit or campaign, somebody on no roster, a serial twice, a photo that is another one",
    arguments: SQLEngine.allCases)
  func toReview(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let person = try await desk.id(0)
    func notice() -> Deed { .noticed(StationNotice(kind: .inletGone, chinese: "相机断开")) }
    let elsewhere = station.happening(notice(), by: desk.by, at: desk.now)
    #expect(
      try await desk.center.receivePacket(station.packet(elsewhere, for: file.head, visit: 77)).state == .review)
    let nowhere = station.happening(notice(), by: desk.by, at: desk.now)
    #expect(
      try await desk.center.receivePacket(station.packet(nowhere, for: file.head, campaign: "no-such")).state == .review)
    let stranger = station.happening(desk.checkIn(TestStation.id("aa", 5), 1, range: 1), by: desk.by, at: desk.now)
    #expect(try await desk.send(stranger, from: station, file).state == .review)
    let shot = TestStation.shot(1, of: person, range: 1)
    try await desk.send(
      station.happening(.shot(shot.deed), by: desk.by, at: desk.now), from: station, file, files: shot.files)
    var again = shot.deed
    again.id = TestStation.id("bb", 1)
    #expect(
      try await desk.send(
        station.happening(.shot(again), by: desk.by, at: desk.now), from: station, file, files: shot.files
      ).state == .review)
    var other = TestStation.shot(2, of: person, range: 1)
    other.files[0].bytes[0] ^= 1
    #expect(
      try await desk.send(
        station.happening(.shot(other.deed), by: desk.by, at: desk.now), from: station, file, files: other.files
      ).state == .review)
    // text that no database keeps would fail for ever: it waits too
    let nul = station.happening(.excused(person: person, reason: "a\u{0}b"), by: desk.by, at: desk.now)
    #expect(try await desk.send(nul, from: station, file).state == .review)
    #expect(try await desk.reviewed().count == 6)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM shot") == 1)
    // its files are kept all the same
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM packet_file WHERE role = 'original'") == 3)
    let last = station.happening(desk.checkIn(person, 1, range: 1), by: desk.by, at: desk.now)
    #expect(try await desk.send(last, from: station, file).state == .taken)
  }

  @Test("Two packets of one number: the second waits in review, whoever made it", arguments: SQLEngine.allCases)
  func sameSequence(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    // a copied laptop counts on from the same number
    var copy = station
    let one = station.happening(desk.checkIn(try await desk.id(0), 1, range: 1), by: desk.by, at: desk.now)
    var two = copy.happening(desk.checkIn(try await desk.id(1), 2, range: 1), by: desk.by, at: desk.now)
    two.id = TestStation.id("cc", 1)
    #expect(try await desk.send(one, from: station, file).state == .taken)
    #expect(try await desk.send(two, from: copy, file).state == .review)
    #expect(try await desk.send(two, from: copy, file).state == .review, "asked again, the same answer")
    #expect(try await desk.reviewed() == ["第 1 号已有另一个数据包"])
  }

  @Test("Exceptions are told the officer, people on no list their institution", arguments: SQLEngine.allCases)
  func told(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let officer = try await desk.door.desk.province.officer()
    var station = try TestStation(1)
    let file = try await desk.take(station)
    try await desk.send(
      station.happening(
        desk.checkIn(try await desk.id(0), 1, range: 1, manner: .exception, why: "明天出国"), by: desk.by, at: desk.now),
      from: station, file)
    let spare = SparePerson(
      id: TestStation.id("dd", 1), name: "孙示例", number: "201000009999",
      turn: TurnKey(category: .regular, department: "民族学院", classGroup: "民族学9班"), note: "")
    try await desk.send(station.happening(.spare(spare), by: desk.by, at: desk.now), from: station, file)
    let shot = TestStation.shot(1, of: spare.id, range: 1)
    try await desk.send(
      station.happening(.shot(shot.deed), by: desk.by, at: desk.now), from: station, file, files: shot.files)
    #expect(try await desk.reviewed().isEmpty)
    #expect(try await desk.bindings() == [spare.id])
    let told = try await desk.center.notices(for: officer).notices
    #expect(told.contains { $0.title == "现场破例拍摄 1 人" && !$0.body.contains("出国") })
    let school = try await desk.center.notices(for: desk.door.desk.place.liaison).notices
    #expect(school.contains { $0.title == "名单外拍摄 1 人" && !$0.body.contains("孙示例") })
    // name and number lie sealed
    let rows = try await desk.center.records.read { transaction in
      try transaction.rows("SELECT id, body_sealed, key_id FROM spare_person")
    }
    #expect(rows.count == 1)
    let sealed = try #require(rows.first).blob("body_sealed")
    #expect(!String(decoding: sealed, as: UTF8.self).contains("孙示例"))
  }
}
