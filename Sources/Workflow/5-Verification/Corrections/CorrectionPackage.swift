import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// How a mail with corrected data stands; the raw value of all but the first is stored.
public enum CorrectionMailState: String, Sendable, CaseIterable {
  case waiting
  /// A mail server took it.
  case sent
  /// A mail server will never take it (5xx), or none is configured.
  case refused
  case givenUp = "given-up"
  /// It came back later.
  case bounced

  public var chineseName: String {
    switch self {
    case .waiting: "等候发送"
    case .sent: "已发出"
    case .refused: "没有发出"
    case .givenUp: "多次发送失败"
    case .bounced: "被退回"
    }
  }

  /// Somebody may ask for it again.
  public var mayBeRepeated: Bool { [.refused, .givenUp, .bounced].contains(self) }
}

/// A mail with its attempts.
public struct CorrectionMail: Sendable, Identifiable {
  public let id: String
  public let recipient: String
  public let writtenAt: Int64
  public let state: CorrectionMailState
  public let reason: String
  public let attempts: [Attempt]

  public struct Attempt: Sendable, Hashable {
    public let number: Int
    public let isSent: Bool
    public let reason: String
    public let at: Int64
  }
}

/// A package of corrected data.
public struct CorrectionPackage: Sendable, Identifiable {
  public let id: String
  public let campaignID: String
  public let institutionID: String
  public let institution: String
  public let number: String
  public let people: Int
  public let fileName: String
  public let byteCount: Int
  public let sha256: String
  /// What its signature is checked with: 64 hexadecimal digits.
  public let publicKey: String
  public let madeAt: Int64
  public let mails: [CorrectionMail]

  static func record(_ id: String) -> String { "correction:\(id)" }
  static func shareRecord(_ id: String, _ graduate: String) -> String { "correction_person:\(id):\(graduate)" }
}

extension CollectionCenter {
  /// Packages of corrected data that the reader sees, the newest first, a page of them.
  ///
  /// - page: from 1.
  public func corrections(
    campaignID: String, page: Int = 1, by reader: any DeliveryReader
  ) async throws -> (packages: [CorrectionPackage], total: Int) {
    try await records.read { transaction in
      var sql = "c.campaign_id = ?"
      var arguments: [SQLValue] = [.text(campaignID)]
      if let institution = reader.deliveredTo {
        sql += " AND c.institution_id = ?"
        arguments.append(.text(institution))
      }
      let total = try transaction.count("SELECT COUNT(*) AS n FROM correction_package c WHERE \(sql)", arguments)
      let rows = try transaction.rows(
        """
        SELECT \(Transaction.correctionColumns) FROM correction_package c WHERE \(sql) ORDER BY c.made_at DESC, c.id LIMIT ? OFFSET ?
        """, arguments + WorkflowLimits.page(page, of: total))
      return (try rows.map { try transaction.correctionPackage($0) }, total)
    }
  }

  /// One package with its mails.
  ///
  /// - Throws: `CorrectionRefusal.unknown`.
  public func correction(_ id: String, campaignID: String, by reader: any DeliveryReader) async throws -> CorrectionPackage {
    try await records.read { try $0.correctionPackage(id, campaignID: campaignID, for: reader) }
  }

  /// The package's bytes, to be saved under `fileName`; each time stands in the journal.
  ///
  /// - Throws: `CorrectionRefusal.unknown`, `.erased`.
  public func correctionFile(_ id: String, campaignID: String, by reader: any DeliveryReader) async throws -> [UInt8] {
    try await records.write { transaction in
      let package = try transaction.correctionPackage(id, campaignID: campaignID, for: reader)
      try transaction.journal(
        JournalLine(
          action: .correctionFetched, recordKind: "correction", recordID: id, campaignID: campaignID,
          details: ["number": package.number]), by: reader)
    }
    return try await correctionBytes(id)
  }

  /// The package's password; each time it is shown stands in the journal, and it is never in a mail.
  ///
  /// - Throws: `CorrectionRefusal.unknown`.
  public func correctionPassword(_ id: String, campaignID: String, by reader: any DeliveryReader) async throws -> String {
    try await records.write { transaction in
      let package = try transaction.correctionPackage(id, campaignID: campaignID, for: reader)
      let row = try transaction.row("SELECT lock_sealed, lock_key FROM correction_package WHERE id = ?", [.text(id)])
      guard let row else { throw CorrectionRefusal.unknown }
      let bytes = try transaction.keys.open(
        row.blob("lock_sealed"), under: row.text("lock_key"), as: CorrectionPackage.record(id))
      try transaction.journal(
        JournalLine(
          action: .correctionPasswordShown, recordKind: "correction", recordID: id, campaignID: campaignID,
          details: ["number": package.number]), by: reader)
      return try JSONDecoder().decode(DeliveryLock.self, from: Data(bytes)).password
    }
  }

  /// - Throws: `CorrectionRefusal.erased` when somebody in it was erased.
  func correctionBytes(_ id: String) async throws -> [UInt8] {
    let key = try await records.read { try $0.correctionKey(id) }
    return try key.open(try await open(.correctionPackages, id), as: CorrectionPackage.record(id))
  }
}

extension Transaction {
  static let correctionColumns = """
    c.id, c.campaign_id, c.institution_id, c.number, c.people, c.file_name, c.byte_count, c.sha256, c.signing_key, c.made_at
    """

  func correctionPackage(_ id: String, campaignID: String, for reader: any DeliveryReader) throws -> CorrectionPackage {
    let found = try row(
      "SELECT \(Self.correctionColumns) FROM correction_package c WHERE c.id = ? AND c.campaign_id = ?",
      [.text(id), .text(campaignID)])
    guard let found else { throw CorrectionRefusal.unknown }
    let package = try correctionPackage(found)
    guard reader.deliveredTo == nil || reader.deliveredTo == package.institutionID else { throw CorrectionRefusal.unknown }
    return package
  }

  fileprivate func correctionPackage(_ row: SQLRow) throws -> CorrectionPackage {
    let (id, campaign, institution) = (try row.text("id"), try row.text("campaign_id"), try row.text("institution_id"))
    return CorrectionPackage(
      id: id, campaignID: campaign, institutionID: institution,
      institution: try institutionName(institution, in: storedCampaign(campaign).year) ?? "", number: try row.text("number"),
      people: try row.int("people"), fileName: try row.text("file_name"), byteCount: try row.int("byte_count"),
      sha256: try row.text("sha256"), publicKey: HexText.write(try keys.deliveryPublicKey(keyID: row.text("signing_key"))),
      madeAt: try row.integer("made_at"), mails: try correctionMails(of: id))
  }

  fileprivate func correctionKey(_ id: String) throws -> DeliveryKey {
    let shares = try rows(
      "SELECT graduate_id, sealed FROM correction_person WHERE package_id = ? ORDER BY position", [.text(id)]
    ).map { row in
      let graduate = try row.text("graduate_id")
      return try openForGraduate(graduate, row.blob("sealed"), as: CorrectionPackage.shareRecord(id, graduate))
    }
    guard shares.allSatisfy({ $0 != nil }) else { throw CorrectionRefusal.erased }
    return DeliveryKey(deliveryID: id, shares: shares.compactMap { $0 })
  }

  private func correctionMails(of id: String) throws -> [CorrectionMail] {
    try rows(
      "SELECT m.id, m.recipient, m.written_at FROM correction_mail m WHERE m.package_id = ? ORDER BY m.written_at, m.id",
      [.text(id)]
    ).map { row in
      let mail = try row.text("id")
      let turn = try newestTurn(of: mail)
      let attempts = try rows(
        "SELECT number, outcome, reason, tried_at FROM correction_mail_attempt WHERE mail_id = ? ORDER BY number", [.text(mail)]
      ).map {
        CorrectionMail.Attempt(
          number: try $0.int("number"), isSent: try $0.text("outcome") == "sent", reason: try $0.text("reason"),
          at: try $0.integer("tried_at"))
      }
      return CorrectionMail(
        id: mail, recipient: try row.text("recipient"), writtenAt: try row.integer("written_at"), state: turn.state,
        reason: turn.reason, attempts: attempts)
    }
  }

  /// How a mail stands: the last of its turns.
  func newestTurn(of mailID: String) throws -> (number: Int, state: CorrectionMailState, reason: String) {
    let found = try row(
      "SELECT number, turn, reason FROM correction_mail_turn WHERE mail_id = ? ORDER BY number DESC LIMIT 1", [.text(mailID)])
    guard let found else { return (0, .waiting, "") }
    // Asked for again, it waits.
    return (
      try found.int("number"), CorrectionMailState(rawValue: try found.text("turn")) ?? .waiting, try found.text("reason")
    )
  }
}
