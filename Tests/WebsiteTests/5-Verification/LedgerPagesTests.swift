import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Promise 3 on pages: the ledger, its people, its paper and its seal; and corrected data (A7).
@Suite struct LedgerPagesTests {
  private func anchors(_ text: String) -> [String] {
    text.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.1) }
  }

  @Test("Promise 3: every number opens its people with masked numbers; the paper is printed, stamped and sealed")
  func pages() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    let home = "/campaigns/\(school.place.campaignID)/ledger"
    let page = try await school.site.fetch(home, session: school.session)
    #expect(page.status == 200 && page.text.contains("应采 4 = 实采 2 + 漏拍 2") && page.text.contains("账平"))
    #expect(page.text.contains("文1班") && page.text.contains("交对账：应采 4 人，实采 2 人，漏拍 2 人"))
    let numbers = anchors(page.text).filter { $0.contains("/ledger/people") }
    #expect(numbers.count >= 6 && !numbers.contains { $0.contains("990000") })
    let missing = try #require(numbers.first { $0.contains("of=missing") && $0.contains("class=%E6%B0%91") })
    let people = try await school.site.fetch(
      missing.replacing("&amp;", with: "&"), session: school.session)
    #expect(people.status == 200 && people.text.contains("王示例") && people.text.contains("漏拍（没有拍）"))
    #expect(people.text.contains(IDNumber.masked(MadeUp.idNumber(2))) && !people.text.contains(MadeUp.idNumber(2)))
    #expect(try await school.site.fetch(home + "/people?of=nothing", session: school.session).location == home)
    let book = try await school.site.fetch(home + "/book", session: school.session)
    #expect(book.status == 200 && book.text.hasPrefix("PK"))
    let handed = try await school.site.fetch(
      home + "/hand-in", session: school.session, form: [("csrf", school.site.csrf(of: page))])
    #expect(handed.location == home + "?done=handed-in")
    try await seal(school, home)
  }

  private func seal(_ school: VerificationPagesTests.School, _ home: String) async throws {
    let page = try await school.site.fetch(home, session: school.session)
    #expect(page.text.contains("第 1 版等待用印") && page.text.contains("打印对账表（PDF）") && page.text.contains("转给主管领导"))
    let paper = try #require(anchors(page.text).first { $0.hasSuffix("/paper") })
    let printed = try await school.site.fetch(
      paper, session: school.session, form: [("csrf", school.site.csrf(of: page))])
    #expect(printed.status == 200 && printed.text.hasPrefix("%PDF-"))
    let id = paper.split(separator: "/").dropLast().last.map(String.init) ?? ""
    let pdf = try await school.province.center.printLedger(id, by: school.place.liaison).pdf
    let wrong = try await school.site.upload(
      home + "/statements/\(id)/seal/page", session: school.session, fields: [("csrf", school.site.csrf(of: page))],
      file: (field: "page", name: "别的.pdf", bytes: Array("%PDF-1.4 nothing".utf8)))
    #expect(wrong.status == 422)
    let sealed = try await school.site.upload(
      home + "/statements/\(id)/seal/page", session: school.session, fields: [("csrf", school.site.csrf(of: page))],
      file: (field: "page", name: "盖章页.pdf", bytes: pdf))
    #expect(sealed.location == home + "?done=sealed")
    school.province.time.advance(minutes: 1)
    try await school.province.center.recordStatusChange(
      StatusChange(kind: .transfer, day: CalendarDay(milliseconds: 1_379_000_000_000), document: "校学〔2013〕7号"),
      of: school.ids[0], campaignID: school.place.campaignID, by: school.place.liaison)
    let after = try await school.site.fetch(home, session: school.session)
    #expect(after.text.contains("第 1 版已用印") && after.text.contains("用印后的变化：1 人有学籍异动"))
    #expect(after.text.contains("实采 2 → 1，转学 0 → 1"))
  }

  @Test("Promise 3: the head office sees all institutions and no seal of its own; who has no part finds nothing")
  func permissions() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    let home = "/campaigns/\(school.place.campaignID)/ledger"
    let clerk = try await school.province.session(of: school.province.clerk().accountID)
    let all = try await school.site.fetch(home, session: clerk)
    #expect(all.status == 200 && all.text.contains("示例大学") && all.text.contains("下载全省对账表（PDF）"))
    let institution = try await school.site.fetch(
      home + "?institution=\(school.place.institutionID)", session: clerk)
    #expect(institution.text.contains("文1班") && institution.text.contains("等学籍管理员交对账"))
    #expect(try await school.site.fetch(home + "?institution=nobody", session: clerk).status == 404)
    #expect(try await school.site.fetch(home + "/province.pdf", session: clerk).text.hasPrefix("%PDF-"))
    #expect(try await school.site.fetch(home + "/province.pdf", session: school.session).status == 404)
    let planner = try await school.province.session(of: school.province.planner().accountID)
    #expect(try await school.site.fetch(home, session: planner).status == 404)
    let counselor = try await school.province.account(
      .counselor, "counselor", institutionID: school.place.institutionID,
      classGroups: [Counselor.ClassGroup(department: "文学院", name: "文1班")])
    let own = try await school.site.fetch(home, session: school.province.session(of: counselor))
    #expect(own.text.contains("应采 1 = 实采 0 + 漏拍 1") && !own.text.contains("民族学1班") && !own.text.contains("交对账"))
  }

  @Test("A7: corrected data are fetched with the password on the page; the head office sees the mails and sends again")
  func corrections() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    let clerk = try await school.province.clerk()
    let line = DeliveryLine(
      internalNumber: school.ids[0], institutionCode: "10730", institutionName: "示例大学", category: .regular,
      department: "民族学院", classGroup: "民族学1班", studentNumber: "201000001000", name: "张䶮", idNumber: MadeUp.idNumber(0),
      shotSerial: "10001", sha256: String(repeating: "a", count: 64), byteCount: 1)
    let id = try await school.province.center.packCorrection(
      CorrectedRecords(
        correctionID: "x", campaignID: school.place.campaignID, institutionID: school.place.institutionID,
        number: "2014-62-10730-G001",
        records: [.init(line: line, photoPath: "", changes: [.init(.name, old: "张龙", new: "张䶮")])]), by: clerk)
    let home = "/campaigns/\(school.place.campaignID)/corrections"
    let list = try await school.site.fetch(home, session: school.session)
    #expect(list.status == 200 && list.text.contains("2014-62-10730-G001"))
    let page = try await school.site.fetch(home + "/\(id)", session: school.session)
    #expect(page.text.contains("下载压缩包") && !page.text.contains("再发一次"))
    let csrf = [("csrf", school.site.csrf(of: page))]
    let file = try await school.site.fetch(home + "/\(id)/file", session: school.session, form: csrf)
    #expect(file.status == 200 && file.text.hasPrefix("PK"))
    let password = try await school.province.center.correctionPassword(
      id, campaignID: school.place.campaignID, by: school.place.liaison)
    #expect(!page.text.contains(password))
    let shown = try await school.site.fetch(home + "/\(id)/password", session: school.session, form: csrf)
    #expect(shown.status == 200 && shown.text.contains(password))
    let desk = try await school.province.session(of: clerk.accountID)
    let seen = try await school.site.fetch(home + "/\(id)", session: desk)
    #expect(seen.status == 200 && seen.text.contains("发给学籍管理员"))
    #expect(try await school.site.fetch(home + "/nobody", session: desk).status == 404)
    let unknown = try await school.site.fetch(
      home + "/\(id)/mails/nobody/again", session: desk, form: [("csrf", school.site.csrf(of: seen))])
    #expect(unknown.status == 404)
  }
}
