import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A1, A9.3: what a station takes along: whom to expect, and nobody else can read it.
@Suite struct VisitFileTests {
  private func open(_ file: VisitFileMade) throws -> TakeAlong {
    let parts = try VisitFile.open(file.bytes, key: file.key)
    return try JSONDecoder().decode(TakeAlong.self, from: Data(try #require(parts.first)))
  }

  @Test(
    "A9.3: the visit's people with marks that find them by identity number, turns, crew, hosts", arguments: SQLEngine.allCases)
  func contents(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    try await desk.door.desk.province.handInSlip(
      [ShootingPoint(leader: PointPerson(name: "赵示例"), coordinators: [PointPerson(name: "钱示例"), PointPerson()])],
      campaignID: desk.campaignID, institutionID: desk.door.placeID)
    let file = try await desk.take(TestStation(1))
    try VisitFile.check(file.bytes, signedBy: Array(try #require(Data(base64Encoded: file.head.centerKey))))
    let along = try open(file)
    #expect(along.people.count == 30 && along.turns.map(\.heads) == [12, 18] && along.regime == .roster)
    #expect(along.hosts.map(\.name) == ["赵示例", "钱示例"] && along.hosts.map(\.duty) == ["负责人", "工作人员"])
    #expect(along.crewMembers.map(\.account) == [desk.by])
    let key = Array(try #require(Data(base64Encoded: along.markKey)))
    let number = IDNumber(storedKind: .resident, value: MadeUp.idNumber(7))
    let found = along.people.filter { $0.person.marks == [scanMark(number.comparisonKey, key: key)] }
    let seventh = try await desk.id(7)
    #expect(found.map(\.person.id) == [seventh] && found.first?.born == number.birthDate)
    // the number itself is not in it, nor a name in the open part
    let plain = try VisitFile.open(file.bytes, key: file.key).flatMap(\.self)
    #expect(!String(decoding: plain, as: UTF8.self).contains(MadeUp.idNumber(7)))
    #expect(!String(decoding: file.bytes, as: UTF8.self).contains("张䶮"))
    #expect(file.head.expiresAt == desk.door.day.adding(days: 4).startMilliseconds && file.head.range == 1)
    #expect(file.head.slots.map(\.signInName) == ["photographer"])
  }

  @Test("Taken again: another file, the same key and range; a second station another range", arguments: SQLEngine.allCases)
  func again(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let first = try await desk.take(TestStation(1))
    let again = try await desk.take(TestStation(1))
    let second = try await desk.take(TestStation(2))
    #expect(again.head.id != first.head.id && again.key == first.key && again.head.range == 1)
    #expect(try open(again).markKey == open(first).markKey)
    #expect(second.key != first.key && second.head.range == 2)
    // What stations of one visit tell each other is sealed under a key that all of them have.
    let peerKey = try #require(try open(first).peerKey)
    #expect(Data(base64Encoded: peerKey)?.count == 32)
    #expect(try [open(again).peerKey, open(second).peerKey] == [peerKey, peerKey])
    #expect(
      try await desk.door.desk.province.journaledActions().filter { $0.hasPrefix("station.") || $0.hasPrefix("visit-file.") }
        == ["station.enrolled", "visit-file.made", "visit-file.made", "station.enrolled", "visit-file.made"])
    // only taken along: the schedule may still be changed
    #expect(try await desk.center.records.read { try $0.begunVisits(desk.campaignID) }.isEmpty)
  }

  @Test(
    "Refused: another crew, a day that is over, a card with another key, a crew without a password",
    arguments: SQLEngine.allCases)
  func refused(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let station = try TestStation(1)
    let other = Photographer(accountID: try await desk.door.desk.province.account(.photographer, "other"))
    await #expect(throws: CaptureRefusal.visitUnknown) {
      _ = try await desk.center.visitFile(for: station.card, of: 1, campaignID: desk.campaignID, by: other)
    }
    _ = try await desk.take(station)
    var forged = station.card
    forged.key = try TestStation(2).card.key
    let stolen = forged
    await #expect(throws: StationRefusal.keyDiffers) {
      _ = try await desk.center.visitFile(for: stolen, of: 1, campaignID: desk.campaignID, by: desk.door.photographer)
    }
    #expect(throws: StationRefusal.cardUnreadable) { try StationCard.read("{\"id\":\"x\",\"name\":\"a\",\"key\":\"\"}") }
    #expect(try StationCard.read(String(decoding: JSONEncoder().encode(station.card), as: UTF8.self)) == station.card)
    try desk.door.go(to: 500, daysAfter: 1)
    await #expect(throws: StationRefusal.visitOver(desk.door.day)) { _ = try await desk.take(station) }
    let fresh = try await DoorDesk(on: engine)
    _ = try await fresh.center.prepareCenter()
    await #expect(throws: StationRefusal.noCrewPassword) {
      _ = try await fresh.center.visitFile(for: station.card, of: 1, campaignID: fresh.campaignID, by: fresh.photographer)
    }
    #expect(try await fresh.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM station") } == 0)
  }

  @Test("The crew's password opens the file where there is no network, another does not", arguments: [SQLEngine.sqlite])
  func slots(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let file = try await desk.take(TestStation(1))
    let slot = try #require(file.head.slots.first)
    let stored = try await desk.texts("SELECT argon2id AS t FROM password WHERE account_id = '\(desk.by)'")
    // the station makes the hash anew from the typed password; here it is the stored one
    let hash = try #require(stored.first?.split(separator: "$").last)
    let padded = String(hash) + String(repeating: "=", count: (4 - hash.utf8.count % 4) % 4)
    let bytes = Array(try #require(Data(base64Encoded: padded)))
    #expect(KeySlot.unwrap(slot.wrapped, argon: slot.argon, hash: bytes) == file.key)
    #expect(KeySlot.unwrap(slot.wrapped, argon: slot.argon, hash: bytes.reversed()) == nil)
    #expect(!slot.argon.contains(hash))
  }
}
