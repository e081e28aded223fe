/// The season's chance (SplitMix64): one seed, one season, on every machine.
struct SeasonChance: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// True in `share` of the cases.
  mutating func happens(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

  /// Another sequence for a part, so that more of one thing changes nothing elsewhere.
  func part(_ number: Int) -> SeasonChance { SeasonChance(seed: state ^ (UInt64(number) &+ 1) &* 0xD134_2543_DE82_EF95) }
}
