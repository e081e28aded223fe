import GraduatePhotos

/// 缴费对账单 (A10): heads by rate, what costs nothing and why, further prints, adjustments, payments, balance; sealed by the institution.
public struct FeeStatementPaper: Paper, Hashable {
  /// A class's heads: counts only.
  public struct ClassLine: Sendable, Hashable {
    public var title: String
    public var captured: Int
    public var exempt: Int

    public init(title: String, captured: Int, exempt: Int) {
      self.title = title
      self.captured = captured
      self.exempt = exempt
    }
  }

  public var title: String { "缴费对账单" }
  public var campaign: String
  /// As printed: 「示例大学（10730）」.
  public var institution: String
  public var statement: FeeStatement
  public var classes: [ClassLine]
  /// The moment it was issued, as printed.
  public var countedAt: String

  public init(campaign: String, institution: String, statement: FeeStatement, classes: [ClassLine], countedAt: String) {
    self.campaign = campaign
    self.institution = institution
    self.statement = statement
    self.classes = classes
    self.countedAt = countedAt
  }

  public var sections: [PaperSection] {
    [
      PaperSection(
        subtitles: [campaign, "\(institution)　截至 \(countedAt)"], runningTitle: institution,
        blocks: [
          .heading("应收"), .table(FeeTables.lines(statement)),
          .heading("各班人数"), .table(classTable),
          .heading("已缴"), .table(payments),
          .sealed(FeeTables.sums(statement), closing),
        ])
    ]
  }

  private var closing: [PaperBlock] {
    [
      .note("双方以本单的人数和金额为准。用印后人数有变化的，另列一行，不改本单。收费以实际拍摄为准，闭眼、表情等原因重拍的不收费。"),
      .stamp(lines: ["采集单位经办人", "学校经办人签字", "主管领导签字", "日期"], caption: "盖章处"),
    ]
  }

  private var payments: PaperTable {
    PaperTable(
      columns: [
        .init("日期", 26), .init("方式", 22), .init("付款人", 56, .leading), .init("收据号或回单号", 40), .init("金额（元）", 26, .trailing),
      ],
      rows: statement.payments.map {
        [$0.day, $0.method.chineseName, $0.payer, $0.receiptNumber, $0.amount.plain]
      }, emptyText: "还没有缴费", rowMillimetres: 6.4, fontPoints: 9)
  }

  private var classTable: PaperTable {
    let sum = classes.reduce((0, 0)) { ($0.0 + $1.captured, $0.1 + $1.exempt) }
    let total = ClassLine(title: "合计", captured: sum.0, exempt: sum.1)
    return PaperTable(
      columns: [.init("班级", 90, .leading), .init("实采", 25), .init("免收", 25), .init("收费人数", 30)],
      rows: (classes.isEmpty ? [] : classes + [total]).map {
        [$0.title, String($0.captured), String($0.exempt), String($0.captured - $0.exempt)]
      }, emptyText: "还没有拍摄", rowMillimetres: 6.2, fontPoints: 9)
  }
}

/// Tables that statement and workbook share.
enum FeeTables {
  static func lines(_ statement: FeeStatement) -> PaperTable {
    PaperTable(
      columns: [.init("项目", 130, .leading), .init("金额（元）", 40, .trailing)],
      rows: statement.lines.map { [$0.chinese, $0.amount?.plain ?? "—"] }, rowMillimetres: 6.6)
  }

  static func sums(_ statement: FeeStatement) -> PaperTable {
    let balance = statement.balance
    return PaperTable(
      columns: [.init("合计", 40, .leading), .init("金额（元）", 40, .trailing), .init("大写", 90, .leading)],
      rows: [
        ["应收合计", statement.due.plain, statement.due.inWords], ["已缴合计", statement.paid.plain, statement.paid.inWords],
        [
          balance < .zero ? "多缴" : "未缴", Fen(abs(balance.count)).plain, Fen(abs(balance.count)).inWords,
        ],
      ])
  }
}
