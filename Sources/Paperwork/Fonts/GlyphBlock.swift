import GraduatePhotos

/// 256 code points in a row, such as U+2CB00–2CBFF, and which fonts of this machine draw the rare ideographs among them.
///
/// A page brings fonts by whole blocks: the address of one says no more about a name than that a character of it is among 256.
public struct GlyphBlock: Sendable, Equatable {
  public static let size: UInt32 = 256

  /// The code point divided by 256: 2CB for U+2CB4E.
  public let number: UInt32
  /// One for each font that is needed, the best first; no character is in two of them.
  public let parts: [Part]

  public struct Part: Sendable, Equatable {
    /// Such as Noto Sans CJK SC.
    public let family: String
    /// Ascending.
    public let scalars: [Unicode.Scalar]

    /// The characters as ranges without gaps.
    public var ranges: [ClosedRange<UInt32>] {
      var ranges: [ClosedRange<UInt32>] = []
      for scalar in scalars {
        if let last = ranges.last, last.upperBound + 1 == scalar.value {
          ranges[ranges.count - 1] = last.lowerBound...scalar.value
        } else {
          ranges.append(scalar.value...scalar.value)
        }
      }
      return ranges
    }
  }

  public static func number(of scalar: Unicode.Scalar) -> UInt32 { scalar.value / size }

  /// Whether a rare ideograph can be in the block at all.
  public static func mayHold(_ number: UInt32) -> Bool {
    guard number <= 0x3FF else { return false }
    return CommonHan.rareRanges.contains { $0.overlaps(number * size...number * size + size - 1) }
  }
}
