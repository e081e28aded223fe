import GraduatePhotos
import Storage

/// A notice before it is written: it shows on the page of a person or of an institution's people, and may leave as messages too.
///
/// Never with personal data of graduates: it says that something waits and where, the page behind `path` says what.
struct NoticeDraft: Sendable {
  enum Audience: Sendable, Hashable {
    /// One person's page.
    case account(String)
    /// The page of the institution's liaisons and sealing leaders.
    case institution(String)
  }

  /// The campaign it belongs to; nil for the center itself.
  var campaignID: String?
  var audience: Audience
  var title: String
  var body: String
  /// Where it leads, such as `/slips/…`: no numbers or names of people in it.
  var path: String
  var channels: Set<MessageChannel> = [.mail]

  /// How it leaves: a configured webhook gets every notice of a campaign.
  ///
  /// What the center tells one person about his own account is nobody else's business, so it stays away from there.
  func channels(hasWebhook: Bool) -> Set<MessageChannel> {
    hasWebhook && campaignID != nil ? channels.union([.webhook]) : channels
  }
}

/// The ways in which a message leaves the center; the raw value is stored.
public enum MessageChannel: String, Sendable, CaseIterable {
  case mail
  case webhook

  public var chineseName: String { self == .mail ? "电子邮件" : "消息接口" }
}

/// A notice as its reader sees it.
public struct NoticeLine: Sendable, Identifiable {
  public let id: String
  public let title: String
  public let body: String
  public let path: String
  public let writtenAt: Int64
  public let isRead: Bool

  /// The text for QQ and WeChat groups, with a link; under 300 code points, however long the notice is.
  ///
  /// - `publicAddress`: the center's, such as `https://photos.example.edu.cn`.
  public func copyText(publicAddress: String) -> String {
    let head = "【\(title)】"
    let tail = "详情：\(publicAddress)\(path)"
    let room = NoticeLimits.copyCharacters - 1 - head.unicodeScalars.count - tail.unicodeScalars.count
    let isShort = body.unicodeScalars.count <= room
    let middle = isShort ? body : String(String.UnicodeScalarView(body.unicodeScalars.prefix(max(0, room - 1)))) + "…"
    return head + middle + tail
  }
}

/// A page of somebody's notices, newest first.
public struct NoticePage: Sendable {
  public let notices: [NoticeLine]
  public let total: Int
  public let unread: Int
}

extension Transaction {
  /// Writes a notice and its messages, each with its job, in this transaction: they leave if, and only if, it commits.
  @discardableResult
  func notify(_ draft: NoticeDraft, by actor: some SignedIn) throws -> String {
    try draft.check()
    let id = identifier()
    let scope = draft.campaignID ?? "center"
    try insertNotice(id: id, scope: scope, draft, by: actor)
    let channels = draft.channels(hasWebhook: hasWebhook)
    var messages = 0
    if channels.contains(.mail) {
      for address in try mailAddresses(of: draft.audience) {
        try insertMessage(notice: id, scope: scope, .mail, to: address, draft)
        messages += 1
      }
    }
    if channels.contains(.webhook) {
      try insertMessage(notice: id, scope: scope, .webhook, to: "", draft)
      messages += 1
    }
    try journal(
      JournalLine(
        action: .noticeSent, recordKind: "notice", recordID: id, campaignID: draft.campaignID,
        details: ["messages": "\(messages)"]), by: actor)
    return id
  }
}

extension NoticeDraft {
  /// A notice that is too long, or holds what could be an identity number, is a mistake of ours and goes nowhere.
  func check() throws {
    guard (1...NoticeLimits.titleCharacters).contains(title.count), body.count <= NoticeLimits.bodyCharacters else {
      throw NoticeFault.length
    }
    guard path.hasPrefix("/"), !title.contains(where: \.isNewline) else { throw NoticeFault.shape }
    let digits = (title + "\n" + body).split { !$0.isASCII || !$0.isNumber }
    guard digits.allSatisfy({ $0.count < NoticeLimits.digitsInARow }) else { throw NoticeFault.couldBePersonal }
  }
}

/// A mistake in our own notices; never shown to people with its text.
enum NoticeFault: Error { case length, shape, couldBePersonal }
