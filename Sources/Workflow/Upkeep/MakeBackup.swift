import Crypto
import Foundation
import GraduatePhotos
import Storage

/// What a back-up did.
public struct BackupReport: Sendable, Equatable {
  public let manifest: BackupManifest
  /// Files copied now; the others were there from the last time.
  public let copied: Int
  /// Files of the back-up that had gone bad there and were copied again.
  public let healed: Int
  /// Files that are damaged in the data folder already; of those the back-up keeps an earlier copy, if it has one.
  public let damaged: [PhotoHash]
  /// Files that rows name and that are not in the data folder.
  public let missing: [PhotoHash]
}

extension OpenCenter {
  /// Copies rows and files into a folder while the center serves: rows first, then every file they can name, with erasing paused.
  ///
  /// Again into the same folder copies only what is new. Until the new manifest is on the disk the earlier one and all that it names
  /// stay as they are, so that a power cut leaves one whole back-up or the other. What no manifest names is removed afterwards.
  /// - Throws: `BackupRefusal`.
  public func backUp(
    to path: String, by operator: MachineOperator, progress: @Sendable (Double) -> Void = { _ in }
  ) async throws -> BackupReport {
    let target = CenterFolder(path: path).path
    guard let copying = try FolderLock.take(.copying, of: folder) else { throw BackupRefusal.anotherOne }
    let earlier = try checkTarget(target)
    guard let erasing = try FolderLock.take(.erasing, of: folder, shared: true) else { throw BackupRefusal.underWay }
    let began = try await center.now()
    let chains = try await center.records.read { try $0.chainEnds() }
    let migration = try await center.records.read { try $0.count("SELECT MAX(number) AS n FROM schema_migration") }
    let database = try await copyDatabase(to: target, at: began)
    let run = (earlier?.run ?? 0) + 1
    let copies = try DiskPhotoStore(folder: target + "/photos")
    let files = try await copyFiles(to: copies, run: run, progress)
    let list = Array(files.hashes.sorted().map { $0.hex + "\n" }.joined().utf8)
    let listName = Self.freeName("photos-", began, ".txt", in: target)
    try writePrivateFile(list, path: target + "/" + listName)
    var manifest = BackupManifest(
      madeAt: began, engine: center.database.engine.rawValue, migration: migration, database: database,
      fileCount: files.hashes.count,
      fileBytes: files.bytes, fileList: hexadecimal(SHA256.hash(data: list)), chains: chains)
    (manifest.fileListName, manifest.run) = (listName, run)
    (manifest.damaged, manifest.missing) = (files.damaged.count, files.missing.count)
    try manifest.write(target)
    try Self.removeUnnamed(in: target, manifest)
    // A file that is gone at its source by accident may have its last copy here.
    if manifest.isGood { try await Self.removeUnnamed(in: copies, Set(files.hashes)) }
    try await journalBackup(manifest, copied: files.copied, by: `operator`)
    withExtendedLifetime((erasing, copying)) {}
    return BackupReport(
      manifest: manifest, copied: files.copied, healed: files.healed, damaged: files.damaged, missing: files.missing)
  }

  private func journalBackup(_ manifest: BackupManifest, copied: Int, by operator: MachineOperator) async throws {
    try await center.records.write { transaction in
      try transaction.journal(
        JournalLine(
          action: .backupMade, recordKind: "backup", recordID: manifest.fileList,
          details: [
            "files": String(manifest.fileCount), "copied": String(copied), "database": manifest.database?.sha256 ?? "",
            "damaged": String(manifest.damaged ?? 0), "missing": String(manifest.missing ?? 0),
          ]),
        by: `operator`)
    }
  }

  /// The manifest of the back-up that is there already; nil for a new one.
  private func checkTarget(_ target: String) throws -> BackupManifest? {
    guard target != folder.path, !target.hasPrefix(folder.path + "/") else { throw BackupRefusal.insideData(path: target) }
    do {
      if FileManager.default.fileExists(atPath: target) {
        let names = try FileManager.default.contentsOfDirectory(atPath: target).filter { $0 != "lost+found" }
        if names.contains(BackupManifest.name) { return try BackupManifest.read(target) }
        // What an interrupted first back-up leaves is ours too.
        guard names.allSatisfy({ $0 == "photos" || Self.isOfBackup($0) }) else { throw BackupRefusal.notEmpty(path: target) }
      }
      try FolderFiles.make(target)
      return nil
    } catch is FileFault { throw BackupRefusal.unwritable(path: target) }
  }

  /// Whether a back-up wrote a file of this name.
  private static func isOfBackup(_ name: String) -> Bool {
    name == BackupManifest.firstListName || name.hasPrefix("photos-") || name.hasPrefix("center-")
      || name.hasPrefix(BackupManifest.name + PrivateFile.temporaryMark) || name.hasSuffix(".new")
  }

  /// A name that nothing bears: what an earlier manifest names is never written over.
  private static func freeName(_ start: String, _ time: Int64, _ end: String, in folder: String) -> String {
    let numbers = (time...).lazy.map { "\(start)\($0)\(end)" }
    return numbers.first { FolderFiles.status(folder + "/" + $0) == nil } ?? "\(start)\(time)\(end)"
  }

  private func copyDatabase(to target: String, at time: Int64) async throws -> BackupManifest.Database {
    let file = center.database as? SQLiteDatabase
    let name = Self.freeName("center-", time, file == nil ? ".rows" : ".sqlite", in: target)
    let path = target + "/" + name
    if let file { try await file.backup(to: path) } else { try await RowsFile.write(center.database, to: path) }
    return BackupManifest.Database(
      name: name, bytes: FolderFiles.status(path)?.bytes ?? 0, sha256: try fileSHA256(path), form: file == nil ? .rows : .sqlite
    )
  }

  /// Rows of earlier and of interrupted back-ups, lists of files, temporary files.
  private static func removeUnnamed(in target: String, _ manifest: BackupManifest) throws {
    let named = [BackupManifest.name, manifest.listName, manifest.database?.name]
    try FileFault.translating {
      for name in try FileManager.default.contentsOfDirectory(atPath: target) where isOfBackup(name) && !named.contains(name) {
        try FileSystem.calls.unlink(target + "/" + name)
      }
      try FileSystem.calls.syncFolder(target)
    }
  }

  private static func removeUnnamed(in copies: DiskPhotoStore, _ named: Set<PhotoHash>) async throws {
    for try await hash in copies.list() where !named.contains(hash) { try await copies.delete(hash) }
    _ = try await copies.sweep()
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
