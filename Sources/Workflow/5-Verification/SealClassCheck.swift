import GraduatePhotos
import Storage

/// The ways in which a class's sign-off gets the institution's seal (用印).
extension CollectionCenter {
  /// By the stamped page, photographed or scanned and uploaded.
  ///
  /// - Throws: `SealRefusal`; `.nothingHandedIn` also when something changed since it was handed in.
  public func sealClassCheck(_ id: String, byPage page: [UInt8], by liaison: Liaison) async throws -> Seal {
    try await sealByPage(page, .classCheck, id, by: liaison)
  }

  /// By the leader's second factor at this moment, on the version that he looked at.
  ///
  /// - Throws: `SealRefusal`, `SignInRefusal`.
  public func sealClassCheck(
    _ id: String, version: Int, answer: String, token: String, by leader: SealingLeader
  ) async throws -> Seal {
    try await sealBySecondFactor(.classCheck, id, version: version, answer: answer, token: token, by: leader)
  }
}
