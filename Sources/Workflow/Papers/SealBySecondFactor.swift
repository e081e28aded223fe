import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Seals by the leader's second factor at this moment, on the version that he looked at.
  ///
  /// The digits are spent only after it is known that the version can be sealed.
  /// - Throws: `SealRefusal`, and `SignInRefusal` for the second factor.
  func sealBySecondFactor(
    _ kind: PaperKind, _ subjectID: String, version: Int, answer: String, token: String, by leader: SealingLeader
  ) async throws -> Seal {
    _ = try await records.read { try $0.unsealedTarget(kind, subjectID, version: version, within: leader.paperReach) }
    try await checkSecondFactor(answer: answer, token: token, person: leader)
    return try await records.write { transaction in
      let subject = try transaction.unsealedTarget(kind, subjectID, version: version, within: leader.paperReach)
      return try transaction.putSeal(on: subject, method: .secondFactor, by: leader)
    }
  }
}
