import Crypto
import Foundation

/// What a phone's authenticator shows (RFC 6238: SHA-1, 30 s, six digits).
struct Authenticator: Sendable {
  let secret: [UInt8]
  static let stepMilliseconds: Int64 = 30_000
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  /// From the text that the page shows, in groups of four (RFC 4648 base 32).
  init?(base32 text: String) {
    var (value, bits) = (0, 0)
    var bytes: [UInt8] = []
    for letter in text where letter != " " && letter != "=" {
      guard let digit = Self.letters.firstIndex(of: letter) else { return nil }
      value = (value << 5 | digit) & 0xFFFF
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(value >> bits & 0xFF))
      }
    }
    guard bytes.count >= 10 else { return nil }
    secret = bytes
  }

  func digits(at time: Int64) -> String {
    let step = withUnsafeBytes(of: (time / Self.stepMilliseconds).bigEndian) { Data($0) }
    let code = Array(HMAC<Insecure.SHA1>.authenticationCode(for: step, using: SymmetricKey(data: secret)))
    let at = Int(code[19] & 15)
    let number = (UInt32(code[at] & 0x7F) << 24 | UInt32(code[at + 1]) << 16 | UInt32(code[at + 2]) << 8 | UInt32(code[at + 3]))
    let text = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - text.count) + text
  }
}
