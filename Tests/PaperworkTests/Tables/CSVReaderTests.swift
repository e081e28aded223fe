import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("CSV reading")
struct CSVReaderTests {
  private let text = "学号,姓名\r\n001,㛃䶮𬭎𠮷\r\n002,阿依·木拉提\r\n"
  private let expected = [["学号", "姓名"], ["001", "㛃䶮𬭎𠮷"], ["002", "阿依·木拉提"]]

  @Test("every encoding, with and without mark")
  func encodings() throws {
    let units = Array(text.utf16)
    let forms: [String: [UInt8]] = [
      "UTF-8": Array(text.utf8), "UTF-8 with mark": [0xEF, 0xBB, 0xBF] + text.utf8,
      "GB18030": try #require(GB18030.encode(text)),
      "UTF-16LE": [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
      "UTF-16BE": [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
    ]
    for (name, bytes) in forms { #expect(try tableTexts(bytes) == expected, "\(name)") }
  }

  @Test("separators: comma, semicolon, tab, and the one Excel declares; never the full-width comma")
  func separators() throws {
    #expect(try tableTexts("a,b\n1,2\n".utf8) == [["a", "b"], ["1", "2"]])
    #expect(try tableTexts("a;b\n1,5;2\n3;4\n".utf8) == [["a", "b"], ["1,5", "2"], ["3", "4"]])
    #expect(try tableTexts("a\tb\n1\t2\n".utf8) == [["a", "b"], ["1", "2"]])
    #expect(try tableTexts("sep=|\r\na|b\r\n".utf8) == [["a", "b"]])
    #expect(try tableTexts("甲，乙\n丙，丁\n".utf8) == [["甲，乙"], ["丙，丁"]])
    #expect(try tableTexts("姓名\n张三\n".utf8) == [["姓名"], ["张三"]])
  }

  @Test("quotes, doubled quotes, line breaks inside, text behind a quote")
  func quotes() throws {
    let source = "\"a,1\",\"说\"\"好\"\"\",\"两\r\n行\"\r\n\"\",x\"y,\"z\"w\r\n"
    #expect(try tableTexts(source.utf8) == [["a,1", "说\"好\"", "两\r\n行"], ["", "x\"y", "zw"]])
  }

  @Test("rows are numbered as a spreadsheet shows them: blank rows count, lines inside quotes do not")
  func rowNumbers() throws {
    let folder = try TableFolder()
    let rows = try tableRows(folder.file("t", "a,b\n\n\"x\ny\",2\r\r,\nend,9".utf8))
    #expect(rows.map(\.number) == [1, 3, 6])
    #expect(rows[2].cells.map(\.text) == ["end", "9"])
  }

  @Test("the tricks of Excel are taken off: =\"0123\", leading tab, leading apostrophe")
  func tricks() throws {
    let source = "=\"0123\",\"=\"\"0456\"\"\",\t0789,'0012,'=1+1,'tis,=A1\n"
    #expect(try tableTexts(source.utf8) == [["0123", "0456", "0789", "0012", "=1+1", "'tis", "=A1"]])
  }

  @Test("numbers that a spreadsheet shortened are flagged")
  func lostDigits() throws {
    let folder = try TableFolder()
    let row = try #require(try tableRows(folder.file("t", "6.2E+17,990000200301010014,2.61E+10\n".utf8)).first)
    #expect(row.cells.map(\.lostDigits) == [true, false, true])
    #expect(row.cells.map(\.text) == ["6.2E+17", "990000200301010014", "2.61E+10"])
  }

  @Test(
    "the encoding is judged by the whole file, wherever its first rare byte stands, and characters cut by pieces stay whole")
  func wholeFile() throws {
    for count in [262_142, 262_143, 262_144, 262_145] {
      let filler = String(repeating: "1234567,9\n", count: count / 10) + String(repeating: "x", count: count % 10)
      for name in ["𬭎", "㛃䶮", "张"] {
        let utf8 = try tableTexts((filler + name + ",尾\n").utf8)
        #expect(utf8.last?.last == "尾" && utf8.last?.first?.hasSuffix(name) == true)
        let gb = try tableTexts(#require(GB18030.encode(filler + name + ",尾\n")))
        #expect(gb.last?.last == "尾" && gb.last?.first?.hasSuffix(name) == true)
      }
    }
  }

  @Test("text in no known encoding is refused with its line")
  func undecodable() throws {
    let good = try #require(GB18030.encode("姓名,学号\n张三,1\n"))
    #expect(try tableRefusal(good + [0xD5, 0xFF, 0x2C, 0x31, 0x0A]) == .undecodableText(line: 3))
    #expect(try tableRefusal(good + [0xD5]) == .undecodableText(line: 3))
    #expect(try tableRefusal([0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8, 0x41, 0x00]) == .undecodableText(line: 1))
    #expect(try tableRefusal([0xEF, 0xBB, 0xBF, 0x41, 0xC0, 0x80]) == .undecodableText(line: 1))
  }

  @Test("an open quote is refused with its row")
  func unclosedQuote() throws {
    #expect(try tableRefusal("a,b\n1,\"2\n3,4\n".utf8) == .unclosedQuote(row: 2))
    #expect(try tableRefusal(("a\n\"" + String(repeating: "长,\n", count: 40_000)).utf8) == .unclosedQuote(row: 2))
  }

  @Test("UTF-8 is strict")
  func strictUTF8() {
    func prefix(_ bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { UTF8Check.validPrefix($0) } }
    for wrong in [
      [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80],
      [0x80], [0xE4, 0xBC], [0xE4, 0x41, 0x41], [0xF0, 0x9F, 0x41, 0x41], [0x00],
    ] as [[UInt8]] { #expect(prefix([0x41] + wrong) == 1, "\(wrong)") }
    #expect(
      prefix(Array("张·€𬭎\u{10FFFF}\u{7FF}\u{800}\u{D7FF}\u{E000}".utf8))
        == "张·€𬭎\u{10FFFF}\u{7FF}\u{800}\u{D7FF}\u{E000}".utf8.count)
  }

  @Test("the end mark of DOS programs is no row")
  func endMark() throws {
    #expect(try tableTexts("a,b\r\n1,2\r\n\u{1A}".utf8) == [["a", "b"], ["1", "2"]])
  }
}
