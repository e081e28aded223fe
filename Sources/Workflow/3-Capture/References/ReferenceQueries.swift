import Foundation
import GraduatePhotos
import Storage

/// A reference picture's row with what was found in it.
struct StoredReference: Sendable {
  let id: String
  let graduateID: String
  let storedHash: String
  let keyID: String
  /// The face's embedding, still sealed; nil while nobody looked.
  let face: (sealed: [UInt8], keyID: String)?
}

extension Transaction {
  /// Reference pictures of a visit's classes; none in code mode.
  func referenceFiles(of visit: OpenVisit) throws -> [StoredReference] {
    guard visit.campaign.plan.regime != .code else { return [] }
    let center = visit.place.studyCenterID == nil ? "IS NULL" : "= ?"
    var found: [StoredReference] = []
    var classes: Set<TurnKey> = []
    for turn in visit.record.turns {
      let key = turn.key.plain
      guard classes.insert(key).inserted else { continue }
      let rows = try rows(
        """
        SELECT r.id, r.graduate_id, r.stored_hash, r.key_id, f.embedding_sealed, f.key_id AS face_key
        FROM graduate g JOIN reference_picture r ON r.graduate_id = g.id AND r.slot = ''
        LEFT JOIN reference_face f ON f.picture_id = r.id
        WHERE g.campaign_id = ? AND g.institution_id = ? AND g.department = ? AND g.class_group = ? AND g.category = ?
          AND g.study_center_id \(center) ORDER BY g.student_number, g.id
        """,
        [
          .text(visit.campaign.id), .text(visit.place.institutionID), .text(key.department), .text(key.classGroup),
          .text(key.category.rawValue),
        ] + (visit.place.studyCenterID.map { [.text($0)] } ?? []))
      for row in rows {
        let face = try row.optionalText("face_key").map { (sealed: try row.blob("embedding_sealed"), keyID: $0) }
        found.append(
          StoredReference(
            id: try row.text("id"), graduateID: try row.text("graduate_id"), storedHash: try row.text("stored_hash"),
            keyID: try row.text("key_id"), face: face))
      }
    }
    return found
  }
}

extension CollectionCenter {
  /// Opens pictures for a visit's file; one that is missing or damaged is left out: the doctor names it.
  func referencePictures(_ files: [StoredReference]) async throws -> [ReferencePicture] {
    let keys = self.keys.current
    var pictures: [ReferencePicture] = []
    var bytes = 0
    for file in files {
      guard let hash = PhotoHash(file.storedHash) else { continue }
      let sealed: [UInt8]
      do { sealed = try await photos.read(hash) } catch is PhotoStoreError { continue }
      let picture = try keys.open(sealed, under: file.keyID, as: "reference_picture:\(file.id)")
      // A picture is Base64-like in JSON: the file has to stay within its limit.
      bytes += picture.count
      guard bytes <= ReferenceLimits.bytesInVisitFile else { break }
      let embedding = try file.face.map {
        FaceBytes.floats(try keys.open($0.sealed, under: $0.keyID, as: SealedValues.referenceFaces.record([file.id])))
      }
      pictures.append(
        ReferencePicture(person: file.graduateID, embedding: embedding.flatMap { $0.isEmpty ? nil : $0 }, picture: picture))
    }
    return pictures
  }
}

/// An embedding as bytes: 32-bit floats, little-endian.
enum FaceBytes {
  static func bytes(_ floats: [Float]) -> [UInt8] {
    floats.flatMap { float in (0..<4).map { UInt8(truncatingIfNeeded: float.bitPattern >> (8 * UInt32($0))) } }
  }

  static func floats(_ bytes: [UInt8]) -> [Float] {
    stride(from: 0, to: bytes.count - bytes.count % 4, by: 4).map { at in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[at + $1]) << (8 * UInt32($1)) })
    }
  }
}
