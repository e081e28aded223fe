/// 《班级照片核对单》 (N4): what an institution found when it checked a class's photos, to be stamped.
public struct ClassCheckPaper: Paper, Hashable {
  /// Somebody who is not right; identity numbers masked, because the paper goes through many hands.
  public struct Finding: Sendable, Hashable {
    public var name: String
    public var studentNumber: String
    /// 拍摄序号; empty for who has no photo.
    public var serial: String
    /// 「照片问题、数据错误」.
    public var kinds: String
    public var words: String

    public init(name: String, studentNumber: String, serial: String, kinds: String, words: String) {
      self.name = name
      self.studentNumber = studentNumber
      self.serial = serial
      self.kinds = kinds
      self.words = words
    }
  }

  public var title: String { "班级照片核对单" }
  public var campaign: String
  public var institutionName: String
  public var institutionCode: String
  public var department: String
  public var classGroup: String
  public var people: Int
  /// Photos that came back.
  public var pictures: Int
  public var right: Int
  public var findings: [Finding]

  public init(
    campaign: String, institutionName: String, institutionCode: String, department: String, classGroup: String, people: Int,
    pictures: Int, right: Int, findings: [Finding]
  ) {
    self.campaign = campaign
    self.institutionName = institutionName
    self.institutionCode = institutionCode
    self.department = department
    self.classGroup = classGroup
    self.people = people
    self.pictures = pictures
    self.right = right
    self.findings = findings
  }

  public var sections: [PaperSection] {
    let name = classGroup.isEmpty ? "（没有班级）" : classGroup
    return [
      PaperSection(
        subtitles: [campaign], runningTitle: [department, name].filter { !$0.isEmpty }.joined(separator: " "),
        blocks: [
          .facts([
            [PaperFact("学校名称", institutionName), PaperFact("学校代码", institutionCode)],
            [PaperFact("院系", department.isEmpty ? "—" : department), PaperFact("班级", name)],
            [PaperFact("应采", "\(people) 人"), PaperFact("返回照片", "\(pictures) 张"), PaperFact("缺照片", "\(people - pictures) 人")],
            [PaperFact("正确", "\(right) 人"), PaperFact("有问题", "\(findings.count) 人")],
          ]),
          .heading(findings.isEmpty ? "没有发现问题" : "有问题的 \(findings.count) 人"),
          .table(table),
          .paragraph("本班照片和照片下方的数据已经逐人核对，结果如上。上列问题请按漏拍、照片问题和勘误的规定处理。"),
          .stamp(lines: ["核对人", "院系负责人", "日期"], caption: "（学校盖章）"),
        ])
    ]
  }

  private var table: PaperTable {
    PaperTable(
      columns: [
        .init("序号", 10), .init("学号", 30), .init("姓名", 28), .init("拍摄序号", 20), .init("问题", 28, .leading),
        .init("说明", 54, .leading),
      ],
      rows: findings.enumerated().map { index, finding in
        [String(index + 1), finding.studentNumber, finding.name, finding.serial, finding.kinds, finding.words]
      }, emptyText: "全班照片和数据都正确", fontPoints: 9)
  }
}
