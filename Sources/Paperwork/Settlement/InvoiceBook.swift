import GraduatePhotos

/// 开票申请: who wants an invoice, with title and tax number, as a workbook.
public struct InvoiceBook: Sendable {
  public struct Request: Sendable {
    public var institution: String
    /// The class; empty for an institution's own payment.
    public var place: String
    /// Of our receipt; empty for what was collected in a class.
    public var receipt: String
    public var payment: FeePayment
    public var invoice: InvoiceTitle

    public init(institution: String, place: String, receipt: String, payment: FeePayment, invoice: InvoiceTitle) {
      self.institution = institution
      self.place = place
      self.receipt = receipt
      self.payment = payment
      self.invoice = invoice
    }
  }

  public var campaign: String
  /// Whose list it is, as printed.
  public var owner: String
  public var requests: [Request]
  public var today: CalendarDay

  public init(campaign: String, owner: String, requests: [Request], today: CalendarDay) {
    self.campaign = campaign
    self.owner = owner
    self.requests = requests
    self.today = today
  }

  /// - Throws: `TableWriteRefusal`, `TableFault`.
  public func write(to path: String, temporaryFolder: String? = nil) throws {
    let writer = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: today.workbookSeconds)
    try writer.addSheet(
      "开票申请",
      columns: [
        .init("院校", width: 30), .init("班级", width: 30), .init("发票抬头", width: 36), .init("纳税人识别号", width: 22),
        .init("金额（元）", width: 14, isText: false), .init("方式", width: 10), .init("付款人", width: 24), .init("日期", width: 12),
        .init("收据号或回单号", width: 22), .init("收据编号", width: 22),
      ], form: XLSXWriter.Form(title: "开票申请", lines: [campaign, "\(owner)　\(today.chinese)"]))
    for request in requests {
      let payment = request.payment
      try writer.write([
        request.institution, request.place, request.invoice.name, request.invoice.taxNumber, payment.amount.plain,
        payment.method.chineseName, payment.payer, payment.day, payment.receiptNumber, request.receipt,
      ])
    }
    if requests.isEmpty { try writer.writeLine("没有人需要发票") }
    try writer.finish()
  }
}
