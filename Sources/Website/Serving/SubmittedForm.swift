/// What a browser sent: text fields in their order and files that were spooled.
struct SubmittedForm: Sendable {
  struct File: Sendable, Equatable {
    var field: String
    /// The last path component as the browser names it; for showing only, never for opening.
    var name: String
    /// Where the bytes were spooled; the receiver moves or removes it.
    var path: String
    var sizeBytes: Int
  }

  var fields: [(name: String, value: String)] = []
  var files: [File] = []

  /// The first value of a field, with line ends as LF; nil when it was not sent.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
  /// All values of a field that may be there several times.
  func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
  func files(_ name: String) -> [File] { files.filter { $0.field == name } }

  /// The value without blanks around it; empty when it was not sent.
  func trimmed(_ name: String) -> String {
    guard let value = self[name] else { return "" }
    let isBlank: (Character) -> Bool = { $0.isWhitespace }
    return String(value.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  /// Of a form with a token of its page in `operation`: the token and a sum of what was filled in; empty without a token.
  ///
  /// Sent twice, a form is one operation. Whoever goes back to the page and fills in something else means another one: with the token
  /// alone it would be answered like the first and be lost.
  var operation: String {
    let token = trimmed("operation")
    guard !token.isEmpty else { return "" }
    // FNV-1a: it tells forms of one page and one person apart and vouches for nothing.
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ text: String) {
      for byte in text.utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
      sum = (sum ^ 0xFF) &* 0x100_0000_01B3
    }
    for field in fields where field.name != CSRF.fieldName && field.name != "operation" {
      add(field.name)
      add(field.value)
    }
    for file in files {
      add(file.field)
      add(file.name)
      add(String(file.sizeBytes))
    }
    return token + "." + String(sum, radix: 36)
  }
}

/// Reads `application/x-www-form-urlencoded` (WHATWG URL, 5.1) within limits.
enum URLEncodedForm {
  /// - Throws: ``FormRefusal`` when there is too much of it.
  static func decode(
    _ bytes: some Sequence<UInt8>, fieldLimit: Int = WebsiteLimits.formFields, sizeLimitBytes: Int = WebsiteLimits.formBytes
  ) throws(FormRefusal) -> [(name: String, value: String)] {
    let bytes = [UInt8](bytes)
    guard bytes.count <= sizeLimitBytes else { throw .tooLarge(limitBytes: sizeLimitBytes) }
    var fields: [(name: String, value: String)] = []
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      guard fields.count < fieldLimit else { throw .tooManyFields(limit: fieldLimit) }
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      guard let name = text(pair[..<equals]), let value = text(pair[equals...].dropFirst()) else { throw .malformed }
      guard name.utf8.count <= WebsiteLimits.fieldNameBytes else { throw .malformed }
      fields.append((name, value))
    }
    return fields
  }

  /// Percent-decoded UTF-8 with `+` as blank and line ends as LF; nil when it is no UTF-8 or holds NUL.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "+") {
        decoded.append(0x20)
      } else if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hexDigit(bytes[index + 1]),
        let low = hexDigit(bytes[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 2
      } else {
        decoded.append(byte)
      }
      index += 1
    }
    return plainText(decoded)
  }
}

/// Valid UTF-8 without NUL as text with LF line ends; nil otherwise.
///
/// Nothing is replaced: names stay as they were sent.
func plainText(_ bytes: [UInt8]) -> String? {
  guard !bytes.contains(0) else { return nil }
  guard bytes.contains(0x0D) else { return String(validating: bytes, as: UTF8.self) }
  var unified: [UInt8] = []
  unified.reserveCapacity(bytes.count)
  for (index, byte) in bytes.enumerated() {
    if byte == 0x0A && index > 0 && bytes[index - 1] == 0x0D { continue }
    unified.append(byte == 0x0D ? 0x0A : byte)
  }
  return String(validating: unified, as: UTF8.self)
}

/// The value of a hexadecimal digit, either case.
func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
  default: nil
  }
}
