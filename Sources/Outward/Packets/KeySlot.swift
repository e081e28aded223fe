import Crypto
import Foundation

/// A visit's key, wrapped so that a crew member's sign-in password opens it where there is no network.
///
/// The center keeps passwords as encoded Argon2id hashes. The hash itself serves as the wrapping key's material; the station gets its
/// parameters and salt, not the hash, and finds it again from the password. Guessing a password therefore costs a station's thief one
/// Argon2id a try, exactly as at the center.
public enum KeySlot {
  /// What stands before the hash in its encoded form: what the station needs to make it again.
  public struct Argon: Sendable, Hashable {
    public var memoryKiB: UInt32
    public var passes: UInt32
    public var lanes: UInt32
    public var salt: [UInt8]

    /// - text: `$argon2id$v=19$m=…,t=…,p=…$salt`, nothing behind.
    ///
    /// Bounds what a file may ask of the station: 256 MiB, 16 passes, 8 lanes.
    public init?(_ text: String) {
      let parts = text.split(separator: "$")
      guard parts.count == 4, parts[0] == "argon2id", parts[1] == "v=19", let salt = Self.decoded(parts[3]) else { return nil }
      var numbers: [Substring: UInt32] = [:]
      for entry in parts[2].split(separator: ",") {
        let pair = entry.split(separator: "=")
        guard pair.count == 2, let number = UInt32(pair[1]) else { return nil }
        numbers[pair[0]] = number
      }
      guard let memory = numbers["m"], let passes = numbers["t"], let lanes = numbers["p"], memory <= 262_144, passes <= 16,
        lanes <= 8, salt.count >= 8
      else { return nil }
      self.memoryKiB = memory
      self.passes = passes
      self.lanes = lanes
      self.salt = salt
    }

    fileprivate static func decoded(_ text: Substring) -> [UInt8]? {
      let padded = String(text) + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
      return Data(base64Encoded: padded).map(Array.init)
    }
  }

  /// The slot's two texts; nil when the hash is not an encoded Argon2id one.
  public static func wrap(_ key: [UInt8], encodedHash: String) throws -> (argon: String, wrapped: String)? {
    guard let cut = encodedHash.lastIndex(of: "$") else { return nil }
    let argon = String(encodedHash[..<cut])
    guard Argon(argon) != nil, let hash = Argon.decoded(encodedHash[encodedHash.index(after: cut)...]), hash.count >= 16 else {
      return nil
    }
    let box = try AES.GCM.seal(key, using: wrappingKey(hash), authenticating: Array(argon.utf8))
    guard let combined = box.combined else { return nil }
    return (argon, combined.base64EncodedString())
  }

  /// The key; nil when the password was another.
  ///
  /// - hash: Argon2id of what was typed, as the slot's `argon` says, 32 bytes.
  public static func unwrap(_ wrapped: String, argon: String, hash: [UInt8]) -> [UInt8]? {
    guard let bytes = Data(base64Encoded: wrapped), let box = try? AES.GCM.SealedBox(combined: bytes) else { return nil }
    return (try? AES.GCM.open(box, using: wrappingKey(hash), authenticating: Array(argon.utf8))).map(Array.init)
  }

  private static func wrappingKey(_ hash: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: hash), info: Array("biying visit slot 1".utf8), outputByteCount: 32)
  }
}
