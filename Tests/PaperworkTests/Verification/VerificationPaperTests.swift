import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A5, A6, A7: papers of the verification", .enabled(if: PDFTools.hasText))
struct VerificationPaperTests {
  /// Nothing beyond the margins and nothing in the stamp's circle, on every page.
  private func checkPlaces(_ pdf: [UInt8], isLying: Bool, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let words = try PDFTools.words(pdf)
    let (right, bottom) = isLying ? (278.0, 191.0) : (191.0, 278.0)
    #expect(words.allSatisfy { $0.left >= 19 && $0.right <= right && $0.bottom <= bottom }, sourceLocation: sourceLocation)
    let stamps = words.filter { $0.text == "盖章处" }
    #expect(stamps.count == 1, sourceLocation: sourceLocation)
    for stamp in stamps {
      let (x, y) = ((stamp.left + stamp.right) / 2, (stamp.top + stamp.bottom) / 2)
      for word in words where word.page == stamp.page && word.text != "盖章处" {
        let (across, down) = (max(word.left - x, 0, x - word.right), max(word.top - y, 0, y - word.bottom))
        #expect(
          (across * across + down * down).squareRoot() > StampPlace.diameter / 2, "\(word.text)", sourceLocation: sourceLocation
        )
      }
    }
  }

  @Test("A7: the 《勘误表》 has the paper's twelve columns on each page, names and numbers whole", arguments: [0, 1, 6, 40])
  func errata(count: Int) throws {
    let pdf = try VerificationFixtures.paper(count).pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(pdf, "errata-\(count).pdf")
    try checkPlaces(pdf, isLying: true)
    let pages = try PDFTools.pages(pdf)
    let text = pages.joined()
    if count == 0 { #expect(text.contains("没有需要勘误的数据") && pages.count == 1) }
    for column in ErrataColumn.columns(in: .roster) { #expect(text.contains(column.chineseName)) }
    for line in VerificationFixtures.errata(count) {
      for column in [ErrataColumn.shotSerial, .studentNumber, .kind, .day] { #expect(text.contains(line.text(column))) }
    }
    if count == 6 {
      for name in VerificationFixtures.rareNames.prefix(4) { #expect(text.contains(name)) }
      #expect(text.contains("990000200301010033") && text.contains("照片照常可用"))
    }
    if count == 40 {
      #expect(pages.count > 2)
      #expect(
        pages.dropLast().allSatisfy { $0.contains("DJ-2014-10731") && $0.contains("7F3A-91C0-2E4D") && $0.contains("错误字段") })
    }
  }

  @Test("A7: a seal never stands on a page without a row of what it is for", arguments: [1, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  func sealOnTheLastRowsPage(count: Int) throws {
    for pdf in [
      try VerificationFixtures.paper(count).pdf(PaperFixtures.identity()),
      try VerificationFixtures.makeup(count).pdf(PaperFixtures.identity()),
      try VerificationFixtures.letter(count * 3).pdf(PaperFixtures.identity()),
    ] {
      let last = try #require(try PDFTools.pages(pdf).last)
      #expect(last.contains("盖章处") && last.contains("990000200301"))
    }
  }

  @Test("A7: in code mode the form has codes and serials and no column for a name or a number")
  func codeErrata() throws {
    let lines = try (0..<2).map { index in
      try CodeErrataLine(
        institutionCode: "10731", person: VerificationFixtures.code(index), old: "12-\(1000 + index)",
        new: "12-\(1001 - index)",
        handler: "赵守正", day: VerificationFixtures.day)
    }
    #expect(throws: CaptionRefusal.notACode) {
      try CodeErrataLine(
        institutionCode: "10731", person: VerificationFixtures.code(0), old: "990000200301010017", new: "", handler: "赵",
        day: VerificationFixtures.day)
    }
    let pdf = try ErrataPaper(
      campaign: "2024届", institution: "某大学", institutionCode: "10731", lines: lines, recipient: ""
    ).pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(pdf, "errata-code.pdf")
    let text = try PDFTools.pages(pdf).joined()
    #expect(text.contains("采集码") && text.contains("K7QM-1001") && text.contains("数据错位"))
    #expect(!text.contains("身份证号") && !text.contains("990000"))
  }

  @Test(
    "A5: the missing letter names people and numbers, contact, address and telephone, with a place for the seal",
    arguments: [0, 3, 40])
  func missing(count: Int) throws {
    let pdf = try VerificationFixtures.letter(count).pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(pdf, "missing-\(count).pdf")
    try checkPlaces(pdf, isLying: false)
    let text = try PDFTools.pages(pdf).joined()
    for words in ["漏拍名单（函）", "GP-2014-10731-1", "张䶮", "兰工坪路287号", "0931-0000000", "2014年4月20日", PaperFixtures.institution] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(text.contains(count == 0 ? "没有缺照片的学生" : "下列\(count)名学生缺少照片"))
    if count > 0 { #expect(text.contains("990000200301010017") && text.contains("㛃小雨")) }
    let code = MissingLetterPaper(
      campaign: "2024届", recipient: "总部", institution: "某大学", institutionCode: "10731", delivery: "GP",
      rows: [.init(try VerificationFixtures.code(0), group: "文学院")], contactName: "张", address: "某路1号",
      telephone: "0931-0000000",
      issued: "2024年4月20日")
    let codeText = try PDFTools.pages(code.pdf(PaperFixtures.identity())).joined()
    #expect(codeText.contains("K7QM-1000") && !codeText.contains("姓名") && !codeText.contains("身份证"))
  }

  @Test("A1, A6, N4: the make-up's list says why each comes and who is free", arguments: [0, 5, 40])
  func makeup(count: Int) throws {
    let pdf = try VerificationFixtures.makeup(count).pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(pdf, "makeup-\(count).pdf")
    try checkPlaces(pdf, isLying: true)
    let text = try PDFTools.pages(pdf).joined()
    #expect(text.contains("逾期不再受理") && text.contains("新拍摄序号"))
    if count == 5 { #expect(text.contains("共5人，其中漏拍2人、闭眼或特殊表情2人、其他1人；免费2人") && text.contains("B-104")) }
    if count == 0 { #expect(text.contains("没有参加补拍的学生")) }
  }

  @Test("Promise 3: the ledger's paper shows each class, the sums, whether it closes, and what to do")
  func ledger() throws {
    let whole = VerificationFixtures.ledger(departments: 5, classes: 9, allKinds: true)
    let pdf = try VerificationFixtures.ledgerPaper(whole).pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(pdf, "ledger.pdf")
    try checkPlaces(pdf, isLying: true)
    let pages = try PDFTools.pages(pdf)
    let text = pages.joined()
    #expect(pages.count > 1 && text.contains("小计") && text.contains("合计") && text.contains("账平") && text.contains("录入有误"))
    #expect(text.contains(whole.total.chinese.filter { !$0.isWhitespace }))
    #expect(text.contains("逾期不再受理"))
    var classes = VerificationFixtures.ledger(departments: 2, classes: 2).classes
    classes[3].count.due += 1
    classes[0].count.due -= 1
    let open = try VerificationFixtures.ledgerPaper(Ledger(classes)).pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(open, "ledger-open.pdf")
    let openText = try PDFTools.pages(open).joined()
    #expect(openText.contains("账不平") && openText.contains("少1") && openText.contains("多1"))
    let province = try VerificationFixtures.ledgerPaper(Ledger(classes), .province).pdf(PaperFixtures.identity())
    try VerificationFixtures.keep(province, "ledger-province.pdf")
    #expect(try PDFTools.pages(province).joined().contains("班级不平"))
    #expect(
      try PDFTools.pages(VerificationFixtures.ledgerPaper(Ledger([])).pdf(PaperFixtures.identity())).joined().contains(
        "还没有学生名单"))
  }
}
