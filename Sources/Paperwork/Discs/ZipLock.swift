import GraduatePhotos

/// The password of an encrypted delivery, and what its bytes are made again from (`LockedZip`).
///
/// WinZip's AES-256 (AE-2), which 7-Zip and Bandizip open. The same password, seed and delivery give the same bytes, so that a lost disc is
/// written again bit for bit. The salt comes from the secret seed and all that the archive holds: other content never meets a salt that was
/// used, and nobody without the seed can guess one.
public struct ZipLock: Sendable {
  let password: [UInt8]
  private let seed: [UInt8]

  /// - Parameters:
  ///   - password: `DiscLimits.passwordCharacters` characters of printable ASCII: programs differ in how they read others.
  ///   - seed: at least 32 secret bytes that are kept as long as discs may have to be written again.
  /// - Throws: `DiscRefusal.passwordForm`.
  public init(password: String, seed: [UInt8]) throws(DiscRefusal) {
    precondition(seed.count >= 32, "a seed has at least 32 bytes")
    self.password = try Self.bytes(ofPassword: password)
    self.seed = seed
  }

  static func bytes(ofPassword password: String) throws(DiscRefusal) -> [UInt8] {
    let bytes = Array(password.utf8)
    guard DiscLimits.passwordCharacters.contains(bytes.count), bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
      throw .passwordForm
    }
    return bytes
  }

  /// The salt for a file of this name that will hold what the digest stands for.
  func salt(name: String, content: [UInt8]) -> [UInt8] {
    var message = Array("biying zip salt 2".utf8)
    for part in [Array(name.utf8), content] { message += ZipFormat.number(part.count, 8) + part }
    return Array(HMACSHA256.code(of: message, key: seed).prefix(ZipCipher.saltBytes))
  }
}
