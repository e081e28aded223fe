import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Saves what is being written, whatever it is; nothing is lost, nothing of another person's is overwritten.
  ///
  /// - `version`: the draft's version that this one was written over.
  /// - Returns: the draft's new version.
  /// - Throws: `SlipRefusal.notFound`, `.savedMeanwhile`, `.tooLarge`.
  public func saveSlipDraft(
    _ slip: RegistrationSlip, of slipID: String, basedOn version: Int, by keeper: some RosterKeeper & PaperReader
  ) async throws -> Int {
    let body = try slip.canonicalBody()
    return try await records.write { transaction in
      _ = try transaction.slipRow(slipID, within: keeper.paperReach)
      guard try transaction.replaceDraft(slipID, body: body, version: version, by: keeper) else {
        let other = try transaction.slipDraft(slipID)
        throw SlipRefusal.savedMeanwhile(by: other.savedBy, at: other.savedAt)
      }
      return version + 1
    }
  }

  /// The problem of one field while it is typed; nil when it is fine, or no field of this slip.
  ///
  /// - `key`: a `SlipField.key`, such as `point-1-leader-telephone`.
  public func checkSlipField(
    _ key: String, of slip: RegistrationSlip, slipID: String, by keeper: some RosterKeeper & PaperReader
  ) async throws -> SlipProblem? {
    guard let field = slip.fields.first(where: { $0.key == key }) else { return nil }
    let context = try await records.read { transaction in
      try transaction.slipSurroundings(of: transaction.slipRow(slipID, within: keeper.paperReach)).context
    }
    return slip.problem(of: field, context)
  }
}
