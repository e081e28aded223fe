import CHarfBuzz
import GraduatePhotos
import Testing

@testable import Paperwork

/// Fonts that pages bring: what is in them, and in whose order.
@Suite struct WebFontsTests {
  /// 䶮 㛃 𬭎 𠮷, and one character each of Extension B to F.
  static let rare = "䶮㛃𬭎𠮷𠀀𪜀𫝀𫠠𬺰"

  @Test("every rare character of names has a font on this machine", arguments: rare.unicodeScalars.map(\.value))
  func covered(_ value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let block = WebFonts.installed.block(GlyphBlock.number(of: scalar))
    let part = try #require(block.parts.first { $0.scalars.contains(scalar) })
    let font = try #require(WebFonts.installed.font(of: part))
    let (characters, glyphs) = try contents(of: font)
    // Exactly the characters of its part; beside their glyphs the one for "missing", and parts that composed glyphs are made of.
    #expect(characters == part.scalars.map(\.value))
    #expect(glyphs > characters.count && glyphs <= 3 * characters.count + 1)
    #expect(font.count < 400_000)
  }

  @Test("no character is in two fonts of a block, and only rare ones are in any")
  func parts() {
    for number: UInt32 in [0x34, 0x4D, 0x9F, 0xFA, 0x200, 0x20B, 0x2B7, 0x2CB, 0x2CE] {
      let scalars = WebFonts.installed.block(number).parts.flatMap(\.scalars)
      #expect(!scalars.isEmpty && Set(scalars).count == scalars.count)
      #expect(scalars.allSatisfy { CommonHan.isRare($0) && GlyphBlock.number(of: $0) == number })
    }
    #expect(WebFonts.installed.block(0x4E).parts.isEmpty && WebFonts.installed.block(0x00).parts.isEmpty)
    #expect(WebFonts.installed.block(.max).parts.isEmpty && WebFonts(families: ["没有这种字体"]).block(0x2CB).parts.isEmpty)
  }

  @Test("ranges leave nothing out and add nothing")
  func ranges() {
    let part = GlyphBlock.Part(family: "f", scalars: ["\u{2CB00}", "\u{2CB01}", "\u{2CB03}"])
    #expect(part.ranges == [0x2CB00...0x2CB01, 0x2CB03...0x2CB03])
  }

  @Test("common characters are those of GBK's first block")
  func common() {
    #expect(CommonHan.rare(in: "张三·abc、（龥）〇").isEmpty)
    #expect(CommonHan.rare(in: "王㐂䶮㐂𬭎") == ["㐂", "䶮", "𬭎"])
  }

  /// The code points a font maps, ascending, and how many glyphs it has.
  private func contents(of font: [UInt8]) throws -> (characters: [UInt32], glyphs: Int) {
    try font.withUnsafeBytes { bytes in
      let base = try #require(bytes.bindMemory(to: CChar.self).baseAddress)
      let blob = hb_blob_create(base, UInt32(bytes.count), HB_MEMORY_MODE_READONLY, nil, nil)
      defer { hb_blob_destroy(blob) }
      let face = hb_face_create(blob, 0)
      defer { hb_face_destroy(face) }
      let set = hb_set_create()
      defer { hb_set_destroy(set) }
      hb_face_collect_unicodes(face, set)
      var characters: [UInt32] = []
      var next = UInt32.max
      while hb_set_next(set, &next) != 0 { characters.append(next) }
      return (characters, Int(hb_face_get_glyph_count(face)))
    }
  }
}
