import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// From a station's packet over the head office's release to the institution's verification.
@Suite struct ReleasedToVerifiedTests {
  @Test(
    "N4, A6: what the head office released is what the institution looks at; a re-shot portrait opens its person again",
    arguments: SQLEngine.allCases)
  func wholeWay(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    var station = try TestStation(1)
    let file = try await desk.take(station)
    let person = try await desk.id(0)
    let clerk = Clerk(accountID: try await desk.door.desk.province.account(.clerk, "clerk"))
    let liaison = desk.door.desk.place.liaison
    let group = CheckedClass(department: "民族学院", classGroup: "民族学1班")
    func shoot(_ number: Int) async throws -> PortraitToRelease? {
      let shot = TestStation.shot(number, of: person, range: 1)
      for (deed, files) in [
        (Deed.shot(shot.deed), shot.files), (.chosen(shot: shot.deed.id, person: person), []),
      ] {
        try await desk.send(
          station.happening(deed, by: desk.by, at: desk.now + Int64(number)), from: station, file, files: files)
      }
      return try await desk.center.releaseQueue(campaignID: desk.campaignID, by: clerk).portraits.first
    }
    func seen() async throws -> CheckedPerson {
      let page = try await desk.center.openCheckedClass(group, campaignID: desk.campaignID, by: liaison)
      return try #require(page.people.first { $0.id == person })
    }
    func release(_ portrait: PortraitToRelease?) async throws {
      let portrait = try #require(portrait)
      let outcome = try await desk.center.release(
        [portrait.seen], campaignID: desk.campaignID, operation: portrait.seen.shot, by: clerk)
      #expect(outcome.released == 1)
    }
    let first = try await shoot(1)
    #expect(try await seen().portrait == nil)
    try await release(first)
    let before = try await seen()
    #expect(before.portrait?.number == 1 && before[.plannedSerial] == "10001")
    let picture = try await desk.center.checkedPicture(
      try #require(before.portrait?.id), campaignID: desk.campaignID, by: liaison)
    #expect(picture == Array("portrait 10001".utf8))
    let typed = TypedVerdict(
      person: person, verdicts: [.right], portraitNumber: 1, recordVersion: before.recordVersion)
    _ = try await desk.center.giveVerdict(typed, campaignID: desk.campaignID, operation: "op", by: liaison)
    #expect(try await seen().verdict?.verdicts == [.right])
    try await release(shoot(2))
    let after = try await seen()
    #expect(after.outdated == .newPortrait && after[.plannedSerial] == "10002")
  }
}
