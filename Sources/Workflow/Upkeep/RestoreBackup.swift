import Foundation
import GraduatePhotos
import Storage

extension Backup {
  /// What is to be done after a restore.
  public struct Restored: Sendable, Equatable {
    public let fileCount: Int
    /// False for a back-up of PostgreSQL by the first version, whose rows were dumped with other tools.
    public let hasDatabase: Bool
    /// Where the keys belong.
    public let keysPath: String
  }

  /// Puts a back-up into an empty folder, checking every byte on the way; when anything is wrong, the folder is empty again.
  ///
  /// - Parameters:
  ///   - dataPath: an empty folder, or none yet.
  ///   - databaseURL: the rows go into this empty PostgreSQL database, whichever engine they come from; nil puts them into the folder.
  ///   - progress: told the share that is done, 0 to 1.
  /// - Returns: what was put back.
  /// - Throws: `FolderRefusal.notEmpty`, `.databaseNotEmpty`, `.newerDatabase`, `BackupRefusal`.
  public func restore(
    to dataPath: String, databaseURL: String? = nil, progress: @Sendable (Double) -> Void = { _ in }
  ) async throws -> Restored {
    let folder = CenterFolder(path: dataPath)
    guard try folder.isFree() else { throw FolderRefusal.notEmpty(path: folder.path) }
    let existed = FileManager.default.fileExists(atPath: folder.path)
    do {
      try checkDatabaseFile()
      try FolderFiles.make(folder.path)
      for name in ["photos", "spool", "keys", "locks"] { try FolderFiles.make(folder.path(name)) }
      let hashes = try await restoreFiles(to: folder, progress)
      // After the files: what is wrong with one of them must not leave rows in a database elsewhere.
      try await restoreDatabase(to: folder, databaseURL)
      // Last: until then the folder is nobody's.
      let engine = databaseURL == nil ? manifest.database == nil ? manifest.engine : "sqlite" : "postgresql"
      try folder.write(.init(engine: engine, started: true))
      return Restored(fileCount: hashes, hasDatabase: manifest.database != nil, keysPath: folder.keysPath)
    } catch {
      for name in ["photos", "spool", "locks"] + Self.databaseNames {
        try? FileManager.default.removeItem(atPath: folder.path(name))
      }
      if !existed { try? FileManager.default.removeItem(atPath: folder.path) }
      throw error
    }
  }

  private static let databaseNames = [
    "center.sqlite", "center.sqlite-wal", "center.sqlite-shm", "center.rows", "center.rows.part",
  ]

  private func restoreDatabase(to folder: CenterFolder, _ databaseURL: String?) async throws {
    guard let copy = manifest.database else { return }
    switch (copy.form ?? .sqlite, databaseURL) {
    case (.sqlite, nil):
      try await restoreCopy(copy, to: folder) { database in
        guard try await database.integrityProblems().isEmpty else { throw BackupRefusal.damaged(what: "数据库 \(copy.name)") }
        guard try await database.read({ try hasWholeJournal($0, ends: manifest.chains) }) else {
          throw BackupRefusal.journalBroken
        }
      }
    case (.sqlite, let url?):
      let rows = folder.path("center.rows")
      try await restoreCopy(copy, to: folder) { try await RowsFile.write($0, to: rows) }
      try await restoreRows(rows, into: url)
      for name in Self.databaseNames { try? FileManager.default.removeItem(atPath: folder.path(name)) }
    case (.rows, nil):
      let database = try SQLiteDatabase(path: folder.databasePath)
      try await closing(database) { try await restoreRows(path + "/" + copy.name, into: database) }
      try FolderFiles.sync(folder.path)
    case (.rows, let url?): try await restoreRows(path + "/" + copy.name, into: url)
    }
  }

  /// The copied database file, checked once more where it lies now, and opened.
  private func restoreCopy(
    _ copy: BackupManifest.Database, to folder: CenterFolder, _ body: (SQLiteDatabase) async throws -> Void
  ) async throws {
    try FileManager.default.copyItem(atPath: path + "/" + copy.name, toPath: folder.databasePath)
    guard chmod(folder.databasePath, 0o600) == 0, try fileSHA256(folder.databasePath) == copy.sha256 else {
      throw BackupRefusal.damaged(what: "数据库 \(copy.name)")
    }
    try FileFault.translating { try FileSystem.calls.syncFile(folder.databasePath) }
    try FolderFiles.sync(folder.path)
    let database = try SQLiteDatabase(path: folder.databasePath)
    try await closing(database) { try await body(database) }
  }

  private func restoreRows(_ rows: String, into url: String) async throws {
    guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else { throw FolderRefusal.databaseURL }
    try await OpenCenter.translatingOpening {
      let database = try await PostgreSQLDatabase(url: url)
      try await closing(database) { try await restoreRows(rows, into: database) }
    }
  }

  private func restoreRows(_ rows: String, into database: any SQLDatabase) async throws {
    let ends = manifest.chains
    do {
      try await RowsFile.restore(rows, into: database, migrations: Schema.migrations) { sql in
        // Numbers of the old server's transactions mean nothing here, and lines that wait must not wait for them to come up again.
        try sql.execute("UPDATE journal_unsealed SET transaction_number = 0")
        guard try hasWholeJournal(sql, ends: ends) else { throw BackupRefusal.journalBroken }
      }
    } catch RowsFile.Failure.notEmpty {
      throw FolderRefusal.databaseNotEmpty
    } catch is RowsFile.Failure {
      throw BackupRefusal.damaged(what: "数据库 \(manifest.database?.name ?? "")")
    } catch StorageError.newerDatabase(let found, let known) {
      throw FolderRefusal.newerDatabase(found: found, known: known)
    }
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

/// Does something with a database and closes it, whatever comes of it.
private func closing(_ database: any SQLDatabase, _ body: () async throws -> Void) async throws {
  do { try await body() } catch {
    await database.close()
    throw error
  }
  await database.close()
}

/// Every chain link by link, and the ends that a manifest noted.
///
/// Signatures need the keys: `biying journal verify` afterwards.
private func hasWholeJournal(_ sql: any SQLTransaction, ends: [BackupManifest.Chain]) throws -> Bool {
  // Links need no key; this one is thrown away.
  let transaction = Transaction(sql: sql, now: 0, keys: try KeyRing.fresh(at: 0, chance: .system), chance: .system)
  for chain in ends {
    let link = try transaction.row(
      "SELECT hash FROM journal_link WHERE scope = ? AND position = ?", [.text(chain.scope), .integer(chain.lines)])
    guard let link, hexadecimal(try link.blob("hash")) == chain.head else { return false }
  }
  let scopes = try transaction.rows("SELECT DISTINCT scope FROM journal_link ORDER BY scope").map { try $0.text("scope") }
  return try scopes.allSatisfy { try transaction.hasWholeChain($0) }
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
