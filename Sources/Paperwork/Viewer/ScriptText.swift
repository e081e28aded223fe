/// JSON that may stand inside a script: members in the order they are written, nothing that ends a script or a line.
struct ScriptText {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func number(_ value: Int64) { bytes.append(contentsOf: String(value).utf8) }
  mutating func number(_ value: Int) { number(Int64(value)) }

  mutating func list<Items: Collection>(_ items: Items, _ write: (inout ScriptText, Items.Element) -> Void) {
    raw("[")
    var first = true
    for item in items {
      if !first { raw(",") }
      first = false
      write(&self, item)
    }
    raw("]")
  }

  mutating func texts(_ items: [String]) {
    list(items) { $0.text($1) }
  }

  /// A string literal; `<`, `>` and `&` are escaped so that no HTML reader finds a tag, U+2028 and U+2029 because they end lines in old scripts.
  mutating func text(_ text: String) {
    bytes.append(0x22)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: raw("\\\"")
      case 0x5C: raw("\\\\")
      case 0x0A: raw("\\n")
      case 0x0D: raw("\\r")
      case 0x09: raw("\\t")
      case 0..<0x20, 0x26, 0x3C, 0x3E, 0x7F, 0x2028, 0x2029: escape(scalar.value)
      default: bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      }
    }
    bytes.append(0x22)
  }

  private mutating func escape(_ value: UInt32) {
    let digits = Array("0123456789abcdef".utf8)
    raw("\\u")
    for shift in stride(from: 12, through: 0, by: -4) { bytes.append(digits[Int(value >> UInt32(shift)) & 15]) }
  }
}
