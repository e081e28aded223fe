import GraduatePhotos
import Workflow

/// The fields of money that came in, the same for an institution's payment and a class's.
enum FeeFields {
  /// - payer: what stands in the field at first.
  static func payment(_ typed: SubmittedForm?, payer: String, payerHint: String, today: CalendarDay) -> [FormField] {
    [
      FormField("amount", "金额（元）", value: typed?["amount"] ?? "", hint: "最多两位小数，例如 1200.50；退款在前面加减号", lengthLimit: 14),
      FormField(
        "method", "方式", .radio(FeePayment.Method.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
        value: typed?["method"] ?? FeePayment.Method.transfer.rawValue),
      FormField(
        "payer", "付款人", value: typed?["payer"] ?? payer, hint: payerHint, autocomplete: "off",
        lengthLimit: SettlementLimits.textCharacters),
      FormField(
        "slip", "收据号或回单号", value: typed?["slip"] ?? "", hint: "照收据或银行回单填写", autocomplete: "off",
        lengthLimit: SettlementLimits.numberCharacters),
      FormField("day", "收款日期", .date, value: typed?["day"] ?? today.iso),
    ]
  }

  static func invoice(_ typed: SubmittedForm?) -> [FormField] {
    [
      FormField(
        "title", "发票抬头", value: typed?["title"] ?? "", hint: "需要发票的填写", isRequired: false, autocomplete: "off",
        lengthLimit: SettlementLimits.textCharacters),
      FormField(
        "tax", "纳税人识别号", value: typed?["tax"] ?? "", hint: "单位填 18 位统一社会信用代码；个人不填", isRequired: false, autocomplete: "off",
        lengthLimit: 20),
    ]
  }

  /// The field of a refusal; nil for one about the whole.
  static func field(_ refusal: SettlementRefusal) -> String? {
    switch refusal {
    case .amount: "amount"
    case .payerMissing, .textTooLong("付款人"), .numberInText: "payer"
    case .receiptMissing, .textTooLong("收据号"): "slip"
    case .day: "day"
    case .titleMissing, .textTooLong("发票抬头"): "title"
    case .taxNumber: "tax"
    default: nil
    }
  }
}

extension SubmittedForm {
  /// What the fields of money say; nil where the amount is none.
  func payment() -> FeePayment? {
    guard let amount = Fen(signed: trimmed("amount")) else { return nil }
    return FeePayment(
      amount: amount, method: FeePayment.Method(rawValue: trimmed("method")) ?? .transfer, payer: trimmed("payer"),
      receiptNumber: trimmed("slip"), day: trimmed("day"))
  }

  /// Nil where neither title nor tax number was typed.
  var invoice: InvoiceTitle? {
    let (title, tax) = (trimmed("title"), trimmed("tax").uppercased())
    return title.isEmpty && tax.isEmpty ? nil : InvoiceTitle(name: title, taxNumber: tax)
  }
}

/// The planner's forms: money that came in, and a sum to be put right.
struct FeeForms: Sendable {
  let call: Call
  let facts: FeeFacts
  let today: CalendarDay
  let refused: FeePage.Refused
  let errors: FormErrors
  let typed: SubmittedForm?

  private var page: String { call.feeAddress.institution(facts.institutionID) }

  var html: HTML {
    fragment {
      fold("收到一笔缴费", isOpen: refused.isPayment) {
        let typed = refused.isPayment ? typed : nil
        var form = FormPage(
          action: page + "/payments", csrf: call.csrf, submitVerb: "登记缴费",
          groups: [
            .init(
              title: nil,
              fields: FeeFields.payment(
                typed, payer: facts.name, payerHint: "单位全称", today: today)),
            .init(title: "发票", fields: FeeFields.invoice(typed)),
          ], errors: refused.isPayment ? errors : FormErrors())
        form.hidden = [("operation", operation(typed))]
        return form.html
      }
      fold("调整金额", isOpen: refused.isAdjustment) {
        let typed = refused.isAdjustment ? typed : nil
        var form = FormPage(
          action: page + "/adjustments", csrf: call.csrf, submitVerb: "登记调整",
          fields: [
            FormField(
              "adjust-amount", "调整多少（元）", value: typed?["adjust-amount"] ?? "", hint: "要减少应收的，在前面加减号，例如 -20.00", lengthLimit: 14
            ),
            FormField(
              "adjust-reason", "事由", value: typed?["adjust-reason"] ?? "", hint: "登记后不能删除；登记错的，再登记一条相反的",
              lengthLimit: SettlementLimits.textCharacters),
          ], errors: refused.isAdjustment ? errors : FormErrors())
        form.hidden = [("operation", operation(typed))]
        return form.html
      }
    }
  }

  private func operation(_ typed: SubmittedForm?) -> String {
    let sent = typed?.trimmed("operation") ?? ""
    return sent.isEmpty ? call.center.freshToken() : sent
  }

  private func fold(_ title: String, isOpen: Bool, _ content: () -> HTML) -> HTML {
    let content = content()
    return Tag.details(.class("card"), .flag(.open, if: isOpen)) {
      Tag.summary(title)
      content
    }
  }
}
