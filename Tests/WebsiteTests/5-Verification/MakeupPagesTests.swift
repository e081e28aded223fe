import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A1, N4, A6: the pages of the make-up, without a script.
@Suite struct MakeupPagesTests {
  struct Place {
    let branch: MakeupBranch
    let site: RunningSite
    let liaison: String
    let planner: String
    let crew: String
    let clerk: String
    var home: String { "/campaigns/\(branch.campaignID)/makeup" }

    init() async throws {
      branch = try await MakeupBranch(names: ["张䶮", "李示例"])
      site = try await RunningSite(branch.province)
      liaison = try await branch.province.session(of: branch.liaison.accountID)
      planner = try await branch.province.session(of: branch.planner.accountID)
      crew = try await branch.province.session(of: branch.visit.crew.accountID)
      clerk = try await branch.province.session(of: branch.visit.clerk.accountID)
    }

    func send(
      _ path: String, as session: String, from page: String? = nil, _ fields: [(String, String)]
    ) async throws
      -> RunningSite.Page
    {
      let shown = try await site.fetch(home + (page ?? path), session: session)
      return try await site.fetch(home + path, session: session, form: [("csrf", site.csrf(of: shown))] + fields)
    }
  }

  @Test("A1, A6: the list says who, why, free or not, when and where; what goes into a group bears no number")
  func list() async throws {
    let place = try await Place()
    let site = place.site
    defer { Task { await site.stop() } }
    let page = try await place.site.fetch(place.home, session: place.liaison)
    #expect(page.status == 200 && page.text.contains("可以补拍的 21 人，其中免费 1 人；已预约 0 人"))
    #expect(page.text.contains("闭眼或特殊表情：闭眼") && page.text.contains("免费") && page.text.contains("漏拍"))
    #expect(page.text.contains("地点：示例采集中心，从南门进") && page.text.contains("4月9日（周三）09:30，余 2 人"))
    let copied = page.text.split(separator: "<pre").dropFirst().map { String($0.prefix { $0 != "/" }) }.joined()
    #expect(copied.contains("张䶮") && copied.contains("逾期不再受理") && !copied.contains("990000") && !copied.contains("20100"))
    for match in page.text.matches(of: /(?:href|action)="([^"]*)"/) { #expect(!match.1.contains("990000"), "\(match.1)") }
    let claims = try await place.site.fetch(
      "/campaigns/\(place.branch.campaignID)/verification/claims", session: place.liaison)
    #expect(claims.text.contains("没有预约") && claims.text.contains("照片有问题的，免费补拍"))
    // The head office sees the school's name, books nothing, and nobody else gets in.
    let desk = try await place.site.fetch(place.home, session: place.clerk)
    #expect(desk.text.contains("示例大学") && !desk.text.contains("预约勾选的学生"))
    #expect(try await place.site.fetch(place.home, session: place.crew).status == 404)
    #expect(try await place.site.fetch(place.home + "/settings", session: place.liaison).status == 404)
    let paper = try await place.site.fetch(place.home + "/paper?format=pdf", session: place.liaison)
    #expect(paper.status == 200 && paper.text.hasPrefix("%PDF-"))
  }

  @Test("A1, N4: one is booked and moved, several in one step, a bus; what is wrong stands at its field")
  func book() async throws {
    let place = try await Place()
    let site = place.site
    defer { Task { await site.stop() } }
    let ids = place.branch.people
    let none = try await place.send("/book", as: place.liaison, from: "", [("operation", "1"), ("person", ids[4])])
    #expect(none.status == 422 && none.text.contains("请选时段"))
    let one = try await place.send(
      "/book", as: place.liaison, from: "", [("operation", "2"), ("person", ids[4]), ("slot", "20140409-570")])
    #expect(one.status == 303 && one.location == place.home + "?done=booked&count=1")
    let class_ = try await place.send(
      "/book", as: place.liaison, from: "",
      [("operation", "3"), ("slot", "20140409-570")] + ids[5..<8].map { ("person", $0) })
    #expect(class_.location.hasSuffix("done=booked&count=3"))
    let full = try await place.send(
      "/book", as: place.liaison, from: "", [("operation", "4"), ("person", ids[9]), ("slot", "20140409-570")])
    #expect(full.status == 422 && full.text.contains("4月9日（周三）09:30 的时段已经约满"))
    #expect(full.text.contains("4月9日（周三）10:00 还有空位"))
    let after = try await place.site.fetch(one.location, session: place.liaison)
    #expect(after.text.contains("已预约 1 人") && after.text.contains("取消一人的预约"))
    let back = try await place.send("/give-back", as: place.liaison, from: "", [("person", ids[4])])
    #expect(back.location == place.home + "?done=given-back")
    let wrong = try await place.send(
      "/bus", as: place.liaison, [("operation", "5"), ("slot", "20140410-870"), ("person", ids[9]), ("telephone", "12")])
    #expect(wrong.status == 422 && wrong.text.contains("没有填写带队老师") && wrong.text.contains("field-telephone-error"))
    let bus = try await place.send(
      "/bus", as: place.liaison,
      [("operation", "6"), ("slot", "20140410-870"), ("leader", "王老师"), ("telephone", "13900000000")]
        + ids[9..<13].map { ("person", $0) })
    #expect(bus.location == place.home + "?done=bus&count=4")
    let list = try await place.site.fetch(bus.location, session: place.liaison)
    #expect(list.text.contains("专车已预约，共 4 人") && list.text.contains("13900000000"))
    try place.branch.go("2014-04-12", 1_020)
    // The week's sessions are over by then.
    let later = try await place.branch.province.session(of: place.branch.liaison.accountID)
    let late = try await place.send(
      "/book", as: later, from: "", [("operation", "7"), ("person", ids[20]), ("slot", "20140412-570")])
    #expect(late.status == 422 && late.text.contains("补拍已于 4月12日（周六）17:00 结束，逾期不再受理"))
  }

  @Test("A1: the planner sets hours and pace, and reads at the field what cannot be")
  func settings() async throws {
    let place = try await Place()
    let site = place.site
    defer { Task { await site.stop() } }
    let wrong = try await place.send(
      "/settings", as: place.planner, [("version", "1"), ("sessions", "9点到11点"), ("pace", "许多")])
    #expect(wrong.status == 422 && wrong.text.contains("「9点到11点」不是时间") && wrong.text.contains("「许多」不是整数"))
    let overlapping = try await place.send(
      "/settings", as: place.planner, [("version", "1"), ("sessions", "09:00-12:00, 11:00-13:00"), ("pace", "900")])
    #expect(overlapping.text.contains("09:00–12:00 和 11:00–13:00 重叠") && overlapping.text.contains("每刻钟人数应在 1–150 之间"))
    let stale = try await place.send("/settings", as: place.planner, [("version", "0"), ("sessions", "09:00-12:00")])
    #expect(stale.status == 422)
    let saved = try await place.send(
      "/settings", as: place.planner,
      [("version", "1"), ("sessions", "09:00-12:00"), ("pace", "5"), ("crew", place.branch.crewID), ("bring", "学生证")])
    #expect(saved.location == place.home + "/settings?done=saved")
    let page = try await place.site.fetch(place.home, session: place.planner)
    #expect(page.text.contains("每天 09:00–12:00") && page.text.contains("改补拍安排"))
  }

  @Test("A1, N4, promise 9: the door asks for the card, gives a number, sends on with the reason, and takes an exception")
  func door() async throws {
    let place = try await Place()
    let site = place.site
    defer { Task { await site.stop() } }
    let early = try await place.site.fetch(place.home + "/door", session: place.crew)
    #expect(early.text.contains("补拍还没有开始"))
    try await place.branch.book(4, 9, 570)
    try place.branch.go("2014-04-09", 570)
    // The sessions of March are over by then.
    let crew = try await place.branch.province.session(of: place.branch.visit.crew.accountID)
    let planner = try await place.branch.province.session(of: place.branch.planner.accountID)
    let door = try await place.site.fetch(place.home + "/door", session: crew)
    #expect(door.status == 200 && door.text.contains("今天预约 1 人，排队 0 人，已拍 0 人"))
    let found = try await place.send("/door", as: crew, [("who", MadeUp.idNumber(5))])
    #expect(found.text.contains("已看身份证，是本人") && found.text.contains("预约 4月9日（周三）09:30"))
    let person = place.branch.people[4]
    let without = try await place.send("/door/admit", as: crew, from: "/door", [("person", person)])
    #expect(without.status == 422 && without.text.contains("没有出示身份证"))
    let let_ = try await place.send("/door/admit", as: crew, from: "/door", [("person", person), ("card", "on")])
    #expect(let_.location == place.home + "/door?queue=1&turn=booked")
    let captured = try await place.send("/door", as: crew, [("who", MadeUp.idNumber(2))])
    #expect(captured.text.contains("已有合格的照片") && captured.text.contains("现场负责人同意破例拍摄"))
    let exception = try await place.send(
      "/door/admit", as: crew, from: "/door",
      [("person", place.branch.people[1]), ("card", "on"), ("word", "exception"), ("reason", "照片太暗，学校来电")])
    #expect(exception.location.hasPrefix(place.home + "/door?queue=2"))
    let day = try await place.site.fetch(
      "/campaigns/\(place.branch.campaignID)/today/9099", session: planner)
    #expect(day.text.contains("照片太暗，学校来电") && day.text.contains("破例拍摄"))
    // The door of classes leads here.
    let classes = try await place.site.fetch(
      "/campaigns/\(place.branch.campaignID)/today/9099/door", session: crew)
    #expect(classes.location == place.home + "/door")
  }
}
