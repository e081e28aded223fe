import GraduatePhotos
import Storage

/// When a package was handed to the registration, as it was typed (A11).
public struct FilingSent: Sendable, Codable {
  public var day: CalendarDay
  /// Such as 学信网学历电子注册系统上传.
  public var way: String
  /// What the registration answered; empty for nothing yet.
  public var reply: String

  public init(day: CalendarDay, way: String, reply: String) {
    self.day = day
    self.way = way
    self.reply = reply
  }
}

extension CollectionCenter {
  /// Writes down that a package was sent; never edited, only cancelled by a row of its own.
  ///
  /// - operation: of the page; sent twice it is one line.
  /// - Throws: `FilingRefusal.day`, `.wayMissing`, `.replyTooLong`, `.numberInText`, `.unknown`.
  public func recordFilingSent(
    _ id: String, _ sent: FilingSent, campaignID: String, operation: String, by filer: any Filer
  ) async throws {
    let (way, reply) = (sent.way.trimmed, sent.reply.trimmed)
    guard !way.isEmpty, way.count <= FilingLimits.wayCharacters else { throw FilingRefusal.wayMissing }
    guard reply.count <= FilingLimits.replyCharacters else { throw FilingRefusal.replyTooLong(FilingLimits.replyCharacters) }
    guard !CodeModeGuard.holdsIDNumber(way), !CodeModeGuard.holdsIDNumber(reply) else { throw FilingRefusal.numberInText }
    guard !operation.trimmed.isEmpty else { throw FilingRefusal.formUsed }
    do {
      _ = try await records.once("\(operation):\(filer.accountID)", kind: "filing-sent \(id)") { transaction -> String in
        let filing = try transaction.filingHead(id, campaignID: campaignID, by: filer)
        guard sent.day >= filing.day, sent.day <= transaction.today else { throw FilingRefusal.day }
        let row = transaction.identifier()
        try transaction.execute(
          "INSERT INTO filing_sent (id, filing_id, sent_on, way, reply, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
          [
            .text(row), .text(id), .text(sent.day.compact), .text(way), .text(reply), .text(filer.accountID),
            .integer(transaction.now),
          ])
        try transaction.journal(filing, .filingSent, details: ["day": sent.day.compact], by: filer)
        return row
      }
    } catch is OperationReused { throw FilingRefusal.formUsed }
  }

  /// - Throws: `FilingRefusal.unknown`, `.sentAlready` when it was cancelled before.
  public func cancelFilingSent(_ sentID: String, of id: String, campaignID: String, by filer: any Filer) async throws {
    try await records.write { transaction in
      let filing = try transaction.filingHead(id, campaignID: campaignID, by: filer)
      guard
        try transaction.row("SELECT 1 AS n FROM filing_sent WHERE id = ? AND filing_id = ?", [.text(sentID), .text(id)]) != nil
      else { throw FilingRefusal.unknown }
      guard try transaction.row("SELECT 1 AS n FROM filing_sent_cancelled WHERE sent_id = ?", [.text(sentID)]) == nil else {
        throw FilingRefusal.sentAlready
      }
      try transaction.execute(
        "INSERT INTO filing_sent_cancelled (sent_id, cancelled_by, cancelled_at) VALUES (?, ?, ?)",
        [.text(sentID), .text(filer.accountID), .integer(transaction.now)])
      try transaction.journal(filing, .filingSentCancelled, by: filer)
    }
  }
}
