import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("XLSX reading")
struct XLSXReaderTests {
  private let people = [
    ["001234567801", "张三丰", "男", "990000200301010014", "20030101", "4"],
    ["001234567802", "李㛃䶮", "女", "990000200301020028", "20030102", "2.5"],
    ["001234567803", "王𬭎𠮷㐂", "男", "990000200301030031", "20030103", "4"],
    ["001234567804", "阿依·木拉提", "女", "990000200301040045", "20030104", "5"],
  ]
  private let header = ["学号", "姓名", "性别", "身份证号", "出生日期", "学制"]

  private func rows(
    _ xml: String, strings: String? = nil, formats: String = "", cellFormats: String = "<xf/>", is1904: Bool = false
  ) throws
    -> [TableRow]
  {
    let folder = try TableFolder()
    let parts = workbookParts(rows: xml, strings: strings, formats: formats, cellFormats: cellFormats, is1904: is1904)
    return try tableRows(folder.file("t", tableZip(parts)))
  }

  @Test("a workbook by openpyxl: title, merged and hidden rows, rich text, dates, zeros, a hidden sheet")
  func openpyxl() throws {
    let file = try TableFile.open(path: tableFixture("openpyxl.xlsx"))
    #expect(file.format == .xlsx)
    #expect(file.sheets.map(\.name) == ["学生名单", "隐藏的表", "空表"])
    #expect(file.sheets.map(\.isHidden) == [false, true, false])
    let rows = try tableRows(tableFixture("openpyxl.xlsx"))
    #expect(rows[0].cells.map(\.text) == ["某某大学毕业生名单"])
    #expect(rows[1].cells.map(\.text) == header)
    #expect(rows[2...5].map { $0.cells.map(\.text) } == people)
    #expect(rows[6][0] == TableCell(text: "00001234", origin: .number))
    #expect(rows[6][1] == TableCell(text: "TRUE", origin: .logical))
    #expect(rows[6][3].lostDigits)
    #expect(rows[6][4].text == "0.3")
    #expect(rows[7][1].text == "前粗体后")
    #expect(rows[8][1].text == "跨\n行")
    let hidden = try tableRows(tableFixture("openpyxl.xlsx"), sheet: 1)
    #expect(hidden.map(\.number) == [3])
    #expect(hidden[0].cells.map(\.text) == ["", "", "在第三行"])
    #expect(try tableRows(tableFixture("openpyxl.xlsx"), sheet: 2).isEmpty)
  }

  @Test("a workbook by LibreOffice: formulas give their stored values, failed ones are flagged")
  func libreOffice() throws {
    let rows = try tableRows(tableFixture("libreoffice.xlsx"))
    #expect(rows[0...4].map { $0.cells.map(\.text) } == [header] + people)
    #expect(rows[5].cells.map(\.text) == ["001234567801号", "TRUE", "#DIV/0!", "18", "20030102", "#N/A"])
    #expect(rows[5].flaws == [CellFlaw(column: 2, kind: .errorValue), CellFlaw(column: 5, kind: .errorValue)])
  }

  @Test("shared strings: runs joined, phonetic hints left out, escapes resolved")
  func sharedStrings() throws {
    let strings = """
      <si><t>学号</t></si><si><r><t>东</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 京</t></r>\
      <rPh sb="0" eb="1"><t>トウ</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D_b_x4E00_</t></si><si/><si><t>&amp;&lt;&#x2CB4E;</t></si>
      """
    let xml = "<row>" + (0..<5).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined() + "</row>"
    #expect(try rows(xml, strings: strings)[0].cells.map(\.text) == ["学号", "东 京", "a\rb一", "", "&<𬭎"])
    #expect(try tableRefusal(tableZip(workbookParts(rows: "<row><c t=\"s\"><v>1</v></c></row>", strings: "<si/>"))) != nil)
  }

  @Test("inline strings, formula text, booleans, ISO dates, places given and left out, rows out of order")
  func cellKinds() throws {
    let xml = """
      <row r="3"><c r="B3" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r><rPh><t>x</t></rPh></is></c><c t="str"><f>A1</f><v>式</v></c>\
      <c r="F3" t="b"><v>0</v></c><c t="d"><v>2003-01-01T00:00:00</v></c><c t="e"><v>#REF!</v></c><c t="n"><v>7</v></c><c><f>B1</f></c></row>\
      <row><c><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>
      """
    let rows = try rows(xml)
    #expect(rows.map(\.number) == [3, 4, 5])
    #expect(rows[0].cells.map(\.text) == ["", "内联", "式", "", "", "FALSE", "20030101", "#REF!", "7"])
    #expect(rows[0].cells[5...6].map(\.origin) == [.logical, .date])
    #expect(rows[0].flaws == [CellFlaw(column: 7, kind: .errorValue)])
  }

  @Test("dates and zeros by number format, in both calendars")
  func numberFormats() throws {
    let formats = """
      <numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="177" formatCode="00000000"/>
      """
    let ids = [0, 14, 31, 176, 177, 49].map { "<xf numFmtId=\"\($0)\"/>" }.joined()
    let xml = "<row>" + (0..<6).map { "<c s=\"\($0)\"><v>37622</v></c>" }.joined() + "<c s=\"99\"><v>5</v></c></row>"
    let modern = try rows(xml, formats: formats, cellFormats: ids)[0]
    #expect(modern.cells.map(\.text) == ["37622", "20030101", "20030101", "20030101", "00037622", "37622", "5"])
    #expect(modern.cells.map(\.origin) == [.number, .date, .date, .date, .number, .number, .number])
    let mac = try rows(xml.replacingOccurrences(of: "37622", with: "36160"), formats: formats, cellFormats: ids, is1904: true)[
      0]
    #expect(mac[1].text == "20030101")
  }

  @Test("numbers that lost digits are flagged, exact ones are not")
  func lostDigits() throws {
    let values = ["990000200301010014", "9.9000020030101E+17", "123456789012345", "2.61E10", "1E-3", "0.1"]
    let row = try rows("<row>" + values.map { "<c><v>\($0)</v></c>" }.joined() + "</row>")[0]
    #expect(row.cells.map(\.lostDigits) == [true, true, false, true, false, false])
    #expect(
      row.cells.map(\.text) == ["990000200301010014", "990000200301010000", "123456789012345", "26100000000", "0.001", "0.1"])
  }

  @Test("stops when the body has seen enough, reports progress, can be cancelled")
  func watch() throws {
    let folder = try TableFolder()
    let xml = (1...30_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"inlineStr\"><is><t>某某大学\($0)</t></is></c></row>" }
      .joined()
    let file = try TableFile.open(path: folder.file("t", tableZip(workbookParts(rows: xml))))
    var seen = 0
    let stopped = try file.forEachRow { _ in
      seen += 1
      return seen < 10
    }
    #expect(seen == 10 && stopped.stopped && stopped.rows == 10)
    var fractions: [Double] = []
    try file.forEachRow(watch: TableWatch(progress: { fractions.append($0) })) { _ in true }
    #expect(fractions.count > 3 && fractions == fractions.sorted() && fractions.last == 1)
    #expect(throws: CancellationError.self) { try file.forEachRow(watch: TableWatch(isCancelled: { true })) { _ in true } }
    struct Stop: Error {}
    #expect(throws: Stop.self) { try file.forEachRow { _ in throw Stop() } }
  }

  @Test("a row that is kept does not change when the next is read")
  func keptRows() throws {
    let rows = try tableRows(tableFixture("libreoffice.xlsx"))
    #expect(Set(rows.map { $0[0].text }).count == rows.count)
  }
}
