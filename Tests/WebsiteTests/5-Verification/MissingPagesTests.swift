import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A5: the pages of the missing letters, without a script.
@Suite struct MissingPagesTests {
  @Test("A5: the list, the letter with its contact, its seal, sending it, the answer, and what the institution sees")
  func wholeWay() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    let (center, campaign) = (school.province.center, school.place.campaignID)
    try await school.province.openPhases(campaign)
    _ = try await center.prepareCenter()
    let clerk = Clerk(accountID: try await school.province.account(.clerk, "clerk"))
    let options = DeliveryOptions(key: .idNumber)
    let seen = try await center.previewDelivery(
      of: school.place.institutionID, campaignID: campaign, options, by: clerk
    ).seen
    let made = try await center.makeDelivery(
      of: school.place.institutionID, campaignID: campaign, options, seen: seen, operation: "o", by: clerk)
    try await center.receiveDelivery(made.id, campaignID: campaign, by: school.place.liaison)
    let home = school.home + "/missing"
    let list = try await school.site.fetch(home, session: school.session)
    #expect(list.status == 200 && list.text.contains("应采而没有照片 2 人") && list.text.contains("王示例"))
    func handIn(_ telephone: String) async throws -> RunningSite.Page {
      try await school.site.fetch(
        home, session: school.session,
        form: [
          ("csrf", school.site.csrf(of: list)), ("contact", "王经办"), ("address", "甘肃省兰州市城关区天水南路222号"),
          ("telephone", telephone),
        ])
    }
    let wrong = try await handIn("8912345")
    #expect(wrong.status == 422 && wrong.text.contains("href=\"#field-telephone\"") && wrong.text.contains("王经办"))
    let handed = try await handIn("0931-8912345")
    let letter = String(handed.location.prefix { $0 != "?" })
    let page = try await school.site.fetch(handed.location, session: school.session)
    #expect(page.text.contains("还差用印") && page.text.contains("0931-8912345") && page.text.contains("没有答复"))
    let id = String(letter.split(separator: "/").last ?? "")
    let printed = try await center.printMissingLetter(id, by: school.place.liaison)
    let sealed = try await school.site.upload(
      letter + "/seal/page", session: school.session, fields: [("csrf", school.site.csrf(of: page))],
      file: (field: "page", name: "盖章页.pdf", bytes: printed.pdf))
    #expect(sealed.location == letter + "?done=sealed")
    let ready = try await school.site.fetch(sealed.location, session: school.session)
    #expect(ready.text.contains("发给总部：2 人"))
    let sent = try await school.site.fetch(
      letter + "/send", session: school.session, form: [("csrf", school.site.csrf(of: ready))])
    #expect(sent.location == letter + "?done=sent")
    try await answer(school, id, clerk)
    let answered = try await school.site.fetch(letter, session: school.session)
    #expect(answered.text.contains("补拍") && answered.text.contains("已了结"))
  }

  private func answer(_ school: VerificationPagesTests.School, _ id: String, _ clerk: Clerk) async throws {
    let session = try await school.province.session(of: clerk.accountID)
    let desk = "/campaigns/\(school.place.campaignID)/missing-desk"
    let list = try await school.site.fetch(desk, session: session)
    #expect(list.status == 200 && list.text.contains("等答复 1 份，共 2 人"))
    let page = try await school.site.fetch("\(desk)/\(id)", session: session)
    let people = page.text.matches(of: /name="person" value="([^"]+)"/).map { String($0.1) }
    #expect(people.count == 2)
    func send(_ fields: [(String, String)]) async throws -> RunningSite.Page {
      try await school.site.fetch(
        "\(desk)/\(id)", session: session,
        form: [("csrf", school.site.csrf(of: page))] + people.map { ("person", $0) } + fields)
    }
    let none = try await send([])
    #expect(none.status == 422 && none.text.contains("请选择怎样答复"))
    let both = try await send([("answer", "found"), ("serial", "1"), ("place", "other-person")])
    #expect(both.status == 422 && both.text.contains("请一人一人答复"))
    let done = try await send([("answer", "makeup")])
    #expect(done.status == 303 && done.location.hasSuffix("?done=answered&count=2"))
  }
}
