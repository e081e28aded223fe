import Foundation

/// Base64 with and without line ends.
enum Base64 {
  static func text(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
  }

  /// Lines of 76 characters with CRLF, also at the end.
  static func lines(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    let options: Data.Base64EncodingOptions = [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]
    return Array(Data(bytes).base64EncodedData(options: options)) + Array("\r\n".utf8)
  }
}

/// Quoted-printable (RFC 2045 6.7) for text that is mostly ASCII and stays readable.
enum QuotedPrintable {
  private static let lineBytes = 76

  /// Lines of at most 76 characters, from a text with CRLF as line end.
  static func lines(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var line: [UInt8] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A {
        out += line + [0x0D, 0x0A]
        line = []
        index += 2
        continue
      }
      let endsLine = index + 1 == text.count || (text[index + 1] == 0x0D && index + 2 < text.count && text[index + 2] == 0x0A)
      let piece = piece(byte, endsLine: endsLine)
      // One place is kept for the "=" of a soft line end.
      if line.count + piece.count > lineBytes - 1 {
        out += line + Array("=\r\n".utf8)
        line = []
      }
      line += piece
      index += 1
    }
    return line.isEmpty ? out : out + line + [0x0D, 0x0A]
  }

  private static func piece(_ byte: UInt8, endsLine: Bool) -> [UInt8] {
    let isBlank = byte == 0x20 || byte == 0x09
    let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
    if isPlain || (isBlank && !endsLine) { return [byte] }
    return [UInt8(ascii: "=")] + HexDigits.upper(byte)
  }
}

enum HexDigits {
  static func upper(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  static func lower(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    for byte in bytes { out += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: out, as: UTF8.self)
  }
}
