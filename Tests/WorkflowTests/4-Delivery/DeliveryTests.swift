import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A5: what an institution receives, and that it can be made again.
@Suite struct DeliveryTests {
  private static let plain = DeliveryOptions(key: .idNumber, isPlain: true, plainReason: "学校没有解压软件")

  @Test("A5: a delivery holds portraits, index, page and manifest, encrypted, and checks right", arguments: SQLEngine.allCases)
  func delivered(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let preview = try await desk.preview()
    #expect(preview.portraits == 6 && preview.missing == 2 && preview.changes == nil && preview.volumes.count == 1)
    #expect(preview.classes.map(\.classGroup) == ["民族学1/2班", "民族学1班"])
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM delivery") == 0, "a look stores nothing")
    let made = try await desk.make()
    #expect(made.number == "2014-62-10730-001")
    let archive = try await desk.center.openDeliveryArchive(
      made.id, .volume(1), campaignID: desk.campaignID, by: desk.liaison)
    #expect(archive.fileName == "10730_2014-62-10730-001_加密.zip")
    let bytes = try await desk.bytes(archive, 0..<archive.byteCount)
    let facts = try await desk.facts(made.id)
    #expect(facts.volumes.map(\.sha256) == [HexText.write(SHA256Sum.of(bytes))])
    #expect(facts.volumes.map(\.byteCount) == [bytes.count])
    let report = try await desk.check(bytes, of: made.id)
    #expect(report.isRight, "\(report.chineseLines)")
    // two classes, index, searches, page, readme, two tables, six portraits
    #expect(report.rightFiles == 14, "\(report.chineseLines)")
    for secret in [MadeUp.idNumber(1), "张䶮", "民族学院"] {
      #expect(!bytes.holds(secret), "\(secret) stands readable in an encrypted archive")
    }
    let told = try await desk.center.notices(for: desk.liaison).notices
    #expect(told.contains { $0.title == "照片可以领取：2014-62-10730-001" && $0.path.hasSuffix(made.id) })
    #expect(
      try await desk.province.journaledActions().filter { $0.hasPrefix("delivery.") }.sorted() == [
        "delivery.fetched", "delivery.made", "delivery.password-shown",
      ])
  }

  @Test("A5: any range of an archive is the same as in the whole one", arguments: SQLEngine.allCases)
  func ranges(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    for options in [DeliveryOptions(key: .idNumber), Self.plain] {
      let made = try await desk.make(options, operation: options.isPlain ? "b" : "a")
      let archive = try await desk.center.openDeliveryArchive(
        made.id, .volume(1), campaignID: desk.campaignID, by: desk.clerk)
      let whole = try await desk.bytes(archive, 0..<archive.byteCount)
      let middle = whole.count / 2
      for range in [0..<1, 100..<5_000, middle..<middle + 70_000, whole.count - 300..<whole.count] {
        let again = try await desk.center.openDeliveryArchive(
          made.id, .volume(1), campaignID: desk.campaignID, by: desk.clerk)
        #expect(try await desk.bytes(again, range) == Array(whole[range]), "\(range)")
      }
      // something new, so that there is a second delivery
      try await desk.release(6, serial: options.isPlain ? 71 : 70)
    }
  }

  @Test("A7: what was delivered stays as it was; the next delivery says what is new", arguments: SQLEngine.allCases)
  func frozen(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let first = try await desk.make(Self.plain)
    let before = try await desk.archive(first.id)
    #expect(try desk.files(before).contains { $0.key.hasSuffix("\(MadeUp.idNumber(0)).jpg") })
    #expect(before.holds("王𬭎"))
    // corrected, replaced, added, withdrawn
    try await desk.desk.bring(DeliveryDesk.people { $0 == 2 ? "王鋐" : $1 })
    try await desk.release(0, serial: 40)
    try await desk.release(6, serial: 41)
    try await desk.center.withdrawRelease("portrait-5", because: "看错了", campaignID: desk.campaignID, by: desk.clerk)
    #expect(try await desk.archive(first.id) == before)
    #expect(try await desk.check(before, of: first.id).isRight)

    let overview = try await desk.center.deliveryOverview(campaignID: desk.campaignID, by: desk.clerk)
    let line = try #require(overview.first)
    #expect((line.released, line.added, line.replaced, line.removed) == (6, 1, 1, 1))
    #expect(line.last?.number == first.number && line.deliveries == 1)
    let changes = try #require(try await desk.preview(Self.plain).changes)
    #expect((changes.added, changes.replaced, changes.corrected, changes.removed) == (1, 1, 1, 1))
    let second = try await desk.make(Self.plain, operation: "operation-2")
    let after = try await desk.archive(second.id)
    let report = try await desk.check(after, of: second.id)
    #expect(report.isRight, "\(report.chineseLines)")
    #expect(report.manifest?.head.previous != nil)
    let files = try desk.files(after)
    #expect(!files.keys.contains { $0.hasSuffix("\(MadeUp.idNumber(4)).jpg") }, "a withdrawn portrait is not delivered")
    #expect(after.holds("王鋐") && !after.holds("王𬭎"))
    #expect(files.first { $0.key.hasSuffix("\(MadeUp.idNumber(0)).jpg") }?.value == DeliveryDesk.picture(40))
    let removed = try await desk.center.changesInDelivery(
      second.id, .removed, campaignID: desk.campaignID, by: desk.liaison)
    #expect(removed.map(\.name) == ["钱示例"])
    #expect(try await desk.archive(first.id) == before)
    await #expect(throws: DeliveryDeskRefusal.nothingNew) { try await desk.make(Self.plain, operation: "operation-3") }
  }

  @Test("A double click makes one delivery; what was not seen is not made", arguments: SQLEngine.allCases)
  func once(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let seen = try await desk.preview().seen
    let options = DeliveryOptions(key: .idNumber)
    let made = try await withThrowingTaskGroup(of: DeliveryMade.self) { group in
      for _ in 0..<2 {
        group.addTask {
          try await desk.center.makeDelivery(
            of: desk.institutionID, campaignID: desk.campaignID, options, seen: seen, operation: "twice", by: desk.clerk)
        }
      }
      return try await group.reduce(into: [DeliveryMade]()) { $0.append($1) }
    }
    #expect(Set(made).count == 1)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM delivery") == 1)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM delivery_item") == 8)
    try await desk.release(6, serial: 50)
    let stale = try await desk.preview().seen
    try await desk.center.withdrawRelease("portrait-50", because: "看错了", campaignID: desk.campaignID, by: desk.clerk)
    await #expect(throws: DeliveryDeskRefusal.meanwhile) {
      try await desk.center.makeDelivery(
        of: desk.institutionID, campaignID: desk.campaignID, options, seen: stale, operation: "late", by: desk.clerk)
    }
  }

  @Test("A portrait that cannot be read, or is another one: nothing half is left", arguments: SQLEngine.allCases)
  func nothingHalf(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    try await desk.center.records.write { transaction in
      try transaction.execute(
        "UPDATE packet_file SET sha256 = ? WHERE id = 'file-4'", [.text(String(repeating: "0", count: 64))])
      try transaction.execute(
        "UPDATE portrait SET sha256 = ? WHERE id = 'portrait-4'", [.text(String(repeating: "0", count: 64))])
    }
    await #expect(throws: DeliveryDeskRefusal.portraitUnreadable(serial: "0004")) { try await desk.make() }
    let hash = try await desk.center.records.read {
      try $0.row("SELECT stored_hash FROM packet_file WHERE id = 'file-3'")?.text("stored_hash")
    }
    try await desk.center.photos.delete(try #require(PhotoHash(hash ?? "")))
    await #expect(throws: DeliveryDeskRefusal.self) { try await desk.make() }
    for table in ["delivery", "delivery_item", "delivery_volume", "delivery_piece", "delivery_file"] {
      #expect(try await desk.count("SELECT COUNT(*) AS n FROM \(table)") == 0, "\(table)")
    }
    #expect(try desk.desk.spooled.isEmpty)
  }

  @Test("An institution sees its own deliveries and no others", arguments: SQLEngine.allCases)
  func others(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let made = try await desk.make()
    let other = try await desk.province.place(code: "10731", name: "另一大学", liaison: "other").liaison
    await #expect(throws: DeliveryDeskRefusal.unknown) {
      _ = try await desk.center.showDelivery(made.id, campaignID: desk.campaignID, by: other)
    }
    await #expect(throws: DeliveryDeskRefusal.unknown) {
      _ = try await desk.center.openDeliveryArchive(made.id, .volume(1), campaignID: desk.campaignID, by: other)
    }
    await #expect(throws: DeliveryDeskRefusal.unknown) {
      _ = try await desk.center.deliveryPassword(made.id, campaignID: desk.campaignID, by: other)
    }
    await #expect(throws: DeliveryDeskRefusal.unknown) {
      try await desk.center.receiveDelivery(made.id, campaignID: desk.campaignID, by: other)
    }
    await #expect(throws: DeliveryDeskRefusal.unknown) {
      _ = try await desk.center.deliveries(of: desk.institutionID, campaignID: desk.campaignID, by: other)
    }
    #expect(
      try await desk.center.deliveries(of: desk.institutionID, campaignID: desk.campaignID, by: desk.liaison).map(\.id)
        == [made.id])
    await #expect(throws: DeliveryDeskRefusal.partUnknown) {
      _ = try await desk.center.openDeliveryArchive(made.id, .classGroup(9), campaignID: desk.campaignID, by: desk.liaison)
    }
  }

  @Test("A class is fetched by itself, with its own manifest", arguments: SQLEngine.allCases)
  func classes(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let made = try await desk.make()
    let bytes = try await desk.archive(made.id, .classGroup(2))
    let report = try await desk.check(bytes, of: made.id)
    #expect(report.isRight && report.manifest?.files.count == 6, "\(report.chineseLines)")
    #expect(try await desk.archive(made.id, .classGroup(2)) == bytes)
  }
}

extension [UInt8] {
  /// Whether the text's bytes stand in them one behind the other.
  func holds(_ text: String) -> Bool { Data(self).range(of: Data(text.utf8)) != nil }
}
