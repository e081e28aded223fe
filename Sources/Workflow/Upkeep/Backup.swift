import Foundation
import Storage

/// Looking at a back-up, and putting it back; needs no keys and no center.
public struct Backup: Sendable {
  public let path: String
  public let manifest: BackupManifest

  /// - Throws: `BackupRefusal.notABackup`, `.newerLayout`.
  public init(at path: String) throws {
    self.path = CenterFolder(path: path).path
    manifest = try BackupManifest.read(self.path)
  }

  /// Reads everything and compares it with the manifest.
  ///
  /// - Throws: `BackupRefusal.damaged`, `.incomplete`.
  public func check(progress: @Sendable (Double) -> Void = { _ in }) async throws {
    try checkDatabaseFile()
    let files = try DiskPhotoStore(folder: path + "/photos")
    let hashes = try manifest.fileHashes(path)
    var missing = 0
    for (number, hash) in hashes.enumerated() {
      progress(Double(number) / Double(hashes.count))
      do { _ = try await files.read(hash) } catch PhotoStoreError.missing { missing += 1 } catch PhotoStoreError.corrupt {
        throw BackupRefusal.damaged(what: "文件 \(hash.hex)")
      }
    }
    guard missing == 0 else { throw BackupRefusal.incomplete(missing: missing) }
    progress(1)
  }

  func checkDatabaseFile() throws {
    guard let database = manifest.database else { return }
    // A name of a file beside the manifest, nothing else.
    guard !database.name.contains("/"), FileManager.default.fileExists(atPath: path + "/" + database.name) else {
      throw BackupRefusal.incomplete(missing: 1)
    }
    guard try fileSHA256(path + "/" + database.name) == database.sha256 else {
      throw BackupRefusal.damaged(what: "数据库 \(database.name)")
    }
  }
}
