extension String {
  /// `count`, quicker for what is Han, punctuation and printable ASCII: none of those joins with its neighbour.
  var characterCount: Int {
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
}
