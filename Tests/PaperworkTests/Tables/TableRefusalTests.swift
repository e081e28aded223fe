import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("what is no table")
struct TableRefusalTests {
  @Test(
    "other files are named by their content",
    arguments: [
      (.word, Array("{\\rtf1 x}".utf8)), (.pdf, Array("%PDF-1.7\n".utf8)), (.image, [0xFF, 0xD8, 0xFF, 0xE0]),
      (.image, [0x89, 0x50, 0x4E, 0x47]), (.image, Array("GIF89a".utf8)), (.image, Array("RIFF0000WEBP".utf8)),
      (.image, Array("BM".utf8) + [1, 2, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0]), (.archive, Array("Rar!\u{1A}\u{7}".utf8)),
      (.archive, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.archive, [0x1F, 0x8B, 0x08, 0x00]),
      (.access, [0, 1, 0, 0] + Array("Standard Jet DB".utf8)), (.webArchive, Array("MIME-Version: 1.0\r\n".utf8)),
      (.ancientExcel, [0x09, 0x00, 0x04, 0x00, 0x02, 0x00]), (.unknown, [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01, 0x00]),
      (.unknown, Array("<svg></svg>".utf8)), (.unknown, [UInt8](repeating: 0, count: 600)),
    ] as [(TableRefusal.OtherFile, [UInt8])])
  func otherFiles(_ meaning: TableRefusal.OtherFile, _ bytes: [UInt8]) throws {
    #expect(try tableRefusal(bytes) == .notATable(meaning))
  }

  @Test(
    "other files that are ZIP archives too",
    arguments: [
      (.word, ["[Content_Types].xml", "word/document.xml"]), (.powerPoint, ["[Content_Types].xml", "ppt/presentation.xml"]),
      (.openDocument, ["mimetype", "content.xml"]), (.ofd, ["OFD.xml"]),
      (.binaryWorkbook, ["[Content_Types].xml", "xl/workbook.bin"]),
      (.archive, ["名单.xlsx", "说明.txt"]),
    ] as [(TableRefusal.OtherFile, [String])])
  func otherArchives(_ meaning: TableRefusal.OtherFile, _ names: [String]) throws {
    #expect(try tableRefusal(tableZip(names.map { ($0, [0x41]) })) == .notATable(meaning))
  }

  @Test("an old Word document is told from an old workbook")
  func oldWord() throws {
    #expect(try tableRefusal(Data(contentsOf: URL(fileURLWithPath: tableFixture("word.doc")))) == .notATable(.word))
  }

  @Test("empty files, blank files, folders, missing files")
  func nothing() throws {
    #expect(try tableRefusal([]) == .empty)
    #expect(try tableRefusal("\u{FEFF}\r\n  \n".utf8) == .empty)
    let folder = try TableFolder()
    #expect(throws: TableFault.self) { try TableFile.open(path: folder.path) }
    #expect(throws: TableFault.self) { try TableFile.open(path: folder.file("missing")) }
  }

  @Test("the name of the file decides nothing but the name of its sheet")
  func names() throws {
    let folder = try TableFolder()
    let path = try folder.file("upload", "a,b\n".utf8)
    let file = try TableFile.open(path: path, fileName: "C:\\名单\\2026届.v2.xls")
    #expect(file.format == .csv)
    #expect(file.sheets.map(\.name) == ["2026届.v2"])
    #expect(file.byteCount == 4)
    #expect(throws: TableRefusal.noSheet) { try file.forEachRow(sheet: 1) { _ in true } }
  }

  @Test("every refusal says what happened and what to do, in Chinese, under a code of its own form")
  func words() {
    var refusals: [any Refusal] = TableRefusal.OtherFile.allCases.map { TableRefusal.notATable($0) }
    refusals += [
      TableRefusal.empty, .tooLarge(bytes: 600 << 20, limit: 512 << 20), .encrypted, .truncatedDBF(record: 7, of: 9),
      .truncated(.xls),
      .damaged(.xlsx, part: "样式"), .undecodableText(line: 3), .unclosedQuote(row: 2), .undecodableFieldName(position: 1),
      .tooManyRows(limit: 300_000), .tooManyColumns(row: 1, limit: 512), .tooManySheets(65, limit: 64),
      .cellTooLong(row: 1, column: 2, limit: 32_767), .unpacksTooLarge, .noSheet,
    ]
    refusals += [
      TableWriteRefusal.fieldName("A B"), .fieldWidth("A"), .tooWide(row: 1, field: "A", bytes: 4, width: 2),
      .unencodable(row: 1, field: "A", codePoint: 0x41), .controlCharacter(row: 1, field: "A"), .notANumber(row: 1, field: "A"),
      .notADate(row: 1, field: "A"), .notLogical(row: 1, field: "A"), .tooManyRows(limit: 9),
      .cellTooLong(row: 1, field: "A", limit: 9),
      .choicesTooLong(column: "A"),
    ]
    for refusal in refusals {
      for text in [refusal.message, refusal.hint] {
        #expect(text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(refusal.code)")
      }
      #expect(
        refusal.code.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D },
        "\(refusal.code)")
    }
    #expect(TableRefusal.tooLarge(bytes: 600 << 20, limit: 512 << 20).message == "文件大小 600 MB，超过上限 512 MB")
    #expect(TableRefusal.notATable(.word).hint == "请把表格复制到 Excel 或 WPS 表格，另存为 Excel（.xlsx）后再上传")
    for format in TableFormat.allCases { #expect(!format.label.isEmpty) }
    for kind in [CellFlaw.Kind.undecodable, .memo, .errorValue] { #expect(!CellFlaw(column: 0, kind: kind).message.isEmpty) }
  }
}
