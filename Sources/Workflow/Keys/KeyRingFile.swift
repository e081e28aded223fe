import Crypto
import Foundation
import Glibc

/// Reading, writing and exporting the key file.
extension KeyRing {
  /// Reads the key file.
  ///
  /// - Throws: `KeyRefusal` when it is missing, unreadable or readable by others than its owner.
  public static func read(path: String) throws -> KeyRing {
    var status = stat()
    guard stat(path, &status) == 0 else { throw KeyRefusal.missing(path: path) }
    guard status.st_mode & 0o077 == 0 else { throw KeyRefusal.tooOpen(path: path) }
    guard let data = FileManager.default.contents(atPath: path),
      let contents = try? JSONDecoder().decode(Contents.self, from: data)
    else { throw KeyRefusal.unreadable(path: path) }
    return try KeyRing(contents: contents)
  }

  /// Writes the key file: a new file with mode 0600, synced, then put in the place of the old one in one step.
  public func write(path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try writePrivateFile(Array(try encoder.encode(contents)), path: path)
  }

  /// The whole ring wrapped with a passphrase: Argon2id (64 MiB, 3 passes), then AES-256-GCM.
  ///
  /// - Throws: `KeyRefusal.shortPassphrase` under 12 characters.
  public func exported(with passphrase: String, chance: Chance) throws -> [UInt8] {
    guard passphrase.unicodeScalars.count >= 12 else { throw KeyRefusal.shortPassphrase }
    let salt = chance.bytes(16)
    let key = try Argon2.derivedKey(from: passphrase, salt: salt)
    let plain = try JSONEncoder().encode(contents)
    return Self.exportMark + salt + (try sealBytes(plain, with: key, as: "biying key export 1"))
  }

  /// Opens an export.
  ///
  /// - Throws: `KeyRefusal.wrongPassphrase` when passphrase or file are wrong; the two cannot be told apart.
  public static func imported(_ export: [UInt8], with passphrase: String) throws -> KeyRing {
    guard export.count > exportMark.count + 16 + 28, Array(export.prefix(exportMark.count)) == exportMark else {
      throw KeyRefusal.wrongPassphrase
    }
    let salt = Array(export[exportMark.count..<(exportMark.count + 16)])
    let key = try Argon2.derivedKey(from: passphrase, salt: salt)
    guard let plain = try? openBytes(Array(export[(exportMark.count + 16)...]), with: key, as: "biying key export 1"),
      let contents = try? JSONDecoder().decode(Contents.self, from: Data(plain))
    else { throw KeyRefusal.wrongPassphrase }
    return try KeyRing(contents: contents)
  }

  /// Whether the other ring holds every key of this one: what a tested export has to prove.
  public func isContained(in other: KeyRing) -> Bool {
    contents.keys.allSatisfy { key in other.contents.keys.contains { $0.id == key.id && $0.secret == key.secret } }
  }

  /// The same ring, remembering that an export was made, and when one was last opened again for a test.
  public func remembering(exportedAt: Int64? = nil, exportTestedAt: Int64? = nil) throws -> KeyRing {
    var next = contents
    if let exportedAt { next.exportedAt = exportedAt }
    if let exportTestedAt { next.exportTestedAt = exportTestedAt }
    return try KeyRing(contents: next)
  }

  public var exportedAt: Int64? { contents.exportedAt }
  public var exportTestedAt: Int64? { contents.exportTestedAt }
  /// When the newest key was made.
  public var newestKeyMadeAt: Int64 { contents.keys.map(\.madeAt).max() ?? 0 }

  private static let exportMark = Array("biying-keys-1\n".utf8)
}

/// Writes a file only its owner can read: temporary file, fsync, rename, fsync of the folder.
func writePrivateFile(_ bytes: [UInt8], path: String) throws {
  let temporary = path + ".new"
  let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  guard file >= 0 else { throw FileFault(operation: "open", code: errno) }
  defer { close(file) }
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + written }, bytes.count - written) }
    guard count > 0 else { throw FileFault(operation: "write", code: errno) }
    written += count
  }
  guard fchmod(file, 0o600) == 0, fsync(file) == 0, rename(temporary, path) == 0 else {
    throw FileFault(operation: "fsync or rename", code: errno)
  }
  let folder = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
  guard folder >= 0 else { throw FileFault(operation: "open folder", code: errno) }
  defer { close(folder) }
  guard fsync(folder) == 0 else { throw FileFault(operation: "fsync folder", code: errno) }
}

/// A call to the file system that failed; no path, because a path can hold a name.
struct FileFault: PlainFault {
  let operation: String
  let code: Int32
  var description: String { "\(operation) failed: errno \(code)" }
}
