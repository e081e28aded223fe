import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A7, promise 2: photos that moved against people are put right as a pair or a run; strangers' portraits are withdrawn.
@Suite struct ShiftErrataTests {
  /// Four people were shot and released; the photos of the first two changed places, as far as anybody says.
  private struct Shot {
    let visit: ShotVisit
    let shots: [String]

    init(on engine: SQLEngine, heads: Int = 4) async throws {
      visit = try await ShotVisit(on: engine, heads: heads, names: ["张示例", "李示例", "王示例", "赵示例"])
      var shots: [String] = []
      for number in 0..<heads { shots.append(try await visit.shoot(number)) }
      try await visit.release(shots.enumerated().map { ($0.offset, $0.element) })
      self.shots = shots
    }

    var center: CollectionCenter { visit.center }
    var liaison: Liaison { visit.place.liaison }

    func find(_ number: Int, own serial: String, _ reach: ShiftReach = .pair) async throws -> [ShiftSide] {
      try await center.findShift(
        of: "2010000010\(number < 10 ? "0" : "")\(number + 1)", ownSerial: serial, reach, campaignID: visit.campaignID,
        by: liaison)
    }

    func person(_ number: Int) async throws -> ErrataPerson {
      try await center.errataPerson(visit.people[number], campaignID: visit.campaignID, by: liaison)
    }

    func propose(_ sides: [ShiftSide]) async throws -> ErrataProposed {
      let today = CalendarDay(milliseconds: visit.province.time.now)
      return try await center.proposeErrata(
        sides.map { side in
          ErratumDraft(
            person: side.person.id, kind: .shifted, field: .plannedSerial, old: side.person.serial, new: side.ownSerial,
            evidence: ErratumEvidence(.siteRecord), handler: "王经手", day: today)
        }, campaignID: visit.campaignID, operation: center.freshToken(), by: liaison)
    }

    func seal() async throws {
      let form = try await center.handInErrataForm(campaignID: visit.campaignID, by: liaison)
      let printed = try await center.printErrataForm(form, by: liaison)
      _ = try await center.sealErrataForm(form, byPage: printed.pdf, by: liaison)
    }

    func accept(_ id: String) async throws -> ErrataDecided {
      try await center.decideErrata(
        [id], as: ErratumDecision(.accepted), campaignID: visit.campaignID, operation: center.freshToken(), by: visit.clerk)
    }

    /// Whose each shot is now.
    func bound() async throws -> [String?] {
      try await center.records.read { [shots] transaction in
        try shots.map { shot in
          try transaction.row(
            "SELECT person_id FROM shot_binding WHERE shot_id = ? ORDER BY number DESC LIMIT 1", [.text(shot)])?
            .optionalText("person_id")
        }
      }
    }
  }

  @Test(
    "A7, Promise 2: the partner is found by serials, both are put right at once, and both portraits wait for release again",
    arguments: SQLEngine.allCases)
  func pair(engine: SQLEngine) async throws {
    let shot = try await Shot(on: engine)
    let sides = try await shot.find(0, own: "10002")
    #expect(sides.map(\.person.name) == ["张示例", "李示例"] && sides.map(\.ownSerial) == ["10002", "10001"])
    #expect(sides.allSatisfy { $0.ownPortraitID != nil && $0.person.portraitID != nil })
    // One side alone would leave the other without a word.
    guard case .refused(let problems) = try await shot.propose([sides[0]]) else {
      Issue.record("taken")
      return
    }
    #expect(problems[0]?.code == "erratum.partner-missing")
    guard case .written(let ids) = try await shot.propose(sides) else {
      Issue.record("refused")
      return
    }
    try await shot.seal()
    let people = shot.visit.people
    #expect(try await shot.bound() == [people[0], people[1], people[2], people[3]])
    let done = try await shot.accept(ids[1])
    #expect(done.accepted == 2 && done.rebound == 2 && done.refused.isEmpty && done.correction == nil)
    #expect(try await shot.bound() == [people[1], people[0], people[2], people[3]])
    let queue = try await shot.center.releaseQueue(campaignID: shot.visit.campaignID, by: shot.visit.clerk)
    #expect(
      Set(queue.portraits.map(\.seen)) == [
        SeenPortrait(person: people[0], shot: shot.shots[1]), SeenPortrait(person: people[1], shot: shot.shots[0]),
      ])
    #expect(queue.released == 2)
    #expect(try await shot.person(0).serial.isEmpty)
    #expect(try await shot.person(2).serial == "10003")
    // What was repaired is looked at by two people.
    try await shot.visit.release([(0, shot.shots[1]), (1, shot.shots[0])])
    #expect(try await shot.person(0).serial.isEmpty)
    let second = Clerk(accountID: try await shot.visit.province.account(.clerk, "second"))
    let outcome = try await shot.center.release(
      queue.portraits.map(\.seen), campaignID: shot.visit.campaignID, operation: "second", by: second)
    #expect(outcome.released == 2)
    #expect(try await shot.person(0).serial == "10002")
    #expect(try await shot.person(1).serial == "10001")
    #expect(try await shot.visit.province.journaledActions().filter { $0 == "portrait.withdrawn" }.count == 2)
    // A late packet still fits: the repair is a happening like any other.
    _ = try await shot.visit.shoot(2)
  }

  @Test(
    "A7, Promise 2: a run is put right as a whole; whose photo lies beyond its end is missing", arguments: SQLEngine.allCases)
  func run(engine: SQLEngine) async throws {
    let shot = try await Shot(on: engine)
    let sides = try await shot.find(0, own: "10002", .run(toSerial: "10004"))
    #expect(sides.map(\.ownSerial) == ["10002", "10003", "10004", ""])
    guard case .written(let ids) = try await shot.propose(sides) else {
      Issue.record("refused")
      return
    }
    try await shot.seal()
    #expect(try await shot.accept(ids[2]).accepted == 4)
    let people = shot.visit.people
    #expect(try await shot.bound() == [nil, people[0], people[1], people[2]])
    let queue = try await shot.center.releaseQueue(campaignID: shot.visit.campaignID, by: shot.visit.clerk)
    #expect(queue.waiting == 3 && queue.released == 0)
    // The photo that is nobody's is found again.
    let left = try await shot.find(3, own: "10001")
    #expect(left.count == 1 && left.first?.ownPortraitID == nil)
    await #expect(throws: ErrataDeskRefusal.noRun) { try await shot.find(0, own: "10002", .run(toSerial: "10009")) }
    await #expect(throws: ErrataDeskRefusal.serialUnknown("10009")) { try await shot.find(0, own: "10009") }
  }

  @Test("A7: a shift whose photos were moved meanwhile is not put right", arguments: SQLEngine.allCases)
  func movedMeanwhile(engine: SQLEngine) async throws {
    let shot = try await Shot(on: engine)
    guard case .written(let ids) = try await shot.propose(try await shot.find(0, own: "10002")) else {
      Issue.record("refused")
      return
    }
    try await shot.seal()
    let again = try await shot.visit.shoot(1)
    try await shot.visit.release([(1, again)])
    let done = try await shot.accept(ids[0])
    #expect(done.accepted == 0 && done.codes == ["erratum.changed-meanwhile"] && done.refused.count == 2)
    #expect(try await shot.bound() == shot.visit.people.map { $0 })
  }

  @Test("A7, Promise 2: a serial that two visits gave is never guessed", arguments: SQLEngine.allCases)
  func serialOfTwoVisits(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    for (person, shot) in [(1, 71), (4, 72), (0, 73)] { try await table.desk.portrait(of: person, shot: shot) }
    try await table.center.records.write { transaction in
      // Two photos of one serial that are nobody's, in two visits of the institution.
      try transaction.execute("UPDATE shot SET serial = 20001, visit_number = 901 WHERE id = 'shot-71'")
      try transaction.execute("UPDATE shot SET serial = 20001 WHERE id = 'shot-72'")
      try transaction.execute("UPDATE shot SET visit_number = 901 WHERE id = 'shot-73'")
      for shot in ["shot-71", "shot-72"] {
        try transaction.execute(
          """
          INSERT INTO shot_binding (shot_id, number, person_id, happening_id, since)
          SELECT shot_id, 2, NULL, happening_id, since FROM shot_binding WHERE shot_id = ?
          """, [.text(shot)])
      }
    }
    let (campaign, institution) = (table.campaignID, table.liaison.institutionID)
    let found = try await table.center.records.read { transaction -> [String?] in
      let place = try transaction.rosterPlace(campaignID: campaign, institutionID: institution).place
      #expect(throws: ErratumRefusal.serialNotClear("20001")) {
        _ = try transaction.looseShot(serial: "20001", of: nil, place)
      }
      return [900, 901, 902].map { visit in try? transaction.looseShot(serial: "20001", of: visit, place)?.id }
    }
    #expect(found == ["shot-72", "shot-71", nil])
  }
}
