import GraduatePhotos
import Storage

/// An account as sign-in sees it.
struct OpenAccount: Sendable {
  let id: String
  let role: Role
  let argon2id: String?
}

extension Transaction {
  /// The account of that name, unless it was closed.
  func openAccount(named name: String) throws -> OpenAccount? {
    let found = try row(
      """
      SELECT a.id, a.role, p.argon2id FROM account a LEFT JOIN password p ON p.account_id = a.id
      WHERE a.sign_in_name = ? AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = a.id)
      """, [.text(name)])
    guard let found, let role = Role(rawValue: try found.text("role")) else { return nil }
    return OpenAccount(id: try found.text("id"), role: role, argon2id: try found.optionalText("argon2id"))
  }

  func knowsDevice(_ hash: [UInt8]?, of accountID: String) throws -> Bool {
    guard let hash else { return false }
    return try row(
      "SELECT 1 AS n FROM known_device WHERE account_id = ? AND device_hash = ?", [.text(accountID), .blob(hash)]) != nil
  }

  func rememberDevice(_ hash: [UInt8], of accountID: String) throws {
    try execute(
      "INSERT INTO known_device (account_id, device_hash, known_at) VALUES (?, ?, ?) ON CONFLICT (account_id, device_hash) DO NOTHING",
      [.text(accountID), .blob(hash), .integer(now)])
  }

  /// The bounds of `WorkflowLimits`, counted over the last quarter of an hour.
  ///
  /// - `attempt`: the attempt that asks. Others that are being checked at this moment count for their name, but not for their place:
  ///   a class that signs in at once from a school's shared address has done nothing wrong.
  func refuseTooManyAttempts(
    nameIndex: [UInt8], place: String, knownDevice: Bool, attempt: String, placeLimit: Int = WorkflowLimits.failuresPerPlace
  ) throws {
    let since = now - WorkflowLimits.failureSpanMilliseconds
    let name: [SQLValue] = [.blob(nameIndex), .integer(since)]
    let known = SQLValue.integer(knownDevice ? 1 : 0)
    let mine =
      try count(
        "SELECT COUNT(*) AS n FROM failed_sign_in WHERE name_index = ? AND failed_at > ? AND place = ? AND known_device = ?",
        name + [.text(place), known])
      + count(
        """
        SELECT COUNT(*) AS n FROM sign_in_attempt WHERE name_index = ? AND began_at > ? AND place = ? AND known_device = ? AND id <> ?
        """, name + [.text(place), known, .text(attempt)])
    let here = try count(
      "SELECT COUNT(*) AS n FROM failed_sign_in WHERE place = ? AND failed_at > ?", [.text(place), .integer(since)])
    let strangers =
      try count("SELECT COUNT(*) AS n FROM failed_sign_in WHERE name_index = ? AND failed_at > ? AND known_device = 0", name)
      + count(
        "SELECT COUNT(*) AS n FROM sign_in_attempt WHERE name_index = ? AND began_at > ? AND known_device = 0 AND id <> ?",
        name + [.text(attempt)])
    let tooMany =
      mine >= WorkflowLimits.failuresPerNameAndPlace || (!knownDevice && here >= placeLimit)
      || (!knownDevice && strangers >= WorkflowLimits.failuresPerNameFromStrangers)
    guard !tooMany else {
      throw SignInRefusal.tooManyAttempts(minutes: Int(WorkflowLimits.failureSpanMilliseconds / 60_000))
    }
  }

  func insertAttempt(id: String, nameIndex: [UInt8], place: String, knownDevice: Bool) throws {
    try execute(
      "INSERT INTO sign_in_attempt (id, name_index, place, known_device, began_at) VALUES (?, ?, ?, ?, ?)",
      [.text(id), .blob(nameIndex), .text(place), .integer(knownDevice ? 1 : 0), .integer(now)])
  }

  func endAttempt(_ id: String) throws {
    try execute("DELETE FROM sign_in_attempt WHERE id = ?", [.text(id)])
  }

  /// What no longer counts against anybody.
  ///
  /// Apart from the attempts themselves: a deletion by time stands in the way of all of them.
  func forgetOldAttempts() throws {
    let since = SQLValue.integer(now - WorkflowLimits.failureSpanMilliseconds)
    try execute("DELETE FROM failed_sign_in WHERE failed_at <= ?", [since])
    try execute("DELETE FROM sign_in_attempt WHERE began_at <= ?", [since])
  }

  /// Wrong answers to a second factor within the quarter of an hour, from known browsers or from all others.
  func wrongProofs(_ index: [UInt8], knownDevice: Bool) throws -> Int {
    try count(
      "SELECT COUNT(*) AS n FROM failed_sign_in WHERE name_index = ? AND failed_at > ? AND known_device = ?",
      [.blob(index), .integer(now - WorkflowLimits.failureSpanMilliseconds), .integer(knownDevice ? 1 : 0)])
  }

  func refuseTooManyProofs(_ index: [UInt8], knownDevice: Bool) throws {
    guard try wrongProofs(index, knownDevice: knownDevice) < WorkflowLimits.wrongSecondFactors else {
      throw SignInRefusal.tooManyAttempts(minutes: Int(WorkflowLimits.failureSpanMilliseconds / 60_000))
    }
  }

  /// After a new password or a new second factor: every other session ends, and no browser is known any more.
  func forgetDevicesAndSessions(of accountID: String, except sessionHash: [UInt8]) throws {
    try execute("DELETE FROM session WHERE account_id = ? AND token_hash <> ?", [.text(accountID), .blob(sessionHash)])
    try execute("DELETE FROM known_device WHERE account_id = ?", [.text(accountID)])
  }

  func insertFailedSignIn(id: String, nameIndex: [UInt8], place: String, knownDevice: Bool) throws {
    try execute(
      "INSERT INTO failed_sign_in (id, name_index, place, known_device, failed_at) VALUES (?, ?, ?, ?, ?)",
      [.text(id), .blob(nameIndex), .text(place), .integer(knownDevice ? 1 : 0), .integer(now)])
  }

  func clearFailures(nameIndex: [UInt8], place: String) throws {
    try execute("DELETE FROM failed_sign_in WHERE name_index = ? AND place = ?", [.blob(nameIndex), .text(place)])
  }
}
