import GraduatePhotos
import Testing

@Suite("Columns of a roster (X2, domain.md 2.1–2.3)")
struct ColumnMatchingTests {
  private func columns(_ header: [String]) -> [RosterColumn?] {
    let mapping = ColumnMatching.match(header: header).mapping
    return header.indices.map { index in RosterColumn.allCases.first { mapping[$0] == index } }
  }

  @Test("X2: the 17 columns of the template match exactly, by name and by code")
  func template() {
    #expect(RosterColumn.template.count == 17)
    #expect(RosterColumn.template.map(\.chineseName) == Fixture.header)
    let byName = ColumnMatching.match(header: Fixture.header)
    #expect(byName.matches.map(\.column) == RosterColumn.template && byName.matches.allSatisfy { $0.confidence == .exact })
    let byCode = ColumnMatching.match(header: RosterColumn.allCases.map { $0.code.lowercased() })
    #expect(byCode.matches.map(\.column) == RosterColumn.allCases && byCode.unmatched.isEmpty)
    #expect(byCode.missing().isEmpty)
    #expect(RosterColumn.allCases.map(\.ordinal) == Array(RosterColumn.allCases.indices))
    #expect(RosterColumn.allCases.allSatisfy { $0.code.utf8.count <= 10 })
  }

  @Test("2.3: columns of the national registration (A) and of admission files (B, C)")
  func nationalColumns() {
    #expect(
      columns([
        "KSH", "XH", "XM", "XB", "CSRQ", "SFZH", "ZZMM", "MZ", "ZYDM", "ZYMC", "CC", "XZ", "XXXS", "RXRQ", "XSH", "BH",
        "YJBYRQ",
      ])
        == [
          .examineeNumber, .studentNumber, .name, .sex, .birthDate, .idNumber, .politicalStatus, .ethnicity, .majorCode, .major,
          .level, .studyLength, .studyMode, .enrolmentDate, .department, .classGroup, .expectedGraduation,
        ])
    #expect(
      columns(["Yxdm", "Yxmc", "FY", "XBDM", "BJMC", "XXDM"]) == [
        nil, .institutionName, .department, .sex, .classGroup, .institutionCode,
      ])
  }

  @Test("2.1: what schools write, with stars, brackets, spaces and full width")
  func schoolsWords() {
    #expect(
      columns(["学院名称", "学院代码", " 姓 名 ", "性别*", "学号（必填）", "学历类别", "身份证号码：", "班级(全称)", "院（系）"])
        == [nil, nil, .name, .sex, .studentNumber, .category, .idNumber, .classGroup, .department])
    #expect(columns(["ＸＭ", "ｓｆｚｈ"]) == [.name, .idNumber])
  }

  @Test("Nothing is matched twice; the better name wins and the other says who took it")
  func conflicts() throws {
    let matching = ColumnMatching.match(header: ["分院", "院系", "姓名"])
    #expect(matching.mapping[.department] == 1)
    let left = try #require(matching.unmatched.first)
    #expect(left.header == "分院" && left.takenBy == .department)
  }

  @Test("Headers that contain a name are similar, those of other people are left alone")
  func similar() {
    let matching = ColumnMatching.match(header: ["毕业生的身份证号码填写", "父亲姓名", "辅导员姓名", "曾用名", "班主任", "宿舍"])
    #expect(matching.matches.map(\.column) == [.idNumber])
    #expect(matching.matches.first?.confidence == .similar)
    #expect(matching.unmatched.count == 5)
    #expect(matching.missing().contains(.name))
  }

  @Test("What was chosen once is remembered, leaving out included")
  func memory() throws {
    var memory = ColumnMemory()
    memory.remember(.department, for: "教学单位")
    memory.remember(nil, for: "备注")
    let matching = ColumnMatching.match(header: ["教学单位", "院系", " 备 注", "姓名"], memory: memory)
    #expect(matching.mapping[.department] == 0 && matching.mapping[.remark] == nil)
    #expect(matching.matches.first?.confidence == .chosen)
    #expect(matching.unmatched.map(\.takenBy) == [.department, nil])
  }

  @Test("The header is found anywhere in the first 20 rows, not beyond")
  func headerSearch() throws {
    let title: [TableCell] = ["2026届毕业生图像信息采集名单"]
    let header = Fixture.header.map { TableCell(text: $0) }
    for position in [0, 3, 19] {
      let rows = Array(repeating: title, count: position) + [header, Fixture.row().cells]
      let found = try #require(HeaderSearch.find(in: rows))
      #expect(found.row == position && found.matching.matches.count == 17)
    }
    #expect(HeaderSearch.find(in: Array(repeating: title, count: 20) + [header]) == nil)
    #expect(HeaderSearch.find(in: [Fixture.row().cells, Fixture.row(2).cells]) == nil)
    #expect(HeaderSearch.find(in: []) == nil)
  }

  @Test("Columns that the campaign or the institution knows need not be in the file")
  func missing() {
    let matching = ColumnMatching.match(header: ["院系", "学号", "姓名", "性别", "身份证号"])
    #expect(Fixture.context.missingColumns(in: matching) == [.category])
    var context = Fixture.context
    context.defaults[.category] = "成人"
    #expect(context.missingColumns(in: matching).isEmpty)
    context.required[.classGroup] = true
    #expect(context.missingColumns(in: matching) == [.classGroup])
    context.kind = .freshmen
    #expect(!context.isRequired(.studentNumber) && Fixture.context.isRequired(.studentNumber))
  }
}
