import Crypto
import Foundation
import GraduatePhotos
import Storage

/// What a back-up did.
public struct BackupReport: Sendable, Equatable {
  public let manifest: BackupManifest
  /// Files copied now; the others were there from the last time.
  public let copied: Int
  /// Files that are damaged in the data folder already and were therefore not copied.
  public let damaged: [PhotoHash]
}

extension OpenCenter {
  /// Copies rows and files into a folder while the center serves: rows first, then every file they can name, with erasing paused.
  ///
  /// Again into the same folder copies only what is new. On PostgreSQL only the files are copied: dump the rows first.
  /// - Throws: `BackupRefusal`.
  public func backUp(
    to path: String, by operator: MachineOperator, progress: @Sendable (Double) -> Void = { _ in }
  ) async throws -> BackupReport {
    let target = CenterFolder(path: path).path
    let earlier = try checkTarget(target)
    guard let erasing = try FolderLock.take(.erasing, of: folder, shared: true) else { throw BackupRefusal.underWay }
    let began = try await center.now()
    let chains = try await center.records.read { try $0.chainEnds() }
    let migration = try await center.records.read { try $0.count("SELECT MAX(number) AS n FROM schema_migration") }
    let database = try await copyDatabase(to: target, at: began)
    let files = try await copyFiles(to: target, progress)
    let list = Array(files.hashes.sorted().map { $0.hex + "\n" }.joined().utf8)
    try writePrivateFile(list, path: target + "/" + BackupManifest.listName)
    let manifest = BackupManifest(
      madeAt: began, engine: center.database.engine.rawValue, migration: migration, database: database,
      fileCount: files.hashes.count,
      fileBytes: files.bytes, fileList: hexadecimal(SHA256.hash(data: list)), chains: chains)
    try manifest.write(target)
    if let old = earlier?.database, old.name != database?.name { unlink(target + "/" + old.name) }
    try await center.records.write { transaction in
      try transaction.journal(
        JournalLine(
          action: .backupMade, recordKind: "backup", recordID: manifest.fileList,
          details: ["files": String(manifest.fileCount), "copied": String(files.copied), "database": database?.sha256 ?? ""]),
        by: `operator`)
    }
    withExtendedLifetime(erasing) {}
    return BackupReport(manifest: manifest, copied: files.copied, damaged: files.damaged)
  }

  /// The manifest of the back-up that is there already; nil for a new one.
  private func checkTarget(_ target: String) throws -> BackupManifest? {
    guard target != folder.path, !target.hasPrefix(folder.path + "/") else { throw BackupRefusal.insideData(path: target) }
    do {
      if FileManager.default.fileExists(atPath: target) {
        let names = try FileManager.default.contentsOfDirectory(atPath: target).filter { $0 != "lost+found" }
        if names.contains(BackupManifest.name) { return try BackupManifest.read(target) }
        // What an interrupted first back-up leaves is ours too.
        guard names.allSatisfy({ $0 == "photos" || $0 == "photos.txt" || $0.hasPrefix("center-") || $0.hasSuffix(".new") })
        else {
          throw BackupRefusal.notEmpty(path: target)
        }
      }
      try FolderFiles.make(target)
      return nil
    } catch is FileFault { throw BackupRefusal.unwritable(path: target) }
  }

  private func copyDatabase(to target: String, at time: Int64) async throws -> BackupManifest.Database? {
    guard let file = center.database as? SQLiteDatabase else { return nil }
    let name = "center-\(time).sqlite"
    let path = target + "/" + name
    // Left by a back-up that was interrupted within the same millisecond of a driven clock, or named by the manifest before.
    if FileManager.default.fileExists(atPath: path) { unlink(path) }
    try await file.backup(to: path)
    return BackupManifest.Database(name: name, bytes: FolderFiles.status(path)?.bytes ?? 0, sha256: try fileSHA256(path))
  }

  private struct CopiedFiles {
    var hashes: [PhotoHash] = []
    var bytes: Int64 = 0
    var copied = 0
    var damaged: [PhotoHash] = []
  }

  /// Everything in the store now: more than the copied rows name, never less.
  private func copyFiles(to target: String, _ progress: (Double) -> Void) async throws -> CopiedFiles {
    let copies = try DiskPhotoStore(folder: target + "/photos")
    var all: [PhotoHash] = []
    for try await hash in center.photos.list() { all.append(hash) }
    var result = CopiedFiles()
    for (number, hash) in all.enumerated() {
      progress(Double(number) / Double(all.count))
      guard let size = try await center.photos.size(of: hash) else { continue }
      if try await copies.size(of: hash) != size {
        let stored = try await copies.put(contentsOf: URL(filePath: photoPath(hash)))
        guard stored == hash else {
          try await copies.delete(stored)
          result.damaged.append(hash)
          continue
        }
        result.copied += 1
      }
      result.hashes.append(hash)
      result.bytes += size
    }
    progress(1)
    return result
  }
}

extension Transaction {
  /// Where each chain of the journal ends now.
  func chainEnds() throws -> [BackupManifest.Chain] {
    try rows("SELECT scope, MAX(position) AS n FROM journal_link GROUP BY scope ORDER BY scope").map { end in
      let scope = try end.text("scope")
      let position = try end.integer("n")
      let link = try row("SELECT hash FROM journal_link WHERE scope = ? AND position = ?", [.text(scope), .integer(position)])
      return BackupManifest.Chain(scope: scope, lines: position, head: hexadecimal(try link?.blob("hash") ?? []))
    }
  }
}
