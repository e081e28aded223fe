import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct BackupTests {
  private func copyKeys(from data: UpkeepFolder, to place: CenterPlace) throws {
    try FileManager.default.copyItem(atPath: data.path("keys/ring.json"), toPath: place.dataPath + "/keys/ring.json")
  }

  @Test("What is backed up while others write is whole: restored, it opens with the keys and holds what it held")
  func roundTrip() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let open = try await data.open(.serving)
    try await data.fill(open)
    try await data.seal(open)
    let before = try await data.plainValues(open)
    let backup = data.temporary.path("backup")
    let writing = Task {
      var number = 0
      while !Task.isCancelled {
        number += 1
        try await data.addDocument("w\(number)", id: "writing-\(number)", to: open)
      }
    }
    let report = try await open.backUp(to: backup, by: MachineOperator())
    writing.cancel()
    _ = await writing.result
    #expect(report.damaged.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: backup).contains { $0.contains("ring") } == false)
    try await Backup(at: backup).check()
    await open.close()

    let place = CenterPlace(dataPath: data.temporary.path("restored"))
    let restored = try await Backup(at: backup).restore(to: place.dataPath)
    #expect(restored.hasDatabase && restored.fileCount == report.manifest.fileCount)
    await #expect(throws: KeyRefusal.missing(path: restored.keysPath)) { try await data.open(place: place) }
    try copyKeys(from: data, to: place)
    let again = try await data.open(.looking, place: place)
    let after = try await data.plainValues(again)
    #expect(before.allSatisfy { after.contains($0) })
    let missing = await again.checkUp(isDeep: true).wrong.map(\.id)
    #expect(!missing.contains("photos.missing") && !missing.contains("photos.bytes") && !missing.contains("rows.agree"))
    #expect(try await again.center.verifyJournal().isWhole)
    await again.close()
  }

  @Test("Files that are there already are not copied again; one manifest and one database remain")
  func incremental() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let backup = data.temporary.path("backup")
    #expect(try await open.backUp(to: backup, by: MachineOperator()).copied == 1)
    data.time.advance(hours: 1)
    try await data.addDocument("second", id: "document-2", to: open)
    let second = try await open.backUp(to: backup, by: MachineOperator())
    #expect(second.copied == 1 && second.manifest.fileCount == 2)
    let names = try FileManager.default.contentsOfDirectory(atPath: backup).sorted()
    #expect(names.count == 4 && names.filter { $0.hasSuffix(".sqlite") }.count == 1)
    try await Backup(at: backup).check()
    await open.close()
  }

  @Test("One changed byte in a back-up is found, wherever it is, and leaves no half-restored folder")
  func flipped() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let backup = data.temporary.path("backup")
    let manifest = try await open.backUp(to: backup, by: MachineOperator()).manifest
    await open.close()
    let name = try #require(manifest.database?.name)
    let hash = try #require(try manifest.fileHashes(backup).first?.hex)
    let photo = "\(backup)/photos/\(hash.prefix(2))/\(hash.dropFirst(2).prefix(2))/\(hash)"
    for path in ["\(backup)/\(name)", "\(backup)/\(manifest.listName)", photo] {
      let whole = try Data(contentsOf: URL(filePath: path))
      try flipByte(of: path)
      await #expect(throws: BackupRefusal.self, "\(path)") { try await Backup(at: backup).check() }
      await #expect(throws: BackupRefusal.self, "\(path)") {
        try await Backup(at: backup).restore(to: data.temporary.path("r"))
      }
      #expect(!FileManager.default.fileExists(atPath: data.temporary.path("r")))
      try whole.write(to: URL(filePath: path))
    }
    try FileManager.default.removeItem(atPath: photo)
    await #expect(throws: BackupRefusal.incomplete(missing: 1)) { try await Backup(at: backup).check() }
    await #expect(throws: BackupRefusal.incomplete(missing: 1)) {
      try await Backup(at: backup).restore(to: data.temporary.path("r"))
    }
  }

  @Test("Promise 8: a back-up whose journal was rewritten together with its hash is not restored")
  func rewritten() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    try await data.seal(open)
    let backup = data.temporary.path("backup")
    let manifest = try await open.backUp(to: backup, by: MachineOperator()).manifest
    await open.close()
    let name = try #require(manifest.database?.name)
    let copy = try SQLiteDatabase(path: "\(backup)/\(name)")
    _ = try await copy.write { try $0.execute("UPDATE journal_line SET details = '{}' WHERE action = 'roster.imported'") }
    await copy.close()
    var forged = BackupManifest(
      madeAt: manifest.madeAt, engine: manifest.engine, migration: manifest.migration,
      database: .init(name: name, bytes: 1, sha256: try fileSHA256("\(backup)/\(name)")), fileCount: manifest.fileCount,
      fileBytes: manifest.fileBytes, fileList: manifest.fileList, chains: manifest.chains)
    forged.fileListName = manifest.fileListName
    try forged.write(backup)
    await #expect(throws: BackupRefusal.journalBroken) { try await Backup(at: backup).restore(to: data.temporary.path("r")) }
  }

  @Test("A folder that is not empty is neither restored into nor backed up to; nor the data folder itself")
  func notEmpty() async throws {
    let data = try await UpkeepFolder(on: .sqlite)
    let open = try await data.open()
    let strange = data.temporary.path("strange")
    try FileManager.default.createDirectory(atPath: strange, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(filePath: strange + "/论文.docx"))
    await #expect(throws: BackupRefusal.notEmpty(path: strange)) { try await open.backUp(to: strange, by: MachineOperator()) }
    let inside = data.path("backup")
    await #expect(throws: BackupRefusal.insideData(path: inside)) { try await open.backUp(to: inside, by: MachineOperator()) }
    _ = try await open.backUp(to: data.temporary.path("backup"), by: MachineOperator())
    let backup = try Backup(at: data.temporary.path("backup"))
    await #expect(throws: FolderRefusal.notEmpty(path: strange)) { try await backup.restore(to: strange) }
    await #expect(throws: FolderRefusal.notEmpty(path: data.place.dataPath)) {
      try await backup.restore(to: data.place.dataPath)
    }
    #expect(throws: BackupRefusal.notABackup(path: strange)) { try Backup(at: strange) }
    await open.close()
  }

  @Test("A file that is damaged at its source is told and not passed off as good", arguments: SQLEngine.allCases)
  func damagedSource(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    try await data.fill(open, graduates: 2)
    let hash = try #require(try await open.center.records.read { try $0.namedFiles() }.first)
    try flipByte(of: open.photoPath(hash))
    let report = try await open.backUp(to: data.temporary.path("backup"), by: MachineOperator())
    #expect(report.damaged == [hash] && report.manifest.fileCount == 0)
    try await Backup(at: data.temporary.path("backup")).check()
    await open.close()
  }

  @Test("While a back-up copies nothing is erased", arguments: SQLEngine.allCases)
  func erasingPaused(engine: SQLEngine) async throws {
    let data = try await UpkeepFolder(on: engine)
    let open = try await data.open()
    let copying = try #require(try FolderLock.take(.erasing, of: open.folder, shared: true))
    await #expect(throws: BackupRefusal.underWay) { try await open.sweepOrphans(by: MachineOperator()) }
    withExtendedLifetime(copying) {}
    await open.close()
  }
}
