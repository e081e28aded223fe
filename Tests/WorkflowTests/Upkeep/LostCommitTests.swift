import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A change whose COMMIT reply is lost is answered as done, and done once.
@Suite struct LostCommitTests {
  /// The province's center through a wire that can be cut.
  private func wired(_ province: Province) async throws -> (CollectionCenter, PostgreSQLProxy) {
    let url = try #require(province.databaseURL)
    let proxy = try PostgreSQLProxy(serverPort: PostgreSQLProxy.port(of: url))
    let center = CollectionCenter(
      database: try await PostgreSQLDatabase(url: proxy.url(url), poolSize: 2), photos: province.center.photos,
      spool: province.center.spool, keys: province.center.keys, clock: .driven { [time = province.time] in time.now },
      chance: .seeded(5))
    return (center, proxy)
  }

  @Test("Promise 4: an invitation whose commit was lost on the way back is answered with its token, and there is one account")
  func invitation() async throws {
    let province = try await Province(on: .postgresql)
    let (center, proxy) = try await wired(province)
    proxy.arm(.dropCommitReply)
    let request = AccountRequest(role: .officer, signInName: "li.officer", name: "李示例")
    let invitation = try await center.invite(request, by: MachineOperator())
    #expect(proxy.faults == 1)
    try await center.acceptInvitation(token: invitation.token, password: "huanghe-tieqiao-2026")
    let accounts = try await province.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM account") }
    #expect(accounts == 1)
    #expect(try await province.journaledActions() == ["account.invited", "sign-in.password-set"])
    proxy.close()
    await center.database.close()
  }

  @Test("Promise 4: so is a slip's draft; and a commit that never arrived is made again, once")
  func draft() async throws {
    let fixture = try await SlipFixture(.postgresql)
    let liaison = try await fixture.liaison()
    let (center, proxy) = try await wired(fixture.province)
    let opened = try await center.openSlip(campaignID: fixture.campaignID, by: liaison)
    proxy.arm(.dropCommitReply)
    let saved = try await center.saveSlipDraft(
      SlipFixture.complete(opened.draft), of: opened.id, basedOn: opened.draftVersion, by: liaison)
    #expect(saved == opened.draftVersion + 1)
    proxy.arm(.dropCommit)
    var again = SlipFixture.complete(opened.draft)
    again.contactName = "马示例"
    let next = try await center.saveSlipDraft(again, of: opened.id, basedOn: saved, by: liaison)
    #expect(next == saved + 1 && proxy.faults == 2)
    let draft = try await fixture.center.openSlip(campaignID: fixture.campaignID, by: liaison)
    #expect(draft.draft.contactName == "马示例" && draft.draftVersion == next)
    proxy.close()
    await center.database.close()
  }

  @Test(
    "Proofs of commits go after a day; nothing of the kind is written where no reply can be lost", arguments: SQLEngine.allCases
  )
  func forgotten(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    try await province.account(.officer, "li.officer")
    func kept() async throws -> Int {
      try await province.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM committed_write") }
    }
    #expect(try await kept() == (engine == .sqlite ? 0 : 1))
    province.time.advance(hours: 25)
    try await province.center.forgetCommittedWrites()
    // Its own.
    #expect(try await kept() == (engine == .sqlite ? 0 : 1))
  }
}
