import GraduatePhotos
import Testing

@testable import Website

/// Pages with rare characters bring fonts for them; all others are not even looked through twice.
@Suite struct RareBlockTests {
  @Test("every rare ideograph is found, and nothing common is taken for one")
  func everyCharacter() throws {
    for value: UInt32 in stride(from: 0x20, through: 0x3FFFD, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let html = Tag.td("张" + String(scalar) + "、")
      #expect(html.rareBlocks(limit: 4) == (CommonHan.isRare(scalar) ? [value / 256] : []), "U+\(String(value, radix: 16))")
    }
  }

  @Test("blocks come once, in order, within the limit, from every piece")
  func pieces() {
    let long = Tag.p(String(repeating: "长", count: 2_000))
    let html = fragment {
      "欧阳𬭎"
      long
      Tag.p("张䶮𬭎𠮷")
    }
    #expect(html.rareBlocks(limit: 24) == [0x4D, 0x20B, 0x2CB])
    #expect(html.rareBlocks(limit: 2).count == 2)
  }

  @Test("the page links the style sheet of each block in its head, and the address holds no character")
  func links() {
    let page = String(decoding: Document(title: "学生") { Tag.h1("欧阳𬭎") }.bytes(), as: UTF8.self)
    let head = page.prefix { $0 != "𬭎" }
    #expect(head.contains("<link rel=\"stylesheet\" href=\"/assets/glyphs/2CB.css\">"))
    #expect(!String(decoding: Document(title: "学生") { Tag.h1("张三") }.bytes(), as: UTF8.self).contains("glyphs"))
  }

  @Test("names of files are written in one way only")
  func names() {
    #expect(GlyphRoute.Name("2CB.css") == GlyphRoute.Name("2CB.css") && GlyphRoute.Name("2CB.css")?.part == nil)
    #expect(GlyphRoute.Name("2CB-1.otf").map { [$0.block, UInt32($0.part ?? 9)] } == [0x2CB, 1])
    for wrong in [
      "", ".", "2cb.css", "02CB.css", "2CB", "2CB.otf", "2CB-.otf", "2CB-10.otf", "2CB-1.css", "2CB--1.otf", "2CB-1.otf.css",
      "FFFFFFFFF.css", "-1.otf", "+2CB.css",
    ] { #expect(GlyphRoute.Name(wrong) == nil, "\(wrong)") }
  }

  @Test("large characters and code points stand under a summary")
  func details() {
    let markup = RareCharacters(in: "欧阳𬭎").html.markup
    #expect(markup.hasPrefix("<details class=\"rare\"><summary>看大字和编号</summary>"))
    #expect(markup.contains("<span class=\"rare-glyph\">𬭎</span><code>U+2CB4E</code>"))
    #expect(RareCharacters(in: "张三").html.isEmpty)
  }

  @Test("what must be escaped is seen at every place of a text")
  func plain() {
    for length in 1...40 {
      for place in 0..<length {
        for byte in UInt8.min ... .max {
          var bytes = [UInt8](repeating: place.isMultiple(of: 2) ? 0xE5 : 0x61, count: length)
          bytes[place] = byte
          let isPlain = bytes.withUnsafeBufferPointer { HTMLEscaping.isPlain($0) }
          if HTMLEscaping.needsReplacement(byte) { #expect(!isPlain, "\(byte) at \(place) of \(length)") }
          if byte >= 0x20, !HTMLEscaping.needsReplacement(byte) { #expect(isPlain, "\(byte) at \(place) of \(length)") }
        }
      }
    }
  }
}
