import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

@Suite("A11: filing on pages") struct FilingPagesTests {
  private func hidden(_ name: String, _ text: String) -> String {
    text.split(separator: "name=\"\(name)\" value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) } ?? ""
  }

  /// The class of three is verified and sealed, the window of proofing is over.
  private func school() async throws -> VerificationPagesTests.School {
    let school = try await VerificationPagesTests.School()
    let (center, place) = (school.province.center, school.place)
    try await school.province.releasePortrait(of: school.ids[2], shot: 9, campaignID: place.campaignID)
    for number in 0..<3 {
      let given = try await school.give(
        [("person", school.seen(number, portrait: 1)), ("verdict", "right")], operation: "op\(number)")
      #expect(given.status == 303)
    }
    let group = CheckedClass(department: "民族学院", classGroup: "民族学1班")
    let id = try await center.handInClassCheck(group, campaignID: place.campaignID, by: place.liaison)
    _ = try await center.sealClassCheck(id, byPage: center.printClassCheck(id, by: place.liaison).pdf, by: place.liaison)
    try await school.province.openProofing(at: .here, campaignID: place.campaignID)
    school.province.time.advance(days: 20)
    return school
  }

  @Test("A11: checked, made, fetched, its password on a page of its own, sent; what holds back opens its people")
  func wholeWay() async throws {
    let school = try await school()
    let (site, place) = (school.site, school.place)
    defer { Task { await site.stop() } }
    let session = try await school.province.session(of: place.liaison.accountID)
    let home = "/campaigns/\(place.campaignID)/filing"
    let page = try await site.fetch(home, session: session)
    #expect(page.status == 200 && page.text.contains("应报 4 人，现在可以报盘 3 人") && page.text.contains("未经本人校对 3 人"))
    #expect(page.text.contains("没有放行的照片") && page.text.contains("班级照片核对单没有用印"))
    for match in page.text.matches(of: /(?:href|src|action)="([^"]*)"/) { #expect(!match.1.contains("990000"), "\(match.1)") }
    let held = try await site.fetch(home + "/held?hold=no-portrait", session: session)
    #expect(held.status == 200 && held.text.contains("周示例"))
    // What is to be done leads where it is done, a name to its record.
    let record = try #require(held.text.firstMatch(of: /href="([^"]*\/roster\/graduates\/[^"]+)"/).map { String($0.1) })
    #expect(try await site.fetch(record, session: session).text.contains("周示例"))
    for match in page.text.matches(of: /<td[^>]*><a href="([^"]+)"/) {
      #expect(try await site.fetch(String(match.1).replacing("&amp;", with: "&"), session: session).status == 200, "\(match.1)")
    }
    #expect(try await site.fetch(home + "/held?hold=nothing", session: session).location == home)

    let form = [
      ("csrf", site.csrf(of: page)), ("profile", "registration"), ("seen", hidden("seen", page.text)), ("operation", "one"),
    ]
    let made = try await site.fetch(home + "/make", session: session, form: form)
    #expect(made.status == 303 && made.location.hasSuffix("done=made"))
    let stale = try await site.fetch(
      home + "/make", session: session, form: form.dropLast() + [("operation", "two")])
    #expect(stale.status == 422 && stale.text.contains("完全一样"))
    let after = try await site.fetch(made.location, session: session)
    #expect(after.text.contains("已生成报盘数据包") && after.text.contains("第 1 次：") && after.text.contains("第一次"))
    let zip = try #require(after.text.firstMatch(of: /href="([^"]*\/zip)"/).map { String($0.1) })
    let file = try await site.fetch(zip, session: session)
    #expect(file.status == 200 && file.text.hasPrefix("PK"))
    let address = String(zip.dropLast(4))
    let password = try await site.fetch(address + "/password", session: session, form: [("csrf", site.csrf(of: after))])
    #expect(password.status == 200 && password.text.contains("每次查看都记操作日志"))

    let sent = [("csrf", site.csrf(of: after)), ("way", "学信网上传"), ("reply", "接收 3 人"), ("operation", "s1")]
    let wrong = try await site.fetch(address + "/sent", session: session, form: sent + [("day", "2013-01-01")])
    #expect(wrong.status == 422 && wrong.text.contains("报送日期不对"))
    let today = CalendarDay(milliseconds: school.province.time.now).iso
    let recorded = try await site.fetch(address + "/sent", session: session, form: sent + [("day", today)])
    #expect(recorded.status == 303 && recorded.location.hasSuffix("done=sent"))
    let listed = try await site.fetch(home, session: session)
    #expect(listed.text.contains("接收 3 人"))
    let cancelled = try await site.fetch(
      address + "/sent/cancel", session: session,
      form: [("csrf", site.csrf(of: listed)), ("sent", hidden("sent", listed.text))])
    #expect(cancelled.location.hasSuffix("done=cancelled"))

    let officer = try await school.province.session(of: school.province.officer().accountID)
    let overview = try await site.fetch(home, session: officer)
    #expect(overview.text.contains("示例大学（10730）") && overview.text.contains("没有登记报送"))
    #expect(try await site.fetch(home + "?institution=\(place.institutionID)", session: officer).text.contains("应报 4 人"))
    let planner = try await school.province.session(of: school.province.planner().accountID)
    #expect(try await site.fetch(home, session: planner).status == 404)
    #expect(try await site.fetch(zip, session: planner).status == 404)
  }
}
