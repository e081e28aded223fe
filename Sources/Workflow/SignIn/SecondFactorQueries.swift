import Storage

/// A second factor as stored, its secret opened.
struct StoredFactor {
  let kind: SecondFactorKind
  let secret: [UInt8]
  let serial: String
  let lastStep: Int64
}

extension Transaction {
  func confirmedFactors(of accountID: String) throws -> [StoredFactor] {
    try rows(
      """
      SELECT kind, secret, key_id, serial, last_step FROM second_factor WHERE account_id = ? ORDER BY kind
      """, [.text(accountID)]
    ).compactMap { try storedFactor($0, accountID) }
  }

  private func storedFactor(_ row: SQLRow, _ accountID: String) throws -> StoredFactor? {
    guard let kind = SecondFactorKind(rawValue: try row.text("kind")) else { return nil }
    let secret = try keys.open(row.blob("secret"), under: row.text("key_id"), as: "second_factor:\(accountID):\(kind.rawValue)")
    return StoredFactor(kind: kind, secret: secret, serial: try row.text("serial"), lastStep: try row.integer("last_step"))
  }

  func putFactor(_ kind: SecondFactorKind, secret: [UInt8], serial: String, lastStep: Int64, of accountID: String) throws {
    // A new factor replaces every older one: the usual reason for it is that the older one was lost.
    try execute("DELETE FROM second_factor WHERE account_id = ?", [.text(accountID)])
    try execute(
      """
      INSERT INTO second_factor (account_id, kind, secret, key_id, serial, made_at, last_step) VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(accountID), .text(kind.rawValue),
        .blob(try keys.seal(secret, as: "second_factor:\(accountID):\(kind.rawValue)")), .text(keys.encryptionKeyID),
        .text(serial), .integer(now), .integer(lastStep),
      ])
  }

  /// Whether `typed` proves any confirmed factor of the person, or is an unused recovery code.
  func accepts(_ typed: String, of person: some SignedIn) throws -> Bool {
    for factor in try confirmedFactors(of: person.accountID)
    where try accepts(typed, factor: factor, of: person.accountID) {
      return true
    }
    return try useRecoveryCode(typed, of: person)
  }

  /// Whether `typed` answers this factor; every answer is good once.
  func accepts(_ typed: String, factor: StoredFactor, of accountID: String) throws -> Bool {
    switch factor.kind {
    case .card:
      let asked = CodeCard.challenge(secret: factor.secret, uses: factor.lastStep)
      guard sameText(typed, CodeCard.answer(secret: factor.secret, to: asked)) else { return false }
      return try execute(
        "UPDATE second_factor SET last_step = last_step + 1 WHERE account_id = ? AND kind = 'card' AND last_step = ?",
        [.text(accountID), .integer(factor.lastStep)]) == 1
    case .totp:
      guard let step = OneTimePassword.step(fitting: typed, secret: factor.secret, at: now) else { return false }
      let moved = try execute(
        "UPDATE second_factor SET last_step = ? WHERE account_id = ? AND kind = 'totp' AND last_step < ?",
        [.integer(step), .text(accountID), .integer(step)])
      guard moved == 1 else { throw SignInRefusal.secondFactorUsed }
      return true
    }
  }

  func replaceRecoveryCodes(_ codes: [String], of accountID: String) throws {
    try execute("DELETE FROM recovery_code WHERE account_id = ?", [.text(accountID)])
    for code in codes {
      try execute(
        "INSERT INTO recovery_code (account_id, code_index, made_at) VALUES (?, ?, ?)",
        [.text(accountID), .blob(recoveryIndex(code)), .integer(now)])
    }
  }

  private func recoveryIndex(_ code: String) -> [UInt8] {
    keys.blindIndex(of: code.filter { $0 != "-" }, field: "recovery_code")
  }

  private func useRecoveryCode(_ typed: String, of person: some SignedIn) throws -> Bool {
    guard typed.count == 12 else { return false }
    for index in keys.blindIndexes(of: typed, field: "recovery_code") {
      let known = try row(
        """
        SELECT 1 AS n FROM recovery_code r WHERE r.account_id = ? AND r.code_index = ? AND NOT EXISTS
          (SELECT 1 FROM recovery_code_used u WHERE u.account_id = r.account_id AND u.code_index = r.code_index)
        """, [.text(person.accountID), .blob(index)])
      guard known != nil else { continue }
      try execute(
        "INSERT INTO recovery_code_used (account_id, code_index, used_at) VALUES (?, ?, ?)",
        [.text(person.accountID), .blob(index), .integer(now)])
      try journal(
        JournalLine(action: .recoveryCodeUsed, recordKind: "account", recordID: person.accountID), by: person)
      return true
    }
    return false
  }
}
