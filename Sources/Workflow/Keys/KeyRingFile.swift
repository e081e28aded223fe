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

  /// Reads the key file, changes the ring and writes it, with every other writer kept out from before the reading until after the
  /// writing: what somebody else added meanwhile is never written over.
  ///
  /// - Parameters:
  ///   - path: the key file.
  ///   - change: gives the next ring, which must hold every key of the one it is given; nil leaves the file as it is.
  /// - Returns: the ring that lies in the file now.
  /// - Throws: `KeyRefusal`; `.keysLost` when the next ring lacks a key.
  @discardableResult
  static func update(path: String, _ change: (KeyRing) throws -> KeyRing?) throws -> KeyRing {
    try withLock(path: path) {
      let ring = try read(path: path)
      guard let next = try change(ring) else { return ring }
      if let lost = ring.firstKey(notIn: next) { throw KeyRefusal.keysLost(lost) }
      try next.write(path: path)
      return next
    }
  }

  /// The ring in the key file; a new one is written when there is no file.
  static func readOrMake(path: String, _ make: () throws -> KeyRing) throws -> KeyRing {
    try FolderFiles.make(PrivateFile.folder(of: path))
    return try withLock(path: path) {
      if FileManager.default.fileExists(atPath: path) { return try read(path: path) }
      let ring = try make()
      try ring.write(path: path)
      return ring
    }
  }

  static func withLock<T>(path: String, _ work: () throws -> T) throws -> T {
    let lock = try KeyFileLock(of: path)
    defer { withExtendedLifetime(lock) {} }
    // Keys of a write that was cut short must not lie about for ever.
    PrivateFile.removeLeftovers(of: path)
    return try work()
  }

  /// Writes the key file: a new file with mode 0600, synced, then put in the place of the old one in one step; under `withLock`.
  func write(path: String) throws {
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
    firstKey(notIn: other) == nil
  }

  /// The id of a key of this ring that the other one lacks.
  func firstKey(notIn other: KeyRing) -> String? {
    contents.keys.first { key in !other.contents.keys.contains { $0.id == key.id && $0.secret == key.secret } }?.id
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
