import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Promise 5: a stamped page and its seal come together, and no row names a page that is not on the disk.
@Suite struct SealCrashTests {
  @Test("Promise 5: a seal replayed at every crash prefix is there with its page, whole, or neither is")
  func everyPrefix() async throws {
    let fixture = try await SlipFixture(.sqlite)
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison)
    let printed = try await fixture.center.printSlip(slip.id, by: liaison)
    let page = try PagePicture.png(code: printed.paper.code)
    let (time, keys) = (fixture.province.time.now, fixture.center.keys)
    await fixture.center.database.close()
    let recording = try await CrashRecorder.run(in: fixture.province.folder.url.path) { recorder in
      let center = try Self.center(recorder.folder, keys, time)
      _ = try await center.sealSlip(slip.id, byPage: page, by: liaison)
      recorder.confirm("sealed")
      await center.database.close()
    }
    var (with, without) = (0, 0)
    let states = try await recording.forEveryCrashPrefix(subsets: 2) { folder, confirmed in
      let center = try Self.center(folder, keys, time)
      let documents = try await center.records.read { transaction in
        let seals = try transaction.count("SELECT COUNT(*) AS n FROM seal")
        let ids = try transaction.rows("SELECT id FROM document").map { try $0.text("id") }
        #expect(seals == ids.count)
        return ids
      }
      for id in documents { #expect(try await center.document(id, for: liaison).bytes == page) }
      if confirmed == ["sealed"] { #expect(documents.count == 1) }
      if documents.isEmpty { without += 1 } else { with += 1 }
      await center.database.close()
    }
    #expect(states > 10 && with > 0 && without > 0)
  }

  private static func center(_ folder: String, _ keys: KeyHolder, _ time: Int64) throws -> CollectionCenter {
    CollectionCenter(
      database: try SQLiteDatabase(path: folder + "/center.sqlite", readers: 1),
      photos: try DiskPhotoStore(folder: folder + "/photos"), spool: URL(filePath: folder + "/spool"), keys: keys,
      clock: .driven { time }, chance: .seeded(2))
  }
}
