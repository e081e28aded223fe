import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// The ledger in the real browser (promise 3).
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct LedgerBrowserTests {
  @Test("Promise 3: a number opens its people, the ledger is handed in and sealed, a change since the seal is told")
  func ledger() async throws {
    let school = try await ClassKeysTests.School(people: 12)
    defer { Task { await school.site.stop() } }
    let (center, place) = (school.province.center, school.place)
    let home = school.site.address + "/campaigns/\(place.campaignID)/ledger"
    let browser = try await school.browser()
    try await browser.open(home)
    try await browser.waitForText("账平")
    try await browser.waitForText("应采 13 = 实采 11 + 漏拍 2")
    try await Pictures.keep(browser, "ledger-desk")
    try await browser.element(css: "a[href*='of=missing'][href*='class=']").click()
    try await browser.waitForText("漏拍（没有拍）")
    try await Pictures.keep(browser, "ledger-people-desk")
    try await browser.open(home)
    try await browser.press("交对账：应采 13 人，实采 11 人，漏拍 2 人")
    try await browser.waitForText("对账已交")
    try await Pictures.keep(browser, "ledger-waiting-desk")
    let id = try await center.records.read { try $0.row("SELECT id FROM ledger_statement")?.text("id") ?? "" }
    let page = try await center.printLedger(id, by: place.liaison).pdf
    _ = try await center.sealLedger(id, byPage: page, by: place.liaison)
    school.province.time.advance(minutes: 1)
    let leaver = try await center.searchGraduates(MadeUp.idNumber(0), campaignID: place.campaignID, by: place.liaison)
    try await center.recordStatusChange(
      StatusChange(kind: .military, day: CalendarDay(milliseconds: 1_379_000_000_000), document: "校学〔2013〕7号"),
      of: leaver.lines.first?.id ?? "", campaignID: place.campaignID, by: place.liaison)
    try await browser.open(home)
    try await browser.waitForText("用印后的变化：1 人有学籍异动")
    try await Pictures.keep(browser, "ledger-sealed-desk")
    let phone = try await school.browser(.phone)
    try await phone.open(home)
    try await phone.waitForText("应采实采对账")
    try await Pictures.keep(phone, "ledger-phone")
    try await phone.element(css: "a[href*='of=due'][href*='class=']").click()
    try await phone.waitForText("应采")
    try await Pictures.keep(phone, "ledger-people-phone")
    #expect(try await browser.complaints().isEmpty)
  }
}
