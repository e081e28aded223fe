import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Seals by the stamped page that the institution photographed or scanned: its QR must be that of the newest version's paper.
  ///
  /// Refused pages are not stored. The page itself is kept encrypted and durable before the seal is.
  /// - only: what the record itself asks for at that moment, as the refusal it throws.
  func sealByPage(
    _ bytes: [UInt8], _ kind: PaperKind, _ subjectID: String, by actor: some RosterKeeper & PaperReader,
    only check: @escaping @Sendable (Transaction) throws -> Void = { _ in }
  ) async throws -> Seal {
    let reach = actor.paperReach
    _ = try await records.read { try $0.sealTarget(kind, subjectID, within: reach) }
    let page = try await uploadedPage(bytes)
    try await records.read { transaction in
      _ = try transaction.target(onPage: page.codes, kind, subjectID, within: reach)
      try check(transaction)
    }
    let kept = try await keep(bytes, mediaType: page.mediaType)
    return try await records.write { transaction in
      let subject = try transaction.target(onPage: page.codes, kind, subjectID, within: reach)
      try check(transaction)
      try transaction.insertDocument(kept, of: subject, by: actor)
      return try transaction.putSeal(on: subject, method: .stampedPage, documentID: kept.id, by: actor)
    }
  }
}
