import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// The head office's release: nothing is printed, delivered or filed that nobody looked at.
@Suite("A5, A6: portraits are released as they were seen, by as many eyes as the campaign wants, or sent back")
struct ReleaseTests {
  @Test(
    "Those with a concern come first, and say which; what is not chosen or held back does not wait",
    arguments: SQLEngine.allCases)
  func order(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let plain = try await desk.shoot(0)
    let look = try await desk.shoot(1, verdict: .look)
    let overruled = try await desk.shoot(2, verdict: .fail, overruledBecause: "戴义眼")
    let card = try await desk.shoot(3, source: .card)
    let held = try await desk.shoot(4)
    try await desk.happen(.heldBack([HeldShot(shot: held.shot, why: "像是互相拿错了")]))
    let loose = TestStation.shot(90, of: try await desk.desk.id(5), range: 1)
    try await desk.happen(.shot(loose.deed), files: loose.files)

    let queue = try await desk.queue()
    #expect(queue.portraits.map(\.seen) == [look, overruled, card, plain])
    #expect(queue.portraits.map(\.concerns) == [[.look], [.overruled], [.card], []])
    #expect(queue.portraits[1].overruled == ["eyes-open": "戴义眼"])
    #expect(queue.portraits[0].problems.map(\.chinese) == ["眼睛要看"])
    #expect(queue.waiting == 4 && queue.withConcerns == 3 && queue.heldBack == 1 && queue.forOthers == 0)
    #expect(queue.institutions.map(\.waiting) == [4])
    #expect(queue.portraits.allSatisfy { !$0.name.isEmpty && !$0.institution.isEmpty && $0.turn != nil })
    #expect(try await desk.queue(of: "elsewhere").portraits.isEmpty)
    #expect(
      try await desk.center.portraitToRelease(of: plain.shot, campaignID: desk.campaignID, by: desk.first)
        == Array("portrait 10001".utf8))
    // Two people looked: the station lets go, and it waits like any other.
    try await desk.happen(.heldBack([]))
    #expect(try await desk.queue().portraits.last?.seen == held)
  }

  @Test("One pair of eyes, two for a concern; the same person twice is one", arguments: SQLEngine.allCases)
  func eyes(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let plain = try await desk.shoot(0)
    let look = try await desk.shoot(1, verdict: .look)
    let once = try await desk.release([look, plain], operation: "page-1")
    #expect(once.released == 1 && once.forSecondEyes == 1)
    #expect(try await desk.release([look, plain], operation: "page-1") == once)
    #expect(try await desk.portraits() == [plain.person: plain.shot])
    let queue = try await desk.queue()
    #expect(queue.portraits.isEmpty && queue.forOthers == 1 && queue.waiting == 1 && queue.released == 1)
    let again = try await desk.release([look])
    #expect(again.lookedBefore == 1 && again.released == 0)
    #expect(try await desk.queue(by: desk.second).portraits.map(\.looks) == [1])
    #expect(try await desk.release([look], by: desk.second).released == 1)
    #expect(try await desk.portraits()[look.person] == look.shot)
    #expect(
      try await desk.desk.door.desk.province.journaledActions().suffix(3) == [
        "portrait.looked-at", "portrait.released", "portrait.released",
      ])

    try await desk.setEyes(.always)
    let third = try await desk.shoot(2)
    #expect(try await desk.release([third]).forSecondEyes == 1)
    try await desk.setEyes(.never)
    let fourth = try await desk.shoot(3, verdict: .look)
    #expect(try await desk.release([fourth]).released == 1)
  }

  @Test("What changed since it was shown is not released; the others go through", arguments: SQLEngine.allCases)
  func stale(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let old = try await desk.shoot(0)
    let other = try await desk.shoot(1)
    let new = try await desk.shoot(0)
    let outcome = try await desk.release([old, other])
    #expect(outcome.changed == [old.person] && outcome.released == 1)
    #expect(try await desk.portraits() == [other.person: other.shot])
    #expect(try await desk.queue().portraits.map(\.seen) == [new])
    // A better one after the release: it waits, and the released one counts until then.
    let better = try await desk.shoot(1)
    #expect(try await desk.portraits()[other.person] == other.shot)
    #expect(try await desk.release([better]).released == 1)
    let numbers = try await desk.desk.texts(
      "SELECT number || ' ' || shot_id AS t FROM portrait WHERE person_id = '\(other.person)' ORDER BY number")
    #expect(numbers == ["1 \(other.shot)", "2 \(better.shot)"])
  }

  @Test(
    "A6: sent back with a reason: the institution reads it, the crew minds it, the new shot waits again",
    arguments: SQLEngine.allCases)
  func retake(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let shut = try await desk.shoot(0)
    try await desk.shoot(1)
    func back(_ text: String) async throws {
      try await desk.center.returnToRetake(shut, because: text, campaignID: desk.campaignID, by: desk.first)
    }
    await #expect(throws: ReleaseRefusal.noReason) { try await back("  ") }
    await #expect(throws: ReleaseRefusal.reasonTooLong(limit: 200)) { try await back(String(repeating: "长", count: 201)) }
    try await back("闭眼或眯眼")
    await #expect(throws: ReleaseRefusal.changed) { try await back("闭眼或眯眼") }
    #expect(try await desk.release([shut]).changed == [shut.person])

    func retakes(_ reader: any RetakeReader) async throws -> [Retake] {
      try await desk.center.retakes(campaignID: desk.campaignID, page: 1, by: reader).retakes
    }
    let listed = try await retakes(desk.liaison)
    #expect(listed.map(\.seen) == [shut] && listed.map(\.reason) == ["闭眼或眯眼"] && listed.allSatisfy { !$0.name.isEmpty })
    #expect(try await retakes(desk.first).count == 1)
    #expect(try await retakes(Liaison(accountID: "x", institutionID: "elsewhere")).isEmpty)
    #expect(try await desk.queue().returned == 1)
    let person = try await desk.center.records.read {
      [campaignID = desk.campaignID, crew = desk.desk.door.photographer] transaction in
      try transaction.doorPerson(shut.person, at: transaction.openVisit(1, campaignID, by: crew))
    }
    #expect(person.instructions == ["上次的照片退回重拍：闭眼或眯眼"])

    // Undone and done again: the same shot may be sent back anew.
    try await desk.center.undoReturn(shut, campaignID: desk.campaignID, by: desk.second)
    #expect(try await retakes(desk.liaison).isEmpty)
    #expect(try await desk.queue().portraits.map(\.seen.person).contains(shut.person))
    try await back("表情不自然")

    let open = try await desk.shoot(0)
    #expect(try await retakes(desk.liaison).isEmpty)
    #expect(try await desk.queue().portraits.map(\.seen).contains(open))
    #expect(try await desk.release([open]).released == 1)
    #expect(try await desk.portraits()[shut.person] == open.shot)
    let actions = try await desk.desk.door.desk.province.journaledActions()
    #expect(
      actions.filter { $0.hasPrefix("portrait.") } == [
        "portrait.returned", "portrait.return-undone", "portrait.returned", "portrait.released",
      ])
  }

  @Test(
    "Promise 2: a run repaired after the release takes the strangers' portraits away, and all wait again",
    arguments: SQLEngine.allCases)
  func repair(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let (one, two) = (try await desk.shoot(0), try await desk.shoot(1))
    try await desk.release([one, two])
    #expect(try await desk.portraits().count == 2)
    let moves = [
      ShiftRepair.Move(shot: one.shot, serial: 10_001, from: one.person, to: two.person),
      ShiftRepair.Move(shot: two.shot, serial: 10_002, from: two.person, to: one.person),
    ]
    try await desk.happen(
      .repaired(
        RepairDeed(
          id: TestStation.id("dd", 1), repair: ShiftRepair(moves: moves, peopleLeft: []), why: "错位一人", second: "second")))
    #expect(try await desk.portraits().isEmpty)
    let queue = try await desk.queue()
    #expect(
      Set(queue.portraits.map(\.seen)) == [
        SeenPortrait(person: two.person, shot: one.shot), SeenPortrait(person: one.person, shot: two.shot),
      ])
    #expect(queue.portraits.allSatisfy { $0.concerns.contains(.bound) })
    #expect(try await desk.desk.texts("SELECT DISTINCT why AS t FROM portrait_withdrawn") == ["照片改记到别人名下"])
  }

  @Test(
    "Promise 2: what the crew sets aside, or a station holds back, after the release counts no longer and is looked at anew",
    arguments: SQLEngine.allCases)
  func doubt(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let (aside, held) = (try await desk.shoot(0), try await desk.shoot(1))
    try await desk.release([aside, held])
    try await desk.happen(.setAside(shot: aside.shot, why: "撤回上一位"))
    try await desk.happen(.heldBack([HeldShot(shot: held.shot, why: "像是互相拿错了")]))
    #expect(try await desk.portraits().isEmpty)
    let why = try await desk.desk.texts("SELECT why AS t FROM portrait_withdrawn ORDER BY withdrawn_at, why")
    #expect(why.sorted() == ["现场弃用了这张照片", "现场扣住了这张照片，等人核实"])
    #expect(try await desk.queue().portraits.isEmpty)
    // People looked, and let go: the same clerk sees it again and releases it, one pair of eyes being enough.
    try await desk.happen(.heldBack([]))
    #expect(try await desk.queue().portraits.map(\.seen) == [held])
    #expect(try await desk.release([held]).released == 1)
    #expect(try await desk.portraits() == [held.person: held.shot])
  }

  @Test("An earlier shot that is chosen again after a later one was released is looked at again", arguments: SQLEngine.allCases)
  func chosenAgain(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let first = try await desk.shoot(0)
    try await desk.release([first])
    let second = try await desk.shoot(0)
    try await desk.release([second])
    try await desk.happen(.chosen(shot: first.shot, person: first.person))
    #expect(try await desk.queue(by: desk.second).portraits.map(\.seen) == [first])
    #expect(try await desk.release([first], by: desk.second).released == 1)
    let present = try await desk.desk.texts(
      "SELECT shot_id AS t FROM portrait WHERE person_id = '\(first.person)' ORDER BY number DESC LIMIT 1")
    #expect(present == [first.shot])
  }

  @Test("A release is taken back with a reason, and looked at again by as many", arguments: SQLEngine.allCases)
  func withdraw(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let seen = try await desk.shoot(0)
    try await desk.release([seen])
    func released(_ serial: Int? = nil) async throws -> [ReleasedPortrait] {
      try await desk.center.releasedPortraits(campaignID: desk.campaignID, serial: serial, page: 1, by: desk.first).portraits
    }
    let portrait = try #require(try await released().first)
    #expect(portrait.serial == 10_001 && portrait.shotID == seen.shot && portrait.releasedBy.contains("总部制作员"))
    #expect(try await released(10_001).count == 1)
    #expect(try await released(10_002).isEmpty)
    await #expect(throws: ReleaseRefusal.noReason) {
      try await desk.center.withdrawRelease(portrait.id, because: "", campaignID: desk.campaignID, by: desk.first)
    }
    try await desk.center.withdrawRelease(portrait.id, because: "放错了", campaignID: desk.campaignID, by: desk.first)
    await #expect(throws: ReleaseRefusal.portraitUnknown) {
      try await desk.center.withdrawRelease(portrait.id, because: "放错了", campaignID: desk.campaignID, by: desk.first)
    }
    #expect(try await released().isEmpty)
    #expect(try await desk.portraits().isEmpty)
    #expect(try await desk.queue().portraits.map(\.seen) == [seen])
    #expect(try await desk.release([seen]).released == 1)
  }

  @Test("Looked at closely: the neighbour in the queue is the next that this clerk did not see", arguments: SQLEngine.allCases)
  func closely(engine: SQLEngine) async throws {
    let desk = try await ReleaseDesk(on: engine)
    let people = try await [desk.shoot(0), desk.shoot(1), desk.shoot(2, verdict: .look)].map(\.person)
    func look(_ person: String, by clerk: Clerk? = nil) async throws -> CloseLook {
      try await desk.center.lookClosely(at: person, campaignID: desk.campaignID, by: clerk ?? desk.first)
    }
    #expect(try await desk.center.firstToRelease(campaignID: desk.campaignID, by: desk.first) == people[2])
    #expect(try await look(people[2]).next == people[0])
    #expect(try await look(people[2]).eyes == 2)
    #expect(try await look(people[0]).eyes == 1)
    #expect(try await look(people[0]).next == people[1])
    #expect(try await look(people[1]).next == nil)
    #expect(try await look(people[0]).hasReference == false)
    try await desk.release([try await look(people[2]).portrait.seen])
    #expect(try await look(people[2]).isSeenByMe)
    #expect(try await !look(people[2], by: desk.second).isSeenByMe)
    #expect(try await desk.center.firstToRelease(campaignID: desk.campaignID, by: desk.first) == people[0])
    await #expect(throws: ReleaseRefusal.changed) { try await look("nobody") }
  }

  @Test("Queues and lists ask by their index", arguments: SQLEngine.allCases)
  func plans(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let database = province.center.database
    let asked: [(String, [SQLValue])] = [
      (
        Transaction.waitingPortraits + " AND \(Transaction.notSeenByClerk) ORDER BY q.rank, q.since, q.person_id LIMIT 100",
        ["c", "a"]
      ),
      (Transaction.waitingPortraits + " AND q.institution_id = ? ORDER BY q.rank, q.since, q.person_id LIMIT 100", ["c", "i"]),
      ("SELECT COUNT(*) AS n FROM release_returned r WHERE r.campaign_id = ? AND \(Retake.isOpen)", ["c"]),
      (Transaction.releasedCount, ["c"]),
    ]
    for (text, arguments) in asked {
      let plan = try await database.explain(text, arguments)
      #expect(!plan.contains { $0.contains("Seq Scan") || $0.hasPrefix("SCAN") }, "\(text): \(plan)")
    }
  }
}
