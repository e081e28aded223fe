/// An e-mail address with the name that is shown beside it.
public struct MailAddress: Sendable, Equatable, Redacted {
  /// Shown name, UTF-8, one line; empty for none.
  public let name: String
  /// local@domain, ASCII, at most 254 bytes (RFC 5321 4.1.2 without quoted local parts and address literals).
  public let address: String

  public init(_ address: String, name: String = "", part: MailMessageError.Part = .recipient) throws(MailMessageError) {
    guard Self.isAddress(address) else { throw .addressInvalid(part) }
    try HeaderText.check(name, part)
    self.address = address
    self.name = name
  }

  /// Whether a text is an address that can stand in an envelope: no space, bracket or line end can.
  public static func isAddress(_ text: String) -> Bool {
    guard text.utf8.count <= OutwardLimits.mailAddressBytes else { return false }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    return isDotted(parts[0], labelLimit: 64, isLocal: true) && isDotted(parts[1], labelLimit: 63, isLocal: false)
  }

  /// As a header writes it, with the name as encoded words.
  var headerLines: [String] {
    guard !name.isEmpty else { return ["<\(address)>"] }
    return EncodedWord.lines(name, isPhrase: true) + ["<\(address)>"]
  }

  private static func isDotted(_ text: Substring, labelLimit: Int, isLocal: Bool) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard isLocal ? text.utf8.count <= labelLimit : labels.count >= 1 else { return false }
    return labels.allSatisfy { label in
      guard !label.isEmpty, label.utf8.count <= labelLimit else { return false }
      if isLocal { return label.utf8.allSatisfy { HTTPHeader.isTokenByte($0) || "/=?{}".utf8.contains($0) } }
      return !label.hasPrefix("-") && !label.hasSuffix("-") && label.utf8.allSatisfy(isHostByte)
    }
  }

  static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

/// The rule for every text that goes into a header.
enum HeaderText {
  /// One line within the limit: no control character of any kind, nor Unicode's own line ends.
  static func check(_ text: String, _ part: MailMessageError.Part) throws(MailMessageError) {
    guard text.utf8.count <= OutwardLimits.mailHeaderTextBytes else {
      throw .tooLarge(part, limit: OutwardLimits.mailHeaderTextBytes)
    }
    let isOneLine = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    guard isOneLine else { throw .controlCharacter(part) }
  }
}
