import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// N3, N6, X3: what the published schedule is handed on as, and what everybody may read of it.
@Suite struct PlacePaperTests {
  typealias Person = RosterDesk.Person

  private static let longClass = "𬭎䶮㛃𠮷计科2班"
  static let venue = "本部逸夫楼 101、102 室"

  /// Two classes of one department and one of another, an institution with a venue, a published schedule.
  private func ready(_ engine: SQLEngine) async throws -> (desk: RosterDesk, planner: Planner) {
    let desk = try await RosterDesk(on: engine)
    let people = (0..<30).map { Person($0, classGroup: $0 < 12 ? "民族学1班" : Self.longClass) }
    try await desk.bring(people + (30..<36).map { Person($0, department: "文学院", classGroup: "中文1班") })
    try await desk.province.openPhases(desk.campaignID)
    let point = ShootingPoint(
      name: "本部", address: Self.venue + " 电话：0931-8912345", leader: PointPerson(name: "李带队", telephone: "13900000001"))
    try await desk.province.handInSlip([point], campaignID: desk.campaignID, institutionID: desk.place.institutionID)
    let planner = try await desk.province.planner()
    _ = try await desk.center.addCrew(
      Crew(id: "", name: "张示例组", homeCity: "兰州市"), members: ["张示例", "李示例"], to: desk.campaignID, by: planner)
    try await desk.province.publishSolved(desk.campaignID, by: planner)
    return (desk, planner)
  }

  private func text(_ file: PreparedFile) throws -> String {
    defer { file.remove() }
    return try PDFText.of(Data(contentsOf: URL(filePath: file.path)))
  }

  @Test("N6: everybody reads days, hours and places of a class; no person is in it", arguments: SQLEngine.allCases)
  func everybody(engine: SQLEngine) async throws {
    let (desk, _) = try await ready(engine)
    let all = try await desk.center.publicSchedule(campaignID: desk.campaignID)
    #expect(all.campaign.edition?.version == 1 && all.lines.count == 1)
    let schedule = try await desk.center.placeSchedule(of: desk.place.institutionID, campaignID: desk.campaignID)
    #expect(all.lines.first?.days == schedule.days && !schedule.days.isEmpty)
    #expect(schedule.venues == [Self.venue])
    #expect(Set(schedule.classes.map(\.identity.classGroup)) == ["民族学1班", Self.longClass, "中文1班"])
    let group = try #require(schedule.classes.first { $0.identity.classGroup == "民族学1班" })
    #expect(group.heads == 12 && group.notice.appointments.allSatisfy { $0.place == Self.venue })
    #expect(group.notice.missed.contains("2014年4月9日") && group.notice.missed.contains("示例采集中心"))
    #expect(group.notice.preparation.first == "带本人身份证")
    let seen = String(describing: schedule) + String(describing: all)
    for secret in ["李带队", "13900000001", "0931-8912345", "张䶮", "2010000010"] { #expect(!seen.contains(secret)) }
    await #expect(throws: ScheduleRefusal.placeUnknown) {
      _ = try await desk.center.placeSchedule(of: "elsewhere", campaignID: desk.campaignID)
    }
  }

  @Test("N3: a QR holds from version to version and leads to campaign, place or class", arguments: SQLEngine.allCases)
  func shortLinks(engine: SQLEngine) async throws {
    let (desk, planner) = try await ready(engine)
    let place = desk.place.institutionID
    let before = try await desk.center.placeSchedule(of: place, campaignID: desk.campaignID)
    try await desk.province.publishSolved(desk.campaignID, steps: 5, by: planner)
    let after = try await desk.center.placeSchedule(of: place, campaignID: desk.campaignID)
    #expect(after.edition?.version == 2)
    #expect(Set(before.classes.map(\.shortPath)) == Set(after.classes.map(\.shortPath)))
    let group = try #require(after.classes.first)
    let short = String(group.shortPath.dropFirst(3))
    let target = PublicTarget.classGroup(key: group.key, placeID: place, campaignID: desk.campaignID)
    #expect(try await desk.center.publicTarget(short: short) == target)
    #expect(try await desk.center.publicTarget(short: short.uppercased()) == target)
    #expect(
      try await desk.center.publicTarget(short: String(after.shortPath.dropFirst(3)))
        == .place(place, campaignID: desk.campaignID))
    #expect(try await desk.center.publicTarget(short: String(short.prefix(4))) == .campaign(desk.campaignID))
    for wrong in ["", "x", "zzzz", String(short.prefix(4)) + "zzzzz", short + "0"] {
      #expect(try await desk.center.publicTarget(short: wrong) == nil, "\(wrong)")
    }
  }

  @Test(
    "N3: lists in shooting order hold numbers and names, each its own reader's part, never identity numbers",
    .enabled(if: PDFText.isThere), arguments: SQLEngine.allCases)
  func lists(engine: SQLEngine) async throws {
    let (desk, _) = try await ready(engine)
    let (place, campaign) = (desk.place.institutionID, desk.campaignID)
    let before = try await desk.province.journaledActions().count
    let whole = try text(try await desk.center.shootingList(of: place, campaignID: campaign, by: desk.place.liaison))
    #expect(whole.contains("民族学1班") && whole.contains("中文1班") && whole.contains("班级顺序") && whole.contains("共12人"))
    for number in 0..<36 { #expect(whole.contains("20100000\(1000 + number)")) }
    #expect(whole.contains("张䶮") && whole.contains("𬭎䶮㛃𠮷计科"))
    #expect(!whole.contains(MadeUp.idNumber(3)) && !whole.contains("身份证号"))
    // No number was opened: no line in the journal (promise 7).
    #expect(try await desk.province.journaledActions().count == before)
    let secretary = DepartmentSecretary(accountID: "s", institutionID: place, department: "文学院")
    let own = try text(try await desk.center.shootingList(of: place, campaignID: campaign, by: secretary))
    #expect(own.contains("中文1班") && own.contains("201000001030") && !own.contains("民族学") && !own.contains("201000001000"))
    let counselor = Counselor(
      accountID: "c", institutionID: place, classGroups: [.init(department: "民族学院", name: "民族学1班")])
    let hers = try text(try await desk.center.shootingList(of: place, campaignID: campaign, by: counselor))
    #expect(hers.contains("201000001011") && !hers.contains("201000001012") && !hers.contains("中文1班"))
    let other = try await desk.province.place(code: "10731", name: "别的大学", liaison: "other")
    await #expect(throws: ScheduleRefusal.placeUnknown) {
      _ = try await desk.center.shootingList(of: place, campaignID: campaign, by: other.liaison)
    }
    await #expect(throws: ScheduleRefusal.classUnknown) {
      _ = try await desk.center.shootingList(of: place, classKey: "zzzzzzz", campaignID: campaign, by: desk.place.liaison)
    }
  }

  @Test("N3: signs, notices and posters of the own classes", .enabled(if: PDFText.isThere), arguments: SQLEngine.allCases)
  func signs(engine: SQLEngine) async throws {
    let (desk, planner) = try await ready(engine)
    let (place, campaign) = (desk.place.institutionID, desk.campaignID)
    let signs = try text(try await desk.center.doorSigns(of: place, campaignID: campaign, by: planner))
    #expect(signs.contains("拍摄点1") && signs.contains("示例大学") && signs.contains("中文1班") && signs.contains("本部逸夫楼"))
    let notices = try text(try await desk.center.classNotices(of: place, campaignID: campaign, by: planner))
    #expect(notices.contains("请准备") && notices.contains("带本人身份证") && notices.contains("/s/") && notices.contains("没有赶上"))
    let archive = try await desk.center.classPosters(of: place, campaignID: campaign, by: desk.place.liaison)
    defer { archive.remove() }
    let bytes = try Data(contentsOf: URL(filePath: archive.path))
    #expect(archive.fileName == "10730_班级海报_第1版.zip" && bytes.starts(with: [0x50, 0x4B, 3, 4]))
    let names = String(decoding: bytes, as: UTF8.self)
    for name in ["民族学院_民族学1班.png", "文学院_中文1班.png", "各班通知文字.txt"] { #expect(names.contains(name), "\(name)") }
    let key = try #require(
      try await desk.center.placePapers(of: place, campaignID: campaign, by: desk.place.liaison).classes.first
    ).key
    let poster = try await desk.center.classPoster(of: place, classKey: key, campaignID: campaign, by: desk.place.liaison)
    #expect(poster.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test(
    "X3: Annex 3 by date and by institution, as PDF and XLSX; a crew member's name is not in the public one",
    .enabled(if: PDFText.isThere), arguments: SQLEngine.allCases)
  func annex(engine: SQLEngine) async throws {
    let (desk, planner) = try await ready(engine)
    let campaign = desk.campaignID
    for order in AnnexOrder.allCases {
      let file = try await desk.center.publicAnnex(.pdf, order, campaignID: campaign)
      let text = try PDFText.of(Data(file.bytes))
      #expect(text.contains("全省高校毕业生照片采集时间安排表") && text.contains("附件3") && text.contains("第1版"))
      #expect(text.contains("10730") && text.contains("示例大学") && text.contains("第1组") && text.contains("第1页共1页"))
      for name in ["张示例", "李示例", "李带队"] { #expect(!text.contains(name), "\(name)") }
      #expect(try await desk.center.publicAnnex(.pdf, order, campaignID: campaign).bytes == file.bytes)
    }
    let keepers = try await desk.center.annex(.pdf, .date, campaignID: campaign, by: planner)
    #expect(try PDFText.of(Data(keepers.bytes)).contains("张示例组"))
    let book = try await desk.center.publicAnnex(.xlsx, .date, campaignID: campaign)
    let path = desk.province.folder.path("annex.xlsx")
    try Data(book.bytes).write(to: URL(filePath: path))
    let file = try TableFile.open(path: path)
    #expect(file.sheets.map(\.name) == ["时间安排（第 1 版）", "各班时间"])
    var rows: [[String]] = []
    try file.forEachRow(sheet: 0) { row in
      rows.append(row.cells.map(\.text))
      return true
    }
    #expect(rows.first == ["序号", "院校代码", "院校名称", "日期", "星期", "时间", "拍摄小组", "拍摄点", "地点", "类别", "人数"])
    #expect(rows.count >= 2 && rows[1][1] == "10730" && rows[1][6] == "第 1 组")
  }

  @Test(
    "N3, code mode: classes and hours for everybody, lists with lines to fill in, and no code on any of it",
    .enabled(if: PDFText.isThere), arguments: SQLEngine.allCases)
  func codeMode(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.province.openPhases(desk.campaignID)
    try await desk.center.records.write { transaction in
      var plan = try transaction.storedCampaign(desk.campaignID).plan
      plan.regime = .code
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute(
        "UPDATE campaign SET plan = ?, regime = 'code' WHERE id = ?", [.text(json), .text(desk.campaignID)])
    }
    let codes = (0..<12).map { "XJ9aTq\($0)kZ==\($0)" }
    let file = try desk.file((["采集码,类别,院系,班级"] + codes.map { "\($0),普通,文学院,中文1班" }).joined(separator: "\n"))
    let upload = try await desk.center.receiveCodes(
      path: file, fileName: "码.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    let preview = try await desk.center.codePreview(uploadID: upload, by: desk.place.liaison)
    _ = try await desk.center.confirmCodes(
      uploadID: preview.uploadID, seen: preview.seen, leaving: nil, by: desk.place.liaison)
    let planner = try await desk.province.planner()
    _ = try await desk.center.addCrew(
      Crew(id: "", name: "第一组", homeCity: "兰州市"), members: ["张示例", "李示例"], to: desk.campaignID, by: planner)
    try await desk.province.publishSolved(desk.campaignID, by: planner)
    let schedule = try await desk.center.placeSchedule(of: desk.place.institutionID, campaignID: desk.campaignID)
    #expect(schedule.classes.map(\.identity.classGroup) == ["中文1班"] && schedule.classes.first?.heads == 12)
    let list = try text(
      try await desk.center.shootingList(
        of: desk.place.institutionID, campaignID: desk.campaignID, by: desk.place.liaison))
    #expect(list.contains("共12人") && list.contains("留在学校，不交给采集单位"))
    for code in codes { #expect(!list.contains(code) && !String(describing: schedule).contains(code)) }
  }

  @Test("Nothing published: nothing to take away, said in words", arguments: SQLEngine.allCases)
  func nothingYet(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let (place, campaign) = (desk.place.institutionID, desk.campaignID)
    #expect(try await desk.center.placeSchedule(of: place, campaignID: campaign).edition == nil)
    #expect(try await desk.center.publicSchedule(campaignID: campaign).lines.map(\.days) == [[]])
    await #expect(throws: ScheduleRefusal.nothingPublished) {
      _ = try await desk.center.publicAnnex(.pdf, .date, campaignID: campaign)
    }
    await #expect(throws: ScheduleRefusal.nothingPublished) {
      _ = try await desk.center.shootingList(of: place, campaignID: campaign, by: desk.place.liaison)
    }
    await #expect(throws: ScheduleRefusal.nothingPublished) {
      _ = try await desk.center.doorSigns(of: place, campaignID: campaign, by: desk.place.liaison)
    }
  }
}
