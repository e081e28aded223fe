import GraduatePhotos
import Storage

/// How a message ended; the raw value is stored.
public enum MessageOutcome: String, Sendable, CaseIterable {
  case sent
  /// Never to be taken: a wrong address, a rejected mail, or no server configured.
  case refused
  /// Tried too often; the job waits for a person.
  case givenUp = "given-up"

  public var chineseName: String {
    switch self {
    case .sent: "已发出"
    case .refused: "未发出"
    case .givenUp: "多次发送失败"
    }
  }
}

extension CollectionCenter {
  /// The work of `JobKind.sendMessage`.
  public func messageWork(by courier: Courier) -> JobWork {
    { job in try await sendMessage(job.payload, by: courier) }
  }

  /// Sends one message of the outbox, unless its outcome is recorded already.
  ///
  /// At least once, not exactly once: between the mail server's "250" and the commit of the outcome lies a moment in which this
  /// process can die or lose the database. The mail then goes out a second time, with the same Message-ID (a webhook with the same
  /// delivery id), by which receivers can tell. After a recorded outcome nothing is ever sent again.
  func sendMessage(_ id: String, by courier: Courier) async throws -> JobOutcome {
    let found = try await records.read { transaction -> (parcel: Courier.Parcel, now: Int64)? in
      try transaction.unsentMessage(id).map { ($0, transaction.now) }
    }
    guard let found else { return .done }
    let link = found.parcel.path.isEmpty ? "" : publicAddress + found.parcel.path
    switch await courier.send(found.parcel, link: link, now: found.now) {
    case .later(let reason, let pause): return .again(reason: reason, afterMilliseconds: pause)
    case .sent: try await records.write { try $0.endMessage(id, .sent, reason: "") }
    case .refused(let reason): try await records.write { try $0.endMessage(id, .refused, reason: reason) }
    }
    return .done
  }
}

extension Transaction {
  /// The message, when it has no outcome yet.
  func unsentMessage(_ id: String) throws -> Courier.Parcel? {
    let found = try row(
      """
      SELECT m.id, m.channel, m.recipient, m.subject, m.body, m.written_at, n.path, n.scope
      FROM message m LEFT JOIN notice n ON n.id = m.notice_id
      WHERE m.id = ? AND NOT EXISTS (SELECT 1 FROM message_outcome o WHERE o.message_id = m.id)
      """, [.text(id)])
    guard let found, let channel = MessageChannel(rawValue: try found.text("channel")) else { return nil }
    return Courier.Parcel(
      id: id, channel: channel, recipient: try found.text("recipient"), subject: try found.text("subject"),
      body: try found.text("body"), path: try found.optionalText("path") ?? "",
      scope: try found.optionalText("scope") ?? "center",
      writtenAt: try found.integer("written_at"))
  }

  /// Records how a message ended; the first outcome stays.
  func endMessage(_ id: String, _ outcome: MessageOutcome, reason: String) throws {
    let recorded = try execute(
      """
      INSERT INTO message_outcome (message_id, outcome, reason, at)
      SELECT id, ?, ?, ? FROM message WHERE id = ? ON CONFLICT (message_id) DO NOTHING
      """, [.text(outcome.rawValue), .text(reason), .integer(now), .text(id)])
    guard recorded == 1 else { return }
    let scope = try row("SELECT n.scope FROM message m JOIN notice n ON n.id = m.notice_id WHERE m.id = ?", [.text(id)])
    let campaignID = try scope?.text("scope")
    try journal(
      JournalLine(
        action: .messageEnded, recordKind: "message", recordID: id, campaignID: campaignID == "center" ? nil : campaignID,
        details: ["outcome": outcome.rawValue]),
      by: CenterItself())
  }

  /// Makes a message that did not leave wait again.
  func reopenMessage(_ id: String) throws {
    try execute("DELETE FROM message_outcome WHERE message_id = ? AND outcome <> 'sent'", [.text(id)])
  }
}
