import Foundation
import Hummingbird
import Testing

@testable import Website

/// The kit itself, and the site's own scripts and styles, in the real browser.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct DriverTests {
  private static func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self)
    _ = router.addSiteMiddleware(proxies: .none, contact: "")
    AssetShelf.shared.addRoute(to: router)
    let frame = Frame(
      campaign: "2027届", person: .init(name: "高某某", role: "学籍管理员"),
      stages: [.init(stage: .registration, address: "/list")], here: .registration, csrf: "k")
    router.get("/form") { _, _ in
      var form = FormPage(
        action: "/form", csrf: "k", submitVerb: "保存",
        fields: [
          FormField("name", "姓名", checkAddress: "/check"),
          FormField("city", "城市", .select([.init(value: "1", label: "兰州"), .init(value: "2", label: "天水")])),
          FormField("scan", "扫描件", .file(accept: ".txt", isMultiple: false)),
        ])
      form.draftAddress = "/draft"
      return frame.page("登记") { form.html }
    }
    router.post("/form") { request, _ -> Document in
      let form = try await request.form(with: .init(sizeLimitBytes: 1000), beforeFirstFile: { _ in }) { _, _ in
        try SpoolFile(folder: FileManager.default.temporaryDirectory.path, name: UUID().uuidString)
      }
      for file in form.files { SpoolFile.remove(file.path) }
      return frame.page("收到") { Tag.p("\(form.trimmed("name"))，\(form["city"] ?? "")，\(form.files.map(\.name))") }
    }
    router.post("/check") { request, _ -> Response in
      let value = try await request.form().trimmed("value")
      return .json(value.contains("?") ? ["error": "姓名里有问号"] : [:])
    }
    router.post("/draft") { request, _ -> Response in
      _ = try await request.form()
      return .json([:])
    }
    router.get("/list") { _, _ in
      let rows: [[DataTable.Cell]] = [[.link("乙班", to: "/two"), .number(2)], [.link("甲班", to: "/one"), .number(10)]]
      let table = DataTable(
        caption: "名单", columns: [.text("班级", sort: "class"), .number("应采", sort: "due")], rows: rows, emptyText: "")
      return frame.page("名单") { table.html }
    }
    router.get("/file") { _, _ in Download.response(bytes: Array("内容".utf8), fileName: "学生名单.txt", contentType: "text/plain") }
    return router
  }

  @Test func formsWorkWithScript() async throws {
    let site = try await TestSite(Self.router(), server: WebServer.http1(bodyLimitBytes: 1 << 20))
    let browser = try await Browser()
    try await browser.open(site.address + "/form")
    try await browser.type("张?", into: "姓名")
    try await browser.waitForText("姓名里有问号")
    try await browser.waitForText("草稿已保存")
    try await browser.type("张䶮", into: "姓名")
    try await browser.select("天水", in: "城市")
    let file = browser.downloads.appendingPathComponent("章.txt")
    try Data("x".utf8).write(to: file)
    try await browser.upload([file.path], into: "扫描件")
    try await browser.press("保存")
    try await browser.waitForText("张䶮，2，[\"章.txt\"]")
    #expect(try await browser.complaints() == [])
    try await browser.close()
  }

  @Test func formsWorkWithoutScript() async throws {
    let site = try await TestSite(Self.router())
    let browser = try await Browser(.withoutScript)
    try await browser.open(site.address + "/form")
    try await browser.type("张䶮", into: "姓名")
    try await browser.press("保存")
    try await browser.waitForText("张䶮，1，[]")
    try await browser.close()
  }

  @Test func tablesObeyTheKeyboard() async throws {
    let site = try await TestSite(Self.router())
    let browser = try await Browser()
    try await browser.open(site.address + "/list")
    try await browser.press("应采")
    try await browser.press("应采")
    #expect(try await browser.elements(css: "tbody td a").first?.text == "甲班")
    try await browser.run("document.querySelector('tbody tr').focus()")
    try await browser.key(Key.down)
    #expect(try await browser.element(css: "tr[aria-selected]").text == "乙班 2")
    try await browser.key(Key.enter)
    try await browser.waitForPath("/two")
    try await browser.close()
  }

  @Test func phonesFoldTheStages() async throws {
    let site = try await TestSite(Self.router())
    let browser = try await Browser(.phone)
    try await browser.open(site.address + "/list")
    #expect(try await browser.element(css: "nav.stages").isShown == false)
    #expect(try await browser.element(css: ".stages-fold li").isShown == false)
    try await browser.press("采集环节")
    #expect(try await browser.element(css: ".stages-fold li").isShown)
    #expect(try await browser.run("return document.documentElement.scrollWidth").number == 390)
    try await browser.close()
  }

  @Test func downloadsKeepTheirNames() async throws {
    let site = try await TestSite(Self.router())
    let browser = try await Browser()
    try await browser.open(site.address + "/list")
    try await browser.run("location.href = '/file'")
    #expect(try await browser.download(named: "学生名单.txt") == Data("内容".utf8))
    try await browser.close()
  }

  @Test func inlineScriptIsBlockedAndSeen() async throws {
    let site = try await TestSite(Self.router())
    let browser = try await Browser(Browser.Shape(isDark: true))
    try await browser.open(site.address + "/list")
    #expect(try await browser.element(css: "body").style("background-color") == "rgba(18, 22, 29, 1)")
    _ = try await browser.complaints()
    try await browser.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=document.title=1>')")
    try await browser.wait(for: "a complaint") {
      try await browser.complaints().contains { $0.contains("Content Security Policy") }
    }
    #expect(try await browser.title.contains("名单"))
    try await browser.close()
  }
}
