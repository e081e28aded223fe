import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Takes a lost second factor and its recovery codes away: at the next sign-in, with the password, a new one is set up.
  ///
  /// For whoever may invite that account, except for the own one: that is replaced by who proves it. All its sessions end, the browsers
  /// it was known from are forgotten, and its owner is told.
  /// - Throws: `SignInRefusal.accountUnknown`, `.accountClosed`, `.notYours`, `.ownAccount`, `.secondFactorMissing`.
  public func resetSecondFactor(of accountID: String, by keeper: some SignedIn) async throws {
    try await records.write { transaction in
      let line = try transaction.keptAccount(accountID, by: keeper)
      guard !line.isClosed else { throw SignInRefusal.accountClosed }
      guard accountID != keeper.accountID else { throw SignInRefusal.ownAccount }
      guard line.hasSecondFactor else { throw SignInRefusal.secondFactorMissing }
      try transaction.forgetSecondFactor(of: accountID)
      try transaction.forgetDevicesAndSessions(of: accountID, except: [])
      try transaction.journal(
        JournalLine(action: .secondFactorReset, recordKind: "account", recordID: accountID), by: keeper)
      try transaction.notify(.secondFactorReset(accountID), by: keeper)
    }
  }

  /// An account of those somebody keeps.
  ///
  /// - Throws: `SignInRefusal.accountUnknown`, `.notYours`.
  public func keptAccount(_ accountID: String, by keeper: some SignedIn) async throws -> AccountLine {
    try await records.read { try $0.keptAccount(accountID, by: keeper) }
  }
}

extension Transaction {
  func keptAccount(_ accountID: String, by keeper: some SignedIn) throws -> AccountLine {
    guard let line = try accountLine(accountID) else { throw SignInRefusal.accountUnknown }
    guard InvitationRule.mayInvite(keeper, line.request) else { throw SignInRefusal.notYours }
    return line
  }

  fileprivate func forgetSecondFactor(of accountID: String) throws {
    try execute("DELETE FROM second_factor WHERE account_id = ?", [.text(accountID)])
    try execute("DELETE FROM recovery_code WHERE account_id = ?", [.text(accountID)])
  }
}

extension NoticeDraft {
  fileprivate static func secondFactorReset(_ accountID: String) -> NoticeDraft {
    NoticeDraft(
      audience: .account(accountID), title: "您的第二道验证已被管理员重设",
      body: "下次登录输入密码后，请重新设置手机验证器或打印口令卡；原来的验证码和恢复码都已作废。如果不是您请管理员办的，请马上联系管理员停用账号。",
      path: "/me")
  }
}
