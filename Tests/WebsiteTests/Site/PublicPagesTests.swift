import Foundation
import GraduatePhotos
import Outward
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// N6: what everybody may read without signing in, and what a place hands on.
@Suite struct PublicPagesTests {
  private func reply(_ site: RunningSite, _ path: String, headers: [HTTPHeader] = []) async throws -> HTTPReply {
    let outlet = Outlet()
    defer { outlet.close() }
    return try await outlet.send(HTTPCall(.get, site.address + path, headers: headers))
  }

  @Test("N6: from the list of campaigns to a class's hour, without cookie or script, kept by caches, answered 304")
  func wayOfAStudent() async throws {
    let records = try await RouteRecords(Province())
    let site = try await RunningSite(records.province)
    let place = "/public/\(records.campaignID)/\(records.centerID)"
    #expect(try await site.fetch("/public").location == "/public/\(records.campaignID)")
    let all = try await site.fetch("/public/\(records.campaignID)")
    #expect(all.status == 200 && all.cookies.isEmpty && all.text.contains("href=\"\(place)\""))
    let found = try await site.fetch("/public/\(records.campaignID)?q=" + "示例函授站".encodedForQuery)
    #expect(found.text.contains("href=\"\(place)\"") && !found.text.contains("/\(records.institutionID)\""))
    let classes = try await site.fetch(place)
    let key = try #require(records.value(of: "class", for: .studyCenterLiaison))
    #expect(classes.text.contains("href=\"\(place)/\(key)\"") && classes.text.contains("民族学1班"))
    let group = try await site.fetch("\(place)/\(key)")
    for words in ["到场", "请准备", "带本人身份证", "没有赶上怎么办", "加到手机日历", "第 2 版"] {
      #expect(group.text.contains(words), "\(words)")
    }
    for text in [all.text, classes.text, group.text] {
      for secret in ["张䶮", "201000001001", "张示例", "李示例", "测试联系人", "0931-1234567"] {
        #expect(!text.contains(secret), "\(secret)")
      }
    }
    let first = try await reply(site, "\(place)/\(key)")
    let tag = try #require(first.header("ETag"))
    #expect(first.header("Cache-Control") == "public, max-age=120" && first.header("Set-Cookie") == nil)
    let again = try await reply(site, "\(place)/\(key)", headers: [HTTPHeader("If-None-Match", tag)])
    #expect(again.status == 304 && again.body.isEmpty)
    let calendar = try await reply(site, "\(place)/\(key)/calendar")
    #expect(calendar.header("Content-Type") == "text/calendar; charset=utf-8")
    #expect(String(decoding: calendar.body, as: UTF8.self).contains("BEGIN:VEVENT"))
    let short = try #require(records.value(of: "short", for: .studyCenterLiaison))
    #expect(try await site.fetch("/s/\(short)").location == "\(place)/\(key)")
    for path in [
      place + "/zzzzzzz", place + "/zzzzzzz/calendar", "/public/nowhere", "/public/\(records.campaignID)/nowhere", "/s/zzzz",
    ] {
      #expect(try await site.fetch(path).status == 404, "\(path)")
    }
    #expect(try await site.fetch(place + "/zzzzzzz").text.contains("最新的安排里没有这个班"))
    await site.stop()
  }

  @Test("A signed-in person's visit leaves no cookie in what caches keep")
  func noCookies() async throws {
    let records = try await RouteRecords(Province())
    let site = try await RunningSite(records.province)
    for (_, token) in records.sessions.prefix(3) {
      let file = try await site.fetch("/public/\(records.campaignID)/annex-3?format=xlsx", session: token)
      #expect(file.status == 200 && file.cookies.isEmpty)
    }
    await site.stop()
  }

  @Test("N6: before anything is published the pages say so; there is no file to take away")
  func before() async throws {
    let province = try await Province()
    let place = try await province.place()
    let site = try await RunningSite(province)
    for path in ["/public/\(place.campaignID)", "/public/\(place.campaignID)/\(place.institutionID)"] {
      let page = try await site.fetch(path)
      #expect(page.status == 200 && page.text.contains("拍摄时间还没有公布"))
    }
    #expect(try await site.fetch("/public/\(place.campaignID)/\(place.institutionID)/zzzzzzz").status == 404)
    #expect(try await site.fetch("/public/\(place.campaignID)/annex-3").status == 422)
    let own = try await province.session(of: place.liaison.accountID)
    let papers = try await site.fetch("/campaigns/\(place.campaignID)/visits/\(place.institutionID)/papers", session: own)
    #expect(papers.status == 200 && papers.text.contains("公布后在这里下载"))
    await site.stop()
  }

  @Test("N3: papers are their own people's: others' places and classes are not there; the planner gets no names")
  func papers() async throws {
    let records = try await RouteRecords(Province())
    let site = try await RunningSite(records.province)
    let sessions = Dictionary(uniqueKeysWithValues: records.sessions.map { ($0.role, $0.token) })
    let base = "/campaigns/\(records.campaignID)/visits/"
    let center = base + records.centerID + "/papers"
    let planner = try await site.fetch(center, session: sessions[.planner])
    #expect(planner.text.contains("下载海报") && !planner.text.contains("class-list"))
    #expect(try await site.fetch(center + "/class-list", session: sessions[.planner]).status == 404)
    #expect(try await site.fetch(center, session: sessions[.liaison]).text.contains("class-list"))
    #expect(
      try await site.fetch(base + records.institutionID + "/papers", session: sessions[.studyCenterLiaison]).status == 404)
    // The institution's own visit has only batches, none of them the secretary's.
    let none = try await site.fetch(base + records.institutionID + "/papers", session: sessions[.departmentSecretary])
    #expect(none.text.contains("没有您的班级"))
    let key = try #require(records.value(of: "class", for: .studyCenterLiaison))
    let page = try await site.fetch("\(center)/classes/\(key)", session: sessions[.counselor])
    #expect(page.text.contains("发到班级群") && page.text.contains("/s/") && page.text.contains("复制文字"))
    #expect(try await site.fetch("\(center)/classes/zzzzzzz", session: sessions[.counselor]).status == 404)
    #expect(try await site.fetch("\(center)/class-list?class=zzzzzzz", session: sessions[.counselor]).status == 404)
    await site.stop()
  }
}

extension String {
  fileprivate var encodedForQuery: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
