import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// From the invitation to the sealed slip in a real browser, as the people of the notice go (A4, A8, A9.1, A9.2).
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct SlipJourneyTests {
  @Test(
    "A4, A9.1: a liaison comes in, fills the slip, sees what is wrong, hands in, prints, uploads the stamped page; the officer sees it"
  )
  func withScript() async throws {
    let place = try await SlipPlace()
    let walker = try await SlipWalker(place, .desk)
    try await walker.comeIn()
    try await walker.shoot("home-first")
    try await walker.browser.press("填写综合信息采集登记单")
    try await walker.browser.waitForText("填写大约需要 10 分钟")
    try await walker.shoot("start")
    try await walker.browser.press("开始填写")
    try await walker.browser.waitForText("应拍人数")
    try await walker.shoot("form-first")

    // While typing.
    try await walker.type("8912345", "telephone")
    try await walker.browser.waitForText("草稿已保存")
    try await walker.browser.wait(for: "a word about the area code") {
      try await !walker.browser.element(css: "#field-telephone-error").text.isEmpty
    }
    #expect(try await walker.browser.element(css: "#field-telephone-error").text.contains("区号"))
    #expect(try await walker.browser.complaints() == [])

    // Handing in what is not complete.
    try await walker.browser.press("交登记单")
    try await walker.browser.waitForText("处需要修改")
    try await walker.shoot("form-errors")
    #expect(try await walker.browser.text.contains("影响拍摄、邮寄"))
    _ = try await walker.browser.complaints()
    try await walker.fill()
    try await walker.browser.press("增加一个拍摄点")
    try await walker.browser.waitForText("拍摄点 2")
    #expect(try await walker.browser.element(css: "#field-point-1-name").value == "本部")
    try await walker.browser.elements(css: "#point-2 .remove summary").first?.click()
    try await walker.browser.press("移除拍摄点 2")
    try await walker.browser.wait(for: "one point") { try await walker.browser.elements(css: "#point-2").isEmpty }
    try await walker.shoot("form-filled")
    try await walker.browser.press("交登记单")
    try await walker.browser.waitForText("登记单已交")
    try await walker.shoot("slip-handed-in")

    try await walker.sealByPage()
    try await walker.shoot("slip-sealed")
    #expect(try await walker.browser.text.contains("盖章页上传"))
    #expect(try await walker.browser.text.contains("内容哈希"))
    #expect(try await walker.browser.text.contains("测试学籍管理员"))
    try await walker.browser.press("查看原件")
    try await walker.browser.wait(for: "the picture") {
      try await walker.browser.run("return document.querySelector('img.document').naturalWidth").number ?? 0 > 1_000
    }
    #expect(try await walker.browser.complaints() == [])

    try await walker.become(try await place.session(.officer, "the-officer"))
    try await walker.open("/registration")
    try await walker.browser.waitForText("已交并用印")
    try await walker.shoot("overview-sealed")
    try await walker.browser.press("示例大学")
    try await walker.browser.waitForText("第 1 版已用印")
    #expect(try await walker.browser.complaints() == [])
    try await walker.browser.close()
    await place.site.stop()
  }

  @Test("Without script: the same slip, handed in and sealed")
  func withoutScript() async throws {
    let place = try await SlipPlace()
    let walker = try await SlipWalker(place, .withoutScript)
    try await walker.become(try await place.province.session(of: place.place.liaison.accountID))
    try await walker.open("/slip")
    try await walker.browser.press("开始填写")
    try await walker.browser.waitForText("应拍人数")
    try await walker.fill()
    try await walker.browser.press("交登记单")
    try await walker.browser.waitForText("登记单已交")
    try await walker.sealByPage()
    #expect(try await walker.browser.text.contains("第 1 版已用印"))
    try await walker.browser.close()
    await place.site.stop()
  }

  @Test(
    "The leader seals with the second factor, the agency registers what came by courier; on a phone nothing is wider than it")
  func onAPhone() async throws {
    let place = try await SlipPlace()
    _ = try await place.study("天水函授站")
    let walker = try await SlipWalker(place, .phone)
    try await walker.become(try await place.province.session(of: place.place.liaison.accountID))
    try await walker.open("/registration")
    try await walker.look("phone-home")
    try await walker.open("/slip")
    try await walker.browser.press("开始填写")
    try await walker.browser.waitForText("应拍人数")
    try await walker.browser.press("交登记单")
    try await walker.browser.waitForText("处需要修改")
    _ = try await walker.browser.complaints()
    try await walker.look("phone-form-errors")
    try await walker.fill()
    try await walker.browser.press("交登记单")
    try await walker.browser.waitForText("登记单已交")
    try await walker.look("phone-slip")
    try await walker.browser.press("上传盖章页")
    try await walker.look("phone-seal-upload")

    try await walker.become(try await place.session(.planner, "the-planner"))
    try await walker.open("/registration")
    try await walker.look("phone-overview")
    try await walker.browser.press("提醒全部未办齐的")
    try await walker.browser.waitForText("已提醒 2 家")
    try await walker.browser.press("示例大学")
    try await walker.browser.press("登记收到的盖章页")
    try await walker.look("phone-seal-received")
    try await walker.type("2013年9月20日收到，快递单号 1234，原件在二号柜", "note")
    try await walker.browser.press("登记收到")
    try await walker.browser.waitForText("用印完成")
    try await walker.look("phone-slip-sealed")

    try await walker.become(try await place.province.session(of: place.place.liaison.accountID))
    try await walker.browser.open(place.site.address + "/notices")
    try await walker.browser.waitForText("已收到盖章的综合信息采集登记单")
    try await walker.look("phone-notices")
    try await walker.open("/journal")
    try await walker.browser.waitForText("交登记单")
    try await walker.look("phone-journal")
    #expect(try await walker.browser.complaints() == [])
    try await walker.browser.close()
    await place.site.stop()
  }
}
