import Crypto
import Foundation

/// The proof that a request comes from a station: Ed25519 over what is asked and when.
///
/// A repeated request proves nothing new within the minutes for which it is believed, so only reading is proved this way.
public enum RequestProof {
  /// How far the clock of whoever asks may be off, milliseconds.
  public static let toleranceMilliseconds: Int64 = 10 * 60_000

  /// What is signed.
  ///
  /// - at: milliseconds UTC.
  public static func text(path: String, at: Int64, body: [UInt8]) -> [UInt8] {
    Array("biying request 1\n\(path)\n\(at)\n\(packetHash(body))".utf8)
  }

  /// 64 bytes in Base64.
  ///
  /// - key: Ed25519 private key, 32 bytes.
  public static func sign(_ text: [UInt8], with key: [UInt8]) throws -> String {
    let signing = try Curve25519.Signing.PrivateKey(rawRepresentation: key)
    return try signing.signature(for: Data(text)).base64EncodedString()
  }

  /// - key: Ed25519 public key, 32 bytes.
  public static func holds(_ signature: String, over text: [UInt8], by key: [UInt8]) -> Bool {
    guard let bytes = Data(base64Encoded: signature), let signing = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
    else {
      return false
    }
    return signing.isValidSignature(bytes, for: Data(text))
  }
}
