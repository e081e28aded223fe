import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A10: money that came in, from institutions and in classes.
@Suite("A10: payments and takings") struct FeePaymentTests {
  private func refusal(_ work: () async throws -> Void) async -> FeeDeskRefusal? {
    do {
      try await work()
      return nil
    } catch { return error as? FeeDeskRefusal }
  }

  @Test(
    "A10: a double click is one payment; of two at once with one receipt number one is refused", arguments: SQLEngine.allCases)
  func receiptNumbers(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    let first = try await fees.pay(100, "0001", operation: "o")
    #expect(first.number == "收-10730-2014-001")
    #expect(try await fees.pay(100, "0001", operation: "o") == first)
    // A form that the browser kept, sent with another payment in it, swallows none.
    #expect(await refusal { _ = try await fees.pay(200, "0003", operation: "o") } == .formUsed)
    #expect(await refusal { _ = try await fees.pay(200, "0003", operation: " ") } == .formUsed)
    #expect(
      await refusal { _ = try await fees.pay(100, "０００１", operation: "wide") } == .receiptTaken("0001", by: first.number))
    var late = FeeDesk.payment(20, "0009")
    late.day = "2013-09-19"
    await #expect(throws: SettlementRefusal.day) {
      try await fees.center.recordFeePayment(
        late, campaignID: fees.campaignID, institutionID: fees.institutionID, operation: "late", by: fees.planner)
    }
    await #expect(throws: SettlementRefusal.numberInText) {
      try await fees.center.recordFeePayment(
        FeeDesk.payment(20, "0009"), invoice: InvoiceTitle(name: "示例商店", taxNumber: MadeUp.idNumber(1)),
        campaignID: fees.campaignID, institutionID: fees.institutionID, operation: "tax", by: fees.planner)
    }
    let other = try await fees.desk.province.planner("planner-2")
    let outcomes = await withTaskGroup(of: FeeDeskRefusal?.self) { group in
      for (number, planner) in [fees.planner, other].enumerated() {
        group.addTask {
          await refusal {
            _ = try await fees.center.recordFeePayment(
              FeeDesk.payment(20, "0002"), campaignID: fees.campaignID, institutionID: fees.institutionID,
              operation: "both-\(number)", by: planner)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.compactMap { $0 } == [.receiptTaken("0002", by: "收-10730-2014-002")])
    #expect(try await fees.facts().statement.paid == .yuan(120))
    #expect(try await fees.desk.count("SELECT COUNT(*) AS n FROM fee_payment") == 2)
  }

  @Test(
    "A10: a wrong payment is cancelled with a reason, never edited; its receipt number is free again",
    arguments: SQLEngine.allCases)
  func cancelled(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    let wrong = try await fees.pay(1_000, "0001")
    #expect(try await fees.facts().statement.balance == .yuan(140 - 1_000))
    let why = FeeDeskRefusal.noReason
    #expect(await refusal { try await cancel(fees, wrong.id, " ") } == why)
    #expect(
      await refusal { try await cancel(fees, wrong.id, "写了 \(MadeUp.idNumber(1))") } == .numberInReason)
    try await cancel(fees, wrong.id, "金额登记错了")
    #expect(await refusal { try await cancel(fees, wrong.id, "再来一次") } == .cancelledAlready)
    #expect(await refusal { try await cancel(fees, "nothing", "没有") } == .unknown)
    let right = try await fees.pay(100, "0001", operation: "again")
    #expect(right.number == "收-10730-2014-002")
    let facts = try await fees.facts()
    #expect(facts.payments.count == 2 && facts.statement.paid == .yuan(100))
    #expect(facts.payments.first?.cancelled?.why == "金额登记错了" && facts.payments.last?.cancelled == nil)
    #expect(await refusal { _ = try await receipt(fees, wrong.id) } == .cancelledAlready)
    let printed = try await receipt(fees, right.id)
    #expect(printed.fileName == "收-10730-2014-002 收据.pdf")
    if PDFText.isThere {
      let text = try PDFText.of(Data(printed.pdf))
      for word in ["收据", "收-10730-2014-002", "¥100.00", "人民币壹佰元整", "示例大学", "采集单位盖章处"] {
        #expect(text.contains(word), "\(word)")
      }
    }
    let back = try await fees.pay(-10, "0003")
    #expect(try await receipt(fees, back.id).fileName == "收-10730-2014-003 退款单.pdf")
    let actions = try await fees.desk.province.journaledActions()
    #expect(actions.count { $0 == "fee-payment.recorded" } == 3 && actions.count { $0 == "fee-payment.cancelled" } == 1)
  }

  private func cancel(_ fees: FeeDesk, _ id: String, _ why: String) async throws {
    try await fees.center.cancelFeePayment(id, because: why, campaignID: fees.campaignID, by: fees.planner)
  }

  private func receipt(_ fees: FeeDesk, _ id: String) async throws -> (pdf: [UInt8], fileName: String) {
    try await fees.center.printFeeReceipt(id, campaignID: fees.campaignID, by: fees.planner)
  }

  @Test("A10: each collects in the own classes; the difference to what was shot is live", arguments: SQLEngine.allCases)
  func takings(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    let (first, other) = (try await fees.key(fees.desk.first), try await fees.key(fees.desk.other))
    let secretary = try await fees.desk.secretary()
    let counselor = try await fees.desk.counselor([fees.desk.second])
    func take(
      _ heads: Int, _ payment: FeePayment, of key: FeeClassKey, _ operation: String, by collector: any FeeCollector
    ) async throws -> String {
      try await fees.center.recordClassTaking(
        ClassTaking(heads: heads, payment: payment, invoice: InvoiceTitle(name: "示例大学民族学院", taxNumber: "990000999999999")),
        of: key, campaignID: fees.campaignID, operation: operation, by: collector)
    }
    let cash = FeeDesk.payment(40, "b1", .cash, payer: "班长代收")
    let id = try await take(2, cash, of: first, "t1", by: secretary)
    #expect(try await take(2, cash, of: first, "t1", by: secretary) == id)
    #expect(
      await refusal { _ = try await take(1, FeeDesk.payment(20, "b2"), of: other, "t2", by: secretary) } == .classUnknown)
    #expect(
      await refusal { _ = try await take(1, FeeDesk.payment(20, "b2"), of: first, "t3", by: counselor) } == .classUnknown)
    #expect(await refusal { _ = try await take(-1, cash, of: first, "t4", by: secretary) } == .heads)
    func line() async throws -> FeeClassSheet {
      try await fees.center.feeClass(first, campaignID: fees.campaignID, by: fees.desk.liaison)
    }
    #expect(try await line().line.collection(rate: .yuan(20)).chinese == "少收 40.00 元（2 人）")
    let before = try await line()
    #expect(before.line.headDifference == -2 && before.people.count == 4)
    // Somebody leaves: fewer were shot, and the difference follows at once.
    try await fees.leave(0)
    #expect(try await line().line.collection(rate: .yuan(20)).chinese == "少收 20.00 元（1 人）")
    #expect(await refusal { try await stop(fees, id, by: counselor) } == .unknown)
    try await stop(fees, id, by: fees.desk.liaison)
    #expect(await refusal { try await stop(fees, id, by: secretary) } == .cancelledAlready)
    let after = try await line()
    #expect(after.line.collection(rate: .yuan(20)).collected == .zero && after.takings.count == 1)
    #expect(try await fees.sheet(by: secretary).classes.map(\.key.department) == ["民族学院", "民族学院"])
    #expect(try await fees.sheet(by: counselor).classes.map(\.key.classGroup) == ["民族学2班"])
    let own = try await fees.sheet(by: counselor)
    #expect(own.facts == nil && own.exemptions.isEmpty)
  }

  private func stop(_ fees: FeeDesk, _ id: String, by collector: any FeeCollector) async throws {
    try await fees.center.cancelClassTaking(id, because: "记错了班级", campaignID: fees.campaignID, by: collector)
  }

  @Test(
    "A10: the agency sees all institutions with sums, by standing and in order; files open again", arguments: SQLEngine.allCases
  )
  func overview(engine: SQLEngine) async throws {
    let fees = try await FeeDesk(on: engine)
    let other = try await fees.desk.province.place(code: "10741", name: "别的大学", liaison: "stranger")
    try await fees.desk.desk.bring([RosterDesk.Person(20, name: "外示例")], by: other.liaison)
    try await fees.agree()
    _ = try await fees.center.recordFeePayment(
      FeeDesk.payment(140, "s1"), invoice: InvoiceTitle(name: "示例大学", taxNumber: ""), campaignID: fees.campaignID,
      institutionID: fees.institutionID, operation: "s1", by: fees.planner)
    let officer = try await fees.desk.province.officer()
    let all = try await fees.center.feeOverview(campaignID: fees.campaignID, order: .due, isDescending: true, by: officer)
    #expect(all.lines.map(\.code) == ["10730", "10741"] && all.due == .yuan(140) && all.balance == .zero)
    #expect(all.standings == [.settled: 1, .open: 1])
    let open = try await fees.center.feeOverview(campaignID: fees.campaignID, standing: .open, by: officer)
    #expect(open.lines.map(\.name) == ["别的大学"] && open.total == 1 && open.due == .zero)
    #expect(
      await refusal { _ = try await fees.center.feeOverview(campaignID: fees.campaignID, by: other.liaison) }
        == .institutionUnknown)
    #expect(
      await refusal {
        _ = try await fees.center.fees(campaignID: fees.campaignID, institutionID: fees.institutionID, by: other.liaison)
      } == .institutionUnknown)
    for book in [
      try await fees.center.feeOverviewBook(campaignID: fees.campaignID, by: officer),
      try await fees.center.feeBook(campaignID: fees.campaignID, by: fees.desk.liaison),
      try await fees.center.invoiceBook(campaignID: fees.campaignID, by: fees.planner),
    ] {
      defer { book.remove() }
      #expect(try [UInt8](Data(contentsOf: URL(filePath: book.path))).starts(with: Array("PK".utf8)), "\(book.fileName)")
      #expect(book.fileName.hasSuffix(".xlsx"))
    }
  }
}
