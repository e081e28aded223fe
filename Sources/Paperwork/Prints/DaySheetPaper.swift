import GraduatePhotos

/// 当日情况表: a day of shooting on one sheet, for both sides to keep (A9.4).
public struct DaySheetPaper: Paper, Hashable {
  public struct ClassLine: Sendable, Hashable {
    public var department: String
    public var classGroup: String
    public var due: Int
    public var captured: Int
    public var excused: Int

    public init(department: String, classGroup: String, due: Int, captured: Int, excused: Int) {
      self.department = department
      self.classGroup = classGroup
      self.due = due
      self.captured = captured
      self.excused = excused
    }
  }

  /// Who signed when, as printed: 「08:25 张示例」; empty for a line to fill in.
  public struct SignedLine: Sendable, Hashable {
    public var moment: String
    public var crew: String
    public var institution: String

    public init(moment: String, crew: String, institution: String) {
      self.moment = moment
      self.crew = crew
      self.institution = institution
    }
  }

  public var title: String { "毕业生图像采集当日情况表" }
  public var campaign: String
  public var place: String
  /// Day, shooting point, crew and what else there is to know, each labelled.
  public var facts: [[PaperFact]]
  public var classes: [ClassLine]
  public var signed: [SignedLine]
  /// Whatever was out of the ordinary, a sentence each.
  public var remarks: [String]

  public init(
    campaign: String, place: String, facts: [[PaperFact]], classes: [ClassLine], signed: [SignedLine], remarks: [String]
  ) {
    self.campaign = campaign
    self.place = place
    self.facts = facts
    self.classes = classes
    self.signed = signed
    self.remarks = remarks
  }

  public var sections: [PaperSection] {
    var blocks: [PaperBlock] = [.facts(facts), .heading("各班"), .table(classTable), .heading("双方签字"), .table(signedTable)]
    if !remarks.isEmpty {
      blocks.append(.heading("特殊情况"))
      blocks += remarks.map { .line($0) }
    }
    blocks += [.gap(2), .stamp(lines: ["摄影员", "学校负责人", "日期"], caption: "学校盖章")]
    return [PaperSection(subtitles: [campaign, place], runningTitle: place, blocks: blocks)]
  }

  private var classTable: PaperTable {
    let sums = classes.reduce(into: (0, 0, 0)) { sum, line in
      sum = (sum.0 + line.due, sum.1 + line.captured, sum.2 + line.excused)
    }
    func missing(_ due: Int, _ captured: Int, _ excused: Int) -> String { String(max(0, due - captured - excused)) }
    let rows = classes.map { line in
      [
        line.department, line.classGroup, String(line.due), String(line.captured), String(line.excused),
        missing(line.due, line.captured, line.excused),
      ]
    }
    let total = ["合计", "", String(sums.0), String(sums.1), String(sums.2), missing(sums.0, sums.1, sums.2)]
    return PaperTable(
      columns: [
        .init("院系", 44, .leading), .init("班级", 52, .leading), .init("应拍", 18), .init("已拍", 18), .init("说明不拍", 20),
        .init("没来", 18),
      ], rows: rows.isEmpty ? [] : rows + [total])
  }

  private var signedTable: PaperTable {
    PaperTable(
      columns: [.init("", 30), .init("拍摄小组", 70), .init("学校", 70)],
      rows: signed.map { [$0.moment, $0.crew, $0.institution] }, rowMillimetres: 9)
  }
}
