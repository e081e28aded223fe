import GraduatePhotos
import Testing

@Suite("Code mode refuses names and numbers in any form (design.md)")
struct CodeModeTests {
  private func leaks(_ header: [String], _ rows: [[TableCell]]) -> [CodeModeGuard.Leak] {
    CodeModeGuard.leaks(
      header: header, matching: ColumnMatching.match(header: header),
      rows: rows.enumerated().map { RosterRow(place: RosterPlace(row: $0 + 2), cells: $1) })
  }

  @Test("Departments, classes, majors, levels and counts pass")
  func harmless() {
    let rows: [[TableCell]] = (0..<60).map { index in
      ["10730", "文学院", "汉语言文学", TableCell(text: "汉文\(index / 20)班"), "本科", TableCell(text: "\(index)"), "20260630", "2022年秋"]
    }
    #expect(leaks(["学校代码", "院系", "专业", "班级", "层次", "拍摄序号", "预计毕业日期", "备注"], rows).isEmpty)
  }

  @Test("Personal headers are refused", arguments: ["姓名", "XM", "学生姓名", "身份证号", "SFZH", "学号", "考生号", "出生日期", "手机", "姓名拼音"])
  func headers(title: String) {
    #expect(leaks(["院系", title], []).map(\.sign) == [.header])
  }

  @Test("Names under a harmless header are seen by what they are")
  func names() {
    var random = SeededGenerator(seed: 7)
    let rows: [[TableCell]] = (0..<40).map { index in
      let surname = Fixture.surnames.randomElement(using: &random) ?? "李"
      let given = Fixture.givenNames[index % Fixture.givenNames.count]
      return ["文学院", TableCell(text: surname + given)]
    }
    let found = leaks(["院系", "备注"], rows)
    #expect(found.map(\.sign) == [.names] && found.first?.index == 1)
    #expect(found.first?.chinese == "第 2 列「备注」的内容像是姓名")
    #expect(leaks([], rows).first?.header == "")
  }

  @Test("One identity number anywhere is enough", arguments: ["备注 %", "%", "见%号", "(%)"])
  func numbers(form: String) {
    let number = Fixture.idNumber(1)
    let text = form.split(separator: "%", omittingEmptySubsequences: false).joined(separator: number)
    #expect(CodeModeGuard.holdsIDNumber(text))
    let found = leaks(["院系", "备注"], [["文学院", ""], ["文学院", TableCell(text: text)]])
    #expect(found.map(\.sign) == [.idNumbers])
    #expect(found.allSatisfy { !$0.chinese.contains(number) })
  }

  @Test("Other forms of numbers: full width, spaced, 15 places, inside longer digits, travel permits")
  func otherForms() {
    let number = Fixture.idNumber(1)
    let spaced = number.prefix(6) + " " + number.dropFirst(6).prefix(8) + "-" + number.suffix(4)
    #expect(CodeModeGuard.holdsIDNumber(String(spaced)))
    #expect(CodeModeGuard.holdsIDNumber("34052419800101001x") && CodeModeGuard.holdsIDNumber("３４０５２４１９８００１０１００１Ｘ"))
    #expect(CodeModeGuard.holdsIDNumber("340524800101001") && CodeModeGuard.holdsIDNumber("2026" + number))
    #expect(CodeModeGuard.holdsIDNumber("H1234567802"))
    #expect(!CodeModeGuard.holdsIDNumber("20260630123456789") && !CodeModeGuard.holdsIDNumber("拍摄序号 00012345"))
    #expect(!CodeModeGuard.holdsIDNumber("34052419800101001" + "1"))
    #expect(CodeModeGuard.holdsIDNumber(RosterRow(place: RosterPlace(row: 2), cells: ["a", TableCell(text: number)])))
  }

  @Test("The refusal says where, and that nothing was kept")
  func refusal() {
    let refusal = RegistrationRefusal.personalDataInCodeMode("第 2 列「备注」的内容像是姓名")
    #expect(refusal.message == "采集码模式不接收姓名和证件号码：第 2 列「备注」的内容像是姓名")
    #expect(refusal.hint.hasPrefix("文件没有保存"))
    #expect(RosterColumn.allCases.filter { !$0.applies(to: .code) }.count == 6)
  }
}
