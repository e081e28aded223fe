import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("XLSX and CSV writing")
struct SpreadsheetWriterTests {
  private let columns: [XLSXWriter.Column] = [
    .init("学号"), .init("姓名", width: 20, note: "与身份证一致"), .init("性别", choices: ["男", "女"]), .init("学制", isText: false),
  ]

  @Test("a workbook comes back with every character, text stays text, numbers are numbers")
  func roundTrip() throws {
    let folder = try TableFolder()
    let writer = try XLSXWriter(path: folder.file("t.xlsx"), temporaryFolder: folder.path, created: 1_782_000_000)
    try writer.addSheet("名单", columns: columns)
    for (index, name) in rareNames.enumerated() { try writer.write(["00\(index)", name, "男", "2.5"]) }
    try writer.addSheet("问题", columns: [.init("身份证号")])
    try writer.write(cells: [.init("990000200301010014", problem: "校验位应为 4")])
    try writer.write(["=1+1"])
    try writer.write(["a_x0041_b\n<&>\"'\u{7}"])
    try writer.write([])
    try writer.write(["尾"])
    try writer.finish()
    let file = try TableFile.open(path: folder.file("t.xlsx"))
    #expect(file.sheets.map(\.name) == ["名单", "问题"])
    let rows = try tableRows(folder.file("t.xlsx"))
    #expect(rows[0].cells.map(\.text) == ["学号", "姓名", "性别", "学制"])
    #expect(rows.dropFirst().map { $0[1].text } == rareNames)
    #expect(rows[1].cells.map(\.origin) == [.text, .text, .text, .number])
    let problems = try tableRows(folder.file("t.xlsx"), sheet: 1)
    #expect(problems.map { $0[0].text } == ["身份证号", "990000200301010014", "=1+1", "a_x0041_b\n<&>\"'\u{7}", "尾"])
    #expect(problems.map(\.number) == [1, 2, 3, 4, 6])
    #expect(!problems[1][0].lostDigits)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["t.xlsx"])
  }

  @Test(
    "openpyxl sees formats, widths, lists, notes, the red cell and the frozen header",
    .enabled(if: SpreadsheetWriterTests.hasOpenpyxl))
  func readByOpenpyxl() throws {
    let folder = try TableFolder()
    let writer = try XLSXWriter(path: folder.file("t.xlsx"))
    try writer.addSheet("名单", columns: columns)
    try writer.write(cells: ["001", .init("李㛃䶮", problem: "请核对"), "女", "4"])
    try writer.finish()
    let program = """
      import sys, openpyxl
      s = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
      v = s.data_validations.dataValidation[0]
      print(s.title, s.freeze_panes, s['A1'].font.b, s['A2'].number_format, s['A2'].value, s['D2'].value, s.column_dimensions['B'].width > 20)
      print(v.sqref, v.formula1, s['B1'].comment.text, s['B2'].comment.text, s['B2'].fill.fgColor.rgb, s['A2'].fill.fill_type)
      """
    let python = try #require(tableProgramExists("python3"))
    let output = try tableProgram(python, ["-c", program, folder.file("t.xlsx")], environment: ["PYTHONIOENCODING": "utf-8"])
    #expect(
      output == """
        名单 A2 True @ 001 4 True
        C2:C1048576 "男,女" 与身份证一致 请核对 FFFFC7CE None

        """)
  }

  static let hasOpenpyxl: Bool = {
    guard let python = tableProgramExists("python3") else { return false }
    return (try? tableProgram(python, ["-c", "import openpyxl"])) != nil
  }()

  @Test("sheet names that Excel does not allow are made allowed and different")
  func sheetNames() throws {
    let folder = try TableFolder()
    let writer = try XLSXWriter(path: folder.file("t.xlsx"))
    let long = String(repeating: "长", count: 40)
    for name in ["a/b:c", "A-B-C", long, long, "", "'引'"] {
      try writer.addSheet(name, columns: [.init("x")])
      try writer.write(["1"])
    }
    try writer.finish()
    let names = try TableFile.open(path: folder.file("t.xlsx")).sheets.map(\.name)
    let full = String(repeating: "长", count: 31)
    #expect(names == ["a-b-c", "A-B-C(2)", full, String(full.dropLast(3)) + "(2)", "表", "引"])
  }

  @Test("what Excel cannot hold is refused with its place; an unfinished workbook leaves nothing behind")
  func workbookRefusals() throws {
    let folder = try TableFolder()
    do {
      let writer = try XLSXWriter(path: folder.file("t.xlsx"))
      try writer.addSheet("名单", columns: columns)
      #expect(throws: TableWriteRefusal.cellTooLong(row: 2, field: "姓名", limit: 32_767)) {
        try writer.write(["1", String(repeating: "长", count: 32_768)])
      }
      let choices = (0..<100).map { "选项\($0)" }
      #expect(throws: TableWriteRefusal.choicesTooLong(column: "系")) {
        try writer.addSheet("二", columns: [.init("系", choices: choices)])
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("CSV comes back with every character, also what looks like a formula, and digits stay digits")
  func csvRoundTrip() throws {
    let rows =
      [["学号", "姓名", "备注"]] + rareNames.map { ["001234567890", $0, ""] } + [
        ["=1+1", "+1", "-1"], ["@x", "\tx", "'x"], ["a,b", "说\"好\"", "两\r\n行"], ["'0123", "0123", "0"],
        ["12345678901", "123456789012", "末"],
      ]
    let folder = try TableFolder()
    for digits in [CSVWriter.Digits.guarded, .plain] {
      let writer = try CSVWriter(path: folder.file("t.csv"), digits: digits)
      for row in rows { try writer.write(row) }
      try writer.finish()
      let expected = rows.map { row in row.last == "" ? Array(row.dropLast()) : row }
      #expect(try tableTexts(folder.file("t.csv")) == expected)
    }
  }

  @Test("the bytes of a CSV: mark, guards, quotes, line ends")
  func csvBytes() throws {
    let folder = try TableFolder()
    let writer = try CSVWriter(path: folder.file("t.csv"))
    try writer.write(["=cmd|' /C calc'!A0", "0012", "123456789012", "12345", "a\"b", ""])
    try writer.finish()
    let text = "'=cmd|' /C calc'!A0,\"=\"\"0012\"\"\",\"=\"\"123456789012\"\"\",12345,\"a\"\"b\",\r\n"
    #expect(try folder.bytes("t.csv") == [0xEF, 0xBB, 0xBF] + Array(text.utf8))
  }
}
