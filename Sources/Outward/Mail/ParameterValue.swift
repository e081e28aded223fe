/// A parameter of a MIME header with a value in any language, in the form of RFC 2231 (RFC 5987 forms are a subset).
enum ParameterValue {
  /// Characters of the value on one line; with name and section the line stays under 78.
  private static let sectionCharacters = 54

  /// Such as `filename*=UTF-8''%E5%90%8D`, or in numbered sections when long, each for a line of its own.
  static func lines(_ name: String, _ value: String) -> [String] {
    var sections: [String] = [""]
    for byte in value.utf8 {
      let piece =
        isAttributeByte(byte) ? String(UnicodeScalar(byte)) : "%" + String(decoding: HexDigits.upper(byte), as: UTF8.self)
      if sections[sections.count - 1].count + piece.count > sectionCharacters { sections.append("") }
      sections[sections.count - 1] += piece
    }
    guard sections.count > 1 else { return ["\(name)*=UTF-8''\(sections[0])"] }
    return sections.enumerated().map { index, section in
      "\(name)*\(index)*=\(index == 0 ? "UTF-8''" : "")\(section)"
    }
  }

  private static func isAttributeByte(_ byte: UInt8) -> Bool {
    MailAddress.isHostByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
  }
}
