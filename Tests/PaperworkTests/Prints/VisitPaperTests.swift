import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("papers of the schedule", .enabled(if: PDFTools.hasText))
struct VisitPaperTests {
  private static let longClass = "𬭎䶮㛃𠮷信息与计算科学（中外合作办学）二〇一〇级二班甲乙"

  static func annex(rows: Int) -> TourAnnexPaper {
    TourAnnexPaper(
      subtitles: ["甘肃省2014届毕业生图像信息采集", "附件 3　按日期排列　第 2 版，2013年9月20日发布"], edition: "第 2 版，2013年9月20日发布",
      rows: (0..<rows).map { index in
        .init(
          institutionCode: "10731", institution: index.isMultiple(of: 7) ? PaperFixtures.institution + "敦煌校外学习中心𬭎" : "某大学",
          day: "10月\(index % 30 + 1)日", weekday: "周一", time: "08:30–17:30", crew: "第一组",
          place: "拍摄点 1：本部逸夫楼 101、102 室", categories: index.isMultiple(of: 5) ? "普通、成人、研究生" : "普通", heads: 860)
      }, notes: ["过时不候。没有赶上的，带身份证参加补拍。"])
  }

  /// A class called on so many days from 14 October on.
  private static func notice(
    appointments: Int, institution: String = PaperFixtures.institution, department: String, classGroup: String
  ) -> ClassNotice {
    ClassNotice(
      campaign: "甘肃省2014届毕业生图像信息采集", institution: institution, department: department, classGroup: classGroup,
      appointments: (0..<appointments).map {
        .init(
          day: CalendarDay(dayNumber: 15_992 + $0), callMinutes: 495, span: MinuteSpan(502, 531), place: "本部逸夫楼 101、102 室",
          heads: 42)
      }, preparation: ["带本人身份证", "穿深色上衣，与浅蓝色背景分得清，不要穿浅蓝色的衣服", "不戴帽子，头发不遮额头、眉毛和眼睛"],
      missed: "没有赶上的，带身份证参加补拍：2014年4月9日（周三）–4月12日（周六），地点：示例采集中心。补拍以后不再受理。")
  }

  private static let address = "https://photo.example.cn/s/k7q29x4f8t3mwz1a"

  static func notices(appointments: Int) -> ClassNoticePaper {
    ClassNoticePaper([
      .init(notice(appointments: appointments, department: "计算机与通信学院", classGroup: longClass), address: address)
    ])
  }

  static var signs: DoorSignPaper {
    DoorSignPaper(
      institution: PaperFixtures.institution,
      signs: [
        .init(
          day: "10月14日（周一）", point: "拍摄点 2", place: "本部逸夫楼 101、102 室", time: "08:30–17:30",
          lines: (0..<14).map {
            .init(call: "08:\(15 + $0)", department: "计算机与通信学院", classGroup: $0 == 3 ? longClass : "软件工程\($0)班", heads: 42)
          })
      ])
  }

  static func list(rows: Int, isInCodeMode: Bool = false) -> ShootingListPaper {
    var sheets = [PaperFixtures.classSheet(1, rows: rows), PaperFixtures.classSheet(2, rows: rows)]
    sheets[1].classGroup = longClass
    return ShootingListPaper(
      institution: PaperFixtures.institution,
      visits: [
        .init(heading: "10月14日（周一）08:30–11:30　本部逸夫楼 101、102 室", classes: sheets, calls: ["08:15", "08:45"], heads: [40, 9])
      ], isInCodeMode: isInCodeMode)
  }

  static func poster(appointments: Int = 1, longNames: Bool = true) -> ClassPoster {
    ClassPoster(
      notice(
        appointments: appointments, institution: longNames ? PaperFixtures.institution : "某大学",
        department: longNames ? "计算机与通信工程学院暨软件学院（示范性）" : "文学院", classGroup: longNames ? longClass : "中文1班"),
      address: address, edition: "第 2 版，2013年9月20日发布")
  }

  private static let identity = PaperIdentity(
    number: "附件3-2014-第2版", date: "2013年9月20日（周五）", contentHash: "7F3A91C0", code: "https://photo.example.cn/s/k7q2",
    codeAdvice: "扫码看最新的安排，不用登录。", createdAt: 1_380_000_000)

  /// Pictures of papers for people to look at: kept in the folder named by BIYING_PICTURES.
  private func keep(_ bytes: [UInt8], _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["BIYING_PICTURES"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  @Test("X3: Annex 3 repeats its head on every lying page, with page, version, date, hash and nothing cut off")
  func annex() throws {
    let pdf = try Self.annex(rows: 60).pdf(Self.identity)
    try keep(pdf, "annex.pdf")
    let pages = try PDFTools.pages(pdf)
    #expect(pages.count > 2)
    for (index, page) in pages.enumerated() {
      #expect(page.contains("院校代码") && page.contains("拍摄小组") && page.contains("第2版") && page.contains("7F3A91C0"))
      #expect(page.contains("第\(index + 1)页共\(pages.count)页") && !page.contains("盖章后"))
    }
    #expect(pages.joined().contains("敦煌校外学习中心𬭎"))
    let words = try PDFTools.words(pdf)
    #expect(words.allSatisfy { $0.left >= 19 && $0.right <= 278 && $0.bottom <= 191 })
    #expect(try PDFTools.pages(Self.annex(rows: 0).pdf(Self.identity)).joined().contains("这一版没有场次"))
  }

  @Test(
    "N3: a class's notice is one page whatever its names and times, with rare characters as they are", arguments: [1, 2, 3, 5])
  func notices(count: Int) throws {
    var identity = Self.identity
    identity.code = nil
    let pdf = try Self.notices(appointments: count).pdf(identity)
    try keep(pdf, "notice-\(count).pdf")
    let pages = try PDFTools.pages(pdf)
    #expect(pages.count == 1)
    for words in ["𬭎䶮㛃𠮷信息", "08:15到场", "请准备", "带本人身份证", "没有赶上", "https://photo.example.cn/s/k7q29x4f8t3mwz1a"] {
      #expect(pages[0].contains(words), "\(words)")
    }
  }

  @Test("N3: a door's sign names institution, point, day and every class with its call")
  func signs() throws {
    let pdf = try Self.signs.pdf(Self.identity)
    try keep(pdf, "sign.pdf")
    let text = try PDFTools.pages(pdf).joined()
    #expect(text.contains(PaperFixtures.institution) && text.contains("拍摄点2") && text.contains("10月14日（周一）"))
    #expect(text.contains("08:28") && text.contains("软件工程13班") && text.contains("𬭎䶮㛃𠮷信息"))
  }

  @Test("N3, A9.3: lists come in shooting order with numbers, names and boxes; empty ones have lines to fill in")
  func lists() throws {
    let pdf = try Self.list(rows: 40).pdf(Self.identity)
    try keep(pdf, "list.pdf")
    let pages = try PDFTools.pages(pdf)
    #expect(pages[0].contains("班级顺序") && pages[0].contains("08:45") && pages[0].contains("𬭎䶮㛃𠮷信息"))
    let text = pages.joined()
    #expect(
      text.contains("☐") && text.contains("10241100") && text.contains("张䶮") && !text.contains("身份证号")
        && !text.contains("990000"))
    let code = try Self.list(rows: 0, isInCodeMode: true).pdf(Self.identity)
    try keep(code, "list-code.pdf")
    let blank = try PDFTools.pages(code).joined()
    #expect(blank.contains("共40人") && blank.contains("共9人") && blank.contains("留在学校") && !blank.contains("还没有导入"))
    #expect(try PDFTools.pages(Self.list(rows: 0).pdf(Self.identity)).joined().contains("学生名单还没有导入"))
  }

  @Test("N3: a poster is 1080 pixels wide, its QR is read back, and it grows instead of clipping", arguments: [0, 1, 2, 6])
  func posters(count: Int) throws {
    let png = try Self.poster(appointments: count).png()
    try keep(png, "poster-\(count).png")
    let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
    let height = png[20..<24].reduce(0) { $0 << 8 | Int($1) }
    #expect(width == 1080 && height >= 1440 && height < 4000)
    #expect(try ScannedPage.read(png).codes.contains("https://photo.example.cn/s/k7q29x4f8t3mwz1a"))
    let isSame = try Self.poster(appointments: count).png() == png
    #expect(isSame)
    if count == 1 { try keep(Self.poster(longNames: false).png(), "poster-short.png") }
  }

  @Test func aPosterWithACharacterThatNoFontDrawsIsRefused() throws {
    var poster = Self.poster()
    poster.notice.classGroup = "\u{E000}班"
    #expect(throws: PrintRefusal.undrawable(["\u{E000}"])) { try poster.png() }
  }
}
