import Foundation
import Testing

@testable import Paperwork

@Suite("a paper's bytes")
struct PaperBytesTests {
  @Test func theSameInputGivesTheSameBytes() throws {
    for paper in PaperFixtures.letters + [PaperFixtures.slip(points: 3)] {
      let isSame = try paper.pdf(PaperFixtures.identity()) == paper.pdf(PaperFixtures.identity())
      #expect(isSame, "\(paper.title)")
    }
  }

  @Test func threadsDoNotDisturbEachOther() async throws {
    let paper = PaperFixtures.slip(points: 2)
    let expected = try paper.pdf(PaperFixtures.identity())
    let same = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { try paper.pdf(PaperFixtures.identity()) == expected } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(same == 8)
  }

  @Test func theCreationDateIsTheArgument() throws {
    let paper = SealedPaper(title: "表", sections: [PaperSection(blocks: [])])
    let pdf = try paper.pdf(PaperFixtures.identity())
    let isDated = String(decoding: pdf, as: UTF8.self).contains("/CreationDate (20130924052000Z)")
    #expect(isDated)
    var later = PaperFixtures.identity()
    later.createdAt += 1
    let isOther = try paper.pdf(later) != pdf
    #expect(isOther)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (1_380_000_000, "2013-09-24T05:20:00Z"), (1_709_251_199, "2024-02-29T23:59:59Z"),
    (-1, "1969-12-31T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
  ])
  func datesNeedNoCalendar(seconds: Int64, expected: String) {
    #expect(PaperDate.timestamp(seconds) == expected)
  }

  @Test func aFileIsReplacedByTheSameBytes() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".pdf").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let paper = PaperFixtures.slip(points: 1)
    try paper.write(to: path, PaperFixtures.identity())
    let isSame = FileManager.default.contents(atPath: path).map { [UInt8]($0) } == (try paper.pdf(PaperFixtures.identity()))
    #expect(isSame)
  }

  @Test func limitsAreRefusals() throws {
    let identity = PaperFixtures.identity()
    func paper(_ block: PaperBlock) -> SealedPaper { SealedPaper(title: "表", sections: [PaperSection(blocks: [block])]) }
    let rows = Array(repeating: ["甲"], count: PrintLimits.rows + 1)
    #expect(throws: PrintRefusal.tooManyRows(rows.count)) {
      try paper(.table(PaperTable(columns: [.init("姓名", 20)], rows: rows))).pdf(identity)
    }
    let long = String(repeating: "字", count: PrintLimits.fieldScalars + 1)
    #expect(throws: PrintRefusal.fieldTooLong("字字字字字字字字字字")) { try paper(.line(long)).pdf(identity) }
    let tall = String(repeating: "字", count: 3_000)
    #expect(throws: PrintRefusal.self) { try paper(.line(tall)).pdf(identity) }
    #expect(throws: PrintRefusal.self) {
      try paper(.table(PaperTable(columns: [.init("姓名", 20), .init("说明", 20)], rows: [["甲", tall]]))).pdf(identity)
    }
    var code = identity
    code.code = String(repeating: "A", count: PrintLimits.qrBytes + 1)
    #expect(throws: PrintRefusal.qrTooLong(PrintLimits.qrBytes + 1)) { try paper(.line("甲")).pdf(code) }
  }

  @Test func oddBlocksDoNoHarm() throws {
    let blocks: [PaperBlock] = [
      .facts([[], [PaperFact("", "")]]), .table(PaperTable(columns: [], rows: [["甲"]])),
      .table(PaperTable(columns: [.init("", -5)], rows: [[], ["甲", "乙", "丙"]])), .checks([]), .blanks([]),
      .codes([], columns: 0),
      .gap(-4), .gap(9_000), .pageBreak, .stamp(lines: [], caption: ""), .line(""), .paragraph("第一行\n第二行"),
    ]
    let pdf = try SealedPaper(title: "", sections: [PaperSection(blocks: blocks)]).pdf(PaperFixtures.identity())
    #expect(pdf.starts(with: Array("%PDF-".utf8)))
  }
}
