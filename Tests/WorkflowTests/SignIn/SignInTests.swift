import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct SignInTests {
  private let office = SignInPlace(address: "10.0.0.1", deviceToken: nil, device: "Chromium")
  private let password = "correct horse battery staple"

  /// Invites, accepts and returns the account's id.
  private func newcomer(_ province: Province, role: Role = .officer, name: String = "wang") async throws -> String {
    let invitation = try await province.center.invite(
      AccountRequest(role: role, signInName: name, name: "王示例"), by: MachineOperator())
    try await province.center.acceptInvitation(token: invitation.token, password: password)
    return invitation.accountID
  }

  /// Sets up the phone as second factor and returns its secret.
  private func phone(
    _ province: Province, token: String, deviceToken: String? = nil, person: some SignedIn
  ) async throws -> [UInt8] {
    let offer = try await province.center.offerSecondFactor(.totp, to: person)
    let pending = try await province.center.records.read { try $0.pendingFactor(offer.pending, of: person.accountID) }
    let secret = try #require(pending).secret
    let code = OneTimePassword.code(secret: secret, step: province.time.now / OneTimePassword.stepMilliseconds)
    let codes = try await province.center.confirmSecondFactor(
      pending: offer.pending, answer: code, token: token, deviceToken: deviceToken, person: person)
    #expect(codes.count == WorkflowLimits.recoveryCodeCount)
    return secret
  }

  private func secret(of offer: SecondFactorOffer, _ province: Province, _ accountID: String) async throws -> [UInt8] {
    let pending = try await province.center.records.read { try $0.pendingFactor(offer.pending, of: accountID) }
    return try #require(pending).secret
  }

  @Test("An invitation opens once, and only for a week", arguments: SQLEngine.allCases)
  func invitation(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let request = AccountRequest(role: .planner, signInName: "Li.Plan", name: "李示例")
    let invitation = try await province.center.invite(request, by: MachineOperator())
    #expect(try await province.center.invited(token: invitation.token).signInName == "li.plan")
    await #expect(throws: SignInRefusal.invitationUnknown) { try await province.center.invited(token: invitation.token + "x") }
    await #expect(throws: SignInRefusal.passwordTooShort(least: 10)) {
      try await province.center.acceptInvitation(token: invitation.token, password: "short")
    }
    await #expect(throws: SignInRefusal.passwordTooCommon) {
      try await province.center.acceptInvitation(token: invitation.token, password: "password123456")
    }
    try await province.center.acceptInvitation(token: invitation.token, password: password)
    await #expect(throws: SignInRefusal.invitationUsed) {
      try await province.center.acceptInvitation(token: invitation.token, password: password)
    }
    let late = try await province.center.inviteAgain(accountID: invitation.accountID, by: MachineOperator())
    province.time.advance(days: 8)
    await #expect(throws: SignInRefusal.invitationExpired) { try await province.center.invited(token: late.token) }
  }

  @Test("Password, then phone, then in; the same digits open nothing twice", arguments: SQLEngine.allCases)
  func phoneDigits(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let id = try await newcomer(province)
    let first = try await province.center.signIn(name: " WANG ", password: password, from: office)
    #expect(first.next == .setUp)
    #expect(try await province.center.session(token: first.token)?.isProven == false)
    let secret = try await phone(province, token: first.token, person: Officer(accountID: id))
    #expect(try await province.center.session(token: first.token)?.isProven == true)

    let second = try await province.center.signIn(name: "wang", password: password, from: office)
    #expect(second.next == .secondFactor)
    let used = OneTimePassword.code(secret: secret, step: province.time.now / OneTimePassword.stepMilliseconds)
    await #expect(throws: SignInRefusal.secondFactorUsed) {
      try await province.center.proveSecondFactor(
        token: second.token, answer: used, deviceToken: second.deviceToken, from: office)
    }
    province.time.advance(minutes: 1)
    let fresh = OneTimePassword.code(secret: secret, step: province.time.now / OneTimePassword.stepMilliseconds)
    try await province.center.proveSecondFactor(
      token: second.token, answer: fresh, deviceToken: second.deviceToken, from: office)
    let session = try #require(try await province.center.session(token: second.token))
    #expect(session.isProven)
    #expect(session.person.role == .officer)
  }

  @Test("A recovery code opens once; the code card answers its two cells", arguments: SQLEngine.allCases)
  func cardAndRecovery(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let id = try await newcomer(province)
    let first = try await province.center.signIn(name: "wang", password: password, from: office)
    let offer = try await province.center.offerSecondFactor(.card, to: Officer(accountID: id))
    #expect(offer.cells.count == CodeCard.rows && offer.cells.allSatisfy { $0.count == CodeCard.columns })
    let cells = CodeCard.challenge(secret: try await secret(of: offer, province, id), uses: 0)
    #expect(offer.askedCells == cells.map { CodeCard.name($0) })
    let answer = cells.map { offer.cells[$0.row][$0.column] }.joined(separator: " ")
    let codes = try await province.center.confirmSecondFactor(
      pending: offer.pending, answer: answer, token: first.token, person: Officer(accountID: id))

    let second = try await province.center.signIn(name: "wang", password: password, from: office)
    let challenge = try await province.center.secondFactorChallenge(token: second.token)
    let next = CodeCard.challenge(secret: try await secret(of: offer, province, id), uses: 1)
    #expect(challenge.cardCells == next.map { CodeCard.name($0) })
    try await province.center.proveSecondFactor(
      token: second.token, answer: codes[0].lowercased(), deviceToken: second.deviceToken, from: office)
    #expect(try await province.center.session(token: second.token)?.isProven == true)
    let third = try await province.center.signIn(name: "wang", password: password, from: office)
    await #expect(throws: SignInRefusal.wrongSecondFactor) {
      try await province.center.proveSecondFactor(
        token: third.token, answer: codes[0], deviceToken: third.deviceToken, from: office)
    }
  }

  @Test("Strangers who try a name lock themselves out, not its owner on the usual computer", arguments: SQLEngine.allCases)
  func lockOut(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let id = try await newcomer(province)
    let mine = try await province.center.signIn(name: "wang", password: password, from: office)
    _ = try await phone(province, token: mine.token, deviceToken: mine.deviceToken, person: Officer(accountID: id))
    let known = SignInPlace(address: "10.0.0.1", deviceToken: mine.deviceToken, device: "Chromium")
    for attempt in 0..<(WorkflowLimits.failuresPerNameFromStrangers + 5) {
      let stranger = SignInPlace(address: "203.0.113.\(attempt % 250)", deviceToken: nil, device: "?")
      _ = try? await province.center.signIn(name: "wang", password: "wrong wrong wrong", from: stranger)
    }
    await #expect(throws: SignInRefusal.tooManyAttempts(minutes: 15)) {
      try await province.center.signIn(
        name: "wang", password: password, from: SignInPlace(address: "203.0.113.99", deviceToken: nil, device: "?"))
    }
    #expect(try await province.center.signIn(name: "wang", password: password, from: known).next == .secondFactor)
    province.time.advance(minutes: 16)
    _ = try await province.center.signIn(name: "wang", password: password, from: office)
  }

  @Test(
    "Who stole the password and fails at the second factor does not lock its owner out, who is told",
    arguments: SQLEngine.allCases)
  func stolenPassword(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let id = try await newcomer(province)
    let mine = try await province.center.signIn(name: "wang", password: password, from: office)
    let secret = try await phone(
      province, token: mine.token, deviceToken: mine.deviceToken, person: Officer(accountID: id))
    let far = SignInPlace(address: "203.0.113.9", deviceToken: nil, device: "?")
    let stolen = try await province.center.signIn(name: "wang", password: password, from: far)
    for _ in 0..<WorkflowLimits.wrongSecondFactors {
      await #expect(throws: SignInRefusal.wrongSecondFactor) {
        try await province.center.proveSecondFactor(
          token: stolen.token, answer: "000000", deviceToken: stolen.deviceToken, from: far)
      }
    }
    await #expect(throws: SignInRefusal.tooManyAttempts(minutes: 15)) {
      try await province.center.proveSecondFactor(
        token: stolen.token, answer: "000000", deviceToken: stolen.deviceToken, from: far)
    }
    let known = SignInPlace(address: "10.0.0.1", deviceToken: mine.deviceToken, device: "Chromium")
    province.time.advance(minutes: 1)
    let again = try await province.center.signIn(name: "wang", password: password, from: known)
    let digits = OneTimePassword.code(secret: secret, step: province.time.now / OneTimePassword.stepMilliseconds)
    try await province.center.proveSecondFactor(
      token: again.token, answer: digits, deviceToken: again.deviceToken, from: known)
    let notices = try await province.center.records.read { transaction in
      try transaction.count("SELECT COUNT(*) AS n FROM notice WHERE account_id = ?", [.text(id)])
    }
    #expect(notices == 1)
    let actions = try await province.journaledActions().filter { $0.hasPrefix("sign-in.") }
    #expect(
      actions == [
        "sign-in.password-set", "sign-in.password", "sign-in.second-factor-set", "sign-in.password",
        "sign-in.second-factor-blocked", "sign-in.password", "sign-in.done",
      ])
  }

  @Test("A hundred guesses made at once are no more guesses than the same ones in turn", arguments: SQLEngine.allCases)
  func guessesAtOnce(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    _ = try await newcomer(province)
    let here = SignInPlace(address: "203.0.113.7", deviceToken: nil, device: "?")
    let tried = await withTaskGroup(of: Bool.self) { guesses in
      for number in 0..<100 {
        guesses.addTask {
          do {
            _ = try await province.center.signIn(name: "wang", password: "wrong guess \(number)", from: here)
            return true
          } catch { return error as? SignInRefusal == .wrongNameOrPassword }
        }
      }
      return await guesses.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(tried <= WorkflowLimits.failuresPerNameAndPlace)
    // What was refused does not lengthen the wait, and nothing stays behind.
    let left = try await province.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM sign_in_attempt", []) }
    #expect(left == 0)
  }

  @Test(
    "A session ends when idle, when old, when signed out everywhere, when its account closes", arguments: SQLEngine.allCases)
  func sessionsEnd(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let id = try await newcomer(province)
    let officer = Officer(accountID: id)
    let token = try await province.center.signIn(name: "wang", password: password, from: office).token
    _ = try await phone(province, token: token, person: officer)
    for _ in 0..<20 {
      province.time.advance(minutes: 29)
      #expect(try await province.center.session(token: token) != nil)
    }
    province.time.advance(minutes: 31)
    #expect(try await province.center.session(token: token) == nil)

    let again = try await province.center.signIn(name: "wang", password: password, from: office).token
    #expect(try await province.center.session(token: again) != nil)
    #expect(try await province.center.sessions(of: officer, currentToken: again).map(\.isThisOne) == [true])
    try await province.center.signOutEverywhere(officer)
    #expect(try await province.center.session(token: again) == nil)

    // The last officer could not be closed.
    _ = try await newcomer(province, name: "zhao")
    let last = try await province.center.signIn(name: "wang", password: password, from: office).token
    try await province.center.closeAccount(id, by: MachineOperator())
    #expect(try await province.center.session(token: last) == nil)
    await #expect(throws: SignInRefusal.wrongNameOrPassword) {
      try await province.center.signIn(name: "wang", password: password, from: office)
    }
  }

  @Test("Duties are handed over in one act: same rights, the old account closed", arguments: SQLEngine.allCases)
  func handOver(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let classes = [Counselor.ClassGroup(department: "民族学院", name: "藏语言文学1班")]
    let old = try await province.account(.counselor, "old.counselor", institutionID: "i1", classGroups: classes)
    let liaison = try await province.liaison(of: "i1")
    await #expect(throws: SignInRefusal.notYours) {
      try await province.center.handOverDuties(
        of: old, toName: "新示例", signInName: "new.counselor", email: nil, telephone: nil,
        by: Liaison(accountID: liaison.accountID, institutionID: "i2"))
    }
    let invitation = try await province.center.handOverDuties(
      of: old, toName: "新示例", signInName: "new.counselor", email: nil, telephone: nil, by: liaison)
    let token = try await province.center.openCounselorLink(token: invitation.token, from: office)
    guard case .counselor(let counselor)? = try await province.center.session(token: token)?.person else {
      Issue.record("the successor is no counselor")
      return
    }
    #expect(counselor.classGroups == classes)
    let lines = try await province.center.accounts(for: liaison)
    #expect(lines.first { $0.id == old }?.isClosed == true)
    #expect(try await province.journaledActions().contains("account.handed-over"))
  }

  @Test("One-time passwords are RFC 6238's")
  func oneTimePasswords() {
    let secret = Array("12345678901234567890".utf8)
    #expect(OneTimePassword.code(secret: secret, step: 59 / 30) == "287082")
    #expect(OneTimePassword.code(secret: secret, step: 1_111_111_109 / 30) == "081804")
    #expect(OneTimePassword.code(secret: secret, step: 20_000_000_000 / 30) == "353130")
    #expect(OneTimePassword.base32(Array("foobar".utf8)) == "MZXW6YTBOI")
  }
}
