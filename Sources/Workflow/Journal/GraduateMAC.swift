import Crypto
import Storage

extension Transaction {
  /// A keyed hash under the graduate's own key, 32 bytes: whoever has the database alone cannot try values against it, and it goes with the
  /// key (promise 10).
  func macForGraduate(_ graduateID: String, _ plain: [UInt8]) throws -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: plain, using: try graduateKeyOrNew(graduateID)))
  }
}
