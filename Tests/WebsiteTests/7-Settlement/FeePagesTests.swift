import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A10 on pages: the statement, its seal, payments, exemptions, classes, the overview.
@Suite("A10: fees on pages") struct FeePagesTests {
  private struct School {
    let base: VerificationPagesTests.School
    let planner: String
    var site: RunningSite { base.site }
    var home: String { "/campaigns/\(base.place.campaignID)/fees" }
    var page: String { "\(home)/institutions/\(base.place.institutionID)" }

    /// Everybody was shot.
    init() async throws {
      base = try await VerificationPagesTests.School()
      let (province, place) = (base.province, base.place)
      let left = try await province.center.records.read { transaction in
        try transaction.rows(
          "SELECT g.id FROM graduate g WHERE NOT EXISTS (SELECT 1 FROM portrait p WHERE p.person_id = g.id) ORDER BY g.id"
        ).map { try $0.text("id") }
      }
      for (number, id) in left.enumerated() {
        try await province.releasePortrait(of: id, shot: 50 + number, campaignID: place.campaignID)
      }
      planner = try await province.session(of: province.planner().accountID)
    }

    /// Sends a form as it stands on the page.
    func send(
      _ path: String, from page: RunningSite.Page, by session: String, _ fields: [(String, String)] = []
    ) async throws -> RunningSite.Page {
      try await site.fetch(path, session: session, form: [("csrf", site.csrf(of: page))] + fields)
    }
  }

  private func anchors(_ text: String) -> [String] {
    text.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.1).replacing("&amp;", with: "&") }
  }

  private func hidden(_ name: String, _ text: String) -> String {
    text.split(separator: "name=\"\(name)\" value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) } ?? ""
  }

  private static let money: [(String, String)] = [
    ("amount", "80.00"), ("method", "transfer"), ("payer", "示例大学"), ("slip", "0001"), ("day", "2013-09-17"),
    ("operation", "p1"),
  ]

  @Test("A10: the planner issues, the institution seals, the planner records the payment and prints the receipt")
  func wholeWay() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let first = try await school.site.fetch(school.page, session: school.planner)
    #expect(first.status == 200 && first.text.contains("出具对账单：收费 4 人，应收 80.00 元"))
    #expect(!anchors(first.text).contains { $0.contains("990000") })
    let stale = try await school.send(school.page + "/issue", from: first, by: school.planner, [("seen", "old")])
    #expect(stale.status == 422 && stale.text.contains("人数或金额刚刚有变化"))
    let issued = try await school.send(
      school.page + "/issue", from: first, by: school.planner, [("seen", hidden("seen", first.text))])
    #expect(issued.location == school.page + "?done=issued")
    let waiting = try await school.site.fetch(school.home, session: school.base.session)
    #expect(waiting.text.contains("费-10730-2014-001") && waiting.text.contains("转给主管领导"))
    let paper = try #require(anchors(waiting.text).first { $0.hasSuffix("/paper") })
    let printed = try await school.send(paper, from: waiting, by: school.base.session)
    #expect(printed.status == 200 && printed.text.hasPrefix("%PDF-"))
    let id = paper.split(separator: "/").dropLast().last.map(String.init) ?? ""
    let pdf = try await school.base.province.center.printFees(id, by: school.base.place.liaison).pdf
    let sealed = try await school.site.upload(
      "\(school.page)/statements/\(id)/seal/page", session: school.base.session,
      fields: [("csrf", school.site.csrf(of: waiting))], file: (field: "page", name: "盖章页.pdf", bytes: pdf))
    #expect(sealed.location == school.page + "?done=sealed")
    let agreed = try await school.site.fetch(school.home, session: school.base.session)
    #expect(agreed.text.contains("双方已确认") && agreed.text.contains("未缴 80.00 元"))
    try await pay(school)
  }

  private func pay(_ school: School) async throws {
    let page = try await school.site.fetch(school.page, session: school.planner)
    let wrong = try await school.send(
      school.page + "/payments", from: page, by: school.planner,
      [("amount", "八十"), ("payer", "示例大学"), ("slip", "0001"), ("day", "2013-09-17"), ("operation", "p1")])
    #expect(wrong.status == 422 && wrong.text.contains("金额不对") && wrong.text.contains("value=\"0001\""))
    let paid = try await school.send(school.page + "/payments", from: page, by: school.planner, Self.money)
    #expect(paid.location == school.page + "?done=paid")
    let taken = try await school.send(
      school.page + "/payments", from: page, by: school.planner, Self.money.dropLast() + [("operation", "p2")])
    #expect(taken.status == 422 && taken.text.contains("收据号或回单号 0001 已经登记过（收-10730-2014-001）"))
    let after = try await school.site.fetch(school.page, session: school.planner)
    #expect(after.text.contains("已结清") && after.text.contains("收-10730-2014-001"))
    let receipt = try #require(anchors(after.text).first { $0.hasSuffix("/receipt") })
    #expect(try await school.send(receipt, from: after, by: school.planner).text.hasPrefix("%PDF-"))
    let cancel = try #require(anchors(after.text).first { $0.contains("/payments/") && $0.hasSuffix("/cancel") })
    let empty = try await school.send(cancel, from: after, by: school.planner, [("why", "")])
    #expect(empty.status == 422 && empty.text.contains("没有写原因"))
    let ended = try await school.send(cancel, from: after, by: school.planner, [("why", "回单号写错了")])
    #expect(ended.location == school.page + "?done=cancelled")
    let open = try await school.site.fetch(school.page, session: school.planner)
    #expect(open.text.contains("回单号写错了") && open.text.contains("未缴 80.00 元"))
    let adjusted = try await school.send(
      school.page + "/adjustments", from: open, by: school.planner,
      [("adjust-amount", "-5.5"), ("adjust-reason", "多收"), ("operation", "a1")])
    #expect(adjusted.location == school.page + "?done=adjusted")
    let last = try await school.site.fetch(school.page, session: school.planner)
    #expect(last.text.contains("确认后调整：多收") && last.text.contains("-5.50"))
  }

  @Test("A10: a class's takings and exemptions, by those whose class it is; the planner accepts or declines")
  func classes() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let home = try await school.site.fetch(school.home, session: school.base.session)
    let group = try #require(anchors(home.text).first { $0.contains("/class?") && $0.contains("%E6%B0%91") })
    let page = try await school.site.fetch(group, session: school.base.session)
    #expect(page.status == 200 && page.text.contains("少收 60.00 元（3 人）") && page.text.contains("张䶮"))
    let place = [("category", "regular"), ("department", "民族学院"), ("class", "民族学1班")]
    let taken = try await school.send(
      school.page + "/takings", from: page, by: school.base.session,
      place + [("heads", "3"), ("title", "示例大学"), ("tax", "")] + Self.money)
    #expect(taken.location == group + "&done=taken")
    let after = try await school.site.fetch(group, session: school.base.session)
    #expect(after.text.contains("多收 20.00 元（1 人）"))
    let badTax = try await school.send(
      school.page + "/takings", from: page, by: school.base.session,
      place + [("heads", "1"), ("title", "示例大学"), ("tax", "123")] + Self.money.dropLast() + [("operation", "x")])
    #expect(badTax.status == 422 && badTax.text.contains("纳税人识别号不对"))
    let nobody = try await school.send(
      school.page + "/exemptions", from: page, by: school.base.session, place + [("kind", "hardship"), ("operation", "e0")])
    #expect(nobody.status == 422 && nobody.text.contains("没有选学生"))
    let proposed = try await school.send(
      school.page + "/exemptions", from: page, by: school.base.session,
      place + [("person", school.base.ids[0]), ("kind", "hardship"), ("remark", "校学〔2014〕3号"), ("operation", "e1")])
    #expect(proposed.location == group + "&done=proposed&count=1")
    let desk = try await school.site.fetch(school.page, session: school.planner)
    #expect(desk.text.contains("等采集单位确认") && desk.text.contains(IDNumber.masked(MadeUp.idNumber(0))))
    #expect(!desk.text.contains(MadeUp.idNumber(0)))
    let accept = try #require(anchors(desk.text).first { $0.hasSuffix("/accept") })
    #expect(try await school.send(accept, from: desk, by: school.planner).location == school.page + "?done=accepted")
    let again = try await school.send(accept, from: desk, by: school.planner)
    #expect(again.status == 422 && again.text.contains("已经有了结论"))
    let exempt = try await school.site.fetch(group, session: school.base.session)
    #expect(exempt.text.contains("多收 40.00 元（2 人）") && exempt.text.contains("免收：家庭经济困难"))
    let book = try await school.site.fetch(school.page + "/book", session: school.base.session)
    #expect(book.text.hasPrefix("PK"))
    let invoices = try await school.send(school.home + "/invoices", from: home, by: school.base.session)
    #expect(invoices.status == 200 && invoices.text.hasPrefix("PK"))
  }

  @Test("A10: the agency sees all institutions, the officer changes nothing, others see their part or nothing")
  func permissions() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let province = school.base.province
    let officer = try await province.session(of: province.officer().accountID)
    let all = try await school.site.fetch(school.home + "?standing=open&sort=due&order=desc", session: officer)
    #expect(all.status == 200 && all.text.contains("示例大学") && all.text.contains("未缴 80.00 元"))
    #expect(try await school.site.fetch(school.home + "/book", session: officer).text.hasPrefix("PK"))
    let page = try await school.site.fetch(school.page, session: officer)
    #expect(page.status == 200 && !page.text.contains("登记缴费") && !page.text.contains("出具对账单："))
    for act in ["/issue", "/payments", "/adjustments", "/exemptions", "/takings"] {
      #expect(try await school.send(school.page + act, from: page, by: officer).status == 404, "\(act)")
    }
    let clerk = try await province.session(of: province.clerk().accountID)
    #expect(try await school.site.fetch(school.home, session: clerk).status == 404)
    #expect(try await school.site.fetch(school.home + "/institutions/nobody", session: school.planner).status == 404)
    let other = try await province.place(code: "10741", name: "别的大学", liaison: "stranger")
    let stranger = try await province.session(of: other.liaison.accountID)
    #expect(try await school.site.fetch(school.page, session: stranger).status == 404)
    let counselor = try await province.account(
      .counselor, "counselor", institutionID: school.base.place.institutionID,
      classGroups: [Counselor.ClassGroup(department: "文学院", name: "文1班")])
    let own = try await school.site.fetch(school.home, session: province.session(of: counselor))
    #expect(own.status == 200 && own.text.contains("文1班") && !own.text.contains("民族学1班") && !own.text.contains("应收合计"))
  }
}
