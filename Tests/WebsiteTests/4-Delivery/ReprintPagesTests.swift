import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A3, A10 on pages: an order is placed by a form without a script, and goes its way at the head office.
@Suite struct ReprintPagesTests {
  @Test("A3: a class's order by form: everybody some, one another number; then printed, handed over")
  func pages() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    let home = "/campaigns/\(school.place.campaignID)/reprints"
    let list = try await school.site.fetch(home, session: school.session)
    #expect(list.status == 200 && list.text.contains("还没有加洗单") && list.text.contains("下加洗单"))
    let choice = try await school.site.fetch(home + "/new", session: school.session)
    let address = try #require(
      choice.text.matches(of: /href="([^"]*chosen=1[^"]*)"/).map { String($0.1).replacing("&amp;", with: "&") }.first {
        $0.contains("%E6%B0%91")
      })
    let form = try await school.site.fetch(address, session: school.session)
    #expect(form.text.contains("已有照片 2 人") && form.text.contains("价格另行结算") && form.text.contains("没有照片"))
    #expect(!form.text.contains("990000"))
    func place(_ fields: [(String, String)]) async throws -> RunningSite.Page {
      try await school.site.fetch(
        home + "/new", session: school.session,
        form: [
          ("csrf", school.site.csrf(of: form)), ("department", "民族学院"), ("class", "民族学1班"), ("operation", "op"),
          ("size", "35x49"),
        ] + fields)
    }
    let nothing = try await place([("each", "")])
    #expect(nothing.status == 422 && nothing.text.contains("加洗单里没有照片"))
    let tooMany = try await place([("each", "97")])
    #expect(tooMany.status == 422 && tooMany.text.contains("张数请填 0–96"))
    let placed = try await place([("each", "2"), ("copies-\(school.ids[1])", "5"), ("note", "尽快")])
    #expect(placed.status == 303 && placed.location.hasSuffix("?done=placed"))
    let order = try await school.site.fetch(placed.location, session: school.session)
    #expect(order.text.contains("加洗 7 张") && order.text.contains("取消这份加洗单") && !order.text.contains("登记已冲印"))
    try await headOffice(school, String(placed.location.prefix { $0 != "?" }))
  }

  private func headOffice(_ school: VerificationPagesTests.School, _ address: String) async throws {
    let clerk = try await school.province.session(of: school.province.clerk().accountID)
    let home = "/campaigns/\(school.place.campaignID)/reprints"
    let list = try await school.site.fetch(home, session: clerk)
    #expect(list.text.contains("示例大学") && list.text.contains("等待冲印 1 份"))
    let page = try await school.site.fetch(address, session: clerk)
    #expect(page.text.contains("登记已冲印 7 张") && page.text.contains("生成并下载冲印文件"))
    let seen = page.text.firstMatch(of: /name="seen" value="([0-9a-f]+)"/).map { String($0.1) } ?? ""
    let csrf = [("csrf", school.site.csrf(of: page))]
    // Printed is what the files hold: without them nothing can be noted.
    let early = try await school.site.fetch(address + "/printed", session: clerk, form: csrf + [("seen", seen)])
    #expect(early.status == 422 && early.text.contains("冲印文件"))
    // The portraits of this class are rows without bytes; the files themselves are made in the workflow's tests and the browser's.
    try await school.province.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO reprint_made (order_id, seen, blocked, made_by, made_at) VALUES (?, ?, '', ?, 1379466000000)",
        [.text(String(address.split(separator: "/").last ?? "")), .text(seen), .text("clerk")])
    }
    let printed = try await school.site.fetch(address + "/printed", session: clerk, form: csrf + [("seen", seen)])
    #expect(printed.location == address + "?done=printed")
    let again = try await school.site.fetch(address + "/printed", session: clerk, form: csrf + [("seen", seen)])
    #expect(again.status == 422 && again.text.contains("这份加洗单已冲印"))
    let over = try await school.site.fetch(address + "/handed-over", session: clerk, form: csrf)
    #expect(over.location == address + "?done=handed-over")
    let cancelled = try await school.site.fetch(address + "/cancel", session: school.session, form: csrf + [("why", "不要了")])
    #expect(cancelled.status == 403 || cancelled.status == 422)
    #expect(try await school.site.fetch(address + "/printed", session: school.session, form: csrf).status == 404)
    let leader = try await school.province.sealingLeader(of: school.place.institutionID)
    #expect(try await school.site.fetch(home, session: school.province.session(of: leader.accountID)).status == 404)
  }
}
