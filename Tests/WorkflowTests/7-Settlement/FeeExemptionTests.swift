import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A10: who costs nothing, by whose word.
@Suite("A10: exemptions") struct FeeExemptionTests {
  private func refusal(_ work: () async throws -> Void) async -> FeeDeskRefusal? {
    do {
      try await work()
      return nil
    } catch { return error as? FeeDeskRefusal }
  }

  @Test("A10: the liaison proposes, the planner accepts; only then the head costs nothing", arguments: SQLEngine.allCases)
  func proposed(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    let liaison = fees.desk.liaison
    try await fees.exempt([0, 1], remark: "校学〔2014〕3 号", by: liaison)
    // A double click is the same.
    try await fees.exempt([0, 1], remark: "校学〔2014〕3 号", by: liaison)
    #expect(try await fees.facts().claim.basis == FeeBasis(captured: 7))
    // The import that brought them stays: without its people nobody could see or take back what was said of them.
    let imported = try await fees.center.records.read {
      try $0.row("SELECT id FROM roster_import ORDER BY id LIMIT 1")?.text("id")
    }
    await #expect(throws: RosterImportRefusal.self) {
      try await fees.center.rollBackRoster(importID: imported ?? "", by: liaison)
    }
    let rows = try await fees.sheet(by: liaison).exemptions
    #expect(rows.count == 2 && rows.allSatisfy { $0.state == .proposed && $0.remark == "校学〔2014〕3 号" })
    #expect(Set(rows.map(\.maskedNumber)) == [IDNumber.masked(MadeUp.idNumber(0)), IDNumber.masked(MadeUp.idNumber(1))])
    #expect(await refusal { try await fees.exempt([1, 2], operation: "e2") } == .exemptAlready(1))
    #expect(await refusal { try await fees.exempt([6], operation: "e3") } == .personUnknown)
    #expect(await refusal { try await fees.exempt([], operation: "e4") } == .noneChosen)
    #expect(await refusal { try await fees.exempt([2], as: .other, operation: "e5") } == .noReason)
    try await fees.center.acceptExemption(rows[0].id, campaignID: fees.campaignID, by: fees.planner)
    #expect(
      await refusal { try await fees.center.acceptExemption(rows[0].id, campaignID: fees.campaignID, by: fees.planner) }
        == .decidedAlready)
    try await fees.center.declineExemption(
      rows[1].id, because: "没有盖章的证明", campaignID: fees.campaignID, by: fees.planner)
    #expect(try await fees.facts().claim.basis == FeeBasis(captured: 7, exempt: [.hardship: 1]))
    // The institution takes back only what nobody decided; who was declined may be proposed again.
    #expect(await refusal { try await withdraw(fees, rows[0].id, by: liaison) } == .decidedAlready)
    #expect(await refusal { try await withdraw(fees, rows[1].id, by: liaison) } == .decidedAlready)
    try await fees.exempt([rows[1].number == "201000001000" ? 0 : 1], operation: "e6", by: liaison)
    let stranger = try await fees.desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
    #expect(await refusal { try await withdraw(fees, rows[0].id, by: stranger) } == .unknown)
    try await checkJournal(fees)
  }

  /// Why somebody pays nothing is not to be read from the journal's plain part, nor from the rows.
  private func checkJournal(_ fees: FeeDesk) async throws {
    let details = try await fees.desk.rows("SELECT details AS t FROM journal_line WHERE record_kind = 'fee-exemption'")
    #expect(details.count == 5 && details.allSatisfy { !$0.contains("hardship") && !$0.contains("校学") && !$0.contains("证明") })
  }

  private func withdraw(_ fees: FeeDesk, _ id: String, by exempter: any FeeExempter) async throws {
    try await fees.center.withdrawExemption(id, because: "不符合条件", campaignID: fees.campaignID, by: exempter)
  }

  @Test(
    "A10: an exemption that is withdrawn after the agreement is a row, and the head a line of its own",
    arguments: SQLEngine.allCases)
  func withdrawn(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    try await fees.exempt([0], as: .sharedPhoto)
    try await fees.agree()
    #expect(try await fees.facts().statement.lines == [.heads(6, .yuan(20)), .exempt(.sharedPhoto, 1)])
    let row = try #require(try await fees.sheet().exemptions.first)
    try await withdraw(fees, row.id, by: fees.planner)
    let statement = try await fees.facts().statement
    #expect(statement.lines == [.heads(6, .yuan(20)), .exempt(.sharedPhoto, 1), .since(1, .yuan(20))])
    #expect(statement.due == .yuan(140) && statement.standing == .changed)
    let rows = try await fees.sheet().exemptions
    #expect(rows.map(\.state) == [.withdrawn] && rows.first?.withdrawn?.why == "不符合条件")
    #expect(try await fees.desk.count("SELECT COUNT(*) AS n FROM fee_exemption") == 1)
  }

  @Test("A10: two who name one person at once are one exemption", arguments: SQLEngine.allCases)
  func atOnce(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    let outcomes = await withTaskGroup(of: FeeDeskRefusal?.self) { group in
      for (name, exempter) in [("a", fees.planner as any FeeExempter), ("b", fees.desk.liaison)] {
        group.addTask { await refusal { try await fees.exempt([2], operation: name, by: exempter) } }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.compactMap { $0 } == [.exemptAlready(1)])
    #expect(try await fees.desk.count("SELECT COUNT(*) AS n FROM fee_exemption") == 1)
  }

  @Test("A10: in code mode heads are counted by code, exemptions too, and nobody has a name", arguments: SQLEngine.allCases)
  func codeMode(engine: SQLEngine) async throws {
    let (desk, _, _) = try await DeliveryDesk.codeMode(on: engine)
    let planner = try await desk.province.planner()
    let institution = desk.place.liaison.institutionID
    func sheet() async throws -> FeeSheet {
      try await desk.center.fees(campaignID: desk.campaignID, institutionID: institution, by: planner)
    }
    let line = try #require(try await sheet().classes.first { $0.captured > 0 })
    let group = try await desk.center.feeClass(
      line.key, campaignID: desk.campaignID, institutionID: institution, by: planner)
    let person = try #require(group.people.first)
    #expect(person.name.isEmpty && person.number == PersonEnd.of(person.id))
    try await desk.center.exempt(
      [person.id], of: line.key, as: .agency, remark: "", campaignID: desk.campaignID, institutionID: institution,
      operation: "c", by: planner)
    let facts = try #require(try await sheet().facts)
    #expect(facts.claim.basis == FeeBasis(captured: 3, exempt: [.agency: 1]) && facts.stillOpen == 1)
    let row = try #require(try await sheet().exemptions.first)
    #expect(row.name.isEmpty && row.maskedNumber.isEmpty && row.number == PersonEnd.of(person.id))
  }
}
