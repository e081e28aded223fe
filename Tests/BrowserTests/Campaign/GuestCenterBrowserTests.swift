import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A center here of an institution elsewhere, from its invitation to its roster.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct GuestCenterBrowserTests {
  private static let password = "correct horse battery staple"

  @Test("A2: a guest's center is invited by the planner and brings its roster", arguments: [false, true])
  func fromInvitationToRoster(onPhone: Bool) async throws {
    let province = try await Province()
    try await province.center.prepareCenter()
    try await province.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO receipt (operation_id, kind, answer, given_at) VALUES ('demonstration', 'd', '{}', 1)")
    }
    let site = try await RunningSite(province)
    let officer = try await province.officer("first")
    let campaignID = try await province.center.openCampaign(CampaignFixture.plan, by: officer)
    let shape = onPhone ? "phone" : "desk"
    let browser = try await CampaignBrowser.signedIn(.planner, at: site, onPhone ? .phone : .desk)
    let home = "/campaigns/\(campaignID)"
    try await browser.open(site.address + home + "/centers/new")
    for (text, label) in [
      ("10698", "总校代码"), ("西安示例大学", "总校名称"), ("陕西省", "总校所在省份"), ("兰州学习中心", "站点名称"), ("甘肃省", "站点所在省份"),
    ] { try await browser.type(text, into: label) }
    try await browser.press("添加函授站")
    try await browser.waitForText("函授站已添加")
    try await browser.press("西安示例大学兰州学习中心")
    try await browser.press("邀请函授站联系人")
    try await browser.waitForText("邀请一个人")
    #expect(try await browser.field("函授站名称").value == "兰州学习中心")
    try await Pictures.keep(browser, "guest-invite-\(shape)")
    try await browser.type("周示例", into: "姓名")
    try await browser.type("guest-center", into: "登录名")
    try await browser.press("生成邀请链接")
    try await browser.waitForText("邀请链接已生成")
    let text = try await browser.element(css: "pre").text
    let path = try #require(text.split(separator: " ").first { $0.contains("/invitation/") })
    let token = try #require(path.split(separator: "/").last.map(String.init))
    try await browser.command("DELETE", "/cookie")

    try await accept(browser, site, token)
    try await browser.waitForPath(home + "/registration")
    try await browser.waitForText("西安示例大学兰州学习中心（10698）")
    try await Pictures.keep(browser, "guest-home-\(shape)")
    try await bringRoster(browser, site.address + home + "/roster", shape)
    try await confirmAbsences(browser, site.address + home, shape)
    let counts = try await province.center.rosterCounts(campaignID: campaignID, by: try await province.planner("second"))
    #expect(counts.map(\.name) == ["西安示例大学兰州学习中心"] && counts.map(\.due) == [4])
    #expect(try await browser.run("return document.documentElement.scrollWidth").number == (onPhone ? 390 : 1280))
    let complaints = try await CampaignBrowser.complaints(browser)
    #expect(complaints == [])
    try await browser.close()
    await site.stop()
  }

  /// Through the front door: password, phone, recovery codes, home.
  private func accept(_ browser: Browser, _ site: RunningSite, _ token: String) async throws {
    let center = site.province.center
    let account = try await center.invited(token: token).id
    try await browser.open(site.address + "/invitation/\(token)")
    try await browser.type(Self.password, into: "密码")
    try await browser.type(Self.password, into: "再输一遍")
    try await browser.press("设置密码")
    try await browser.waitForPath("/sign-in")
    try await browser.type("guest-center", into: "登录名")
    try await browser.type(Self.password, into: "密码")
    try await browser.press("登录")
    try await browser.waitForText("设置第二道验证")
    try await browser.press("用手机验证器")
    try await browser.waitForText("用手机扫这个二维码")
    let pending = try await browser.element(css: "input[name=pending]").attribute("value") ?? ""
    let secret = try #require(try await center.records.read { try $0.pendingFactor(pending, of: account)?.secret })
    let step = site.province.time.now / OneTimePassword.stepMilliseconds
    try await browser.type(OneTimePassword.code(secret: secret, step: step), into: "验证器现在显示的 6 位数字")
    try await browser.press("确认")
    try await browser.waitForText("请保管好这")
    try await browser.press("已经保管好，进入系统")
  }

  private func bringRoster(_ browser: Browser, _ roster: String, _ shape: String) async throws {
    let school = try TemporaryFolder()
    let header = "学校代码,站点名称,类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"
    let lines = (0..<4).map { number in
      let sex = number.isMultiple(of: 2) ? "女" : "男"
      return "10698,兰州学习中心,成人,继续教育学院,法学,函授1班,20100000\(1000 + number),张䶮,\(sex),\(MadeUp.idNumber(number)),本科"
    }
    let file = school.path("函授站名单.csv")
    try Data(([header] + lines).joined(separator: "\r\n").utf8).write(to: URL(filePath: file))
    try await browser.open(roster + "/upload")
    try await browser.upload([file], into: "名单文件")
    try await browser.press("上传并检查")
    try await browser.waitForText("确认导入 4 人")
    try await browser.press("确认导入 4 人")
    try await browser.waitForText("已导入：新增 4 人")
    try await Pictures.keep(browser, "guest-roster-\(shape)")
  }

  /// One is ticked on the class page, one comes by a list; then the word that there are no others.
  private func confirmAbsences(_ browser: Browser, _ home: String, _ shape: String) async throws {
    try await browser.open(home + "/roster/classes")
    try await browser.press("函授1班")
    try await browser.run("document.querySelectorAll('input[name=graduate]')[0].click()")
    try await browser.press("把勾选的学生登记为不能到场")
    try await Pictures.keep(browser, "class-absences-\(shape)")
    try await browser.press("登记勾选的学生")
    try await browser.waitForText("请选择去向")
    try await browser.choose("参加补拍")
    try await browser.press("登记勾选的学生")
    try await browser.waitForText("已登记 1 人不能到场")
    let school = try TemporaryFolder()
    let file = school.path("不能到场.csv")
    try Data("学号,原因,去向,返回日期\r\n201000001001,实习,陕西省,\r\n201000009999,实习,补拍,".utf8).write(to: URL(filePath: file))
    try await browser.open(home + "/roster/absences/upload")
    try await browser.upload([file], into: "名单文件")
    try await browser.press("上传并检查")
    try await browser.waitForText("可登记 1 人，1 行有错误")
    try await Pictures.keep(browser, "absence-preview-\(shape)")
    try await browser.press("确认登记 1 人")
    try await browser.waitForText("已登记 1 人。")
    try await Pictures.keep(browser, "absences-\(shape)")
    try await browser.press("已核对，没有其他不能到场的学生")
    try await browser.waitForText("已确认")
    try await browser.open(home + "/registration")
    try await browser.waitForText("2 人不能到场，已核对")
    try await Pictures.keep(browser, "guest-home-done-\(shape)")
  }
}
