import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A10, A6: what an institution owes, and how both sides agree on it.
@Suite("A10, A6: fees agreed by both sides") struct FeeAgreementTests {
  @Test("A10: heads captured × rate, as the ledger counts them; issued twice it is one version", arguments: SQLEngine.allCases)
  func issued(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    var facts = try await fees.facts()
    #expect(facts.owner == "示例大学（10730）" && facts.claim.basis == FeeBasis(captured: 7) && facts.stillOpen == 0)
    #expect(facts.statement.due == .yuan(140) && facts.statement.standing == .open && facts.newest == nil)
    await #expect(throws: SettlementRefusal.changedMeanwhile) { try await fees.issue(seen: "other") }
    #expect(try await fees.issue() == 1)
    #expect(try await fees.issue() == 1)
    facts = try await fees.facts()
    #expect(facts.versions.count == 1 && facts.newest?.paperNumber == "费-10730-2014-001" && facts.newest?.sealedAt == nil)
    #expect(facts.statement.standing == .open)
    let printed = try await fees.center.printFees(fees.statementID(), by: fees.planner)
    #expect(printed.paper.number == "费-10730-2014-001" && printed.fileName == "费-10730-2014-001 缴费对账单.pdf")
    #expect(try ScannedPage.read(printed.pdf).codes == [printed.paper.code])
    if PDFText.isThere {
      let text = try PDFText.of(Data(printed.pdf))
      for word in ["缴费对账单", "收费7人×20.00元", "140.00", "民族学1班", "日志链"] { #expect(text.contains(word), "\(word)") }
      #expect(!text.contains("张䶮") && !text.contains("990000"))
    }
    #expect(try await fees.desk.province.journaledActions().count { $0 == "fees.issued" } == 1)
    let told = try await fees.center.notices(for: fees.desk.liaison).notices
    #expect(told.contains { $0.title == "缴费对账单待确认：费-10730-2014-001" })
  }

  @Test("A10: nothing is issued while people may still be shot; after the make-up it is", arguments: SQLEngine.allCases)
  func shootingGoesOn(engine: SQLEngine) async throws {
    let desk = try await CheckDesk(on: engine)
    let planner = try await desk.province.planner()
    func facts() async throws -> FeeFacts {
      let sheet = try await desk.center.fees(
        campaignID: desk.campaignID, institutionID: desk.liaison.institutionID, by: planner)
      return try #require(sheet.facts)
    }
    let before = try await facts()
    #expect(before.stillOpen == 1 && before.issueRefusal as? SettlementRefusal == .shootingGoesOn(1))
    await #expect(throws: SettlementRefusal.shootingGoesOn(1)) {
      try await desk.center.issueFees(
        campaignID: desk.campaignID, institutionID: desk.liaison.institutionID, seen: before.seen(), by: planner)
    }
    let days = try #require(CalendarDay(year: 2014, month: 4, day: 9)).dayNumber
    try await desk.center.records.write { transaction in
      let stored = try transaction.storedCampaign(desk.campaignID)
      var plan = stored.plan
      plan.windows = [
        CampaignWindow(.makeup, CalendarDays(CalendarDay(dayNumber: days), through: CalendarDay(dayNumber: days + 3)))
      ]
      _ = try transaction.updateCampaign(desk.campaignID, plan, seen: stored.version)
    }
    #expect(try await facts().stillOpen == 1)
    desk.province.time.set(CalendarDay(dayNumber: days + 4).startMilliseconds)
    let after = try await facts()
    #expect(after.stillOpen == 0 && after.issueRefusal == nil && after.claim.basis.captured == 6)
  }

  @Test(
    "A10: agreed is what was read: while a head comes or goes the stamped page and the leader's digits are refused",
    arguments: SQLEngine.allCases)
  func changedMeanwhile(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    try await fees.issue()
    let id = try await fees.statementID()
    let page = try await fees.center.printFees(id, by: fees.desk.liaison).pdf
    let leader = try await fees.desk.province.sealingLeader(of: fees.institutionID)
    try await fees.center.records.write { transaction in
      try transaction.putFactor(
        .totp, secret: [UInt8](repeating: 5, count: 20), serial: "A", lastStep: 0, of: leader.accountID)
    }
    func seal(_ version: Int) async throws -> Seal {
      fees.desk.province.time.advance(minutes: 1)
      let digits = OneTimePassword.code(
        secret: [UInt8](repeating: 5, count: 20), step: fees.desk.province.time.now / OneTimePassword.stepMilliseconds)
      return try await fees.center.sealFees(id, version: version, answer: digits, token: "t", by: leader)
    }
    try await fees.leave(5)
    await #expect(throws: SettlementRefusal.changedMeanwhile) {
      try await fees.center.sealFees(id, byPage: page, by: fees.desk.liaison)
    }
    await #expect(throws: SettlementRefusal.changedMeanwhile) { try await seal(1) }
    #expect(try await fees.desk.count("SELECT COUNT(*) AS n FROM seal") == 0)
    #expect(try await fees.issue() == 2)
    // Nobody agrees for the institution without its page.
    await #expect(throws: SettlementRefusal.scanMissing) {
      try await fees.center.sealFees(
        id, received: ReceivedPaper(way: .courier, note: "快递收到"), version: 2, by: fees.planner)
    }
    await #expect(throws: SealRefusal.oldVersion(.fees, page: 1, newest: 2)) { try await seal(1) }
    #expect(try await seal(2).method == .secondFactor)
    let agreed = try await fees.facts()
    #expect(agreed.statement.standing == .agreed && agreed.statement.due == .yuan(120))
    let stranger = try await fees.desk.province.place(code: "10741", name: "别的学校", liaison: "stranger").liaison
    await #expect(throws: SealRefusal.notFound) { try await fees.center.printFees(id, by: stranger) }
  }

  @Test(
    "A10: after the agreement nothing changes silently: heads, prints, adjustments and the rate are lines or stay",
    arguments: SQLEngine.allCases)
  func since(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    try await fees.handOverPrints()
    try await fees.center.adjustFees(
      campaignID: fees.campaignID, institutionID: fees.institutionID, amount: Fen(-2000), reason: "第 12 号收据多收", operation: "a1",
      by: fees.planner)
    try await fees.agree()
    let first = try await fees.facts().statement
    #expect(
      first.lines.map(\.chinese) == ["收费 7 人 × 20.00 元", "加洗 8 张（加-10730-2014-001）", "调整：第 12 号收据多收"])
    #expect(first.due == Fen(14_000 + 1_200 - 2_000) && first.standing == .agreed)
    fees.desk.province.time.advance(minutes: 1)
    try await fees.leave(5)
    try await fees.handOverPrints("加-10730-2014-002", price: nil)
    try await fees.center.adjustFees(
      campaignID: fees.campaignID, institutionID: fees.institutionID, amount: Fen(500), reason: "邮费", operation: "a2",
      by: fees.planner)
    try await setRate(fees, .yuan(30))
    let later = try await fees.facts()
    #expect(later.statement.lines.prefix(3) == first.lines[...])
    #expect(
      later.statement.lines.dropFirst(3).map(\.chinese) == [
        "确认后减少 1 人 × 20.00 元", "确认后加洗 8 张（加-10730-2014-002），另行结算", "确认后调整：邮费",
      ])
    #expect(later.statement.due == Fen(13_200 - 2_000 + 500) && later.statement.standing == .changed)
    // The agreed version stays as it was signed; a new one may be issued.
    let signed = later.agreed?.body.statement
    #expect(signed?.lines == first.lines && signed?.due == first.due)
    #expect(try await fees.issue() == 2)
    let second = try #require(try await fees.facts().newest)
    // Agreed heads keep their price in the next version too; what is told is what it says.
    #expect(second.body.claim.rate == .yuan(20) && second.body.statement.due == later.statement.due)
    let told = try await fees.center.notices(for: fees.desk.liaison).notices
    #expect(told.contains { $0.body.contains("应收 \(second.body.statement.due.chinese)") })
    #expect(try await fees.facts().agreed?.number == 1)
  }

  private func setRate(_ fees: FeeDesk, _ rate: Fen) async throws {
    let id = fees.campaignID
    try await fees.center.records.write { transaction in
      let stored = try transaction.storedCampaign(id)
      var plan = stored.plan
      plan.feePerHead = rate
      _ = try transaction.updateCampaign(id, plan, seen: stored.version)
    }
  }

  @Test("A6, A10: who is shot again at the make-up is named and stays free", arguments: SQLEngine.allCases)
  func reshootStaysFree(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    try await fees.desk.give(4, [.photo]) { $0.photoFaults = [.eyes] }
    // His picture is none until he was shot again.
    #expect(try await fees.facts().claim.basis == FeeBasis(captured: 6))
    try await fees.desk.portrait(of: 4, shot: 50)
    let (campaign, person) = (fees.campaignID, try await fees.desk.desk.id(4))
    try await fees.center.records.write { transaction in
      for (visit, shot) in [(900, 5), (901, 50)] {
        try transaction.execute(
          """
          INSERT INTO shot_chosen (campaign_id, person_id, visit_number, shot_id, happening_id, since) VALUES (?, ?, ?, ?, ?, 1)
          """,
          [.text(campaign), .text(person), .int(visit), .text("shot-\(shot)"), .text("happening-\(shot)")])
      }
    }
    let statement = try await fees.facts().statement
    #expect(statement.lines == [.heads(7, .yuan(20)), .freeReshoots(1)] && statement.due == .yuan(140))
  }

  @Test("A10: sums beyond 32 bits are whole fen on both engines", arguments: SQLEngine.allCases)
  func largeSums(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    for number in 1...3 { try await fees.pay(10_000_000, "L\(number)") }
    let overview = try await fees.center.feeOverview(campaignID: fees.campaignID, by: fees.planner)
    #expect(overview.paid == Fen(3_000_000_000) && overview.balance == Fen(14_000 - 3_000_000_000))
    try await fees.handOverPrints(price: Fen(400_000_000))
    #expect(try await fees.facts().statement.due == Fen(14_000 + 3_200_000_000))
  }
}
