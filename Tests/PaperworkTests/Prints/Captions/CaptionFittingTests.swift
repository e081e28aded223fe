import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A3: captions are never cut off, never substituted, never in a neighbour's place")
struct CaptionFittingTests {
  private static let hardNames = [
    "王", CaptionFixtures.longestName, "买买提·吐尔逊", String(repeating: "𬭎䶮㛃𠮷", count: 7) + "张王",
    "ALEXANDROVNA-KUZNETSOVA MARGARITA EKATERINA", "\u{20000}\u{2A700}\u{2B740}\u{2B820}\u{2CEB0}",
  ]

  private static func rows(_ name: String, institution: String = "兰州示范理工大学") -> [[CaptionItem]] {
    RosterCaption(
      institution: institution, name: name, studentNumber: "20102401011234567890", idNumber: CaptionFixtures.idNumber(1),
      shotSerial: "12-0117"
    ).rows(.standard)
  }

  @Test("A3: the longest names fit: every line within its caption, none on another", arguments: hardNames)
  func extents(name: String) throws {
    let canvas = try PaperCanvas(title: "", createdAt: 0)
    for format in [SheetFormat.proof, .cut(.certificate), .cut(.smallTwoInch), .cutDense, .cut(.oneInch)] {
      let fitter = CaptionFitter(
        canvas, width: format.captionWidth, style: TextStyle(sizePoints: format.captionPoints, lineFactor: 1.15),
        floorPoints: SheetFormat.floorPoints)
      let caption = fitter.fit(Self.rows(name, institution: PaperFixtures.institution))
      for piece in caption.pieces {
        #expect(piece.style.sizePoints >= SheetFormat.floorPoints)
        #expect(piece.x >= 0 && piece.x + piece.width <= format.captionWidth + 0.001)
        let height = canvas.height(piece.text, piece.style, width: piece.width)
        #expect(piece.y + height <= caption.height + 0.001)
        if height < 1.5 * piece.style.lineMillimetres {
          #expect(canvas.width(piece.text, piece.style) <= piece.width + 0.001, "\(name)")
        }
      }
      for (index, first) in caption.pieces.enumerated() {
        for second in caption.pieces.dropFirst(index + 1) {
          let isBeside = second.x >= first.x + first.width - 0.001 || first.x >= second.x + second.width - 0.001
          let below = first.y + canvas.height(first.text, first.style, width: first.width)
          #expect(isBeside || second.y >= below - 0.001)
        }
      }
      // code point for code point: a break behind a dot is the only thing that may be added
      let isWhole = caption.pieces.contains { $0.text.filter { $0 != "\n" }.unicodeScalars.elementsEqual(name.unicodeScalars) }
      #expect(isWhole)
    }
  }

  @Test("A3: a smaller size comes before a second line, and no size below the floor")
  func steps() throws {
    let canvas = try PaperCanvas(title: "", createdAt: 0)
    let style = TextStyle(sizePoints: 8, lineFactor: 1.2)
    let fitter = CaptionFitter(canvas, width: 30, style: style, floorPoints: 5)
    func fit(_ count: Int) -> FittedText { fitter.fitting(String(repeating: "字", count: count), style, width: 30) }
    #expect(fit(10).style.sizePoints == 8 && fit(10).lines == 1)
    let smaller = fit(14)
    #expect(smaller.lines == 1 && smaller.style.sizePoints < 8 && smaller.style.sizePoints >= 5)
    // on two lines there is room for the whole size again
    #expect(fit(18).lines == 2 && fit(18).style.sizePoints == 8)
    #expect(fit(100).style.sizePoints >= 5)
  }

  @Test("A3: a name of many parts breaks behind a dot")
  func dots() throws {
    let canvas = try PaperCanvas(title: "", createdAt: 0)
    let style = TextStyle(sizePoints: 6.5, lineFactor: 1.15)
    let fitter = CaptionFitter(canvas, width: 36, style: style, floorPoints: 5)
    let fitted = fitter.fitting(CaptionFixtures.longestName, style, width: 36)
    let lines = fitted.text.split(separator: "\n")
    #expect(lines.count == 2 && fitted.lines == 2 && lines[0].hasSuffix("·"))
    for line in lines { #expect(canvas.width(String(line), fitted.style) <= 36) }
    #expect(fitted.text.filter { $0 != "\n" } == CaptionFixtures.longestName)
    // dots at both ends and side by side lose nothing either
    let odd = fitter.fitting("·\(CaptionFixtures.longestName)··", style, width: 36)
    #expect(odd.text.filter { $0 != "\n" } == "·\(CaptionFixtures.longestName)··")
  }

  @Test(
    "A3: a sheet full of the longest names keeps white between its columns",
    .enabled(if: Stationery.hasPDFReader && PDFTools.hasText))
  func neighbours() throws {
    let people = (0..<12).map {
      CaptionFixtures.person($0, name: CaptionFixtures.longestName, institution: PaperFixtures.institution)
    }
    for format in [SheetFormat.proof, .cut(.smallTwoInch)] {
      let print = try CaptionFixtures.sheets(people, format: format)
      let page = try Stationery.rendered(print.bytes, side: 1_754)
      let perMillimetre = Double(page.height) / 297
      let plane = page.luma
      for column in 0..<(format.columns - 1) {
        let from = Int(((format.cellX(column) + format.cellWidth + 0.3) * perMillimetre).rounded(.up))
        let to = Int((format.cellX(column + 1) - 0.3) * perMillimetre)
        let top = Int(22 * perMillimetre)
        let isWhite = (top..<plane.height).allSatisfy { y in (from..<to).allSatisfy { plane.pixels[y * plane.width + $0] > 235 }
        }
        // crop marks stand there in sheets to be cut
        if !format.hasCropMarks { #expect(isWhite) }
      }
      let text = try PDFTools.pages(print.bytes).joined()
      #expect(text.ranges(of: CaptionFixtures.longestName).count == 12)
      #expect(text.ranges(of: PaperFixtures.institution).count == 12)
      for word in try PDFTools.words(print.bytes) {
        #expect(word.left > 3 && word.right < 207 && word.top > 3 && word.bottom < 294)
      }
    }
  }

  @Test("A3: Promise 6: rare characters of Extension B to F are printed as they are", .enabled(if: PDFTools.hasText))
  func rare() throws {
    let names = ["𬭎", "𠮷田", "㛃小雨", "张䶮", "\u{20000}\u{2A700}\u{2B740}\u{2B820}\u{2CEB0}"]
    let print = try CaptionFixtures.sheets(names.enumerated().map { CaptionFixtures.person($0.offset, name: $0.element) })
    #expect(print.blocked.isEmpty)
    let text = try PDFTools.pages(print.bytes).joined()
    for name in names { #expect(text.contains(name), "\(name)") }
  }

  @Test("A3: Promise 6: a missing glyph blocks one person's print, who is named in the result", .enabled(if: PDFTools.hasText))
  func blocked() throws {
    var people = (0..<5).map { CaptionFixtures.person($0) }
    people[3].caption.name = CaptionFixtures.undrawableName
    let print = try CaptionFixtures.sheets(people)
    #expect(print.photos == 4)
    #expect(print.blocked == [.init(id: "g3", mention: "学号 201024011003，序号 12-1003", reason: .undrawable(["\u{E123}"]))])
    #expect(print.blocked[0].message.contains("U+E123") && !print.blocked[0].message.contains("张"))
    let text = try PDFTools.pages(print.bytes).joined()
    #expect(text.contains("用字待补") && !text.contains(people[3].caption.idNumber) && !text.contains("张\u{E123}"))
    #expect(try PDFTools.images(print.bytes).count == 4)
    #expect(throws: CaptionPrintRefusal.blocked(print.blocked[0])) { try PersonPrint(people[3]).jpeg() }
    #expect(throws: CaptionPrintRefusal.blocked(print.blocked[0])) { try MinilabSet(people[3]).jpeg() }
  }

  @Test("A3: values that no paper was made for are refused, not squeezed")
  func tooLong() throws {
    let long = CaptionFixtures.person(0, name: String(repeating: "长", count: CaptionLimits.valueScalars + 1))
    #expect(try CaptionFixtures.sheets([long]).blocked.map(\.reason) == [.captionTooLong])
    let full = CaptionFixtures.person(
      0, name: String(repeating: "长", count: CaptionLimits.valueScalars),
      institution: String(repeating: "校", count: CaptionLimits.valueScalars))
    #expect(throws: CaptionPrintRefusal.self) { try MinilabSet(full).jpeg() }
    #expect(try CaptionFixtures.sheets([full]).photos == 1)
  }
}
