import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Promise 5: an import is there wholly or not at all, wherever the power is cut.
@Suite struct RosterCrashTests {
  @Test("Promise 5: an import replayed at every crash prefix is never half there, and there once confirmed")
  func everyPrefix() async throws {
    let folder = try TemporaryFolder()
    let people = (0..<30).map { RosterDesk.Person($0).line }
    let path = folder.path("roster.csv")
    try Data(([RosterDesk.header] + people).joined(separator: "\n").utf8).write(to: URL(filePath: path))
    let data = folder.path("data")
    try FileManager.default.createDirectory(atPath: data + "/spool", withIntermediateDirectories: true)
    let keys = KeyHolder(try KeyRing.fresh(at: 1, chance: .seeded(1)))
    func center(_ folder: String) throws -> CollectionCenter {
      CollectionCenter(
        database: try SQLiteDatabase(path: folder + "/center.sqlite", readers: 1),
        photos: try DiskPhotoStore(folder: folder + "/photos"), spool: URL(filePath: folder + "/spool"), keys: keys,
        clock: .driven { 1_379_466_000_000 }, chance: .seeded(2))
    }
    let before = try center(data)
    try await before.database.migrate(Schema.migrations)
    let place = try await Province.place(in: before)
    await before.database.close()
    let recording = try await CrashRecorder.run(in: data) { recorder in
      let center = try center(recorder.folder)
      let preview = try await center.uploadRoster(
        path: path, fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
      recorder.confirm("uploaded")
      try await center.confirmRoster(uploadID: preview.uploadID, by: place.liaison)
      recorder.confirm("imported")
      await center.database.close()
    }
    var whole = 0
    var none = 0
    var waiting = 0
    let states = try await recording.forEveryCrashPrefix(subsets: 2) { folder, confirmed in
      let uploads = try await readableUploads(try center(folder))
      waiting += uploads
      let found = try await counts(try center(folder))
      if confirmed == ["uploaded"] { #expect(uploads == 1 || found.graduates == 30) }
      #expect(found.graduates == 0 || found.graduates == 30)
      // Rows, import, journal and receipt come together.
      #expect(found.others == (found.graduates == 30 ? 3 : 0))
      if confirmed.contains("imported") { #expect(found.graduates == 30) }
      if found.graduates == 30 { whole += 1 } else { none += 1 }
    }
    #expect(states > 10 && whole > 0 && none > 0 && waiting > 0)
  }

  /// How many uploads wait; each row's sealed file must be there and open to its last byte.
  private func readableUploads(_ center: CollectionCenter) async throws -> Int {
    let rows = try await center.records.read { transaction in
      try transaction.rows("SELECT id, key_id, byte_count FROM roster_upload").map {
        (id: try $0.text("id"), keyID: try $0.text("key_id"), bytes: try $0.int("byte_count"))
      }
    }
    for row in rows {
      let bytes = try UploadSpool(folder: center.spool).withPlain(row.id, keyID: row.keyID, keys: center.keys.current) {
        try Data(contentsOf: URL(filePath: $0)).count
      }
      #expect(bytes == row.bytes)
    }
    await center.database.close()
    return rows.count
  }

  private func counts(_ center: CollectionCenter) async throws -> (graduates: Int, others: Int) {
    let counts = try await center.records.read { transaction in
      let graduates = try transaction.count("SELECT COUNT(*) AS n FROM graduate")
      let others = try transaction.count(
        """
        SELECT (SELECT COUNT(*) FROM roster_import) + (SELECT COUNT(*) FROM journal_line WHERE action = 'roster.imported')
          + (SELECT COUNT(*) FROM receipt WHERE kind = 'roster-import') AS n
        """)
      return (graduates, others)
    }
    await center.database.close()
    return counts
  }
}

extension Province {
  /// The rows of `place()` in a center that is opened by hand.
  fileprivate static func place(in center: CollectionCenter) async throws -> (campaignID: String, liaison: Liaison) {
    let plan = CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014), feePerHead: Fen(2000),
      photoStandard: "national-2002")
    let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    try await center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO campaign (id, province, graduating_year, kind, regime, plan, version, previous_id, opened_at)
        VALUES ('c', '甘肃省', 2014, 'graduation', 'roster', ?, 1, NULL, 1)
        """, [.text(json)])
      try transaction.execute(
        "INSERT INTO institution (id, code, province, city, kind, identifier, made_at) VALUES ('i', '10730', '甘肃省', '', 'university', '', 1)"
      )
      try transaction.execute(
        "INSERT INTO institution_name (institution_id, ordinal, name, from_year, to_year) VALUES ('i', 0, '示例大学', NULL, NULL)")
      try transaction.execute("INSERT INTO participation (campaign_id, institution_id, invited_at) VALUES ('c', 'i', 1)")
    }
    return ("c", Liaison(accountID: "a", institutionID: "i"))
  }
}
