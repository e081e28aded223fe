import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct DoctorTests {
  private let passphrase = "十二个字符以上的口令一句"

  /// The project's folder, where what ships with the program lies.
  private static let root = String(#filePath.dropLast("/Tests/WorkflowTests/Upkeep/DoctorTests.swift".count))

  /// A center with which all is well, right up to its tested key export and its back-up of today.
  private func healthy(_ engine: SQLEngine) async throws -> (UpkeepFolder, OpenCenter) {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 6)
    let exports = KeyExports(keysPath: open.keysPath)
    try exports.export(to: data.temporary.path("keys"), passphrase: passphrase, at: data.time.now)
    try exports.test(data.temporary.path("keys"), passphrase: passphrase, at: data.time.now)
    _ = try await open.backUp(to: data.temporary.path("backup"), by: MachineOperator())
    try await data.seal(open)
    return (data, open)
  }

  private func wrong(_ open: OpenCenter, isDeep: Bool = false) async throws -> [String] {
    // The disk of the machine that tests is not what is tested.
    await open.checkUp(isDeep: isDeep, shippedFolder: Self.root).wrong.map(\.id).filter { $0 != "disk" }
  }

  @Test("A sound center gets a clean sheet, in both depths", arguments: SQLEngine.allCases)
  func sound(engine: SQLEngine) async throws {
    let (data, open) = try await healthy(engine)
    #expect(try await wrong(open) == [])
    #expect(try await wrong(open, isDeep: true) == [])
    let checkup = await open.checkUp(shippedFolder: Self.root)
    #expect(Set(checkup.items.map(\.id)).count == checkup.items.count)
    #expect(checkup.items.allSatisfy { !$0.finding.isEmpty && $0.remedy.isEmpty != !$0.isRight })
    #expect(
      try checkup.paper(date: "2013年9月18日").pdf(.init(number: "", date: "", contentHash: "", createdAt: 0)).starts(
        with: Array("%PDF".utf8)))
    await open.close()
    withExtendedLifetime(data) {}
  }

  @Test("A photo whose bytes changed, one that is missing, one that nobody names", arguments: SQLEngine.allCases)
  func photos(engine: SQLEngine) async throws {
    let (data, open) = try await healthy(engine)
    let hash = try #require(try await open.center.records.read { try $0.namedFiles() }.first)
    try flipByte(of: open.photoPath(hash))
    #expect(try await wrong(open) == ["photos.bytes"])
    #expect(try await wrong(open, isDeep: true) == ["photos.bytes"])
    try FileManager.default.removeItem(atPath: open.photoPath(hash))
    #expect(try await wrong(open) == ["photos.missing"])
    let missing = await open.checkUp(shippedFolder: Self.root).wrong.first
    #expect(missing?.finding.contains(hash.hex) == true)
    let orphan = try await open.center.photos.put(Array("nobody's".utf8))
    #expect(try await wrong(open) == ["photos.missing"], "a young orphan may belong to work under way")
    try age(open.photoPath(orphan))
    #expect(try await wrong(open) == ["photos.missing", "photos.orphans"])
    #expect(try await open.sweepOrphans(by: MachineOperator()) == 1)
    #expect(try await wrong(open) == ["photos.missing"])
    withExtendedLifetime(data) {}
    await open.close()
  }

  @Test("A line of the journal that was changed, and one that nobody chained", arguments: SQLEngine.allCases)
  func journal(engine: SQLEngine) async throws {
    let (data, open) = try await healthy(engine)
    try await open.center.records.write {
      try $0.execute("UPDATE journal_line SET record_id = 'other' WHERE record_kind = 'backup'")
    }
    #expect(try await wrong(open) == ["journal.chains"])
    try await open.center.records.write { transaction in
      try transaction.execute("UPDATE journal_line SET record_id = ? WHERE record_kind = 'backup'", [.text("other")])
      try transaction.journal(
        JournalLine(action: .campaignChanged, recordKind: "campaign", recordID: "x"), by: MachineOperator())
    }
    #expect(try await wrong(open) == ["journal.chains"])
    data.time.advance(minutes: 11)
    #expect(try await wrong(open) == ["journal.chains", "journal.unsealed"])
    await open.close()
  }

  @Test(
    "Keys: a file that cannot be read, values that do not open, an old ring, a rotation half done",
    arguments: SQLEngine.allCases)
  func keys(engine: SQLEngine) async throws {
    let (data, open) = try await healthy(engine)
    chmod(open.keysPath, 0o644)
    #expect(try await wrong(open) == ["folder.mode", "keys.open", "keys.export"])
    chmod(open.keysPath, 0o600)
    try await open.center.records.write { transaction in
      try transaction.execute(
        "UPDATE graduate SET id_sealed = (SELECT wrapped FROM graduate_key ORDER BY graduate_id LIMIT 1) WHERE student_number = '20101003'"
      )
    }
    #expect(try await wrong(open) == ["keys.open"])
    data.time.advance(days: 401)
    #expect(try await wrong(open) == ["keys.open", "keys.age", "backup.age"])
    try await open.makeNewKeys(by: MachineOperator())
    #expect(try await wrong(open) == ["keys.open", "keys.age", "keys.export", "backup.age"])
    await open.close()
  }

  @Test("After people were erased the center is sound, but its keys are to be changed", arguments: SQLEngine.allCases)
  func erased(engine: SQLEngine) async throws {
    let (data, open) = try await healthy(engine)
    let center = open.center
    let campaignID = try await center.campaignMeant(by: "2014").id
    let machine = MachineOperator()
    let due = try #require(try await center.retention(campaignID: campaignID, by: machine).firstDays[.identity])
    data.time.advance(days: CalendarDay(milliseconds: data.time.now).days(until: due))
    let title = try await center.retention(campaignID: campaignID, by: machine).title
    try await center.proposeErase(.identity, campaignID: campaignID, typedTitle: title, by: machine)
    let id = try #require(try await center.retention(campaignID: campaignID, by: machine).present(.identity)).id
    try await center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO erase_confirmed (erase_id, confirmed_by, confirmed_at, begins_at) VALUES (?, 'second', 1, 1)", [.text(id)])
    }
    #expect(try await center.erase(id) == .done)
    try await open.deleteErasedFiles()
    let found = await open.checkUp(shippedFolder: Self.root).wrong.filter {
      ["keys.age", "rows.agree", "keys.open"].contains($0.id)
    }
    #expect(found.map(\.finding) == ["抹除个人信息以后还没有换过密钥"], "\(found)")
    data.time.advance(minutes: 1)
    try await open.makeNewKeys(by: machine)
    _ = try await open.reencrypt(by: machine)
    #expect(
      try await wrong(open, isDeep: true).filter { ["keys.age", "rows.agree", "keys.open", "photos.missing"].contains($0) }
        == [])
    await open.close()
  }

  @Test("An export never made, or never tested; a back-up that is stale, or was never made", arguments: SQLEngine.allCases)
  func copies(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    #expect(try await wrong(open) == ["keys.export", "backup.age"])
    try KeyExports(keysPath: open.keysPath).export(to: data.temporary.path("keys"), passphrase: passphrase, at: 1)
    #expect(try await wrong(open) == ["keys.export", "backup.age"])
    _ = try await open.backUp(to: data.temporary.path("backup"), by: MachineOperator())
    #expect(try await wrong(open) == ["keys.export"])
    data.time.advance(days: 9)
    try await data.seal(open)
    #expect(try await wrong(open) == ["keys.export", "backup.age"])
    await open.close()
  }

  @Test("Counts that do not agree, a job set aside, a lost upload, an open folder", arguments: SQLEngine.allCases)
  func rows(engine: SQLEngine) async throws {
    let (data, open) = try await healthy(engine)
    try await open.center.records.write { transaction in
      try transaction.execute("UPDATE graduate SET slot = id WHERE student_number = '20101001'")
    }
    let agree = await open.checkUp(shippedFolder: Self.root).wrong
    #expect(agree.map(\.id) == ["rows.agree"])
    #expect(agree.first?.finding.contains("学号") == true)
    try await open.center.records.write { transaction in
      try transaction.execute("UPDATE graduate SET slot = '' WHERE student_number = '20101001'")
      try transaction.execute(
        """
        INSERT INTO job_set_aside (job_id, kind, scope, payload, made_at, set_aside_at, reason)
        VALUES ('j', 'send-message', 'center', 'm', 1, 2, 'x')
        """)
    }
    #expect(try await wrong(open) == ["jobs.set-aside"])
    try await open.center.records.write { transaction in
      try transaction.execute("DELETE FROM job_set_aside")
      try transaction.execute(
        """
        INSERT INTO roster_upload (id, campaign_id, institution_id, file_name, byte_count, file_hash, key_id, sheet, mapping,
          base_version, uploaded_by, uploaded_at)
        SELECT 'lost', campaign_id, institution_id, 'x', 1, 'x', 'x', '', '{}', 0, 'x', 1 FROM participation
        """)
    }
    #expect(try await wrong(open) == ["spool"])
    chmod(data.path("photos"), 0o755)
    #expect(try await wrong(open) == ["spool", "folder.mode"])
    await open.close()
  }

  @Test("A damaged database file is found, and the other checks still say what they can")
  func damaged() async throws {
    let (data, open) = try await healthy(.sqlite)
    // An index that no longer holds what its table does.
    try await open.center.records.write { transaction in
      try transaction.execute("PRAGMA writable_schema = ON")
      try transaction.execute(
        "UPDATE sqlite_master SET sql = 'CREATE INDEX graduate_by_id_number ON graduate (id_index, campaign_id)' WHERE name = 'graduate_by_id_number'"
      )
      try transaction.execute("PRAGMA writable_schema = OFF")
    }
    await open.close()
    let again = try await data.open(.looking)
    let checkup = await again.checkUp()
    #expect(checkup.wrong.map(\.id).contains("database.integrity"))
    #expect(checkup.items.first { $0.id == "photos.bytes" }?.isRight == true)
    await again.close()
  }

  @Test(
    "The disk's forecast",
    arguments: [(Int64(100), Int64(0), Int64?.none), (3_000, 30, 3_000), (50, 300, 5), (1 << 50, 1 << 20, 3_650)])
  func forecast(free: Int64, grown: Int64, days: Int64?) {
    #expect(OpenCenter.daysLeft(free: free, grown: grown) == days)
  }

  /// Makes a file look a day and a minute old.
  private func age(_ path: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(-86_460)], ofItemAtPath: path)
  }
}
