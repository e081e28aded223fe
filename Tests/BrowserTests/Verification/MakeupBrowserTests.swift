import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// The make-up in the real browser: set by the planner, booked by the liaison, kept at the door (A1, N4, A6).
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct MakeupBrowserTests {
  private func browser(
    _ site: RunningSite, as account: String, _ branch: MakeupBranch, _ shape: Browser.Shape = .desk
  )
    async throws -> Browser
  {
    let session = try await branch.province.session(of: account)
    let browser = try await Browser(shape)
    try await browser.open(site.address + "/sign-in")
    try await browser.command(
      "POST", "/cookie", ["cookie": ["name": "biying-session", "value": .string(session), "path": "/", "httpOnly": true]])
    return browser
  }

  @Test("A1, N4, A6: settings, a class and a bus booked by the liaison, the door at the branch, on desk and phone")
  func journey() async throws {
    let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张")
    let branch = try await MakeupBranch(names: surnames.map { "\($0)示例" })
    let site = try await RunningSite(branch.province)
    defer { Task { await site.stop() } }
    let home = site.address + "/campaigns/\(branch.campaignID)/makeup"

    let planner = try await browser(site, as: branch.planner.accountID, branch)
    try await planner.open(home + "/settings")
    try await planner.type("4", into: "每刻钟人数")
    try await Pictures.keep(planner, "makeup-settings-desk")
    try await planner.press("保存补拍安排")
    try await planner.waitForText("已保存")

    let liaison = try await browser(site, as: branch.liaison.accountID, branch)
    try await liaison.open(home + "?class=%E7%A4%BA%E4%BE%8B1%E7%8F%AD")
    try await liaison.waitForText("可以补拍的 21 人")
    try await liaison.run("document.querySelectorAll('input[name=person]').forEach((box) => { box.checked = true })")
    try await Pictures.keep(liaison, "makeup-list-desk")
    try await liaison.press("预约勾选的学生")
    try await liaison.waitForText("已预约 9 人。")
    try await Pictures.keep(liaison, "makeup-booked-desk")
    try await liaison.open(home + "/bus")
    try await liaison.type("王老师", into: "带队老师")
    try await liaison.run("document.querySelectorAll('input[name=person]').forEach((box) => { box.checked = true })")
    try await liaison.press("预约勾选学生的专车")
    try await liaison.waitForText("带队电话")
    try await Pictures.keep(liaison, "makeup-bus-refused-desk")
    try await liaison.type("13900000000", into: "带队电话")
    try await liaison.press("预约勾选学生的专车")
    try await liaison.waitForText("专车已预约，共 12 人。")
    try await Pictures.keep(liaison, "makeup-bus-desk")
    #expect(try await branch.booked().count == 21)

    try await liaison.open(site.address + "/campaigns/\(branch.campaignID)/verification/claims")
    try await Pictures.keep(liaison, "makeup-claims-desk")
    let complaints = try await liaison.complaints() + planner.complaints()
    // A refused form is no fault of the page.
    #expect(complaints.allSatisfy { $0.contains("422") })
    try await liaison.resize(width: 390, height: 844)
    for (path, name) in [("", "list"), ("/bus", "bus")] {
      try await liaison.open(home + path)
      try await Pictures.keep(liaison, "makeup-\(name)-phone")
      #expect(
        try await liaison.run("return document.documentElement.scrollWidth <= window.innerWidth").bool == true, "\(path)")
    }
    try await planner.resize(width: 390, height: 844)
    try await planner.open(home + "/settings")
    try await Pictures.keep(planner, "makeup-settings-phone")

    // The sessions of March are over by then: the door has its own.
    try branch.go("2014-04-09", 570)
    let crew = try await browser(site, as: branch.visit.crew.accountID, branch)
    try await crew.open(home + "/door")
    try await crew.waitForText("今天预约 21 人")
    try await crew.type(MadeUp.idNumber(1), into: "扫码，或输入身份证号、学号、预约人姓名")
    try await crew.press("查找")
    try await crew.waitForText("已看身份证，是本人")
    try await crew.press("给排队号")
    try await crew.waitForText("没有出示身份证")
    try await Pictures.keep(crew, "makeup-door-card-desk")
    try await crew.choose("已看身份证，是本人")
    try await crew.press("给排队号")
    try await crew.waitForText("排队号")
    try await Pictures.keep(crew, "makeup-door-desk")
    let atDoor = try await crew.complaints()
    #expect(atDoor.allSatisfy { $0.contains("422") })

    try await crew.resize(width: 390, height: 844)
    try await Pictures.keep(crew, "makeup-door-phone")
  }
}
