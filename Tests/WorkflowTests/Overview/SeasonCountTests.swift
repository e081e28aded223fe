import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// 进度总览: the counts are those of a full recount, whatever happens and whatever dies.
@Suite struct SeasonCountTests {
  @Test(
    "N2, promise 3: a season from due to filed is counted step by step, each number with how long it waits",
    arguments: SQLEngine.allCases)
  func steps(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine)
    #expect(try await yard.overview().countedAt == nil)
    #expect(try await yard.settle() == 2)
    func reached() async throws -> [Int] {
      let overview = try await yard.overview()
      return overview.steps.map { overview.total.people.reached($0, in: overview.steps) }
    }
    #expect(try await reached() == [12, 0, 0, 0, 0, 0, 0])
    // Nothing happened: nothing is counted.
    #expect(try await yard.settle() == 0)
    for number in 0..<8 { try await yard.shoot(number) }
    #expect(try await yard.settle() == 1)
    #expect(try await reached() == [12, 8, 0, 0, 0, 0, 0])
    try await yard.release([0, 1, 2, 3, 4, 5])
    try await yard.sendBack(6, because: "闭眼，请重拍")
    try await yard.settle()
    #expect(try await reached() == [12, 7, 6, 0, 0, 0, 0])
    try await yard.deliver()
    for number in 0..<6 { try await yard.give(number, [number == 5 ? .photo : .right]) }
    try await yard.settle()
    #expect(try await reached() == [12, 7, 6, 6, 0, 0, 0])
    try await yard.signOff(yard.groups[0])
    for number in 0..<3 { try await yard.answer(number) }
    try await yard.answer(3, isRight: false)
    try await yard.settle()
    #expect(try await reached() == [12, 7, 6, 6, 6, 3, 0])
    try await yard.file()
    yard.time.advance(days: 2)
    try await yard.settle()
    #expect(try await reached() == [12, 7, 6, 6, 6, 3, 3])
    try await details(yard)
  }

  private func details(_ yard: SeasonYard) async throws {
    let season = try await yard.overview().total
    #expect(season.judged == 7 && season.firstPass == 6 && season.returned == ["闭眼，请重拍": 1] && season.shots == 8)
    #expect(season.people.missing == [.notShot: 4, .notAccepted: 0, .retake: 2].filter { $0.value > 0 })
    #expect(season.people.captured == 6 && season.people.ledger.isClosed && season.pace == ["20131008": 7])
    #expect(season.people.proofed(at: .here) == (done: 3, wrong: 1, open: 2))
    #expect(season.open(.photo).heads == 1 && season.cases[.photo]?[.toCome]?.heads == 1)
    #expect(season.classes == 2 && season.signedClasses == 1)
    let waiting = season.people.waiting(at: .verified)
    #expect(waiting.heads == 3 && (waiting.mean(now: yard.time.now) ?? 0) >= 2 * 86_400_000)
    // Who leaves stands nowhere, and comes back where he was.
    try await yard.leave(0, .military)
    try await yard.leave(11)
    try await yard.settle()
    var people = try await yard.overview().total.people
    #expect(people.due == 10 && people.reached(.filed) == 2 && people.left == [.military: 1, .suspension: 1])
    try await yard.center.withdrawStatusChange(of: yard.people[0], campaignID: yard.campaignID, by: yard.liaison)
    // The portrait of somebody filed is taken back: he waits for another one.
    try await yard.withdraw(1)
    try await yard.settle()
    people = try await yard.overview().total.people
    #expect(people.due == 11 && people.reached(.filed) == 2 && people.waiting(at: .shot).heads == 2)
    #expect(try await yard.kept(yard.institutionID) == yard.recounted(yard.institutionID))
  }

  @Test(
    "After a season of random changes every count is that of a full recount, and only institutions that changed were counted",
    arguments: SQLEngine.allCases)
  func random(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine)
    try await yard.settle()
    var chance = SeededGenerator(state: 20_131_008)
    for round in 0..<20 {
      var touchedOther = false
      for _ in 0..<Int.random(in: 1...9, using: &chance) { touchedOther = try await act(yard, &chance) || touchedOther }
      let before = try await yard.count(
        "SELECT counted_at AS n FROM season_institution WHERE institution_id = 'institution-10741'")
      try await yard.settle()
      for institution in [yard.institutionID, yard.other.institutionID] {
        #expect(try await yard.kept(institution) == yard.recounted(institution), "round \(round) of \(institution)")
      }
      let after = try await yard.count(
        "SELECT counted_at AS n FROM season_institution WHERE institution_id = 'institution-10741'")
      #expect((after != before) == touchedOther, "round \(round)")
    }
    #expect(try await yard.count("SELECT COUNT(*) AS n FROM season_stale") == 0)
    let happened = Set(try await yard.visit.province.journaledActions())
    for action in [JournalLine.Action.shotTaken, .portraitReleased, .statusChanged] {
      #expect(happened.contains(action.rawValue), "\(action) never came to pass")
    }
    let total = try await yard.overview(by: yard.visit.province.officer()).total
    #expect(total.people.ledger.isClosed && total.people.registered == 14)
  }

  /// One thing that may happen, refused or not; true when it was at the other institution.
  private func act(_ yard: SeasonYard, _ chance: inout SeededGenerator) async throws -> Bool {
    let number = Int.random(in: 0..<yard.people.count, using: &chance)
    let person = yard.people[number]
    yard.time.advance(minutes: Int.random(in: 1...50, using: &chance))
    do {
      switch Int.random(in: 0..<18, using: &chance) {
      case 0...2: try await yard.shoot(number)
      case 3, 4: try await yard.release(Array(yard.shots.keys))
      case 5:
        try await yard.shoot(number)
        try await yard.sendBack(number, because: Bool.random(using: &chance) ? "闭眼" : "反光")
      case 6: try await yard.withdraw(number)
      case 7: try await yard.leave(number, Bool.random(using: &chance) ? .transfer : .suspension)
      case 8, 9: try await yard.center.withdrawStatusChange(of: person, campaignID: yard.campaignID, by: yard.liaison)
      // What was found wrong with a picture is over when another one is released.
      case 10:
        try await yard.give(number, [.photo])
        try await yard.shoot(number)
      case 11, 12:
        let found: [PersonVerdict.Verdict] = try await yard.hasPortrait(number) ? [.right] : [.missing]
        try await yard.give(number, found)
      case 13: try await yard.deliver()
      case 14:
        for other in Array(yard.people.indices.dropFirst(number)) + Array(0..<number) where try await yard.hasPortrait(other) {
          return try await answered(yard, other, isRight: Bool.random(using: &chance))
        }
      case 15: try await yard.signOff(yard.groups[number % 2])
      case 16: try await yard.file()
      default:
        let id = yard.others[number % 2]
        try await yard.center.recordStatusChange(
          RosterDesk.change(.deferral), of: id, campaignID: yard.campaignID, by: yard.other.liaison)
        return true
      }
    } catch is any Refusal {}
    return false
  }

  private func answered(_ yard: SeasonYard, _ number: Int, isRight: Bool) async throws -> Bool {
    try await yard.answer(number, isRight: isRight)
    return false
  }

  @Test(
    "What dies between a change and its count, or while it counts, loses nothing: the next one counts it",
    arguments: SQLEngine.allCases)
  func crash(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine)
    try await yard.settle()
    func rename(_ table: String, to name: String) async throws {
      try await yard.center.records.write { try $0.execute("ALTER TABLE \(table) RENAME TO \(name)") }
    }
    let position = try await yard.count("SELECT position AS n FROM season_follower")
    // It dies while it writes down who changed: the journal is gone through again from where it was.
    try await yard.shoot(0)
    try await rename("season_stale", to: "hidden")
    await #expect(throws: (any Error).self) { try await yard.settle() }
    #expect(try await yard.count("SELECT position AS n FROM season_follower") == position)
    try await rename("hidden", to: "season_stale")
    // It dies while it counts: the institution stays on the list.
    try await rename("season_institution", to: "hidden")
    await #expect(throws: (any Error).self) { try await yard.settle() }
    try await rename("hidden", to: "season_institution")
    #expect(try await yard.count("SELECT COUNT(*) AS n FROM season_stale") == 1)
    #expect(try await yard.count("SELECT position AS n FROM season_follower") > position)
    // Another process waits for the lease of the dead one, no longer.
    try await yard.shoot(1)
    try await yard.seal()
    #expect(try await yard.center.keepSeasonCounts(owner: "another") == 0)
    yard.time.advance(minutes: 1)
    #expect(try await yard.center.keepSeasonCounts(owner: "another") == 1)
    #expect(try await yard.overview().total.people.reached(.shot) == 2)
    #expect(try await yard.kept(yard.institutionID) == yard.recounted(yard.institutionID))
    // Who stops gives the lease back.
    try await yard.center.releaseSeason(owner: "another")
    try await yard.shoot(2)
    try await yard.seal()
    #expect(try await yard.center.keepSeasonCounts(owner: "third") == 0, "counted a moment ago")
    yard.time.advance(minutes: 1)
    #expect(try await yard.center.keepSeasonCounts(owner: "third") == 1)
  }

  @Test(
    "A change while an institution is being counted keeps it on the list; an older count never takes a newer one's place",
    arguments: SQLEngine.allCases)
  func overtaken(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine)
    try await yard.settle()
    let id = yard.campaignID
    let key: [SQLValue] = [.text(id), .text(yard.institutionID)]
    let institution = yard.institutionID
    let old = try await yard.center.records.read { transaction in
      try transaction.countSeason(transaction.storedCampaign(id), institution)
    }
    try await yard.shoot(0)
    try await yard.settle()
    let position = try await yard.count(
      "SELECT position AS n FROM season_institution WHERE institution_id = 'institution-10730'")
    let behind = Int64(position) - 1
    #expect(
      try await !yard.center.records.write {
        try $0.keep(old, institution, id, position: behind, took: 1)
      })
    #expect(try await yard.overview().total.people.reached(.shot) == 1)
    // Something newer stands on the list: a count of what was before takes nobody off it.
    try await yard.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO season_stale (campaign_id, institution_id, position, since) VALUES (?, ?, ?, ?)",
        key + [.int(position + 5), .integer(transaction.now)])
      let now = try transaction.countSeason(transaction.storedCampaign(id), institution)
      _ = try transaction.keep(now, institution, id, position: Int64(position), took: 1)
    }
    #expect(try await yard.count("SELECT COUNT(*) AS n FROM season_stale") == 1)
  }

  @Test("A change of the campaign counts all institutions; what is of nobody counts none", arguments: SQLEngine.allCases)
  func campaignWide(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine)
    try await yard.settle()
    let officer = try await yard.visit.province.officer()
    let (id, institution) = (yard.campaignID, yard.institutionID)
    for (action, kind, record, counted) in [
      (JournalLine.Action.campaignChanged, "campaign", id, 2), (.visitNoted, "something", "x", 2),
      (.noticeSent, "notice", "x", 0), (.sealed, PaperKind.slip.rawValue, "x", 0),
      (.institutionInvited, "institution", institution, 1), (.shotTaken, "shot", "of somebody on no list", 0),
    ] {
      try await yard.center.records.write { transaction in
        try transaction.journal(
          JournalLine(action: action, recordKind: kind, recordID: record, campaignID: id), by: officer)
      }
      #expect(try await yard.settle() == counted, "\(action)")
    }
  }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
