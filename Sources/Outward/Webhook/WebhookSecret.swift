import Crypto
import Foundation

/// The secret shared with a webhook's receiver; it never shows in a description, a dump or a log.
public struct WebhookSecret: Sendable, Redacted {
  private let key: SymmetricKey

  /// Nil when shorter than 16 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= OutwardLimits.webhookSecretBytes else { return nil }
    key = SymmetricKey(data: bytes)
  }

  func signature(of bytes: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
  }

  /// Compares in constant time.
  func isSignature(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: bytes, using: key)
  }
}
