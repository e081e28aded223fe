/// One mail in plain text, checked when it is made: nothing put into it can become a header or an envelope line.
///
/// Everybody named in `recipients` is seen by the others: one mail a person, unless they know each other.
public struct MailMessage: Sendable, Redacted {
  public struct Attachment: Sendable, Redacted {
    /// File name in any language, one line, without folders.
    public let name: String
    /// Such as `application/pdf`; anything else becomes `application/octet-stream`.
    public let mediaType: String
    public let bytes: [UInt8]

    public init(name: String, mediaType: String, bytes: [UInt8]) {
      self.name = name
      self.mediaType = mediaType
      self.bytes = bytes
    }
  }

  public let sender: MailAddress
  public let recipients: [MailAddress]
  public let replyTo: MailAddress?
  public let subject: String
  public let text: String
  public let attachments: [Attachment]
  /// Without angle brackets, such as `0190…@example.edu.cn`; the same for a mail that is tried again.
  public let identifier: String
  /// Milliseconds since 1970, UTC.
  public let sentAt: Int64

  /// Checks every part against its rule and limit.
  ///
  /// The identifier is unique for this mail and has the shape of an e-mail address; it is kept when the mail is sent again, so
  /// that receivers can tell a repeated mail from a new one. The date is shown in the time of China.
  public init(
    from sender: MailAddress, to recipients: [MailAddress], replyTo: MailAddress? = nil, subject: String, text: String,
    attachments: [Attachment] = [], identifier: String, sentAt: Int64
  ) throws(MailMessageError) {
    guard !recipients.isEmpty else { throw .missing(.recipient) }
    guard recipients.count <= OutwardLimits.mailRecipients else {
      throw .tooLarge(.recipient, limit: OutwardLimits.mailRecipients)
    }
    guard !subject.isEmpty else { throw .missing(.subject) }
    try HeaderText.check(subject, .subject)
    guard text.utf8.count <= OutwardLimits.mailTextBytes else { throw .tooLarge(.text, limit: OutwardLimits.mailTextBytes) }
    guard MailAddress.isAddress(identifier) else { throw .addressInvalid(.identifier) }
    try Self.check(attachments)
    self.sender = sender
    self.recipients = recipients
    self.replyTo = replyTo
    self.subject = subject
    self.text = text
    self.attachments = attachments
    self.identifier = identifier
    self.sentAt = sentAt
  }

  private static func check(_ attachments: [Attachment]) throws(MailMessageError) {
    guard attachments.count <= OutwardLimits.mailAttachments else {
      throw .tooLarge(.attachment, limit: OutwardLimits.mailAttachments)
    }
    let byteCount = attachments.reduce(0) { $0 + $1.bytes.count }
    guard byteCount <= OutwardLimits.mailAttachmentBytes else {
      throw .tooLarge(.attachment, limit: OutwardLimits.mailAttachmentBytes)
    }
    for attachment in attachments {
      guard !attachment.name.isEmpty else { throw .missing(.attachment) }
      try HeaderText.check(attachment.name, .attachment)
    }
  }
}
