import GraduatePhotos

/// 收据 (A10) of one payment, or 退款单 of one that was paid back; stamped by the agency.
public struct FeeReceiptPaper: Paper, Hashable {
  public var title: String { isRefund ? "退款单" : "收据" }
  public var campaign: String
  /// As printed: 「示例大学（10730）」.
  public var institution: String
  /// 收-10730-2014-001.
  public var number: String
  public var payment: FeePayment
  /// Nil where no invoice is wanted.
  public var invoice: InvoiceTitle?

  public init(campaign: String, institution: String, number: String, payment: FeePayment, invoice: InvoiceTitle? = nil) {
    self.campaign = campaign
    self.institution = institution
    self.number = number
    self.payment = payment
    self.invoice = invoice
  }

  private var isRefund: Bool { payment.amount < .zero }

  public var sections: [PaperSection] {
    let amount = Fen(abs(payment.amount.count))
    var facts = [
      [PaperFact("编号", number), PaperFact("日期", CalendarDay.parse(payment.day)?.chinese ?? payment.day)],
      [PaperFact(isRefund ? "收款人" : "付款人", payment.payer)],
      [PaperFact("事由", "\(campaign)费用（\(institution)）" + (isRefund ? "，退回多缴" : ""))],
      [PaperFact("金额（小写）", "¥\(amount.plain)"), PaperFact("金额（大写）", amount.inWords)],
      [PaperFact("方式", payment.method.chineseName), PaperFact("收据号或回单号", payment.receiptNumber)],
    ]
    if let invoice {
      facts.append([PaperFact("发票抬头", invoice.name), PaperFact("纳税人识别号", invoice.taxNumber.isEmpty ? "—" : invoice.taxNumber)])
    }
    return [
      PaperSection(
        subtitles: [institution],
        blocks: [
          .facts(facts), .gap(4),
          .note(
            isRefund
              ? "盖章后有效。已开发票的，请交回原发票办理退票或红字发票。" : "盖章后有效。本单不是发票；需要发票的，凭本单开具。"),
          .stamp(lines: isRefund ? ["付款经办人", "收款人签字", "日期"] : ["收款人", "付款人签字", "日期"], caption: "采集单位盖章处"),
        ])
    ]
  }
}
