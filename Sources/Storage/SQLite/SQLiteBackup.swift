import Foundation
import GRDB

extension SQLiteDatabase {
  /// A consistent copy of the whole database while it is being used, checked before this returns.
  ///
  /// `path` must not exist (`58P02`); it holds a whole database, synced to the disk, or nothing when this throws.
  public func backup(to path: String) async throws {
    guard try PhotoFile.status(path) == nil else { throw StorageError.other(code: "58P02") }
    let pool = pool
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global().async { done.resume(with: Result { try Self.copy(pool, to: path) }) }
    }
  }

  /// What is wrong with the file, a line each; empty when it is sound.
  ///
  /// Reads everything.
  public func integrityProblems() async throws -> [String] {
    try await read { transaction in
      let lines = try transaction.rows("PRAGMA integrity_check").map { try $0.text("integrity_check") }
      let orphans = try transaction.rows("PRAGMA foreign_key_check").map { try "foreign key: \($0.text("table"))" }
      return lines.filter { $0 != "ok" } + orphans
    }
  }

  private static func copy(_ pool: DatabasePool, to path: String) throws {
    let temporary = path + ".part"
    do {
      // Only SQLite's own copy-out sees one snapshot without keeping writers out.
      try pool.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [temporary]) }
      try check(temporary)
      try keep(temporary, as: path)
    } catch {
      for name in [temporary, temporary + "-wal", temporary + "-shm", temporary + "-journal"] { unlink(name) }
      throw SQLiteErrors.translate(error)
    }
  }

  private static func check(_ path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    let copy = try DatabaseQueue(path: path, configuration: configuration)
    let verdict = try copy.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    try copy.close()
    guard verdict == "ok" else { throw StorageError.corrupt }
  }

  private static func keep(_ temporary: String, as path: String) throws {
    guard chmod(temporary, 0o600) == 0 else { throw FileSystemFailure(errno: errno, call: "chmod") }
    let calls = FileSystem.calls
    try calls.syncFile(temporary)
    try calls.rename(temporary, to: path)
    try calls.syncFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }
}
