import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Seals by the stamped page that the institution photographed or scanned: its QR must be that of the newest version's paper.
  ///
  /// Refused pages are not stored. The page itself is kept encrypted and durable before the seal is.
  func sealByPage(
    _ bytes: [UInt8], _ kind: PaperKind, _ subjectID: String, by actor: some RosterKeeper & PaperReader
  ) async throws -> Seal {
    let reach = actor.paperReach
    _ = try await records.read { try $0.sealTarget(kind, subjectID, within: reach) }
    let page = try await uploadedPage(bytes)
    _ = try await records.read { try $0.target(onPage: page.codes, kind, subjectID, within: reach) }
    let kept = try await keep(bytes, mediaType: page.mediaType)
    return try await records.write { transaction in
      let subject = try transaction.target(onPage: page.codes, kind, subjectID, within: reach)
      try transaction.insertDocument(kept, of: subject, by: actor)
      return try transaction.putSeal(on: subject, method: .stampedPage, documentID: kept.id, by: actor)
    }
  }
}
