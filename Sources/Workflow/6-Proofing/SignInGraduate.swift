import Foundation
import GraduatePhotos
import Storage

/// What a graduate types to come in.
public struct GraduateSignIn: Sendable {
  /// Empty in code mode.
  public let studentNumber: String
  /// Empty in code mode.
  public let name: String
  /// 校对码, or the own password.
  public let secret: String

  public init(studentNumber: String, name: String, secret: String) {
    self.studentNumber = studentNumber
    self.name = name
    self.secret = secret
  }
}

/// A graduate who got in.
public struct GraduateSignedIn: Sendable {
  /// Goes into the cookie and nowhere else.
  public let token: String
  /// He came by his code and has no password of his own yet.
  public let setsPassword: Bool
}

extension CollectionCenter {
  /// Lets a graduate in by student number, name and code or password; in code mode by the code alone (N5).
  ///
  /// Attempts are counted by person and by place; every failure says the same, and takes the same time for who does not exist.
  /// - Throws: `ProofDeskRefusal.notRecognized`, `.codeNotRecognized`, `SignInRefusal.tooManyAttempts`, `.busy`.
  public func signInGraduate(
    _ typed: GraduateSignIn, campaignID: String, from place: SignInPlace
  ) async throws -> GraduateSignedIn {
    let regime = try await records.read { try $0.storedCampaign(campaignID).plan.regime }
    let code = ProofCode.typed(typed.secret)
    // What has not even the shape of a code is nobody's: it counts against nobody.
    guard regime == .roster || code != nil else { throw ProofDeskRefusal.codeNotRecognized }
    // With the name, so that a namesake of the number neither locks anybody out nor clears the count by coming in himself.
    let who =
      regime == .code
      ? code.map { ProofCode.locator($0) } ?? ""
      : "\(typed.studentNumber.compactHalfWidth) \(TypedName.key(typed.name))"
    let address = "graduates \(place.address)"
    let nameIndex = keys.current.blindIndex(of: "\(campaignID) \(who)", field: "graduate.sign_in")
    let attempt = identifier()
    try await records.write {
      try $0.insertAttempt(id: attempt, nameIndex: nameIndex, place: address, knownDevice: false)
    }
    let found: GraduateFound?
    do {
      try await records.read {
        try $0.refuseTooManyAttempts(
          nameIndex: nameIndex, place: address, knownDevice: false, attempt: attempt,
          placeLimit: ProofLimits.failuresPerPlace)
      }
      found = try await recognize(typed, code, regime, campaignID)
    } catch {
      let records = self.records
      _ = await Task { try? await records.write { try $0.endAttempt(attempt) } }.value
      throw error
    }
    let token = try await letIn(found, regime, campaignID, device: place.device) { transaction, isIn in
      if isIn {
        try transaction.clearFailures(nameIndex: nameIndex, place: address)
      } else {
        try transaction.insertFailedSignIn(id: attempt, nameIndex: nameIndex, place: address, knownDevice: false)
      }
      try transaction.endAttempt(attempt)
    }
    guard let found, let token else { throw regime == .code ? ProofDeskRefusal.codeNotRecognized : .notRecognized }
    return GraduateSignedIn(token: token, setsPassword: found.byCode && regime == .roster)
  }

  /// Opens a session for whom the typed words fitted, if they still do: a reset that came meanwhile shuts him out.
  ///
  /// - count: writes the attempt's end down in the same transaction.
  /// - Returns: the session's token; nil for nobody.
  func letIn(
    _ found: GraduateFound?, _ regime: Regime, _ campaignID: String, device: String,
    count: @escaping @Sendable (Transaction, _ isIn: Bool) throws -> Void
  ) async throws -> String? {
    let token = GraduateToken.mark + chance.token()
    return try await records.write { transaction in
      guard let found, try transaction.isInForce(found, campaignID) else {
        try count(transaction, false)
        return nil
      }
      try transaction.insertGraduateSession(token, of: found.actor, device: device)
      try count(transaction, true)
      try transaction.journal(
        JournalLine(
          action: .graduateSignedIn, recordKind: "graduate", recordID: found.actor.personID, campaignID: campaignID,
          graduateID: regime == .roster ? found.actor.personID : nil, details: ["way": found.byCode ? "code" : "password"]),
        by: found.actor)
      return token
    }
  }

  /// Whom the typed words fit; a password is compared once, with nobody's when there is nobody.
  func recognize(
    _ typed: GraduateSignIn, _ code: String?, _ regime: Regime, _ campaignID: String
  ) async throws -> GraduateFound? {
    if let code, let found = try await records.read({ try $0.graduate(by: code, typed, regime, campaignID) }) { return found }
    guard regime == .roster else { return nil }
    let candidates = try await records.read { try $0.graduatesWithPassword(typed, campaignID) }
    var found: GraduateFound?
    // Each of them, and somebody who does not exist where there is none: one more takes longer, nobody does not.
    for candidate in candidates.prefix(ProofLimits.namesakes)
    where try await hasher.verify(typed.secret, against: candidate.argon2id) {
      found = GraduateFound(actor: candidate.actor, proof: .password(argon2id: candidate.argon2id))
      break
    }
    if candidates.isEmpty { _ = try await hasher.verify(typed.secret, against: nil) }
    return found
  }

  /// Ends a graduate's session.
  public func signOut(_ graduate: SignedInGraduate, token: String) async throws {
    let hash = tokenHash(token)
    try await records.write {
      try $0.execute(
        "DELETE FROM graduate_session WHERE token_hash = ? AND person_id = ?", [.blob(hash), .text(graduate.personID)])
    }
  }

  /// Sets the graduate's own password, which takes the code's place; every other session of his ends.
  ///
  /// - Throws: `SignInRefusal.passwordTooShort` and its like, `.busy`.
  public func setGraduatePassword(_ password: String, token: String, by graduate: SignedInGraduate) async throws {
    let number = try await records.read { try $0.studentNumber(of: graduate.personID) }
    try PasswordRule.check(password, signInName: number.isEmpty ? graduate.personID : number)
    let encoded = try await hasher.hash(password, salt: chance.bytes(16))
    let hash = tokenHash(token)
    try await records.write { transaction in
      // A reset that came while the password was being hashed has ended this session.
      guard try transaction.graduateSession(hash) != nil else { throw ProofDeskRefusal.notRecognized }
      try transaction.execute(
        """
        INSERT INTO graduate_password (campaign_id, person_id, argon2id, set_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (campaign_id, person_id) DO UPDATE SET argon2id = EXCLUDED.argon2id, set_at = EXCLUDED.set_at
        """, [.text(graduate.campaignID), .text(graduate.personID), .text(encoded), .integer(transaction.now)])
      try transaction.execute(
        "DELETE FROM graduate_session WHERE campaign_id = ? AND person_id = ? AND token_hash <> ?",
        [.text(graduate.campaignID), .text(graduate.personID), .blob(hash)])
      try transaction.journal(
        JournalLine(
          action: .graduatePasswordSet, recordKind: "graduate", recordID: graduate.personID, campaignID: graduate.campaignID,
          graduateID: graduate.personID), by: graduate)
    }
  }
}

/// Tokens of graduates are told from those of accounts by their beginning, so that one table is asked.
enum GraduateToken {
  static let mark = "g."
}

/// A name as its owner types it on a phone.
enum TypedName {
  /// Code point for code point; characters that many keyboards do not have (㛃, 䶮) may be missing or written otherwise: the code proves who it is.
  static func fits(_ typed: String, _ name: String) -> Bool {
    let tidy = PersonName.read(typed).name?.value ?? typed.trimmed
    if tidy.hasSameCodePoints(as: name) { return true }
    let common = common(of: name)
    return common.count < name.unicodeScalars.count && !common.isEmpty && common == Self.common(of: tidy)
  }

  /// The part that everybody types alike.
  static func key(_ typed: String) -> String {
    common(of: PersonName.read(typed).name?.value ?? typed.trimmed).map { String($0, radix: 16) }.joined(separator: " ")
  }

  private static func common(of name: String) -> [UInt32] {
    name.unicodeScalars.map(\.value).filter { (0x4E00...0x9FA5).contains($0) || $0 < 0x80 }
  }
}

struct GraduateFound: Sendable {
  /// What was right when it was looked at.
  enum Proof: Sendable {
    case code(number: Int)
    case password(argon2id: String)
  }

  let actor: SignedInGraduate
  let proof: Proof

  var byCode: Bool { if case .code = proof { true } else { false } }
}

extension Transaction {
  /// Whose code it is, when everything else typed fits; a code is good until its owner set a password.
  fileprivate func graduate(
    by code: String, _ typed: GraduateSignIn, _ regime: Regime, _ campaignID: String
  ) throws -> GraduateFound? {
    guard let standing = try codeInForce(typed: code, campaignID), ProofCode.isSame(standing.code, code) else { return nil }
    let people = Self.people(in: regime)
    guard
      let row = try row(
        """
        SELECT \(people.names), \(people.alias).institution_id FROM \(people.table)
        WHERE \(people.alias).id = ? AND \(people.alias).campaign_id = ? AND NOT \(people.hasLeft)
        """, [.text(standing.personID), .text(campaignID)])
    else { return nil }
    if regime == .roster {
      guard try row.text("student_number") == typed.studentNumber.compactHalfWidth,
        TypedName.fits(typed.name, try row.text("name")),
        try self.row(
          "SELECT 1 AS n FROM graduate_password WHERE campaign_id = ? AND person_id = ?",
          [.text(campaignID), .text(standing.personID)]) == nil
      else { return nil }
    }
    return GraduateFound(
      actor: SignedInGraduate(
        personID: standing.personID, campaignID: campaignID, institutionID: try row.text("institution_id")),
      proof: .code(number: standing.number))
  }

  /// Whether what let somebody in is still the newest code, or the password that stands.
  fileprivate func isInForce(_ found: GraduateFound, _ campaignID: String) throws -> Bool {
    let person = found.actor.personID
    let password = try row(
      "SELECT argon2id FROM graduate_password WHERE campaign_id = ? AND person_id = ?", [.text(campaignID), .text(person)])
    switch found.proof {
    case .code(let number):
      return try password == nil && codeInForce(of: person, campaignID)?.number == number
    case .password(let argon2id): return try password?.text("argon2id") == argon2id
    }
  }

  /// Those of that number and name who set a password: one, but for two institutions with equal numbers and names.
  fileprivate func graduatesWithPassword(
    _ typed: GraduateSignIn, _ campaignID: String
  ) throws -> [(actor: SignedInGraduate, argon2id: String)] {
    try rows(
      """
      SELECT g.id, g.name, g.institution_id, w.argon2id FROM graduate g
      JOIN graduate_password w ON w.campaign_id = g.campaign_id AND w.person_id = g.id
      WHERE g.campaign_id = ? AND g.student_number = ? AND NOT \(GraduateScope.hasLeft) ORDER BY g.id
      """, [.text(campaignID), .text(typed.studentNumber.compactHalfWidth)]
    ).compactMap { row in
      guard TypedName.fits(typed.name, try row.text("name")) else { return nil }
      return (
        SignedInGraduate(
          personID: try row.text("id"), campaignID: campaignID, institutionID: try row.text("institution_id")),
        try row.text("argon2id")
      )
    }
  }

  fileprivate func studentNumber(of person: String) throws -> String {
    try row("SELECT student_number FROM graduate WHERE id = ?", [.text(person)])?.text("student_number") ?? ""
  }

  func insertGraduateSession(_ token: String, of graduate: SignedInGraduate, device: String) throws {
    try execute(
      """
      INSERT INTO graduate_session (token_hash, campaign_id, person_id, made_at, seen_at, expires_at, device)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .blob(tokenHash(token)), .text(graduate.campaignID), .text(graduate.personID), .integer(now), .integer(now),
        .integer(now + ProofLimits.sessionLifeMilliseconds), .text(device),
      ])
  }

  /// Whose token it is, while he is still due; in one query, because every page of his begins with it.
  func graduateSession(_ hash: [UInt8]) throws -> (session: Session, isStale: Bool)? {
    let live = "s.token_hash = ? AND s.expires_at > ? AND s.seen_at > ?"
    let arguments: [SQLValue] = [
      .blob(hash), .integer(now), .integer(now - ProofLimits.sessionIdleMilliseconds),
    ]
    let found =
      try row(
        """
        SELECT s.campaign_id, s.person_id, s.seen_at, g.name, g.institution_id FROM graduate_session s
        JOIN graduate g ON g.id = s.person_id WHERE \(live) AND NOT \(GraduateScope.hasLeft)
        """, arguments)
      ?? row(
        """
        SELECT s.campaign_id, s.person_id, s.seen_at, '' AS name, c.institution_id FROM graduate_session s
        JOIN collection_code c ON c.id = s.person_id WHERE \(live) AND NOT \(Self.codeHasLeft)
        """, arguments)
    guard let found else { return nil }
    let institution = try found.text("institution_id")
    let actor = SignedInGraduate(
      personID: try found.text("person_id"), campaignID: try found.text("campaign_id"), institutionID: institution)
    let session = Session(
      person: .graduate(actor), name: try found.text("name"), isProven: true, institutionID: institution)
    return (session, try now - found.integer("seen_at") > WorkflowLimits.sessionTouchMilliseconds)
  }

  func touchGraduateSession(_ hash: [UInt8]) throws {
    try execute(
      "UPDATE graduate_session SET seen_at = ? WHERE token_hash = ? AND seen_at < ?",
      [.integer(now), .blob(hash), .integer(now)])
  }

  /// Called by the clock: a deletion by time stands in the way of all sign-ins.
  func forgetEndedGraduateSessions() throws {
    try execute("DELETE FROM graduate_session WHERE expires_at <= ?", [.integer(now)])
  }

  /// Codes, passwords and sessions of graduates whose records a roll-back takes away; `people` selects their ids.
  func forgetSignIns(of people: String, _ arguments: [SQLValue]) throws {
    try execute("DELETE FROM proof_code WHERE person_id IN (\(people))", arguments)
    try execute("DELETE FROM graduate_password WHERE person_id IN (\(people))", arguments)
    try execute("DELETE FROM graduate_session WHERE person_id IN (\(people))", arguments)
  }

  func endGraduateSessions(of person: String, _ campaignID: String) throws {
    try execute(
      "DELETE FROM graduate_session WHERE campaign_id = ? AND person_id = ?", [.text(campaignID), .text(person)])
  }
}
