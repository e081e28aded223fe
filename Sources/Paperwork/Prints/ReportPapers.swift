/// The doctor's report on one page: what was looked at, whether it is right, and what to do.
public struct MonthlyCheckPaper: Paper, Hashable {
  public struct Line: Sendable, Hashable {
    public var item: String
    public var isRight: Bool
    /// What was found, with numbers.
    public var finding: String
    /// What to do; empty when it is right.
    public var remedy: String

    public init(item: String, isRight: Bool, finding: String, remedy: String = "") {
      self.item = item
      self.isRight = isRight
      self.finding = finding
      self.remedy = remedy
    }
  }

  public var title: String
  /// When it was looked at, as printed.
  public var date: String
  public var lines: [Line]

  public init(title: String = "系统每月检查单", date: String, lines: [Line]) {
    self.title = title
    self.date = date
    self.lines = lines
  }

  public var sections: [PaperSection] {
    let wrong = lines.filter { !$0.isRight }.count
    let verdict =
      lines.isEmpty ? "没有检查项目" : wrong == 0 ? "共检查 \(lines.count) 项，全部正常" : "共检查 \(lines.count) 项，其中 \(wrong) 项需要处理"
    let table = PaperTable(
      columns: [.init("结果", 18), .init("检查项目", 40, .leading), .init("情况", 56, .leading), .init("怎么办", 56, .leading)],
      rows: lines.map { [$0.isRight ? "✓ 正常" : "✗ 处理", $0.item, $0.finding, $0.remedy] }, emptyText: "没有检查项目")
    return [
      PaperSection(
        subtitles: [date], blocks: [.heading(verdict), .table(table), .blanks(["检查人签字", "日期"])])
    ]
  }
}

/// 学生名单问题清单: what is wrong with a roster, row by row, values already masked.
public struct ProblemListPaper: Paper, Hashable {
  public struct Problem: Sendable, Hashable {
    /// Where, such as 「Sheet1 第 37 行」.
    public var place: String
    public var column: String
    public var value: String
    public var reason: String
    public var remedy: String

    public init(place: String, column: String, value: String, reason: String, remedy: String) {
      self.place = place
      self.column = column
      self.value = value
      self.reason = reason
      self.remedy = remedy
    }
  }

  public var title: String { "学生名单问题清单" }
  public var institution: String
  public var fileName: String
  public var problems: [Problem]

  public init(institution: String, fileName: String, problems: [Problem]) {
    self.institution = institution
    self.fileName = fileName
    self.problems = problems
  }

  public var sections: [PaperSection] {
    let table = PaperTable(
      columns: [
        .init("序号", 10), .init("位置", 26, .leading), .init("列", 20), .init("填的是", 34, .leading), .init("问题", 40, .leading),
        .init("怎么改", 40, .leading),
      ],
      rows: problems.enumerated().map { index, problem in
        [String(index + 1), problem.place, problem.column, problem.value, problem.reason, problem.remedy]
      }, emptyText: "没有发现问题", fontPoints: 9)
    return [
      PaperSection(
        subtitles: [institution, "文件：\(fileName)　共 \(problems.count) 个问题"], runningTitle: institution, blocks: [.table(table)])
    ]
  }
}
