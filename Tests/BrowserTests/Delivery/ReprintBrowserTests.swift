import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// Further prints in the real browser (A3).
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct ReprintBrowserTests {
  @Test("A3: a class's order is placed without a script and printed; who was taken back since is held back and shown")
  func order() async throws {
    let school = try await ClassKeysTests.School(people: 8)
    defer { Task { await school.site.stop() } }
    let (center, place) = (school.province.center, school.place)
    let home = school.site.address + "/campaigns/\(place.campaignID)/reprints"
    let plain = try await school.browser(.withoutScript)
    try await plain.open(home)
    try await plain.waitForText("还没有加洗单")
    try await plain.open(home + "/new")
    try await plain.element(css: "a[href*='chosen=1']").click()
    try await plain.waitForText("全班每人几张")
    try await plain.element(css: "input[name=each]").type("2")
    try await Pictures.keep(plain, "reprint-new-desk")
    try await plain.press("下加洗单")
    try await plain.waitForText("加洗单已下")
    try await Pictures.keep(plain, "reprint-placed-desk")
    let clerk = try await school.province.clerk()
    let portrait = try await center.records.read { try $0.row("SELECT id FROM portrait ORDER BY id")?.text("id") ?? "" }
    try await center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO portrait_withdrawn (portrait_id, why, withdrawn_by, withdrawn_at) VALUES (?, 'x', 'x', 1)",
        [.text(portrait)])
    }
    let desk = try await Browser(.desk)
    try await desk.open(school.site.address + "/sign-in")
    let session = try await school.province.session(of: clerk.accountID)
    try await desk.command(
      "POST", "/cookie", ["cookie": ["name": "biying-session", "value": .string(session), "path": "/", "httpOnly": true]])
    try await desk.open(home)
    try await desk.waitForText("等待冲印 1 份")
    try await Pictures.keep(desk, "reprint-list-desk")
    try await desk.element(css: "tbody a").click()
    try await desk.waitForText("暂不打印 1 项，不收费")
    try await desk.waitForText("照片已撤回")
    try await Pictures.keep(desk, "reprint-order-desk")
    try await desk.press("生成并下载冲印文件")
    _ = try await desk.download(named: "加-10730-2014-001.zip")
    try await desk.press("登记已冲印 12 张")
    try await desk.waitForText("已登记冲印")
    let phone = try await school.browser(.phone)
    try await phone.open(home)
    try await phone.waitForText("已冲印")
    try await Pictures.keep(phone, "reprint-list-phone")
    try await phone.element(css: "tbody a").click()
    try await phone.waitForText("暂不打印 1 项")
    try await Pictures.keep(phone, "reprint-order-phone")
    try await phone.open(home + "/new")
    try await phone.element(css: "a[href*='chosen=1']").click()
    try await phone.waitForText("全班每人几张")
    try await Pictures.keep(phone, "reprint-new-phone")
    #expect(try await desk.complaints().isEmpty)
  }
}
