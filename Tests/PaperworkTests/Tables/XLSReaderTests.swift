import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("XLS reading (BIFF5, BIFF8)")
struct XLSReaderTests {
  private let people = [
    ["001234567801", "张三丰", "男", "990000200301010014", "20030101", "4"],
    ["001234567802", "李㛃䶮", "女", "990000200301020028", "20030102", "2.5"],
    ["001234567803", "王𬭎𠮷㐂", "男", "990000200301030031", "20030103", "4"],
    ["001234567804", "阿依·木拉提", "女", "990000200301040045", "20030104", "5"],
  ]
  private let header = ["学号", "姓名", "性别", "身份证号", "出生日期", "学制"]

  private func texts(_ builder: BIFFBuilder) throws -> [[String]] { try tableTexts(builder.bytes) }

  @Test("a workbook by LibreOffice, with formulas and their stored values")
  func libreOffice() throws {
    let file = try TableFile.open(path: tableFixture("libreoffice.xls"))
    #expect(file.format == .xls)
    #expect(file.sheets.map(\.name) == ["学生名单"])
    let rows = try tableRows(tableFixture("libreoffice.xls"))
    #expect(rows[0...4].map { $0.cells.map(\.text) } == [header] + people)
    #expect(rows[5].cells.map(\.text) == ["001234567801号", "TRUE", "#DIV/0!", "18", "20030102", "#N/A"])
    #expect(rows[5].flaws == [CellFlaw(column: 2, kind: .errorValue), CellFlaw(column: 5, kind: .errorValue)])
  }

  @Test("a workbook by xlwt: strings cut by CONTINUE records, zeros by format, lost digits")
  func xlwt() throws {
    let file = try TableFile.open(path: tableFixture("xlwt.xls"))
    #expect(file.sheets.map(\.name) == ["学生名单", "空表"])
    let rows = try tableRows(tableFixture("xlwt.xls"))
    #expect(rows[0...4].map { $0.cells.map(\.text) } == [header] + people)
    #expect(rows[5][0] == TableCell(text: "00001234", origin: .number))
    #expect(rows[5][1] == TableCell(text: "TRUE", origin: .logical))
    #expect(rows[5][3] == TableCell(text: "990000200301010000", origin: .number, lostDigits: true))
    #expect(rows[5][5].text == "1234567.891")
    for row in 6..<10 {
      #expect(rows[row][0].text == String(repeating: "a", count: 1200) + "\(row)")
      #expect(rows[row][1].text == String(repeating: "长", count: 1200) + "\(row)")
    }
    #expect(try tableRows(tableFixture("xlwt.xls"), sheet: 1).isEmpty)
  }

  @Test("the bare stream that web systems write, in GB18030")
  func bareStream() throws {
    var book = BIFFBuilder()
    book.begin(version: 0, kind: 0x10)
    book.label(0, 0, "学号")
    book.label(0, 1, "姓名")
    book.number(1, 0, 26_100_001)
    book.label(1, 1, "李㛃䶮")
    book.end()
    #expect(try texts(book) == [["学号", "姓名"], ["26100001", "李㛃䶮"]])
  }

  @Test("all kinds of numbers")
  func numbers() throws {
    var book = BIFFBuilder()
    book.begin(version: 0x0500, kind: 0x10)
    let rk: [Int] = [
      5 << 2 | 2, (12_345 << 2) | 3, Int(bitPattern: UInt((2.5).bitPattern >> 32)), (-7 << 2 | 2) & 0xFFFF_FFFF,
      Int(bitPattern: UInt((150.0).bitPattern >> 32)) | 1,
    ]
    book.cell(BIFF.rk, 0, 0, BIFFBuilder.little(rk[0], 4))
    let many: [UInt8] = rk.flatMap { (value: Int) -> [UInt8] in [0, 0] + BIFFBuilder.little(value, 4) }
    book.record(BIFF.multipleRK, BIFFBuilder.little(1, 2) + BIFFBuilder.little(2, 2) + many + BIFFBuilder.little(6, 2))
    book.number(2, 0, 0.1 + 0.2)
    book.cell(BIFF.logical, 3, 0, [1, 0])
    book.cell(BIFF.logical, 3, 1, [0x2A, 1])
    book.end()
    #expect(try texts(book) == [["5"], ["", "", "5", "123.45", "2.5", "-7", "1.5"], ["0.3"], ["TRUE", "#N/A"]])
  }

  @Test("rows that do not follow one another are put in order")
  func unordered() throws {
    var book = BIFFBuilder()
    book.begin(version: 0, kind: 0x10)
    for column in 0..<3 {
      for row in [4, 0, 2] { book.label(row, column, "\(row)-\(column)") }
    }
    book.end()
    let folder = try TableFolder()
    let rows = try tableRows(folder.file("t", book.bytes))
    #expect(rows.map(\.number) == [1, 3, 5])
    #expect(rows.map { $0.cells.map(\.text) } == [0, 2, 4].map { row in (0..<3).map { "\(row)-\($0)" } })
  }

  @Test("charts inside a sheet are stepped over")
  func charts() throws {
    var book = BIFFBuilder()
    book.begin(version: 0, kind: 0x10)
    book.label(0, 0, "甲")
    book.begin(version: 0, kind: 0x20)
    book.label(9, 0, "图")
    book.end()
    book.label(1, 0, "乙")
    book.end()
    #expect(try texts(book) == [["甲"], ["乙"]])
  }

  @Test("a formula's text stands in the record behind it")
  func formulaText() throws {
    var book = BIFFBuilder()
    book.begin(version: 0, kind: 0x10)
    book.cell(BIFF.formula, 0, 0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0])
    book.record(BIFF.string, BIFFBuilder.little(4, 2) + (GB18030.encode("张三") ?? []))
    book.cell(BIFF.formula, 0, 1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0])
    book.label(0, 2, "尾")
    book.end()
    #expect(try texts(book) == [["张三", "", "尾"]])
  }

  @Test("bytes that are no GB18030 are flagged")
  func undecodable() throws {
    var book = BIFFBuilder()
    book.begin(version: 0, kind: 0x10)
    book.cell(BIFF.label, 0, 0, [2, 0, 0xD5, 0xFF])
    book.label(0, 1, "好")
    book.end()
    let folder = try TableFolder()
    let row = try #require(try tableRows(folder.file("t", book.bytes)).first)
    #expect(row.cells.map(\.text) == ["", "好"])
    #expect(row.flaws == [CellFlaw(column: 0, kind: .undecodable)])
  }

  @Test("passwords, cut files and broken records are refused")
  func refusals() throws {
    #expect(try tableRefusal(Data(contentsOf: URL(fileURLWithPath: tableFixture("encrypted.xlsx")))) == .encrypted)
    var book = BIFFBuilder()
    book.begin(version: BIFF.version8, kind: 5)
    book.record(BIFF.filePass, [0, 0])
    book.end()
    #expect(try tableRefusal(book.bytes) == .encrypted)
    var broken = BIFFBuilder()
    broken.begin(version: 0, kind: 0x10)
    broken.cell(BIFF.label, 0, 0, [9, 0, 0x41])
    broken.end()
    #expect(try tableRefusal(broken.bytes) == .damaged(.xls, part: "工作表"))
    #expect(try tableRefusal(broken.bytes.dropLast(4)) == .truncated(.xls))
    let whole = try Data(contentsOf: URL(fileURLWithPath: tableFixture("libreoffice.xls")))
    for count in [100, 600, 3000] { #expect(try tableRefusal(whole.prefix(count)) != nil, "\(count)") }
  }
}
