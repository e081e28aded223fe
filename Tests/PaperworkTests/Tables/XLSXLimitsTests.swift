import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("limits and hostile workbooks")
struct XLSXLimitsTests {
  private func refusal(_ parts: [(name: String, bytes: [UInt8])], limits: TableLimits = .standard) throws -> TableRefusal? {
    try tableRefusal(tableZip(parts), limits: limits)
  }

  private func rowXML(_ count: Int) -> String { (1...count).map { "<row r=\"\($0)\"><c><v>\($0)</v></c></row>" }.joined() }

  @Test("rows, columns, sheets, characters and bytes")
  func plainLimits() throws {
    var limits = TableLimits()
    limits.rows = 5
    limits.headingRows = 1
    limits.columns = 3
    limits.cellCharacters = 4
    #expect(try refusal(workbookParts(rows: rowXML(6)), limits: limits) == nil)
    #expect(try refusal(workbookParts(rows: rowXML(7)), limits: limits) == .tooManyRows(limit: 5))
    #expect(
      try refusal(workbookParts(rows: "<row r=\"2\"><c r=\"D2\"><v>1</v></c></row>"), limits: limits)
        == .tooManyColumns(row: 2, limit: 3))
    // A formatted but empty cell far to the right is no column.
    #expect(try refusal(workbookParts(rows: "<row r=\"2\"><c r=\"D2\" s=\"0\"/></row>"), limits: limits) == nil)
    let long = "<row><c t=\"inlineStr\"><is><t>𬭎𬭎𬭎𬭎</t></is></c><c t=\"str\"><v>12345</v></c></row>"
    #expect(try refusal(workbookParts(rows: long), limits: limits) == .cellTooLong(row: 1, column: 2, limit: 4))
    limits.fileBytes = 10
    #expect(try refusal(workbookParts(rows: ""), limits: limits).map { $0.code } == "table.too-large")
    #expect(try tableRefusal("a,b,c,d\n".utf8, limits: .init(columns: 3)) == .tooManyColumns(row: 1, limit: 3))
  }

  @Test("too many sheets")
  func sheets() throws {
    var parts = workbookParts(rows: "")
    let many = (0..<65).map { "<sheet name=\"s\($0)\" sheetId=\"\($0 + 1)\" r:id=\"rId1\"/>" }.joined()
    let at = try #require(parts.firstIndex { $0.name == "xl/workbook.xml" })
    parts[at].bytes = Array("<workbook xmlns:r=\"r\"><sheets>\(many)</sheets></workbook>".utf8)
    #expect(try refusal(parts) == .tooManySheets(65, limit: 64))
  }

  @Test("a part that unpacks to hundreds of times its size is refused early")
  func bomb() throws {
    var parts = workbookParts(rows: "")
    let at = try #require(parts.firstIndex { $0.name == "xl/worksheets/sheet1.xml" })
    parts[at].bytes =
      Array("<worksheet><sheetData>".utf8) + [UInt8](repeating: 0x20, count: 90 << 20) + "</sheetData></worksheet>".utf8
    #expect(try refusal(parts) == .unpacksTooLarge)
  }

  @Test("no DTD, no entities, no deep nesting")
  func hostileXML() throws {
    var parts = workbookParts(rows: "")
    let at = try #require(parts.firstIndex { $0.name == "xl/worksheets/sheet1.xml" })
    func sheet(_ text: String) throws -> TableRefusal? {
      parts[at].bytes = Array(text.utf8)
      return try refusal(parts)
    }
    let damaged = TableRefusal.damaged(.xlsx, part: "工作表")
    let laughs =
      "<!DOCTYPE w [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet><sheetData>&b;</sheetData></worksheet>"
    #expect(try sheet(laughs) == damaged)
    #expect(try sheet("<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><worksheet/>") == damaged)
    #expect(try sheet("<worksheet><sheetData><row><c><v>&x;</v></c></row></sheetData></worksheet>") == damaged)
    #expect(try sheet(String(repeating: "<a>", count: 500) + String(repeating: "</a>", count: 500)) == damaged)
    #expect(try sheet("<worksheet><sheetData><row>") == damaged)
    #expect(try sheet("<worksheet><sheetData/></worksheet>") == nil)
  }

  @Test("too many entries")
  func entries() throws {
    let many = (0...TableLimits.zipEntries).map { (name: "xl/\($0)", bytes: [UInt8]()) }
    #expect(try refusal(many) == .unpacksTooLarge)
  }

  @Test("missing and broken parts")
  func brokenParts() throws {
    let whole = workbookParts(rows: rowXML(3))
    func without(_ name: String) -> [(name: String, bytes: [UInt8])] { whole.filter { $0.name != name } }
    #expect(try refusal(without("xl/workbook.xml")) == .damaged(.xlsx, part: "工作簿目录"))
    #expect(try refusal(without("xl/worksheets/sheet1.xml")) == .damaged(.xlsx, part: "工作表"))
    #expect(try refusal(without("xl/_rels/workbook.xml.rels")) == .noSheet)
    #expect(try refusal(without("xl/styles.xml")) == nil)
    let zip = try tableZip(whole)
    #expect(try tableRefusal(zip.dropLast(200)) != nil)
    #expect(try tableRefusal(zip.prefix(60)) == .truncated(.xlsx))
  }
}

extension TableLimits {
  fileprivate init(columns: Int) {
    self.init()
    self.columns = columns
  }
}
