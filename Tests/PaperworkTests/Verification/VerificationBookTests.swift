import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A7, A6: workbooks of the verification, and back")
struct VerificationBookTests {
  private let context = ErrataFormReader.Context(institutionCode: "10731", today: VerificationFixtures.day)

  private func book(_ lines: [ErrataLine], blankRows: Int = 0) -> ErrataBook<ErrataLine> {
    ErrataBook(
      campaign: VerificationFixtures.campaign, institution: PaperFixtures.institution, institutionCode: "10731", lines: lines,
      blankRows: blankRows, date: VerificationFixtures.day)
  }

  @Test(
    "A7: what is written is read back code point for code point, and nothing of the form's own text", arguments: [1, 6, 300])
  func roundTrip(count: Int) throws {
    let folder = try TableFolder()
    let lines = VerificationFixtures.errata(count)
    try book(lines, blankRows: 12).write(to: folder.file("勘误表.xlsx"), temporaryFolder: folder.path)
    let read = try ErrataFormFile.read(path: folder.file("勘误表.xlsx"), context)
    #expect(read.lines.map(\.line) == lines && read.problems.isEmpty)
    #expect(read.passedOver.count == 2, "the remark and the line for signatures")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["勘误表.xlsx"])
    #expect(throws: ErrataFormRefusal.empty) {
      try book([], blankRows: 3).write(to: folder.file("leer.xlsx"))
      _ = try ErrataFormFile.read(path: folder.file("leer.xlsx"), context)
    }
  }

  @Test("A7: in code mode the workbook comes back as codes and serials")
  func codeRoundTrip() throws {
    let folder = try TableFolder()
    let lines = try (0..<2).map { index in
      try CodeErrataLine(
        institutionCode: "10731", person: VerificationFixtures.code(index), old: "12-\(1000 + index)",
        new: "12-\(1001 - index)",
        handler: "赵守正", day: VerificationFixtures.day)
    }
    try ErrataBook(
      campaign: "2024届", institution: "某大学", institutionCode: "10731", lines: lines, blankRows: 2,
      date: VerificationFixtures.day
    ).write(to: folder.file("t.xlsx"))
    var code = context
    code.regime = .code
    let read = try ErrataFormFile.read(path: folder.file("t.xlsx"), code)
    #expect(read.codeLines.map(\.line) == lines && read.lines.isEmpty && read.problems.isEmpty)
    try book(VerificationFixtures.errata(1)).write(to: folder.file("n.xlsx"))
    #expect(throws: ErrataFormRefusal.self) { try ErrataFormFile.read(path: folder.file("n.xlsx"), code) }
  }

  @Test(
    "A7: openpyxl sees title, merged lines, lists below the header, text cells and a page that lies",
    .enabled(if: Self.hasOpenpyxl))
  func openpyxl() throws {
    let folder = try TableFolder()
    try book(VerificationFixtures.errata(2), blankRows: 1).write(to: folder.file("t.xlsx"))
    let program = """
      import sys, openpyxl
      s = openpyxl.load_workbook(sys.argv[1]).worksheets[0]
      print(s['A1'].value, s.freeze_panes, s.page_setup.orientation, s.print_title_rows, [str(r) for r in sorted(s.merged_cells.ranges, key=lambda r: r.min_row)])
      print([c.value for c in s[4]], s['A4'].font.b, s['A5'].border.left.style)
      print(s['H5'].value, s['H5'].number_format, s['H5'].data_type, [(str(v.sqref), v.formula1[:9]) for v in s.data_validations.dataValidation])
      """
    let python = try #require(tableProgramExists("python3"))
    let output = try tableProgram(python, ["-c", program, folder.file("t.xlsx")], environment: ["PYTHONIOENCODING": "utf-8"])
    #expect(
      output == """
        勘误表 A5 landscape $4:$4 ['A1:L1', 'A2:L2', 'A3:L3', 'A8:L8', 'A9:L9']
        ['序号', '学校代码', '拍摄序号', '错误字段', '错误内容', '正确内容', '姓名', '学号', '身份证号', '错误类型', '经手人', '日期'] True thin
        0010240100 @ s [('D5:D1048576', '"站点名称,类别,'), ('J5:J1048576', '"数据错误,数据错')]

        """)
  }

  static let hasOpenpyxl: Bool = {
    guard let python = tableProgramExists("python3") else { return false }
    return (try? tableProgram(python, ["-c", "import openpyxl"])) != nil
  }()

  /// A school's own form: merged title, blank rows, dates as days and as text, numbers as numbers, merged cells, signatures below.
  private static let byHand = """
    import sys, datetime, openpyxl
    w = openpyxl.Workbook()
    w.active.title = '填表说明'
    w.active['A1'] = '请逐项填写'
    s = w.create_sheet('勘误')
    s.append([]); s['A2'] = '某大学勘误表'; s.merge_cells('A2:L2')
    s['A3'] = '学校名称：某大学'; s['F3'] = '学校代码：10731'
    for i, t in enumerate(['序号','院校代码','拍摄序号','错误项目','错误 内容','正确内容（以身份证为准）','姓名','学号','身份证号码','错误类型','经办人','填表日期']):
      s.cell(5, i + 1, t)
    d = datetime.date(2014, 4, 18)
    rows = [
      (7, [1, 10731, 12, '姓名', '张龑', '张䶮', '张龑', 10240101, '990000200301010017', '数据错误', '赵老师', d]),
      (9, [2, None, '0013', '拍摄序号', '0013', '0014', '王芳', '0010240102', '990000200301010025', '错位', None, None]),
      (10, [3, None, '0014', '拍摄序号', '0014', '0013', '𠮷田', '0010240103', '990000200301010033', '错位', None, None]),
      (11, [4, None, 15, '身份证号', 990000200301010025, '990000200301010033', '李', '0010240104', None, '数据错误', '同上', '2014.4.19']),
      (12, [5, None, None, '出生年月日', '20030101', '2003/1/2', '㛃', '0010240105', None, None, None, 41748]),
      (13, [6]), (14, [7])]
    for r, values in rows:
      for i, v in enumerate(values):
        if v is not None: s.cell(r, i + 1, v)
    s['L7'].number_format = 'yyyy"年"m"月"d"日"'
    s.merge_cells('B7:B12'); s.merge_cells('K7:K10'); s.merge_cells('L7:L10')
    s['A16'] = '经办人：'; s['C16'] = '赵老师'; s['E16'] = '联系电话：'; s['F16'] = '0931-0000000'; s['J16'] = '（学校盖章）'
    s['A17'] = '注：本表须盖校章'
    w.save(sys.argv[1])
    """

  @Test(
    "A7: a form filled in by hand in Excel or WPS is read, with row and field of what is wrong", .enabled(if: Self.hasOpenpyxl))
  func byHand() throws {
    let folder = try TableFolder()
    let python = try #require(tableProgramExists("python3"))
    _ = try tableProgram(python, ["-c", Self.byHand, folder.file("手填.xlsx")])
    let read = try ErrataFormFile.read(path: folder.file("手填.xlsx"), context)
    try check(read)
    guard let office = tableProgramExists("soffice") else { return }
    // What LibreOffice makes of it, as new and as old workbook.
    for kind in ["xlsx", "xls"] {
      let out = folder.file(kind)
      _ = try tableProgram(
        office,
        [
          "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", kind, "--outdir", out,
          folder.file("手填.xlsx"),
        ])
      try check(ErrataFormFile.read(path: out + "/手填.\(kind)", context))
    }
  }

  private func check(_ read: ErrataFormReader) throws {
    let spring = CalendarDay(year: 2014, month: 4, day: 18)
    #expect(read.lines.map(\.place.row) == [7, 9, 10, 12] && read.lines.allSatisfy { $0.place.sheet == "勘误" })
    try #require(read.lines.count == 4)
    let first = read.lines[0].line
    #expect(
      first.new.hasSameCodePoints(as: "张䶮") && first.studentNumber == "10240101" && first.shotSerial == "12"
        && first.day == spring)
    #expect(read.lines[1].line.kind == .shifted && read.lines[1].line.handler == "赵老师" && read.lines[2].line.day == spring)
    #expect(read.lines[3].line.field == .birthDate && read.lines[3].line.day == CalendarDay(year: 2014, month: 4, day: 19))
    #expect(
      read.problems.map(\.sentence) == ["工作表「勘误」第 11 行 错误内容：是以数字保存的，末几位已经丢失，请把这一列设为文本，从原件重新填写"])
    #expect(read.passedOver.map(\.row) == [16, 17])
  }

  @Test("A7: hundreds of spoiled workbooks give lines or a refusal, never anything else")
  func fuzz() throws {
    let folder = try TableFolder()
    try book(VerificationFixtures.errata(12), blankRows: 5).write(to: folder.file("t.xlsx"))
    let seeds = [
      try folder.bytes("t.xlsx"), try [UInt8](Data(contentsOf: URL(fileURLWithPath: tableFixture("openpyxl.xlsx")))),
    ]
    let cells = ErrataColumn.columns(in: .roster).enumerated().map { index, column in
      "<c r=\"\(Character(Unicode.Scalar(UInt8(65 + index))))1\" t=\"inlineStr\"><is><t>\(column.chineseName)</t></is></c>"
    }
    let sheet =
      "<row r=\"1\">\(cells.joined())</row><row r=\"2\"><c r=\"D2\" t=\"inlineStr\"><is><t>姓名</t></is></c><c r=\"L2\" s=\"1\"><v>41747</v></c></row>"
    let parts = workbookParts(rows: sheet, cellFormats: "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>")
    var mutator = TableMutator(seed: 11, headBytes: 2_000)
    var (read, refused) = (0, 0)
    for index in 0..<FuzzCorpus.inputs(usually: 600) {
      var bytes = mutator.spoil(seeds[index % 2], others: seeds)
      if index % 3 == 0 {
        var spoiled = parts
        spoiled[5].bytes = mutator.spoil(parts[5].bytes, others: parts.map(\.bytes))
        bytes = try tableZip(spoiled, deflates: false)
      }
      do {
        let form = try ErrataFormFile.read(path: folder.file("f", bytes), context)
        read += form.lines.count + form.problemCount
      } catch is any Refusal {
        refused += 1
      } catch {
        Issue.record("input \(index): \(error) is no refusal")
      }
    }
    #expect(read > 0 && refused > 0)
  }

  @Test("A6, promise 3: the make-up's and the ledger's workbooks hold what the papers say, numbers as numbers")
  func others() throws {
    let folder = try TableFolder()
    try VerificationFixtures.makeup(5).writeBook(to: folder.file("m.xlsx"), date: VerificationFixtures.day)
    let makeup = try tableTexts(folder.file("m.xlsx"))
    #expect(makeup[0] == ["毕业生图像信息采集（补拍）情况表"] && makeup[4].prefix(4) == ["序号", "姓名", "学号", "身份证号"])
    #expect(makeup[5...9].map { $0[1] } == Array(VerificationFixtures.rareNames.prefix(5)))
    let ledger = VerificationFixtures.ledger(departments: 3, classes: 4)
    try VerificationFixtures.ledgerPaper(ledger).writeBook(to: folder.file("l.xlsx"))
    let rows = try tableRows(folder.file("l.xlsx"))
    let sum = try #require(rows.first { $0[0].text == "合计" })
    #expect(sum[2] == TableCell(text: String(ledger.total.due), origin: .number))
    #expect(rows.count { $0[1].text == "小计" } == 3)
    #expect(try tableTexts(folder.file("l.xlsx"), sheet: 1)[3][0] == "实采")
    try book(VerificationFixtures.errata(6), blankRows: 4).write(to: folder.file("errata.xlsx"))
    for name in ["m.xlsx", "l.xlsx", "errata.xlsx"] { try VerificationFixtures.keep(folder.bytes(name), name) }
  }
}
