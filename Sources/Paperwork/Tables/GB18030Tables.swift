import CIconv

/// The two directions of GB18030 for the BMP, built once (about 5 ms) from iconv and then corrected to GB18030-2022.
///
/// Supplementary planes need no table: their four-byte codes are linear.
final class GB18030Tables: @unchecked Sendable {
  static let shared = GB18030Tables()

  static let trails = 192
  static let fourByteBMP = 39_420
  /// Two-byte codes: `(lead - 0x81) * 192 + trail - 0x40` → UTF-16 unit; 0 is undefined, 1…6 point into `exceptions`.
  let twoByte: UnsafePointer<UInt16>
  /// Four-byte codes of the BMP in their linear order → UTF-16 unit; 0 is undefined.
  let fourByte: UnsafePointer<UInt16>
  /// BMP scalar → two-byte code (< 0x10000) or four-byte code; 0 cannot be written.
  let encoding: UnsafePointer<UInt32>

  /// Six characters of Extension B whose old two-byte codes are still met: read so, but written in four bytes as the
  /// standard says.
  static let exceptions: [UInt32] = [0, 0x20087, 0x20089, 0x200CC, 0x215D7, 0x2298F, 0x241FE]
  private static let exceptionCodes: [Int] = [0, 0xFE51, 0xFE52, 0xFE53, 0xFE6C, 0xFE76, 0xFE91]

  /// The 18 two-byte codes that GB18030-2022 moved from the private area to real characters: first code, first scalar, count.
  private static let moved: [(code: Int, scalar: Int, count: Int)] = [
    (0xA6D9, 0xFE10, 1), (0xA6DA, 0xFE12, 1), (0xA6DB, 0xFE11, 1), (0xA6DC, 0xFE13, 4), (0xA6EC, 0xFE17, 2),
    (0xA6F3, 0xFE19, 1),
    (0xFE59, 0x9FB4, 1), (0xFE61, 0x9FB5, 1), (0xFE66, 0x9FB6, 2), (0xFE6D, 0x9FB8, 1), (0xFE7E, 0x9FB9, 1),
    (0xFE90, 0x9FBA, 1),
    (0xFEA0, 0x9FBB, 1),
  ]

  private init() {
    let two = UnsafeMutablePointer<UInt16>.allocate(capacity: 126 * Self.trails)
    two.initialize(repeating: 0, count: 126 * Self.trails)
    let four = UnsafeMutablePointer<UInt16>.allocate(capacity: Self.fourByteBMP)
    four.initialize(repeating: 0, count: Self.fourByteBMP)
    let back = UnsafeMutablePointer<UInt32>.allocate(capacity: 0x10000)
    back.initialize(repeating: 0, count: 0x10000)
    Self.askIconv(two, four)
    Self.correct(two, four)
    Self.invert(two, four, back)
    twoByte = UnsafePointer(two)
    fourByte = UnsafePointer(four)
    encoding = UnsafePointer(back)
  }

  static func index(_ code: Int) -> Int { ((code >> 8) - 0x81) * trails + (code & 0xFF) - 0x40 }

  /// The four bytes of a linear index, the first byte highest.
  static func fourByteCode(_ linear: Int) -> UInt32 {
    let first = 0x81 + linear / 12_600
    let second = 0x30 + linear / 1_260 % 10
    let third = 0x81 + linear / 10 % 126
    return UInt32(first << 24 | second << 16 | third << 8 | (0x30 + linear % 10))
  }

  private static func askIconv(_ two: UnsafeMutablePointer<UInt16>, _ four: UnsafeMutablePointer<UInt16>) {
    let converter = iconv_open("UTF-16LE", "GB18030")
    // glibc always knows GB18030; without it every such cell would be named undecodable, which is true.
    guard Int(bitPattern: converter) != -1 else { return }
    defer { iconv_close(converter) }
    for lead in 0x81...0xFE {
      for trail in 0x40...0xFE where trail != 0x7F {
        two[(lead - 0x81) * trails + trail - 0x40] = unit(converter, UInt32(lead) | UInt32(trail) << 8, 2)
      }
    }
    for linear in 0..<fourByteBMP { four[linear] = unit(converter, fourByteCode(linear).byteSwapped, 4) }
  }

  /// One code through iconv; 0 unless it is exactly one BMP scalar.
  private static func unit(_ converter: iconv_t?, _ code: UInt32, _ length: Int) -> UInt16 {
    var input = code.littleEndian
    var output: UInt64 = 0
    return withUnsafeMutableBytes(of: &input) { source in
      withUnsafeMutableBytes(of: &output) { target in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var left = length
        var room = 8
        _ = iconv(converter, nil, nil, nil, nil)
        let result = iconv(converter, &from, &left, &to, &room)
        guard result != -1, left == 0, room == 6 else { return 0 }
        return UInt16(target[0]) | UInt16(target[1]) << 8
      }
    }
  }

  /// What every iconv must agree on, whichever edition its table follows.
  private static func correct(_ two: UnsafeMutablePointer<UInt16>, _ four: UnsafeMutablePointer<UInt16>) {
    for (position, code) in exceptionCodes.enumerated() where position > 0 { two[index(code)] = UInt16(position) }
    for run in moved {
      for step in 0..<run.count { two[index(run.code + step)] = UInt16(run.scalar + step) }
    }
    // Software of the 2000 edition wrote these eighteen in four bytes; read them as what was meant.
    for step in 0..<8 { four[linear(0x8235_9037) + step] = UInt16(0x9FB4 + step) }
    // And ḿ, which changed places with a private character in 2005.
    four[linear(0x8135_F437)] = 0x1E3F
    for step in 0..<10 { four[linear(0x8431_8236) + step] = UInt16(0xFE10 + step) }
  }

  static func linear(_ code: UInt32) -> Int {
    let lead = Int(code >> 24) - 0x81
    let second = Int(code >> 16 & 0xFF) - 0x30
    let third = Int(code >> 8 & 0xFF) - 0x81
    return ((lead * 10 + second) * 126 + third) * 10 + Int(code & 0xFF) - 0x30
  }

  private static func invert(
    _ two: UnsafePointer<UInt16>, _ four: UnsafePointer<UInt16>, _ back: UnsafeMutablePointer<UInt32>
  ) {
    for linear in 0..<fourByteBMP where four[linear] != 0 { back[Int(four[linear])] = fourByteCode(linear) }
    for lead in 0x81...0xFE {
      for trail in 0x40...0xFE {
        let unit = two[(lead - 0x81) * trails + trail - 0x40]
        if unit >= 0x80 { back[Int(unit)] = UInt32(lead << 8 | trail) }
      }
    }
  }
}
