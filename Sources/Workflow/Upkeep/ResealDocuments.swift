import Foundation
import GraduatePhotos
import Storage

/// Documents lie encrypted in the photo store: under a new key they are new files, and the old ones go once no row names them.
extension OpenCenter {
  func resealDocuments(by operator: MachineOperator, _ each: () throws -> Void) async throws {
    var cursor = ""
    while let document = try await center.records.read({ [cursor] in try $0.documentUnderOldKey(after: cursor) }) {
      cursor = document.id
      guard let hash = PhotoHash(document.storedHash) else { continue }
      let ring = keys.current
      let sealed: [UInt8]
      do { sealed = try await center.photos.read(hash) } catch is PhotoStoreError {
        // Missing or damaged: the doctor reports it, the rotation of all the others goes on.
        continue
      }
      let record = "document:\(document.id)"
      guard let plain = try? ring.open(sealed, under: document.keyID, as: record) else { continue }
      let next = try await center.photos.put(try ring.seal(plain, as: record))
      let isMoved = try await center.records.write { transaction in
        try transaction.moveDocument(document, to: next, keyID: ring.encryptionKeyID, by: `operator`)
      }
      // Erased meanwhile: then it is the copy that nobody may keep.
      try await removeOld(isMoved ? hash : next)
      try each()
    }
  }

  /// Deletes a file that no row names any more, unless a back-up is under way: then it is an orphan for the sweep.
  func removeOld(_ hash: PhotoHash) async throws {
    guard let erasing = try FolderLock.take(.erasing, of: folder) else { return }
    try await center.photos.delete(hash)
    withExtendedLifetime(erasing) {}
  }
}

struct StoredDocument: Sendable {
  let id: String
  let campaignID: String
  let storedHash: String
  let keyID: String
}

extension Transaction {
  func documentsUnderOldKeys() throws -> Int {
    try count("SELECT COUNT(*) AS n FROM document WHERE key_id <> ? AND stored_hash <> ''", [.text(keys.encryptionKeyID)])
  }

  func documentUnderOldKey(after cursor: String) throws -> StoredDocument? {
    let row = try row(
      "SELECT id, campaign_id, stored_hash, key_id FROM document WHERE id > ? AND key_id <> ? AND stored_hash <> '' ORDER BY id LIMIT 1",
      [.text(cursor), .text(keys.encryptionKeyID)])
    return try row.map {
      StoredDocument(
        id: try $0.text("id"), campaignID: try $0.text("campaign_id"), storedHash: try $0.text("stored_hash"),
        keyID: try $0.text("key_id"))
    }
  }

  func moveDocument(_ document: StoredDocument, to hash: PhotoHash, keyID: String, by operator: MachineOperator) throws -> Bool
  {
    let moved = try execute(
      "UPDATE document SET stored_hash = ?, key_id = ? WHERE id = ? AND stored_hash = ?",
      [.text(hash.hex), .text(keyID), .text(document.id), .text(document.storedHash)])
    guard moved == 1 else { return false }
    try journal(
      JournalLine(
        action: .keysRotated, recordKind: "document", recordID: document.id, campaignID: document.campaignID,
        details: ["stored": hash.hex, "before": document.storedHash]),
      by: `operator`)
    return true
  }
}
