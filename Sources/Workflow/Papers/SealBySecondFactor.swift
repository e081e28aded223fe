import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Seals by the leader's second factor at this moment, on the version that he looked at.
  ///
  /// The digits are spent only after it is known that the version can be sealed.
  /// - only: what the record itself asks for at that moment, as the refusal it throws.
  /// - Throws: `SealRefusal`, and `SignInRefusal` for the second factor.
  func sealBySecondFactor(
    _ kind: PaperKind, _ subjectID: String, version: Int, answer: String, token: String, by leader: SealingLeader,
    only check: @escaping @Sendable (Transaction) throws -> Void = { _ in }
  ) async throws -> Seal {
    try await records.read { transaction in
      _ = try transaction.unsealedTarget(kind, subjectID, version: version, within: leader.paperReach)
      try check(transaction)
    }
    try await checkSecondFactor(answer: answer, token: token, person: leader)
    return try await records.write { transaction in
      let subject = try transaction.unsealedTarget(kind, subjectID, version: version, within: leader.paperReach)
      try check(transaction)
      return try transaction.putSeal(on: subject, method: .secondFactor, by: leader)
    }
  }
}
