import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// N6, A11, A12 in the real browser: the rooms for everybody, and the desk where their texts are written.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct PublicPagesBrowserTests {
  private func ready() async throws -> (site: RunningSite, campaignID: String) {
    let province = try await Province()
    _ = try await province.center.prepareCenter()
    let place = try await province.place()
    try await province.center.records.write { transaction in
      let stored = try transaction.storedCampaign(place.campaignID)
      var plan = stored.plan
      plan.photoStandard = "national-2017"
      plan.offices = [
        Office(
          kind: .agency, name: "示例通讯社甘肃分社", address: "兰州市城关区示例路 1 号", postcode: "730000", contactName: "王示例",
          telephone: "0931-1234567", email: "a@example.cn"),
        Office(kind: .headOffice, name: "示例通讯社图像采集总部", address: "北京市示例区示例街 2 号", contactName: "李示例", telephone: "010-7654321"),
        Office(kind: .educationDepartment, name: "甘肃省教育厅", contactName: "赵示例", telephone: "0931-7654321"),
        Office(kind: .otherAgency, name: "示例通讯社青海分社", address: "西宁市示例路 3 号", contactName: "马示例", telephone: "0971-1234567"),
      ]
      func days(_ first: String, _ last: String) throws -> CalendarDays {
        CalendarDays(try #require(CalendarDay.parse(first)), through: try #require(CalendarDay.parse(last)))
      }
      plan.windows = [
        CampaignWindow(.registration, try days("2013-09-10", "2013-09-30")),
        CampaignWindow(.phase1, try days("2013-10-08", "2013-12-31")),
        CampaignWindow(.phase2, try days("2014-03-03", "2014-04-04")),
        CampaignWindow(.makeup, try days("2014-04-09", "2014-04-12")),
        CampaignWindow(.proofing, try days("2014-05-05", "2014-05-31")),
      ]
      plan.makeupPlace = "示例通讯社甘肃分社一楼（兰州市城关区示例路 1 号）"
      _ = try transaction.updateCampaign(place.campaignID, plan, seen: stored.version)
    }
    return (try await RunningSite(province), place.campaignID)
  }

  @Test(
    "N6, A11, A12: a visitor goes through all rooms, on a phone, at a desk and without script",
    arguments: ["desk", "phone", "plain"])
  func visitor(shape: String) async throws {
    let (site, campaign) = try await ready()
    let browser = try await Browser(shape == "desk" ? .desk : shape == "phone" ? .phone : .withoutScript)
    try await browser.open(site.address + "/public")
    try await browser.waitForPath("/public/\(campaign)")
    try await look(browser, "home", shape)
    for (room, path, words) in [
      ("照片要求", "requirements", "一半脸黑"), ("怎样准备", "preparation", "出门前"), ("常见问题", "questions", "什么是校对？"),
      ("联系方式", "contacts", "示例通讯社青海分社"), ("通知", "notice", "没有赶上"),
    ] {
      try await browser.press(room)
      try await browser.waitForPath("/public/\(campaign)/\(path)")
      try await browser.waitForText(words)
      try await look(browser, path, shape)
    }
    #expect(try await browser.command("GET", "/cookie").array.isEmpty)
    try await browser.press("拍摄时间")
    try await browser.waitForPath("/public/\(campaign)")
    try await browser.close()
    await site.stop()
  }

  @Test(
    "N6: the planner writes the notice, sees it, publishes it, and it is on the page", arguments: [Browser.Shape.desk, .phone])
  func planner(shape: Browser.Shape) async throws {
    let (site, campaign) = try await ready()
    let name = shape.isPhone ? "phone" : "desk"
    let browser = try await CampaignBrowser.signedIn(.planner, at: site, shape)
    try await browser.open(site.address + "/campaigns/\(campaign)/public")
    try await look(browser, "desk-list", name)
    // 通知 is also the room of messages.
    try await browser.element(css: "main a[href$='/public/notice']").click()
    try await browser.waitForText("可填项")
    try await look(browser, "desk-default", name)
    try await browser.type("## 今年的通知\n\n补拍：{{补排日期}}", into: "文字")
    try await browser.press("保存为第 1 版")
    try await browser.waitForText("没有「补排日期」这个可填项")
    try await look(browser, "desk-refused", name)
    try await browser.type("## 今年的通知\n\n补拍：**{{补拍日期}}**，[学信网](https://www.chsi.com.cn/)\n\n- 带身份证", into: "文字")
    try await browser.press("先看预览")
    try await browser.waitForText("预览（还没有保存）")
    try await browser.press("保存为第 1 版")
    try await browser.waitForText("已存为第 1 版")
    try await look(browser, "desk-written", name)
    try await browser.press("公布第 1 版")
    try await browser.waitForText("第 1 版已公布")
    try await look(browser, "desk-published", name)
    try await browser.press("打开公开的页面")
    try await browser.waitForText("今年的通知")
    #expect(try await browser.text.contains("补拍：2014年4月9日（周三）–4月12日（周六）"))
    try await browser.close()
    await site.stop()
  }

  /// No wider than the screen, nothing serious for axe-core, no complaint; a picture for people.
  private func look(_ browser: Browser, _ name: String, _ shape: String) async throws {
    try await Pictures.keep(browser, "public-\(name)-\(shape)")
    #expect(
      try await browser.run("return document.documentElement.scrollWidth <= window.innerWidth").bool != false, "\(name) is wide"
    )
    guard shape != "plain" else { return }
    #expect(try await Accessibility.findings(browser) == [], "\(name) at \(shape)")
    #expect(try await CampaignBrowser.complaints(browser) == [], "\(name) at \(shape)")
  }
}
