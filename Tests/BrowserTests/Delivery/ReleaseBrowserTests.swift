import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// A5, A6: the head office looks at a hundred portraits and at one, with the keyboard alone.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct ReleaseBrowserTests {
  private static let faces: [[UInt8]] = {
    guard let names = try? StationBench.facesWithTwoPictures() else { return [] }
    return names.compactMap { try? StationBench.picture("ok/\($0)") }
  }()

  private func visit() async throws -> ShotVisit {
    let visit = try await ShotVisit(heads: 40, names: ["欧阳𬭎", "张䶮", "买买提·吐尔逊江·阿卜杜热合曼"])
    for number in 0..<30 {
      let problems =
        number == 7
        ? [ShotProblem(check: "eyes-open", isFailure: true, chinese: "眼睛闭着：请睁开眼睛再拍一张")]
        : number == 11 ? [ShotProblem(check: "background-even", isFailure: false, chinese: "背景不够均匀，请看一眼")] : []
      try await visit.shoot(number, portrait: Self.faces[number % Self.faces.count], problems: problems)
    }
    return visit
  }

  @Test(
    "A hundred at a glance: arrows, space and Enter; one sent back by a digit, the rest released", arguments: [false, true])
  func keyboard(isPhone: Bool) async throws {
    let visit = try await visit()
    let site = try await RunningSite(visit.province)
    let browser = try await CampaignBrowser.signedIn(as: visit.clerk.accountID, at: site, isPhone ? .phone : .desk)
    try await browser.open(site.address + "/campaigns/\(visit.campaignID)/release")
    try await Pictures.keep(browser, "release-first")
    try await browser.waitForText("放行打勾的 28 张")
    let name = isPhone ? "-390" : ""
    try await Pictures.keep(browser, "release-sheet\(name)")
    // What needs a look comes first and is not ticked.
    let boxes = try await browser.run(
      "return Array.from(document.querySelectorAll('.glance input'), (box) => box.checked).slice(0, 3)")
    #expect(boxes.array.map(\.bool) == [false, false, true])
    #expect(try await browser.run("return document.documentElement.scrollWidth <= innerWidth").bool == true)

    // To the third by arrows, its tick taken away and set again; then the first looked at closely.
    try await browser.key("\u{E014}")
    for _ in 0..<2 { try await browser.key("\u{E014}") }
    try await browser.key(" ")
    try await browser.waitForText("放行打勾的 27 张")
    try await browser.key(" ")
    try await browser.waitForText("放行打勾的 28 张")
    for _ in 0..<2 { try await browser.key("\u{E012}") }
    try await browser.key("\u{E007}")
    try await browser.waitForText("放行，还是重拍")
    #expect(try await browser.text.contains("眼睛闭着"))
    try await Pictures.keep(browser, "release-close\(name)")
    // Enter in the field presses the field's own button: without a reason nothing happens, and nothing is released.
    try await browser.field("别的原因").click()
    try await browser.key("\u{E007}")
    try await browser.waitForText("没有写原因")
    try await browser.run("document.activeElement.blur()")
    // 1 is 闭眼; on to the next one with a concern, looked at and released by Enter.
    try await browser.key("1")
    try await browser.waitForText("背景不够均匀")
    try await browser.key("\u{E007}")
    try await browser.wait(for: "the next portrait") { try await !browser.text.contains("背景不够均匀") }
    try await browser.open(site.address + "/campaigns/\(visit.campaignID)/release")
    try await browser.waitForText("放行打勾的 28 张")
    #expect(try await browser.text.contains("等另一人看的 1 张不在这里"))
    try await browser.press("放行打勾的 28 张")
    try await browser.waitForText("放行了 28 张")
    try await Pictures.keep(browser, "release-done\(name)")

    try await browser.press("退回待重拍的名单")
    try await browser.waitForText("闭眼或眯眼")
    try await Pictures.keep(browser, "retakes-clerk\(name)")
    try await browser.open(site.address + "/campaigns/\(visit.campaignID)/release/released")
    try await browser.waitForText("共 28 张")
    try await Pictures.keep(browser, "released\(name)")
    #expect(try await CampaignBrowser.complaints(browser) == [])
    try await institution(visit, site, isPhone)
    await site.stop()
  }

  /// The institution's own list, with a text for its groups.
  private func institution(_ visit: ShotVisit, _ site: RunningSite, _ isPhone: Bool) async throws {
    let browser = try await CampaignBrowser.signedIn(
      as: visit.place.liaison.accountID, at: site, isPhone ? .phone : .desk)
    try await browser.open(site.address + "/campaigns/\(visit.campaignID)/retakes")
    try await browser.waitForText("闭眼或眯眼")
    #expect(try await browser.text.contains("重拍，不收费"))
    #expect(try await browser.elements(css: "form[action$='/undo']").isEmpty)
    try await Pictures.keep(browser, "retakes-institution\(isPhone ? "-390" : "")")
    #expect(try await CampaignBrowser.complaints(browser) == [])
  }

  @Test("Without script: ticked boxes and a button")
  func withoutScript() async throws {
    let visit = try await visit()
    let site = try await RunningSite(visit.province)
    let browser = try await CampaignBrowser.signedIn(as: visit.clerk.accountID, at: site, .withoutScript)
    try await browser.open(site.address + "/campaigns/\(visit.campaignID)/release")
    try await browser.press("放行打勾的照片")
    try await browser.waitForText("放行了 28 张")
    try await browser.press("一张一张看")
    try await browser.waitForText("放行，还是重拍")
    try await browser.type("衣领不整", into: "别的原因")
    try await browser.press("按这个原因退回")
    try await browser.waitForText("上一张已退回重拍")
    #expect(try await browser.text.contains("背景不够均匀"))
    await site.stop()
  }
}
