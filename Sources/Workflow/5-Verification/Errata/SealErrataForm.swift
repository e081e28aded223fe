import GraduatePhotos

/// The ways in which a 《勘误表》 gets the institution's seal (用印); the head office is told by its own list.
extension CollectionCenter {
  /// By the stamped page, photographed or scanned and uploaded.
  ///
  /// - Throws: `SealRefusal`; `.nothingHandedIn` also when something of it was taken back since it was handed in.
  public func sealErrataForm(_ id: String, byPage page: [UInt8], by liaison: Liaison) async throws -> Seal {
    try await sealByPage(page, .errata, id, by: liaison)
  }

  /// By the leader's second factor at this moment, on the version that he looked at.
  ///
  /// - Throws: `SealRefusal`, `SignInRefusal`.
  public func sealErrataForm(
    _ id: String, version: Int, answer: String, token: String, by leader: SealingLeader
  ) async throws -> Seal {
    try await sealBySecondFactor(.errata, id, version: version, answer: answer, token: token, by: leader)
  }

  /// By the stamped page of a form made here that came by fax or courier; the institution is told.
  ///
  /// - Throws: `SealRefusal`.
  public func sealErrataForm(_ id: String, version: Int, received: ReceivedPaper, by clerk: Clerk) async throws -> Seal {
    try await sealReceived(received, .errata, id, version: version, by: clerk)
  }
}
