/// A picture file that carries its own name: a comment segment (JPEG, marker FFFE) behind the first marker, so that every shot is a
/// different file and can be known again wherever its bytes turn up.
enum MarkedPicture {
  static func marked(_ jpeg: [UInt8], with mark: String) -> [UInt8] {
    let text = Array((prefix + mark).utf8)
    let length = text.count + 2
    return Array(jpeg[..<2]) + [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 0xFF)] + text + jpeg[2...]
  }

  /// The mark of a file; nil when it carries none.
  static func mark(of jpeg: [UInt8]) -> String? {
    guard jpeg.count > 6, jpeg[2] == 0xFF, jpeg[3] == 0xFE else { return nil }
    let length = Int(jpeg[4]) << 8 | Int(jpeg[5])
    guard length >= 2, jpeg.count >= 4 + length else { return nil }
    let text = String(decoding: jpeg[6..<(4 + length)], as: UTF8.self)
    return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  private static let prefix = "biying-season "
}
