import CArgon2
import Crypto
import Foundation
import GraduatePhotos
import Outward

/// The key of a visit: everything personal that a station keeps of it is sealed under it, and is gone with it.
struct VisitKey: Sendable {
  let bytes: [UInt8]
  private let key: SymmetricKey

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    key = SymmetricKey(data: bytes)
  }

  /// AES-256-GCM, random nonce first, bound to the record it belongs to.
  func seal(_ plain: some DataProtocol, as record: String) throws -> [UInt8] {
    let box = try AES.GCM.seal(plain, using: key, authenticating: Array(record.utf8))
    guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
    return Array(combined)
  }

  func open(_ sealed: [UInt8], as record: String) throws -> [UInt8] {
    Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: Array(record.utf8)))
  }

  /// What a scanned text is compared as.
  static func mark(_ text: String, under markKey: [UInt8]) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: markKey))
    return hexText(code)
  }
}

/// Lower-case hexadecimal.
func hexText(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
}

extension TakeAlongHead.Slot {
  /// The visit's key, when the password is right; some 40 ms, so off the cooperative pool.
  func key(for password: String) -> VisitKey? {
    guard let argon = KeySlot.Argon(self.argon) else { return nil }
    var hash = [UInt8](repeating: 0, count: 32)
    let typed = Array(password.utf8)
    let code = argon2id_hash_raw(
      argon.passes, argon.memoryKiB, argon.lanes, typed, typed.count, argon.salt, argon.salt.count, &hash, hash.count)
    guard code == ARGON2_OK.rawValue else { return nil }
    return KeySlot.unwrap(wrapped, argon: self.argon, hash: hash).map(VisitKey.init)
  }
}
