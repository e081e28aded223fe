import COutward

/// Sends mails to one server, two at a time, on a thread of its own: a slow mail server never holds up other calls.
public final class Mailer: Sendable {
  private let server: MailServer
  private let loop: TransferLoop

  public init(server: MailServer) {
    self.server = server
    loop = TransferLoop(
      concurrent: OutwardLimits.concurrentMails, waiting: OutwardLimits.waitingTransfers, name: "outward-mail")
  }

  deinit {
    loop.close()
  }

  /// Speaks one mail to the server and waits for its verdict.
  ///
  /// All addressees are taken or none.
  ///
  /// When the connection breaks after the last byte the verdict is unknown and reads as temporary; the identifier
  /// lets the receiver recognise the second copy.
  public func send(_ message: MailMessage) async -> MailOutcome {
    let server = server
    let end = await loop.run { handle throws(OutwardError) in try server.prepare(handle, for: message) }
    return MailOutcome(end)
  }

  /// Ends everything under way and refuses what comes later.
  public func close() {
    loop.close()
  }
}

extension MailServer {
  fileprivate func prepare(_ handle: EasyHandle, for message: MailMessage) throws(OutwardError) -> Transfer.Parts {
    try handle.set(CURLOPT_URL, text: "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/\(greeting)")
    try handle.set(CURLOPT_PROTOCOLS_STR, text: "smtp,smtps")
    try patience.apply(to: handle)
    try route.apply(to: handle)
    if route.proxy != nil { try handle.set(CURLOPT_HTTPPROXYTUNNEL, 1) }
    let level = security == .plain ? CURLUSESSL_NONE : CURLUSESSL_ALL
    try handle.set(CURLOPT_USE_SSL, Int(level.rawValue))
    if let credentials {
      try handle.set(CURLOPT_USERNAME, text: credentials.user)
      try handle.set(CURLOPT_PASSWORD, text: credentials.password)
    }
    // The good-bye is waited for inside the loop, and this is its only limit.
    try handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, OutwardLimits.mailAnswerSeconds)
    try handle.set(CURLOPT_FORBID_REUSE, 1)
    try handle.set(CURLOPT_MAIL_FROM, text: "<\(message.sender.address)>")
    try handle.set(CURLOPT_MAIL_RCPT, list: message.recipients.map { "<\($0.address)>" })
    let source = ByteSource(bytes: message.bytes)
    try handle.set(CURLOPT_UPLOAD, 1)
    try handle.set(CURLOPT_INFILESIZE_LARGE, size: source.count)
    return Transfer.Parts(source: source, sink: ByteSink(target: .memory(limitBytes: OutwardLimits.refusalBodyBytes)))
  }
}
