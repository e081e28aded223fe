import GraduatePhotos

/// 应采实采对账表 (promise 3), lying: by class with sums of departments, or by institution with the province's; with a place for the seal.
public struct LedgerPaper: Paper, Hashable {
  /// What a line of the paper is.
  public enum Scope: Sendable, Hashable {
    /// One institution: a row a class, sums by department.
    case institution
    /// The province: a row an institution.
    case province
  }

  public var title: String { "应采实采对账表" }
  public var sheet: PaperSheet { .landscape }
  public var plan: CampaignPlan
  /// As printed: the institution's name and code, or the province's.
  public var owner: String
  public var ledger: Ledger
  public var scope: Scope
  /// The moment it was counted, as printed: 「2014年4月15日（周二）14:30」.
  public var countedAt: String
  public var today: CalendarDay

  public init(
    plan: CampaignPlan, owner: String, ledger: Ledger, scope: Scope, countedAt: String, today: CalendarDay
  ) {
    self.plan = plan
    self.owner = owner
    self.ledger = ledger
    self.scope = scope
    self.countedAt = countedAt
    self.today = today
  }

  public var sections: [PaperSection] {
    let grid = LedgerGrid(ledger, scope)
    let table = PaperTable(
      columns: grid.columns, rows: grid.rows.map(grid.printed), emptyText: "还没有学生名单", rowMillimetres: 6.6, fontPoints: 8.5)
    return [
      PaperSection(
        subtitles: [plan.title, "\(owner)　截至 \(countedAt)"], runningTitle: owner,
        blocks: [
          .table(table), .heading(verdict),
          .sealed(steps, [.stamp(lines: ["经办人签字", "联系电话", "主管领导签字", "日期"], caption: "盖章处")]),
        ])
    ]
  }

  /// The sum as a sentence, and the first class where it does not close.
  private var verdict: String {
    do {
      try ledger.close()
      return "账平：\(ledger.total.chinese)"
    } catch {
      return "账不平：\(error.message)"
    }
  }

  /// Each number with its noun and what is to be done.
  private var steps: PaperTable {
    let total = ledger.total
    return PaperTable(
      columns: [.init("名目", 50, .leading), .init("人数", 20), .init("怎么办", 180, .leading)],
      rows: total.occupied.map {
        [$0.chineseName, String(total[$0]), $0.nextStep(in: plan, today: today)]
      }, emptyText: "没有学生", rowMillimetres: 6.2, fontPoints: 8.5)
  }

  /// The same as a workbook, numbers as numbers.
  ///
  /// - Parameters:
  ///   - path: where it will lie.
  ///   - temporaryFolder: where rows wait until the end; the system's by default.
  /// - Throws: `TableWriteRefusal`, `TableFault`.
  public func writeBook(to path: String, temporaryFolder: String? = nil) throws {
    let grid = LedgerGrid(ledger, scope)
    let writer = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: today.workbookSeconds)
    try writer.addSheet(
      "对账表",
      columns: grid.columns.enumerated().map { index, column in
        XLSXWriter.Column(column.title, width: column.characters, isText: !grid.isNumber(index))
      }, form: XLSXWriter.Form(title: title, lines: [plan.title, "\(owner)　截至 \(countedAt)"]))
    for row in grid.rows { try writer.write(row.texts) }
    try writer.writeLine(verdict)
    try writer.writeLine("经办人签字：　　　　　　　　联系电话：　　　　　　　　主管领导签字：　　　　　　　　（盖校章）　　日期：")
    try writer.addSheet(
      "怎么办", columns: [.init("名目", width: 30), .init("人数", width: 10, isText: false), .init("怎么办", width: 80)],
      form: XLSXWriter.Form(title: "各项人数和怎么办", lines: [owner]))
    for row in steps.rows { try writer.write(row) }
    try writer.finish()
  }
}

/// Rows and columns of the ledger's table: only status changes that occur have a column.
struct LedgerGrid {
  struct Row {
    var texts: [String]
    var isSum: Bool
  }

  let columns: [PaperTable.Column]
  let rows: [Row]
  private let labels: Int

  init(_ ledger: Ledger, _ scope: LedgerPaper.Scope) {
    let total = ledger.total
    let kinds = StatusChange.Kind.allCases.filter { kind in ledger.classes.contains { $0.count[.left(kind)] != 0 } }
    let names: [PaperTable.Column] =
      switch scope {
      case .institution: [.init("院系", 44, .leading), .init("班级", 52, .leading)]
      case .province: [.init("院校代码", 18), .init("院校名称", 72, .leading)]
      }
    labels = names.count
    let numbers = ["应采", "实采", "漏拍"] + kinds.map(\.chineseName)
    columns = names + numbers.map { PaperTable.Column($0, $0.count > 3 ? 17 : 13) } + [.init("对账", 16)]
    func row(_ names: [String], _ count: LedgerCount, isSum: Bool = false) -> Row {
      let numbers = [count.due, count.captured, count.missing] + kinds.map { count[.left($0)] }
      return Row(texts: names + numbers.map { String($0) } + [Self.verdict(count)], isSum: isSum)
    }
    var rows: [Row] = []
    switch scope {
    case .institution:
      for department in Self.departments(of: ledger) {
        rows += department.lines.map { row([department.name, $0.place.classGroup], $0.count) }
        if department.lines.count > 1 {
          let sum = department.lines.reduce(LedgerCount.zero) { $0 + $1.count }
          rows.append(row([department.name, "小计"], sum, isSum: true))
        }
      }
    case .province:
      // One number may be right by two mistakes: an institution is right when all its classes are.
      let open = Set(ledger.openClasses.map(\.place.institutionCode))
      for line in ledger.lines(by: .institution) {
        var row = row([line.place.institutionCode, line.place.institution], line.count)
        if line.count.isClosed, open.contains(line.place.institutionCode) { row.texts[row.texts.count - 1] = "班级不平" }
        rows.append(row)
      }
    }
    if !rows.isEmpty { rows.append(row(["合计", ""], total, isSum: true)) }
    self.rows = rows
  }

  /// On paper nobody looks for zeros among the status changes.
  func printed(_ row: Row) -> [String] {
    row.texts.enumerated().map { index, text in isNumber(index) && index >= labels + 3 && text == "0" ? "" : text }
  }

  func isNumber(_ column: Int) -> Bool { column >= labels && column < columns.count - 1 }

  private static func verdict(_ count: LedgerCount) -> String {
    if count.isClosed { return "平" }
    if count.difference > 0 { return "少 \(count.difference)" }
    return count.difference < 0 ? "多 \(-count.difference)" : "不平"
  }

  /// Classes by department, in the order of the ledger; categories and study centers are told apart.
  private static func departments(of ledger: Ledger) -> [(name: String, lines: [LedgerEntry])] {
    ledger.lines(by: .department).map { department in
      let place = department.place
      let name = [place.studyCenter, place.category.map { $0 == .regular ? "" : $0.chineseName } ?? "", place.department]
        .filter { !$0.isEmpty }.joined(separator: "　")
      let lines = ledger.classes.filter { line in
        var key = line.place
        key.classGroup = ""
        return key == place
      }
      return (name, lines)
    }
  }
}
