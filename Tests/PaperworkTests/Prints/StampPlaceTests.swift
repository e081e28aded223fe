import Testing

@testable import Paperwork

@Suite("the place of the stamp stays free", .enabled(if: PDFTools.hasText && Stationery.hasPDFReader))
struct StampPlaceTests {
  /// The stamp's circle: its page and its centre in millimetres, found by its caption.
  private func circles(_ words: [PDFTools.Word]) -> [(page: Int, x: Double, y: Double)] {
    words.filter { $0.text == "盖章处" }.map { ($0.page, ($0.left + $0.right) / 2, ($0.top + $0.bottom) / 2) }
  }

  /// Distance of a word's box from a point, in millimetres.
  private func distance(_ word: PDFTools.Word, x: Double, y: Double) -> Double {
    let right = max(word.left - x, 0, x - word.right)
    let down = max(word.top - y, 0, y - word.bottom)
    return (right * right + down * down).squareRoot()
  }

  /// Pixels darker than the faint circle and its caption inside the disc.
  private func darkPixels(_ page: RGBPicture, x centerX: Double, y centerY: Double) -> Int {
    let scale = Double(page.height) / Page.height
    let radius = StampPlace.diameter / 2 * scale
    let plane = page.luma
    var dark = 0
    for y in Int(centerY * scale - radius)...Int(centerY * scale + radius) {
      for x in Int(centerX * scale - radius)...Int(centerX * scale + radius) {
        let (right, down) = (Double(x) - centerX * scale, Double(y) - centerY * scale)
        if right * right + down * down < radius * radius, plane.pixels[y * plane.width + x] < 140 { dark += 1 }
      }
    }
    return dark
  }

  @Test func nothingIsDrawnInTheCircle() throws {
    for paper in [PaperFixtures.slip(points: 6), PaperFixtures.letters[0], PaperFixtures.letters[5]] as [any Paper] {
      let pdf = try paper.pdf(PaperFixtures.identity())
      let words = try PDFTools.words(pdf)
      let circle = try #require(circles(words).first, "\(paper.title)")
      #expect(circles(words).count == 1 && circle.page == 1)
      for word in words where word.page == 1 && word.text != "盖章处" {
        #expect(distance(word, x: circle.x, y: circle.y) > StampPlace.diameter / 2, "\(word.text)")
      }
      let page = try Stationery.rendered(pdf, side: 842)
      #expect(darkPixels(page, x: circle.x, y: circle.y) == 0, "\(paper.title)")
      // the same eye does see the title
      #expect(darkPixels(page, x: Page.width / 2, y: 30) > 50)
    }
  }

  @Test func theBlockMovesToTheNextPageAsAWhole() throws {
    var pages: Set<Int> = []
    for filling in stride(from: 150.0, through: 230, by: 8) {
      let paper = SealedPaper(
        title: "函", subtitles: [], blocks: [.gap(filling)], signatures: ["联系人", "地址", "电话", "负责人签字"])
      let words = try PDFTools.words(paper.pdf(PaperFixtures.identity()))
      let circle = try #require(circles(words).first, "\(filling)")
      pages.insert(circle.page)
      #expect(circle.y + StampPlace.diameter / 2 < 254, "the rule above the foot, gap \(filling)")
      let signatures = words.filter { ["联系人", "地址", "电话", "负责人签字"].contains($0.text) }
      #expect(signatures.count == 4 && signatures.allSatisfy { $0.page == circle.page })
      for word in words where word.page == circle.page && word.text != "盖章处" {
        #expect(distance(word, x: circle.x, y: circle.y) > StampPlace.diameter / 2, "\(word.text)")
      }
    }
    #expect(pages == [1, 2])
  }
}
