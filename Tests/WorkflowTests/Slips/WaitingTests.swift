import Foundation
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

  @Test("N2: open steps wait on the liaison, the seal on the leader, the late ones on those who remind", arguments: SQLEngine.allCases)
  func whoWaits(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(on: engine)
    let liaison = Person.liaison(fixture.liaison)
    let leader = Person.sealingLeader(try await fixture.province.sealingLeader(of: fixture.place.institutionID))
    let planner = Person.planner(try await fixture.province.planner())
    let fresh = try await waiting(fixture, liaison)
    #expect(fresh > 0)
    #expect(try await waiting(fixture, leader) == 0)
    #expect(try await waiting(fixture, planner) == 0)
    let slip = try await fixture.handedIn()
    #expect(try await waiting(fixture, liaison) == fresh)
    _ = try await fixture.center.printSlip(slip, by: fixture.liaison)
    #expect(try await waiting(fixture, liaison) == fresh - 1)
    #expect(try await waiting(fixture, leader) == 1)
    #expect(try await fixture.center.waitingAtRegistration(of: liaison, campaignID: "none") == 0)
    #expect(try await waiting(fixture, .clerk(Clerk(accountID: "c"))) == 0)
  }

  @Test("N2: an institution that is late waits on the planner until it was reminded today", arguments: SQLEngine.allCases)
  func late(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(on: engine)
    let planner = try await fixture.province.planner()
    fixture.province.time.advance(days: 400)
    #expect(try await waiting(fixture, .planner(planner)) == 1)
    _ = try await fixture.center.remindInstitutions(campaignID: fixture.campaignID, lineIDs: nil, by: planner)
    #expect(try await waiting(fixture, .planner(planner)) == 0)
    fixture.province.time.advance(days: 1)
    #expect(try await waiting(fixture, .planner(planner)) == 1)
  }
}
