/// 《拍摄信息核对表》: students check their own data and sign, counselor and department leader sign; a class starts a new page.
public struct CheckSheetPaper: Paper, Hashable {
  public var title: String { "拍摄信息核对表" }
  public var institution: String
  public var classes: [ClassSheet]
  /// Whether the column 出生日期 is printed.
  public var showsBirthDates: Bool

  public init(institution: String, classes: [ClassSheet], showsBirthDates: Bool) {
    self.institution = institution
    self.classes = classes
    self.showsBirthDates = showsBirthDates
  }

  public var sections: [PaperSection] {
    let sheets = classes.isEmpty ? [ClassSheet(department: "", classGroup: "", rows: [])] : classes
    return sheets.map { sheet in
      PaperSection(
        subtitles: sheet.subtitles(institution: institution), runningTitle: sheet.classGroup,
        blocks: [
          .note("请逐字核对学号、姓名、性别、身份证号，以身份证和学籍为准。无误的请本人签字；有误的在错处画圈、旁边写正确内容，再签字。"),
          .table(table(sheet)),
          .blanks(["辅导员签字", "日期", "院系负责人签字", "日期"]),
        ])
    }
  }

  private func table(_ sheet: ClassSheet) -> PaperTable {
    var columns: [PaperTable.Column] = [
      .init("序号", 10), .init("学号", 33), .init("姓名", 38), .init("性别", 10), .init("身份证号", 42),
    ]
    if showsBirthDates { columns.append(.init("出生日期", 24)) }
    columns.append(.init("学生签字", 30))
    let rows = sheet.rows.enumerated().map { index, row in
      [String(index + 1), row.studentNumber, row.name, row.sex, row.idNumber] + (showsBirthDates ? [row.birthDate] : [])
    }
    return PaperTable(columns: columns, rows: rows, emptyText: "本班没有应拍学生", rowMillimetres: 8)
  }
}
