/// Header text outside plain ASCII, as RFC 2047 wants it.
enum EncodedWord {
  /// UTF-8 bytes of one word: with base64 and its frame 60 characters, so that a line stays under 76 behind any header name.
  private static let wordBytes = 36

  /// The text in pieces, each for a line of its own: one plain piece where ASCII is enough.
  ///
  /// In a phrase (a name before an address) fewer characters may stand unquoted.
  static func lines(_ text: String, isPhrase: Bool) -> [String] {
    if isPlain(text, isPhrase: isPhrase) { return [text] }
    var words: [String] = []
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      let next = Array(String(scalar).utf8)
      if bytes.count + next.count > wordBytes {
        words.append(word(bytes))
        bytes = []
      }
      bytes += next
    }
    if !bytes.isEmpty { words.append(word(bytes)) }
    return words
  }

  private static func word(_ bytes: [UInt8]) -> String {
    "=?UTF-8?B?\(Base64.text(bytes))?="
  }

  private static func isPlain(_ text: String, isPhrase: Bool) -> Bool {
    guard text.utf8.count <= 60, !text.contains("=?"), !text.hasPrefix(" "), !text.hasSuffix(" ") else { return false }
    return text.utf8.allSatisfy { byte in
      isPhrase ? byte == 0x20 || MailAddress.isHostByte(byte) : (0x20...0x7E).contains(byte)
    }
  }
}
