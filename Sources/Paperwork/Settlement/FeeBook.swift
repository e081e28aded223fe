import GraduatePhotos

/// An institution's fees as a workbook: 对账, 缴费, 班级; amounts as numbers in yuan.
public struct FeeBook: Sendable {
  public struct Payment: Sendable {
    /// Of our receipt.
    public var number: String
    public var payment: FeePayment
    /// Why it counts for nothing; empty for one that counts.
    public var state: String
    public var recordedBy: String

    public init(number: String, payment: FeePayment, state: String, recordedBy: String) {
      self.number = number
      self.payment = payment
      self.state = state
      self.recordedBy = recordedBy
    }
  }

  public struct ClassLine: Sendable {
    public var title: String
    public var captured: Int
    public var exempt: Int
    public var paidHeads: Int
    public var collection: ClassCollection

    public init(title: String, captured: Int, exempt: Int, paidHeads: Int, collection: ClassCollection) {
      self.title = title
      self.captured = captured
      self.exempt = exempt
      self.paidHeads = paidHeads
      self.collection = collection
    }
  }

  public var campaign: String
  public var institution: String
  public var statement: FeeStatement
  public var payments: [Payment]
  public var classes: [ClassLine]
  public var today: CalendarDay

  public init(
    campaign: String, institution: String, statement: FeeStatement, payments: [Payment], classes: [ClassLine],
    today: CalendarDay
  ) {
    self.campaign = campaign
    self.institution = institution
    self.statement = statement
    self.payments = payments
    self.classes = classes
    self.today = today
  }

  /// - Parameters:
  ///   - path: where it will lie.
  ///   - temporaryFolder: where rows wait until the end; the system's by default.
  /// - Throws: `TableWriteRefusal`, `TableFault`.
  public func write(to path: String, temporaryFolder: String? = nil) throws {
    let writer = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: today.workbookSeconds)
    let lines = [campaign, "\(institution)　\(today.chinese)　\(statement.standing.chineseName)"]
    try writer.addSheet(
      "对账", columns: [.init("项目", width: 60), .init("金额（元）", width: 16, isText: false)],
      form: XLSXWriter.Form(title: "缴费对账", lines: lines, isLying: false))
    for line in statement.lines { try writer.write([line.chinese, line.amount?.plain ?? ""]) }
    for sum in FeeTables.sums(statement).rows { try writer.write([sum[0], sum[1]]) }
    try writer.addSheet(
      "缴费",
      columns: [
        .init("收据编号", width: 22), .init("日期", width: 12), .init("方式", width: 10), .init("付款人", width: 30),
        .init("收据号或回单号", width: 22), .init("金额（元）", width: 14, isText: false), .init("登记人", width: 14), .init("备注", width: 30),
      ], form: XLSXWriter.Form(title: "缴费", lines: lines))
    for row in payments {
      try writer.write([
        row.number, row.payment.day, row.payment.method.chineseName, row.payment.payer, row.payment.receiptNumber,
        row.payment.amount.plain, row.recordedBy, row.state,
      ])
    }
    try writer.addSheet(
      "班级",
      columns: [.init("班级", width: 50)]
        + ["实采", "免收", "收费人数", "交费人数", "应收（元）", "现金（元）", "微信（元）", "转账（元）", "已收（元）", "差额（元）"].map {
          .init($0, width: 12, isText: false)
        } + [.init("核对", width: 26)], form: XLSXWriter.Form(title: "班级收费", lines: lines))
    for row in classes { try writer.write(Self.texts(row)) }
    try writer.finish()
  }

  private static func texts(_ row: ClassLine) -> [String] {
    let collection = row.collection
    let counts = [row.captured, row.exempt, collection.heads, row.paidHeads].map { String($0) }
    let amounts =
      [collection.expected] + FeePayment.Method.allCases.map { collection.collected(by: $0) }
      + [collection.collected, collection.difference]
    return [row.title] + counts + amounts.map(\.plain) + [collection.chinese]
  }
}

/// All institutions' fees as a workbook, with their sums.
public struct FeeOverviewBook: Sendable {
  public struct Line: Sendable {
    public var code: String
    public var institution: String
    public var statement: FeeStatement
    /// Of the newest version; empty where nothing was issued.
    public var number: String
    /// Day of the last change; empty where there was none.
    public var lastOn: String

    public init(code: String, institution: String, statement: FeeStatement, number: String, lastOn: String) {
      self.code = code
      self.institution = institution
      self.statement = statement
      self.number = number
      self.lastOn = lastOn
    }
  }

  public var campaign: String
  public var lines: [Line]
  public var today: CalendarDay

  public init(campaign: String, lines: [Line], today: CalendarDay) {
    self.campaign = campaign
    self.lines = lines
    self.today = today
  }

  /// - Throws: `TableWriteRefusal`, `TableFault`.
  public func write(to path: String, temporaryFolder: String? = nil) throws {
    let writer = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: today.workbookSeconds)
    let numbers = ["实采", "免收", "收费人数", "应收（元）", "已缴（元）", "未缴（元）"]
    try writer.addSheet(
      "费用结算",
      columns: [.init("院校代码", width: 10), .init("院校名称", width: 36)]
        + numbers.map { .init($0, width: 13, isText: false) }
        + [.init("状态", width: 16), .init("对账单", width: 20), .init("最近变化", width: 12)],
      form: XLSXWriter.Form(title: "费用结算", lines: [campaign, today.chinese]))
    for line in lines {
      let (basis, statement) = (line.statement.present, line.statement)
      try writer.write(
        [line.code, line.institution] + [basis.captured, basis.exempted, basis.charged].map { String($0) }
          + [statement.due, statement.paid, statement.balance].map(\.plain)
          + [statement.standing.chineseName, line.number, line.lastOn])
    }
    func sum(_ value: (FeeStatement) -> Fen) -> String { lines.map { value($0.statement) }.reduce(.zero, +).plain }
    func heads(_ value: (FeeBasis) -> Int) -> String { String(lines.reduce(0) { $0 + value($1.statement.present) }) }
    try writer.write([
      "", "合计", heads(\.captured), heads(\.exempted), heads(\.charged), sum(\.due), sum(\.paid), sum(\.balance), "", "", "",
    ])
    try writer.finish()
  }
}
