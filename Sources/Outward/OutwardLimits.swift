/// Every limit of what goes out and what comes back, with its unit.
public enum OutwardLimits {
  /// Transfers that run at the same moment over one outlet.
  public static let concurrentTransfers = 8
  /// Transfers that may wait for a place; one more is refused as busy.
  public static let waitingTransfers = 4_096
  /// Mails that are spoken at the same moment.
  public static let concurrentMails = 2

  /// Bytes of an address.
  public static let addressBytes = 8_192
  /// Bytes of all request headers together.
  public static let requestHeaderBytes = 32_768
  /// Bytes of all reply headers together.
  public static let replyHeaderBytes = 65_536
  /// Bytes of a reply kept in memory, unless the call says otherwise.
  public static let replyBytes = 8 << 20
  /// Bytes kept of a reply that is not a 2xx when the body was meant for a file.
  public static let refusalBodyBytes = 65_536
  /// Bytes of a file sent or received: one object of S3 (5 GiB).
  public static let fileBytes = 5 << 30

  /// Milliseconds until a connection with its TLS must stand.
  public static let connectMilliseconds = 10_000
  /// Milliseconds a whole call may last.
  public static let totalMilliseconds = 60_000
  /// Bytes a second below which a transfer is too slow.
  public static let lowSpeedBytesPerSecond = 100
  /// Seconds that a transfer may be too slow before it is given up.
  public static let lowSpeedSeconds = 20
  /// Seconds that a mail server may take for one answer (also for its good-bye, which libcurl waits for).
  public static let mailAnswerSeconds = 30

  /// Addressees of one mail.
  public static let mailRecipients = 100
  /// Bytes of an e-mail address (RFC 5321 4.5.3.1.3 counts 256 with the angle brackets).
  public static let mailAddressBytes = 254
  /// UTF-8 bytes of a subject, of a display name, of an attachment's name.
  public static let mailHeaderTextBytes = 1_000
  /// UTF-8 bytes of a mail's text.
  public static let mailTextBytes = 1 << 20
  /// Attachments of one mail.
  public static let mailAttachments = 20
  /// Bytes of all attachments together, before base64.
  public static let mailAttachmentBytes = 20 << 20

  /// Bytes of a webhook's JSON.
  public static let webhookBodyBytes = 256 << 10
  /// Bytes read of a webhook's answer, which is thrown away.
  public static let webhookReplyBytes = 64 << 10
  /// Shortest secret of a webhook, in bytes.
  public static let webhookSecretBytes = 16
  /// Longest wait that a receiver may ask for, in seconds.
  public static let retryAfterSeconds = 86_400
  /// Seconds that a signed webhook may be early or late at its receiver.
  public static let webhookReplayWindowSeconds = 300
}
