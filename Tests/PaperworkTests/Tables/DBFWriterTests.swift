import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("DBF writing (X2)")
struct DBFWriterTests {
  private let fields: [DBFWriter.Field] = [
    .init("XH", .text(bytes: 12)), .init("姓名", .text(bytes: 30)), .init("XZ", .number(digits: 4, decimals: 1)),
    .init("BYRQ", .date),
    .init("BY", .logical),
  ]

  private func write(_ rows: [[String]], to path: String) throws {
    let writer = try DBFWriter(path: path, fields: fields, changed: (2026, 6, 30))
    for row in rows { try writer.write(row) }
    try writer.finish()
  }

  /// dbfread and LibreOffice follow the edition of 2000, in which U+9FB4 had other bytes.
  private var readableByOldEditions: [[String]] { rows.filter { !$0[1].contains("\u{9FB4}") } }

  private var rows: [[String]] {
    rareNames.enumerated().map { ["00\($0.offset)", $0.element, "2.5", "20260630", $0.offset % 2 == 0 ? "TRUE" : "FALSE"] }
  }

  @Test("comes back with every character")
  func roundTrip() throws {
    let folder = try TableFolder()
    try write(rows, to: folder.file("t.dbf"))
    #expect(try tableTexts(folder.file("t.dbf")) == [["XH", "姓名", "XZ", "BYRQ", "BY"]] + rows)
    let bytes = try folder.bytes("t.dbf")
    #expect(bytes[0] == 0x03)
    #expect(bytes[29] == 0x7A)
    #expect(bytes[1...3] == [126, 6, 30])
    #expect(bytes.last == 0x1A)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["t.dbf"])
  }

  @Test("blanks stay blank, also of numbers, dates and 是/否")
  func blanks() throws {
    let folder = try TableFolder()
    try write([["1"], ["2", "", "", "", ""], ["3", "", "-3", "", "是"]], to: folder.file("t.dbf"))
    #expect(
      try tableTexts(folder.file("t.dbf")).dropFirst() == [
        ["1", "", "", "", ""], ["2", "", "", "", ""], ["3", "", "-3", "", "TRUE"],
      ])
  }

  @Test("what does not fit is refused with row and field, and nothing of the row is written")
  func refusals() throws {
    let folder = try TableFolder()
    let writer = try DBFWriter(path: folder.file("t.dbf"), fields: fields, changed: (2026, 6, 30))
    try writer.write(["1", "张三"])
    let wrong: [([String], TableWriteRefusal)] = [
      (["1", String(repeating: "䶮", count: 16)], .tooWide(row: 2, field: "姓名", bytes: 32, width: 30)),
      (["1", "王\u{E81E}"], .unencodable(row: 2, field: "姓名", codePoint: 0xE81E)),
      (["1", "a\nb"], .controlCharacter(row: 2, field: "姓名")), (["1", "", "2.55"], .notANumber(row: 2, field: "XZ")),
      (["1", "", "12345"], .tooWide(row: 2, field: "XZ", bytes: 7, width: 4)),
      (["1", "", "四"], .notANumber(row: 2, field: "XZ")),
      (["1", "", "", "20260631"], .notADate(row: 2, field: "BYRQ")),
      (["1", "", "", "", "可"], .notLogical(row: 2, field: "BY")),
    ]
    for (values, refusal) in wrong { #expect(throws: refusal) { try writer.write(values) } }
    try writer.write(["2", "李四"])
    try writer.finish()
    #expect(try tableTexts(folder.file("t.dbf")).map { $0[1] } == ["姓名", "张三", "李四"])
    #expect(wrong[0].1.message == "第 2 行「姓名」需要 32 字节，字段宽度只有 30 字节")
    #expect(wrong[1].1.message == "第 2 行「姓名」里的字符 U+E81E 在 GB18030 里没有编码")
  }

  @Test("field names and widths are checked")
  func fieldChecks() throws {
    let folder = try TableFolder()
    func refusal(_ fields: [DBFWriter.Field]) -> TableWriteRefusal? {
      do {
        _ = try DBFWriter(path: folder.file("t.dbf"), fields: fields, changed: (2026, 1, 1))
        return nil
      } catch {
        return error as? TableWriteRefusal
      }
    }
    #expect(refusal([.init("预计毕业日期", .date)]) == .fieldName("预计毕业日期"))
    #expect(refusal([.init("A B", .date)]) == .fieldName("A B"))
    #expect(refusal([.init("XM", .date), .init("xm", .date)]) == .fieldName("xm"))
    #expect(refusal([.init("", .date)]) == .fieldName(""))
    #expect(refusal([.init("XM", .text(bytes: 255))]) == .fieldWidth("XM"))
    #expect(refusal([.init("毕业日期一", .date)]) == nil)
  }

  @Test("an unfinished file leaves nothing behind")
  func unfinished() throws {
    let folder = try TableFolder()
    _ = try folder.file("t.dbf", "old".utf8)
    do {
      let writer = try DBFWriter(path: folder.file("t.dbf"), fields: fields, changed: (2026, 1, 1))
      try writer.write(["1"])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["t.dbf"])
    #expect(try folder.bytes("t.dbf") == Array("old".utf8))
  }

  @Test("dbfread reads every character", .enabled(if: DBFWriterTests.hasDBFRead, "Python's dbfread is not installed"))
  func readByDBFRead() throws {
    let folder = try TableFolder()
    let readable = readableByOldEditions
    try write(readable, to: folder.file("t.dbf"))
    let program = """
      import sys, dbfread
      for record in dbfread.DBF(sys.argv[1], encoding='gb18030'):
          print('|'.join(str(v) for v in record.values()))
      """
    let python = try #require(tableProgramExists("python3"))
    let output = try tableProgram(python, ["-c", program, folder.file("t.dbf")], environment: ["PYTHONIOENCODING": "utf-8"])
    let expected = readable.map { "\($0[0])|\($0[1])|2.5|2026-06-30|\($0[4] == "TRUE" ? "True" : "False")" }
    #expect(output.split(separator: "\n").map(String.init) == expected)
  }

  @Test(
    "LibreOffice reads every character",
    .enabled(if: DBFWriterTests.hasLibreOffice, "LibreOffice's dBase driver is not installed"))
  func readByLibreOffice() throws {
    let folder = try TableFolder()
    try write(readableByOldEditions, to: folder.file("t.dbf"))
    let soffice = try #require(tableProgramExists("soffice"))
    // 85 is LibreOffice's number for GB18030, 76 for UTF-8.
    _ = try tableProgram(
      soffice,
      [
        "-env:UserInstallation=file://\(folder.file("profile"))", "--headless", "--infilter=dBase:85", "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", folder.path, folder.file("t.dbf"),
      ])
    let texts = try tableTexts(folder.file("t.csv"))
    #expect(texts.dropFirst().map { Array($0.prefix(2)) } == readableByOldEditions.map { Array($0.prefix(2)) })
  }

  static let hasDBFRead: Bool = {
    guard let python = tableProgramExists("python3") else { return false }
    return (try? tableProgram(python, ["-c", "import dbfread"])) != nil
  }()

  static let hasLibreOffice: Bool = {
    guard let soffice = tableProgramExists("soffice") else { return false }
    let program = URL(fileURLWithPath: soffice).resolvingSymlinksInPath().deletingLastPathComponent().path
    let libraries = (try? FileManager.default.contentsOfDirectory(atPath: program)) ?? []
    return libraries.contains("libdbaselo.so")
  }()
}
