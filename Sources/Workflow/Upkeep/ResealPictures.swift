import GraduatePhotos
import Storage

/// A kind of encrypted file in the photo store whose row names hash and key.
struct SealedFiles: Sendable {
  /// The table, for queries; a name of ours.
  ///
  /// Its columns are `id`, `stored_hash`, `key_id`.
  let table: String
  let chineseName: String
  /// What a file is bound to, by its id.
  let record: @Sendable (String) -> String

  static let packetFiles = SealedFiles(table: "packet_file", chineseName: "照片") { "packet_file:\($0)" }
  static let referencePictures = SealedFiles(table: "reference_picture", chineseName: "入学照片") {
    "reference_picture:\($0)"
  }

  static let proofEvidence = SealedFiles(table: "proof_evidence", chineseName: "校对的证明照片") { "document:\($0)" }

  static let all = [packetFiles, referencePictures, deliveryPieces, correctionPackages, proofEvidence]
}

/// A row of a file is gone, or names no hash: the database was changed by other hands.
struct SealedFileFault: Error { let id: String }

extension CollectionCenter {
  /// The bytes of a stored file; looked up once more where a rotation of keys moved it meanwhile.
  ///
  /// - Throws: `PhotoStoreError` when it is missing or damaged; `RetentionRefusal.fileErased`.
  func open(_ kind: SealedFiles, _ id: String) async throws -> [UInt8] {
    do { return try await openNow(kind, id) } catch PhotoStoreError.missing { return try await openNow(kind, id) }
  }

  private func openNow(_ kind: SealedFiles, _ id: String) async throws -> [UInt8] {
    let row = try await records.read { try $0.row("SELECT stored_hash, key_id FROM \(kind.table) WHERE id = ?", [.text(id)]) }
    if let row, try row.text("stored_hash").isEmpty { throw RetentionRefusal.fileErased }
    guard let row, let hash = PhotoHash(try row.text("stored_hash")) else { throw SealedFileFault(id: id) }
    return try keys.current.open(try await photos.read(hash), under: row.text("key_id"), as: kind.record(id))
  }
}

/// Originals, portraits and reference pictures under a new key are new files, and the old ones go once no row names them.
///
/// Millions of them have one line in the journal, at the rotation's end.
extension OpenCenter {
  func resealPictures(_ kind: SealedFiles, _ each: () throws -> Void) async throws {
    var cursor = ""
    while let file = try await center.records.read({ [cursor] in try $0.fileUnderOldKey(kind, after: cursor) }) {
      cursor = file.id
      guard let hash = PhotoHash(file.storedHash) else { continue }
      let ring = keys.current
      let sealed: [UInt8]
      do { sealed = try await center.photos.read(hash) } catch is PhotoStoreError {
        // Missing or damaged: the doctor reports it, the rotation of all the others goes on.
        continue
      }
      guard let plain = try? ring.open(sealed, under: file.keyID, as: kind.record(file.id)) else { continue }
      let next = try await center.photos.put(try ring.seal(plain, as: kind.record(file.id)))
      let isMoved = try await center.records.write { try $0.moveFile(kind, file, to: next, keyID: ring.encryptionKeyID) }
      // Erased meanwhile: then it is the copy that nobody may keep.
      try await removeOld(isMoved ? hash : next)
      try each()
    }
  }
}

struct FileUnderOldKey: Sendable {
  let id: String
  let storedHash: String
  let keyID: String
}

extension Transaction {
  func filesUnderOldKeys() throws -> Int {
    try SealedFiles.all.reduce(0) { sum, kind in
      try sum
        + count(
          "SELECT COUNT(*) AS n FROM \(kind.table) WHERE key_id <> ? AND stored_hash <> ''", [.text(keys.encryptionKeyID)])
    }
  }

  fileprivate func fileUnderOldKey(_ kind: SealedFiles, after cursor: String) throws -> FileUnderOldKey? {
    try row(
      "SELECT id, stored_hash, key_id FROM \(kind.table) WHERE id > ? AND key_id <> ? AND stored_hash <> '' ORDER BY id LIMIT 1",
      [.text(cursor), .text(keys.encryptionKeyID)]
    ).map {
      FileUnderOldKey(id: try $0.text("id"), storedHash: try $0.text("stored_hash"), keyID: try $0.text("key_id"))
    }
  }

  fileprivate func moveFile(_ kind: SealedFiles, _ file: FileUnderOldKey, to hash: PhotoHash, keyID: String) throws -> Bool {
    try execute(
      "UPDATE \(kind.table) SET stored_hash = ?, key_id = ? WHERE id = ? AND stored_hash = ?",
      [.text(hash.hex), .text(keyID), .text(file.id), .text(file.storedHash)]) == 1
  }
}
