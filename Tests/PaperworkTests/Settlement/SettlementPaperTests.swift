import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A10: statement, receipt and workbooks of fees", .enabled(if: PDFTools.hasText))
struct SettlementPaperTests {
  private static let day = CalendarDay(year: 2014, month: 5, day: 4) ?? CalendarDay(dayNumber: 16_194)

  private func payment(_ yuan: Int, _ number: String, payer: String = "测试大学") -> FeePayment {
    FeePayment(amount: .yuan(yuan), method: .transfer, payer: payer, receiptNumber: number, day: "2014-04-30")
  }

  private var statement: FeeStatement {
    let agreed = FeeClaim(
      rate: .yuan(20), basis: FeeBasis(captured: 1_000, exempt: [.hardship: 12], freeReshoots: 7),
      prints: [FeePrints(number: "加-10731-2014-001", photos: 8, amount: Fen(1_200), day: "2014-04-20")],
      adjustments: [.init(amount: Fen(-1_250), reason: "第 12 号收据多收", day: "2014-05-01")])
    var present = agreed
    present.basis.captured = 1_003
    return FeeStatement(present: present, agreed: agreed, payments: [payment(10_000, "0012"), payment(-10, "0013")])
  }

  private func words(_ pdf: [UInt8]) throws -> String { try PDFTools.pages(pdf).joined() }

  @Test(
    "A10: the statement reads line by line, with both sides' sums in figures and words and a place for the seal",
    arguments: [1, 30])
  func statementPaper(count: Int) throws {
    let paper = FeeStatementPaper(
      campaign: "甘肃省2014届高校毕业生图像信息采集", institution: "测试大学（10731）", statement: statement,
      classes: (1...count).map { .init(title: "民族学院 民族学\($0)班", captured: 40, exempt: $0 % 3) },
      countedAt: "2014年5月4日（周日）09:30")
    let pdf = try paper.pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(pdf, "fee-statement-\(count).pdf")
    let text = try words(pdf)
    for expected in [
      "缴费对账单", "测试大学（10731）", "收费988人×20.00元", "19760.00", "免收12人：家庭经济困难", "免费重拍7人次，不收费",
      "加洗8张（加-10731-2014-001）", "12.00", "调整：第12号收据多收", "-12.50", "确认后增加3人×20.00元", "60.00", "应收合计19819.50",
      "已缴合计9990.00", "未缴9829.50", "人民币玖仟捌佰贰拾玖元伍角整", "民族学1班", "盖章处", "主管领导签字",
    ] { #expect(text.contains(expected), "\(expected)") }
    let pages = try PDFTools.pages(pdf)
    #expect(pages.last?.contains("未缴") == true && pages.last?.contains("盖章处") == true)
    #expect(try paper.pdf(PaperFixtures.identity()) == pdf)
  }

  @Test("A10: a receipt says number, payer, purpose and the amount in figures and words; what is paid back is another paper")
  func receipt() throws {
    let receipt = FeeReceiptPaper(
      campaign: "甘肃省2014届高校毕业生图像信息采集", institution: "测试大学（10731）", number: "收-10731-2014-001",
      payment: payment(19_760, "BK-0012"), invoice: InvoiceTitle(name: "测试大学", taxNumber: ""))
    let pdf = try receipt.pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(pdf, "fee-receipt.pdf")
    let text = try words(pdf)
    for expected in [
      "收据", "收-10731-2014-001", "2014年4月30日", "付款人测试大学", "¥19760.00", "人民币壹万玖仟柒佰陆拾元整", "银行转账", "BK-0012", "发票抬头",
      "采集单位盖章处", "本单不是发票",
    ] { #expect(text.contains(expected), "\(expected)") }
    var back = receipt
    back.payment.amount = .yuan(-10)
    back.invoice = nil
    let other = try words(back.pdf(PaperFixtures.identity()))
    #expect(back.title == "退款单" && other.contains("退回多缴") && other.contains("¥10.00") && !other.contains("发票抬头"))
  }

  @Test("A10: workbooks hold amounts as numbers, and open again as they were written")
  func books() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func texts(_ name: String, _ write: (String) throws -> Void) throws -> [[String]] {
      let path = folder.appending(path: name).path
      try write(path)
      var rows: [[String]] = []
      let table = try TableFile.open(path: path)
      for sheet in table.sheets.indices {
        try table.forEachRow(sheet: sheet) { row in
          rows.append((0..<12).map { row[$0].text })
          return true
        }
      }
      return rows
    }
    let overview = FeeOverviewBook(
      campaign: "2014届",
      lines: [
        .init(code: "10731", institution: "测试大学", statement: statement, number: "费-10731-2014-001", lastOn: "2014-05-04"),
        .init(
          code: "10732", institution: "另一所大学", statement: FeeStatement(rate: .yuan(20), present: FeeBasis(captured: 1)),
          number: "", lastOn: ""),
      ], today: Self.day)
    let rows = try texts("overview.xlsx") { try overview.write(to: $0) }
    #expect(rows.contains { $0.starts(with: ["10731", "测试大学", "1003", "12", "991", "19819.5", "9990", "9829.5"]) })
    #expect(rows.contains { $0.count > 7 && $0[1] == "合计" && $0[5] == "19839.5" && $0[7] == "9849.5" })
    let invoices = InvoiceBook(
      campaign: "2014届", owner: "甘肃省",
      requests: [
        .init(
          institution: "测试大学", place: "民族学院 民族学1班", receipt: "", payment: payment(20, "3"),
          invoice: InvoiceTitle(name: "测试大学", taxNumber: "990000999999999"))
      ], today: Self.day)
    let asked = try texts("invoices.xlsx") { try invoices.write(to: $0) }
    #expect(asked.contains { $0.starts(with: ["测试大学", "民族学院 民族学1班", "测试大学", "990000999999999", "20"]) })
    let book = FeeBook(
      campaign: "2014届", institution: "测试大学（10731）", statement: statement,
      payments: [.init(number: "收-10731-2014-001", payment: payment(1, "1"), state: "", recordedBy: "张三")],
      classes: [
        .init(
          title: "民族学1班", captured: 2, exempt: 0, paidHeads: 1,
          collection: ClassCollection(heads: 2, rate: .yuan(20), takings: [payment(20, "2")]))
      ], today: Self.day)
    let lines = try texts("book.xlsx") { try book.write(to: $0) }
    #expect(lines.contains { $0.starts(with: ["确认后增加 3 人 × 20.00 元", "60"]) })
  }
}
