import Foundation
import GraduatePhotos
import Storage

extension Backup {
  /// What is to be done after a restore.
  public struct Restored: Sendable, Equatable {
    public let fileCount: Int
    /// False for a back-up of PostgreSQL, whose rows come back with its own tools.
    public let hasDatabase: Bool
    /// Where the keys belong.
    public let keysPath: String
  }

  /// Puts a back-up into an empty folder, checking every byte on the way; when anything is wrong, the folder is empty again.
  ///
  /// - Throws: `FolderRefusal.notEmpty`, `BackupRefusal`.
  public func restore(to dataPath: String, progress: @Sendable (Double) -> Void = { _ in }) async throws -> Restored {
    let folder = CenterFolder(path: dataPath)
    guard try folder.isFree() else { throw FolderRefusal.notEmpty(path: folder.path) }
    let existed = FileManager.default.fileExists(atPath: folder.path)
    do {
      try FolderFiles.make(folder.path)
      for name in ["photos", "spool", "keys", "locks"] { try FolderFiles.make(folder.path(name)) }
      try await restoreDatabase(to: folder)
      let hashes = try await restoreFiles(to: folder, progress)
      // Last: until then the folder is nobody's.
      try folder.write(.init(engine: manifest.engine, started: true))
      return Restored(fileCount: hashes, hasDatabase: manifest.database != nil, keysPath: folder.keysPath)
    } catch {
      for name in ["photos", "spool", "locks", "center.sqlite", "center.sqlite-wal", "center.sqlite-shm"] {
        try? FileManager.default.removeItem(atPath: folder.path(name))
      }
      if !existed { try? FileManager.default.removeItem(atPath: folder.path) }
      throw error
    }
  }

  private func restoreDatabase(to folder: CenterFolder) async throws {
    guard let copy = manifest.database else { return }
    try checkDatabaseFile()
    try FileManager.default.copyItem(atPath: path + "/" + copy.name, toPath: folder.databasePath)
    guard chmod(folder.databasePath, 0o600) == 0, try fileSHA256(folder.databasePath) == copy.sha256 else {
      throw BackupRefusal.damaged(what: "数据库 \(copy.name)")
    }
    let file = try FileHandle(forWritingTo: URL(filePath: folder.databasePath))
    try file.synchronize()
    try file.close()
    try FolderFiles.sync(folder.path)
    let database = try SQLiteDatabase(path: folder.databasePath)
    do {
      guard try await database.integrityProblems().isEmpty else { throw BackupRefusal.damaged(what: "数据库 \(copy.name)") }
      try await checkChains(database)
      await database.close()
    } catch {
      await database.close()
      throw error
    }
  }

  /// Every chain link by link, and the ends that the manifest noted.
  ///
  /// Signatures need the keys: `biying journal verify` afterwards.
  private func checkChains(_ database: any SQLDatabase) async throws {
    let expected = manifest.chains
    // Links need no key; this one is thrown away.
    let keys = try KeyRing.fresh(at: 0, chance: .system)
    let isWhole = try await database.read { sql in
      let transaction = Transaction(sql: sql, now: 0, keys: keys, chance: .system)
      for chain in expected {
        let link = try transaction.row(
          "SELECT hash FROM journal_link WHERE scope = ? AND position = ?", [.text(chain.scope), .integer(chain.lines)])
        guard let link, hexadecimal(try link.blob("hash")) == chain.head else { return false }
      }
      let scopes = try transaction.rows("SELECT DISTINCT scope FROM journal_link ORDER BY scope").map { try $0.text("scope") }
      return try scopes.allSatisfy { try transaction.hasWholeChain($0) }
    }
    guard isWhole else { throw BackupRefusal.journalBroken }
  }

  private func restoreFiles(to folder: CenterFolder, _ progress: (Double) -> Void) async throws -> Int {
    let hashes = try manifest.fileHashes(path)
    let files = try DiskPhotoStore(folder: folder.photosPath)
    for (number, hash) in hashes.enumerated() {
      progress(Double(number) / Double(hashes.count))
      let source = "\(path)/photos/\(hash.hex.prefix(2))/\(hash.hex.dropFirst(2).prefix(2))/\(hash.hex)"
      guard FileManager.default.fileExists(atPath: source) else { throw BackupRefusal.incomplete(missing: 1) }
      guard try await files.put(contentsOf: URL(filePath: source)) == hash else {
        throw BackupRefusal.damaged(what: "文件 \(hash.hex)")
      }
    }
    progress(1)
    return hashes.count
  }
}

extension Transaction {
  /// Whether every link follows from the one before and its line; without keys, so without signatures.
  func hasWholeChain(_ scope: String) throws -> Bool {
    var hash = JournalChain.beginning(of: scope)
    var position: Int64 = 0
    var isWhole = true
    try sql.forEachRow(
      """
      SELECT k.position, k.hash, \(storedLineColumns) FROM journal_link k JOIN journal_line l ON l.id = k.line_id
      WHERE k.scope = ? ORDER BY k.position
      """, [.text(scope)]
    ) { row in
      hash = JournalChain.link(after: hash, line: try storedLine(from: row))
      position += 1
      if try row.integer("position") != position || row.blob("hash") != hash { isWhole = false }
    }
    return isWhole
  }
}
