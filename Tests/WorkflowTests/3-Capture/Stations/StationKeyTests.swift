import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Workflow

/// The center's keys for packets, and what of capture is sealed at rest.
@Suite struct StationKeyTests {
  @Test("A key file of an earlier program gets a key for packets when the center is opened to work, not to be looked at")
  func earlierFile() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let first = try await data.open()
    await first.close()
    try KeyRing.withLock(path: first.keysPath) {
      var contents = try KeyRing.read(path: first.keysPath).contents
      contents.keys.removeAll { $0.purpose == .packets }
      contents.exportedAt = 1
      try KeyRing(contents: contents).write(path: first.keysPath)
    }
    #expect(throws: KeyRefusal.incomplete) { try KeyRing.read(path: first.keysPath).packetRecipient() }
    let open = try await data.open()
    let recipient = try open.keys.current.packetRecipient()
    #expect(try KeyRing.read(path: first.keysPath).packetRecipient() == recipient)
    #expect(open.keys.current.exportedAt == nil, "an export without it is none")
    // rotated: a new one to seal for, the old one to read with
    try await open.makeNewKeys(by: MachineOperator())
    #expect(try open.keys.current.packetRecipient() != recipient)
    var station = try TestStation(1)
    let packet = try station.packet(
      station.happening(.noticed(StationNotice(kind: .diskFull, chinese: "满")), by: "a", at: 1),
      for: TakeAlongHead(
        id: "", campaign: "c", visit: 1, day: CalendarDay(dayNumber: 0), station: "", range: 1, recipient: recipient.id,
        recipientKey: recipient.publicKey, center: "", centerKey: "", issuedAt: 0, expiresAt: 0, slots: []))
    let own = Array(try #require(Data(base64Encoded: station.card.key)))
    #expect(try open.keys.current.packetOpener().open(packet) { _ in own }.head.station == station.card.id)
    await open.close()
  }

  @Test("Rotation: happenings, packets and pictures are sealed anew, and open", arguments: SQLEngine.allCases)
  func rotated(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let person = try await desk.id(0)
    let shot = TestStation.shot(1, of: person, range: 1)
    try await desk.send(station.happening(desk.checkIn(person, 1, range: 1), by: desk.by, at: desk.now), from: station, file)
    try await desk.send(
      station.happening(.shot(shot.deed), by: desk.by, at: desk.now), from: station, file, files: shot.files)
    let old = desk.center.keys.current
    desk.center.keys.replace(with: try old.rotated(at: desk.now, chance: .seeded(77)))
    let center = desk.center
    for kind in SealedValues.all {
      var cursor: String? = ""
      while let after = cursor { cursor = try await center.records.write { try $0.reencrypt(kind, after: after).next } }
    }
    #expect(
      try await center.records.read { transaction in
        try SealedValues.all.reduce(0) { try $0 + transaction.countUnderOldKeys($1) }
      } == 0)
    #expect(try await center.records.read { try $0.filesUnderOldKeys() } == 3)
    // the same visit's key is still the same, under the new key
    let again = try await desk.take(station)
    #expect(again.key == file.key && again.head.recipient != file.head.recipient)
    // what was sealed for the old key is taken
    let next = station.happening(.chosen(shot: shot.deed.id, person: person), by: desk.by, at: desk.now)
    #expect(try await desk.send(next, from: station, file).state == .taken)
    #expect(try await desk.chosen() == [person: 10_001])
  }

  @Test("Every file that a packet brought is named: the doctor and the back-up know it", arguments: [SQLEngine.sqlite])
  func named(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let shot = TestStation.shot(1, of: nil, range: 1)
    try await desk.send(
      station.happening(.shot(shot.deed), by: desk.by, at: desk.now), from: station, file, files: shot.files)
    #expect(try await desk.center.records.read { try $0.namedFiles() }.count == 3)
    #expect(try await desk.bindings() == ["-"])
  }
}
