import Foundation
import GraduatePhotos
import Outward

/// How messages leave the center.
///
/// Without a mail server nothing is lost: notices stay on their pages, messages stay listed as not sent.
public struct OutwardSettings: Sendable {
  public let mailServer: MailServer?
  /// Whom mails come from; set with the mail server.
  public let mailSender: MailAddress?
  public let webhook: Webhook?

  /// Nothing leaves.
  public static let none = OutwardSettings(mailServer: nil, mailSender: nil, webhook: nil)

  public init(mailServer: MailServer?, mailSender: MailAddress?, webhook: Webhook?) {
    self.mailServer = mailServer
    self.mailSender = mailSender
    self.webhook = webhook
  }

  /// Reads the settings as they are written; empty texts are nothing.
  ///
  /// - `smtp`: `smtps://user:password@host:465` (TLS), `smtp://user:password@host:587` (STARTTLS, required), or
  ///   `smtp+plain://host:25` (no encryption, only without a password). Special characters percent-encoded.
  /// - `from`: the sender's address, also as `毕影 <photos@example.edu.cn>`.
  /// - `webhookURL`: where events are posted to.
  /// - `webhookSecret`: at least 16 bytes.
  /// - Throws: `OutwardSettingsRefusal`, which never repeats a value.
  public init(smtp: String = "", from: String = "", webhookURL: String = "", webhookSecret: String = "") throws {
    mailServer = try smtp.isEmpty ? nil : Self.server(smtp)
    mailSender = try smtp.isEmpty && from.isEmpty ? nil : Self.sender(from)
    guard !webhookURL.isEmpty else {
      webhook = nil
      return
    }
    guard let address = URLComponents(string: webhookURL), ["http", "https"].contains(address.scheme),
      address.host?.isEmpty == false
    else { throw OutwardSettingsRefusal.webhookURL }
    guard let secret = WebhookSecret(Array(webhookSecret.utf8)) else { throw OutwardSettingsRefusal.webhookSecret }
    webhook = Webhook(url: webhookURL, secrets: [secret])
  }

  private static func server(_ text: String) throws -> MailServer {
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      parts.path.isEmpty || parts.path == "/", parts.query == nil
    else { throw OutwardSettingsRefusal.smtp }
    let (security, port): (MailServer.Security, Int)
    switch parts.scheme {
    case "smtps": (security, port) = (.tls, 465)
    case "smtp": (security, port) = (.startTLS, 587)
    case "smtp+plain": (security, port) = (.plain, 25)
    default: throw OutwardSettingsRefusal.smtp
    }
    let credentials = parts.user.map { MailServer.Credentials(user: $0, password: parts.password ?? "") }
    guard credentials == nil || security != .plain else { throw OutwardSettingsRefusal.smtpUnprotected }
    do {
      return try MailServer(host: host, port: parts.port ?? port, security: security, credentials: credentials)
    } catch { throw OutwardSettingsRefusal.smtp }
  }

  private static func sender(_ text: String) throws -> MailAddress {
    var address = text
    var name = ""
    if let open = text.lastIndex(of: "<"), text.hasSuffix(">") {
      name = text[..<open].trimmingCharacters(in: .whitespaces)
      address = String(text[text.index(after: open)...].dropLast())
    }
    do { return try MailAddress(address, name: name, part: .sender) } catch { throw OutwardSettingsRefusal.sender }
  }
}

/// Which setting of the way out cannot be used.
public enum OutwardSettingsRefusal: Refusal, Equatable {
  case smtp, smtpUnprotected, sender, webhookURL, webhookSecret

  public var code: String {
    switch self {
    case .smtp: "settings.smtp"
    case .smtpUnprotected: "settings.smtp-unprotected"
    case .sender: "settings.mail-sender"
    case .webhookURL: "settings.webhook-url"
    case .webhookSecret: "settings.webhook-secret"
    }
  }

  public var message: String {
    switch self {
    case .smtp: "邮件服务器的写法不对"
    case .smtpUnprotected: "没有加密的邮件连接不能使用用户名和密码"
    case .sender: "发件人地址的写法不对，或没有填写"
    case .webhookURL: "消息接口的网址不能使用"
    case .webhookSecret: "消息接口的密钥太短"
    }
  }

  public var hint: String {
    switch self {
    case .smtp: "例如 smtps://用户名:密码@mail.example.edu.cn:465；用户名和密码里的 @ : / 要写成 %40 %3A %2F"
    case .smtpUnprotected: "请把 smtp+plain:// 改为 smtps://（TLS）或 smtp://（STARTTLS）"
    case .sender: "例如 毕影 <photos@example.edu.cn>"
    case .webhookURL: "请填写 http 或 https 网址"
    case .webhookSecret: "至少 \(OutwardLimits.webhookSecretBytes) 个字节"
    }
  }
}
