import Testing

@testable import Paperwork

@Suite("promise 6: what can be drawn")
struct GlyphsTests {
  @Test(arguments: ["张䶮", "㛃", "𬭎", "𠮷", "买买提·吐尔逊", "㐂", "𪜀", "𫝀", "𫠠", "☑☐✓✗Ａ①—…"])
  func rareNamesAreDrawable(name: String) {
    #expect(Glyphs.missing(in: name).isEmpty)
  }

  @Test func namesWhatNoFontDraws() {
    let scalars = Glyphs.missing(in: ["张\u{E000}", "李\u{10FFFD}\u{E000}", "王\u{FFFD}", "赵\u{0}", "钱\u{202E}", "孙"])
    #expect(scalars.map(\.value) == [0xE000, 0x10FFFD, 0xFFFD, 0, 0x202E])
  }

  @Test func aListIsCheckedInTheOrderOfItsNames() {
    #expect(Glyphs.missing(in: ["甲\u{F8F0}", "乙", "丙\u{F8F1}\u{F8F0}"]).map(\.value) == [0xF8F0, 0xF8F1])
  }

  @Test func aPaperWithAnUndrawableNameIsRefusedAsAWhole() throws {
    var sheet = PaperFixtures.classSheet(1, rows: 3)
    sheet.rows[1].name = "张\u{E4C6}"
    let paper = ClassListPaper(institution: "某大学", classes: [sheet], showsIDNumbers: false)
    let refusal = #expect(throws: PrintRefusal.self) { try paper.pdf(PaperFixtures.identity()) }
    #expect(refusal == .undrawable(["\u{E4C6}"]))
    #expect(refusal?.message.contains("U+E4C6") == true)
    #expect(refusal?.message.contains("张") == false)
  }

  @Test func everyTextOfAPaperIsLookedAt() {
    let bad = "\u{E4C6}"
    let blocks: [PaperBlock] = [
      .paragraph(bad), .line(bad), .closing(bad), .heading(bad), .note(bad), .facts([[PaperFact(bad, "")]]),
      .facts([[PaperFact("", bad)]]), .table(PaperTable(columns: [.init(bad, 10)], rows: [])),
      .table(PaperTable(columns: [.init("甲", 10)], rows: [[bad]])), .checks([PaperCheck(bad, isDone: true)]), .blanks([bad]),
      .stamp(lines: [bad], caption: ""), .stamp(lines: [], caption: bad), .qr(text: "x", sideMillimetres: 20, caption: bad),
      .codes([bad], columns: 2),
    ]
    for block in blocks {
      let paper = SealedPaper(title: "表", sections: [PaperSection(blocks: [block])])
      #expect(throws: PrintRefusal.undrawable(["\u{E4C6}"])) { try paper.pdf(PaperFixtures.identity()) }
    }
    for section in [PaperSection(subtitles: [bad], blocks: []), PaperSection(runningTitle: bad, blocks: [])] {
      #expect(throws: PrintRefusal.self) { try SealedPaper(title: "表", sections: [section]).pdf(PaperFixtures.identity()) }
    }
    #expect(throws: PrintRefusal.self) {
      try GridCardPaper(cards: [.init(serial: "1", holder: bad, codes: [])]).pdf(createdAt: 0)
    }
  }
}
