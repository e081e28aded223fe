import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A5: how a delivery goes out and its receipt comes back; images, code mode, erasing.
@Suite struct DeliveryWayTests {
  private static let plain = DeliveryOptions(key: .studentNumber, isPlain: true, plainReason: "学校没有解压软件")

  @Test("Sent, reminded after a week without a receipt, received once", arguments: SQLEngine.allCases)
  func dispatched(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let made = try await desk.make()
    func dispatch(_ dispatch: DeliveryDispatch, _ operation: String = "d") async throws {
      try await desk.center.dispatchDelivery(
        made.id, dispatch, campaignID: desk.campaignID, operation: operation, by: desk.clerk)
    }
    await #expect(throws: DeliveryDeskRefusal.noTracking) {
      try await dispatch(DeliveryDispatch(manner: .post, carrier: "EMS"))
    }
    await #expect(throws: DeliveryDeskRefusal.idNumberInText("备注")) {
      try await dispatch(DeliveryDispatch(manner: .hand, note: "交给 \(MadeUp.idNumber(3))"))
    }
    for _ in 0..<2 { try await dispatch(DeliveryDispatch(manner: .post, carrier: "EMS", tracking: "1012345678901")) }
    var facts = try await desk.facts(made.id)
    #expect(facts.dispatches.map(\.tracking) == ["1012345678901"] && facts.line.state == .dispatched)

    func reminders() async throws -> Int {
      try await desk.center.remindOfDeliveries()
      return try await desk.facts(made.id).reminders.count
    }
    desk.province.time.advance(days: 6)
    #expect(try await reminders() == 0)
    desk.province.time.advance(days: 2)
    #expect(try await reminders() == 1)
    #expect(try await reminders() == 1, "not again at once")
    await #expect(throws: DeliveryDeskRefusal.remindedToday) {
      try await desk.center.remindOfDelivery(made.id, campaignID: desk.campaignID, by: desk.clerk)
    }
    #expect(
      try await desk.center.notices(for: desk.liaison).notices.contains { $0.title.hasPrefix("提醒：请确认收到") })
    for _ in 0..<2 { try await desk.center.receiveDelivery(made.id, campaignID: desk.campaignID, by: desk.liaison) }
    desk.province.time.advance(days: 30)
    #expect(try await reminders() == 1)
    facts = try await desk.facts(made.id)
    #expect(facts.line.state == .received && facts.receipt?.onPaper == false)
    await #expect(throws: DeliveryDeskRefusal.receivedAlready) {
      try await desk.center.registerReceipt(of: made.id, note: "传真", campaignID: desk.campaignID, by: desk.clerk)
    }
    let actions = try await desk.province.journaledActions()
    for action in ["delivery.dispatched", "delivery.received", "delivery.reminded"] {
      #expect(actions.count { $0 == action } == 1, "\(action)")
    }
  }

  @Test(
    "A5: plain only with a written reason; images are the same each time, an encrypted delivery's holds its archive",
    arguments: SQLEngine.allCases)
  func images(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    await #expect(throws: DeliveryDeskRefusal.noPlainReason) {
      _ = try await desk.preview(DeliveryOptions(key: .idNumber, isPlain: true, plainReason: "  "))
    }
    let locked = try await desk.make()
    let machine = MachineOperator()
    let path = desk.province.folder.path("disc.iso")
    try await checkLockedImage(of: locked.id, desk)
    try await desk.release(6, serial: 60)
    let made = try await desk.make(Self.plain, operation: "plain")
    #expect(try await desk.facts(made.id).plainReason == "学校没有解压软件")
    await #expect(throws: DeliveryDeskRefusal.notEncrypted) {
      _ = try await desk.center.deliveryPassword(made.id, campaignID: desk.campaignID, by: desk.liaison)
    }
    _ = try await desk.center.buildDelivery(made.id, .volume(1), .iso, campaignID: desk.campaignID, to: path, by: machine)
    let second = desk.province.folder.path("again.iso")
    // a newer signing key signs nothing old
    desk.center.keys.replace(
      with: try desk.center.keys.current.rotated(at: desk.province.time.now, chance: desk.center.chance))
    _ = try await desk.center.buildDelivery(made.id, .volume(1), .iso, campaignID: desk.campaignID, to: second, by: machine)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    #expect(bytes == [UInt8](try Data(contentsOf: URL(filePath: second))))
    let report = try await desk.check(bytes, of: made.id, ending: "iso")
    #expect(report.isRight, "\(report.chineseLines)")
    let zip = desk.province.folder.path("delivery.zip")
    _ = try await desk.center.buildDelivery(made.id, .volume(1), .zip, campaignID: desk.campaignID, to: zip, by: machine)
    #expect(try await desk.archive(made.id) == [UInt8](try Data(contentsOf: URL(filePath: zip))))
    // a rebuilt one that is another gets no name
    try await desk.center.records.write { try $0.execute("UPDATE delivery_volume SET sha256 = 'x'") }
    let other = desk.province.folder.path("other.zip")
    await #expect(throws: DeliveryDeskRefusal.otherBytes) {
      _ = try await desk.center.buildDelivery(made.id, .volume(1), .zip, campaignID: desk.campaignID, to: other, by: machine)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: desk.province.folder.path("")).allSatisfy { !$0.hasPrefix("other") })
  }

  /// An encrypted delivery's image: checked without the password, the archive in one piece on it, and no name of a person.
  private func checkLockedImage(of id: String, _ desk: DeliveryDesk) async throws {
    let parts: [(DeliveryPart, String)] = [
      (.volume(1), "locked.iso"), (.volume(1), "locked-again.iso"), (.classGroup(1), "class.iso"),
    ]
    var images: [[UInt8]] = []
    for (part, name) in parts {
      let path = desk.province.folder.path(name)
      let built = try await desk.center.buildDelivery(
        id, part, .iso, campaignID: desk.campaignID, to: path, by: MachineOperator())
      #expect(built.isEncrypted)
      images.append([UInt8](try Data(contentsOf: URL(filePath: path))))
      let report = try DiscCheck(publicKey: HexText.read(built.publicKey)).check(path)
      #expect(report.isRight && report.kind == .image, "\(report.chineseLines)")
      let archive = try await desk.archive(id, part)
      #expect(Data(images[images.count - 1]).range(of: Data(archive)) != nil, "the archive as it is fetched")
      #expect(report.manifest?.files.map(\.byteCount).max() == archive.count)
      #expect(report.manifest?.files.map(\.path).contains(DiscReadme.fileName) == true)
      #expect(!images[images.count - 1].holds(MadeUp.idNumber(1)))
    }
    #expect(images[0] == images[1])
    images[0][images[0].count / 2] ^= 1
    let flipped = desk.province.folder.path("flipped.iso")
    try Data(images[0]).write(to: URL(filePath: flipped))
    #expect(try !DiscCheck().check(flipped).isRight)
  }

  @Test("Erasing one person's key erases what names him: files and data cannot be opened again", arguments: SQLEngine.allCases)
  func erased(engine: SQLEngine) async throws {
    let desk = try await DeliveryDesk(on: engine)
    let made = try await desk.make(Self.plain)
    let person = try await desk.desk.id(3)
    try await desk.center.records.write {
      try $0.execute("DELETE FROM graduate_key WHERE graduate_id = ?", [.text(person)])
    }
    await #expect(throws: DeliveryDeskRefusal.erased) { _ = try await desk.archive(made.id) }
    #expect(try await desk.facts(made.id).line.portraits == 6, "counts and hashes stay")
  }

  @Test("Code mode: no name, no number, in no byte of a delivery and in no row of it", arguments: SQLEngine.allCases)
  func codeMode(engine: SQLEngine) async throws {
    let (desk, clerk, codes) = try await DeliveryDesk.codeMode(on: engine)
    func preview(_ options: DeliveryOptions) async throws -> DeliveryPreview {
      try await desk.center.previewDelivery(
        of: desk.place.institutionID, campaignID: desk.campaignID, options, by: clerk)
    }
    for key in [PhotoKey.idNumber, .studentNumber] {
      await #expect(throws: DeliveryDeskRefusal.keyInCodeMode(key)) { _ = try await preview(DeliveryOptions(key: key)) }
    }
    let options = DeliveryOptions(key: .usual(in: .code), isPlain: true, plainReason: "照片里没有姓名")
    let made = try await desk.center.makeDelivery(
      of: desk.place.institutionID, campaignID: desk.campaignID, options, seen: try await preview(options).seen, operation: "o",
      by: clerk)
    let archive = try await desk.center.openDeliveryArchive(
      made.id, .volume(1), campaignID: desk.campaignID, by: desk.place.liaison)
    var bytes: [UInt8] = []
    try await archive.read(0..<archive.byteCount) { bytes += $0 }
    #expect(bytes.holds(codes[1]) && bytes.holds("中文1班"), "codes and classes are what the institution joins by")
    let files = try DeliveryDesk.files(bytes, in: desk.province.folder)
    let index = try #require(files["数据.dbf"])
    #expect(index.holds("CJM") && !index.holds("SFZH") && !index.holds("XM\u{0}"), "no column for a name or a number")
    let items = try await desk.center.records.read { transaction in
      try transaction.deliveryItems(of: transaction.storedDelivery(made.id, campaignID: desk.campaignID))
    }
    #expect(items.count == 4)
    for item in items {
      let opened = try #require(item.opened)
      #expect(opened.name.isEmpty && opened.idNumber.isEmpty && opened.studentNumber.isEmpty)
      #expect(!opened.path.contains(opened.code) || opened.path.isEmpty, "a file bears our number, not the code")
    }
  }
}
