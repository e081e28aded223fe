import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Accounts in pages: nothing final on a bare click, every "no" at its field, nobody else's account anywhere.
@Suite struct AccountPagesTests {
  private struct House {
    let province: Province
    let place: Province.Place
    let site: RunningSite
    let officer: String
    let liaison: String

    init() async throws {
      province = try await Province()
      place = try await province.place()
      site = try await RunningSite(province)
      officer = try await province.session(of: try await province.officer().accountID)
      liaison = try await province.session(of: place.liaison.accountID)
    }

    func send(_ path: String, by session: String, _ fields: [(String, String)]) async throws -> RunningSite.Page {
      let csrf = site.csrf(of: try await site.fetch("/me", session: session))
      return try await site.fetch(path, session: session, form: fields + [("csrf", csrf)])
    }
  }

  /// The text of a field's own error.
  private func error(_ page: RunningSite.Page, at field: String) -> String {
    guard let mark = page.text.firstRange(of: "id=\"field-\(field)-error\"") else { return "" }
    return String(page.text[mark.upperBound...].drop { $0 != ">" }.dropFirst().prefix { $0 != "<" })
  }

  @Test(
    "Closing, a new link and a reset ask for the person's name and say what will happen; the list has none of their buttons")
  func finalActs() async throws {
    let house = try await House()
    let id = house.place.liaison.accountID
    let list = try await house.site.fetch("/accounts", session: house.officer).text
    #expect(list.contains("href=\"/accounts/\(id)\"") && !list.contains("停用</button>"))
    for (path, words) in [("close", "不能恢复"), ("invite-again", "链接作废"), ("reset-second-factor", "全部作废")] {
      let page = try await house.site.fetch("/accounts/\(id)/\(path)", session: house.officer)
      #expect(page.status == 200 && page.text.contains(words) && page.text.contains("测试学籍管理员"))
      let bare = try await house.send("/accounts/\(id)/\(path)", by: house.officer, [("confirm", "测试")])
      #expect(bare.status == 422 && error(bare, at: "confirm").contains("请一字不差地输入"))
    }
    #expect(try await house.province.center.keptAccount(id, by: MachineOperator()).state == .invited)
    #expect(try await house.province.center.session(token: house.liaison) != nil)
    let again = try await house.send("/accounts/\(id)/invite-again", by: house.officer, [("confirm", "测试学籍管理员")])
    #expect(again.status == 200 && again.text.contains("/invitation/"))
    let missing = try await house.send("/accounts/\(id)/reset-second-factor", by: house.officer, [("confirm", "测试学籍管理员")])
    #expect(missing.status == 422 && missing.text.contains("还没有设置第二道验证"))
    let done = try await house.send("/accounts/\(id)/close", by: house.officer, [("confirm", "测试学籍管理员")])
    #expect(done.location == "/accounts?done=closed")
    #expect(try await house.province.center.keptAccount(id, by: MachineOperator()).state == .closed)
    await house.site.stop()
  }

  @Test("Accounts of others are not there, for pages and forms alike; so are unknown ones")
  func notFound() async throws {
    let house = try await House()
    let other = try await house.province.place(code: "10731", name: "邻近大学", liaison: "other").liaison.accountID
    let leader = try await house.province.sealingLeader(of: house.place.institutionID).accountID
    #expect(try await house.site.fetch("/accounts/\(leader)", session: house.liaison).status == 200)
    for id in [other, leader, "none"] {
      for path in ["close", "invite-again", "reset-second-factor", "hand-over"] {
        #expect(try await house.site.fetch("/accounts/\(id)/\(path)", session: house.liaison).status == 404, "\(path)")
        let sent = try await house.send(
          "/accounts/\(id)/\(path)", by: house.liaison,
          [("confirm", path == "hand-over" ? "交接" : "测试学籍管理员"), ("name", "某某"), ("sign-in-name", "somebody")])
        #expect(sent.status == 404, "\(path)")
      }
    }
    #expect(try await house.site.fetch("/accounts/\(other)", session: house.liaison).status == 404)
    await house.site.stop()
  }

  @Test("What is wrong with an invitation or a hand-over stands at its own field")
  func fields() async throws {
    let house = try await House()
    let invite: [(String, String)] = [("role", "planner"), ("name", "某某"), ("sign-in-name", "liaison")]
    let taken = try await house.send("/accounts/invite", by: house.officer, invite)
    #expect(taken.status == 422 && error(taken, at: "sign-in-name").contains("已有人使用"))
    let nameless = try await house.send("/accounts/invite", by: house.officer, [("role", "planner"), ("sign-in-name", "x")])
    #expect(error(nameless, at: "name").contains("请填写姓名") && error(nameless, at: "sign-in-name") == "")
    let own = house.place.liaison.accountID
    let hand: [(String, String)] = [("name", "某某"), ("sign-in-name", "successor"), ("confirm", "交接"), ("answer", "000000")]
    let wrong = try await house.send("/accounts/\(own)/hand-over", by: house.liaison, hand)
    #expect(wrong.status == 422 && error(wrong, at: "answer").contains("验证码不对") && error(wrong, at: "sign-in-name") == "")
    await house.site.stop()
  }

  @Test("The list is filtered, sorted by its header and taken away; one's own recovery codes are counted")
  func lists() async throws {
    let house = try await House()
    let found = try await house.site.fetch("/accounts?role=liaison&sort=sign-in-name&order=desc", session: house.officer)
    #expect(found.text.contains("测试学籍管理员") && !found.text.contains("测试省厅管理员</a>"))
    #expect(found.text.contains("aria-sort=\"descending\"") && found.text.contains("role=liaison&amp;sort=name"))
    let file = try await house.site.fetch("/accounts/download?role=liaison&format=csv", session: house.officer)
    #expect(file.text.contains("liaison,10730,示例大学") && !file.text.contains("officer"))
    let me = try await house.site.fetch("/me", session: house.liaison).text
    #expect(me.contains("一个也不剩") && me.contains("换一套新的恢复码"))
    let wrong = try await house.send("/me/recovery-codes", by: house.liaison, [("answer", "123456")])
    #expect(wrong.status == 422 && error(wrong, at: "answer").contains("验证码不对"))
    await house.site.stop()
  }

  @Test("After signing out: a reminder when files were downloaded since the browser was opened, and only then")
  func signedOut() async throws {
    let house = try await House()
    let file = try await house.site.fetch("/accounts/download", session: house.officer)
    #expect(file.cookies.contains { $0.hasPrefix("biying-downloads=1;") })
    let second = try await house.site.fetch(
      "/accounts/download", session: house.officer, cookies: ["biying-downloads=1"])
    #expect(second.cookies.contains { $0.hasPrefix("biying-downloads=2;") })
    let csrf = house.site.csrf(of: try await house.site.fetch("/me", session: house.officer))
    let out = try await house.site.fetch(
      "/sign-out", session: house.officer, form: [("csrf", csrf)], cookies: ["biying-downloads=2"])
    #expect(out.status == 200 && out.text.contains("下载过 2 个文件") && out.text.contains("清空回收站"))
    #expect(out.cookies.contains { $0.hasPrefix("biying-downloads=;") && $0.contains("Max-Age=0") })
    let quiet = try await house.send("/sign-out", by: house.liaison, [])
    #expect(quiet.text.contains("已退出") && !quiet.text.contains("下载"))
    #expect(try await house.site.fetch("/me", session: house.liaison).location.hasPrefix("/sign-in"))
    await house.site.stop()
  }
}
