import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("DBF reading (X2)")
struct DBFReaderTests {
  private func rows(_ builder: DBFBuilder) throws -> [TableRow] {
    let folder = try TableFolder()
    return try tableRows(folder.file("t.dbf", builder.bytes))
  }

  @Test("GB18030 whatever the header's code page says", arguments: [0x00, 0x4D, 0x7A, 0x03, 0xC8] as [UInt8])
  func codePageIsIgnored(_ mark: UInt8) throws {
    var table = DBFBuilder([.init("学号", "C", 12), .init("姓名", "C", 30)])
    table.mark = mark
    for (index, name) in rareNames.enumerated() { table.add("26\(index)", name) }
    let rows = try rows(table)
    #expect(rows[0].cells.map(\.text) == ["学号", "姓名"])
    #expect(rows[0].number == 0)
    #expect(rows.dropFirst().map { $0[1].text } == rareNames)
    #expect(rows.dropFirst().map(\.number) == Array(1...rareNames.count))
  }

  @Test("deleted records are left out and counted, and keep their numbers")
  func deletedRecords() throws {
    var table = DBFBuilder([.init("XM", "C", 8)])
    table.add("甲")
    table.add([GB18030.encode("乙") ?? []], deleted: true)
    table.add("丙")
    let folder = try TableFolder()
    let file = try TableFile.open(path: folder.file("t", table.bytes))
    var seen: [String] = []
    let summary = try file.forEachRow { row in
      seen.append("\(row.number)\(row[0].text)")
      return true
    }
    #expect(seen == ["0XM", "1甲", "3丙"])
    #expect(summary.deletedRecords == 1)
    #expect(summary.rows == 3)
  }

  @Test("types of dBase III: text, numbers, dates, logical, memo")
  func plainTypes() throws {
    var table = DBFBuilder([
      .init("C", "C", 6), .init("N", "N", 20), .init("F", "F", 8, decimals: 2), .init("D", "D", 8), .init("L", "L", 1),
      .init("M", "M", 10),
    ])
    table.add("  ab", "  990000200301010014", "   12.50", "20030101", "Y", "         7")
    table.add("", "****", "", "00000000", "?", "")
    table.add("z", "007", "", "", "f", "")
    let rows = try rows(table)
    #expect(rows[1].cells.map(\.text) == ["  ab", "990000200301010014", "12.5", "20030101", "TRUE", ""])
    #expect(rows[1].cells.map(\.origin) == [.text, .number, .number, .date, .logical, .blank])
    #expect(rows[1][1].lostDigits)
    #expect(rows[1].flaws == [CellFlaw(column: 5, kind: .memo)])
    // The second record is all blank and not handed over.
    #expect(rows.map(\.number) == [0, 1, 3])
    #expect(rows[2].cells.map(\.text) == ["z", "007", "", "", "FALSE", ""])
    #expect(rows[2].flaws.isEmpty)
  }

  @Test("types of Visual FoxPro, behind its backlink", arguments: [0x30, 0x31, 0x32] as [UInt8])
  func foxProTypes(_ version: UInt8) throws {
    func little(_ value: UInt64, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    var table = DBFBuilder([
      .init("I", "I", 4), .init("B", "B", 8, decimals: 2), .init("Y", "Y", 8), .init("T", "T", 8), .init("V", "V", 10),
      .init("W", "V", 10, flags: 2), .init("_NullFlags", "0", 1, flags: 5),
    ])
    table.version = version
    table.backlink = 263
    let short = (GB18030.encode("𬭎") ?? []) + [UInt8](repeating: 0x5A, count: 5) + [4]
    let noon = little(2_452_641, 4) + little(43_200_000, 4)
    table.add([
      little(UInt64(bitPattern: -5), 4), little(2.5.bitPattern, 8), little(12_345_600, 8), noon, short, short, [0b0000_0011],
    ])
    table.add([
      little(7, 4), little(0, 8), little(UInt64(bitPattern: -15_000), 8), little(0, 8), Array("0123456789".utf8), short,
      [0b100],
    ])
    let rows = try rows(table)
    #expect(rows[0].cells.map(\.text) == ["I", "B", "Y", "T", "V", "W"])
    #expect(rows[1].cells.map(\.text) == ["-5", "2.5", "1234.56", "20030101 12:00:00", "𬭎", "𬭎"])
    #expect(rows[2].cells.map(\.text) == ["7", "0", "-1.5", "", "0123456789", ""])
  }

  @Test("wide text fields keep the high byte of their width in the decimals")
  func wideText() throws {
    var table = DBFBuilder([.init("A", "C", 300), .init("B", "C", 4)])
    table.add(String(repeating: "长", count: 150), "尾")
    #expect(try rows(table)[1].cells.map(\.text) == [String(repeating: "长", count: 150), "尾"])
  }

  @Test("bytes that are no GB18030 are flagged with their cell, never replaced")
  func undecodable() throws {
    var table = DBFBuilder([.init("XH", "C", 4), .init("XM", "C", 6)])
    table.add("1", "张三")
    table.add([Array("2".utf8), [0xD5, 0xC5, 0xFF, 0x41]])
    table.add([Array("3".utf8), [0xD5]])
    table.add("4", "李四")
    let rows = try rows(table)
    #expect(rows.map { $0[1].text } == ["XM", "张三", "", "", "李四"])
    #expect(
      rows.map(\.flaws) == [[], [], [CellFlaw(column: 1, kind: .undecodable)], [CellFlaw(column: 1, kind: .undecodable)], []])
  }

  @Test("equal values of neighbours are read as carefully as others, across pieces and deletions")
  func neighbours() throws {
    var table = DBFBuilder([.init("XXMC", "C", 200), .init("XH", "C", 8), .init("BZ", "C", 4)])
    var expected: [[String]] = []
    for index in 0..<4000 {
      let values = [index % 1300 < 700 ? "某某大学" : "某某学院", String(index), index % 7 == 0 ? "备" : ""]
      let isDeleted = index % 5 == 3 || (1200...1260).contains(index)
      table.add(values.map { GB18030.encode($0) ?? [] }, deleted: isDeleted)
      if !isDeleted { expected.append(values) }
    }
    #expect(try rows(table).dropFirst().map { $0.cells.map(\.text) } == expected)
  }

  @Test("a truncated file names the first missing record")
  func truncated() throws {
    var table = DBFBuilder([.init("XM", "C", 9)])
    for _ in 0..<5 { table.add("张三") }
    let whole = table.bytes
    #expect(try tableRefusal(whole.dropLast(12)) == .truncatedDBF(record: 4, of: 5))
    #expect(try tableRefusal(whole.prefix(40)) == .truncated(.dbf))
    // The end mark alone may be missing.
    #expect(try tableTexts(whole.dropLast()).count == 6)
    let refusal = TableRefusal.truncatedDBF(record: 4, of: 5)
    #expect(refusal.message == "文件不完整：应有 5 条记录，从第 4 条起缺失")
  }

  @Test("records behind the header's count are told, not swallowed in silence")
  func uncounted() throws {
    var table = DBFBuilder([.init("XM", "C", 9)])
    for _ in 0..<5 { table.add("张三") }
    table.declaredRecords = 3
    let folder = try TableFolder()
    let summary = try TableFile.open(path: folder.file("t", table.bytes)).forEachRow { _ in true }
    #expect(summary.rows == 4)
    #expect(summary.uncountedRecords == 2)
  }

  @Test("damaged headers are refused")
  func damagedHeaders() throws {
    var table = DBFBuilder([.init("XM", "C", 9)])
    table.add("张三")
    var wide = table.bytes
    wide[32 + 16] = 200
    #expect(try tableRefusal(wide) == .damaged(.dbf, part: "字段表"))
    var name = table.bytes
    name[32] = 0xFF
    #expect(try tableRefusal(name) == .undecodableFieldName(position: 1))
    var seven = DBFBuilder([.init("XM", "C", 9), .init("XH", "C", 9)])
    seven.version = 0x04
    #expect(try tableRefusal(seven.bytes) == .notATable(.dBase7))
  }

  @Test("a table by LibreOffice")
  func libreOffice() throws {
    let rows = try tableRows(tableFixture("libreoffice.dbf"))
    #expect(rows.dropFirst().prefix(4).map { $0[1].text } == ["张三丰", "李㛃䶮", "王𬭎𠮷㐂", "阿依·木拉提"])
    #expect(rows[1].cells.map(\.text) == ["001234567801", "张三丰", "男", "990000200301010014", "20030101", "4"])
  }

  @Test(
    "real GBK files of other readers' test suites",
    .enabled(if: ProcessInfo.processInfo.environment["BIYING_SAMPLE_DBF"] != nil, "BIYING_SAMPLE_DBF names no folder"))
  func samples() throws {
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["BIYING_SAMPLE_DBF"] ?? "")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension.lowercased() == "dbf" }
    try #require(!files.isEmpty)
    for file in files {
      let table = try TableFile.open(path: file.path)
      #expect(table.format == .dbf)
      let summary = try table.forEachRow { row in
        #expect(row.flaws.isEmpty, "\(file.lastPathComponent) \(row.number)")
        return true
      }
      #expect(summary.rows > 1)
    }
  }
}
