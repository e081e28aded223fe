import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("tables in web pages and in Excel 2003 XML")
struct MarkupTableTests {
  @Test("a page by LibreOffice, named .xls")
  func libreOffice() throws {
    let file = try TableFile.open(path: tableFixture("libreoffice-html.xls"))
    #expect(file.format == .html)
    let texts = try tableTexts(tableFixture("libreoffice-html.xls"))
    #expect(texts[0] == ["学号", "姓名", "性别", "身份证号", "出生日期", "学制"])
    #expect(texts[3] == ["001234567803", "王𬭎𠮷㐂", "男", "990000200301030031", "2003-01-03", "4"])
  }

  @Test("GBK pages, whatever they declare; white space folded; scripts left out; entities resolved")
  func page() throws {
    let page = """
      <html><head><meta charset="utf-8"><style>td{x:1}</style><script>var a="<td>no</td>";</script></head><body><p>标题</p>
      <table border=1><tr><th> 学号 <th>姓<br>名</tr>
      <tr><td>001</td><td>&nbsp;李㛃䶮&nbsp;</td></tr>
      <tr><td>&#x2CB4E;&amp;</td><td>6.2E+17</td></tr><tr><td></td></tr></table></body></html>
      """
    let expected = [["学号", "姓 名"], ["001", "李㛃䶮"], ["𬭎&", "6.2E+17"]]
    #expect(try tableTexts(#require(GB18030.encode(page))) == expected)
    #expect(try tableTexts(page.utf8) == expected)
    let folder = try TableFolder()
    #expect(try tableRows(folder.file("t", page.utf8))[2][1].lostDigits)
  }

  @Test("cells that span rows and columns keep the others in their columns")
  func spans() throws {
    let page = """
      <table><tr><td rowspan=2>甲</td><td colspan="2">乙</td><td>丙</td></tr><tr><td>1</td><td>2</td><td>3</td></tr>
      <tr><td>4</td></tr></table>
      """
    #expect(try tableTexts(page.utf8) == [["甲", "乙", "", "丙"], ["", "1", "2", "3"], ["4"]])
  }

  @Test("each table is a sheet, also one inside another; tables without a value are none")
  func severalTables() throws {
    let page = """
      <table><tr><td></td></tr></table><table><tr><td>外<table><tr><td>内1</td></tr><tr><td>内2</td></tr></table>后</td></tr></table>
      <table><tr><td>三</td></tr></table>
      """
    let folder = try TableFolder()
    let path = try folder.file("t", page.utf8)
    #expect(try TableFile.open(path: path).sheets.map(\.name) == ["表1", "表2", "表3"])
    #expect(try tableTexts(path, sheet: 0) == [["外后"]])
    #expect(try tableTexts(path, sheet: 1) == [["内1"], ["内2"]])
    #expect(try tableTexts(path, sheet: 2) == [["三"]])
  }

  @Test("pages without a table, and endless ones, are refused")
  func refusedPages() throws {
    #expect(try tableRefusal("<html><body>请登录</body></html>".utf8) == .noSheet)
    let deep = String(repeating: "<div>", count: 400) + "<table><tr><td>x</td></tr></table>"
    #expect(try tableRefusal(deep.utf8) == .damaged(.html, part: "内容"))
    let nested = String(repeating: "<table><tr><td>", count: 40) + "x"
    #expect(try tableRefusal(nested.utf8) == .damaged(.html, part: "内容"))
    let endless = Array("<table><tr><td>x<!-- ".utf8) + [UInt8](repeating: 0x61, count: TableLimits.silentPageBytes + (1 << 20))
    #expect(try tableRefusal(endless) == .damaged(.html, part: "内容"))
  }

  private func spreadsheet(_ rows: String, encoding: String = "UTF-8") -> String {
    """
    <?xml version="1.0" encoding="\(encoding)"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>
    <Worksheet ss:Name="名单"><Table>\(rows)</Table></Worksheet><Worksheet ss:Name="二"><Table><Row><Cell><Data ss:Type="String">乙</Data></Cell></Row>
    </Table></Worksheet></Workbook>
    """
  }

  @Test("Excel 2003 XML: indexes, merged cells, types, styles, comments left out")
  func excel2003() throws {
    let rows = """
      <Row ss:Index="3"><Cell><Data ss:Type="String">李㛃䶮</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell>
      <Cell ss:Index="4" ss:MergeAcross="1" ss:StyleID="z"><Data ss:Type="Number">12</Data></Cell>
      <Cell><Data ss:Type="DateTime">2003-01-01T00:00:00.000</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="Number">37622</Data></Cell></Row>
      <Row><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="Number">6.2E+17</Data></Cell></Row>
      """
    for (text, bytes) in [
      ("UTF-8", Array(spreadsheet(rows).utf8)), ("GBK", try #require(GB18030.encode(spreadsheet(rows, encoding: "gb2312")))),
    ] {
      let folder = try TableFolder()
      let path = try folder.file("t", bytes)
      let file = try TableFile.open(path: path)
      #expect(file.format == .spreadsheetML, "\(text)")
      #expect(file.sheets.map(\.name) == ["名单", "二"])
      let read = try tableRows(path)
      #expect(read.map(\.number) == [3, 4])
      #expect(read[0].cells.map(\.text) == ["李㛃䶮", "", "", "00012", "", "20030101", "20030101"])
      #expect(read[1].cells.map(\.text) == ["TRUE", "#N/A", "620000000000000000"])
      #expect(read[1].flaws.map(\.kind) == [.errorValue])
      #expect(read[1][2].lostDigits)
      #expect(try tableTexts(path, sheet: 1) == [["乙"]])
    }
  }

  @Test("broken Excel 2003 XML is refused")
  func broken2003() throws {
    let whole = spreadsheet("<Row><Cell><Data ss:Type=\"String\">甲</Data></Cell></Row>")
    #expect(try tableRefusal(whole.utf8.dropLast(30)) == .damaged(.spreadsheetML, part: "内容"))
    let entity = whole.replacingOccurrences(of: "<?mso", with: "<!DOCTYPE a [<!ENTITY x \"y\">]><?mso")
    #expect(try tableRefusal(entity.utf8) == .damaged(.spreadsheetML, part: "内容"))
  }
}
