import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A5: the missing list is derived, sealed with contact, address and telephone, sent, and answered person by person.
@Suite struct MissingTests {
  private static let contact = MissingContact(name: "王经办", address: "甘肃省兰州市城关区天水南路222号", telephone: "0931-8912345")

  /// Person 3 of the verification's desk has no portrait; a delivery of the others was received.
  private func desk(_ engine: SQLEngine) async throws -> (ErrataTable, delivery: String) {
    let table = try await ErrataTable(on: engine)
    try await table.desk.province.openPhases(table.campaignID)
    _ = try await table.center.prepareCenter()
    let institution = table.liaison.institutionID
    let options = DeliveryOptions(key: .idNumber)
    let preview = try await table.center.previewDelivery(
      of: institution, campaignID: table.campaignID, options, by: table.clerk)
    let made = try await table.center.makeDelivery(
      of: institution, campaignID: table.campaignID, options, seen: preview.seen, operation: "delivery", by: table.clerk)
    try await table.center.receiveDelivery(made.id, campaignID: table.campaignID, by: table.liaison)
    return (table, preview.number)
  }

  private func handIn(_ table: ErrataTable, _ contact: MissingContact = MissingTests.contact) async throws -> String {
    try await table.center.handInMissingLetter(contact, campaignID: table.campaignID, by: table.liaison)
  }

  private func sealed(_ table: ErrataTable) async throws -> String {
    let id = try await handIn(table)
    let printed = try await table.center.printMissingLetter(id, by: table.liaison)
    _ = try await table.center.sealMissingLetter(id, byPage: printed.pdf, by: table.liaison)
    return id
  }

  @Test(
    "A5: who is due and without a portrait is missing; the letter lacks nothing before it is sealed",
    arguments: SQLEngine.allCases)
  func derived(engine: SQLEngine) async throws {
    let bare = try await ErrataTable(on: engine)
    await #expect(throws: MissingLetterRefusal.noDelivery) { try await handIn(bare) }
    let (table, delivery) = try await desk(engine)
    let overview = try await table.center.missingOverview(campaignID: table.campaignID, by: table.liaison)
    #expect(overview.people.map(\.name) == ["赵示例"] && overview.delivery == delivery)
    let elsewhere = try await table.center.missingOverview(
      campaignID: table.campaignID, by: table.desk.secretary("文学院"))
    #expect(elsewhere.people.isEmpty)
    for (contact, code) in [
      (MissingContact(name: "", address: Self.contact.address, telephone: Self.contact.telephone), "missing.contact"),
      (MissingContact(name: "王", address: "兰州", telephone: Self.contact.telephone), "missing.address"),
      (MissingContact(name: "王", address: Self.contact.address, telephone: "8912345"), "missing.telephone"),
    ] {
      do {
        _ = try await handIn(table, contact)
        Issue.record("taken: \(code)")
      } catch let refusal as MissingLetterRefusal { #expect(refusal.code == code) }
    }
  }

  @Test(
    "A5: sealed with contact, address and telephone on it; a change before the seal is a new version, without the seal it is not sent",
    arguments: SQLEngine.allCases)
  func sealedAndSent(engine: SQLEngine) async throws {
    let (table, delivery) = try await desk(engine)
    let id = try await handIn(table)
    #expect(try await handIn(table) == id)
    await #expect(throws: MissingLetterRefusal.unsealed) { try await table.center.sendMissingLetter(id, by: table.liaison) }
    let old = try await table.center.printMissingLetter(id, by: table.liaison)
    var contact = Self.contact
    contact.name = "李经办"
    #expect(try await handIn(table, contact) == id)
    await #expect(throws: SealRefusal.oldVersion(.missingLetter, page: 1, newest: 2)) {
      try await table.center.sealMissingLetter(id, byPage: old.pdf, by: table.liaison)
    }
    let printed = try await table.center.printMissingLetter(id, by: table.liaison)
    #expect(printed.paper.number == "漏-10730-2014-002")
    if PDFText.isThere {
      let text = try PDFText.of(Data(printed.pdf))
      for word in ["漏拍名单（函）", "赵示例", MadeUp.idNumber(3), "李经办", "天水南路", "0931-8912345", delivery, "盖章处"] {
        #expect(text.contains(word), "\(word)")
      }
    }
    _ = try await table.center.sealMissingLetter(id, byPage: printed.pdf, by: table.liaison)
    try await table.center.sendMissingLetter(id, by: table.liaison)
    await #expect(throws: MissingDeskRefusal.sentAlready) { try await table.center.sendMissingLetter(id, by: table.liaison) }
    let asked = try await table.center.missingOverview(campaignID: table.campaignID, by: table.liaison)
    #expect(asked.people.map(\.asked) == ["漏-10730-2014-002"] && asked.letters.first?.clock.waitsOn == .headOffice)
    await #expect(throws: MissingLetterRefusal.nobody) { try await handIn(table) }
    let stranger = try await table.desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
    await #expect(throws: SealRefusal.notFound) { try await table.center.missingLetter(id, for: stranger) }
  }

  @Test("A5: somebody whose portrait came back meanwhile makes the printed letter worthless", arguments: SQLEngine.allCases)
  func portraitCameBack(engine: SQLEngine) async throws {
    let (table, _) = try await desk(engine)
    let id = try await handIn(table)
    let printed = try await table.center.printMissingLetter(id, by: table.liaison)
    try await table.desk.portrait(of: 3, shot: 71)
    await #expect(throws: SealRefusal.nothingHandedIn(.missingLetter)) {
      try await table.center.sealMissingLetter(id, byPage: printed.pdf, by: table.liaison)
    }
  }

  @Test(
    "A5: the head office answers each person once; the institution sees it; an answer is taken back with a reason",
    arguments: SQLEngine.allCases)
  func answers(engine: SQLEngine) async throws {
    let (table, _) = try await desk(engine)
    try await table.desk.give(3, [.missing])
    let id = try await sealed(table)
    let person = try await table.desk.desk.id(3)
    func answer(_ answer: MissingAnswer) async throws {
      try await table.center.answerMissing([person], of: id, as: answer, by: table.clerk)
    }
    await #expect(throws: MissingDeskRefusal.unknown) { try await answer(.makeup) }
    try await table.center.sendMissingLetter(id, by: table.liaison)
    table.desk.province.time.advance(days: 4)
    let claim = try #require(try await table.center.claims(campaignID: table.campaignID, by: table.liaison).lines.first)
    #expect(claim.clock.chinese(now: table.desk.province.time.now) == "等总部处理，已等 4 天")
    await #expect(throws: MissingAnswerRefusal.serialUnknown("0077")) { try await answer(.found(serial: "77", .otherPerson)) }
    await #expect(throws: MissingAnswerRefusal.reasonMissing) { try await answer(.excused(.other, remark: "")) }
    try await answer(.found(serial: "10002", .otherPerson))
    await #expect(throws: MissingAnswerRefusal.answered("找到（归错）")) { try await answer(.makeup) }
    let seen = try await table.center.missingLetter(id, for: table.liaison)
    #expect(seen.people.first?.answer == .found(serial: "10002", .otherPerson) && seen.clock.waitsOn == nil)
    await #expect(throws: MissingDeskRefusal.noReason) {
      try await table.center.withdrawMissingAnswer(for: person, of: id, because: " ", by: table.clerk)
    }
    try await table.center.withdrawMissingAnswer(for: person, of: id, because: "看错了", by: table.clerk)
    try await answer(.makeup)
    let after = try await table.center.claims(campaignID: table.campaignID, by: table.liaison).lines.first
    #expect(after?.clock.waitsOn == .graduate)
    #expect(try await table.desk.count("SELECT COUNT(*) AS n FROM missing_answer") == 2)
    let desk = try await table.center.missingDesk(campaignID: table.campaignID, by: table.clerk)
    #expect(desk.map(\.answered) == [1])
    let actions = try await table.desk.province.journaledActions()
    for action in ["missing-letter.handed-in", "missing-letter.sent", "missing.answered", "missing.answer-withdrawn"] {
      #expect(actions.contains(action), "\(action)")
    }
  }

  @Test("A5: nobody waits for an answer about who left the roster since", arguments: SQLEngine.allCases)
  func left(engine: SQLEngine) async throws {
    let (table, _) = try await desk(engine)
    let id = try await sealed(table)
    try await table.center.sendMissingLetter(id, by: table.liaison)
    func waitsOn() async throws -> WaitingParty? {
      try await table.center.missingDesk(campaignID: table.campaignID, by: table.clerk).first?.clock.waitsOn
    }
    #expect(try await waitsOn() == .headOffice)
    try await table.center.recordStatusChange(
      RosterDesk.change(.suspension), of: table.desk.desk.id(3), campaignID: table.campaignID, by: table.liaison)
    #expect(try await waitsOn() == nil)
  }

  @Test("A5: a stamped letter that came by fax is registered and counts as sent", arguments: SQLEngine.allCases)
  func byFax(engine: SQLEngine) async throws {
    let (table, _) = try await desk(engine)
    let id = try await handIn(table)
    let pdf = try await table.center.printMissingLetter(id, by: table.liaison).pdf
    let seal = try await table.center.sealMissingLetter(
      id, version: 1, received: ReceivedPaper(way: .fax, scan: pdf), by: table.clerk)
    #expect(seal.method == .receivedByAgency)
    #expect(try await table.center.missingLetter(id, for: table.clerk).sentAt != nil)
  }

  @Test("N4, A5, A7: medians by institution and desk, open cases with what they have waited", arguments: SQLEngine.allCases)
  func medians(engine: SQLEngine) async throws {
    let table = try await ErrataTable(on: engine)
    #expect(try await table.center.waitingCases(campaignID: table.campaignID, by: table.clerk).isEmpty)
    try await table.propose([table.draft(0, .name, to: "张例")])
    table.desk.province.time.advance(days: 2)
    try await table.seal()
    table.desk.province.time.advance(days: 3)
    try await table.desk.give(1, [.photo]) { $0.photoFaults = [.eyes] }
    let cases = try await table.center.waitingCases(campaignID: table.campaignID, by: table.clerk)
    let day: Int64 = 24 * 3_600_000
    #expect(cases.desks[.institution]?.medianMilliseconds == 2 * day && cases.desks[.institution]?.open == 0)
    #expect(cases.desks[.headOffice]?.medianMilliseconds == 3 * day && cases.desks[.headOffice]?.open == 1)
    #expect(cases.desks[.graduate]?.open == 1)
    #expect(cases.institutions.map(\.code) == ["10730"] && cases.institutions.first?.medians.lines == cases.desks.lines)
  }
}
