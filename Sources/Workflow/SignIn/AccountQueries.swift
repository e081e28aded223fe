import GraduatePhotos
import Storage

extension AccountLine {
  /// What it would take to make this account again: enough for the rule of who may.
  var request: AccountRequest {
    AccountRequest(
      role: role, signInName: signInName, name: name, email: email, telephone: telephone, institutionID: institutionID,
      department: department)
  }
}

/// The columns `accountLine(from:)` reads, from `account a`.
let accountColumns = """
  a.id, a.role, a.sign_in_name, a.name, a.institution_id, a.study_center_id, a.department, a.email, a.telephone,
  (SELECT COUNT(*) FROM account_closed c WHERE c.account_id = a.id) AS closed,
  (SELECT COUNT(*) FROM password p WHERE p.account_id = a.id) AS passwords,
  (SELECT COUNT(*) FROM second_factor f WHERE f.account_id = a.id) AS factors,
  (SELECT i.code FROM institution i WHERE i.id = a.institution_id) AS institution_code,
  (SELECT n.name FROM institution_name n WHERE n.institution_id = a.institution_id ORDER BY n.ordinal DESC LIMIT 1)
    AS institution_name
  """

extension Transaction {
  func insertAccount(id: String, signInName: String, _ request: AccountRequest, by inviterID: String) throws {
    try execute(
      """
      INSERT INTO account (id, role, sign_in_name, name, email, telephone, institution_id, study_center_id, department, made_by,
        made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(request.role.rawValue), .text(signInName), .text(request.name), .optional(request.email),
        .optional(request.telephone), .optional(request.institutionID), .optional(request.studyCenterID),
        .optional(request.department), .text(inviterID), .integer(now),
      ])
    for group in request.classGroups {
      try execute(
        "INSERT INTO account_class_group (account_id, department, class_group) VALUES (?, ?, ?)",
        [.text(id), .text(group.department), .text(group.name)])
    }
  }

  func accountLine(_ id: String) throws -> AccountLine? {
    try row("SELECT \(accountColumns) FROM account a WHERE a.id = ?", [.text(id)]).flatMap { try accountLine(from: $0) }
  }

  func accountLines(institutionID: String?) throws -> [AccountLine] {
    let found =
      if let institutionID {
        try rows(
          "SELECT \(accountColumns) FROM account a WHERE a.institution_id = ? ORDER BY a.role, a.sign_in_name",
          [.text(institutionID)])
      } else {
        try rows("SELECT \(accountColumns) FROM account a ORDER BY a.role, a.sign_in_name")
      }
    return try found.compactMap { try accountLine(from: $0) }
  }

  func accountLine(from row: SQLRow) throws -> AccountLine? {
    guard let role = Role(rawValue: try row.text("role")) else { return nil }
    return AccountLine(
      id: try row.text("id"), role: role, signInName: try row.text("sign_in_name"), name: try row.text("name"),
      institutionID: try row.optionalText("institution_id"), department: try row.optionalText("department"),
      email: try row.optionalText("email"), telephone: try row.optionalText("telephone"),
      isClosed: try row.int("closed") > 0, hasPassword: try row.int("passwords") > 0,
      hasSecondFactor: try row.int("factors") > 0, institutionCode: try row.optionalText("institution_code") ?? "",
      institutionName: try row.optionalText("institution_name") ?? "")
  }

  /// Officers beside `accountID` who can sign in.
  func officers(except accountID: String) throws -> Int {
    try count(
      """
      SELECT COUNT(*) AS n FROM account a WHERE a.role = 'officer' AND a.id <> ?
        AND EXISTS (SELECT 1 FROM password p WHERE p.account_id = a.id)
        AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = a.id)
      """, [.text(accountID)])
  }

  /// Everything an account's rights rest on, for its successor.
  func accountRequest(_ id: String) throws -> AccountRequest? {
    guard let line = try accountLine(id) else { return nil }
    var request = line.request
    request.studyCenterID = try row("SELECT study_center_id FROM account WHERE id = ?", [.text(id)])?.optionalText(
      "study_center_id")
    request.classGroups = try rows(
      "SELECT department, class_group FROM account_class_group WHERE account_id = ? ORDER BY department, class_group",
      [.text(id)]
    ).map { Counselor.ClassGroup(department: try $0.text("department"), name: try $0.text("class_group")) }
    return request
  }

  func insertInvitation(token: String, accountID: String, by inviter: some SignedIn) throws -> Invitation {
    // A new link makes the older ones worthless.
    try execute(
      "UPDATE invitation SET expires_at = ? WHERE account_id = ? AND expires_at > ?",
      [.integer(now), .text(accountID), .integer(now)])
    let expires = now + WorkflowLimits.invitationLifeMilliseconds
    try execute(
      "INSERT INTO invitation (token_hash, account_id, made_by, made_at, expires_at) VALUES (?, ?, ?, ?, ?)",
      [.blob(tokenHash(token)), .text(accountID), .text(inviter.accountID), .integer(now), .integer(expires)])
    return Invitation(accountID: accountID, token: token, path: "/invitation/\(token)", expiresAt: expires)
  }

  /// The account of a link that is neither used nor expired.
  func usableInvitation(_ hash: [UInt8]) throws -> String {
    let accountID = try liveInvitation(hash)
    guard try row("SELECT used_at FROM invitation_used WHERE token_hash = ?", [.blob(hash)]) == nil else {
      throw SignInRefusal.invitationUsed
    }
    return accountID
  }

  /// The account of a link that is not expired.
  func liveInvitation(_ hash: [UInt8]) throws -> String {
    let found = try row("SELECT account_id, expires_at FROM invitation WHERE token_hash = ?", [.blob(hash)])
    guard let found else { throw SignInRefusal.invitationUnknown }
    let used = try row("SELECT used_at FROM invitation_used WHERE token_hash = ?", [.blob(hash)]) != nil
    guard try found.integer("expires_at") > now else { throw used ? SignInRefusal.invitationUsed : .invitationExpired }
    let accountID = try found.text("account_id")
    guard try accountLine(accountID)?.isClosed == false else { throw SignInRefusal.accountClosed }
    return accountID
  }

  /// A counselor's link stays with the browser that opened it first, so that a forwarded one opens nothing.
  func keepLinkToOneBrowser(_ hash: [UInt8], accountID: String, device: [UInt8]?) throws {
    if try row("SELECT 1 AS n FROM invitation_used WHERE token_hash = ?", [.blob(hash)]) != nil {
      guard try knowsDevice(device, of: accountID) else { throw SignInRefusal.invitationUsed }
      return
    }
    try useInvitation(hash)
    if let device { try rememberDevice(device, of: accountID) }
  }

  /// A role of an institution names it, a center's liaison a center of that institution, all others neither.
  func checkBelonging(_ request: AccountRequest) throws {
    let bound: Set<Role> = [.liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison]
    guard bound.contains(request.role) == (request.institutionID != nil) else { throw SignInRefusal.notYours }
    guard request.role == .studyCenterLiaison else { return }
    guard let center = request.studyCenterID, let institution = request.institutionID else { throw SignInRefusal.notYours }
    let own = try row(
      "SELECT 1 AS n FROM study_center WHERE id = ? AND parent_institution_id = ?", [.text(center), .text(institution)])
    guard own != nil else { throw SignInRefusal.notYours }
  }

  func useInvitation(_ hash: [UInt8]) throws {
    try execute("INSERT INTO invitation_used (token_hash, used_at) VALUES (?, ?)", [.blob(hash), .integer(now)])
  }

  func putPassword(_ encoded: String, of accountID: String) throws {
    try execute(
      """
      INSERT INTO password (account_id, argon2id, set_at) VALUES (?, ?, ?)
      ON CONFLICT (account_id) DO UPDATE SET argon2id = excluded.argon2id, set_at = excluded.set_at
      """, [.text(accountID), .text(encoded), .integer(now)])
  }

  func close(_ accountID: String, successor: String?, by keeper: some SignedIn) throws {
    try execute(
      """
      INSERT INTO account_closed (account_id, closed_by, closed_at, successor_id) VALUES (?, ?, ?, ?)
      ON CONFLICT (account_id) DO NOTHING
      """, [.text(accountID), .text(keeper.accountID), .integer(now), .optional(successor)])
    try deleteSessions(of: accountID)
    try journal(
      JournalLine(action: .accountClosed, recordKind: "account", recordID: accountID), by: keeper)
  }
}

extension CollectionCenter {
  /// The institution of a code, for who invites its people.
  public func institutionID(code: String) async throws -> String? {
    try await records.read { transaction in
      try transaction.row("SELECT id FROM institution WHERE code = ?", [.text(code)])?.text("id")
    }
  }

  /// A campaign's study center of that name, for who invites its liaison; written with its parent's name or without.
  public func studyCenterID(named name: String, of institutionID: String, in campaignID: String) async throws -> String? {
    try await records.read { transaction in
      let wanted = name.trimmed
      if let exact = try transaction.studyCenterID(named: wanted, of: institutionID, in: campaignID) { return exact }
      let parents = try transaction.institutionNames(of: [institutionID])[institutionID] ?? []
      for parent in parents.map(\.name) where wanted.hasPrefix(parent) {
        let own = String(wanted.dropFirst(parent.count))
        if let found = try transaction.studyCenterID(named: own, of: institutionID, in: campaignID) { return found }
      }
      return nil
    }
  }
}
