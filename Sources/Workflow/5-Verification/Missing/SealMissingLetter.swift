import GraduatePhotos
import Storage

/// The ways in which a missing letter gets the institution's seal (用印), without which nothing is handled (A5).
extension CollectionCenter {
  /// By the stamped page, photographed or scanned and uploaded.
  ///
  /// - Throws: `SealRefusal`; `.nothingHandedIn` also when somebody of it is no longer missing.
  public func sealMissingLetter(_ id: String, byPage page: [UInt8], by liaison: Liaison) async throws -> Seal {
    try await sealByPage(page, .missingLetter, id, by: liaison)
  }

  /// By the leader's second factor at this moment, on the version that he looked at.
  ///
  /// - Throws: `SealRefusal`, `SignInRefusal`.
  public func sealMissingLetter(
    _ id: String, version: Int, answer: String, token: String, by leader: SealingLeader
  ) async throws -> Seal {
    try await sealBySecondFactor(.missingLetter, id, version: version, answer: answer, token: token, by: leader)
  }

  /// By the stamped page that came by fax or courier: it is with the head office, so it counts as sent.
  ///
  /// - Throws: `SealRefusal`, `MissingDeskRefusal`.
  public func sealMissingLetter(_ id: String, version: Int, received: ReceivedPaper, by clerk: Clerk) async throws -> Seal {
    try await sealReceived(received, .missingLetter, id, version: version, by: clerk) { transaction in
      try transaction.send(transaction.missingLetter(id, within: clerk.paperReach), by: clerk)
    }
  }
}
