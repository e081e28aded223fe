import GraduatePhotos
import Storage

/// A message of the outbox as the campaign's keepers see it.
public struct OutboxLine: Sendable, Identifiable {
  public let id: String
  public let channel: MessageChannel
  /// An address of staff; empty for a webhook.
  public let recipient: String
  public let subject: String
  public let writtenAt: Int64
  /// Nil while it is on its way.
  public let outcome: MessageOutcome?
  /// Why it was not sent; empty otherwise.
  public let reason: String

  /// For a page that many read: the first letter and where it goes, `l***@example.edu.cn`.
  public var maskedRecipient: String {
    guard let at = recipient.lastIndex(of: "@") else { return recipient.isEmpty ? "" : "***" }
    return recipient[..<at].prefix(1) + "***" + recipient[at...]
  }

  /// 「未发出：没有配置邮件服务器」.
  public var chineseState: String {
    guard let outcome else { return "等候发送" }
    return reason.isEmpty ? outcome.chineseName : "\(outcome.chineseName)：\(reason)"
  }
}

public struct OutboxPage: Sendable {
  public let messages: [OutboxLine]
  public let total: Int
  /// Messages that did not leave, on all pages.
  public let notSent: Int
}

extension CollectionCenter {
  /// A campaign's messages, newest first, fifty a page; pages count from 1.
  ///
  /// - `campaignID`: nil for what the center told people about their own accounts.
  public func outbox(campaignID: String?, page: Int = 1, for keeper: some CampaignKeeper) async throws -> OutboxPage {
    try await records.read { try $0.outboxPage(scope: campaignID ?? "center", page: page) }
  }

  /// Sends a message that did not leave: after a mail server was configured, or an address corrected at the other end.
  ///
  /// - Throws: `NoticeRefusal.messageNotFound`, `.alreadySent`, `.stillOnItsWay`.
  public func sendAgain(messageID: String, by keeper: some CampaignKeeper) async throws {
    try await records.write { transaction in
      let found = try transaction.row(
        """
        SELECT n.scope, o.outcome FROM message m JOIN notice n ON n.id = m.notice_id
        LEFT JOIN message_outcome o ON o.message_id = m.id WHERE m.id = ?
        """, [.text(messageID)])
      guard let found else { throw NoticeRefusal.messageNotFound }
      guard let outcome = try found.optionalText("outcome") else { throw NoticeRefusal.stillOnItsWay }
      guard outcome != MessageOutcome.sent.rawValue else { throw NoticeRefusal.alreadySent }
      try transaction.reopenMessage(messageID)
      // One that was given up has a job that waits for a person: this is the person.
      try transaction.dropSetAside(.sendMessage, payload: messageID)
      let scope = try found.text("scope")
      try transaction.enqueue(.sendMessage, scope: scope, payload: messageID)
      try transaction.journal(
        JournalLine(
          action: .messageEnded, recordKind: "message", recordID: messageID, campaignID: scope == "center" ? nil : scope,
          details: ["again": "yes"]),
        by: keeper)
    }
  }
}

extension Transaction {
  fileprivate func outboxPage(scope: String, page: Int) throws -> OutboxPage {
    let offset = (min(max(page, 1), NoticeLimits.lastPage) - 1) * NoticeLimits.pageSize
    let from = """
      FROM message m JOIN notice n ON n.id = m.notice_id LEFT JOIN message_outcome o ON o.message_id = m.id WHERE n.scope = ?
      """
    let lines = try rows(
      """
      SELECT m.id, m.channel, m.recipient, m.subject, m.written_at, o.outcome, o.reason \(from)
      ORDER BY m.written_at DESC, m.id DESC LIMIT \(NoticeLimits.pageSize) OFFSET \(offset)
      """, [.text(scope)]
    ).map { row in
      OutboxLine(
        id: try row.text("id"), channel: MessageChannel(rawValue: try row.text("channel")) ?? .mail,
        recipient: try row.text("recipient"), subject: try row.text("subject"), writtenAt: try row.integer("written_at"),
        outcome: try row.optionalText("outcome").flatMap { MessageOutcome(rawValue: $0) },
        reason: try row.optionalText("reason") ?? "")
    }
    return OutboxPage(
      messages: lines, total: try count("SELECT COUNT(*) AS n \(from)", [.text(scope)]),
      notSent: try count("SELECT COUNT(*) AS n \(from) AND o.outcome <> 'sent'", [.text(scope)]))
  }
}
