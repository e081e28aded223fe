import Storage

/// Chance is the engines' too: stations make identifiers of the same kind.
public typealias Chance = Storage.Chance

extension Chance {
  /// A token of `bytes` random bytes in URL-safe Base64 without padding.
  func token(bytes count: Int = 32) -> String { base64URL(bytes(count)) }
}

private let hexDigits = Array("0123456789abcdef".utf8)

/// Lower-case hexadecimal of `bytes`.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  for byte in bytes {
    text.append(hexDigits[Int(byte >> 4)])
    text.append(hexDigits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}

/// Bytes of a hexadecimal text, or nil when it is none.
func bytes(hexadecimal text: String) -> [UInt8]? {
  let digits = Array(text.utf8)
  guard digits.count.isMultiple(of: 2) else { return nil }
  var result: [UInt8] = []
  for index in stride(from: 0, to: digits.count, by: 2) {
    guard let high = hexValue(digits[index]), let low = hexValue(digits[index + 1]) else { return nil }
    result.append(high << 4 | low)
  }
  return result
}

private func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case 0x30...0x39: digit - 0x30
  case 0x61...0x66: digit - 0x57
  case 0x41...0x46: digit - 0x37
  default: nil
  }
}
