import Crypto
import Foundation
import GraduatePhotos

/// Short names for what the public looks up: part of a hash, so that a printed QR holds from version to version and no table is
/// needed for it.
///
/// In Crockford's base 32, which has no letters that look alike. Campaigns are few, places hundreds, a place's classes hundreds:
/// each is told apart among its own kind, 20, 25 and 35 bits.
enum ShortKey {
  static let campaignCharacters = 4
  static let placeCharacters = 5
  static let classCharacters = 7

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  static func campaign(_ id: String) -> String { key(["campaign", id], campaignCharacters) }
  static func place(_ id: String) -> String { key(["place", id], placeCharacters) }

  /// `placeID` and what a class is called there; returning students are in it too.
  static func classGroup(_ placeID: String, _ identity: TurnKey) -> String {
    key([placeID, identity.category.rawValue, identity.department, identity.classGroup], classCharacters)
  }

  /// What people type in capitals, or with an O for a nought.
  static func tidied(_ text: String) -> String {
    String(
      text.lowercased().prefix(64).map { character in
        switch character {
        case "o": "0"
        case "i", "l": "1"
        default: character
        }
      })
  }

  private static func key(_ parts: [String], _ characters: Int) -> String {
    var bits: UInt64 = 0
    for byte in SHA256.hash(data: Data(parts.joined(separator: "\u{1F}").utf8)).prefix(8) { bits = bits << 8 | UInt64(byte) }
    let letters = (0..<characters).map { alphabet[Int(bits >> UInt64(59 - 5 * $0) & 31)] }
    return String(decoding: letters, as: UTF8.self)
  }
}
