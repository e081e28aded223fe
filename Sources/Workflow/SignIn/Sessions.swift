import GraduatePhotos
import Storage

/// A session that is open now.
public struct Session: Sendable {
  public let person: Person
  public let name: String
  /// True when the second factor was proved, or the role needs none.
  ///
  /// Until then only the pages for proving it are open.
  public let isProven: Bool
  public let institutionID: String?
}

/// One line of the list of sessions that a person sees of himself.
public struct SessionLine: Sendable {
  public let device: String
  public let madeAt: Int64
  public let seenAt: Int64
  public let isThisOne: Bool
}

extension CollectionCenter {
  /// Who a session's token belongs to; nil when it is unknown, idle for too long, too old, or its account was closed.
  ///
  /// - `campaignID`: the campaign that is asked for; a study center's liaison then stands for the center's row in that campaign.
  public func session(token: String, campaignID: String? = nil) async throws -> Session? {
    try await visit(token: token, campaignID: campaignID, withSurroundings: false)?.session
  }

  /// The same with what stands around a page of that campaign, in one transaction: every page begins with both.
  public func visit(
    token: String, campaignID: String?, withSurroundings: Bool
  ) async throws -> (session: Session, whereabouts: Whereabouts?)? {
    let hash = tokenHash(token)
    guard !token.hasPrefix(GraduateToken.mark) else {
      guard let found = try await records.read({ try $0.graduateSession(hash) }) else { return nil }
      if found.isStale { try await records.write { try $0.touchGraduateSession(hash) } }
      return (found.session, nil)
    }
    let found = try await records.read { transaction -> (session: Session, isStale: Bool, whereabouts: Whereabouts?)? in
      guard let row = try transaction.liveSession(hash), let session = try transaction.session(from: row, in: campaignID)
      else { return nil }
      let isStale = try transaction.now - row.integer("seen_at") > WorkflowLimits.sessionTouchMilliseconds
      guard let campaignID, withSurroundings, session.isProven else { return (session, isStale, nil) }
      return (session, isStale, try transaction.whereabouts(of: session.person, campaignID: campaignID))
    }
    guard let found else { return nil }
    if found.isStale { try await records.write { try $0.touchSession(hash) } }
    return (found.session, found.whereabouts)
  }

  /// Ends one session.
  public func signOut(token: String) async throws {
    try await records.write { try $0.deleteSession(tokenHash(token)) }
  }

  /// Ends every session of the person, on every device.
  public func signOutEverywhere(_ person: some SignedIn) async throws {
    try await records.write { transaction in
      try transaction.deleteSessions(of: person.accountID)
      try transaction.journal(
        JournalLine(action: .signedOutEverywhere, recordKind: "account", recordID: person.accountID), by: person)
    }
  }

  /// Where the person is signed in now, newest first.
  public func sessions(of person: some SignedIn, currentToken: String) async throws -> [SessionLine] {
    let hash = tokenHash(currentToken)
    return try await records.read { transaction in
      try transaction.rows(
        """
        SELECT token_hash, device, made_at, seen_at FROM session
        WHERE account_id = ? AND expires_at > ? AND seen_at > ? ORDER BY seen_at DESC
        """,
        [
          .text(person.accountID), .integer(transaction.now),
          .integer(transaction.now - WorkflowLimits.sessionIdleMilliseconds),
        ]
      ).map { row in
        SessionLine(
          device: try row.text("device"), madeAt: try row.integer("made_at"), seenAt: try row.integer("seen_at"),
          isThisOne: try row.blob("token_hash") == hash)
      }
    }
  }
}

extension Transaction {
  func liveSession(_ hash: [UInt8]) throws -> SQLRow? {
    try row(
      """
      SELECT s.account_id, s.made_at, s.seen_at, s.proven_at, a.role, a.name, a.institution_id, a.study_center_id, a.department
      FROM session s JOIN account a ON a.id = s.account_id
      WHERE s.token_hash = ? AND s.expires_at > ? AND s.seen_at > ?
        AND (s.proven_at IS NOT NULL OR s.made_at > ?)
        AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = s.account_id)
      """,
      [
        .blob(hash), .integer(now), .integer(now - WorkflowLimits.sessionIdleMilliseconds),
        .integer(now - WorkflowLimits.halfSignedInMilliseconds),
      ])
  }

  func session(from row: SQLRow, in campaignID: String? = nil) throws -> Session? {
    let id = try row.text("account_id")
    guard let role = Role(rawValue: try row.text("role")) else { return nil }
    guard var person = try person(id: id, role: role, row: row) else { return nil }
    if let campaignID, case .studyCenterLiaison(let keeper) = person {
      person = .studyCenterLiaison(try keeper.inCampaign(campaignID, self))
    }
    return Session(
      person: person, name: try row.text("name"), isProven: try row.optionalInteger("proven_at") != nil,
      institutionID: try row.optionalText("institution_id"))
  }

  private func person(id: String, role: Role, row: SQLRow) throws -> Person? {
    let institution = try row.optionalText("institution_id") ?? ""
    switch role {
    case .officer: return .officer(Officer(accountID: id))
    case .planner: return .planner(Planner(accountID: id))
    case .photographer: return .photographer(Photographer(accountID: id))
    case .clerk: return .clerk(Clerk(accountID: id))
    case .liaison: return .liaison(Liaison(accountID: id, institutionID: institution))
    case .sealingLeader: return .sealingLeader(SealingLeader(accountID: id, institutionID: institution))
    case .departmentSecretary:
      let department = try row.optionalText("department") ?? ""
      return .departmentSecretary(DepartmentSecretary(accountID: id, institutionID: institution, department: department))
    case .counselor:
      let found = try sql.sheet(
        "SELECT department, class_group FROM account_class_group WHERE account_id = ? ORDER BY department, class_group",
        [.text(id)])
      let classGroups = (0..<found.rowCount).map {
        Counselor.ClassGroup(department: found.text($0, 0), name: found.text($0, 1))
      }
      return .counselor(Counselor(accountID: id, institutionID: institution, classGroups: classGroups))
    case .studyCenterLiaison:
      let center = try row.optionalText("study_center_id") ?? ""
      return .studyCenterLiaison(StudyCenterLiaison(accountID: id, institutionID: institution, studyCenterID: center))
    case .graduate: return nil
    }
  }

  func insertSession(tokenHash: [UInt8], accountID: String, device: String, proven: Bool, life: Int64? = nil) throws {
    try execute("DELETE FROM session WHERE expires_at <= ?", [.integer(now)])
    try execute(
      """
      INSERT INTO session (token_hash, account_id, made_at, seen_at, expires_at, proven_at, device)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .blob(tokenHash), .text(accountID), .integer(now), .integer(now),
        .integer(now + (life ?? WorkflowLimits.sessionLifeMilliseconds)), proven ? .integer(now) : .null, .text(device),
      ])
  }

  func touchSession(_ hash: [UInt8]) throws {
    try execute(
      "UPDATE session SET seen_at = ? WHERE token_hash = ? AND seen_at < ?", [.integer(now), .blob(hash), .integer(now)])
  }

  func proveSession(_ hash: [UInt8]) throws {
    try execute("UPDATE session SET proven_at = ? WHERE token_hash = ? AND proven_at IS NULL", [.integer(now), .blob(hash)])
  }

  func deleteSession(_ hash: [UInt8]) throws {
    try execute("DELETE FROM session WHERE token_hash = ?", [.blob(hash)])
  }

  func deleteSessions(of accountID: String) throws {
    try execute("DELETE FROM session WHERE account_id = ?", [.text(accountID)])
  }
}

extension StudyCenterLiaison {
  /// The same person for the center's row in a campaign; unchanged where the center has none: there nothing of his is found.
  func inCampaign(_ campaignID: String, _ transaction: Transaction) throws -> StudyCenterLiaison {
    guard let center = try transaction.studyCenterID(studyCenterID, in: campaignID) else { return self }
    return StudyCenterLiaison(accountID: accountID, institutionID: institutionID, studyCenterID: center)
  }
}
