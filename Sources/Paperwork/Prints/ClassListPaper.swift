/// 班级名单: one class a page or more, with empty columns for shot serial and signature (A9.3, N3).
public struct ClassListPaper: Paper, Hashable {
  public var title: String { "图像信息采集班级名单" }
  /// As it stands under the title.
  public var institution: String
  public var classes: [ClassSheet]
  /// Whether the column 身份证号 is printed: class monitors get lists without it.
  public var showsIDNumbers: Bool

  public init(institution: String, classes: [ClassSheet], showsIDNumbers: Bool) {
    self.institution = institution
    self.classes = classes
    self.showsIDNumbers = showsIDNumbers
  }

  public var sections: [PaperSection] {
    guard !classes.isEmpty else {
      return [
        PaperSection(subtitles: [institution], blocks: [.table(table(ClassSheet(department: "", classGroup: "", rows: [])))])
      ]
    }
    return classes.map { sheet in
      PaperSection(
        subtitles: sheet.subtitles(institution: institution), runningTitle: sheet.classGroup,
        blocks: [
          .table(table(sheet)),
          .note("请按名单顺序排队，拍摄时不要走动；拍摄序号由现场填写，须与实际拍摄顺序一致。"),
          .blanks(["班长签字", "摄影员签字"]),
        ])
    }
  }

  private func table(_ sheet: ClassSheet) -> PaperTable {
    var columns: [PaperTable.Column] = [.init("序号", 10), .init("学号", 34), .init("姓名", 38), .init("性别", 10)]
    if showsIDNumbers { columns.append(.init("身份证号", 42)) }
    columns += [.init("拍摄序号", 22), .init("签名", 24)]
    let rows = sheet.rows.enumerated().map { index, row in
      [String(index + 1), row.studentNumber, row.name, row.sex] + (showsIDNumbers ? [row.idNumber] : [])
    }
    return PaperTable(columns: columns, rows: rows, emptyText: "本班没有应拍学生", rowMillimetres: 7)
  }
}
