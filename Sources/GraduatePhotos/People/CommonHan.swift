/// Which characters every reader's system can be trusted to draw.
///
/// U+4E00–9FA5 is the block as Unicode 1.1 had it and GBK took it over: SimSun and Microsoft YaHei since Windows 95, PingFang, and the
/// fonts of every Android draw all of it. What came later (Extension A and on, U+9FA6–9FFF, the compatibility block) is drawn by some
/// systems and a box on others, so pages bring a font for it.
public enum CommonHan {
  public static let range: ClosedRange<UInt32> = 0x4E00...0x9FA5

  /// Ideographs beyond that: Extension A, the end of the first block, the compatibility block, and planes 2 and 3.
  public static let rareRanges: [ClosedRange<UInt32>] = [0x3400...0x4DBF, 0x9FA6...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD]

  /// An ideograph that some reader's system cannot draw.
  public static func isRare(_ scalar: Unicode.Scalar) -> Bool { rareRanges.contains { $0.contains(scalar.value) } }

  /// The rare ideographs of a text, each once, in the order of their first appearance.
  public static func rare(in text: String) -> [Unicode.Scalar] {
    guard text.utf8.contains(where: { $0 >= 0xE3 }) else { return [] }
    var found: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars where isRare(scalar) && !found.contains(scalar) { found.append(scalar) }
    return found
  }
}
