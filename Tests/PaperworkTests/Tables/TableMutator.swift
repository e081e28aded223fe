/// A small seeded generator (SplitMix64): the same seed makes the same inputs on every machine.
struct TableChance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }
}

/// Spoils bytes the way hostile and broken files are spoiled: flips, cuts, splices, numbers that are too large by one or by far.
struct TableMutator {
  private static let temptingBytes: [UInt8] = [
    0, 1, 0x7F, 0x80, 0xFF, 0x0D, 0x0A, 0x22, 0x2C, 0x3C, 0x3E, 0x26, 0x2A, 0x1A, 0x81,
  ]
  private static let temptingNumbers: [UInt32] = [
    0, 1, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF,
  ]

  var chance: TableChance
  /// Where the structure is; changes fall there more often.
  var headBytes: Int

  init(seed: UInt64, headBytes: Int = 512) {
    chance = TableChance(seed: seed)
    self.headBytes = headBytes
  }

  mutating func spoil(_ input: [UInt8], others: [[UInt8]]) -> [UInt8] {
    var bytes = input
    for _ in 0...chance.below(6) {
      guard !bytes.isEmpty else { break }
      change(&bytes, others)
    }
    return bytes
  }

  private mutating func place(_ bytes: [UInt8]) -> Int {
    chance.below(2) == 0 ? chance.below(min(headBytes, bytes.count)) : chance.below(bytes.count)
  }

  private mutating func change(_ bytes: inout [UInt8], _ others: [[UInt8]]) {
    let at = place(bytes)
    switch chance.below(10) {
    case 0, 1: bytes[at] ^= 1 << UInt8(chance.below(8))
    case 2: bytes[at] = UInt8(truncatingIfNeeded: chance.next())
    case 3: bytes[at] = Self.temptingBytes[chance.below(Self.temptingBytes.count)]
    case 4, 5: tweakNumber(&bytes, at)
    case 6: bytes.removeLast(chance.below(bytes.count))
    case 7:
      let end = min(bytes.count, at + 1 + chance.below(64))
      bytes.removeSubrange(at..<end)
    case 8:
      let end = min(bytes.count, at + 1 + chance.below(256))
      bytes.insert(contentsOf: Array(bytes[at..<end]), at: place(bytes))
    default: splice(&bytes, at, others)
    }
  }

  /// A little-endian number of two or four bytes: a tempting value, or a little more or less than before.
  private mutating func tweakNumber(_ bytes: inout [UInt8], _ at: Int) {
    let width = chance.below(2) == 0 ? 2 : 4
    guard at + width <= bytes.count else { return }
    var value = (0..<width).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
    if chance.below(2) == 0 {
      value = Self.temptingNumbers[chance.below(Self.temptingNumbers.count)]
    } else {
      value = value &+ UInt32(chance.below(64)) &- 32
    }
    for index in 0..<width { bytes[at + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
  }

  private mutating func splice(_ bytes: inout [UInt8], _ at: Int, _ others: [[UInt8]]) {
    guard !others.isEmpty else { return }
    let other = others[chance.below(others.count)]
    guard !other.isEmpty else { return }
    let from = chance.below(other.count)
    let count = min(other.count - from, 1 + chance.below(512))
    bytes.replaceSubrange(at..<min(bytes.count, at + count), with: other[from..<(from + count)])
  }
}
