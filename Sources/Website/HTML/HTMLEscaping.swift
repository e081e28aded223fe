/// What stands for a byte that must not appear as it is; empty for all others.
private let replacements: [StaticString?] = {
  var table = [StaticString?](repeating: nil, count: 256)
  // Control characters are no characters of HTML; a parser would drop or change them, so they are made visible.
  for control in 0..<0x20 where control != 0x09 && control != 0x0A && control != 0x0D { table[control] = "\u{FFFD}" }
  table[0x7F] = "\u{FFFD}"
  table[Int(UInt8(ascii: "&"))] = "&amp;"
  table[Int(UInt8(ascii: "<"))] = "&lt;"
  table[Int(UInt8(ascii: ">"))] = "&gt;"
  table[Int(UInt8(ascii: "\""))] = "&quot;"
  table[Int(UInt8(ascii: "'"))] = "&#39;"
  // A bare CR would come back as LF from a text area; as a reference it survives.
  table[0x0D] = "&#13;"
  return table
}()

enum HTMLEscaping {
  /// True for the bytes that must not appear as they are, in a form that is quick to ask.
  @inline(__always)
  static func needsReplacement(_ byte: UInt8) -> Bool {
    // Everything above ">" except DEL is plain, so Han text takes the first branch.
    if byte > 0x3E { return byte == 0x7F }
    if byte < 0x20 { return byte != 0x09 && byte != 0x0A }
    return byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x27
  }

  /// What stands for such a byte; nil for all others.
  static func replacement(of byte: UInt8) -> StaticString? { replacements[Int(byte)] }

  /// How many bytes `text` takes once it is escaped.
  static func escapedBytes(_ text: String) -> Int {
    text.utf8.withContiguousStorageIfAvailable { escapedBytes($0) }
      ?? Array(text.utf8).withUnsafeBufferPointer { escapedBytes($0) }
  }

  /// True when all bytes appear as they are; a tab or a line feed gives false too, the writer then looks at each byte.
  ///
  /// Eight bytes at a time: nearly all that is ever written to a page goes through here.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress, bytes.count >= 8 else { return !bytes.contains { needsReplacement($0) } }
    let start = UnsafeRawPointer(base)
    let last = bytes.count - 8
    var found: UInt64 = 0
    var at = 0
    while at < last {
      found |= marked(start.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    // The last eight may overlap those before.
    return found | marked(start.loadUnaligned(fromByteOffset: last, as: UInt64.self)) == 0
  }

  /// Not 0 when one of the eight bytes is below 0x20, a quote, `&`, `<`, `>` or DEL.
  @inline(__always)
  private static func marked(_ eight: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // A byte that is 0 borrows from its highest bit, which no byte from 0x80 on lets through.
    func zero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    let controls = (eight &- ones &* 0x20) & ~eight
    let quotes = zero(eight ^ ones &* 0x22) | zero((eight | ones) ^ ones &* 0x27)
    let angles = zero((eight | ones &* 2) ^ ones &* 0x3E) | zero(eight ^ ones &* 0x7F)
    return (controls | quotes | angles) & (ones &* 0x80)
  }

  private static func escapedBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = bytes.count
    if isPlain(bytes) { return count }
    for byte in bytes where needsReplacement(byte) {
      if let replacement = replacement(of: byte) { count += replacement.utf8CodeUnitCount - 1 }
    }
    return count
  }
}

extension [UInt8] {
  /// Adds `text` so that it is text and nothing else, inside an element and inside a quoted attribute value alike.
  mutating func appendEscaped(_ text: String) {
    var text = text
    text.withUTF8 { appendEscaped($0) }
  }

  mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    var plainFrom = 0
    for index in bytes.indices where HTMLEscaping.needsReplacement(bytes[index]) {
      append(contentsOf: bytes[plainFrom..<index])
      if let replacement = replacements[Int(bytes[index])] { append(replacement) }
      plainFrom = index + 1
    }
    if plainFrom == 0 {
      append(contentsOf: bytes)
    } else {
      append(contentsOf: bytes[plainFrom...])
    }
  }

  /// Adds a constant of this program as it stands.
  @inline(__always)
  mutating func append(_ constant: StaticString) {
    constant.withUTF8Buffer { append(contentsOf: $0) }
  }
}
