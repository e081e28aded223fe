import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A5: the clerk delivers, the institution's liaison fetches, gets the password and confirms.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct DeliveryBrowserTests {
  private static let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张")

  /// An institution with 24 people in three classes, most of them with a portrait.
  private func furnished() async throws -> (Province, Province.Place, people: [String]) {
    let province = try await Province()
    try await province.center.prepareCenter()
    let place = try await province.place()
    let lines = (0..<24).map { number in
      "普通,文学院,文学,汉文\(number / 8 + 1)班,2010\(1000 + number),\(Self.surnames[number])示例,\(number.isMultiple(of: 2) ? "女" : "男"),\(MadeUp.idNumber(number)),本科"
    }
    let roster = province.folder.path("roster.csv")
    try Data((["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + lines).joined(separator: "\r\n").utf8)
      .write(to: URL(filePath: roster))
    let preview = try await province.center.uploadRoster(
      path: roster, fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    _ = try await province.center.confirmRoster(uploadID: preview.uploadID, RosterConfirmation(), by: place.liaison)
    let people = try await province.center.records.read {
      try $0.rows("SELECT id FROM graduate ORDER BY student_number").map { try $0.text("id") }
    }
    for (number, person) in people.prefix(20).enumerated() {
      try await release(province, place, person, number + 1)
    }
    return (province, place, people)
  }

  private func release(_ province: Province, _ place: Province.Place, _ person: String, _ serial: Int) async throws {
    try await province.releasePortrait(
      of: person, serial: serial, bytes: (0..<30_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ serial) },
      campaignID: place.campaignID)
  }

  @Test("A5: from the clerk's desk to the confirmed receipt", arguments: [false, true])
  func way(onPhone: Bool) async throws {
    let (province, place, people) = try await furnished()
    let site = try await RunningSite(province)
    let shape = onPhone ? "phone" : "desk"
    let home = site.address + "/campaigns/\(place.campaignID)/deliveries"
    let clerk = try await CampaignBrowser.signedIn(.clerk, at: site, onPhone ? .phone : .desk)
    try await make(clerk, home, shape, width: onPhone ? 390 : 1280)
    // Something is new, and one is gone: a second delivery says so.
    try await release(province, place, people[21], 41)
    try await release(province, place, people[0], 42)
    try await province.center.withdrawRelease(
      "portrait-3", because: "看错了", campaignID: place.campaignID, by: Clerk(accountID: province.account(.clerk, "second")))
    try await make(clerk, home, shape + "-second", width: onPhone ? 390 : 1280)
    try await clerk.waitForText("新增 1 人，换片 1 人")
    try await clerk.type("EMS", into: "快递公司")
    try await clerk.type("1012345678901", into: "快递单号")
    try await clerk.press("登记寄送")
    try await clerk.waitForText("已登记寄送")
    try await keep(clerk, "delivery-sent-\(shape)", width: onPhone ? 390 : 1280)
    #expect(try await CampaignBrowser.complaints(clerk) == [])
    try await clerk.close()

    let liaison = try await CampaignBrowser.signedIn(
      as: place.liaison.accountID, at: site, onPhone ? .phone : .desk)
    try await liaison.open(home)
    try await keep(liaison, "deliveries-own-\(shape)", width: onPhone ? 390 : 1280)
    try await liaison.press("打开 2014-62-10730-002")
    try await liaison.waitForText("怎样打开和核对")
    try await keep(liaison, "delivery-own-\(shape)", width: onPhone ? 390 : 1280)
    try await liaison.press("查看密码")
    try await liaison.press("显示密码")
    try await liaison.waitForText("解压密码")
    try await keep(liaison, "delivery-password-\(shape)", width: onPhone ? 390 : 1280)
    try await liaison.press("返回 2014-62-10730-002")
    try await liaison.press("确认收到")
    try await liaison.waitForText("已确认收到")
    if !onPhone {
      try await liaison.run("document.querySelector('a[href$=\"/parts/v1\"]').click()")
      let bytes = try await liaison.download(named: "10730_2014-62-10730-002_加密.zip")
      #expect(bytes.count > 20 * 30_000)
    }
    #expect(try await CampaignBrowser.complaints(liaison) == [])
    try await liaison.close()
    await site.stop()
  }

  private func make(_ browser: Browser, _ home: String, _ name: String, width: Double) async throws {
    try await browser.open(home)
    try await keep(browser, "deliveries-\(name)", width: width)
    try await browser.run("document.querySelector('main a[href$=\"/new\"]').click()")
    try await browser.waitForText("怎样交付")
    try await keep(browser, "delivery-new-\(name)", width: width)
    try await browser.run("document.querySelector('main form button[type=submit]').click()")
    try await browser.waitForText("已生成这次交付")
    try await keep(browser, "delivery-made-\(name)", width: width)
  }

  private func keep(_ browser: Browser, _ name: String, width: Double) async throws {
    try await Pictures.keep(browser, name)
    #expect(try await browser.run("return document.documentElement.scrollWidth").number == width, "\(name)")
  }
}
