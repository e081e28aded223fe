import GraduatePhotos

/// 《毕业生图像信息采集（补拍）情况表》 (A1, A6, N4): who comes or came to the make-up, why, and whether it is free; sealed by the
/// institution, which is not received without it.
public struct MakeupPaper<Person: ListedPerson>: Paper, Hashable {
  public struct Row: Sendable, Hashable {
    public var person: Person
    /// Department and class.
    public var group: String
    public var ground: MakeupGround
    public var isFree: Bool
    /// When he is booked or was shot: 「4月9日（周三）09:15」; empty where nobody knows yet.
    public var time: String
    /// Serial of the new shot; empty before it is taken.
    public var newSerial: String

    public init(
      _ person: Person, group: String, ground: MakeupGround, isFree: Bool, time: String = "", newSerial: String = ""
    ) {
      self.person = person
      self.group = group
      self.ground = ground
      self.isFree = isFree
      self.time = time
      self.newSerial = newSerial
    }
  }

  public var title: String { "毕业生图像信息采集（补拍）情况表" }
  public var sheet: PaperSheet { .landscape }
  public var campaign: String
  public var institution: String
  public var institutionCode: String
  /// Days and place, as printed.
  public var appointment: String
  public var rows: [Row]

  public init(campaign: String, institution: String, institutionCode: String, appointment: String, rows: [Row]) {
    self.campaign = campaign
    self.institution = institution
    self.institutionCode = institutionCode
    self.appointment = appointment
    self.rows = rows
  }

  public var sections: [PaperSection] {
    [
      PaperSection(
        subtitles: [campaign] + head, runningTitle: institution,
        blocks: [
          .sealed(
            PaperTable(columns: columns, rows: cells, emptyText: "没有参加补拍的学生", rowMillimetres: 7.4, fontPoints: 8.5),
            [
              .note(Self.advice), .stamp(lines: ["带队老师签字", "联系电话", "主管领导签字", "日期"], caption: "盖章处"),
            ])
        ])
    ]
  }

  /// The same as a workbook.
  ///
  /// - Parameters:
  ///   - path: where it will lie.
  ///   - date: stands in its properties instead of the clock's.
  ///   - temporaryFolder: where rows wait until the end; the system's by default.
  /// - Throws: `TableWriteRefusal`, `TableFault`.
  public func writeBook(to path: String, date: CalendarDay, temporaryFolder: String? = nil) throws {
    let writer = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: date.workbookSeconds)
    try writer.addSheet(
      "补拍情况表", columns: columns.map { XLSXWriter.Column($0.title, width: $0.characters) },
      form: XLSXWriter.Form(title: title, lines: [campaign] + head))
    for row in cells { try writer.write(row) }
    try writer.writeLine("说明：" + Self.advice)
    try writer.writeLine("带队老师签字：　　　　　　　　联系电话：　　　　　　　　主管领导签字：　　　　　　　　（盖校章）　　日期：")
    try writer.finish()
  }

  private var head: [String] {
    ["\(institution)　学校代码 \(institutionCode)　\(counts)", appointment].filter { !$0.isEmpty }
  }

  /// 「共 12 人，其中漏拍 8 人、闭眼或特殊表情 4 人；免费 4 人」.
  private var counts: String {
    let parts = MakeupGround.allCases.compactMap { ground in
      let count = rows.count { $0.ground == ground }
      return count == 0 ? nil : "\(ground.chineseName) \(count) 人"
    }
    if parts.isEmpty { return "共 0 人" }
    return "共 \(rows.count) 人，其中\(parts.joined(separator: "、"))；免费 \(rows.count { $0.isFree }) 人"
  }

  private var columns: [PaperTable.Column] {
    [.init("序号", 10)] + Person.personColumns + [
      .init("院系、班级", 50, .leading), .init("补拍原因", 24), .init("是否免费", 14), .init("补拍时间", 30), .init("新拍摄序号", 22),
    ]
  }

  private var cells: [[String]] {
    rows.enumerated().map { index, row in
      [String(index + 1)] + row.person.personCells + [
        row.group, row.ground.chineseName, row.isFree ? "免费" : "收费", row.time, row.newSerial,
      ]
    }
  }

  private static var advice: String { "请本人带身份证在补拍时间内到场，逾期不再受理。闭眼、特殊表情的重拍免费。新拍摄序号由现场填写。本表须加盖校章。" }
}
