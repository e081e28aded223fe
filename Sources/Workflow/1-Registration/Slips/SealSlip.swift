import GraduatePhotos
import Storage

/// The three ways in which a slip gets the institution's seal (用印).
extension CollectionCenter {
  /// By the stamped page, photographed or scanned and uploaded.
  ///
  /// - `page`: JPEG, PNG or PDF, at most `WorkflowLimits.documentBytes`.
  /// - Throws: `SealRefusal`.
  public func sealSlip(_ slipID: String, byPage page: [UInt8], by keeper: some RosterKeeper & PaperReader) async throws -> Seal
  {
    try await sealByPage(page, .slip, slipID, by: keeper)
  }

  /// By the leader's second factor at this moment.
  ///
  /// - `version`: the version that the leader looked at.
  /// - `answer`: the phone's digits, the code card's cells or a recovery code.
  /// - `token`: the leader's session.
  /// - Throws: `SealRefusal`, `SignInRefusal`.
  public func sealSlip(
    _ slipID: String, version: Int, answer: String, token: String, by leader: SealingLeader
  ) async throws -> Seal {
    try await sealBySecondFactor(.slip, slipID, version: version, answer: answer, token: token, by: leader)
  }

  /// By a page that came to the agency by fax or courier.
  ///
  /// - Throws: `SealRefusal`.
  public func sealSlip(
    _ slipID: String, version: Int, received: ReceivedPaper, by receiver: some PaperReceiver
  ) async throws -> Seal {
    try await sealReceived(received, .slip, slipID, version: version, by: receiver)
  }
}
