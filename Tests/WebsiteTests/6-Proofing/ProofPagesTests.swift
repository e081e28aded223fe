import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// N5 on pages: how a graduate comes in, sees, answers and keeps the receipt; how the institution follows.
@Suite struct ProofPagesTests {
  /// The verification's class, with proofing open here.
  struct School {
    let school: VerificationPagesTests.School
    var site: RunningSite { school.site }
    var place: Province.Place { school.place }
    var home: String { "/campaigns/\(place.campaignID)/proofing" }

    init(_ where: ProofingPlace = .here) async throws {
      school = try await VerificationPagesTests.School()
      try await school.province.openProofing(at: `where`, campaignID: school.place.campaignID)
    }

    func graduate(_ number: Int) async throws -> String {
      try await school.province.session(
        ofGraduate: SignedInGraduate(
          personID: school.ids[number], campaignID: place.campaignID, institutionID: place.institutionID))
    }

    /// What a page's form says was looked at.
    func seen(_ page: RunningSite.Page) -> [(String, String)] {
      func value(_ name: String) -> String {
        guard let mark = page.text.firstRange(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(page.text[mark.upperBound...].prefix { $0 != "\"" })
      }
      return [("csrf", site.csrf(of: page))] + ["portrait", "data", "round"].map { ($0, value($0)) }
    }
  }

  @Test("N5, Promise 7: number, name and code lead to an own password and the own page; nothing says who exists")
  func signIn() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let (site, center) = (school.site, school.school.province.center)
    let group = CheckedClass(department: "民族学院", classGroup: "民族学1班")
    _ = try await center.proofSlips(of: group, campaignID: school.place.campaignID, by: school.place.liaison)
    let (id, campaign) = (school.school.ids[1], school.place.campaignID)
    let code = try #require(try await center.records.read { try $0.codeInForce(of: id, campaign) }).code
    let door = try await site.fetch("/my")
    #expect(door.status == 303)
    let page = try await site.fetch(door.location)
    #expect(page.text.contains("毕业生登录") && page.text.contains("甘肃省2014届"))
    let cookies = page.cookies.map { String($0.prefix { $0 != ";" }) }
    func send(_ fields: [(String, String)]) async throws -> RunningSite.Page {
      try await site.fetch(door.location, form: [("csrf", site.csrf(of: page))] + fields, cookies: cookies)
    }
    let stranger = try await send([("number", "999"), ("name", "没有"), ("secret", code)])
    let wrong = try await send([("number", "201000001001"), ("name", "李示例"), ("secret", "AAAAAAAAAAAA")])
    for refused in [stranger, wrong] {
      #expect(refused.status == 422 && refused.text.contains("学号、姓名、校对码或密码对不上"))
    }
    let found = try await send([("number", "201000001001"), ("name", "李示例"), ("secret", ProofCode.grouped(code))])
    #expect(found.status == 303 && found.location == "/mine/password")
    let session = try #require(
      found.cookies.first { $0.hasPrefix("biying-session=") }?.dropFirst("biying-session=".count).prefix { $0 != ";" })
    let token = String(session)
    let form = try await site.fetch("/mine/password", session: token)
    let unequal = try await site.fetch(
      "/mine/password", session: token,
      form: [("csrf", site.csrf(of: form)), ("password", "一句我自己记得住的话"), ("again", "别的")])
    #expect(unequal.status == 422 && unequal.text.contains("两次输入的密码不一样"))
    let set = try await site.fetch(
      "/mine/password", session: token,
      form: [("csrf", site.csrf(of: form)), ("password", "一句我自己记得住的话"), ("again", "一句我自己记得住的话")])
    #expect(set.location == "/mine?done=password")
    let season = try await site.fetch("/mine", session: token)
    #expect(season.text.contains("李示例的采集") && season.text.contains("开始校对"))
    #expect(try await site.fetch("/", session: token).location == "/mine")
    #expect(try await site.fetch(school.home, session: token).status == 404)
  }

  @Test("N5, Promise 4: the sheet, the tick, the receipt; a second press leads to the same receipt")
  func answer() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let site = school.site
    let token = try await school.graduate(1)
    let sheet = try await site.fetch("/mine/proof", session: token)
    #expect(sheet.text.contains(MadeUp.idNumber(1)) && sheet.text.contains("一次有效，提交后不能更改"))
    #expect(sheet.text.contains("是我，但觉得拍得不好看"))
    let page = try await site.fetch("/mine/proof/right", session: token)
    let seen = school.seen(page)
    let unsure = try await site.fetch("/mine/proof/right", session: token, form: seen)
    #expect(unsure.status == 422 && unsure.text.contains("请先勾选"))
    let done = try await site.fetch("/mine/proof/right", session: token, form: seen + [("sure", "on")])
    #expect(done.location == "/mine/receipt")
    let receipt = try await site.fetch("/mine/receipt", session: token)
    #expect(receipt.text.contains("校-") && receipt.text.contains("已答复：正确"))
    #expect(try await site.fetch("/mine/receipt/pdf", session: token).text.hasPrefix("%PDF-"))
    #expect(try await site.fetch("/mine/receipt/picture", session: token).status == 200)
    let again = try await site.fetch("/mine/proof/right", session: token, form: seen + [("sure", "on")])
    #expect(again.location == "/mine/receipt")
    let other = try await site.fetch(
      "/mine/proof/wrong", session: token, form: seen + [("sure", "on"), ("somebody", "on")], asUpload: true)
    #expect(other.location == "/mine/receipt?done=answered")
    #expect(try await site.fetch(other.location, session: token).text.contains("这一次已经答复过了"))
    #expect(try await site.fetch("/mine/proof/right", session: token).location == "/mine/proof")
    let looks = try await site.fetch("/mine/looks", session: token)
    #expect(looks.text.contains("校对：正确") && looks.text.contains("本人"))
  }

  @Test("N5: 有误 is refused at its field or taken with evidence; the institution takes it up or answers")
  func wrong() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let site = school.site
    let token = try await school.graduate(1)
    let page = try await site.fetch("/mine/proof/wrong", session: token)
    #expect(page.text.contains("现在是：李示例"))
    let seen = school.seen(page) + [("sure", "on")]
    let nothing = try await site.fetch("/mine/proof/wrong", session: token, form: seen, asUpload: true)
    #expect(nothing.status == 422 && nothing.text.contains("没有说哪里有误"))
    let same = try await site.fetch(
      "/mine/proof/wrong", session: token, form: seen + [("new-XM", "李示例")], asUpload: true)
    #expect(same.status == 422 && same.text.contains("姓名与现在的内容相同") && same.text.contains("href=\"#field-new-XM\""))
    let taken = try await site.upload(
      "/mine/proof/wrong", session: token, fields: seen + [("new-XM", "李例示"), ("words", "身份证上是这样")],
      file: (field: "evidence", name: "证.jpg", bytes: [0xFF, 0xD8, 0xFF, 0xE0, 1]))
    #expect(taken.status == 303 && taken.location == "/mine/receipt")
    let progress = try await site.fetch(school.home, session: school.school.session)
    #expect(progress.text.contains("1 名学生说「有误」，等学校处理"))
    let list = try await site.fetch(school.home + "/disputes", session: school.school.session)
    #expect(list.text.contains("姓名应为“李例示”") && list.text.contains("身份证上是这样"))
    let evidence = try #require(list.text.firstMatch(of: /href="([^"]*\/evidence\/[^"]*)"/)).1
    #expect(try await site.fetch(String(evidence), session: school.school.session).status == 200)
    let csrf = [("csrf", site.csrf(of: list)), ("person", school.school.ids[1]), ("round", "1")]
    let wordless = try await site.fetch(school.home + "/disputes/decline", session: school.school.session, form: csrf)
    #expect(wordless.status == 422 && wordless.text.contains("没有填写给学生的说明"))
    let done = try await site.fetch(school.home + "/disputes/take", session: school.school.session, form: csrf)
    #expect(done.location == school.home + "/disputes?done=taken")
    #expect(try await site.fetch("/mine", session: token).text.contains("学校已受理"))
  }

  @Test("N5: a rehearsal is called 预校对 on every page; the institution brings the national status")
  func rehearsal() async throws {
    let school = try await School(.nationalSite)
    defer { Task { await school.site.stop() } }
    let site = school.site
    let token = try await school.graduate(0)
    for path in ["/mine", "/mine/proof", "/mine/proof/right"] {
      #expect(try await site.fetch(path, session: token).text.contains("预校对"), "\(path)")
    }
    let page = try await site.fetch(school.home + "/national", session: school.school.session)
    let done = try await site.upload(
      school.home + "/national", session: school.school.session, fields: [("csrf", site.csrf(of: page))],
      file: (field: "file", name: "状态.csv", bytes: Array("学号,校对状态\n201000001000,已校对\n".utf8)))
    #expect(done.status == 200 && done.text.contains("已导入 1 人的状态"))
    #expect(try await site.fetch("/mine", session: token).text.contains("已校对"))
    let list = try await site.fetch(
      school.home + "/class?department=%E6%B0%91%E6%97%8F%E5%AD%A6%E9%99%A2&class=%E6%B0%91%E6%97%8F%E5%AD%A61%E7%8F%AD",
      session: school.school.session)
    #expect(list.text.contains("张䶮") && list.text.contains("未预校对") && list.text.contains("打印 2 人的校对码条"))
    #expect(!list.text.contains("990000"))
  }

  @Test("N5: the officer extends and grants; only who was granted to sees the page that answers")
  func grants() async throws {
    let school = try await School()
    defer { Task { await school.site.stop() } }
    let site = school.site
    let officer = try await school.school.province.session(of: school.school.province.officer().accountID)
    let page = try await site.fetch(school.home + "/grants", session: officer)
    let csrf = [("csrf", site.csrf(of: page)), ("institution", school.place.institutionID), ("number", "201000001001")]
    let refused = try await site.fetch(
      school.home + "/grants/extend", session: officer, form: csrf + [("until", "2013-09-19"), ("why", "实习")])
    #expect(refused.status == 422 && refused.text.contains("延长到的日期不对"))
    let extended = try await site.fetch(
      school.home + "/grants/extend", session: officer, form: csrf + [("until", "2013-12-01"), ("why", "实习")])
    #expect(extended.location == school.home + "/grants?done=granted")
    let proxy = school.home + "/proxy/" + school.school.ids[1]
    #expect(try await site.fetch(proxy, session: school.school.session).status == 404)
    _ = try await site.fetch(
      school.home + "/grants/proxy", session: officer, form: csrf + [("proxy", "liaison"), ("why", "住院")])
    let sheet = try await site.fetch(proxy, session: school.school.session)
    #expect(sheet.status == 200 && sheet.text.contains("省厅批准由您代为答复"))
    let done = try await site.fetch(
      proxy + "/right", session: school.school.session, form: school.seen(sheet) + [("sure", "on")])
    #expect(done.location == proxy)
    #expect(try await site.fetch(proxy, session: school.school.session).text.contains("已答复：正确"))
    let planner = try await school.school.province.session(of: school.school.province.planner().accountID)
    #expect(try await site.fetch(school.home, session: planner).text.contains("示例大学"))
    #expect(try await site.fetch(school.home + "/grants/extend", session: planner, form: csrf).status == 404)
  }
}
