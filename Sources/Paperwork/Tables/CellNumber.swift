import GraduatePhotos

/// Numbers as a person reads them: no exponent, no float noise, and a flag where digits are gone.
///
/// Spreadsheets keep 15 significant digits. A whole number of more than 15 digits (an ID number, a long student number)
/// has lost its end; so has one that comes as `6.2E+17`.
enum CellNumber {
  private static let significant = 15
  /// Exponents beyond that of a Double are no numbers.
  private static let exponentLimit = 308

  static func cell(_ value: Double) -> TableCell {
    guard value.isFinite else { return .blank }
    if value.magnitude < 1e15, value == value.rounded() { return TableCell(text: String(Int(value)), origin: .number) }
    var text = value.description
    return text.withUTF8 { cell($0) }
  }

  /// The cell for a number written as text; a text cell with the same characters when it is no number.
  static func cell(_ bytes: UnsafeBufferPointer<UInt8>) -> TableCell {
    let negative = bytes.first == UInt8(ascii: "-")
    let start = negative || bytes.first == UInt8(ascii: "+") ? 1 : 0
    let body = UnsafeBufferPointer(rebasing: bytes[start...])
    if !body.isEmpty, body.allSatisfy({ isDigit($0) }) {
      let digits = body.count - (body.firstIndex { $0 != UInt8(ascii: "0") } ?? body.count)
      return TableCell(text: String(decoding: bytes, as: UTF8.self), origin: .number, lostDigits: digits > significant)
    }
    guard let parts = Decimal(body) else { return TableCell(text: String(decoding: bytes, as: UTF8.self)) }
    return TableCell(
      text: (negative && !parts.digits.isEmpty ? "-" : "") + parts.text, origin: .number,
      lostDigits: parts.wholeDigits > significant || parts.hadPositiveExponent)
  }

  /// True for `6.2E+17`: what a spreadsheet leaves of a long number in a text file.
  static func isExponentForm(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { bytes in
      guard bytes.count >= 4, bytes.count <= 24, isDigit(bytes[0]), let mark = bytes.firstIndex(where: { $0 | 0x20 == 0x65 })
      else {
        return false
      }
      guard mark + 2 < bytes.count, bytes[mark + 1] == UInt8(ascii: "+") else { return false }
      return Decimal(bytes) != nil
    }
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Digits and the place of the point, from `123.45` or `1.2345E+2`.
  private struct Decimal {
    var digits: [UInt8] = []
    /// Digits in front of the point; negative when zeros follow it first.
    var point = 0
    var hadPositiveExponent = false

    var wholeDigits: Int { digits.isEmpty ? 0 : max(0, point) }

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      var index = 0
      var sawPoint = false
      var sawDigit = false
      while index < bytes.count, bytes[index] | 0x20 != 0x65 {
        if bytes[index] == UInt8(ascii: "."), !sawPoint {
          sawPoint = true
        } else if isDigit(bytes[index]) {
          sawDigit = true
          if bytes[index] != 0x30 || !digits.isEmpty {
            digits.append(bytes[index] - 0x30)
            if !sawPoint { point += 1 }
          } else if sawPoint {
            point -= 1
          }
        } else {
          return nil
        }
        index += 1
      }
      guard sawDigit, digits.count <= 400 else { return nil }
      if index < bytes.count {
        guard let exponent = Self.exponent(UnsafeBufferPointer(rebasing: bytes[(index + 1)...])) else { return nil }
        point += exponent
        hadPositiveExponent = exponent > 0
      }
      guard abs(point) <= exponentLimit + 1 else { return nil }
      round()
    }

    private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
      let text = String(decoding: bytes, as: UTF8.self)
      guard !text.isEmpty, text.utf8.count <= 5, let value = Int(text), abs(value) <= exponentLimit else { return nil }
      return value
    }

    /// To 15 significant digits, as spreadsheets show them: 0.1 + 0.2 is 0.3.
    private mutating func round() {
      if digits.count > significant {
        let up = digits[significant] >= 5
        digits.removeLast(digits.count - significant)
        if up { carry() }
      }
      while digits.last == 0 { digits.removeLast() }
    }

    private mutating func carry() {
      var index = digits.count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        point += 1
      }
    }

    var text: String {
      if digits.isEmpty { return "0" }
      let characters = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
      if point <= 0 { return "0." + String(repeating: "0", count: -point) + characters }
      if point >= digits.count { return characters + String(repeating: "0", count: point - digits.count) }
      return characters.prefix(point) + "." + characters.dropFirst(point)
    }
  }
}
