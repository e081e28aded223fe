import GraduatePhotos
import Storage

/// Whom somebody wants to let in.
public struct AccountRequest: Sendable {
  public var role: Role
  public var signInName: String
  public var name: String
  public var email: String?
  public var telephone: String?
  public var institutionID: String?
  public var studyCenterID: String?
  public var department: String?
  public var classGroups: [Counselor.ClassGroup]

  public init(
    role: Role, signInName: String, name: String, email: String? = nil, telephone: String? = nil, institutionID: String? = nil,
    studyCenterID: String? = nil, department: String? = nil, classGroups: [Counselor.ClassGroup] = []
  ) {
    self.role = role
    self.signInName = signInName
    self.name = name
    self.email = email
    self.telephone = telephone
    self.institutionID = institutionID
    self.studyCenterID = studyCenterID
    self.department = department
    self.classGroups = classGroups
  }
}

/// A line of the list of accounts.
public struct AccountLine: Sendable, Identifiable {
  public let id: String
  public let role: Role
  public let signInName: String
  public let name: String
  public let institutionID: String?
  public let department: String?
  public let email: String?
  public let telephone: String?
  public let isClosed: Bool
  /// False until the invitation was accepted.
  public let hasPassword: Bool
  public let hasSecondFactor: Bool
  /// The institution's code and newest name; empty for who belongs to none.
  public let institutionCode: String
  public let institutionName: String

  public var state: AccountState { isClosed ? .closed : hasPassword ? .open : .invited }
}

/// An invitation just made; the link is shown once and sent, only its hash is kept.
public struct Invitation: Sendable {
  public let accountID: String
  public let token: String
  /// Path and token, to be put behind the center's public address.
  public let path: String
  public let expiresAt: Int64
}

/// Who may let whom in: officers everybody, planners the agency's people and institutions, liaisons their own institution's.
///
/// A liaison does not make the leader who seals what he hands in: whoever proposes and whoever seals are two people.
enum InvitationRule {
  static func mayInvite(_ inviter: any SignedIn, _ request: AccountRequest) -> Bool {
    switch inviter {
    case is MachineOperator, is Officer: true
    case is Planner: request.role != .officer
    case let liaison as Liaison:
      request.institutionID == liaison.institutionID
        && [.liaison, .departmentSecretary, .counselor, .studyCenterLiaison].contains(request.role)
    default: false
    }
  }
}

extension CollectionCenter {
  /// Makes an account and a single-use link for it.
  ///
  /// - Throws: `SignInRefusal.signInNameTaken`, `.signInNameUnusable`, `.notYours`.
  public func invite(_ request: AccountRequest, by inviter: some SignedIn) async throws -> Invitation {
    guard InvitationRule.mayInvite(inviter, request) else { throw SignInRefusal.notYours }
    let signInName = try SignInName.check(request.signInName)
    let id = identifier()
    let token = chance.token()
    return try await records.write { transaction in
      guard try transaction.row("SELECT id FROM account WHERE sign_in_name = ?", [.text(signInName)]) == nil else {
        throw SignInRefusal.signInNameTaken(signInName)
      }
      try transaction.checkBelonging(request)
      try transaction.insertAccount(id: id, signInName: signInName, request, by: inviter.accountID)
      let invitation = try transaction.insertInvitation(token: token, accountID: id, by: inviter)
      try transaction.journal(
        JournalLine(action: .accountInvited, recordKind: "account", recordID: id, details: ["role": request.role.rawValue]),
        by: inviter)
      return invitation
    }
  }

  /// A new link for an account whose password was forgotten or whose link expired; its sessions end.
  public func inviteAgain(accountID: String, by inviter: some SignedIn) async throws -> Invitation {
    let token = chance.token()
    return try await records.write { transaction in
      guard let line = try transaction.accountLine(accountID) else { throw SignInRefusal.accountUnknown }
      guard !line.isClosed else { throw SignInRefusal.accountClosed }
      guard InvitationRule.mayInvite(inviter, line.request) else { throw SignInRefusal.notYours }
      try transaction.deleteSessions(of: accountID)
      let invitation = try transaction.insertInvitation(token: token, accountID: accountID, by: inviter)
      try transaction.journal(
        JournalLine(action: .accountInvited, recordKind: "account", recordID: accountID, details: ["again": "yes"]), by: inviter
      )
      return invitation
    }
  }

  /// Whom an unused link belongs to.
  ///
  /// - Throws: `SignInRefusal.invitationUnknown`, `.invitationExpired`, `.invitationUsed`.
  public func invited(token: String) async throws -> AccountLine {
    try await records.read { transaction in
      let accountID = try transaction.usableInvitation(tokenHash(token))
      // A counselor has no password: the link itself is the way in, and it expires.
      guard let line = try transaction.accountLine(accountID), line.role != .counselor else {
        throw SignInRefusal.invitationUnknown
      }
      return line
    }
  }

  /// Uses the link: sets the password, and with it ends every other session and link of the account.
  public func acceptInvitation(token: String, password: String) async throws {
    let account = try await invited(token: token)
    try PasswordRule.check(password, signInName: account.signInName)
    let encoded = try await hasher.hash(password, salt: chance.bytes(16))
    let hash = tokenHash(token)
    try await records.write { transaction in
      let accountID = try transaction.usableInvitation(hash)
      try transaction.useInvitation(hash)
      try transaction.putPassword(encoded, of: accountID)
      try transaction.forgetDevicesAndSessions(of: accountID, except: [])
      try transaction.journal(
        JournalLine(action: .passwordSet, recordKind: "account", recordID: accountID),
        by: AccountOnly(accountID: accountID, roleName: account.role.rawValue))
    }
  }

  /// Closes an account: it cannot sign in any more, its lines in the journal stay.
  ///
  /// - Throws: `SignInRefusal.accountUnknown`, `.notYours`, `.lastOfficer` when nobody would be left to run the center.
  public func closeAccount(_ accountID: String, by keeper: some SignedIn) async throws {
    try await records.write { transaction in
      let line = try transaction.keptAccount(accountID, by: keeper)
      if line.role == .officer, !line.isClosed, try transaction.officers(except: accountID) == 0 {
        throw SignInRefusal.lastOfficer
      }
      try transaction.close(accountID, successor: nil, by: keeper)
    }
  }

  /// Hands a person's duties over in one act (一键交接): the successor gets an account with the same rights, the old one closes.
  public func handOverDuties(
    of accountID: String, toName name: String, signInName: String, email: String?, telephone: String?, by keeper: some SignedIn
  ) async throws -> Invitation {
    let signInName = try SignInName.check(signInName)
    guard !name.isEmpty else { throw SignInRefusal.noSuccessor }
    let id = identifier()
    let token = chance.token()
    return try await records.write { transaction in
      guard let line = try transaction.accountLine(accountID) else { throw SignInRefusal.accountUnknown }
      guard !line.isClosed else { throw SignInRefusal.accountClosed }
      let isOwn = keeper.accountID == accountID && line.role != .counselor
      guard isOwn || InvitationRule.mayInvite(keeper, line.request) else {
        throw SignInRefusal.notYours
      }
      guard try transaction.row("SELECT id FROM account WHERE sign_in_name = ?", [.text(signInName)]) == nil else {
        throw SignInRefusal.signInNameTaken(signInName)
      }
      var request = try transaction.accountRequest(accountID) ?? line.request
      request.signInName = signInName
      request.name = name
      request.email = email
      request.telephone = telephone
      try transaction.insertAccount(id: id, signInName: signInName, request, by: keeper.accountID)
      try transaction.close(accountID, successor: id, by: keeper)
      let invitation = try transaction.insertInvitation(token: token, accountID: id, by: keeper)
      try transaction.journal(
        JournalLine(
          action: .dutiesHandedOver, recordKind: "account", recordID: accountID, details: ["successor": id]), by: keeper)
      return invitation
    }
  }

  /// The accounts somebody keeps: everybody's for officer and planner, the own institution's for a liaison.
  public func accounts(for keeper: some SignedIn) async throws -> [AccountLine] {
    let institution = (keeper as? Liaison)?.institutionID
    let everybody = keeper is Officer || keeper is Planner || keeper is MachineOperator
    guard everybody || institution != nil else { return [] }
    return try await records.read { try $0.accountLines(institutionID: institution) }
  }

  /// A counselor's expiring link opens a session by itself: no password, own class groups only.
  public func openCounselorLink(token: String, from place: SignInPlace) async throws -> String {
    let hash = tokenHash(token)
    let session = chance.token()
    return try await records.write { transaction in
      let accountID = try transaction.liveInvitation(hash)
      guard let line = try transaction.accountLine(accountID), line.role == .counselor, !line.isClosed else {
        throw SignInRefusal.invitationUnknown
      }
      try transaction.keepLinkToOneBrowser(hash, accountID: accountID, device: place.deviceToken.map { tokenHash($0) })
      try transaction.insertSession(tokenHash: tokenHash(session), accountID: accountID, device: place.device, proven: true)
      try transaction.journal(
        JournalLine(action: .signedIn, recordKind: "account", recordID: accountID, details: ["by": "link"]),
        by: AccountOnly(accountID: accountID, roleName: Role.counselor.rawValue))
      return session
    }
  }
}
