import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// A7 in the real browser: proposed, sealed, a run accepted by keyboard, seen by the institution.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct ErrataBrowserTests {
  private func browser(
    _ school: ClassKeysTests.School, _ session: String, _ shape: Browser.Shape = .desk
  ) async throws -> Browser {
    let browser = try await Browser(shape)
    try await browser.open(school.site.address + "/sign-in")
    try await browser.command(
      "POST", "/cookie", ["cookie": ["name": "biying-session", "value": .string(session), "path": "/", "httpOnly": true]])
    return browser
  }

  @Test("A7: propose, seal, the clerk accepts a run by keyboard, the institution sees it; at a desk and on a phone")
  func wholeWay() async throws {
    let school = try await ClassKeysTests.School(people: 6)
    defer { Task { await school.site.stop() } }
    let desk = try await browser(school, school.session)
    let home = school.home + "/errata"
    try await desk.open(home)
    for (number, name) in [("201000001001", "钱例示"), ("201000001002", "孙例示")] {
      try await desk.open(home)
      try await desk.press("登记数据错误")
      try await desk.type(number, into: "学号或身份证号")
      try await desk.press("找到这名学生")
      try await desk.waitForText("正确的内容：只填错的那几项")
      try await desk.element(css: "#field-new-XM").type(name)
      try await Pictures.keep(desk, "errata-new-desk")
      try await desk.press("登记勘误")
      try await desk.waitForText("已登记 1 条勘误")
    }
    try await desk.open(home + "/shift")
    try await desk.type("201000001003", into: "学号")
    try await desk.type("10005", into: "本人照片的拍摄序号")
    try await desk.press("找到对方，看双方的照片")
    try await desk.waitForText("更正后：10004")
    try await Pictures.keep(desk, "errata-shift-desk")
    try await desk.press("登记数据错位：2 人")
    try await desk.waitForText("待盖章 4 条")
    try await Pictures.keep(desk, "errata-list-desk")
    try await desk.press("生成《勘误表》：4 条")
    try await desk.waitForText("还差用印")
    try await Pictures.keep(desk, "errata-form-desk")
    let form = String(try await desk.address.split(separator: "/").last?.prefix { $0 != "?" } ?? "")
    let printed = try await school.province.center.printErrataForm(form, by: school.place.liaison)
    let path = school.province.folder.path("盖章页.pdf")
    try Data(printed.pdf).write(to: URL(filePath: path))
    try await desk.upload([path], into: "盖章页")
    try await desk.press("上传盖章页")
    try await desk.waitForText("第 1 版已用印")
    try await decide(school)
    try await desk.open(home + "?filter=decided")
    try await desk.waitForText("已采纳，照片照常可用")
    let phone = try await browser(school, school.session, .phone)
    try await phone.open(home + "?filter=all")
    try await phone.waitForText("钱例示")
    try await Pictures.keep(phone, "errata-list-phone")
    try await phone.open(school.home + "/missing")
    try await phone.waitForText("应采而没有照片")
    try await Pictures.keep(phone, "missing-list-phone")
    try await desk.open(school.home + "/missing")
    try await Pictures.keep(desk, "missing-list-desk")
    #expect(try await desk.complaints().isEmpty)
  }

  private func decide(_ school: ClassKeysTests.School) async throws {
    let session = try await school.province.session(of: school.province.account(.clerk, "clerk"))
    let campaign = school.site.address + "/campaigns/\(school.place.campaignID)"
    let phone = try await browser(school, session, .phone)
    try await phone.open("\(campaign)/errata-desk/institutions/\(school.place.institutionID)")
    try await phone.waitForText("等总部处理 4 条")
    try await Pictures.keep(phone, "errata-screen-phone")
    let clerk = try await browser(school, session)
    try await clerk.open("\(campaign)/errata-desk")
    try await clerk.waitForText("等总部处理 4 条")
    try await Pictures.keep(clerk, "errata-desk-desk")
    try await clerk.press("示例大学")
    try await clerk.waitForText("采纳打勾的 0 条")
    try await clerk.run("document.querySelector('.errata-form tbody tr').focus()")
    try await clerk.key(" ")
    try await clerk.waitForText("采纳打勾的 1 条")
    try await clerk.key(Key.down)
    try await clerk.run(
      """
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: " ", shiftKey: true, bubbles: true, cancelable: true }))
      """)
    try await clerk.waitForText("采纳打勾的 2 条")
    try await Pictures.keep(clerk, "errata-screen-desk")
    try await clerk.key("y")
    try await clerk.waitForText("采纳了 2 条")
    try await clerk.waitForText("2014-62-10730-G001")
    // Both sides of a shift are ticked together, and declined together.
    try await clerk.run("document.querySelector('.errata-form td input').click()")
    try await clerk.waitForText("采纳打勾的 2 条")
    try await clerk.run("document.querySelector('.errata-form details').open = true")
    try await clerk.run("document.querySelector('button[name=act][value=decline]').click()")
    try await clerk.waitForText("请选择不采纳的原因")
    try await Pictures.keep(clerk, "errata-refused-desk")
    try await clerk.select("错位的另一方对应不上", in: "原因")
    try await clerk.run("document.querySelector('button[name=act][value=decline]').click()")
    try await clerk.waitForText("2 条没有采纳")
    try await clerk.open("\(campaign)/waiting")
    try await clerk.waitForText("总部中位数")
    try await Pictures.keep(clerk, "waiting-desk")
    try await clerk.open("\(campaign)/errata-desk/register")
    try await Pictures.keep(clerk, "errata-register-desk")
    #expect(try await CampaignBrowser.complaints(clerk) == [])
  }
}
