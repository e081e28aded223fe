import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Promise 10: what a campaign no longer needs leaves by a decision of two people, for good, and nothing else does.
@Suite("Promise 10: erasing by two people") struct RetentionTests {
  /// A desk where much was said of people, and two who may decide.
  private struct Yard {
    let proofing: ProofDesk
    let officer: Officer
    let planner: Planner
    let secret: [UInt8]

    var center: CollectionCenter { proofing.center }
    var campaignID: String { proofing.campaignID }
    var time: DrivenTime { proofing.desk.province.time }

    init(on engine: SQLEngine) async throws {
      proofing = try await ProofDesk(on: engine)
      let desk = proofing.desk
      officer = try await desk.province.officer()
      planner = try await desk.province.planner()
      let secret = (0..<20).map { UInt8($0 + 1) }
      self.secret = secret
      let account = planner.accountID
      try await desk.center.records.write {
        try $0.putFactor(.totp, secret: secret, serial: "A", lastStep: 0, of: account)
      }
      try await proofing.change(4, .major, to: "社会学")
      try await desk.finishFirst()
      _ = try await proofing.code(1)
      try await proofing.answer(0)
      try await proofing.answer(
        1, TypedComplaint(photoFaults: [.eyes], newValues: [.major: "社会学"], words: "李示例的专业写错了"),
        evidence: [0xFF, 0xD8, 0xFF] + Array("card of 李示例".utf8))
    }

    func advance(to day: CalendarDay) {
      time.advance(days: CalendarDay(milliseconds: time.now).days(until: day))
    }

    func propose(_ part: ErasedPart, title: String? = nil) async throws {
      let right = try await center.retention(campaignID: campaignID, by: officer).title
      try await center.proposeErase(part, campaignID: campaignID, typedTitle: title ?? right, by: officer)
    }

    func confirm(_ part: ErasedPart) async throws {
      let id = try #require(try await center.retention(campaignID: campaignID, by: planner).present(part)).id
      let digits = OneTimePassword.code(secret: secret, step: time.now / OneTimePassword.stepMilliseconds)
      try await center.confirmErase(id, campaignID: campaignID, answer: digits, token: "", by: planner)
    }

    /// Three days later, by whoever works off the jobs.
    func carryOut(_ part: ErasedPart) async throws {
      let id = try #require(try await center.retention(campaignID: campaignID, by: planner).present(part)).id
      time.advance(days: 3)
      #expect(try await center.erase(id) == .done)
    }
  }

  private static func first(_ yard: Yard, _ part: ErasedPart) async throws -> CalendarDay {
    try #require(try await yard.center.retention(campaignID: yard.campaignID, by: yard.officer).firstDays[part])
  }

  @Test(
    "Not before its day, not by one alone, not without the second factor; taken back it never was",
    arguments: SQLEngine.allCases)
  func decided(engine: SQLEngine) async throws {
    let yard = try await Yard(on: engine)
    let day = try await Self.first(yard, .originals)
    await #expect(throws: RetentionRefusal.notDue(.originals, day)) { try await yard.propose(.originals) }
    yard.advance(to: day)
    let title = try await yard.center.retention(campaignID: yard.campaignID, by: yard.officer).title
    await #expect(throws: RetentionRefusal.titleWrong(title)) { try await yard.propose(.originals, title: "甘肃省2015届") }
    try await yard.propose(.originals)
    await #expect(throws: RetentionRefusal.proposedAlready(.originals)) { try await yard.propose(.originals) }
    let facts = try await yard.center.retention(campaignID: yard.campaignID, by: yard.officer)
    let id = try #require(facts.present(.originals)).id
    await #expect(throws: RetentionRefusal.samePerson) {
      try await yard.center.confirmErase(id, campaignID: yard.campaignID, answer: "000000", token: "", by: yard.officer)
    }
    await #expect(throws: SignInRefusal.wrongSecondFactor) {
      try await yard.center.confirmErase(id, campaignID: yard.campaignID, answer: "000000", token: "", by: yard.planner)
    }
    try await yard.confirm(.originals)
    // Three days to think it over: the work does nothing yet, and either may take it back.
    guard case .again = try await yard.center.erase(id) else {
      Issue.record("the work began before its time")
      return
    }
    try await yard.center.withdrawErase(id, campaignID: yard.campaignID, by: yard.planner)
    yard.time.advance(days: 4)
    #expect(try await yard.center.erase(id) == .done)
    #expect(try await yard.proofing.count("SELECT COUNT(*) AS n FROM erased_file") == 0)
    #expect(try await yard.proofing.count("SELECT COUNT(*) AS n FROM packet_file WHERE stored_hash = ''") == 0)
    try await yard.propose(.originals)
    try await yard.confirm(.originals)
    try await yard.carryOut(.originals)
    await #expect(throws: RetentionRefusal.erasedAlready(.originals)) { try await yard.propose(.originals) }
    await #expect(throws: RetentionRefusal.erasedAlready(.originals)) {
      try await yard.center.setRetention(
        RetentionTerms(originalsMonths: 100, identityMonths: 200), campaignID: yard.campaignID, seen: 1, by: yard.officer)
    }
  }

  @Test(
    "What was decided is not carried out once the dates were moved; terms wait for the decision", arguments: SQLEngine.allCases)
  func movedDates(engine: SQLEngine) async throws {
    let yard = try await Yard(on: engine)
    yard.advance(to: try await Self.first(yard, .originals))
    try await yard.propose(.originals)
    await #expect(throws: RetentionRefusal.proposedAlready(.originals)) {
      try await yard.center.setRetention(
        RetentionTerms(originalsMonths: 100, identityMonths: 200), campaignID: yard.campaignID, seen: 1, by: yard.officer)
    }
    try await yard.confirm(.originals)
    let id = try #require(try await yard.center.retention(campaignID: yard.campaignID, by: yard.planner).present(.originals)).id
    yard.time.advance(days: 3)
    try await yard.proofing.desk.province.openProofing(at: .here, campaignID: yard.campaignID)
    guard case .poison(let reason) = try await yard.center.erase(id) else {
      Issue.record("erased before its day")
      return
    }
    #expect(reason.contains("保存期限还没有到"))
    #expect(try await yard.proofing.count("SELECT COUNT(*) AS n FROM packet_file WHERE stored_hash = ''") == 0)
  }

  @Test("Originals leave, portraits and people stay", arguments: SQLEngine.allCases)
  func originals(engine: SQLEngine) async throws {
    let yard = try await Yard(on: engine)
    yard.advance(to: try await Self.first(yard, .originals))
    try await yard.propose(.originals)
    try await yard.confirm(.originals)
    try await yard.carryOut(.originals)
    let left = try await yard.center.records.read {
      try $0.rows("SELECT role FROM packet_file WHERE stored_hash <> '' ORDER BY role").map { try $0.text("role") }
    }
    #expect(Set(left) == ["portrait"] && left.count == 6)
    // Six originals and the picture of a card.
    #expect(try await yard.proofing.count("SELECT COUNT(*) AS n FROM erased_file") == 7)
    let facts = try #require(
      try await yard.center.retention(campaignID: yard.campaignID, by: yard.officer).present(.originals))
    #expect(facts.files == 7 && facts.people == 0)
    #expect(try await !yard.center.ownPortrait(of: yard.proofing.graduate(0)).isEmpty)
    #expect(try await yard.proofing.desk.person(0).name == "张䶮")
  }

  @Test(
    "Afterwards no row holds a name or number, no key opens what was said, and the counts are the same",
    arguments: SQLEngine.allCases)
  func identity(engine: SQLEngine) async throws {
    let yard = try await Yard(on: engine)
    let (center, desk, campaignID) = (yard.center, yard.proofing.desk, yard.campaignID)
    let ids = try await center.records.read { try $0.rows("SELECT id FROM graduate ORDER BY id").map { try $0.text("id") } }
    let before = try await center.proofProgress(campaignID: campaignID, by: desk.liaison).lines.map(\.counts)
    let ledger = try await center.ledger(campaignID: campaignID, institutionID: nil, by: desk.liaison).ledger.total.chinese
    #expect(try await Self.holding(["张䶮", "李示例", "周示例"], center) != [])
    _ = try await center.sealJournal(owner: "test")
    yard.advance(to: try await Self.first(yard, .identity))
    try await yard.propose(.identity)
    try await yard.confirm(.identity)
    try await yard.carryOut(.identity)

    let people = (0..<7).flatMap { [MadeUp.idNumber($0), "20100000\(1000 + $0)"] }
    #expect(try await Self.holding(["张䶮", "李示例", "周示例"] + people, center) == [])
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM graduate_key") == 0)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM packet_file WHERE stored_hash <> ''") == 0)
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM proof_code") == 0)
    #expect(try await center.proofProgress(campaignID: campaignID, by: desk.liaison).lines.map(\.counts) == before)
    #expect(
      try await center.ledger(campaignID: campaignID, institutionID: nil, by: desk.liaison).ledger.total.chinese == ledger)
    let names = try await desk.open().people.map(\.name)
    #expect(names == Array(repeating: "已抹除", count: 4))
    // Nothing can be kept of them again, and their pictures are refused with the reason.
    for id in ids {
      await #expect(throws: RetentionRefusal.personErased) {
        try await center.records.write { _ = try $0.sealForGraduate(id, [1], as: "test") }
      }
    }
    await #expect(throws: RetentionRefusal.fileErased) {
      try await center.ownPortrait(
        of: SignedInGraduate(personID: ids[0], campaignID: campaignID, institutionID: desk.liaison.institutionID))
    }
    // The chain goes over the ciphertext, which is all there.
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM journal_line WHERE sealed IS NOT NULL") > 0)
    _ = try await center.sealJournal(owner: "test")
    #expect(try await center.verifyJournal().isWhole)
    let facts = try #require(try await center.retention(campaignID: campaignID, by: yard.officer).present(.identity))
    #expect(facts.people == 7 && facts.files == 13)
  }

  @Test("Killed between two steps it goes on where it was, and counts each person once", arguments: SQLEngine.allCases)
  func goesOn(engine: SQLEngine) async throws {
    let yard = try await Yard(on: engine)
    yard.advance(to: try await Self.first(yard, .identity))
    try await yard.propose(.identity)
    try await yard.confirm(.identity)
    let id = try #require(try await yard.center.retention(campaignID: yard.campaignID, by: yard.planner).present(.identity)).id
    yard.time.advance(days: 3)
    let cut = Task { try await yard.center.erase(id) }
    cut.cancel()
    _ = try? await cut.value
    #expect(try await yard.center.erase(id) == .done)
    #expect(try await yard.center.erase(id) == .done)
    let facts = try #require(try await yard.center.retention(campaignID: yard.campaignID, by: yard.officer).present(.identity))
    #expect(facts.people == 7 && facts.files == 13)
    #expect(try await yard.proofing.count("SELECT COUNT(*) AS n FROM erase_done") == 1)
    #expect(try await yard.proofing.count("SELECT COUNT(*) AS n FROM journal_line WHERE action = 'erase.done'") == 1)
  }

  /// Columns of all tables in whose text one of the words stands.
  private static func holding(_ words: [String], _ center: CollectionCenter) async throws -> [String] {
    let text = Schema.migrations.map(\.sql).joined(separator: "\n")
    var found: [String] = []
    for match in text.matches(of: /CREATE TABLE (\w+) \(([\s\S]*?)\n\);/) {
      let columns = match.2.split(separator: "\n").compactMap { line -> String? in
        let parts = line.split(separator: " ")
        return parts.count >= 2 && parts[1].hasPrefix("TEXT") ? String(parts[0]) : nil
      }
      let table = String(match.1)
      for column in columns {
        let values = try await center.records.read { transaction in
          try transaction.rows("SELECT \(column) AS t FROM \(table) WHERE \(column) IS NOT NULL").map { try $0.text("t") }
        }
        if values.contains(where: { value in words.contains { value.contains($0) } }) { found.append("\(table).\(column)") }
      }
    }
    return found
  }
}
