import Foundation
import Testing

@testable import Paperwork

@Suite("GB18030")
struct GB18030Tests {
  @Test("known codes of the standard, both ways")
  func knownCodes() {
    let codes: [(String, [UInt8])] = [
      ("张", [0xD5, 0xC5]), ("·", [0xA1, 0xA4]), ("㛃", [0x82, 0x30, 0xB7, 0x31]), ("䶮", [0xFE, 0x9F]),
      ("𬭎", [0x99, 0x33, 0xA9, 0x32]), ("€", [0xA2, 0xE3]), ("𠀀", [0x95, 0x32, 0x82, 0x36]),
      ("\u{10FFFF}", [0xE3, 0x32, 0x9A, 0x35]),
      ("\u{9FB4}", [0xFE, 0x59]), ("\u{FE10}", [0xA6, 0xD9]), ("\u{1E3F}", [0xA8, 0xBC]), ("A", [0x41]),
    ]
    for (text, bytes) in codes {
      #expect(GB18030.encode(text) == bytes, "\(text)")
      #expect(GB18030.decode(bytes) == text, "\(text)")
    }
  }

  @Test("every scalar of the BMP that can be written comes back as itself, and nearly all can be written; so do all planes")
  func everyScalar() {
    var refused = 0
    for value in Array(UInt32(0)...0xFFFF) + Array(stride(from: UInt32(0x10000), through: 0x10FFFF, by: 61)) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(scalar)
      guard let bytes = GB18030.encode(text) else {
        refused += 1
        continue
      }
      if GB18030.decode(bytes) != text { Issue.record("U+\(String(value, radix: 16)) does not come back") }
    }
    // Private-use scalars whose codes now belong to real characters.
    #expect(refused > 0 && refused < 40, "\(refused)")
  }

  @Test("no ideograph is refused, in any extension")
  func everyIdeograph() {
    let blocks: [ClosedRange<UInt32>] = [
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAD9, 0x20000...0x2A6DF, 0x2A700...0x2EBE0, 0x30000...0x323AF,
    ]
    for block in blocks {
      for value in block {
        guard let scalar = Unicode.Scalar(value) else { continue }
        #expect(GB18030.firstUnencodable(in: String(scalar)) == nil, "U+\(String(value, radix: 16))")
      }
    }
  }

  @Test("what older software wrote in other bytes is read as what was meant")
  func olderEditions() {
    #expect(GB18030.decode([0xFE, 0x51]) == "\u{20087}")
    #expect(GB18030.encode("\u{20087}") == [0x95, 0x32, 0x90, 0x31])
    #expect(GB18030.decode([0x82, 0x35, 0x90, 0x37]) == "\u{9FB4}")
    #expect(GB18030.decode([0x84, 0x31, 0x82, 0x36]) == "\u{FE10}")
    #expect(GB18030.decode([0x81, 0x35, 0xF4, 0x37]) == "\u{1E3F}")
  }

  @Test(
    "bytes that are no text are refused, never replaced",
    arguments: [
      [0x80], [0xFF], [0xD5], [0xD5, 0x20], [0xD5, 0x7F], [0xD5, 0xFF], [0x81, 0x30], [0x81, 0x30, 0x81],
      [0x81, 0x30, 0x81, 0x40],
      [0x84, 0x31, 0xA5, 0x30], [0xE3, 0x32, 0x9A, 0x36], [0x41, 0xFE, 0xFF],
    ] as [[UInt8]])
  func wrongBytes(_ bytes: [UInt8]) {
    #expect(GB18030.decode(bytes) == nil)
  }

  @Test("a private character without a code is named")
  func unencodable() {
    #expect(GB18030.encode("王\u{E81E}") == nil)
    #expect(GB18030.firstUnencodable(in: "王\u{E81E}")?.value == 0xE81E)
    #expect(GB18030.firstUnencodable(in: "王𬭎") == nil)
  }
}
