import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// Fees in the real browser (A10), at a desk and on a phone.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct SettlementBrowserTests {
  @Test("A10: collected in the class, proposed exempt, issued, sealed and paid; every page reads at a desk and on a phone")
  func settlement() async throws {
    let school = try await ClassKeysTests.School(people: 12)
    defer { Task { await school.site.stop() } }
    let (center, place) = (school.province.center, school.place)
    let home = school.site.address + "/campaigns/\(place.campaignID)/fees"
    let page = "\(home)/institutions/\(place.institutionID)"
    try await releaseAll(school)
    let liaison = try await school.browser(of: place.liaison.accountID)
    try await liaison.open(home)
    try await liaison.waitForText("还没有出具对账单")
    try await Pictures.keep(liaison, "fees-school-desk")
    try await liaison.element(css: "a[href*='/fees/institutions/'][href*='class=']").click()
    try await liaison.waitForText("登记收到的钱")
    try await liaison.type("11", into: "交费人数")
    try await liaison.type("220.00", into: "金额（元）")
    try await liaison.type("班长代收", into: "付款人")
    try await liaison.type("0001", into: "收据号或回单号")
    try await liaison.press("登记收费")
    try await liaison.waitForText("收费已登记")
    try await Pictures.keep(liaison, "fees-class-desk")
    try await liaison.element(css: "input[type=checkbox][name=person]").click()
    try await liaison.element(css: "input[name=kind][value=hardship]").click()
    try await liaison.press("提出免收")
    try await liaison.waitForText("已提出免收 1 人")
    try await Pictures.keep(liaison, "fees-exempt-desk")
    let desk = try await school.browser(of: school.province.planner().accountID)
    try await desk.open(page)
    try await desk.press("同意免收")
    try await desk.waitForText("已同意免收")
    try await Pictures.keep(desk, "fees-issue-desk")
    try await desk.element(css: "form[action$='/issue'] button").click()
    try await desk.waitForText("等待学校确认")
    try await Pictures.keep(desk, "fees-waiting-desk")
    try await liaison.open(home)
    try await liaison.waitForText("对账单等待确认")
    try await Pictures.keep(liaison, "fees-seal-desk")
    let id = try await center.records.read { try $0.row("SELECT id FROM fee_statement")?.text("id") ?? "" }
    let pdf = try await center.printFees(id, by: place.liaison).pdf
    _ = try await center.sealFees(id, byPage: pdf, by: place.liaison)
    try await desk.open(page)
    try await desk.waitForText("双方已确认")
    try await desk.element(css: "details.card summary").click()
    try await desk.type("240", into: "金额（元）")
    try await desk.type("BK-0012", into: "收据号或回单号")
    try await desk.press("登记缴费")
    try await desk.waitForText("已结清")
    try await Pictures.keep(desk, "fees-settled-desk")
    try await desk.open(home)
    try await desk.waitForText("院校的状态")
    try await Pictures.keep(desk, "fees-overview-desk")
    try await phones(school, home: home, page: page)
    for browser in [liaison, desk] { #expect(try await browser.complaints().isEmpty) }
  }

  private func phones(_ school: ClassKeysTests.School, home: String, page: String) async throws {
    let phone = try await school.browser(of: school.place.liaison.accountID, .phone)
    try await phone.open(home)
    try await phone.waitForText("已结清")
    try await Pictures.keep(phone, "fees-school-phone")
    try await phone.element(css: "a[href*='/fees/institutions/'][href*='class=']").click()
    try await phone.waitForText("收费记录")
    try await Pictures.keep(phone, "fees-class-phone")
    let planner = try await school.browser(of: school.province.account(.planner, "planner-2"), .phone)
    try await planner.open(home)
    try await planner.waitForText("院校的状态")
    try await Pictures.keep(planner, "fees-overview-phone")
    try await planner.open(page)
    try await planner.waitForText("双方已确认")
    try await Pictures.keep(planner, "fees-planner-phone")
    for browser in [phone, planner] {
      let overflow = try await browser.run("return document.documentElement.scrollWidth - window.innerWidth")
      #expect((overflow.number ?? 0) <= 0)
      #expect(try await browser.complaints().isEmpty)
    }
  }

  /// Nobody is left to be shot.
  private func releaseAll(_ school: ClassKeysTests.School) async throws {
    let left = try await school.province.center.records.read { transaction in
      try transaction.rows(
        "SELECT g.id FROM graduate g WHERE NOT EXISTS (SELECT 1 FROM portrait p WHERE p.person_id = g.id) ORDER BY g.id"
      ).map { try $0.text("id") }
    }
    for (number, id) in left.enumerated() {
      try await school.province.releasePortrait(of: id, shot: 500 + number, campaignID: school.place.campaignID)
    }
  }
}
