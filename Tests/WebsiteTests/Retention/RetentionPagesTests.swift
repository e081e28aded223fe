import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

@Suite("Promise 10: retention on pages") struct RetentionPagesTests {
  private func hidden(_ name: String, _ text: String) -> String {
    text.split(separator: "name=\"\(name)\" value=\"").dropFirst().first.map { String($0.prefix { $0 != "\"" }) } ?? ""
  }

  @Test("The officer proposes in writing, another one confirms with the second factor; until it begins it can be taken back")
  func twoPeople() async throws {
    let school = try await VerificationPagesTests.School()
    let (site, province) = (school.site, school.province)
    defer { Task { await site.stop() } }
    try await province.openProofing(at: .here, campaignID: school.place.campaignID)
    let page = "/campaigns/\(school.place.campaignID)/retention"
    let (officer, planner) = (try await province.officer(), try await province.planner())
    let secret = (0..<20).map { UInt8($0 + 1) }
    try await province.center.records.write {
      try $0.putFactor(.totp, secret: secret, serial: "A", lastStep: 0, of: planner.accountID)
    }
    let session = try await province.session(of: officer.accountID)
    let early = try await site.fetch(page, session: session)
    #expect(early.status == 200 && early.text.contains("保存 24 个月") && !early.text.contains("提出抹除原片"))
    #expect(try await site.fetch(page, session: school.session).status == 404)
    let long = try await site.fetch(
      page + "/terms", session: session,
      form: [
        ("csrf", site.csrf(of: early)), ("originals", "60"), ("identity", "24"), ("version", hidden("version", early.text)),
      ])
    #expect(long.status == 422 && long.text.contains("个人信息的保存期限不能短于原片"))

    let facts = try await province.center.retention(campaignID: school.place.campaignID, by: officer)
    let due = try #require(facts.firstDays[.originals])
    province.time.advance(days: facts.today.days(until: due))
    let (proposer, second) = (
      try await province.session(of: officer.accountID), try await province.session(of: planner.accountID)
    )
    let open = try await site.fetch(page, session: proposer)
    let wrong = try await site.fetch(
      page + "/propose", session: proposer, form: [("csrf", site.csrf(of: open)), ("part", "originals"), ("title", "好")])
    #expect(wrong.status == 422 && wrong.text.contains("请照着输入：\(facts.title)"))
    let proposed = try await site.fetch(
      page + "/propose", session: proposer,
      form: [("csrf", site.csrf(of: open)), ("part", "originals"), ("title", facts.title)])
    #expect(proposed.location == page + "?done=proposed")
    let own = try await site.fetch(page, session: proposer)
    #expect(own.text.contains("您已提出") && !own.text.contains("确认抹除，三天后开始"))

    let other = try await site.fetch(page, session: second)
    #expect(other.text.contains("确认抹除，三天后开始"))
    let id = hidden("erase", other.text)
    let guess = try await site.fetch(
      page + "/confirm", session: second, form: [("csrf", site.csrf(of: other)), ("erase", id), ("answer", "000000")])
    #expect(guess.status == 422)
    let digits = OneTimePassword.code(secret: secret, step: province.time.now / OneTimePassword.stepMilliseconds)
    let confirmed = try await site.fetch(
      page + "/confirm", session: second, form: [("csrf", site.csrf(of: other)), ("erase", id), ("answer", digits)])
    #expect(confirmed.location == page + "?done=confirmed")
    #expect(try await site.fetch(page, session: second).text.contains("开始抹除"))
    let back = try await site.fetch(
      page + "/withdraw", session: proposer, form: [("csrf", site.csrf(of: own)), ("erase", id)])
    #expect(back.location == page + "?done=withdrawn")
    #expect(try await site.fetch(page, session: second).text.contains("撤回过的"))
  }
}
