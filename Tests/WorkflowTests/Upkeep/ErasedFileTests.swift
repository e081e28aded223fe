import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite("Promise 10: files that no row names any more are deleted, but never under a back-up") struct ErasedFileTests {
  @Test(
    "What was erased is gone from the disk; what was not is there; while a back-up copies everything waits",
    arguments: SQLEngine.allCases)
  func deleted(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let campaignID = try await open.center.campaignMeant(by: "2014").id
    let (gone, kept) = (
      try await open.center.photos.put(Array("gone".utf8)), try await open.center.photos.put(Array("kept".utf8))
    )
    try await open.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO erase (id, campaign_id, part, slot, proposed_by, proposed_at) VALUES ('e', ?, 'originals', '', 'a', 1)",
        [.text(campaignID)])
      try transaction.execute(
        "INSERT INTO erased_file (stored_hash, erase_id) VALUES (?, 'e')", [.text(gone.hex)])
    }
    let backup = try #require(try FolderLock.take(.erasing, of: open.folder))
    #expect(try await open.deleteErasedFiles() == 0)
    #expect(try await open.center.photos.exists(gone))
    withExtendedLifetime(backup) {}
    _ = consume backup
    #expect(try await open.deleteErasedFiles() == 1)
    #expect(try await !open.center.photos.exists(gone))
    #expect(try await open.center.photos.exists(kept))
    #expect(try await open.deleteErasedFiles() == 0)
    await open.close()
  }
}
