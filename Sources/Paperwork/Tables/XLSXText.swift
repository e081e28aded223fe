/// Gathers the text of a shared or inline string: all runs, without phonetic hints.
struct XLSXText {
  private(set) var bytes: [UInt8] = []
  private var isInText = false
  private var phoneticDepth = 0

  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    isInText = false
    phoneticDepth = 0
  }

  /// Takes a formula's text instead, whose escapes are the same.
  mutating func replace(_ other: [UInt8]) {
    bytes = other
    resolveEscapes()
  }

  mutating func start(_ name: UnsafePointer<UInt8>) {
    if XMLName.equals(name, "t") {
      isInText = phoneticDepth == 0
    } else if XMLName.equals(name, "rPh") {
      phoneticDepth += 1
    }
  }

  mutating func end(_ name: UnsafePointer<UInt8>) {
    if XMLName.equals(name, "t") {
      isInText = false
    } else if XMLName.equals(name, "rPh") {
      phoneticDepth = max(0, phoneticDepth - 1)
    }
  }

  mutating func text(_ part: UnsafeBufferPointer<UInt8>) {
    if isInText { bytes.append(contentsOf: part) }
  }

  /// Resolves `_x000D_`, by which OOXML writes characters that XML cannot hold (ECMA-376 22.9.2.19).
  mutating func resolveEscapes() {
    guard let first = bytes.firstIndex(of: UInt8(ascii: "_")), bytes.count - first >= 7 else { return }
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "_"), let scalar = Self.escape(bytes, index) {
        result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
        index += 7
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    bytes = result
  }

  /// Text that says `_x0041_` itself, written so that it is not resolved.
  static func escaped(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "_"), escape(bytes, index) != nil { result.append(contentsOf: "_x005F".utf8) }
      result.append(bytes[index])
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func escape(_ bytes: [UInt8], _ at: Int) -> Unicode.Scalar? {
    guard at + 7 <= bytes.count, bytes[at + 1] == UInt8(ascii: "x"), bytes[at + 6] == UInt8(ascii: "_") else { return nil }
    guard bytes[(at + 2)..<(at + 6)].allSatisfy({ CellNumber.isDigit($0) || 0x41...0x46 ~= $0 & 0xDF }) else { return nil }
    guard let value = UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16), value != 0 else {
      return nil
    }
    return Unicode.Scalar(value)
  }
}

/// Reads `sharedStrings.xml` into a pool.
final class XLSXSharedStrings: XMLListener {
  private(set) var pool = StringPool()
  private var current = XLSXText()

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) throws {
    if XMLName.equals(name, "si") { current.reset() } else { current.start(name) }
  }

  override func end(_ name: UnsafePointer<UInt8>) throws {
    guard XMLName.equals(name, "si") else { return current.end(name) }
    current.resolveEscapes()
    try pool.append(current.bytes)
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    current.text(bytes)
    if current.bytes.count > TableLimits.sharedStringBytes { throw TableRefusal.unpacksTooLarge }
  }
}
