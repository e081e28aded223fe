import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A back-up into a folder that holds one already.
@Suite struct BackupAgainTests {
  @Test("A copy that went bad is found when its turn comes and copied again", arguments: SQLEngine.allCases)
  func healed(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let backup = data.temporary.path("backup")
    let first = try await open.backUp(to: backup, by: MachineOperator())
    let hash = try #require(try first.manifest.fileHashes(backup).first)
    try flipByte(of: "\(backup)/photos/\(hash.hex.prefix(2))/\(hash.hex.dropFirst(2).prefix(2))/\(hash.hex)")
    var healed = 0
    for _ in 0..<UpkeepLimits.rereadShares where healed == 0 {
      healed += try await open.backUp(to: backup, by: MachineOperator()).healed
    }
    #expect(healed == 1)
    try await Backup(at: backup).check()
    await open.close()
  }

  @Test(
    "A damaged or missing source is no fresh back-up: the doctor says so, and its last good copy is kept",
    arguments: SQLEngine.allCases)
  func damagedSource(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let second = try await data.addDocument("zweite", id: "document-2", to: open)
    let backup = data.temporary.path("backup")
    #expect(try await open.backUp(to: backup, by: MachineOperator()).manifest.isGood)
    #expect(await age(of: open)?.isRight == true)
    let hash = try #require(try await open.center.records.read { try $0.namedFiles() }.subtracting([second]).first)
    try flipByte(of: open.photoPath(hash))
    try FileManager.default.removeItem(atPath: open.photoPath(second))
    data.time.advance(hours: 1)
    // Its size is right, so only the run that reads it again can see it.
    var report = try await open.backUp(to: backup, by: MachineOperator())
    #expect(report.missing == [second] && !report.manifest.isGood)
    #expect(await age(of: open)?.isRight == false)
    #expect(report.manifest.fileCount == 2, "earlier copies are kept")
    try await Backup(at: backup).check()
    let fresh = data.temporary.path("fresh")
    report = try await open.backUp(to: fresh, by: MachineOperator())
    #expect(report.damaged == [hash] && report.missing == [second] && report.manifest.fileCount == 0)
    #expect(await age(of: open)?.isRight == false)
    await open.close()
  }

  @Test("Files that no row names any more leave the back-up too", arguments: SQLEngine.allCases)
  func erased(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let backup = data.temporary.path("backup")
    let old = try #require(try await open.backUp(to: backup, by: MachineOperator()).manifest.fileHashes(backup).first)
    try await open.makeNewKeys(by: MachineOperator())
    try await open.reencrypt(by: MachineOperator())
    _ = try await open.backUp(to: backup, by: MachineOperator())
    let copies = try DiskPhotoStore(folder: backup + "/photos")
    #expect(try await !copies.exists(old))
    try await Backup(at: backup).check()
    await open.close()
  }

  @Test("Two back-ups at once: the second is told", arguments: SQLEngine.allCases)
  func atOnce(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    let other = try #require(try FolderLock.take(.copying, of: open.folder))
    await #expect(throws: BackupRefusal.anotherOne) {
      try await open.backUp(to: data.temporary.path("backup"), by: MachineOperator())
    }
    withExtendedLifetime(other) {}
    await open.close()
  }

  private func age(of open: OpenCenter) async -> Checkup.Item? {
    await open.checkUp().items.first { $0.id == "backup.age" }
  }
}
