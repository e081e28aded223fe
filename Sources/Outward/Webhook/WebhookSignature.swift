/// How a webhook proves that it comes from us and is fresh.
///
/// `Biying-Signature` holds one or more of `v1=` + 64 lower-case hex digits, separated by commas: HMAC-SHA256 over
/// `Biying-Delivery` "." `Biying-Timestamp` "." body, once for each secret in force (two while a secret is being changed).
/// A receiver accepts when one of them is right **and** the timestamp (seconds since 1970) lies within 300 s of its own clock
/// **and** it has not seen the delivery before: the window keeps its memory of deliveries short. A repeated delivery keeps
/// its id and gets a new timestamp.
public enum WebhookSignature {
  public static let deliveryHeader = "Biying-Delivery"
  public static let timestampHeader = "Biying-Timestamp"
  public static let signatureHeader = "Biying-Signature"

  /// What a receiver finds.
  public enum Verdict: Sendable, Equatable {
    case genuine
    /// Not signed with any of the secrets, or changed on the way.
    case forged
    /// Rightly signed, outside the window of 300 s: an old one played again, or a wrong clock.
    case stale
  }

  /// The value of `Biying-Signature`.
  public static func value(delivery: String, timestampSeconds: Int64, body: [UInt8], secrets: [WebhookSecret]) -> String {
    let signed = signedBytes(delivery, String(timestampSeconds), body)
    return secrets.map { "v1=" + HexDigits.lower($0.signature(of: signed)) }.joined(separator: ",")
  }

  /// The receiver's side, for our own inlets and for tests.
  public static func verdict(
    delivery: String, timestamp: String, signature: String, body: [UInt8], secrets: [WebhookSecret], nowSeconds: Int64
  ) -> Verdict {
    let signed = signedBytes(delivery, timestamp, body)
    let candidates = signature.split(separator: ",").prefix(4).compactMap { part in
      part.hasPrefix("v1=") ? bytes(hex: part.dropFirst(3)) : nil
    }
    let isGenuine = candidates.contains { candidate in
      secrets.contains { $0.isSignature(candidate, of: signed) }
    }
    guard isGenuine, let sent = Int64(timestamp) else { return .forged }
    let window = Int64(OutwardLimits.webhookReplayWindowSeconds)
    return sent >= nowSeconds - window && sent <= nowSeconds + window ? .genuine : .stale
  }

  private static func signedBytes(_ delivery: String, _ timestamp: String, _ body: [UInt8]) -> [UInt8] {
    Array("\(delivery).\(timestamp).".utf8) + body
  }

  private static func bytes(hex: Substring) -> [UInt8]? {
    let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == 64, hex.utf8.count == 64 else { return nil }
    return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
