import Darkroom
import GraduatePhotos
import Storage

/// Finds the faces in enrolment photos after they were handed in, so that stations compare without waiting.
extension CollectionCenter {
  /// The work of `JobKind.findReferenceFaces`.
  ///
  /// - embedder: opened when there is something to do first; what it throws sets the job aside for later.
  public func referenceFaceWork(_ embedder: @escaping @Sendable () throws -> FaceEmbedder) -> JobWork {
    { job in try await findReferenceFaces(of: job.payload, embedder) }
  }

  /// Looks at the pictures of an upload that nobody looked at yet.
  func findReferenceFaces(of uploadID: String, _ open: @Sendable () throws -> FaceEmbedder) async throws -> JobOutcome {
    var cursor = ""
    var embedder: FaceEmbedder?
    while let picture = try await records.read({ [cursor] in try $0.referenceWithoutFace(of: uploadID, after: cursor) }) {
      try Task.checkCancellation()
      cursor = picture.id
      let eye = try embedder ?? open()
      embedder = eye
      guard let hash = PhotoHash(picture.storedHash) else { continue }
      let keys = self.keys.current
      let sealed: [UInt8]
      do { sealed = try await photos.read(hash) } catch is PhotoStoreError { continue }
      let bytes = try keys.open(sealed, under: picture.keyID, as: "reference_picture:\(picture.id)")
      let values = try await desks.packets.work { () throws -> [Float] in
        // No picture, or none with a face: said once, and not tried again.
        guard let decoded = try? PictureReader.decode(bytes) else { return [] }
        return try eye.embedding(of: decoded.image)?.values ?? []
      }
      let face = try keys.seal(FaceBytes.bytes(values), as: SealedValues.referenceFaces.record([picture.id]))
      try await records.write { transaction in
        try transaction.execute(
          """
          INSERT INTO reference_face (picture_id, embedding_sealed, key_id, found_at) VALUES (?, ?, ?, ?)
          ON CONFLICT (picture_id) DO NOTHING
          """, [.text(picture.id), .blob(face), .text(keys.encryptionKeyID), .integer(transaction.now)])
      }
    }
    return .done
  }
}

extension Transaction {
  fileprivate func referenceWithoutFace(of uploadID: String, after cursor: String) throws -> StoredReference? {
    try row(
      """
      SELECT r.id, r.graduate_id, r.stored_hash, r.key_id FROM reference_picture r
      WHERE r.upload_id = ? AND r.id > ? AND r.slot = ''
        AND NOT EXISTS (SELECT 1 FROM reference_face f WHERE f.picture_id = r.id) ORDER BY r.id LIMIT 1
      """, [.text(uploadID), .text(cursor)]
    ).map { row in
      StoredReference(
        id: try row.text("id"), graduateID: try row.text("graduate_id"), storedHash: try row.text("stored_hash"),
        keyID: try row.text("key_id"), face: nil)
    }
  }
}
