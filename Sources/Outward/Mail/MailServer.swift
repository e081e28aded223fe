/// The mail server that takes our mails, and how to speak to it.
public struct MailServer: Sendable {
  public enum Security: String, Sendable, CaseIterable {
    /// TLS from the first byte (usually port 465).
    case tls
    /// Plain until STARTTLS, which is required (usually port 587); without it nothing is sent.
    case startTLS
    /// No encryption: only for a relay on the same machine or network, never with a password.
    case plain
  }

  /// Name and password; neither shows in a description, a dump or a log.
  public struct Credentials: Sendable, Redacted {
    public let user: String
    let password: String

    public init(user: String, password: String) {
      self.user = user
      self.password = password
    }
  }

  /// Host name or IPv4 address.
  public let host: String
  /// 1–65535.
  public let port: Int
  public let security: Security
  public let credentials: Credentials?
  /// What we call ourselves in EHLO: a host name.
  public let greeting: String
  public let patience: Patience
  public let route: Route

  public init(
    host: String, port: Int, security: Security, credentials: Credentials? = nil, greeting: String = "localhost",
    patience: Patience = Patience(), route: Route = Route()
  ) throws(OutwardError) {
    guard Self.isHost(host), Self.isHost(greeting), (1...65_535).contains(port) else { throw .addressInvalid }
    guard credentials == nil || security != .plain else { throw .credentialsUnprotected }
    self.host = host
    self.port = port
    self.security = security
    self.credentials = credentials
    self.greeting = greeting
    self.patience = patience
    self.route = route
  }

  private static func isHost(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return text.utf8.count <= 253 && labels.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(MailAddress.isHostByte) }
  }
}
