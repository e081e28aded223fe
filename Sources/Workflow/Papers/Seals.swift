import GraduatePhotos
import Storage

/// The ways in which an institution's seal (用印) comes to a record; the raw value is stored.
public enum SealMethod: String, Sendable, CaseIterable {
  /// The stamped page, photographed or scanned and uploaded by the institution.
  case stampedPage = "stamped-page"
  /// The sealing leader's second factor at that moment.
  case secondFactor = "second-factor"
  /// By fax or courier, registered by the agency.
  case receivedByAgency = "received-by-agency"

  public var chineseName: String {
    switch self {
    case .stampedPage: "盖章页上传"
    case .secondFactor: "主管领导确认"
    case .receivedByAgency: "采集单位收件登记"
    }
  }
}

/// A seal that was put on a version.
public struct Seal: Sendable, Hashable {
  public let kind: PaperKind
  public let subjectID: String
  public let version: Int
  public let method: SealMethod
  /// The stamped page, or the note of how it came; nil for a second factor.
  public let documentID: String?
  public let contentHash: String
  /// The end of the campaign's journal at that moment, `position:hash`.
  public let chainHead: String
  public let sealedBy: String
  /// Name of that account.
  public let sealedByName: String
  public let sealedAt: Int64
}

extension Transaction {
  /// Puts the seal on a version.
  ///
  /// - Throws: `SealRefusal.alreadySealed`.
  func putSeal(
    on subject: any SealSubject, method: SealMethod, documentID: String? = nil, details: [String: String] = [:],
    by actor: some SignedIn
  ) throws -> Seal {
    if let earlier = try seal(of: subject.kind, subject.subjectID, version: subject.version) {
      throw SealRefusal.alreadySealed(subject.kind, at: earlier.sealedAt, earlier.method)
    }
    let seal = Seal(
      kind: subject.kind, subjectID: subject.subjectID, version: subject.version, method: method, documentID: documentID,
      contentHash: subject.contentHash, chainHead: try chainHead(subject.campaignID).text, sealedBy: actor.accountID,
      sealedByName: try row("SELECT name FROM account WHERE id = ?", [.text(actor.accountID)])?.text("name")
        ?? Self.machineName,
      sealedAt: now)
    try insert(seal)
    try journal(
      JournalLine(
        action: .sealed, recordKind: subject.kind.rawValue, recordID: subject.subjectID, campaignID: subject.campaignID,
        details: details.merging(
          ["version": "\(subject.version)", "method": method.rawValue, "hash": subject.contentHash, "head": seal.chainHead]
        ) { _, ours in ours }),
      by: actor)
    return seal
  }

  func seal(of kind: PaperKind, _ subjectID: String, version: Int) throws -> Seal? {
    try seals(of: kind, subjectID).first { $0.version == version }
  }

  /// All seals of a record, newest version first.
  func seals(of kind: PaperKind, _ subjectID: String) throws -> [Seal] {
    try rows(
      """
      SELECT e.subject_version, e.method, e.document_id, e.content_hash, e.chain_head, e.sealed_by, a.name, e.sealed_at FROM seal e
      LEFT JOIN account a ON a.id = e.sealed_by WHERE e.kind = ? AND e.subject_id = ? ORDER BY e.subject_version DESC
      """, [.text(kind.rawValue), .text(subjectID)]
    ).compactMap { row in
      guard let method = SealMethod(rawValue: try row.text("method")) else { return nil }
      return Seal(
        kind: kind, subjectID: subjectID, version: try row.int("subject_version"), method: method,
        documentID: try row.optionalText("document_id"), contentHash: try row.text("content_hash"),
        chainHead: try row.text("chain_head"), sealedBy: try row.text("sealed_by"),
        sealedByName: try row.optionalText("name") ?? Self.machineName, sealedAt: try row.integer("sealed_at"))
    }
  }

  private func insert(_ seal: Seal) throws {
    try execute(
      """
      INSERT INTO seal (kind, subject_id, subject_version, method, document_id, content_hash, chain_head, sealed_by, sealed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(seal.kind.rawValue), .text(seal.subjectID), .int(seal.version), .text(seal.method.rawValue),
        .optional(seal.documentID), .text(seal.contentHash), .text(seal.chainHead), .text(seal.sealedBy),
        .integer(seal.sealedAt),
      ])
  }
}
