import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// A browser in the hands of one of the people of a slip.
struct SlipWalker {
  let place: SlipPlace
  let browser: Browser

  init(_ place: SlipPlace, _ shape: Browser.Shape) async throws {
    self.place = place
    browser = try await Browser(shape)
  }

  /// Through the front door: invitation, password, phone, recovery codes, home.
  func comeIn() async throws {
    let invitation = try await place.province.center.inviteAgain(
      accountID: place.place.liaison.accountID, by: MachineOperator())
    try await browser.open(place.site.address + invitation.path)
    try await browser.type("correct horse battery staple", into: "密码")
    try await browser.type("correct horse battery staple", into: "再输一遍")
    try await browser.press("设置密码")
    try await browser.waitForPath("/sign-in")
    try await browser.type("liaison", into: "登录名")
    try await browser.type("correct horse battery staple", into: "密码")
    try await browser.press("登录")
    try await browser.waitForText("设置第二道验证")
    try await browser.press("用手机验证器")
    try await browser.waitForText("用手机扫这个二维码")
    let pending = try await browser.element(css: "input[name=pending]").attribute("value") ?? ""
    let secret = try #require(try await place.secret(pending: pending, of: place.place.liaison.accountID))
    try await browser.type(place.digits(secret), into: "验证器现在显示的 6 位数字")
    try await browser.press("确认")
    try await browser.waitForText("请保管好这")
    try await browser.press("已经保管好，进入系统")
    try await browser.waitForPath(place.base + "/registration")
  }

  /// Signed in already, as the owner of this session.
  func become(_ session: String) async throws {
    try await browser.open(place.site.address + "/sign-in")
    let cookie: JSONValue = ["name": "biying-session", "value": .string(session), "path": "/"]
    try await browser.command("POST", "/cookie", ["cookie": cookie])
  }

  func open(_ path: String) async throws { try await browser.open(place.site.address + place.base + path) }

  func type(_ text: String, _ key: String) async throws {
    let field = try await browser.element(css: "#field-\(key)")
    try await field.clear()
    try await field.type(text)
  }

  /// Everything a complete slip needs.
  func fill() async throws {
    for (key, value) in SlipPlace.complete { try await type(value, key) }
    for (key, value) in SlipPlace.checkList(1) {
      try await browser.element(css: "#field-\(key)\(value == "yes" ? "" : "-no")").click()
    }
  }

  /// Prints, stamps, photographs and uploads.
  func sealByPage() async throws {
    try await browser.press("打印登记单（PDF）")
    let pdf = try await browser.download(named: "登-10730-2014-001 综合信息采集登记单.pdf")
    let page = place.province.folder.path("page.jpg")
    try Data(try StampedScan.jpeg(of: [UInt8](pdf))).write(to: URL(filePath: page))
    try await browser.press("上传盖章页")
    try await shoot("seal-upload")
    try await browser.upload([page], into: "盖章页")
    try await browser.press("上传盖章页")
    try await browser.waitForText("用印完成")
  }

  /// A picture for people to look at, when BIYING_PICTURES names a folder for it.
  func shoot(_ name: String) async throws {
    guard let folder = ProcessInfo.processInfo.environment["BIYING_PICTURES"] else { return }
    try await browser.screenshot(to: "\(folder)/\(name).png")
  }

  /// The same, and that the page is no wider than the phone and without complaint.
  func look(_ name: String) async throws {
    let width = try await browser.run("return document.documentElement.scrollWidth").number ?? 0
    #expect(width <= 390, "\(name) is \(Int(width)) px wide")
    #expect(try await browser.complaints() == [], "\(name)")
    try await shoot(name)
  }
}
