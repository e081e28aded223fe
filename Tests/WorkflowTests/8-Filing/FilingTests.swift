import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A11: what is filed is what was verified and confirmed, and can be made again bit for bit.
@Suite("A11: filing packages") struct FilingTests {
  private struct Desk {
    let proofing: ProofDesk
    var desk: CheckDesk { proofing.desk }
    var center: CollectionCenter { proofing.center }
    var campaignID: String { proofing.campaignID }
    var liaison: Liaison { proofing.liaison }

    /// The first class is verified and sealed, with a portrait of everybody; two of its people confirmed what is filed of them.
    init(on engine: SQLEngine) async throws {
      proofing = try await ProofDesk(on: engine)
      try await desk.portrait(of: 3, shot: 40)
      for number in 0..<4 { try await desk.give(number, [.right]) }
      try await seal()
      try await proofing.answer(0)
      try await proofing.answer(1)
    }

    func seal() async throws {
      let id = try await center.handInClassCheck(desk.first, campaignID: campaignID, by: liaison)
      let printed = try await center.printClassCheck(id, by: liaison)
      _ = try await center.sealClassCheck(id, byPage: printed.pdf, by: liaison)
    }

    func preview(by filer: (any Filer)? = nil) async throws -> FilingPreview {
      try await center.previewFiling(
        of: liaison.institutionID, campaignID: campaignID, profile: "registration", by: filer ?? liaison)
    }

    func make(_ operation: String, seen: String? = nil) async throws -> String {
      let shown = if let seen { seen } else { try await preview().seen }
      return try await center.makeFiling(
        of: liaison.institutionID, campaignID: campaignID, profile: "registration", seen: shown, operation: operation,
        by: liaison)
    }

    func bytes(_ id: String) async throws -> [UInt8] {
      let archive = try await center.openFiling(id, campaignID: campaignID, by: liaison)
      var bytes: [UInt8] = []
      try await archive.read(0..<archive.byteCount) { bytes += $0 }
      return bytes
    }

    func list() async throws -> [FilingLine] {
      try await center.filings(of: liaison.institutionID, campaignID: campaignID, by: liaison)
    }
  }

  @Test("A11: the check says who is ready and what holds back whom, by reason and by class", arguments: SQLEngine.allCases)
  func preview(engine: SQLEngine) async throws {
    let desk = try await Desk(on: engine)
    var preview = try await desk.preview()
    #expect(preview.people == 7 && preview.ready == 2)
    #expect(preview.confirmations == [.confirmed: 2])
    // Two of the first class may still answer; three are of classes that are not sealed.
    #expect(preview.holds == [.unanswered: 5, .classUnsealed: 3])
    #expect(
      preview.classes.first { $0.classGroup == "民族学1班" } == .init(department: "民族学院", classGroup: "民族学1班", ready: 2, held: 2))
    let held = try await desk.center.heldFromFiling(
      .classUnsealed, of: desk.liaison.institutionID, campaignID: desk.campaignID, profile: "registration", page: 1,
      by: desk.liaison)
    #expect(held.total == 3 && Set(held.people.map(\.classGroup)) == ["民族学2班", "文1班"])
    // After the window whoever did not answer is filed with the remark.
    desk.desk.province.time.advance(days: 20)
    preview = try await desk.preview()
    #expect(preview.ready == 4 && preview.confirmations == [.confirmed: 2, .never: 2])
    await #expect(throws: FilingRefusal.unknown) {
      try await desk.preview(by: Liaison(accountID: desk.liaison.accountID, institutionID: "other"))
    }
    await #expect(throws: FilingRefusal.profileUnknown) {
      try await desk.center.previewFiling(
        of: desk.liaison.institutionID, campaignID: desk.campaignID, profile: "x", by: desk.liaison)
    }
  }

  @Test(
    "A11: the package holds index, pictures, list and manifest, the same bytes each time; only its password opens it",
    arguments: SQLEngine.allCases)
  func package(engine: SQLEngine) async throws {
    let desk = try await Desk(on: engine)
    let seen = try await desk.preview().seen
    let id = try await desk.make("one", seen: seen)
    #expect(try await desk.make("one", seen: seen) == id)
    let bytes = try await desk.bytes(id)
    #expect(try await desk.bytes(id) == bytes)
    let password = try await desk.center.filingPassword(id, campaignID: desk.campaignID, by: desk.liaison)
    let path = desk.desk.province.folder.path("filing.zip")
    try Data(bytes).write(to: URL(filePath: path))
    let ring = desk.center.keys.current
    let publicKey = try ring.deliveryPublicKey(keyID: ring.signingKeyID)
    let report = try DiscCheck(publicKey: publicKey, password: password).check(path)
    #expect(report.isRight, "\(report.problems.prefix(3))")
    let number = MadeUp.idNumber(0)
    // No name of a person's file can be read without the password.
    #expect(!String(decoding: bytes, as: UTF8.self).contains(number))
    let filing = try await desk.center.records.read { try $0.storedFiling(id, campaignID: desk.campaignID, by: desk.liaison) }
    #expect(filing.items.map(\.confirmation) == [.confirmed, .confirmed])
    #expect(filing.items.allSatisfy { $0.record.receipt.hasPrefix("校-") })
    let dbf = desk.desk.province.folder.path("index.dbf")
    try FilingIndexFile.write(filing.items.map(\.record.values), as: filing.profile, date: filing.head.day, to: dbf)
    var rows: [[String]] = []
    let table = try TableFile.open(path: dbf)
    try table.forEachRow(sheet: 0) { row in
      rows.append(row.cells.map(\.text))
      return true
    }
    let name = try #require(filing.profile.columns.firstIndex { $0.field == "XM" })
    #expect(rows.contains { $0.indices.contains(name) && $0[name] == "张䶮" && $0.contains(number) })
    #expect(try await desk.desk.count("SELECT COUNT(*) AS n FROM journal_line WHERE action = 'filing.password-shown'") == 1)
  }

  @Test(
    "A11: a later filing names its differences; the same one twice is refused; stale is refused", arguments: SQLEngine.allCases)
  func versions(engine: SQLEngine) async throws {
    let desk = try await Desk(on: engine)
    let old = try await desk.preview().seen
    _ = try await desk.make("one")
    let number = try #require(try await desk.list().first).number
    await #expect(throws: FilingRefusal.unchanged(number)) { _ = try await desk.make("two") }
    desk.desk.province.time.advance(days: 20)
    await #expect(throws: FilingRefusal.changedMeanwhile) { _ = try await desk.make("three", seen: old) }
    _ = try await desk.make("four")
    var newest = try #require(try await desk.list().first)
    #expect(newest.ordinal == 2 && newest.people == 4 && newest.changes == ["added": 2])
    // After the window a field that is put right is named, without its value, and so is that nobody confirmed it anew.
    try await desk.proofing.change(1, .major, to: "社会学")
    // What nobody verified since is not filed: the seal was for another record.
    #expect(try await desk.preview().ready == 0)
    try await desk.desk.give(1, [.right])
    desk.desk.province.time.advance(minutes: 1)
    try await desk.seal()
    _ = try await desk.make("major")
    newest = try #require(try await desk.list().first)
    #expect(newest.changes == ["data": 1] && newest.confirmations == [.confirmed: 1, .notAgain: 1, .never: 2])
    let changed = try await desk.center.filingChanges(newest.id, campaignID: desk.campaignID, page: 1, by: desk.liaison)
    #expect(changed.total == 1 && changed.people.first?.columns == "专业名称" && changed.people.first?.name == "李示例")
    // Who leaves is filed no more, and the list says so.
    try await desk.center.recordStatusChange(
      RosterDesk.change(.suspension), of: desk.desk.desk.id(0), campaignID: desk.campaignID, by: desk.liaison)
    _ = try await desk.make("five")
    newest = try #require(try await desk.list().first)
    #expect(newest.people == 3 && newest.changes["removed"] == 1 && newest.withdrawn == 0)
    // A portrait that was taken back since is told beside the package that holds it.
    let id = newest.id
    try await desk.center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO portrait_withdrawn (portrait_id, why, withdrawn_by, withdrawn_at)
        SELECT portrait_id, '不是本人', 'test', ? FROM filing_item WHERE filing_id = ? AND position = 0
        """, [.integer(transaction.now), .text(id)])
    }
    #expect(try await desk.list().first?.withdrawn == 1)
  }

  @Test("A11: when what was sent: added, cancelled by a line of its own, never edited", arguments: SQLEngine.allCases)
  func sent(engine: SQLEngine) async throws {
    let desk = try await Desk(on: engine)
    let id = try await desk.make("one")
    let today = CalendarDay(milliseconds: desk.desk.province.time.now)
    func record(_ day: CalendarDay, way: String = "学信网上传", reply: String = "接收 2 人", operation: String) async throws {
      try await desk.center.recordFilingSent(
        id, FilingSent(day: day, way: way, reply: reply), campaignID: desk.campaignID, operation: operation, by: desk.liaison)
    }
    await #expect(throws: FilingRefusal.day) { try await record(today.adding(days: 1), operation: "a") }
    await #expect(throws: FilingRefusal.day) { try await record(today.adding(days: -1), operation: "b") }
    await #expect(throws: FilingRefusal.wayMissing) { try await record(today, way: " ", operation: "c") }
    await #expect(throws: FilingRefusal.numberInText) {
      try await record(today, reply: "退回 \(MadeUp.idNumber(1))", operation: "d")
    }
    try await record(today, operation: "e")
    try await record(today, operation: "e")
    await #expect(throws: FilingRefusal.formUsed) { try await record(today, operation: " ") }
    let sent = try #require(try await desk.list().first?.sent)
    #expect(sent.map(\.reply) == ["接收 2 人"] && sent.first?.isCancelled == false)
    try await desk.center.cancelFilingSent(sent[0].id, of: id, campaignID: desk.campaignID, by: desk.liaison)
    #expect(try await desk.list().first?.sent.first?.isCancelled == true)
    await #expect(throws: FilingRefusal.sentAlready) {
      try await desk.center.cancelFilingSent(sent[0].id, of: id, campaignID: desk.campaignID, by: desk.liaison)
    }
  }

  @Test("A11: in code mode the agency's center has nothing to file", arguments: SQLEngine.allCases)
  func codeMode(engine: SQLEngine) async throws {
    let (desk, _, _) = try await DeliveryDesk.codeMode(on: engine)
    await #expect(throws: FilingRefusal.codeMode) {
      try await desk.center.previewFiling(
        of: desk.place.institutionID, campaignID: desk.campaignID, profile: "", by: desk.place.liaison)
    }
  }
}
