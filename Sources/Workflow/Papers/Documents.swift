import GraduatePhotos
import Paperwork
import Storage

/// A document somebody handed in, opened.
public struct OpenDocument: Sendable {
  /// One of the types that `DocumentType` knows; never what an uploader claimed.
  public let mediaType: String
  public let bytes: [UInt8]
  public let receivedAt: Int64
}

/// Bytes that lie encrypted and durable in the photo store and wait for the rows that name them.
struct KeptDocument: Sendable {
  let id: String
  let mediaType: String
  let byteCount: Int
  let storedHash: String
  let keyID: String
}

/// What a document is, by its first bytes.
enum DocumentType {
  static let note = "text/plain; charset=utf-8"

  /// Nil for everything that is neither JPEG, PNG nor PDF.
  static func mediaType(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    return bytes.starts(with: Array("%PDF-".utf8)) ? "application/pdf" : nil
  }
}

extension CollectionCenter {
  /// Reads a document back.
  ///
  /// Officer, planner and clerk see every document, an institution's liaison and leader their own, a study center's liaison those
  /// that seal the center's own papers.
  /// - Throws: `SealRefusal.notFound`, also for what the reader may not see; `.documentGone` when the bytes are missing.
  public func document(_ id: String, for reader: some PaperReader) async throws -> OpenDocument {
    let (row, keys) = try await records.read { transaction in
      (try transaction.documentRow(id, within: reader.paperReach), transaction.keys)
    }
    if let row, row.storedHash.isEmpty { throw SealRefusal.documentGone }
    guard let row, let hash = PhotoHash(row.storedHash) else { throw SealRefusal.notFound }
    let sealed: [UInt8]
    do { sealed = try await photos.read(hash) } catch PhotoStoreError.missing { throw SealRefusal.documentGone }
    let plain = try keys.open(sealed, under: row.keyID, as: "document:\(id)")
    return OpenDocument(mediaType: row.mediaType, bytes: plain, receivedAt: row.receivedAt)
  }

  /// The same as a picture that a browser shows in place: of a PDF its first page; nil for what is no page.
  ///
  /// - Throws: `SealRefusal.notFound`, `.documentGone`, `.busy`; `ScanRefusal` for a PDF that cannot be drawn.
  public func documentPicture(_ id: String, for reader: some PaperReader) async throws -> OpenDocument? {
    let document = try await document(id, for: reader)
    if document.mediaType.hasPrefix("image/") { return document }
    guard document.mediaType == "application/pdf" else { return nil }
    let drawn = try await desks.pages.work { try DocumentPicture.firstPage(ofPDF: document.bytes) }
    return OpenDocument(mediaType: "image/jpeg", bytes: drawn, receivedAt: document.receivedAt)
  }

  /// Encrypts a document and stores it durably, before the transaction that names it; without that it is an orphan and swept.
  func keep(_ bytes: [UInt8], mediaType: String) async throws -> KeptDocument {
    let id = identifier()
    let keys = self.keys.current
    let hash = try await photos.put(try keys.seal(bytes, as: "document:\(id)"))
    return KeptDocument(
      id: id, mediaType: mediaType, byteCount: bytes.count, storedHash: hash.hex, keyID: keys.encryptionKeyID)
  }
}

extension Transaction {
  func insertDocument(_ document: KeptDocument, of subject: any SealSubject, by actor: some SignedIn) throws {
    try execute(
      """
      INSERT INTO document (id, campaign_id, institution_id, media_type, byte_count, stored_hash, key_id, received_by, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(document.id), .text(subject.campaignID), .text(subject.institutionID), .text(document.mediaType),
        .int(document.byteCount), .text(document.storedHash), .text(document.keyID), .text(actor.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: .documentReceived, recordKind: "document", recordID: document.id, campaignID: subject.campaignID,
        details: ["bytes": "\(document.byteCount)", "stored": document.storedHash]),
      by: actor)
  }

  fileprivate func documentRow(_ id: String, within reach: PaperReach) throws -> DocumentRow? {
    let found = try row(
      "SELECT institution_id, media_type, stored_hash, key_id, received_at FROM document WHERE id = ?", [.text(id)])
    guard let found else { return nil }
    let center = try sealedSubject(byDocument: id)?.studyCenterID
    // A document's address names no campaign: whoever keeps the center keeps it in all years.
    var seen = reach
    if case .studyCenter(let own, let institution) = reach, let center, try isSameStudyCenter(own, as: center) {
      seen = .studyCenter(center, institutionID: institution)
    }
    guard seen.covers(institutionID: try found.optionalText("institution_id"), studyCenterID: center) else { return nil }
    return DocumentRow(
      mediaType: try found.text("media_type"), storedHash: try found.text("stored_hash"), keyID: try found.text("key_id"),
      receivedAt: try found.integer("received_at"))
  }

  /// What a document seals; nil for one that seals nothing.
  private func sealedSubject(byDocument id: String) throws -> (any SealSubject)? {
    let found = try row("SELECT kind, subject_id FROM seal WHERE document_id = ?", [.text(id)])
    guard let found, let kind = PaperKind(rawValue: try found.text("kind")) else { return nil }
    return try sealSubject(kind, found.text("subject_id"))
  }
}

private struct DocumentRow: Sendable {
  let mediaType: String
  let storedHash: String
  let keyID: String
  let receivedAt: Int64
}
