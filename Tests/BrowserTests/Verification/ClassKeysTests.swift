import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// A class verified by keyboard in the real browser (N4).
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct ClassKeysTests {
  /// A class of real faces; the last one has no portrait.
  struct School {
    let province: Province
    let place: Province.Place
    let site: RunningSite
    let session: String
    var home: String { site.address + "/campaigns/\(place.campaignID)/verification" }
    var group: String {
      home + "/class?department=%E6%B0%91%E6%97%8F%E5%AD%A6%E9%99%A2&class=%E6%B0%91%E6%97%8F%E5%AD%A61%E7%8F%AD"
    }

    init(people: Int) async throws {
      province = try await Province()
      place = try await province.place()
      let surnames = Array("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马")
      let names = (0..<people).map { "\(surnames[$0 % surnames.count])示例" }
      let ids = try await province.bringClass(names, place: place, classGroup: "民族学1班", from: 0)
      try await province.bringClass(["欧阳𬭎"], place: place, classGroup: "民族学2班", from: 200)
      let faces = try FileManager.default.contentsOfDirectory(atPath: ProjectFolder.root + "/Tests/Fixtures/Labelled/ok")
        .sorted()
      for (number, id) in ids.dropLast().enumerated() {
        let face = String(faces[number % faces.count].dropLast(4))
        try await province.releasePortrait(
          of: id, shot: number + 1, jpeg: StationBench.picture("ok/\(face)"), campaignID: place.campaignID)
      }
      site = try await RunningSite(province)
      session = try await province.session(of: place.liaison.accountID)
    }

    /// As the liaison, or as another account.
    func browser(of account: String? = nil, _ shape: Browser.Shape = .desk) async throws -> Browser {
      let session = if let account { try await province.session(of: account) } else { self.session }
      let browser = try await Browser(shape)
      try await browser.open(site.address + "/sign-in")
      try await browser.command(
        "POST", "/cookie", ["cookie": ["name": "biying-session", "value": .string(session), "path": "/", "httpOnly": true]])
      return browser
    }

    func count(_ text: String) async throws -> Int { try await province.center.records.read { try $0.count(text) } }
  }

  @Test("N4: a class of 50 takes one press each, no page is loaded meanwhile, and every press is saved")
  func fifty() async throws {
    let school = try await School(people: 50)
    defer { Task { await school.site.stop() } }
    let browser = try await school.browser()
    try await browser.open(school.home)
    try await Pictures.keep(browser, "verification-list-desk")
    try await browser.open(school.group)
    try await browser.waitForText("没有核对 50 人")
    try await browser.wait(for: "pictures") {
      try await browser.run(
        "return Array.from(document.querySelectorAll('.tile img')).every((image) => image.naturalWidth > 0)"
      ).bool == true
    }
    let loaded =
      try await browser.run(
        "const at = performance.getEntriesByType('navigation')[0]; return Math.round(at.domInteractive - at.startTime)"
      ).number ?? 0
    try await Pictures.keep(browser, "verification-class-desk")
    try await browser.run("window.isTheSamePage = true")
    // A person looks before the first press: what was on the screen for less than that was not looked at.
    try await Task.sleep(for: .milliseconds(1_500))
    var presses = 0
    func press(_ keys: String...) async throws {
      for key in keys {
        try await browser.key(key)
        presses += 1
      }
    }
    let began = ContinuousClock.now
    // The third one has closed eyes; the last one has no picture.
    for number in 0..<50 {
      switch number {
      case 2: try await press("3", "1", Key.enter)
      case 49: try await press("2")
      default: try await press("1")
      }
    }
    let took = began.duration(to: .now)
    try await browser.waitForText("这个班核对完了")
    try await browser.wait(for: "all saved") { try await school.count("SELECT COUNT(*) AS n FROM verdict") == 50 }
    print("a class of 50: \(presses) presses, \(took) for a driver, page interactive after \(loaded) ms")
    #expect(presses == 52)
    #expect(try await browser.run("return window.isTheSamePage === true").bool == true)
    #expect(try await school.count("SELECT COUNT(*) AS n FROM claim WHERE kind IN ('photo', 'missing')") == 2)
    #expect(try await school.count("SELECT COUNT(*) AS n FROM verdict WHERE look > 0") > 0)
    try await Pictures.keep(browser, "verification-done-desk")
    try await browser.key(Key.escape)
    try await browser.run("window.scrollTo(0, 0)")
    try await Pictures.keep(browser, "verification-judged-desk")
    try await browser.key("u")
    try await browser.wait(for: "taken back") { try await school.count("SELECT COUNT(*) AS n FROM verdict") == 51 }
    try await browser.waitForText("没有核对 1 人")
    #expect(try await browser.complaints().isEmpty)
  }

  @Test("N4: without a network a verdict stays, says so, and is saved when the network is there again")
  func offline() async throws {
    let school = try await School(people: 6)
    defer { Task { await school.site.stop() } }
    let browser = try await school.browser()
    try await browser.open(school.group)
    func network(isThere: Bool) async throws {
      try await browser.developer("Network.enable")
      try await browser.developer(
        "Network.emulateNetworkConditions",
        ["offline": .bool(!isThere), "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1])
    }
    try await browser.key("1")
    try await browser.wait(for: "first") { try await school.count("SELECT COUNT(*) AS n FROM verdict") == 1 }
    try await network(isThere: false)
    for _ in 0..<2 { try await browser.key("1") }
    try await browser.waitForText("2 人的结论还没有保存")
    #expect(try await browser.elements(css: ".tile .mark.wrong").count == 2)
    try await browser.run("window.scrollTo(0, 0)")
    try await Pictures.keep(browser, "verification-unsaved-desk")
    #expect(try await school.count("SELECT COUNT(*) AS n FROM verdict") == 1)
    try await network(isThere: true)
    try await browser.wait(for: "saved") { try await school.count("SELECT COUNT(*) AS n FROM verdict") == 3 }
    try await browser.wait(for: "said") { try await !browser.text.contains("还没有保存") }
    // What changed behind the page is told, and stays open.
    let id =
      try await school.province.center.searchGraduates(
        MadeUp.idNumber(3), campaignID: school.place.campaignID, by: school.place.liaison
      ).lines.first?.id ?? ""
    try await school.province.releasePortrait(
      of: id, shot: 80, jpeg: StationBench.picture("ok/lon004"), campaignID: school.place.campaignID)
    try await browser.key("1")
    try await browser.waitForText("照片或数据刚刚换了")
    try await browser.waitForText("没有核对 3 人")
  }

  @Test("N4: large, with forms for findings; the rest at once says how many were looked at; and on a phone")
  func large() async throws {
    let school = try await School(people: 8)
    defer { Task { await school.site.stop() } }
    let browser = try await school.browser()
    try await browser.open(school.group)
    try await browser.key(Key.enter)
    try await browser.waitForText("第 1 / 8 人")
    let facts = try await browser.element(css: ".verify-facts").text
    #expect(facts.contains("身份证号") && facts.contains("民族学") && !facts.contains("[object"))
    try await Pictures.keep(browser, "verification-large-desk")
    try await browser.key("4")
    try await browser.waitForText("直接改成对的内容")
    try await Pictures.keep(browser, "verification-data-desk")
    let name = try await browser.element(css: "#verify-new-XM")
    try await name.clear()
    try await name.type("赵例示")
    try await browser.key(Key.enter)
    try await browser.waitForText("第 2 / 8 人")
    try await browser.key("5")
    try await browser.element(css: "#verify-partner").type("201000001003")
    try await browser.key(Key.enter)
    try await browser.waitForText("第 3 / 8 人")
    try await browser.key("a")
    try await browser.waitForText("全班其余都正确？")
    try await Pictures.keep(browser, "verification-rest-desk")
    try await browser.press("把 5 人标为正确，1 人标为缺照片")
    try await browser.wait(for: "rest") {
      try await school.count("SELECT COUNT(*) AS n FROM verdict WHERE given_to = 'rest'") == 6
    }
    #expect(try await school.count("SELECT COUNT(*) AS n FROM claim") == 3)
    // What stands below counts along.
    try await browser.press("留在这个班Esc")
    try await browser.waitForText("交本班核对结果：正确 5 人，问题 3 人")
    try await browser.open(school.group)
    try await browser.waitForText("姓名应为“赵例示”")
    let phone = try await school.browser(.phone)
    try await phone.open(school.group)
    try await phone.waitForText("正确 5 人，问题 3 人")
    try await Pictures.keep(phone, "verification-class-phone")
    try await phone.element(css: ".tile").click()
    try await phone.waitForText("第 1 / 8 人")
    try await Pictures.keep(phone, "verification-large-phone")
    try await phone.open(school.home)
    try await Pictures.keep(phone, "verification-list-phone")
    let plain = try await school.browser(.withoutScript)
    try await plain.open(school.group)
    try await plain.waitForText("逐人登记")
    try await plain.choose("照片问题")
    try await plain.choose("闭眼")
    try await plain.press("记下，看下一人")
    try await plain.waitForText("已保存")
  }
}
