import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N4: the institution checks what came back, person by person.
@Suite struct VerdictTests {
  @Test(
    "N4: a verdict is saved with who, when and how; the next one supersedes it, a double click is one",
    arguments: SQLEngine.allCases)
  func supersede(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    let fresh = try await desk.person(0)
    #expect(fresh.verdict == nil && fresh.newest == nil && fresh.portrait?.number == 1 && fresh[.plannedSerial] == "10001")
    #expect(fresh[.idNumber] == MadeUp.idNumber(0))
    #expect(try await desk.give(0, [.right], operation: "op-1") == VerdictReceipt(number: 1, isNew: true))
    #expect(try await desk.give(0, [.right], operation: "op-1") == VerdictReceipt(number: 1, isNew: true))
    // The same said once more is no second row.
    #expect(try await desk.give(0, [.right]) == VerdictReceipt(number: 1, isNew: false))
    let held = try #require(try await desk.person(0).verdict)
    #expect(held.verdicts == [.right] && held.look == .atAGlance && held.by == "测试学籍管理员" && !held.isOfTheRest)
    #expect(held.at == desk.province.time.now)
    let receipt = try await desk.give(0, [.photo]) { $0.photoFaults = [.eyes, .light] }
    #expect(receipt == VerdictReceipt(number: 2, isNew: true))
    #expect(try await desk.person(0).verdict?.photoFaults == [.eyes, .light])
    #expect(try await desk.person(0).verdict?.words == "闭眼、偏色、太暗、太亮")
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM verdict") == 2)
    #expect(try await desk.give(0, []) == VerdictReceipt(number: 3, isNew: true))
    let open = try await desk.person(0)
    #expect(open.verdict == nil && open.outdated == nil)
    let actions = try await desk.province.journaledActions().filter { $0.hasPrefix("verdict") || $0.hasPrefix("claim") }
    #expect(actions == ["verdict.given", "verdict.given", "claim.opened", "verdict.taken-back", "claim.ended"])
  }

  @Test(
    "N4: the liaison sees all classes, a secretary the own department's, a counselor the own; nobody else's is found",
    arguments: SQLEngine.allCases)
  func permissions(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    func groups(_ reader: any VerificationReader) async throws -> [CheckedClass] {
      try await desk.center.verificationClasses(campaignID: desk.campaignID, by: reader).map(\.group)
    }
    let secretary = try await desk.secretary()
    let counselor = try await desk.counselor([desk.second])
    #expect(try await groups(desk.liaison) == [desk.other, desk.first, desk.second])
    #expect(try await groups(secretary) == [desk.first, desk.second])
    #expect(try await groups(counselor) == [desk.second])
    for (reader, group) in [(secretary as any VerificationReader, desk.other), (counselor, desk.first)] {
      await #expect(throws: ClassCheckRefusal.classUnknown) { try await desk.open(group, by: reader) }
    }
    await #expect(throws: ClassCheckRefusal.personUnknown) { try await desk.give(6, [.right], by: secretary) }
    await #expect(throws: ClassCheckRefusal.personUnknown) { try await desk.give(0, [.right], by: counselor) }
    try await desk.give(4, [.right], by: counselor)
    try await desk.give(5, [.right], by: secretary)
    let line = try #require(
      try await desk.center.verificationClasses(campaignID: desk.campaignID, by: counselor).first)
    #expect(line.tally == ClassTally(people: 2, pictures: 2, right: 2, found: 0))
    #expect(line.checkers.sorted() == ["测试辅导员", "测试院系秘书"])
    let stranger = try await desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
    #expect(try await groups(stranger).isEmpty)
    await #expect(throws: ClassCheckRefusal.personUnknown) { try await desk.give(0, [.right], by: stranger) }
    let portrait = try #require(try await desk.person(0).portrait?.id)
    for reader in [counselor as any VerificationReader, stranger] {
      await #expect(throws: ClassCheckRefusal.personUnknown) {
        try await desk.center.checkedPicture(portrait, campaignID: desk.campaignID, by: reader)
      }
    }
    let picture = try await desk.center.checkedPicture(portrait, campaignID: desk.campaignID, by: secretary)
    #expect(picture == Array("portrait 1".utf8))
  }

  @Test(
    "A5: missing is for who has no portrait; nobody is right without one, and no verdict contradicts itself",
    arguments: SQLEngine.allCases)
  func possible(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    func refused(
      _ number: Int, _ verdicts: [PersonVerdict.Verdict], _ why: VerdictContradiction,
      _ change: @Sendable (inout TypedVerdict) -> Void = { _ in }
    ) async {
      await #expect(throws: ClassCheckRefusal.contradiction(why)) { try await desk.give(number, verdicts, change: change) }
    }
    await refused(0, [.missing], .missingThoughThere)
    await refused(3, [.right], .pictureNotThere)
    await refused(3, [.photo], .pictureNotThere) { $0.photoFaults = [.eyes] }
    await refused(0, [.photo], .photoWithoutFault)
    await refused(0, [.data], .dataWithoutCorrection)
    await refused(0, [.right, .photo], .rightWithFinding) { $0.photoFaults = [.eyes] }
    await refused(0, [.right], .detailWithoutVerdict) { $0.photoFaults = [.eyes] }
    await refused(0, [.person], .partnerIsSelf) { $0.partner = "201000001000" }
    await #expect(throws: ClassCheckRefusal.column("学校代码")) {
      try await desk.give(0, [.data]) { $0.newValues = [.institutionCode: "1"] }
    }
    await #expect(throws: ClassCheckRefusal.text("说明")) { try await desk.give(0, [.right]) { $0.note = "a\u{202E}b" } }
    await #expect(throws: ClassCheckRefusal.operation) { try await desk.give(0, [.right], operation: "") }
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM verdict") == 0)
    try await desk.give(3, [.missing, .data]) { $0.newValues = [.name: "赵例示"] }
    #expect(try await desk.person(3).verdict?.verdicts == [.missing, .data])
  }

  @Test("A6: a portrait that was shot again opens the person again; the old verdict is history", arguments: SQLEngine.allCases)
  func newPortrait(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    let before = try await desk.person(0)
    try await desk.give(0, [.photo]) { $0.photoFaults = [.eyes] }
    try await desk.portrait(of: 0, shot: 90)
    let again = try await desk.person(0)
    #expect(again.verdict == nil && again.outdated == .newPortrait && again.portrait?.number == 2)
    // Who still has the old page before him judges nobody.
    var typed = TypedVerdict(
      person: before.id, verdicts: [.right], portraitNumber: 1, recordVersion: before.recordVersion)
    await #expect(throws: ClassCheckRefusal.changedMeanwhile) {
      try await desk.center.giveVerdict(typed, campaignID: desk.campaignID, operation: "old", by: desk.liaison)
    }
    typed.portraitNumber = 2
    _ = try await desk.center.giveVerdict(typed, campaignID: desk.campaignID, operation: "new", by: desk.liaison)
    #expect(try await desk.rows("SELECT how AS t FROM claim_ended") == ["looked-again"])
    let claims = try await desk.center.claims(campaignID: desk.campaignID, openOnly: false, by: desk.liaison)
    #expect(claims.lines.map(\.standing) == [.settled])
    // Taken back by the head office: the portrait before it is the present one, and nobody looked at it since.
    try await desk.center.records.write {
      try $0.withdraw(
        portrait: "portrait-90", of: SeenPortrait(person: before.id, shot: "shot-90"), "退回", campaignID: "campaign-2014",
        by: CenterItself())
    }
    #expect(try await desk.person(0).outdated == .newPortrait)
  }

  @Test(
    "A7: corrected data open the person again; a correction lies sealed, its old value is the record's",
    arguments: SQLEngine.allCases)
  func newData(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    let wrong = MadeUp.idNumber(77)
    try await desk.give(1, [.data]) { typed in
      typed.newValues = [.name: " 李\u{F92C}例 ", .idNumber: wrong, .studentNumber: "201000001001"]
      typed.note = "以身份证为准"
    }
    let held = try #require(try await desk.person(1).verdict)
    #expect(held.corrections.map(\.column) == [.name, .idNumber].sorted { $0.ordinal < $1.ordinal })
    #expect(held.corrections.first?.old == "李示例" && held.corrections.last?.old == MadeUp.idNumber(1))
    #expect(held.corrections.first?.new.hasSameCodePoints(as: "李\u{F92C}例") == true)
    let sealed = try await desk.center.records.read { transaction in
      try transaction.rows("SELECT details_sealed FROM verdict UNION ALL SELECT details_sealed FROM claim").map {
        try $0.blob("details_sealed")
      }
    }
    #expect(sealed.count == 2 && sealed.allSatisfy { !String(decoding: $0, as: UTF8.self).contains(wrong) })
    // On a list of many classes numbers are masked.
    let claim = try #require(
      try await desk.center.claims(campaignID: desk.campaignID, kind: .data, by: desk.liaison).lines.first)
    #expect(claim.words.contains(IDNumber.masked(wrong)) && !claim.words.contains(wrong))
    try await desk.center.records.write { transaction in
      try transaction.execute("UPDATE graduate SET version = version + 1, name = ? WHERE name = '李示例'", [.text("李\u{F92C}例")])
    }
    #expect(try await desk.person(1).outdated == .newData)
    try await desk.give(1, [.right])
    #expect(try await desk.person(1).verdict?.verdicts == [.right])
    #expect(try await desk.rows("SELECT how AS t FROM claim_ended") == ["looked-again"])
  }

  @Test(
    "N4: the rest of a class is right at once, missing where no portrait came; who was judged keeps his verdict",
    arguments: SQLEngine.allCases)
  func rest(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    try await desk.give(1, [.photo]) { $0.photoFaults = [.blur] }
    let people = try await desk.open().people
    var seen = people.map {
      SeenPerson(person: $0.id, portraitNumber: $0.portrait?.number ?? 0, recordVersion: $0.recordVersion, look: .large)
    }
    seen[2].recordVersion += 1
    func rest() async throws -> RestOutcome {
      try await desk.center.giveRest(
        seen, of: desk.first, campaignID: desk.campaignID, operation: "rest-1", by: desk.liaison)
    }
    let outcome = try await rest()
    #expect(outcome.right == 1 && outcome.missing == 1 && outcome.changed == [people[2].id])
    #expect(try await rest() == outcome)
    let page = try await desk.open()
    #expect(page.tally == ClassTally(people: 4, pictures: 3, right: 1, found: 2))
    #expect(page.people.map { $0.verdict?.isOfTheRest } == [true, false, nil, true])
    #expect(page.people[3].verdict?.look == .never && page.people[0].verdict?.look == .large)
  }

  @Test("Promise 7: a class opened in full is one journal line for each who opens it", arguments: SQLEngine.allCases)
  func oneLine(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    for _ in 0..<3 { _ = try await desk.open() }
    func opened() async throws -> Int { try await desk.province.journaledActions().filter { $0 == "class.opened" }.count }
    #expect(try await opened() == 1)
    _ = try await desk.open(desk.second)
    _ = try await desk.open(by: desk.secretary())
    #expect(try await opened() == 3)
    desk.province.time.advance(minutes: 13 * 60)
    let again = try await desk.open()
    #expect(try await opened() == 4)
    #expect(
      again.previous == desk.other && again.next == desk.second && again.people.map(\.name) == ["张䶮", "李示例", "王示例", "赵示例"])
  }
}
