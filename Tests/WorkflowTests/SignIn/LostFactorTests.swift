import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A second factor that is gone together with its recovery codes, and what keeps it from getting that far.
@Suite struct LostFactorTests {
  private let office = SignInPlace(address: "10.0.0.1", deviceToken: nil, device: "Chromium")
  private let password = "correct horse battery staple"

  /// Somebody with a password and a phone: his session's token, the phone's secret, his recovery codes.
  private struct Newcomer {
    let accountID: String
    let token: String
    let secret: [UInt8]
    let codes: [String]
  }

  private func digits(_ secret: [UInt8], _ province: Province) -> String {
    OneTimePassword.code(secret: secret, step: province.time.now / OneTimePassword.stepMilliseconds)
  }

  private func newcomer(
    _ province: Province, role: Role, name: String, institutionID: String? = nil
  ) async throws -> Newcomer {
    let invitation = try await province.center.invite(
      AccountRequest(role: role, signInName: name, name: "王示例", institutionID: institutionID), by: MachineOperator())
    try await province.center.acceptInvitation(token: invitation.token, password: password)
    let outcome = try await province.center.signIn(name: name, password: password, from: office)
    let person = try #require(try await province.center.session(token: outcome.token)).person.signedIn
    let offer = try await province.center.offerSecondFactor(.totp, to: person)
    let pending = try await province.center.records.read { try $0.pendingFactor(offer.pending, of: person.accountID) }
    let secret = try #require(pending).secret
    let codes = try await province.center.confirmSecondFactor(
      pending: offer.pending, answer: digits(secret, province), token: outcome.token, person: person)
    return Newcomer(accountID: invitation.accountID, token: outcome.token, secret: secret, codes: codes)
  }

  @Test(
    "A lost second factor is reset by who may invite: sessions end, codes are void, the owner is told, the password leads to set-up",
    arguments: SQLEngine.allCases)
  func reset(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let place = try await province.place()
    let lost = try await newcomer(province, role: .liaison, name: "lost", institutionID: place.institutionID)
    let neighbour = try await province.place(code: "10731", name: "邻近大学", liaison: "neighbour").liaison
    let leader = try await province.sealingLeader(of: place.institutionID)
    for stranger in [neighbour, leader] as [any SignedIn] {
      await #expect(throws: SignInRefusal.notYours) { try await center.resetSecondFactor(of: lost.accountID, by: stranger) }
    }
    let owner = Liaison(accountID: lost.accountID, institutionID: place.institutionID)
    await #expect(throws: SignInRefusal.ownAccount) { try await center.resetSecondFactor(of: lost.accountID, by: owner) }
    await #expect(throws: SignInRefusal.accountUnknown) { try await center.resetSecondFactor(of: "none", by: leader) }
    await #expect(throws: SignInRefusal.secondFactorMissing) {
      try await center.resetSecondFactor(of: place.liaison.accountID, by: owner)
    }
    #expect(try await center.session(token: lost.token) != nil)

    try await center.resetSecondFactor(of: lost.accountID, by: place.liaison)
    #expect(try await center.session(token: lost.token) == nil)
    #expect(try await center.recoveryCodesLeft(of: owner) == 0)
    #expect(try await center.notices(for: owner).notices.map(\.title) == ["您的第二道验证已被管理员重设"])
    #expect(try await province.journaledActions().filter { $0 == "sign-in.second-factor-reset" }.count == 1)
    let again = try await center.signIn(name: "lost", password: password, from: office)
    #expect(again.next == .setUp)
    await #expect(throws: SignInRefusal.wrongSecondFactor) {
      try await center.proveSecondFactor(token: again.token, answer: lost.codes[0], deviceToken: "d", from: office)
    }
  }

  @Test("Recovery codes are counted, and made anew only against the second factor", arguments: SQLEngine.allCases)
  func recoveryCodes(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let one = try await newcomer(province, role: .planner, name: "plan")
    let person = Planner(accountID: one.accountID)
    #expect(try await center.recoveryCodesLeft(of: person) == 10)
    let second = try await center.signIn(name: "plan", password: password, from: office)
    try await center.proveSecondFactor(token: second.token, answer: one.codes[3], deviceToken: "d", from: office)
    #expect(try await center.recoveryCodesLeft(of: person) == 9)
    await #expect(throws: SignInRefusal.wrongSecondFactor) {
      try await center.renewRecoveryCodes(answer: "000000", token: second.token, person: person)
    }
    #expect(try await center.recoveryCodesLeft(of: person) == 9)
    province.time.advance(minutes: 1)
    let fresh = try await center.renewRecoveryCodes(
      answer: digits(one.secret, province), token: second.token, person: person)
    #expect(try await center.recoveryCodesLeft(of: person) == 10)
    #expect(Set(fresh).isDisjoint(with: one.codes) && Set(fresh).count == 10)
    let third = try await center.signIn(name: "plan", password: password, from: office)
    await #expect(throws: SignInRefusal.wrongSecondFactor) {
      try await center.proveSecondFactor(token: third.token, answer: one.codes[4], deviceToken: "d", from: office)
    }
    try await center.proveSecondFactor(token: third.token, answer: fresh[0], deviceToken: "d", from: office)
    #expect(try await province.journaledActions().contains("sign-in.recovery-codes-made"))
  }

  @Test("The last officer who can sign in is not closed, by nobody", arguments: SQLEngine.allCases)
  func lastOfficer(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let only = Officer(accountID: try await newcomer(province, role: .officer, name: "only").accountID)
    // Invited, but without a password yet: nobody who could run the center.
    let invited = try await province.officer("invited")
    for keeper in [only, MachineOperator()] as [any SignedIn] {
      await #expect(throws: SignInRefusal.lastOfficer) { try await province.center.closeAccount(only.accountID, by: keeper) }
    }
    try await province.center.closeAccount(invited.accountID, by: only)
    let other = try await newcomer(province, role: .officer, name: "other").accountID
    try await province.center.closeAccount(only.accountID, by: only)
    #expect(try await province.center.keptAccount(other, by: MachineOperator()).state == .open)
    #expect(try await province.center.keptAccount(only.accountID, by: MachineOperator()).state == .closed)
  }
}
