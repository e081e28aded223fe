import GraduatePhotos
import Storage

/// The ways in which an institution agrees to its statement (用印): only while what the version says is still so (A10).
extension CollectionCenter {
  /// By the stamped page, photographed or scanned and uploaded.
  ///
  /// - Throws: `SealRefusal`, `SettlementRefusal.changedMeanwhile`, `.shootingGoesOn`.
  public func sealFees(_ id: String, byPage page: [UInt8], by liaison: Liaison) async throws -> Seal {
    try await sealByPage(page, .fees, id, by: liaison) { try $0.checkFeeAgreement(id) }
  }

  /// By the leader's second factor at this moment, on the version that he looked at.
  ///
  /// - Throws: `SealRefusal`, `SignInRefusal`, `SettlementRefusal`.
  public func sealFees(
    _ id: String, version: Int, answer: String, token: String, by leader: SealingLeader
  ) async throws -> Seal {
    try await sealBySecondFactor(.fees, id, version: version, answer: answer, token: token, by: leader) {
      try $0.checkFeeAgreement(id)
    }
  }

  /// By a page that came by courier or by hand and that the planner registers; the institution is told.
  ///
  /// - Throws: `SealRefusal`, `SettlementRefusal`.
  public func sealFees(_ id: String, received: ReceivedPaper, version: Int, by planner: Planner) async throws -> Seal {
    // Whoever is owed the money does not agree in the other's name: the page itself is there to be looked at.
    guard received.scan != nil else { throw SettlementRefusal.scanMissing }
    return try await sealReceived(received, .fees, id, version: version, by: planner) { try $0.checkFeeAgreement(id) }
  }
}

extension Transaction {
  /// What the newest version asks for is what is asked for now.
  fileprivate func checkFeeAgreement(_ id: String) throws {
    let found = try row("SELECT campaign_id, institution_id FROM fee_statement WHERE id = ?", [.text(id)])
    guard let found, let newest = try newestFees(id) else { throw SealRefusal.notFound }
    let facts = try feeFacts(of: found.text("institution_id"), storedCampaign(found.text("campaign_id")))
    try facts.claim.checkAgreement(seen: newest.body.claim, stillOpen: facts.stillOpen)
  }
}
