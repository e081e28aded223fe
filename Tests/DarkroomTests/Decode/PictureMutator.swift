/// Spoils pictures the way hostile and broken ones are spoiled: flips, cuts, splices, lengths and sizes that lie.
///
/// Seeded (SplitMix64): the same seed makes the same inputs on every machine.
struct PictureMutator {
  private static let temptingBytes: [UInt8] = [
    0, 1, 0x0F, 0x10, 0x11, 0x22, 0x41, 0x7F, 0x80, 0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xFF,
  ]
  private static let temptingNumbers: [UInt32] = [
    0, 1, 2, 8, 0x7FFF, 0x8000, 0xFFDC, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
  ]

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int(next() % UInt64(bound)) }

  mutating func spoil(_ input: [UInt8], others: [[UInt8]]) -> [UInt8] {
    var bytes = input
    for _ in 0...below(4) where !bytes.isEmpty { change(&bytes, others) }
    return bytes
  }

  /// Half of the changes fall where the headers are.
  private mutating func place(_ bytes: [UInt8]) -> Int { below(2) == 0 ? below(min(700, bytes.count)) : below(bytes.count) }

  private mutating func change(_ bytes: inout [UInt8], _ others: [[UInt8]]) {
    let at = place(bytes)
    switch below(11) {
    case 0, 1: bytes[at] ^= 1 << UInt8(below(8))
    case 2: bytes[at] = UInt8(truncatingIfNeeded: next())
    case 3: bytes[at] = Self.temptingBytes[below(Self.temptingBytes.count)]
    case 4, 5: tweakNumber(&bytes, at)
    case 6: bytes.removeLast(below(bytes.count))
    case 7: bytes.removeSubrange(at..<min(bytes.count, at + 1 + below(64)))
    case 8: bytes.insert(contentsOf: Array(bytes[at..<min(bytes.count, at + 1 + below(256))]), at: place(bytes))
    case 9: moveMarker(&bytes)
    default: splice(&bytes, at, others)
    }
  }

  /// A big-endian number: a tempting value, or a little more or less than before.
  private mutating func tweakNumber(_ bytes: inout [UInt8], _ at: Int) {
    let width = below(2) == 0 ? 2 : 4
    guard at + width <= bytes.count else { return }
    var value = (0..<width).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[at + $1]) }
    value = below(2) == 0 ? Self.temptingNumbers[below(Self.temptingNumbers.count)] : value &+ UInt32(below(64)) &- 32
    for index in 0..<width { bytes[at + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * (width - 1 - index))) }
  }

  /// Copies what stands after one 0xFF (a JPEG's segment) to another place.
  private mutating func moveMarker(_ bytes: inout [UInt8]) {
    let from = place(bytes)
    guard let marker = bytes[from...].firstIndex(of: 0xFF) else { return }
    let piece = Array(bytes[marker..<min(bytes.count, marker + 2 + below(40))])
    bytes.insert(contentsOf: piece, at: place(bytes))
  }

  private mutating func splice(_ bytes: inout [UInt8], _ at: Int, _ others: [[UInt8]]) {
    let other = others[below(others.count)]
    let from = below(other.count)
    let count = min(other.count - from, 1 + below(512))
    bytes.replaceSubrange(at..<min(bytes.count, at + count), with: other[from..<(from + count)])
  }
}
