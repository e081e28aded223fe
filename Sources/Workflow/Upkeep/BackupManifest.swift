import Crypto
import Foundation
import Storage

/// What a back-up holds, with hashes; no keys, and nothing that waits in the spool.
///
/// ```text
/// DIR/manifest.json        this; written last, in one step: what it names is whole
/// DIR/center-….sqlite      the rows of an SQLite center, a copy of its database
/// DIR/center-….rows        the rows of a center on PostgreSQL, see `RowsFile`
/// DIR/photos-….txt         the files' hashes, a line each, sorted (photos.txt in version 1)
/// DIR/photos/ab/cd/…       the files
/// ```
public struct BackupManifest: Codable, Sendable, Equatable {
  public struct Database: Codable, Sendable, Equatable {
    public let name: String
    public let bytes: Int64
    public let sha256: String
    /// Nil is `sqlite`: version 1 had no other.
    public var form: Form?
  }

  public enum Form: String, Codable, Sendable { case sqlite, rows }

  /// Where a chain of the journal ended when the back-up began.
  public struct Chain: Codable, Sendable, Equatable {
    public let scope: String
    public let lines: Int64
    public let head: String
  }

  public var backup = "biying"
  public var version = UpkeepLimits.backupVersion
  public let madeAt: Int64
  /// `sqlite` or `postgresql`.
  public let engine: String
  /// The last migration of the database.
  public let migration: Int
  /// Nil only in version 1, for PostgreSQL.
  public let database: Database?
  public let fileCount: Int
  public let fileBytes: Int64
  /// SHA-256 of the list of files.
  public let fileList: String
  public let chains: [Chain]
  /// The list of files; nil is `photos.txt`.
  public var fileListName: String?
  /// Counts the back-ups into this folder; decides whose turn it is to be read again.
  public var run: Int?
  /// Files that were damaged, and files that rows name and that were not there, when this was made.
  public var damaged: Int?
  public var missing: Int?

  static let name = "manifest.json"
  static let firstListName = "photos.txt"

  /// A name in the back-up's own folder, nothing else.
  var listName: String { fileListName.map { $0.contains("/") ? Self.firstListName : $0 } ?? Self.firstListName }
  /// Whether everything that the rows name was there and sound.
  public var isGood: Bool { (damaged ?? 0) + (missing ?? 0) == 0 }

  static func read(_ folder: String) throws -> BackupManifest {
    let path = folder + "/" + name
    guard let size = FolderFiles.status(path)?.bytes, size <= UpkeepLimits.manifestBytes,
      let data = FileManager.default.contents(atPath: path),
      let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data), manifest.backup == "biying"
    else { throw BackupRefusal.notABackup(path: folder) }
    guard manifest.version <= UpkeepLimits.backupVersion else { throw BackupRefusal.newerLayout(found: manifest.version) }
    return manifest
  }

  func write(_ folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try writePrivateFile(Array(try encoder.encode(self)) + [0x0A], path: folder + "/" + Self.name)
  }

  /// The files it names, checked against their hash.
  func fileHashes(_ folder: String) throws -> [PhotoHash] {
    guard let data = FileManager.default.contents(atPath: folder + "/" + listName),
      hexadecimal(SHA256.hash(data: data)) == fileList
    else { throw BackupRefusal.damaged(what: "文件清单 \(listName)") }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { PhotoHash(String($0)) }
  }
}

/// SHA-256 of a file in pieces, hexadecimal.
func fileSHA256(_ path: String) throws -> String {
  guard let file = FileHandle(forReadingAtPath: path) else { throw FileFault(operation: "open", code: ENOENT) }
  defer { try? file.close() }
  var digest = SHA256()
  while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { digest.update(data: piece) }
  return hexadecimal(digest.finalize())
}
