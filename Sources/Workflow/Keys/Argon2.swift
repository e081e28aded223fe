import CArgon2
import Crypto

/// Argon2id (RFC 9106) for passwords and passphrases; always off the cooperative pool, see `PasswordHasher`.
enum Argon2 {
  struct Fault: Error { let code: Int32 }

  /// The encoded hash of a password with a fresh salt; parameters are part of the text.
  static func hash(_ password: String, salt: [UInt8]) throws -> String {
    var encoded = [CChar](repeating: 0, count: 256)
    let bytes = Array(password.utf8)
    let code = argon2id_hash_encoded(
      WorkflowLimits.argonPasses, WorkflowLimits.argonMemoryKiB, WorkflowLimits.argonLanes, bytes, bytes.count, salt,
      salt.count,
      32, &encoded, encoded.count)
    guard code == ARGON2_OK.rawValue else { throw Fault(code: code) }
    return encoded.withUnsafeBufferPointer { buffer in
      String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  static func verify(_ password: String, against encoded: String) -> Bool {
    let bytes = Array(password.utf8)
    return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
  }

  /// A 256-bit key from a passphrase: 64 MiB, 3 passes.
  static func derivedKey(from passphrase: String, salt: [UInt8]) throws -> SymmetricKey {
    var key = [UInt8](repeating: 0, count: 32)
    let bytes = Array(passphrase.utf8)
    let code = argon2id_hash_raw(3, 65_536, 1, bytes, bytes.count, salt, salt.count, &key, key.count)
    guard code == ARGON2_OK.rawValue else { throw Fault(code: code) }
    return SymmetricKey(data: key)
  }
}
