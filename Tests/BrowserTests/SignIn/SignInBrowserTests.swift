import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Coming in, as a person does it: from the invitation to the first page.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct SignInBrowserTests {
  private let password = "correct horse battery staple"

  @Test("From the invitation to the first page, with the phone's digits", arguments: [false, true])
  func invitationToHome(onPhone: Bool) async throws {
    let province = try await Province()
    let place = try await province.place()
    let site = try await RunningSite(province)
    let browser = try await Browser(onPhone ? .phone : .desk)
    let name = onPhone ? "phone" : "desk"
    let invitation = try await province.center.invite(
      AccountRequest(role: .liaison, signInName: "zhang", name: "张示例", institutionID: place.institutionID),
      by: MachineOperator())

    try await browser.open(site.address + invitation.path)
    try await browser.type(password, into: "密码")
    try await browser.type(password + "!", into: "再输一遍")
    try await browser.press("设置密码")
    try await browser.waitForText("两次输入的密码不一样")
    try await Pictures.keep(browser, "invitation-\(name)")
    try await browser.type(password, into: "密码")
    try await browser.type(password, into: "再输一遍")
    try await browser.press("设置密码")
    try await browser.waitForPath("/sign-in")

    try await browser.type("zhang", into: "登录名")
    try await browser.type("wrong wrong wrong", into: "密码")
    try await browser.press("登录")
    try await browser.waitForText("登录名或密码不对")
    try await browser.type(password, into: "密码")
    try await browser.press("登录")
    try await browser.waitForPath("/sign-in/set-up")
    try await Pictures.keep(browser, "set-up-\(name)")
    try await browser.press("用手机验证器")
    try await browser.waitForText("用手机扫这个二维码")
    try await Pictures.keep(browser, "authenticator-\(name)")
    let secret = try await browser.element(css: ".incident").text
    try await browser.type(digits(secret, province), into: "验证器现在显示的 6 位数字")
    try await browser.press("确认")
    try await browser.waitForText("请保管好这 10 个恢复码")
    try await Pictures.keep(browser, "recovery-\(name)")

    try await browser.open(site.address + "/me")
    try await browser.waitForText("正在登录的地方")
    try await Pictures.keep(browser, "me-\(name)")
    try await browser.open(site.address + "/accounts")
    try await browser.waitForText("张示例")
    try await Pictures.keep(browser, "accounts-\(name)")
    try await browser.press("邀请一个人")
    try await browser.waitForText("链接只能用一次")
    try await Pictures.keep(browser, "invite-\(name)")
    // 422 of the two wrong forms is no error of ours; everything else would be.
    let complaints = try await browser.complaints().filter { !$0.contains("422") }
    #expect(complaints == [])
    try await browser.close()
    await site.stop()
  }

  private func digits(_ secret: String, _ province: Province) throws -> String {
    let bytes = try #require(Base32.bytes(secret.filter { $0 != " " }))
    return OneTimePassword.code(secret: bytes, step: province.time.now / OneTimePassword.stepMilliseconds)
  }
}

/// Reads what the set-up page shows to type by hand (RFC 4648).
enum Base32 {
  static func bytes(_ text: String) -> [UInt8]? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var buffer: UInt32 = 0
    var bits = 0
    var bytes: [UInt8] = []
    for letter in text {
      guard let value = alphabet.firstIndex(of: letter) else { return nil }
      buffer = buffer << 5 | UInt32(value)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
      }
    }
    return bytes
  }
}
