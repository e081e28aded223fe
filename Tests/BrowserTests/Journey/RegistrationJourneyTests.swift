import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// The whole of stage 1 as one journey in the real browser: nothing is done behind the pages but making the two invitations.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct RegistrationJourneyTests {
  private static let password = "correct horse battery staple"

  /// Somebody who came in through his invitation, with the secret his phone keeps.
  private struct Traveller {
    let signInName: String
    let secret: [UInt8]
  }

  @Test(
    "A4, A8, A9.1: from two invitations to the slip sealed by the leader and the roster confirmed; home shows it done",
    arguments: [false, true])
  func invitationToConfirmedRoster(onPhone: Bool) async throws {
    let place = try await SlipPlace()
    try await place.province.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO receipt (operation_id, kind, answer, given_at) VALUES ('demonstration', 'd', '{}', 1)")
    }
    let walker = try await SlipWalker(place, onPhone ? .phone : .desk)
    let browser = walker.browser
    let name = { (step: String) in "journey-\(step)-\(onPhone ? "phone" : "desk")" }

    let liaison = try await comeIn(walker, .liaison, "zhang", picture: name)
    try await Pictures.keep(browser, name("home-first"))
    try await handInSlip(walker)
    try await Pictures.keep(browser, name("slip-handed-in"))
    try await browser.press("退出")
    try await browser.waitForText("已退出")

    let leader = try await comeIn(walker, .sealingLeader, "zhao") { "\(name($0))-leader" }
    try await Pictures.keep(browser, name("leader-home"))
    try await walker.open("/slip")
    try await browser.press("核对并用印")
    try await browser.waitForText("核对下面的内容后用印")
    try await Pictures.keep(browser, name("leader-seal"))
    place.province.time.advance(minutes: 1)
    try await browser.type(place.digits(leader.secret), into: "第二道验证")
    try await browser.press("用印：确认第 1 版")
    try await browser.waitForText("第 1 版已用印")
    try await Pictures.keep(browser, name("sealed"))
    try await browser.press("退出")
    try await browser.waitForText("已退出")

    place.province.time.advance(minutes: 1)
    try await signIn(walker, liaison)
    try await importRoster(walker, picture: name)
    try await walker.open("/registration")
    for step in ["填写综合信息采集登记单", "登记单用印", "导入学生名单"] {
      let state = try await browser.run(
        "return [...document.querySelectorAll('.todo li')].find((i) => i.textContent.includes(arguments[0]))"
          + ".querySelector('.mark').textContent.trim()", [.string(step)]
      ).string
      #expect(state == "已完成", "\(step)")
    }
    try await Pictures.keep(browser, name("home-done"))
    #expect(try await browser.run("return document.documentElement.scrollWidth <= window.innerWidth").bool == true)
    #expect(try await browser.complaints().filter { !$0.contains("422") } == [])
    try await browser.close()
    await place.site.stop()
  }

  /// Invitation, password, sign-in, the phone's secret read from the page, recovery codes, home.
  private func comeIn(
    _ walker: SlipWalker, _ role: Role, _ signInName: String, picture: (String) -> String
  ) async throws -> Traveller {
    let (place, browser) = (walker.place, walker.browser)
    let invitation = try await place.province.center.invite(
      AccountRequest(
        role: role, signInName: signInName, name: role == .liaison ? "张示例" : "赵示例", institutionID: place.place.institutionID),
      by: MachineOperator())
    try await browser.open(place.site.address + invitation.path)
    try await Pictures.keep(browser, picture("invitation"))
    try await browser.type(Self.password, into: "密码")
    try await browser.type(Self.password, into: "再输一遍")
    try await browser.press("设置密码")
    try await browser.waitForPath("/sign-in")
    try await browser.type(signInName, into: "登录名")
    try await browser.type(Self.password, into: "密码")
    try await browser.press("登录")
    try await browser.waitForText("设置第二道验证")
    try await browser.press("用手机验证器")
    try await browser.waitForText("用手机扫这个二维码")
    try await Pictures.keep(browser, picture("authenticator"))
    let text = try await browser.element(css: ".incident").text
    let secret = try #require(Base32.bytes(text.filter { $0 != " " }))
    try await browser.type(place.digits(secret), into: "验证器现在显示的 6 位数字")
    try await browser.press("确认")
    try await browser.waitForText("请保管好这 10 个恢复码")
    try await Pictures.keep(browser, picture("recovery-codes"))
    try await browser.press("已经保管好，进入系统")
    try await browser.waitForPath(place.base + "/registration")
    return Traveller(signInName: signInName, secret: secret)
  }

  private func signIn(_ walker: SlipWalker, _ traveller: Traveller) async throws {
    let browser = walker.browser
    try await browser.open(walker.place.site.address + "/sign-in")
    try await browser.type(traveller.signInName, into: "登录名")
    try await browser.type(Self.password, into: "密码")
    try await browser.press("登录")
    try await browser.waitForText("请输入手机验证器上当前的 6 位数字")
    try await browser.type(walker.place.digits(traveller.secret), into: "验证码")
    try await browser.press("进入")
    try await browser.waitForPath(walker.place.base + "/registration")
  }

  private func handInSlip(_ walker: SlipWalker) async throws {
    try await walker.browser.press("填写综合信息采集登记单")
    try await walker.browser.waitForText("填写大约需要 10 分钟")
    try await walker.browser.press("开始填写")
    try await walker.browser.waitForText("应拍人数")
    try await walker.fill()
    try await walker.browser.press("交登记单")
    try await walker.browser.waitForText("登记单已交")
  }

  private func importRoster(_ walker: SlipWalker, picture: (String) -> String) async throws {
    let browser = walker.browser
    let header = "类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"
    let rows = (1...9).map { number in
      let sex = number.isMultiple(of: 2) ? "女" : "男"
      return "普通,民族学院,民族学,民族学1班,20100000\(1000 + number),\(number == 5 ? "欧阳𬭎" : "张䶮"),\(sex),\(MadeUp.idNumber(number)),本科"
    }
    let path = walker.place.province.folder.path("毕业生名单.csv")
    try Data(([header] + rows).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    try await walker.open("/roster")
    try await browser.press("上传名单")
    try await browser.upload([path], into: "名单文件")
    try await Pictures.keep(browser, picture("roster-upload"))
    try await browser.press("上传并检查")
    try await browser.waitForText("9 行，可导入 9 行")
    try await Pictures.keep(browser, picture("roster-preview"))
    try await browser.press("确认导入 9 人")
    try await browser.waitForText("已导入：新增 9 人")
    try await Pictures.keep(browser, picture("roster-confirmed"))
  }
}
