import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

/// The promise: whatever bytes come, the reader gives rows within the limits or a refusal; it never crashes.
///
/// `BIYING_FUZZ_INPUTS` sets how many inputs a kind of file gets; the seeds make every run the same. An input that crashes the process
/// is left in the temporary folder; it goes to Tests/Fixtures/Corpus, which every run reads first.
@Suite("hostile bytes")
struct TableFuzzTests {
  /// About a minute of a debug build each.
  private static let inputs = FuzzCorpus.inputs(usually: 3_000)

  private var limits: TableLimits {
    var limits = TableLimits()
    limits.rows = 2_000
    limits.columns = 64
    limits.cellCharacters = 4_000
    limits.fileBytes = 4 << 20
    return limits
  }

  /// Reads all sheets; counts rows, and records an issue for anything but rows or a refusal.
  private func read(_ bytes: [UInt8], at path: String, _ label: String) throws -> Int {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    var rows = 0
    do {
      let file = try TableFile.open(path: path, limits: limits)
      for sheet in file.sheets.indices {
        let summary = try file.forEachRow(sheet: sheet) { row in
          rows += 1
          let isSound =
            row.cells.count <= limits.columns && row.flaws.allSatisfy { $0.column < limits.columns }
            && row.cells.allSatisfy { $0.text.unicodeScalars.count <= limits.cellCharacters }
          if !isSound { Issue.record("\(label): a row beyond the limits") }
          return true
        }
        if summary.rows > limits.rows + limits.headingRows { Issue.record("\(label): too many rows") }
      }
    } catch is TableRefusal {
      return rows
    } catch {
      Issue.record("\(label): \(error) is no refusal")
    }
    return rows
  }

  private func run(_ kind: String, _ seeds: [[UInt8]], seed: UInt64, headBytes: Int = 512) throws {
    let folder = try TableFolder()
    let kept = try FuzzCorpus(kind).replay { try outcome($0, folder) }
    let corpus = seeds + kept
    var mutator = TableMutator(seed: seed, headBytes: headBytes)
    var rows = 0
    for index in 0..<Self.inputs {
      let bytes = mutator.spoil(corpus[index % corpus.count], others: corpus)
      try FuzzCorpus(kind).keepWhenRecording(bytes) { try outcome($0, folder) }
      rows += try read(bytes, at: folder.file("f"), "seed \(seed) input \(index)")
    }
    // Mutations that refuse everything would prove nothing.
    #expect(rows > 0)
  }

  /// How reading ends: the refusal's code, or "read".
  private func outcome(_ bytes: [UInt8], _ folder: TableFolder) throws -> String {
    do {
      let file = try TableFile.open(path: folder.file("c", bytes), limits: limits)
      for sheet in file.sheets.indices { try file.forEachRow(sheet: sheet) { _ in true } }
      return "read"
    } catch let refusal as TableRefusal { return refusal.code }
  }

  private func fixture(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: tableFixture(name))))
  }

  @Test("DBF")
  func dbf() throws {
    var plain = DBFBuilder([
      .init("学号", "C", 12), .init("XM", "C", 20), .init("N", "N", 8), .init("D", "D", 8), .init("L", "L", 1),
    ])
    for name in rareNames { plain.add("1", name, "12.5", "20030101", "T") }
    var fox = DBFBuilder([
      .init("I", "I", 4), .init("B", "B", 8), .init("Y", "Y", 8), .init("T", "T", 8), .init("V", "V", 10, flags: 2),
      .init("M", "M", 4),
      .init("_NullFlags", "0", 1),
    ])
    fox.version = 0x30
    fox.backlink = 263
    for _ in 0..<6 {
      fox.add([[1, 2, 3, 4], [5, 6, 7, 8, 9, 1, 2, 64], [9], [0x91, 0x6C, 0x25, 0], [0x41, 0x42], [1], [3]])
    }
    try run("dbf", [plain.bytes, fox.bytes, fixture("libreoffice.dbf")], seed: 1, headBytes: 200)
  }

  @Test("XLS")
  func xls() throws {
    var bare = BIFFBuilder()
    bare.begin(version: 0x0500, kind: 0x10)
    for row in [3, 0, 1] {
      bare.label(row, 0, "李㛃䶮")
      bare.number(row, 1, 2.5)
      bare.cell(BIFF.formula, row, 2, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0])
      bare.record(BIFF.string, [2, 0, 0x41, 0x42])
    }
    bare.end()
    try run(
      "xls", [fixture("libreoffice.xls"), bare.bytes, fixture("xlwt.xls"), fixture("encrypted.xlsx")], seed: 2, headBytes: 3_000
    )
  }

  @Test("CSV")
  func csv() throws {
    let text = "学号,姓名,备注\r\n=\"001\",李㛃䶮,\"a,\"\"b\"\"\"\r\n'002,王𬭎𠮷㐂,\"两\n行\"\r\n003,阿依·木拉提,6.2E+17\r\n"
    let units = Array(text.utf16)
    let wide: [UInt8] = [0xFF, 0xFE] + units.flatMap { (unit: UInt16) -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    try run("csv", [Array(text.utf8), #require(GB18030.encode(text)), wide, Array("sep=;\na;b\n1;2\n".utf8)], seed: 3)
  }

  @Test("web pages and Excel 2003 XML")
  func markup() throws {
    let page =
      "<table><tr><td rowspan=3 colspan=2>甲</td><td>乙<table><tr><td>内</td></tr></table></td></tr><tr><td>&#x2CB4E;</table>"
    let xml = """
      <?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\
      <Worksheet ss:Name="一"><Table><Row ss:Index="3"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="Number">12</Data></Cell></Row>\
      </Table></Worksheet></Workbook>
      """
    try run("markup", [Array(page.utf8), Array(xml.utf8), fixture("libreoffice-html.xls")], seed: 4, headBytes: 400)
  }

  @Test("XLSX, its ZIP spoiled")
  func zip() throws {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>37622</v></c></row>"
    let stored = try tableZip(
      workbookParts(rows: rows, strings: "<si><t>甲</t></si>", cellFormats: "<xf/><xf numFmtId=\"14\"/>"), deflates: false)
    try run("xlsx", [stored, fixture("openpyxl.xlsx"), fixture("libreoffice.xlsx")], seed: 5, headBytes: 4_000)
  }

  @Test("XLSX, its XML spoiled inside a sound ZIP")
  func innerXML() throws {
    let rows = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>37622</v></c><c r="C1" t="inlineStr"><is><r><t>内</t></r></is></c></row>\
      <row r="3"><c r="A3" t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2003-01-01</v></c><c s="2"><v>6.2E+17</v></c></row>
      """
    let parts = workbookParts(
      rows: rows, strings: "<si><t>甲_x000D_</t></si><si><r><t>乙</t></r><rPh><t>x</t></rPh></si>",
      formats: "<numFmt numFmtId=\"176\" formatCode=\"00000\"/>",
      cellFormats: "<xf/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/>")
    let folder = try TableFolder()
    var mutator = TableMutator(seed: 6, headBytes: 600)
    var read = 0
    for index in 0..<Self.inputs {
      var spoiled = parts
      let part = index % 3 == 0 ? mutator.chance.below(parts.count) : 5
      spoiled[part].bytes = mutator.spoil(parts[part].bytes, others: parts.map(\.bytes))
      read += try self.read(tableZip(spoiled, deflates: false), at: folder.file("f"), "seed 6 input \(index)")
    }
    #expect(read > 0)
  }
}
