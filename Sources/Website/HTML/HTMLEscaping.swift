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

  private static func escapedBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = bytes.count
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
