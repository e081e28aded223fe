import Crypto
import Foundation
import GraduatePhotos
import Outward
import Storage

/// A visit as a file for one station, with the key that opens it: for tests, and for nobody else.
public struct VisitFileMade: Sendable {
  public let bytes: [UInt8]
  /// 32 bytes; the file itself has it only wrapped, once for each crew member's password.
  public let key: [UInt8]
  public let head: TakeAlongHead
}

extension CollectionCenter {
  /// A visit of the photographer's own crew, to be taken along by a station: whom to expect and when, encrypted under a key that the crew's
  /// sign-in passwords open.
  ///
  /// Enrols the station. The same station gets the same range of numbers and the same key again, so that what it wrote stays readable.
  ///
  /// - card: as the station shows it.
  /// - readings: where readings of characters lie; nil finds nobody by initials.
  /// - Throws: `CaptureRefusal.visitUnknown`, `StationRefusal`.
  public func visitFile(
    for card: StationCard, of visitNumber: Int, campaignID: String, readings: CharacterTable? = nil,
    by photographer: Photographer
  ) async throws -> VisitFileMade {
    let publicKey = try card.checkedKey()
    let (partID, fileID, freshKey) = (identifier(), identifier(), chance.bytes(32))
    let made = try await records.write { transaction in
      let visit = try transaction.watchedVisit(visitNumber, campaignID, by: photographer)
      guard visit.record.day >= transaction.today else { throw StationRefusal.visitOver(visit.record.day) }
      try transaction.enrol(card, key: publicKey, by: photographer)
      let (part, key) = try transaction.allotted(
        campaignID, visitNumber, card.id, fresh: (partID, freshKey), by: photographer)
      let head = try transaction.head(of: visit, fileID, part, key, card, center: publicAddress)
      try transaction.insertVisitFile(head, part, by: photographer)
      return (head: head, key: key)
    }
    // Read after the station was let in, and in a transaction of its own: hundreds of people are no matter for a write.
    let (along, files) = try await records.read { transaction in
      let visit = try transaction.watchedVisit(visitNumber, campaignID, by: photographer)
      return (
        try transaction.takeAlong(visit, markKey: Self.markKey(of: made.key), table: readings),
        try transaction.referenceFiles(of: visit)
      )
    }
    let references = try await referencePictures(files)
    let ring = keys.current
    let bytes = try await desks.packets.work {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try VisitFile.seal(
        head: Array(try encoder.encode(made.head)),
        parts: [Array(try encoder.encode(along)), Array(try encoder.encode(references))], key: made.key,
        sign: { try ring.sign($0) })
    }
    return VisitFileMade(bytes: bytes, key: made.key, head: made.head)
  }

  /// What scans are hashed with: made from the visit's key, so that a file taken anew marks the same people alike.
  private static func markKey(of key: [UInt8]) -> [UInt8] {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: key), info: Array("biying visit marks 1".utf8), outputByteCount: 32
    ).withUnsafeBytes { Array($0) }
  }
}

extension StationCard {
  /// The card of a pasted line.
  ///
  /// - Throws: `StationRefusal.cardUnreadable`.
  public static func read(_ text: String) throws -> StationCard {
    guard text.utf8.count <= StationLimits.cardBytes,
      let card = try? JSONDecoder().decode(StationCard.self, from: Data(text.utf8))
    else { throw StationRefusal.cardUnreadable }
    _ = try card.checkedKey()
    return card
  }

  /// The public key, with everything else on the card as it must be.
  ///
  /// - Throws: `StationRefusal.cardUnreadable`.
  func checkedKey() throws -> [UInt8] {
    guard UUID(uuidString: id) != nil, id == id.lowercased(), (1...StationLimits.nameCharacters).contains(name.count),
      !name.contains(where: \.isNewline), let data = Data(base64Encoded: key), data.count == 32,
      (try? Curve25519.Signing.PublicKey(rawRepresentation: data)) != nil
    else { throw StationRefusal.cardUnreadable }
    return Array(data)
  }
}

extension Transaction {
  fileprivate func head(
    of visit: OpenVisit, _ fileID: String, _ part: StationVisit, _ key: [UInt8], _ card: StationCard, center: String
  ) throws -> TakeAlongHead {
    let recipient = try keys.packetRecipient()
    let slots = try slots(for: key, crewID: visit.record.crewID)
    guard !slots.isEmpty else { throw StationRefusal.noCrewPassword }
    return TakeAlongHead(
      id: fileID, campaign: visit.campaign.id, visit: visit.record.number, day: visit.record.day, station: card.id,
      range: part.range, recipient: recipient.id, recipientKey: recipient.publicKey, center: center,
      centerKey: Data(try keys.signingPublicKey()).base64EncodedString(), issuedAt: now,
      expiresAt: visit.record.day.adding(days: StationLimits.fileDaysAfter + 1).startMilliseconds, slots: slots)
  }

  /// One for each account of the crew that has a password.
  private func slots(for key: [UInt8], crewID: String) throws -> [TakeAlongHead.Slot] {
    try rows(
      """
      SELECT a.id, a.sign_in_name, a.name, p.argon2id FROM crew_account x JOIN account a ON a.id = x.account_id
      JOIN password p ON p.account_id = a.id
      WHERE x.crew_id = ? AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = a.id) ORDER BY a.id
      """, [.text(crewID)]
    ).compactMap { row in
      guard let (argon, wrapped) = try KeySlot.wrap(key, encodedHash: row.text("argon2id")) else { return nil }
      return TakeAlongHead.Slot(
        account: try row.text("id"), signInName: try row.text("sign_in_name"), name: try row.text("name"), argon: argon,
        wrapped: wrapped)
    }
  }

  fileprivate func insertVisitFile(_ head: TakeAlongHead, _ part: StationVisit, by photographer: some SignedIn) throws {
    try execute(
      """
      INSERT INTO visit_file (id, station_visit_id, recipient_key, expires_at, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .text(head.id), .text(part.id), .text(head.recipient), .integer(head.expiresAt), .text(photographer.accountID),
        .integer(now),
      ])
    try journal(
      JournalLine(
        action: .visitFileMade, recordKind: "visit-file", recordID: head.id, campaignID: head.campaign,
        details: ["visit": String(head.visit), "station": head.station, "range": String(head.range)]), by: photographer)
  }
}
