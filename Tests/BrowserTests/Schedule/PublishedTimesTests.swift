import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// N3, N6: the published schedule reaches a student on a phone and a liaison at a desk.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct PublishedTimesTests {
  private static let longClass = "𬭎䶮㛃𠮷信息与计算科学（中外合作办学）二〇一〇级二班甲"

  /// A roster of two classes with a venue, solved and published.
  private func ready() async throws -> SlipPlace {
    let place = try await SlipPlace()
    let (center, campaign) = (place.province.center, place.place.campaignID)
    _ = try await center.prepareCenter()
    // A campaign whose classes bear long names.
    try await center.records.write { transaction in
      let stored = try transaction.storedCampaign(campaign)
      var plan = stored.plan
      plan.rosterTerms = RosterTerms(columns: [.classGroup: .init(width: 90)])
      _ = try transaction.updateCampaign(campaign, plan, seen: stored.version)
    }
    _ = try await place.province.place(code: "10731", name: "西北联合职业技术与继续教育大学（筹建中的第二名称）", liaison: "other")
    let rows = (1...40).map { number in
      let sex = number.isMultiple(of: 2) ? "女" : "男"
      let group = number <= 12 ? "示例1班" : Self.longClass
      return
        "普通,示例学院,民族学,\(group),20100000\(1000 + number),\(number == 5 ? "欧阳𬭎" : "张䶮"),\(sex),\(MadeUp.idNumber(number)),本科"
    }
    let path = place.province.folder.path("名单.csv")
    try Data((["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + rows).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    let preview = try await center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: campaign, by: place.place.liaison)
    _ = try await center.confirmRoster(uploadID: preview.uploadID, RosterConfirmation(), by: place.place.liaison)
    try await place.province.handInSlip(
      [ShootingPoint(name: "本部", address: "本部逸夫楼 101、102 室")], campaignID: campaign, institutionID: place.place.institutionID)
    let planner = try await place.province.planner()
    _ = try await center.addCrew(
      Crew(id: "", name: "第一组", homeCity: "兰州市"), members: ["张示例", "李示例"], to: campaign, by: planner)
    try await place.province.publishSolved(campaign, by: planner)
    return place
  }

  @Test(
    "N6: a student who has no account finds the own class's hour on a phone, also without script", arguments: [true, false])
  func student(hasScript: Bool) async throws {
    let place = try await ready()
    let browser = try await Browser(hasScript ? .phone : .withoutScript)
    try await browser.open(place.site.address + "/sign-in")
    try await browser.press("直接查拍摄时间")
    try await browser.waitForPath("/public/\(place.place.campaignID)")
    try await look(browser, "public-schedule", hasScript)
    try await browser.type("示例大", into: "学校名称、代码或城市")
    try await browser.press("查找")
    try await browser.wait(for: "one institution") { try await browser.elements(css: "tbody tr").count == 1 }
    try await browser.press("示例大学")
    try await browser.waitForText("示例1班")
    try await look(browser, "public-place", hasScript)
    try await browser.type("示例1", into: "班级或院系")
    try await browser.press("查找")
    // One class, and the one day below it.
    try await browser.wait(for: "one class") {
      let rows = try await browser.elements(css: "tbody tr").count
      let text = try await browser.text
      return rows == 2 && !text.contains("信息与计算科学")
    }
    try await browser.press("示例1班")
    try await browser.waitForText("加到手机日历")
    let text = try await browser.text
    for words in ["到场", "本部逸夫楼 101、102 室", "带本人身份证", "示例采集中心"] { #expect(text.contains(words), "\(words)") }
    #expect(!text.contains("张䶮") && !text.contains("20100000"))
    try await look(browser, "public-class", hasScript)
    if hasScript {
      let group = try await longClass(of: place)
      try await browser.open(place.site.address + group.shortPath)
      try await browser.waitForText("𬭎䶮㛃𠮷信息")
      try await look(browser, "public-class-long", hasScript)
    }
    try await browser.close()
    await place.site.stop()
  }

  @Test("N3: a liaison takes class list, notices, door signs and a poster away", arguments: [Browser.Shape.desk, .phone])
  func liaison(shape: Browser.Shape) async throws {
    let place = try await ready()
    let walker = try await SlipWalker(place, shape)
    let browser = walker.browser
    try await walker.become(try await place.province.session(of: place.place.liaison.accountID))
    try await walker.open("/visits/\(place.place.institutionID)")
    try await look(browser, "visits", !shape.isPhone)
    try await browser.press("班级通知、名单、海报和门牌")
    try await browser.waitForText("打印和发送")
    try await look(browser, "papers", !shape.isPhone)
    for (verb, name) in [
      ("下载名单（PDF）", "10730_班级名单_第1版.pdf"), ("下载门牌（PDF）", "10730_门牌_第1版.pdf"), ("下载通知（PDF）", "10730_班级通知_第1版.pdf"),
    ] {
      try await browser.press(verb)
      let bytes = try await browser.download(named: name)
      #expect(bytes.starts(with: Array("%PDF-".utf8)))
      try keep(bytes, name)
    }
    let group = try await longClass(of: place)
    try await browser.press(group.notice.className)
    try await browser.waitForText("发到班级群")
    try await browser.wait(for: "the poster") {
      try await browser.run("const p = document.querySelector('img.poster'); return p.complete && p.naturalWidth === 1080").bool
        == true
    }
    try await look(browser, "class-papers", !shape.isPhone)
    try await browser.press("下载海报（PNG）")
    let picture = try await browser.download(named: "\(Self.longClass)_海报.png")
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    try keep(picture, "poster-long.png")
    try await browser.close()
    await place.site.stop()
  }

  private func longClass(of place: SlipPlace) async throws -> ScheduledClass {
    let schedule = try await place.province.center.placeSchedule(
      of: place.place.institutionID, campaignID: place.place.campaignID)
    return try #require(schedule.classes.first { $0.identity.classGroup == Self.longClass })
  }

  /// That the page is no wider than the screen and without complaint; a picture for people.
  private func look(_ browser: Browser, _ name: String, _ isOne: Bool) async throws {
    try await Pictures.keep(browser, "times-\(name)-\(isOne ? "a" : "b")")
    let fits = try await browser.run("return document.documentElement.scrollWidth <= window.innerWidth").bool
    #expect(fits != false, "\(name) is wider than the screen")
    #expect(try await browser.complaints() == [], "\(name)")
  }

  private func keep(_ bytes: Data, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["BIYING_PICTURES"] else { return }
    try bytes.write(to: URL(filePath: "\(folder)/\(name)"))
  }
}
