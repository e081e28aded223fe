import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A7: the pages of the errata, without a script.
@Suite struct ErrataPagesTests {
  private func home(_ school: VerificationPagesTests.School) -> String { school.home + "/errata" }

  private func clerk(_ school: VerificationPagesTests.School) async throws -> String {
    try await school.province.session(of: school.province.account(.clerk, "clerk"))
  }

  private func propose(
    _ school: VerificationPagesTests.School, _ fields: [(String, String)]
  ) async throws -> RunningSite.Page {
    let found = try await school.site.fetch(home(school) + "/new?person=\(school.ids[1])", session: school.session)
    return try await school.site.fetch(
      home(school) + "/new", session: school.session,
      form: [
        ("csrf", school.site.csrf(of: found)), ("person", school.ids[1]), ("operation", UUID().uuidString),
        ("evidence", "identity-card"), ("handler", "王经手"), ("day", "2013-09-18"),
      ] + fields)
  }

  @Test("A7: an institution proposes, makes the form and seals it; the head office accepts; the institution sees it")
  func wholeWay() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    let empty = try await school.site.fetch(home(school), session: school.session)
    #expect(empty.status == 200 && empty.text.contains("没有勘误") && empty.text.contains("登记数据错位"))
    let search = try await school.site.fetch(home(school) + "/new", session: school.session)
    let unknown = try await school.site.fetch(
      home(school) + "/find", session: school.session,
      form: [("csrf", school.site.csrf(of: search)), ("number", "777")])
    #expect(unknown.status == 422 && unknown.text.contains("名单里没有这名学生") && unknown.text.contains("field-number-error"))
    let found = try await school.site.fetch(
      home(school) + "/find", session: school.session,
      form: [("csrf", school.site.csrf(of: search)), ("number", MadeUp.idNumber(1))])
    #expect(found.location == home(school) + "/new?person=\(school.ids[1])")
    let same = try await propose(school, [("new-XM", "李示例")])
    #expect(same.status == 422 && same.text.contains("与现在登记的相同") && same.text.contains("href=\"#field-new-XM\""))
    let proof = try await propose(school, [("new-XM", "李例示"), ("evidence", "own-word")])
    #expect(proof.status == 303)
    let list = try await school.site.fetch(proof.location, session: school.session)
    #expect(list.text.contains("已登记 1 条勘误") && list.text.contains("李例示") && list.text.contains("等院校盖章"))
    let handed = try await school.site.fetch(
      home(school) + "/hand-in", session: school.session, form: [("csrf", school.site.csrf(of: list))])
    let form = String(handed.location.prefix { $0 != "?" })
    let page = try await school.site.fetch(handed.location, session: school.session)
    #expect(page.text.contains("《勘误表》已生成") && page.text.contains("请主管领导直接确认"))
    let paper = try await school.site.fetch(
      form + "/paper", session: school.session, form: [("csrf", school.site.csrf(of: page))])
    #expect(paper.status == 200 && paper.text.hasPrefix("%PDF-"))
    let printed = try await school.province.center.printErrataForm(
      String(form.split(separator: "/").last ?? ""), by: school.place.liaison)
    let sealed = try await school.site.upload(
      form + "/seal/page", session: school.session, fields: [("csrf", school.site.csrf(of: page))],
      file: (field: "page", name: "盖章页.pdf", bytes: printed.pdf))
    #expect(sealed.location == form + "?done=sealed")
    try await decide(school)
  }

  private func decide(_ school: VerificationPagesTests.School) async throws {
    let session = try await clerk(school)
    let desk = "/campaigns/\(school.place.campaignID)/errata-desk"
    let list = try await school.site.fetch(desk, session: session)
    #expect(list.status == 200 && list.text.contains("示例大学") && list.text.contains("等总部处理 1 条"))
    let screen = "\(desk)/institutions/\(school.place.institutionID)"
    let page = try await school.site.fetch(screen, session: session)
    let id = try #require(page.text.firstMatch(of: /name="erratum" value="([^"]+)"/)?.1)
    #expect(page.text.contains("李例示") && page.text.contains("/documents/") && page.text.contains("errata.js"))
    func send(_ fields: [(String, String)]) async throws -> RunningSite.Page {
      try await school.site.fetch(
        screen, session: session,
        form: [("csrf", school.site.csrf(of: page)), ("operation", UUID().uuidString)] + fields)
    }
    let none = try await send([("act", "accept")])
    #expect(none.status == 422 && none.text.contains("没有打勾的勘误"))
    let reason = try await send([("act", "decline"), ("erratum", String(id))])
    #expect(reason.status == 422 && reason.text.contains("请选择不采纳的原因") && reason.text.contains("href=\"#field-reason\""))
    let accepted = try await send([("act", "accept"), ("erratum", String(id))])
    #expect(accepted.status == 303)
    let done = try await school.site.fetch(accepted.location, session: session)
    #expect(done.text.contains("采纳了 1 条") && done.text.contains("2014-62-10730-G001"))
    let again = try await send([("act", "accept"), ("erratum", String(id))])
    #expect(again.status == 422 && again.text.contains("这条勘误已采纳，不能再改"))
    let seen = try await school.site.fetch(home(school) + "?filter=decided", session: school.session)
    #expect(seen.text.contains("已采纳，照片照常可用"))
    let waiting = try await school.site.fetch("/campaigns/\(school.place.campaignID)/waiting", session: session)
    #expect(waiting.status == 200 && waiting.text.contains("10730") && waiting.text.contains("总部中位数"))
    let planner = try await school.province.session(of: school.province.planner().accountID)
    let overview = try await school.site.fetch(
      "/campaigns/\(school.place.campaignID)/registration", session: planner)
    #expect(overview.text.contains("核对与勘误的等待时间") && overview.text.contains("/waiting"))
    #expect(try await school.site.fetch(screen, session: planner).status == 404)
  }

  @Test("A7: a file with problems names row and field and takes nothing; the template is read back")
  func upload() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    let page = try await school.site.fetch(home(school) + "/upload", session: school.session)
    let template = try await school.site.fetch(home(school) + "/upload/template", session: school.session)
    #expect(template.status == 200)
    let header = "序号,学校代码,拍摄序号,错误字段,错误内容,正确内容,姓名,学号,身份证号,错误类型,经手人,日期"
    func send(_ new: String, _ name: String) async throws -> RunningSite.Page {
      let row = "1,10730,,姓名,李示例,\(new),\(name),201000001001,,数据错误,王经手,2013-09-18"
      return try await school.site.upload(
        home(school) + "/upload", session: school.session, fields: [("csrf", school.site.csrf(of: page))],
        file: (field: "file", name: "勘误表.csv", bytes: Array([header, row].joined(separator: "\r\n").utf8)))
    }
    let wrong = try await send("李例示", "别人")
    #expect(wrong.status == 422 && wrong.text.contains("一条也没有登记") && wrong.text.contains("第 2 行"))
    let right = try await send("李例示", "李示例")
    #expect(right.status == 303)
    let preview = try await school.site.fetch(right.location, session: school.session)
    #expect(preview.text.contains("确认登记 1 条") && preview.text.contains("李例示"))
    let confirmed = try await school.site.fetch(
      right.location, session: school.session, form: [("csrf", school.site.csrf(of: preview))])
    #expect(confirmed.location == home(school) + "?done=proposed&count=1")
  }

  @Test("A7: the head office registers paper with its scan; what is missing is said at its field")
  func register() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    let session = try await clerk(school)
    let address = "/campaigns/\(school.place.campaignID)/errata-desk/register"
    let page = try await school.site.fetch(address, session: session)
    #expect(page.status == 200 && page.text.contains("登记送来的勘误表") && page.text.contains("10730 示例大学"))
    func send(_ fields: [(String, String)], _ scan: [UInt8]) async throws -> RunningSite.Page {
      try await school.site.upload(
        address, session: session,
        fields: [
          ("csrf", school.site.csrf(of: page)), ("operation", UUID().uuidString), ("way", "courier"),
          ("received", "2013-09-18"), ("number", "SF1"), ("handler", "王经手"), ("stated", "2013-09-18"),
        ] + fields, file: (field: "page", name: "扫描.jpg", bytes: scan))
    }
    let nothing = try await send([], [])
    #expect(nothing.status == 422 && nothing.text.contains("请选择院校") && nothing.text.contains("请选择盖章页的扫描件"))
    let scan = [UInt8](try Data(contentsOf: URL(filePath: ProjectFolder.root + "/Tests/Fixtures/Labelled/ok/lon004.jpg")))
    let row = [
      ("institution", school.place.institutionID), ("person-0", "201000001001"), ("field-0", "XM"), ("new-0", "李例示"),
    ]
    let stale = try await send(row + [("old-0", "别人")], scan)
    #expect(stale.status == 422 && stale.text.contains("错误内容与现在登记的不同") && stale.text.contains("href=\"#field-old-0\""))
    let taken = try await send(row + [("old-0", "李示例")], scan)
    let screenAddress = "/institutions/\(school.place.institutionID)?done=registered&count=1"
    #expect(taken.status == 303 && taken.location.hasSuffix(screenAddress))
    let screen = try await school.site.fetch(taken.location, session: session)
    #expect(screen.text.contains("快递收到 SF1") && screen.text.contains("/documents/"))
  }

  @Test("A7, N4: secretaries and counselors read their own people's errata; others do not find the pages")
  func permissions() async throws {
    let school = try await VerificationPagesTests.School()
    defer { Task { await school.site.stop() } }
    _ = try await propose(school, [("new-XM", "李例示")])
    let counselor = try await school.province.session(
      of: school.province.account(
        .counselor, "counselor", institutionID: school.place.institutionID,
        classGroups: [Counselor.ClassGroup(department: "文学院", name: "文1班")]))
    let list = try await school.site.fetch(home(school), session: counselor)
    #expect(list.status == 200 && !list.text.contains("李例示") && !list.text.contains("登记数据错误"))
    #expect(try await school.site.fetch(home(school) + "/new", session: counselor).status == 404)
    #expect(try await school.site.fetch(school.home + "/missing", session: counselor).status == 200)
    let desk = "/campaigns/\(school.place.campaignID)/errata-desk"
    #expect(try await school.site.fetch(desk, session: school.session).status == 404)
    #expect(try await school.site.fetch(home(school), session: clerk(school)).status == 404)
    #expect(try await school.site.fetch(home(school)).location.hasPrefix("/sign-in"))
  }
}
