import GraduatePhotos
import Testing

@Suite("A10: fees")
struct FeeStatementTests {
  private let rate = Fen.yuan(20)

  private func pay(_ yuan: Int, _ method: FeePayment.Method = .transfer) -> FeePayment {
    FeePayment(amount: .yuan(yuan), method: method, payer: "兰州大学", receiptNumber: "0012", day: "2014-04-30")
  }

  @Test("A10, A6: heads × rate; exemptions and free re-shoots are said with their reasons and cost nothing")
  func sums() {
    let basis = FeeBasis(captured: 1000, exempt: [.hardship: 12, .agency: 0], freeReshoots: 7)
    var statement = FeeStatement(rate: rate, present: basis)
    #expect(statement.due == .yuan(988 * 20) && statement.balance == statement.due && statement.standing == .open)
    #expect(statement.lines == [.heads(988, rate), .exempt(.hardship, 12), .freeReshoots(7)])
    #expect(statement.lines.map(\.chinese) == ["收费 988 人 × 20.00 元", "免收 12 人：家庭经济困难", "免费重拍 7 人次，不收费"])
    statement.adjustments = [.init(amount: Fen(-1250), reason: "第 12 号收据多收", day: "2014-05-04")]
    statement.payments = [pay(10_000), pay(-10)]
    #expect(statement.due == Fen(1_976_000 - 1250) && statement.paid == .yuan(9990))
    #expect(statement.balance == Fen(1_974_750 - 999_000))
  }

  @Test("A10: what was agreed stays; later heads are a line of their own; standing follows balance and change")
  func agreed() {
    let basis = FeeBasis(captured: 100)
    var statement = FeeStatement(rate: rate, present: basis, agreed: basis)
    #expect(statement.standing == .agreed)
    statement.present.captured = 103
    #expect(statement.lines == [.heads(100, rate), .since(3, rate)])
    #expect(statement.due == .yuan(2060) && statement.standing == .changed)
    statement.payments = [pay(2060)]
    #expect(statement.standing == .settled && statement.balance == .zero)
    statement.present.captured = 99
    #expect(statement.lines[1] == .since(-1, rate) && statement.lines[1].chinese == "确认后减少 1 人 × 20.00 元")
    #expect(statement.standing == .overpaid && statement.balance == .yuan(-80))
  }

  @Test("A10: agreed is what was read, once, and when nobody is left to be shot")
  func agreement() {
    let basis = FeeBasis(captured: 100)
    func said(_ statement: FeeStatement, seen: FeeBasis, open: Int = 0) -> SettlementRefusal? {
      do {
        try statement.checkAgreement(seen: seen, stillOpen: open)
        return nil
      } catch { return error }
    }
    let statement = FeeStatement(rate: rate, present: basis)
    #expect(said(statement, seen: basis) == nil)
    #expect(said(statement, seen: FeeBasis(captured: 99)) == .changedMeanwhile)
    #expect(said(statement, seen: basis, open: 2) == .shootingGoesOn(2))
    #expect(said(FeeStatement(rate: rate, present: basis, agreed: basis), seen: basis) == .agreedAlready)
    let wrong = FeeBasis(captured: 1, exempt: [.hardship: 2])
    #expect(said(FeeStatement(rate: rate, present: wrong), seen: wrong) == .moreExemptThanShot(2, 1))
    #expect(wrong.charged == 0)
    let negative = FeeBasis(captured: -1)
    #expect(said(FeeStatement(rate: rate, present: negative), seen: negative) == .negativeCount)
  }

  @Test("A10: a class's money by method, and how it differs from the heads that were shot")
  func classes() {
    let short = ClassCollection(heads: 50, rate: rate, takings: [pay(500, .cash), pay(460, .wechat)])
    #expect(short.expected == .yuan(1000) && short.collected == .yuan(960) && short.difference == .yuan(-40))
    #expect(short.collected(by: .cash) == .yuan(500) && short.collected(by: .transfer) == .zero)
    #expect(short.chinese == "少收 40.00 元（2 人）")
    #expect(ClassCollection(heads: 48, rate: rate, takings: short.takings).chinese == "相符")
    var more = short
    more.takings.append(FeePayment(amount: Fen(4550), method: .cash, payer: "班长", receiptNumber: "3", day: "2014-04-30"))
    #expect(more.chinese == "多收 5.50 元")
    #expect(ClassCollection(heads: 1, rate: .zero, takings: [pay(5)]).chinese == "多收 5.00 元")
  }

  @Test("A10: what is typed of a payment or an adjustment is checked field by field")
  func typed() {
    func said(_ change: (inout FeePayment) -> Void) -> SettlementRefusal? {
      var payment = pay(1)
      change(&payment)
      do {
        try payment.check()
        return nil
      } catch { return error }
    }
    #expect(said { _ in } == nil)
    #expect(said { $0.amount = .zero } == .amount)
    #expect(said { $0.amount = Fen(SettlementLimits.amountFen + 1) } == .amount)
    #expect(said { $0.payer = "　" } == .payerMissing)
    #expect(said { $0.payer = Fixture.idNumber(3) } == .numberInText)
    #expect(said { $0.receiptNumber = "" } == .receiptMissing)
    #expect(said { $0.receiptNumber = String(repeating: "1", count: 41) } == .textTooLong("收据号"))
    #expect(throws: SettlementRefusal.reasonMissing) {
      try FeeStatement.Adjustment(amount: Fen(1), reason: " ", day: "2014-05-04").check()
    }
  }

  @Test("A10: an invoice's tax number has its check character; older ones have 15 or 20 places")
  func taxNumbers() {
    // Made up: category 12 (institutions), region 990000.
    let body = "1299000099999999A"
    let check = TaxNumber.checkCharacter(of: body.utf8).map { String(UnicodeScalar($0)) } ?? ""
    #expect(TaxNumber.isValid(body + check))
    let wrong = check == "0" ? "1" : "0"
    #expect(!TaxNumber.isValid(body + wrong) && !TaxNumber.isValid("I" + body.dropFirst() + check) && !TaxNumber.isValid(""))
    #expect(TaxNumber.isValid("990000999999999") && !TaxNumber.isValid("99000099999999税"))
    #expect(throws: SettlementRefusal.taxNumber) { try InvoiceTitle(name: "测试大学", taxNumber: body + wrong).check() }
    #expect(throws: SettlementRefusal.titleMissing) { try InvoiceTitle(name: "", taxNumber: "").check() }
    #expect(throws: Never.self) { try InvoiceTitle(name: "李婷", taxNumber: "").check() }
  }

  @Test(
    "A10: a receipt says its amount in words",
    arguments: [
      (0, "人民币零元整"), (5, "人民币伍分"), (50, "人民币伍角整"), (105, "人民币壹元零伍分"), (2000, "人民币贰拾元整"), (102_000, "人民币壹仟零贰拾元整"),
      (1_976_000, "人民币壹万玖仟柒佰陆拾元整"), (1_000_000, "人民币壹万元整"), (1_000_100, "人民币壹万零壹元整"), (10_500_000, "人民币壹拾万零伍仟元整"),
      (100_000_001, "人民币壹佰万元零壹分"), (12_345_678_912, "人民币壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分"), (-4550, "人民币负肆拾伍元伍角整"),
      (10_000_000_100, "人民币壹亿零壹元整"),
    ])
  func inWords(fen: Int, expected: String) {
    #expect(Fen(fen).inWords == expected)
  }
}
