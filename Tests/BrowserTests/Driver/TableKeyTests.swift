import Foundation
import Hummingbird
import Testing

@testable import Website

/// Lists by keyboard and by the buttons of their header, in the real browser.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct TableKeyTests {
  private static func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self)
    _ = router.addSiteMiddleware(proxies: .none, contact: "")
    AssetShelf.shared.addRoute(to: router)
    let frame = Frame(campaign: "2027届", person: .init(name: "高某某", role: "学籍管理员"), stages: [], csrf: "k")
    @Sendable func table(_ names: [(String, Int, String)]) -> DataTable {
      var table = DataTable(
        caption: "名单", columns: [.text("选"), .text("姓名"), .number("应采"), .text("日期"), .text("办理")],
        rows: names.map { name, due, day in
          [
            .html(Tag.input(.set(.type, "checkbox"), .set(.name, "who"), .set(.value, name))), .text(name), .number(due),
            .text(day), .html(Button.act("提醒", at: "/remind", csrf: "k")),
          ]
        }, emptyText: "")
      table.filter = FilterForm(address: "/list", fields: [FormField("search", "姓名", .search)]).html
      return table
    }
    let names = [("赵", 10, "2013年9月20日"), ("阿", 9, "2013年11月2日"), ("马", 100, ""), ("陈", 9, "2013年9月3日")]
    router.get("/list") { _, _ in frame.page("名单") { table(names).html } }
    router.get("/long") { _, _ in
      var long = table(names)
      long.columns[1].sortKey = "name"
      long.address = "/long"
      long.sorting = .init(key: "name")
      long.paging = Paging(page: 1, rowCount: 60)
      return frame.page("名单") { long.html }
    }
    return router
  }

  private func names(_ browser: Browser) async throws -> [String] {
    var names: [String] = []
    for cell in try await browser.elements(css: "tbody td:nth-child(2)") { names.append(try await cell.text) }
    return names
  }

  @Test("A whole list sorts in the page: names by reading, numbers and days by size, what is empty last")
  func sortsInPlace() async throws {
    let site = try await TestSite(Self.router())
    let browser = try await Browser()
    try await browser.open(site.address + "/list")
    try await browser.press("姓名")
    #expect(try await names(browser) == ["阿", "陈", "马", "赵"])
    try await browser.press("应采")
    #expect(try await names(browser) == ["阿", "陈", "赵", "马"])
    try await browser.press("应采")
    #expect(try await names(browser) == ["马", "赵", "阿", "陈"])
    #expect(try await browser.element(css: "th[aria-sort]").attribute("aria-sort") == "descending")
    try await browser.press("日期")
    #expect(try await names(browser) == ["陈", "赵", "阿", "马"])
    // Ticks and buttons are nothing to sort by.
    #expect(try await browser.elements(css: "thead button").count == 3)
    #expect(try await browser.complaints() == [])
    try await browser.close()
  }

  @Test("Arrows move, space ticks, slash goes to the filter and is not typed into it")
  func keys() async throws {
    let site = try await TestSite(Self.router())
    let browser = try await Browser()
    try await browser.open(site.address + "/list")
    try await browser.run("document.querySelector('tbody tr').focus()")
    try await browser.key(Key.down)
    try await browser.key(" ")
    #expect(try await browser.run("return document.querySelector('input:checked').value").string == "阿")
    try await browser.key(Key.down)
    try await browser.key(" ")
    try await browser.key(Key.up)
    try await browser.key(" ")
    #expect(
      try await browser.run("return [...document.querySelectorAll('input:checked')].map((i) => i.value).join()").string == "马")
    try await browser.key("/")
    #expect(try await browser.run("return document.activeElement.id").string == "field-search")
    #expect(try await browser.element(css: "#field-search").value == "")
    try await browser.close()
  }

  @Test("A list of several pages has links that ask the server, and no buttons that would sort one page only")
  func longLists() async throws {
    let site = try await TestSite(Self.router())
    let browser = try await Browser()
    try await browser.open(site.address + "/long")
    #expect(try await browser.elements(css: "thead button").isEmpty)
    try await browser.press("姓名")
    try await browser.wait(for: "the server") { try await browser.address.hasSuffix("/long?sort=name&order=desc") }
    try await browser.close()
  }
}
