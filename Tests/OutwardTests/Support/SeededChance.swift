/// Chance that is the same in every run (SplitMix64).
struct SeededChance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// One line of 1 to `limit` characters out of everything a header must carry: ASCII with its specials, Han in and above the BMP.
  mutating func text(_ limit: Int) -> String {
    var text = "字"
    for _ in 0..<Int.random(in: 1..<limit, using: &self) {
      let code: UInt32 =
        switch Int.random(in: 0..<5, using: &self) {
        case 0: .random(in: 0x4E00...0x9FFF, using: &self)
        case 1: .random(in: 0x20000...0x2A6DF, using: &self)
        case 2: .random(in: 0xC0...0x17F, using: &self)
        default: .random(in: 0x21...0x7E, using: &self)
        }
      if let scalar = UnicodeScalar(code) { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
