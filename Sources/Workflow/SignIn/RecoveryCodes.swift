import GraduatePhotos
import Storage

extension CollectionCenter {
  /// How many recovery codes a person has that were not used yet.
  public func recoveryCodesLeft(of person: some SignedIn) async throws -> Int {
    try await records.read { transaction in
      try transaction.count(
        """
        SELECT COUNT(*) AS n FROM recovery_code r WHERE r.account_id = ? AND NOT EXISTS
          (SELECT 1 FROM recovery_code_used u WHERE u.account_id = r.account_id AND u.code_index = r.code_index)
        """, [.text(person.accountID)])
    }
  }

  /// Fresh recovery codes in the place of all older ones, shown once.
  ///
  /// - `answer`: the second factor at this moment: an unattended screen must not be enough.
  /// - Throws: `SignInRefusal.wrongSecondFactor`, `.secondFactorUsed`, `.tooManyAttempts`.
  public func renewRecoveryCodes(answer: String, token: String, person: some SignedIn) async throws -> [String] {
    try await checkSecondFactor(answer: answer, token: token, person: person)
    let codes = freshRecoveryCodes()
    try await records.write { transaction in
      try transaction.replaceRecoveryCodes(codes, of: person.accountID)
      try transaction.journal(
        JournalLine(
          action: .recoveryCodesMade, recordKind: "account", recordID: person.accountID,
          details: ["codes": String(codes.count)]), by: person)
    }
    return codes
  }

  func freshRecoveryCodes() -> [String] { (0..<WorkflowLimits.recoveryCodeCount).map { _ in recoveryCode() } }

  /// Twelve letters and digits in groups of four.
  fileprivate func recoveryCode() -> String { ReadableLetters.grouped(ReadableLetters.fresh(12, chance)) }
}
