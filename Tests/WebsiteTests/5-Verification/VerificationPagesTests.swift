import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// N4: the pages on which an institution verifies what came back.
@Suite struct VerificationPagesTests {
  /// A class of three, the last one without a portrait, and one of another department.
  struct School {
    let site: RunningSite
    let province: Province
    let place: Province.Place
    let session: String
    let ids: [String]
    var home: String { "/campaigns/\(place.campaignID)/verification" }
    var group: String {
      home + "/class?department=%E6%B0%91%E6%97%8F%E5%AD%A6%E9%99%A2&class=%E6%B0%91%E6%97%8F%E5%AD%A61%E7%8F%AD"
    }

    init() async throws {
      province = try await Province()
      place = try await province.place()
      ids = try await province.bringClass(
        ["张䶮", "李示例", "王示例"], place: place, classGroup: "民族学1班", from: 0)
      try await province.bringClass(["周示例"], place: place, department: "文学院", classGroup: "文1班", from: 6)
      for (number, id) in ids.dropLast().enumerated() {
        try await province.releasePortrait(of: id, shot: number + 1, campaignID: place.campaignID)
      }
      site = try await RunningSite(province)
      session = try await province.session(of: place.liaison.accountID)
    }

    /// The form's own value for somebody: what he looked at.
    func seen(_ number: Int, portrait: Int, version: Int = 1) -> String { "\(ids[number]) \(portrait) \(version)" }

    func give(_ fields: [(String, String)], operation: String = "op") async throws -> RunningSite.Page {
      let page = try await site.fetch(group, session: session)
      return try await site.fetch(
        home + "/verdict", session: session,
        form: [
          ("csrf", site.csrf(of: page)), ("department", "民族学院"), ("class", "民族学1班"), ("page", "1"), ("operation", operation),
        ] + fields)
    }
  }

  @Test("N4: the list says how far each class is; a class shows every picture with its data and works without a script")
  func pages() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let list = try await school.site.fetch(school.home, session: school.session)
    #expect(list.status == 200 && list.text.contains("应采 4 人，返回照片 2 张") && list.text.contains("文1班"))
    let page = try await school.site.fetch(school.group, session: school.session)
    #expect(page.status == 200 && page.text.contains("应采 3 人，返回照片 2 张；正确 0 人，问题 0 人，没有核对 3 人"))
    #expect(page.text.contains("verify.js") && page.text.contains("缺照片") && page.text.contains("身份证号"))
    let number = MadeUp.idNumber(0)
    #expect(page.text.contains("data-value=\"\(number)\""))
    // Neither addresses nor what is pasted into a group bear a number.
    for match in page.text.matches(of: /(?:href|src|action)="([^"]*)"/) { #expect(!match.1.contains("990000"), "\(match.1)") }
    let copied = page.text.split(separator: "<pre").dropFirst().map { String($0.prefix { $0 != "/" }) }.joined()
    #expect(copied.contains("王示例") && !copied.contains("990000") && !copied.contains("2010"))
    let saved = try await school.give([("person", school.seen(0, portrait: 1)), ("verdict", "right")])
    #expect(saved.status == 303 && saved.location.hasSuffix("&page=1&done=saved"))
    let after = try await school.site.fetch(saved.location, session: school.session)
    #expect(after.text.contains("已保存") && after.text.contains("正确 1 人，问题 0 人，没有核对 2 人"))
    let refused = try await school.give([("person", school.seen(1, portrait: 1)), ("verdict", "photo")], operation: "op-2")
    #expect(refused.status == 422 && refused.text.contains("标了照片问题，没有说是什么问题"))
    let old = try await school.give([("person", school.seen(1, portrait: 7)), ("verdict", "right")], operation: "op-3")
    #expect(old.status == 422 && old.text.contains("照片或数据刚刚换了"))
    let data = try await school.give(
      [("person", school.seen(1, portrait: 1)), ("verdict", "data"), ("new-XM", "李例示"), ("new-ZY", "")], operation: "op-4")
    #expect(data.status == 303)
    let claims = try await school.site.fetch(school.home + "/claims", session: school.session)
    #expect(claims.text.contains("姓名应为“李例示”") && claims.text.contains("今天登记"))
    let rest = try await school.site.fetch(
      school.home + "/rest", session: school.session,
      form: [
        ("csrf", school.site.csrf(of: page)), ("department", "民族学院"), ("class", "民族学1班"), ("page", "1"), ("operation", "r"),
        ("seen", school.seen(2, portrait: 0)),
      ])
    #expect(rest.status == 303 && rest.location.hasSuffix("done=rest"))
    try await signOff(school)
  }

  private func signOff(_ school: School) async throws {
    let page = try await school.site.fetch(school.group, session: school.session)
    #expect(page.text.contains("交本班核对结果：正确 1 人，问题 2 人"))
    let handed = try await school.site.fetch(
      school.home + "/hand-in", session: school.session,
      form: [("csrf", school.site.csrf(of: page)), ("department", "民族学院"), ("class", "民族学1班")])
    #expect(handed.status == 303)
    let check = try await school.site.fetch(handed.location, session: school.session)
    #expect(check.text.contains("打印核对单（PDF）") && check.text.contains("转给主管领导"))
    let address = String(handed.location.prefix { $0 != "?" })
    let paper = try await school.site.fetch(
      address + "/paper", session: school.session, form: [("csrf", school.site.csrf(of: check))])
    #expect(paper.status == 200 && paper.text.hasPrefix("%PDF-"))
    let printed = try await school.province.center.printClassCheck(
      String(address.split(separator: "/").last ?? ""), by: school.place.liaison)
    let sealed = try await school.site.upload(
      address + "/seal/page", session: school.session, fields: [("csrf", school.site.csrf(of: check))],
      file: (field: "page", name: "盖章页.pdf", bytes: printed.pdf))
    #expect(sealed.status == 303 && sealed.location == address + "?done=sealed")
    let done = try await school.site.fetch(sealed.location, session: school.session)
    #expect(done.text.contains("用印完成") && done.text.contains("重新打开"))
    let locked = try await school.give(
      [("person", school.seen(0, portrait: 1)), ("verdict", "photo"), ("fault", "eyes")], operation: "op-9")
    #expect(locked.status == 422 && locked.text.contains("这个班已经用印"))
    let reopened = try await school.site.fetch(
      address + "/reopen", session: school.session, form: [("csrf", school.site.csrf(of: done)), ("why", "看错了")])
    #expect(reopened.location == address + "?done=reopened")
  }

  @Test("N4: sent twice, a verdict is one; from the same page with somebody else filled in, it is another, and none is lost")
  func back() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    func lines() async throws -> Int {
      try await school.province.center.records.read { try $0.count("SELECT COUNT(*) AS n FROM verdict") }
    }
    let first = [("person", school.seen(0, portrait: 1)), ("verdict", "right")]
    for _ in 0..<2 { #expect(try await school.give(first, operation: "page").status == 303) }
    #expect(try await lines() == 1)
    // Back in the browser, the next one: the page's token is the same.
    let second = try await school.give([("person", school.seen(1, portrait: 1)), ("verdict", "person")], operation: "page")
    #expect(second.status == 303)
    #expect(try await lines() == 2)
    let page = try await school.site.fetch(school.group, session: school.session)
    #expect(page.text.contains("正确 1 人，问题 1 人，没有核对 1 人"))
  }

  @Test("N4: a counselor's own classes only; who is nobody of the institution finds nothing; a portrait is its reader's")
  func permissions() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let counselor = try await school.province.account(
      .counselor, "counselor", institutionID: school.place.institutionID,
      classGroups: [Counselor.ClassGroup(department: "文学院", name: "文1班")])
    let planner = try await school.province.planner()
    let session = try await school.province.session(of: counselor)
    let list = try await school.site.fetch(school.home, session: session)
    #expect(list.status == 200 && list.text.contains("文1班") && !list.text.contains("民族学1班"))
    #expect(try await school.site.fetch(school.group, session: session).location == school.home + "?done=class-gone")
    let picture = school.home + "/portraits/portrait-1"
    #expect(try await school.site.fetch(picture, session: session).status == 404)
    #expect(try await school.site.fetch(picture).location.hasPrefix("/sign-in"))
    let own = try await school.site.fetch(picture, session: school.session)
    #expect(own.status == 200 && own.text == "portrait 1")
    #expect(try await school.site.fetch(school.home, session: school.province.session(of: planner.accountID)).status == 404)
  }
}
