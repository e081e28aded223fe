import GraduatePhotos
import Outward
import Storage

extension CollectionCenter {
  /// Mails a package to the institution's liaisons who have an address and no mail of it yet.
  ///
  /// Returns how many mails were written.
  /// - Throws: `CorrectionRefusal.unknown`, `.noRecipient`.
  @discardableResult
  public func mailCorrection(_ packageID: String, campaignID: String, by clerk: Clerk) async throws -> Int {
    try await records.write { transaction in
      let package = try transaction.correctionPackage(packageID, campaignID: campaignID, for: clerk)
      let written = try transaction.mailCorrection(packageID, by: clerk)
      guard written > 0 || !package.mails.isEmpty else { throw CorrectionRefusal.noRecipient }
      return written
    }
  }

  /// Sends a mail again that did not leave or that came back.
  ///
  /// - Throws: `CorrectionRefusal.mailUnknown`, `.stillOnItsWay`.
  public func mailCorrectionAgain(_ mailID: String, campaignID: String, by clerk: Clerk) async throws {
    try await records.write { transaction in
      let mail = try transaction.correctionMail(mailID, campaignID: campaignID)
      guard try transaction.newestTurn(of: mailID).state.mayBeRepeated else { throw CorrectionRefusal.stillOnItsWay }
      try transaction.turnCorrectionMail(mailID, "again", reason: "", by: clerk)
      try transaction.dropSetAside(.sendCorrection, payload: mailID)
      try transaction.enqueue(.sendCorrection, scope: campaignID, payload: mailID)
      try transaction.journal(
        JournalLine(
          action: .correctionMailed, recordKind: "correction", recordID: mail.packageID, campaignID: campaignID,
          details: ["again": "yes"]), by: clerk)
    }
  }

  /// Notes that a mail came back after a server had taken it, as the returned mail in the sender's box says.
  ///
  /// - Throws: `CorrectionRefusal.mailUnknown`, `.notSent`, `.noNote`, `.noteTooLong`.
  public func markCorrectionBounced(_ mailID: String, note text: String, campaignID: String, by clerk: Clerk) async throws {
    let limit = CorrectionLimits.noteCharacters
    let note = try text.reason(
      limit: limit, none: CorrectionRefusal.noNote, tooLong: CorrectionRefusal.noteTooLong(limit: limit))
    try await records.write { transaction in
      let mail = try transaction.correctionMail(mailID, campaignID: campaignID)
      guard try transaction.newestTurn(of: mailID).state == .sent else { throw CorrectionRefusal.notSent }
      try transaction.turnCorrectionMail(mailID, CorrectionMailState.bounced.rawValue, reason: note, by: clerk)
      try transaction.journal(
        JournalLine(
          action: .correctionMailEnded, recordKind: "correction", recordID: mail.packageID, campaignID: campaignID,
          details: ["outcome": CorrectionMailState.bounced.rawValue]), by: clerk)
    }
  }

  /// The work of `JobKind.sendCorrection`.
  public func correctionWork(by courier: Courier) -> JobWork {
    { job in try await sendCorrection(job.payload, by: courier) }
  }

  /// Speaks one mail to the mail server; at least once, as all mails (see `sendMessage`), always with the same Message-ID.
  func sendCorrection(_ mailID: String, by courier: Courier) async throws -> JobOutcome {
    let letter = try await records.read { try $0.correctionLetter(mailID) }
    guard let letter else { return .done }
    let bytes: [UInt8]
    do { bytes = try await correctionBytes(letter.packageID) } catch CorrectionRefusal.erased {
      try await records.write { try $0.tried(letter, .refused(CorrectionRefusal.erased.message)) }
      return .done
    }
    let verdict = await courier.mail(
      id: mailID, to: letter.recipient, subject: "更正后的图像数据 \(letter.number)", text: letter.text(publicAddress),
      attachments: [MailMessage.Attachment(name: letter.fileName, mediaType: "application/zip", bytes: bytes)],
      writtenAt: letter.writtenAt)
    try await records.write { try $0.tried(letter, verdict) }
    if case .later(let reason, let pause) = verdict { return .again(reason: reason, afterMilliseconds: pause) }
    return .done
  }
}

/// A mail that waits.
struct CorrectionLetter: Sendable {
  let mailID: String
  let packageID: String
  let campaignID: String
  let recipient: String
  let writtenAt: Int64
  let number: String
  let people: Int
  let fileName: String
  let sha256: String
  let madeBy: String

  /// Neither a name nor a number of a person, and never the password.
  func text(_ publicAddress: String) -> String {
    """
    您好：

    勘误已经采纳，附件是 \(people) 人更正后的图像数据（编号 \(number)），照片照常可用。

    附件是加密的压缩包，用 7-Zip 或 Bandizip 打开；解压密码不在邮件里，请登录系统查看：
    \(publicAddress)/campaigns/\(campaignID)/corrections

    附件的 SHA-256：\(sha256)
    """
  }
}

extension Transaction {
  /// Writes the mails with their jobs in this transaction: they leave if, and only if, it commits.
  func mailCorrection(_ packageID: String, by clerk: Clerk) throws -> Int {
    let found = try row("SELECT campaign_id, institution_id FROM correction_package WHERE id = ?", [.text(packageID)])
    guard let found else { throw CorrectionRefusal.unknown }
    let campaign = try found.text("campaign_id")
    let known = Set(
      try rows("SELECT recipient FROM correction_mail WHERE package_id = ?", [.text(packageID)]).map {
        try $0.text("recipient")
      })
    let recipients = try mailAddresses(of: .institution(found.text("institution_id"))).filter { !known.contains($0) }
    for recipient in recipients {
      let id = identifier()
      try execute(
        "INSERT INTO correction_mail (id, package_id, recipient, written_by, written_at) VALUES (?, ?, ?, ?, ?)",
        [.text(id), .text(packageID), .text(recipient), .text(clerk.accountID), .integer(now)])
      try enqueue(.sendCorrection, scope: campaign, payload: id)
    }
    if !recipients.isEmpty {
      try journal(
        JournalLine(
          action: .correctionMailed, recordKind: "correction", recordID: packageID, campaignID: campaign,
          details: ["messages": String(recipients.count)]), by: clerk)
    }
    return recipients.count
  }

  fileprivate func correctionMail(_ id: String, campaignID: String) throws -> (packageID: String, recipient: String) {
    let found = try row(
      """
      SELECT m.package_id, m.recipient FROM correction_mail m JOIN correction_package c ON c.id = m.package_id
      WHERE m.id = ? AND c.campaign_id = ?
      """, [.text(id), .text(campaignID)])
    guard let found else { throw CorrectionRefusal.mailUnknown }
    return (try found.text("package_id"), try found.text("recipient"))
  }

  /// The mail, when it waits to be sent.
  fileprivate func correctionLetter(_ id: String) throws -> CorrectionLetter? {
    guard try newestTurn(of: id).state == .waiting else { return nil }
    return try row(
      """
      SELECT m.recipient, m.written_at, c.id, c.campaign_id, c.number, c.people, c.file_name, c.sha256, c.made_by
      FROM correction_mail m JOIN correction_package c ON c.id = m.package_id WHERE m.id = ?
      """, [.text(id)]
    ).map { row in
      CorrectionLetter(
        mailID: id, packageID: try row.text("id"), campaignID: try row.text("campaign_id"),
        recipient: try row.text("recipient"),
        writtenAt: try row.integer("written_at"), number: try row.text("number"), people: try row.int("people"),
        fileName: try row.text("file_name"), sha256: try row.text("sha256"), madeBy: try row.text("made_by"))
    }
  }

  /// Writes an attempt down, and how the mail ended where it did.
  fileprivate func tried(_ letter: CorrectionLetter, _ verdict: Courier.Verdict) throws {
    let number = try count("SELECT COUNT(*) AS n FROM correction_mail_attempt WHERE mail_id = ?", [.text(letter.mailID)]) + 1
    let (outcome, reason): (String, String) =
      switch verdict {
      case .sent: ("sent", "")
      case .refused(let reason): ("refused", reason)
      case .later(let reason, _): ("later", reason)
      }
    try execute(
      "INSERT INTO correction_mail_attempt (mail_id, number, outcome, reason, tried_at) VALUES (?, ?, ?, ?, ?)",
      [.text(letter.mailID), .int(number), .text(outcome), .text(reason), .integer(now)])
    switch verdict {
    case .later: return
    case .sent: try endCorrectionMail(letter.mailID, .sent, reason: "")
    case .refused: try endCorrectionMail(letter.mailID, .refused, reason: reason)
    }
  }

  /// Records how a mail that waits ended; who packed it is told when it did not leave.
  func endCorrectionMail(_ mailID: String, _ state: CorrectionMailState, reason: String) throws {
    guard let letter = try correctionLetter(mailID) else { return }
    try turnCorrectionMail(mailID, state.rawValue, reason: reason, by: CenterItself())
    try journal(
      JournalLine(
        action: .correctionMailEnded, recordKind: "correction", recordID: letter.packageID, campaignID: letter.campaignID,
        details: ["outcome": state.rawValue]), by: CenterItself())
    guard state != .sent else { return }
    try notify(
      NoticeDraft(
        campaignID: letter.campaignID, audience: .account(letter.madeBy), title: "更正数据邮件没有送到：\(letter.number)",
        body: "\(state.chineseName)：\(String(reason.prefix(200)))。请核对学校的邮箱后再发，或者请学校在网页下载。",
        path: "/campaigns/\(letter.campaignID)/corrections/\(letter.packageID)", channels: []), by: CenterItself())
  }

  /// Makes a mail wait again whose job was put back.
  func reopenCorrectionMail(_ mailID: String, by actor: some SignedIn) throws {
    guard try newestTurn(of: mailID).state.mayBeRepeated else { return }
    try turnCorrectionMail(mailID, "again", reason: "", by: actor)
  }

  fileprivate func turnCorrectionMail(_ mailID: String, _ turn: String, reason: String, by actor: some SignedIn) throws {
    try execute(
      "INSERT INTO correction_mail_turn (mail_id, number, turn, reason, noted_by, noted_at) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .text(mailID), .int(try newestTurn(of: mailID).number + 1), .text(turn), .text(reason), .text(actor.accountID),
        .integer(now),
      ])
  }
}
