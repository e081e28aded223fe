extension MailMessage {
  /// The mail as RFC 5322 bytes: 7-bit, CRLF, no line over 78 characters except a long address.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    func header(_ name: String, _ lines: [String]) {
      out += Array("\(name): \(lines.joined(separator: "\r\n "))\r\n".utf8)
    }
    header("Date", [MailDate.text(milliseconds: sentAt, offsetMinutes: 480)])
    header("Message-ID", ["<\(identifier)>"])
    header("From", sender.headerLines)
    header("To", Self.list(recipients))
    if let replyTo { header("Reply-To", replyTo.headerLines) }
    header("Subject", EncodedWord.lines(subject, isPhrase: false))
    // Keeps out-of-office robots from answering (RFC 3834).
    header("Auto-Submitted", ["auto-generated"])
    header("MIME-Version", ["1.0"])
    let textPart = Self.textPart(text)
    guard !attachments.isEmpty else { return out + textPart }
    header("Content-Type", ["multipart/mixed;", "boundary=\"\(Self.boundary)\""])
    out += Array("\r\n".utf8)
    for part in [textPart] + attachments.map(Self.attachmentPart) {
      out += Array("--\(Self.boundary)\r\n".utf8) + part
    }
    return out + Array("--\(Self.boundary)--\r\n".utf8)
  }

  /// "=_" can stand neither in base64 nor in quoted-printable, which is all that lies between two boundaries.
  private static let boundary = "=_biying_part_=_"

  private static func list(_ addresses: [MailAddress]) -> [String] {
    var lines: [String] = []
    for (index, address) in addresses.enumerated() {
      lines += address.headerLines
      if index < addresses.count - 1 { lines[lines.count - 1] += "," }
    }
    return lines
  }

  private static func textPart(_ text: String) -> [UInt8] {
    let lines = withNetworkLineEnds(text)
    let foreign = lines.count { $0 >= 0x80 }
    // Three characters for each foreign byte against a third more for all: base64 is shorter from a sixth on.
    let isBase64 = foreign * 6 > lines.count
    let head = """
      Content-Type: text/plain; charset=utf-8\r
      Content-Transfer-Encoding: \(isBase64 ? "base64" : "quoted-printable")\r
      \r

      """
    return Array(head.utf8) + (isBase64 ? Base64.lines(lines) : QuotedPrintable.lines(lines))
  }

  private static func attachmentPart(_ attachment: Attachment) -> [UInt8] {
    let disposition = ["attachment"] + ParameterValue.lines("filename", attachment.name)
    let head = """
      Content-Type: \(mediaType(attachment.mediaType))\r
      Content-Disposition: \(disposition.joined(separator: ";\r\n "))\r
      Content-Transfer-Encoding: base64\r
      \r

      """
    return Array(head.utf8) + Base64.lines(attachment.bytes)
  }

  private static func mediaType(_ text: String) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isType = parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(HTTPHeader.isTokenByte) }
    return isType && text.utf8.count <= 100 ? text : "application/octet-stream"
  }

  /// Every kind of line end becomes CRLF.
  private static func withNetworkLineEnds(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x0A || byte == 0x0D {
        if !(byte == 0x0A && previous == 0x0D) { out += [0x0D, 0x0A] }
      } else {
        out.append(byte)
      }
      previous = byte
    }
    return out
  }
}
