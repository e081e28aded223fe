extension String {
  /// `count`, quicker for what is Han, punctuation and printable ASCII: none of those joins with its neighbour.
  var characterCount: Int {
    if let number = utf8.withContiguousStorageIfAvailable({ Self.plainCharacters($0) }) ?? nil { return number }
    var number = 0
    for scalar in unicodeScalars {
      switch scalar.value {
      // Without the tone marks of 302A–302F and the sound marks of 3099 and 309A, which do join.
      case 0x20...0x7E, 0x3000...0x3029, 0x3030...0x3098, 0x309B...0x9FFF, 0xFF01...0xFF60, 0x20000...0x3FFFD: number += 1
      default: return count
      }
    }
    return number
  }

  /// The count of a text of U+4000–9FFF and printable ASCII, by its bytes alone; nil for any other.
  private static func plainCharacters(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var number = 0
    for byte in bytes {
      switch byte {
      case 0x80...0xBF: continue
      case 0x20...0x7E, 0xE4...0xE9: number += 1
      default: return nil
      }
    }
    return number
  }
}
