import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A3: photos on photo paper")
struct PhotoPaperTests {
  @Test(
    "A3: a person's picture has its size at 300 dots an inch, and says so in its header",
    arguments: [
      (PrintedPhotoSize.oneInch, 295, 413), (.certificate, 390, 567), (.smallTwoInch, 413, 531), (.twoInch, 413, 579),
    ])
  func person(size: PrintedPhotoSize, width: Int, height: Int) throws {
    var person = CaptionFixtures.person(2, name: CaptionFixtures.longestName)
    person.picture = .portrait(try CaptionFixtures.drawn(480, 640) { _, _ in (255, 0, 0) })
    let jpeg = try PersonPrint(person, size: size).jpeg()
    #expect(CaptionFixtures.density(jpeg) == [1, 300, 300])
    let picture = try CaptionFixtures.picture(jpeg)
    // two millimetres of white on each side
    #expect(picture.width == width + 2 * 24 && picture.height > height + 2 * 24 + 80)
    let isRed = (0..<picture.height).map { y in
      (0..<picture.width).count { x in
        let at = (y * picture.width + x) * 3
        return picture.bytes[at] > 200 && picture.bytes[at + 1] < 90
      }
    }
    #expect(isRed.max() == width && isRed.count { $0 > width / 2 } == height)
    let ink = (0..<picture.height).filter { y in
      (0..<picture.width).contains { picture.bytes[(y * picture.width + $0) * 3] < 90 }
    }
    #expect((ink.first ?? 0) > height + 24 && (ink.last ?? picture.height) < picture.height - 8)
    let edges = (0..<picture.height).flatMap { [$0 * picture.width, ($0 + 1) * picture.width - 1] }
    #expect(edges.allSatisfy { picture.bytes[$0 * 3] > 235 && picture.bytes[$0 * 3 + 1] > 235 }, "nothing reaches the edge")
  }

  @Test("A3: pixels are taken along, not left out: a chequered portrait comes out even")
  func scaling() throws {
    var person = CaptionFixtures.person(0)
    person.picture = .portrait(
      try CaptionFixtures.drawn(480, 640) { x, y in (x + y).isMultiple(of: 2) ? (255, 255, 255) : (0, 0, 0) })
    let fine = try CaptionFixtures.picture(PersonPrint(person, size: .oneInch).jpeg())
    let inside = (60..<380).flatMap { y in (60..<260).map { x in Int(fine.bytes[(y * fine.width + x) * 3]) } }
    let mean = inside.reduce(0, +) / inside.count
    #expect((118...138).contains(mean))
    #expect(inside.allSatisfy { abs($0 - mean) < 30 })
    // what is wider than a pixel stays sharp
    person.picture = .portrait(try CaptionFixtures.drawn(480, 640) { x, _ in x < 240 ? (0, 0, 0) : (255, 255, 255) })
    let coarse = try CaptionFixtures.picture(PersonPrint(person, size: .certificate).jpeg())
    let row = (24..<(24 + 390)).map { Int(coarse.bytes[(200 * coarse.width + $0) * 3]) }
    #expect(row.count { (40...215).contains($0) } <= 3)
  }

  @Test(
    "A3: four of 2 寸 and eight of 1 寸 on one sheet, in the lab's exact pixels",
    arguments: [(MinilabPaper.fiveR, 2_100, 1_500), (.sixR, 2_400, 1_800)])
  func set(paper: MinilabPaper, width: Int, height: Int) throws {
    let layout = MinilabLayout(paper)
    #expect(layout.pieces.count { $0.size == .twoInch } == 4 && layout.pieces.count { $0.size == .oneInch } == 8)
    let boxes = layout.pieces.map(\.box) + [layout.captionPlace]
    for (index, box) in boxes.enumerated() {
      #expect(box.x >= 3.9 && box.y >= 3.9)
      #expect(box.x + box.width <= paper.longSide - 3.9 && box.y + box.height <= paper.shortSide - 3.9)
      for other in boxes.dropFirst(index + 1) { #expect(!Self.overlap(box, other, apart: 2.5)) }
    }
    var person = CaptionFixtures.person(1)
    person.picture = .portrait(try CaptionFixtures.drawn(480, 640) { _, _ in (255, 0, 0) })
    let jpeg = try MinilabSet(person, paper: paper).jpeg()
    #expect(CaptionFixtures.density(jpeg) == [1, 300, 300])
    let picture = try CaptionFixtures.picture(jpeg)
    #expect(picture.width == width && picture.height == height)
    let red = stride(from: 0, to: picture.bytes.count, by: 3).count { picture.bytes[$0] > 200 && picture.bytes[$0 + 1] < 90 }
    let wanted = 4 * 413 * 579 + 8 * 295 * 413
    #expect(abs(red - wanted) < 12 * 1_000)
  }

  @Test("A3: an order's sheets hold each person's photos in size and number, nobody else's")
  func reprints() throws {
    let people = (0..<6).map { CaptionFixtures.person($0, name: $0 == 2 ? CaptionFixtures.longestName : nil) }
    let order = try ReprintOrder([
      .init("g4", .oneInch, copies: 9), .init("g0", .twoInch, copies: 4), .init("g2", .oneInch, copies: 3),
      .init("g2", .certificate, copies: 2), .init("g5", .smallTwoInch, copies: 11), .init("g4", .oneInch, copies: 40),
    ])
    for paper in MinilabPaper.allCases {
      let sheets = try ReprintSheets(order, of: people, on: paper)
      #expect(sheets.photos == order.photos() && sheets.blocked.isEmpty)
      var counted: [String: Int] = [:]
      for pieces in sheets.packed.sheets {
        #expect(!pieces.isEmpty)
        let (width, height) =
          sheets.packed.isLying ? (paper.longSide, paper.shortSide) : (paper.shortSide, paper.longSide)
        for (index, piece) in pieces.enumerated() {
          counted["\(people[piece.person].id) \(piece.size.rawValue)", default: 0] += 1
          #expect(piece.x >= 3.9 && piece.box.x + piece.box.width <= width - 3.9)
          #expect(piece.y >= 3.9 && piece.box.y + piece.box.height + 3 <= height - 3.9)
          for other in pieces.dropFirst(index + 1) { #expect(!Self.overlap(piece.box, other.box, apart: 2.5)) }
        }
      }
      #expect(
        counted == ["g4 25x35": 49, "g0 35x49": 4, "g2 25x35": 3, "g2 33x48": 2, "g5 35x45": 11])
      let picture = try #require(JPEGHeader(sheets.jpeg(0)))
      #expect(Set([picture.width, picture.height]) == [paper.shortSidePixels, paper.longSidePixels])
      #expect(CaptionFixtures.density(try sheets.jpeg(sheets.sheets - 1)) == [1, 300, 300])
    }
  }

  @Test("A3: an order leaves out whose name cannot be drawn and names him; strangers are refused")
  func reprintProblems() throws {
    let people = [CaptionFixtures.person(0, name: CaptionFixtures.undrawableName), CaptionFixtures.person(1)]
    let sheets = try ReprintSheets(
      ReprintOrder([.init("g0", .oneInch, copies: 2), .init("g1", .oneInch, copies: 5)]), of: people)
    #expect(sheets.photos == 5 && sheets.blocked.map(\.id) == ["g0"])
    #expect(throws: CaptionPrintRefusal.unknownPerson) {
      try ReprintSheets(ReprintOrder([.init("nobody", .oneInch, copies: 2)]), of: people)
    }
    let missing = CaptionFixtures.person(3, missing: .retake)
    #expect(throws: CaptionPrintRefusal.noPortrait(.retake, mention: missing.caption.mention)) {
      try ReprintSheets(ReprintOrder([.init("g3", .oneInch, copies: 2)]), of: [missing])
    }
  }

  private static func overlap(_ first: PrintBox, _ second: PrintBox, apart: Double) -> Bool {
    first.x < second.x + second.width + apart && second.x < first.x + first.width + apart
      && first.y < second.y + second.height + apart && second.y < first.y + first.height + apart
  }
}
