import CNettle
import GraduatePhotos

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
///
/// Debian's nettle uses the processor's own instructions, which `sha256sum` does not.
public struct SHA256Sum: Sendable {
  public static let byteCount = 32
  private var state = sha256_ctx()

  public init() { nettle_sha256_init(&state) }

  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    nettle_sha256_update(&state, bytes.count, base.assumingMemoryBound(to: UInt8.self))
  }

  public mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  /// The 32 bytes; the sum begins anew.
  public mutating func digest() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      nettle_sha256_digest(&state, Self.byteCount, buffer.baseAddress)
      count = Self.byteCount
    }
  }

  public static func of(_ bytes: [UInt8]) -> [UInt8] {
    var sum = SHA256Sum()
    sum.add(bytes)
    return sum.digest()
  }
}

/// HMAC-SHA-256 (RFC 2104).
enum HMACSHA256 {
  static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var state = hmac_sha256_ctx()
    nettle_hmac_sha256_set_key(&state, key.count, key)
    nettle_hmac_sha256_update(&state, message.count, message)
    return [UInt8](unsafeUninitializedCapacity: SHA256Sum.byteCount) { buffer, count in
      nettle_hmac_sha256_digest(&state, SHA256Sum.byteCount, buffer.baseAddress)
      count = SHA256Sum.byteCount
    }
  }
}

/// Ed25519 signatures (RFC 8032).
public enum Ed25519 {
  public static let keyBytes = 32
  public static let signatureBytes = 64

  /// Whether the signature is that of the message under the key; false for a key or signature of another length.
  public static func isValid(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
    guard publicKey.count == keyBytes, signature.count == signatureBytes else { return false }
    return nettle_ed25519_sha512_verify(publicKey, message.count, message, signature) == 1
  }

  /// A signer from the key's 32 secret bytes.
  public static func signer(keyID: String, secretKey: [UInt8]) -> DeliverySigner {
    precondition(secretKey.count == keyBytes, "an Ed25519 key has 32 bytes")
    let publicKey = publicKey(of: secretKey)
    return DeliverySigner(keyID: keyID) { message in
      [UInt8](unsafeUninitializedCapacity: signatureBytes) { buffer, count in
        nettle_ed25519_sha512_sign(publicKey, secretKey, message.count, message, buffer.baseAddress)
        count = signatureBytes
      }
    }
  }

  public static func publicKey(of secretKey: [UInt8]) -> [UInt8] {
    precondition(secretKey.count == keyBytes, "an Ed25519 key has 32 bytes")
    return [UInt8](unsafeUninitializedCapacity: keyBytes) { buffer, count in
      nettle_ed25519_sha512_public_key(buffer.baseAddress, secretKey)
      count = keyBytes
    }
  }
}
