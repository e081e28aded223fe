import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A3: envelope labels and check sheets", .enabled(if: PDFTools.hasText && Stationery.hasPDFReader))
struct OfficePaperTests {
  @Test("A3: a class's envelope says institution, department, class, photos and serials")
  func label() throws {
    let people = [5, 2, 9].map { CaptionFixtures.person($0) } + [CaptionFixtures.person(7, missing: .absent)]
    let envelope = ClassEnvelope(of: CaptionFixtures.group(people), code: "BY1:7K2MQ9XA4FTR8WZC3N5D")
    #expect(envelope.photos == 3 && envelope.firstSerial == "12-1002" && envelope.lastSerial == "12-1009")
    var none = envelope
    none.code = nil
    let pdf = try EnvelopeLabels([envelope] + Array(repeating: none, count: 10)).pdf(createdAt: 0)
    let pages = try PDFTools.pages(pdf)
    #expect(pages.count == 2 && pages[0].ranges(of: "照片3张").count == 10 && pages[1].ranges(of: "照片3张").count == 1)
    for text in ["兰州示范理工大学", "机电工程学院", "机械设计2010级1班", "拍摄序号12-1002–12-1009", "交付编号JF-2014-10731-03"] {
      #expect(pages[1].contains(text))
    }
    var reader = QRReader(patience: .seconds(20)) { $0.hasPrefix("BY1:") }
    try reader.look(at: Stationery.rendered(pdf))
    #expect(reader.codes == ["BY1:7K2MQ9XA4FTR8WZC3N5D"])
  }

  @Test("A3: long class names go on two lines inside their label")
  func longLabel() throws {
    let heading = ClassHeading(
      institution: PaperFixtures.institution, department: "计算机与通信学院敦煌校外学习中心暨函授站", classGroup: "𬭎䶮㛃𠮷信息与计算科学（中外合作办学）二〇一〇级二班甲乙",
      deliveryNumber: "JF-2014-10731-0003-0001")
    let envelope = ClassEnvelope(
      heading: heading, photos: 1_042, firstSerial: "12-0001", lastSerial: "12-1042", code: "BY1:7K2M")
    var longer = envelope
    longer.heading.institution = PaperFixtures.institution + "敦煌校外学习中心"
    let pdf = try EnvelopeLabels([envelope, longer]).pdf(createdAt: 0)
    for word in try PDFTools.words(pdf) {
      #expect(word.left > 9 && word.right < 201 && word.bottom < 10 + 55.4)
      #expect(word.right < 104 || word.left > 105, "\(word.text) crosses the cut")
    }
  }

  @Test("A3: a check sheet shows grey photos and boxes for right and for what is wrong")
  func checkSheet() throws {
    let people = (0..<9).map { CaptionFixtures.person($0) } + [CaptionFixtures.person(9, missing: .notShot)]
    let print = try OfficeCheckSheets(classes: [CaptionFixtures.group(people)]).pdf(createdAt: 0)
    #expect(print.pages == 2 && print.photos == 9)
    let images = try PDFTools.images(print.bytes)
    #expect(images.count == 9 && images.allSatisfy { JPEGHeader($0)?.components == 1 })
    let pages = try PDFTools.pages(print.bytes)
    for text in ["正确", "有误（勾选项目）", "应改为", "核对人签字"] { #expect(pages.allSatisfy { $0.contains(text) }) }
    let text = pages.joined()
    for field in ["照片", "学校名称", "姓名", "学号", "身份证号", "拍摄序号"] {
      #expect(text.ranges(of: field).count >= 10, "\(field)")
    }
    for person in people { #expect(text.contains(person.caption.idNumber) && text.contains(person.caption.name)) }
    #expect(text.contains("漏拍"))
  }

  @Test("A3: a check sheet has large letters, and blocks what cannot be drawn")
  func checkSheetText() throws {
    let people = [CaptionFixtures.person(0), CaptionFixtures.person(1, name: CaptionFixtures.undrawableName)]
    let print = try OfficeCheckSheets(classes: [CaptionFixtures.group(people)]).pdf(createdAt: 0)
    let words = try PDFTools.words(print.bytes)
    let number = try #require(words.first { $0.text == people[0].caption.idNumber })
    // 18 figures of 12 pt are over 40 mm wide
    #expect(number.right - number.left > 38)
    #expect(print.blocked.map(\.id) == ["g1"])
    #expect(words.contains { $0.text == "用字待补" } && !words.contains { $0.text == people[1].caption.idNumber })
  }

  @Test("A3: the longest names stay inside their column of a check sheet")
  func checkSheetNames() throws {
    let people = (0..<3).map {
      CaptionFixtures.person($0, name: CaptionFixtures.longestName, institution: PaperFixtures.institution)
    }
    let pdf = try OfficeCheckSheets(classes: [CaptionFixtures.group(people)]).pdf(createdAt: 0).bytes
    let text = try PDFTools.pages(pdf).joined()
    #expect(text.ranges(of: CaptionFixtures.longestName).count == 3)
    for word in try PDFTools.words(pdf) where CaptionFixtures.longestName.contains(word.text) && word.text.count > 4 {
      #expect(word.left > 41 && word.right < 109.2)
    }
  }
}
