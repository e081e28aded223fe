import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// What waits on whom, as a number for the frame of every page.
@Suite struct WaitingTests {
  private func waiting(_ fixture: SlipFixture, _ person: Person) async throws -> Int {
    try await fixture.center.waitingAtRegistration(of: person, campaignID: fixture.campaignID)
  }

  @Test(
    "N2: open steps wait on the liaison, what is printed on the leader, nothing on who only looks on",
    arguments: SQLEngine.allCases)
  func whoWaits(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let keeper = try await fixture.liaison()
    let liaison = Person.liaison(keeper)
    let leader = Person.sealingLeader(try await fixture.province.sealingLeader(of: fixture.university))
    let home = try await fixture.center.institutionHome(campaignID: fixture.campaignID, for: keeper)
    let open = home.steps.count { $0.stage == .registration && ($0.state == .now || $0.state == .late) }
    #expect(open > 0)
    #expect(try await waiting(fixture, liaison) == open)
    #expect(try await waiting(fixture, leader) == 0)
    let slip = try await fixture.submitted(by: keeper)
    // The slip is done, its seal is next: the liaison may print it, the leader may put it on at once.
    #expect(try await waiting(fixture, liaison) == open)
    #expect(try await waiting(fixture, leader) == 1)
    // Printed, it may come back stamped through the liaison as well as be sealed by the leader.
    _ = try await fixture.center.printSlip(slip.id, by: keeper)
    #expect(try await waiting(fixture, liaison) == open)
    #expect(try await waiting(fixture, leader) == 1)
    fixture.province.time.advance(days: 60)
    #expect(try await waiting(fixture, leader) == 1, "a late seal still waits for the leader")
    #expect(try await fixture.center.waitingAtRegistration(of: liaison, campaignID: "none") == 0)
    #expect(try await waiting(fixture, .clerk(Clerk(accountID: "c"))) == 0)
    let nobody = Liaison(accountID: "x", institutionID: "i-none")
    #expect(try await waiting(fixture, .liaison(nobody)) == 0)
  }

  @Test("N2: who is late waits on officer and planner until it was reminded today", arguments: SQLEngine.allCases)
  func late(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let planner = try await fixture.province.planner()
    #expect(try await waiting(fixture, .planner(planner)) == 0)
    fixture.province.time.advance(days: 25)
    #expect(try await waiting(fixture, .planner(planner)) == 4)
    _ = try await fixture.center.remindInstitutions(
      campaignID: fixture.campaignID, lineIDs: [fixture.university, fixture.college], by: planner)
    #expect(try await waiting(fixture, .officer(try await fixture.province.officer())) == 2)
    fixture.province.time.advance(days: 1)
    #expect(try await waiting(fixture, .planner(planner)) == 4)
  }

  @Test("N2: the overview sorts by code, state, heads and day, and is taken away whole", arguments: SQLEngine.allCases)
  func sorting(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let keeper = try await fixture.liaison()
    _ = try await fixture.submitted(by: keeper)
    func codes(_ sort: SlipSort) async throws -> [String] {
      try await fixture.center.slipOverview(campaignID: fixture.campaignID, sort: sort, for: MachineOperator()).lines.map {
        $0.studyCenterID ?? $0.code
      }
    }
    let byCode = ["s-guest", "10730", "s-here", "10741"]
    #expect(try await codes(SlipSort()) == byCode)
    #expect(try await codes(SlipSort(.code, isDescending: true)) == byCode.reversed())
    #expect(try await codes(SlipSort(.heads, isDescending: true)) == ["10730", "s-guest", "s-here", "10741"])
    #expect(try await codes(SlipSort(.submitted)).first == "10730")
    #expect(try await codes(SlipSort(.progress)) == ["s-guest", "s-here", "10741", "10730"])
    let file = try await fixture.center.slipOverviewFile(
      campaignID: fixture.campaignID, filter: .missing, as: .csv, for: MachineOperator())
    defer { file.remove() }
    #expect(file.contentType.hasPrefix("text/csv"))
    await #expect(throws: SlipRefusal.notFound) {
      try await fixture.center.slipOverviewFile(campaignID: "none", as: .csv, for: MachineOperator())
    }
  }
}
