import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A3: sheets of captioned photos", .enabled(if: PDFTools.hasText && Stationery.hasPDFReader))
struct CaptionedSheetsTests {
  @Test("A3: under each returned photo stand institution, name, student number, identity number and serial")
  func fiveData() throws {
    let people = (0..<9).map { CaptionFixtures.person($0) }
    let text = try PDFTools.pages(CaptionFixtures.sheets(people).bytes).joined()
    for person in people {
      let caption = person.caption
      #expect(text.contains("学号" + caption.studentNumber) && text.contains("身份证号" + caption.idNumber))
      #expect(text.contains(caption.name) && text.contains("序号" + caption.shotSerial))
    }
    // once in the head, and once under each photo
    #expect(text.ranges(of: CaptionFixtures.heading.institution).count == 10)
  }

  @Test("A3: a page of A4 takes 30 captioned photos")
  func thirty() throws {
    let print = try CaptionFixtures.sheets((0..<61).map { CaptionFixtures.person($0) })
    #expect(print.pages == 3 && print.photos == 61 && print.blocked.isEmpty)
    #expect(PDFTools.hasOnlyA4(print.bytes))
    let pages = try PDFTools.pages(print.bytes)
    #expect(pages.map { $0.ranges(of: "身份证号").count } == [30, 30, 1])
    let dense = try CaptionFixtures.sheets(
      (0..<31).map { CaptionFixtures.person($0, name: "王芳") }, setting: .dense, format: .cutDense)
    #expect(try PDFTools.pages(dense.bytes).map { $0.ranges(of: "王芳").count } == [30, 1])
    for (size, onPage) in [(PrintedPhotoSize.certificate, 24), (.smallTwoInch, 20)] {
      let cut = try CaptionFixtures.sheets((0..<25).map { CaptionFixtures.person($0, name: "王芳") }, format: .cut(size))
      #expect(try PDFTools.pages(cut.bytes).map { $0.ranges(of: "王芳").count } == [onPage, 25 - onPage])
    }
  }

  @Test("A3: photos stand in the roster's order, row by row")
  func order() throws {
    let people = [7, 3, 44, 12, 0, 31, 5].map { CaptionFixtures.person($0) }
    let words = try PDFTools.words(CaptionFixtures.sheets(people).bytes)
    let numbers = words.filter { $0.text.hasPrefix("20102401") }
      .sorted { ($0.page, ($0.top / 10).rounded(), $0.left) < ($1.page, ($1.top / 10).rounded(), $1.left) }
    #expect(numbers.map(\.text) == people.map(\.caption.studentNumber))
  }

  @Test("A3: portraits lie in the PDF as the JPEG they are, byte for byte")
  func unrecoded() throws {
    let people = (0..<12).map { CaptionFixtures.person($0) }
    let isSame = try PDFTools.images(CaptionFixtures.sheets(people).bytes) == (0..<12).map { CaptionFixtures.portraits[$0] }
    #expect(isSame)
  }

  @Test(
    "A3: photos to be cut out have their size in millimetres, with marks outside them",
    arguments: [(SheetFormat.cut(.certificate), 33.0, 48.0), (.cut(.smallTwoInch), 35, 45), (.cutDense, 33, 48)])
  func size(format: SheetFormat, width: Double, height: Double) throws {
    var person = CaptionFixtures.person(0)
    person.picture = .portrait(try CaptionFixtures.drawn(480, 640) { _, _ in (255, 0, 0) })
    let setting = format == .cutDense ? CaptionSetting.dense : .standard
    let page = try Stationery.rendered(CaptionFixtures.sheets([person], setting: setting, format: format).bytes, side: 1_754)
    let red = Self.redBox(page)
    let perMillimetre = Double(page.height) / 297
    #expect(abs(Double(red.width) / perMillimetre - width) < 0.25)
    #expect(abs(Double(red.height) / perMillimetre - height) < 0.25)
    // a mark left of the upper edge, and nothing dark on the photo
    let markX = Int(Double(red.x) - 1.5 * perMillimetre)
    let marks = (red.y - 2...red.y + 2).map { Self.darkness(page, markX, $0) }
    #expect(marks.contains { $0 < 160 })
  }

  @Test(
    "A3: every layout keeps the white edge that an office printer leaves, photo beside photo",
    arguments: PrintedPhotoSize.allCases)
  func edges(size: PrintedPhotoSize) throws {
    for format in [SheetFormat.cut(size), .proof, .cutDense] {
      #expect(format.cellX(0) >= 4.5)
      #expect(format.cellX(format.columns - 1) + format.cellWidth <= 205.5)
      for column in 1..<format.columns {
        #expect(format.photoX(column) >= format.photoX(column - 1) + format.photoWidth + 0.3)
        #expect(format.captionX(column) >= format.captionX(column - 1) + format.captionWidth + 0.3)
      }
    }
    if size == .oneInch {
      let people = (0..<31).map { CaptionFixtures.person($0, name: "王芳") }
      let pages = try PDFTools.pages(CaptionFixtures.sheets(people, format: .cut(size)).bytes)
      #expect(pages.map { $0.ranges(of: "王芳").count } == [30, 1])
    }
  }

  @Test("A3: the head names institution, department, class, page and delivery")
  func head() throws {
    let other = ClassHeading(
      institution: PaperFixtures.institution, department: "计算机与通信学院敦煌校外学习中心暨函授站", classGroup: "𬭎䶮信息与计算科学（中外合作办学）二〇一〇级二班甲乙丙丁",
      deliveryNumber: "JF-2014-10731-0003-0001")
    let sheets = CaptionedSheets(classes: [
      CaptionFixtures.group((0..<31).map { CaptionFixtures.person($0) }),
      CaptionedClass(heading: other, people: [CaptionFixtures.person(1)]), CaptionedClass(heading: other, people: []),
    ])
    let print = try sheets.pdf(createdAt: 0)
    let pages = try PDFTools.pages(print.bytes)
    #expect(pages.count == 4 && print.pages == 4)
    for (page, parts) in [(0, ["第1页", "共2页"]), (1, ["第2页", "共2页"]), (2, ["第1页", "共1页"])] {
      for part in parts { #expect(pages[page].contains(part)) }
    }
    for part in ["兰州示范理工大学", "机电工程学院", "机械设计2010级1班", "共31人"] {
      #expect(pages[0].contains(part) && pages[1].contains(part))
    }
    #expect(pages[0].contains("交付编号JF-2014-10731-03"))
    for part in [other.institution, other.department, other.classGroup, other.deliveryNumber] {
      #expect(pages[2].contains(part))
    }
    #expect(pages[3].contains("没有要印的照片"))
  }

  @Test("A3: who has no portrait keeps his place: an empty frame and the reason")
  func missing() throws {
    let people = NoPortraitReason.allCases.enumerated().map { CaptionFixtures.person($0.offset, missing: $0.element) }
    let print = try CaptionFixtures.sheets(people + [CaptionFixtures.person(9)])
    let text = try PDFTools.pages(print.bytes).joined()
    #expect(print.photos == 1 && print.blocked.isEmpty)
    #expect(try PDFTools.images(print.bytes).count == 1)
    for reason in NoPortraitReason.allCases { #expect(text.contains(reason.chineseName)) }
    for person in people { #expect(text.contains(person.caption.studentNumber)) }
  }

  @Test("A3: a portrait that cannot be read blocks one person, not the class")
  func damaged() throws {
    var people = (0..<4).map { CaptionFixtures.person($0) }
    people[1].picture = .portrait(Array("not a picture".utf8))
    people[2].picture = .portrait(Array(CaptionFixtures.portraits[2].dropLast(2_000)))
    let print = try CaptionFixtures.sheets(people)
    #expect(print.photos == 2)
    #expect(print.blocked.map(\.id) == ["g1", "g2"] && print.blocked.allSatisfy { $0.reason == .portraitUnreadable })
    #expect(try PDFTools.pages(print.bytes).joined().contains("暂不打印"))
  }

  @Test("A3: the same sheets give the same bytes; what is too much is refused")
  func bytes() throws {
    let people = (0..<6).map { CaptionFixtures.person($0) }
    let isSame = try CaptionFixtures.sheets(people).bytes == CaptionFixtures.sheets(people).bytes
    #expect(isSame)
    let many = Array(repeating: CaptionFixtures.person(0, missing: .notShot), count: CaptionLimits.people + 1)
    #expect(throws: CaptionPrintRefusal.tooManyPeople(many.count)) { try CaptionFixtures.sheets(many) }
    #expect(throws: CaptionRefusal.setting(.empty)) {
      try CaptionFixtures.sheets(people, setting: CaptionSetting(rosterRows: []))
    }
    var group = CaptionFixtures.group(people)
    group.heading.classGroup = "\u{E123}班"
    #expect(throws: PrintRefusal.undrawable(["\u{E123}"])) { try CaptionedSheets(classes: [group]).pdf(createdAt: 0) }
  }

  private static func redBox(_ page: RGBPicture) -> (x: Int, y: Int, width: Int, height: Int) {
    var (left, right, top, bottom) = (page.width, -1, page.height, -1)
    page.bytes.withUnsafeBufferPointer { bytes in
      for y in 0..<page.height {
        for x in 0..<page.width {
          let at = (y * page.width + x) * 3
          guard bytes[at] > 200, bytes[at + 1] < 100, bytes[at + 2] < 100 else { continue }
          (left, right, top, bottom) = (min(left, x), max(right, x), min(top, y), max(bottom, y))
        }
      }
    }
    return (left, top, right - left + 1, bottom - top + 1)
  }

  private static func darkness(_ page: RGBPicture, _ x: Int, _ y: Int) -> UInt8 {
    page.bytes[(y * page.width + x) * 3 + 1]
  }
}
