import Crypto

/// One-time passwords by time (RFC 6238): SHA-1, 30 seconds, six digits, which every authenticator on a phone reads.
enum OneTimePassword {
  static let stepMilliseconds: Int64 = 30_000
  /// Steps before and after now that are accepted, for phones whose clock is a little off.
  static let tolerance: Int64 = 1

  /// The six digits for a step.
  static func code(secret: [UInt8], step: Int64) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(8 * (7 - $0))) }
    let digest = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(digest[19] & 15)
    let number =
      (UInt32(digest[offset] & 0x7F) << 24 | UInt32(digest[offset + 1]) << 16 | UInt32(digest[offset + 2]) << 8
        | UInt32(digest[offset + 3])) % 1_000_000
    let text = String(number)
    return String(repeating: "0", count: 6 - text.count) + text
  }

  /// The step a code fits within the tolerance, or nil.
  static func step(fitting code: String, secret: [UInt8], at now: Int64) -> Int64? {
    let current = now / stepMilliseconds
    return (-tolerance...tolerance).map { current + $0 }.first { sameText(self.code(secret: secret, step: $0), code) }
  }

  /// What the QR of the set-up page says (the Key URI format of authenticators).
  static func address(secret: [UInt8], signInName: String) -> String {
    let label = signInName.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_@".contains($0)) }
    return "otpauth://totp/Biying:\(label)?secret=\(base32(secret))&issuer=Biying&algorithm=SHA1&digits=6&period=30"
  }

  /// Base32 (RFC 4648) without padding.
  static func base32(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var text = ""
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
      }
    }
    if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
    return text
  }
}

/// Compares without telling by its time where two texts differ.
func sameText(_ one: String, _ other: String) -> Bool {
  let a = Array(one.utf8)
  let b = Array(other.utf8)
  guard a.count == b.count else { return false }
  return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}
