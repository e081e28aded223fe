import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// What belongs to no campaign: accounts, sign-ins, keys, back-ups, holidays.
@Suite struct CenterJournalTests {
  private let office = SignInPlace(address: "10.0.0.1", deviceToken: nil, device: "Chromium")
  private let password = "correct horse battery staple"

  /// A liaison of the place who came in once.
  private func signedIn(_ province: Province, _ place: Province.Place) async throws {
    let invitation = try await province.center.inviteAgain(accountID: place.liaison.accountID, by: MachineOperator())
    try await province.center.acceptInvitation(token: invitation.token, password: password)
    _ = try await province.center.signIn(name: "liaison", password: password, from: office)
  }

  @Test("Promise 8: the officer reads the center's own journal; nobody of an institution does", arguments: SQLEngine.allCases)
  func center(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let place = try await province.place()
    try await signedIn(province, place)
    let officer = try await province.officer()
    let lines = try await province.center.journalLines(campaignID: nil, for: officer).entries
    #expect(Set(lines.map(\.action)) == ["account.invited", "sign-in.password-set", "sign-in.password"])
    #expect(lines.first?.recordKind == "account")
    #expect(try await province.center.journalLines(campaignID: nil, for: place.liaison).entries.isEmpty)
    // A campaign's list stays the campaign's.
    #expect(try await province.center.journalLines(campaignID: place.campaignID, for: officer).entries.isEmpty)
  }

  @Test("Promise 8: a person's page holds his sign-ins, an account's page what was done to it", arguments: SQLEngine.allCases)
  func persons(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let place = try await province.place()
    let other = try await province.place(code: "10731", name: "邻近大学", liaison: "other").liaison
    try await signedIn(province, place)
    let officer = try await province.officer()
    let id = place.liaison.accountID
    func actions(_ subject: JournalSubject, _ reader: some JournalReader) async throws -> [String] {
      try await province.center.journalLines(campaignID: place.campaignID, about: subject, for: reader).entries.map(\.action)
        .sorted()
    }
    for reader in [officer, place.liaison] as [any JournalReader] {
      #expect(try await actions(.person(id), reader) == ["sign-in.password", "sign-in.password-set"])
      #expect(
        try await actions(.record(kind: "account", id: id), reader)
          == ["account.invited", "account.invited", "sign-in.password", "sign-in.password-set"])
    }
    #expect(try await actions(.person(id), other).isEmpty)
    #expect(try await actions(.record(kind: "account", id: id), other).isEmpty)
    // What the officer did to an account of the institution is the institution's to read, the rest of his doings is not.
    try await province.center.closeAccount(id, by: officer)
    try await province.center.closeAccount(other.accountID, by: officer)
    #expect(try await actions(.person(officer.accountID), place.liaison) == ["account.closed"])
    #expect(try await actions(.person(officer.accountID), officer) == ["account.closed", "account.closed"])
  }
}
