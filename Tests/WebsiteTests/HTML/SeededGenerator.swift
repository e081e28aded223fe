/// The same sequence for the same seed (SplitMix64), so that a found failure can be found again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Text of up to `limit` scalars, rich in what breaks markup.
  mutating func hostileText(upTo limit: Int) -> String {
    let bait = Array("<>&\"'=/`\\;:!-#%\r\n\t\0\u{1}\u{7F} aA张䶮𠮷\u{202E}javascript".unicodeScalars)
    var text = ""
    for _ in 0..<Int.random(in: 0...limit, using: &self) {
      text.unicodeScalars.append(bait[Int.random(in: 0..<bait.count, using: &self)])
    }
    return text
  }
}
