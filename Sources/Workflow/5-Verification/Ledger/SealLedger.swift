import GraduatePhotos
import Storage

/// The ways in which an institution's ledger gets the seal (用印).
extension CollectionCenter {
  /// By the stamped page, photographed or scanned and uploaded.
  ///
  /// - Throws: `SealRefusal`.
  public func sealLedger(_ id: String, byPage page: [UInt8], by liaison: Liaison) async throws -> Seal {
    try await sealByPage(page, .ledger, id, by: liaison)
  }

  /// By the leader's second factor at this moment, on the version that he looked at.
  ///
  /// - Throws: `SealRefusal`, `SignInRefusal`.
  public func sealLedger(
    _ id: String, version: Int, answer: String, token: String, by leader: SealingLeader
  ) async throws -> Seal {
    try await sealBySecondFactor(.ledger, id, version: version, answer: answer, token: token, by: leader)
  }
}
