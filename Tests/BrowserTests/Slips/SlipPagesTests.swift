import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// The pages of a slip, its home, notices and journal as HTTP has them: what is kept, refused and hidden.
@Suite struct SlipPagesTests {
  /// A form page of a liaison, with what its hidden fields hold.
  private struct Open {
    let at: SlipPlace
    let session: String
    let path: String

    init(_ at: SlipPlace, _ session: String? = nil, center: String? = nil) async throws {
      self.at = at
      if let session {
        self.session = session
      } else {
        self.session = try await at.province.session(of: at.place.liaison.accountID)
      }
      let start = try await at.site.fetch(at.base + "/slip" + (center.map { "?center=\($0)" } ?? ""), session: self.session)
      let fields = [("csrf", at.site.csrf(of: start))] + (center.map { [("center", $0)] } ?? [])
      path = try await at.site.fetch(at.base + "/slip", session: self.session, form: fields).location
    }

    var slipPath: String { String(path.dropLast("/form".count)) }

    /// Sends what a browser would send, with these fields changed.
    func send(
      _ act: String, _ fields: [(key: String, value: String)] = [], to address: String? = nil, version: String? = nil
    ) async throws -> RunningSite.Page {
      let page = try await at.site.fetch(path, session: session)
      var form = [("csrf", at.site.csrf(of: page)), ("version", version ?? Self.hidden("version", page.text)), ("act", act)]
      let shown = page.text.components(separatedBy: "id=\"point-").count - 1
      // What is on the page and not changed here.
      for number in stride(from: 1, through: shown, by: 1) where !fields.contains(where: { $0.key == "point-\(number)-name" }) {
        form.append(("point-\(number)-name", Self.hidden("point-\(number)-name", page.text)))
      }
      return try await at.site.fetch(address ?? path, session: session, form: form + fields.map { ($0.key, $0.value) })
    }

    static func hidden(_ name: String, _ text: String) -> String {
      guard let mark = text.firstRange(of: "name=\"\(name)\"") else { return "" }
      let tag = text[mark.lowerBound...].prefix { $0 != ">" }
      guard let value = tag.firstRange(of: "value=\"") else { return "" }
      return String(tag[value.upperBound...].prefix { $0 != "\"" })
    }
  }

  @Test("Buttons without script: a point is added and taken away, and nothing typed is lost")
  func points() async throws {
    let place = try await SlipPlace()
    let open = try await Open(place)
    #expect(
      try await open.send("add-point", [("point-1-name", "本部"), ("address", "兰州市示例路 1 号")]).location == open.path + "#point-2")
    #expect(try await open.send("add-point", [("point-2-name", "榆中校区")]).location == open.path + "#point-3")
    let three = try await place.site.fetch(open.path, session: open.session).text
    #expect(three.contains("value=\"本部\"") && three.contains("value=\"榆中校区\"") && three.contains("value=\"兰州市示例路 1 号\""))
    _ = try await open.send("remove-point-1")
    let two = try await place.site.fetch(open.path, session: open.session).text
    #expect(!two.contains("value=\"本部\"") && two.contains("value=\"榆中校区\"") && !two.contains("拍摄点 3"))
    await place.site.stop()
  }

  @Test("As many points as the rule allows go through one form")
  func manyPoints() async throws {
    let place = try await SlipPlace()
    let open = try await Open(place)
    let fields = (1...RegistrationLimits.shootingPoints).flatMap { SlipPlace.point($0) + SlipPlace.checkList($0) }
    let saved = try await open.send("save", SlipPlace.complete.filter { !$0.key.hasPrefix("point-") } + fields)
    #expect(saved.location == open.path + "?saved=1")
    #expect(try await open.send("add-point", fields).location == open.path + "#point-\(RegistrationLimits.shootingPoints)")
    await place.site.stop()
  }

  @Test("A9.1: incomplete is handed in only when asked for in so many words; without a way to reach anybody not at all")
  func incomplete() async throws {
    let place = try await SlipPlace()
    let open = try await Open(place)
    let some = [("contact-name", "王示例"), ("telephone", "0931-8912345"), ("head-count-regular", "10")]
    let asked = try await open.send("submit", some)
    #expect(asked.status == 422)
    #expect(asked.text.contains("先这样交，以后补齐") && asked.text.contains("没有填好的地方会影响拍摄、邮寄、光盘"))
    let refused = try await open.send("submit-so", [("telephone", ""), ("head-count-regular", "10")])
    #expect(refused.status == 422 && refused.text.contains("采集单位无法联系贵校"))
    let taken = try await open.send("submit-so", some)
    #expect(taken.location == open.slipPath + "?done=handed-in")
    let page = try await place.site.fetch(open.slipPath, session: open.session).text
    #expect(page.contains("影响拍摄、邮寄、光盘") && page.contains("去补齐"))
    let unreadable = try await open.send("submit", [("head-count-regular", "一百")])
    #expect(unreadable.status == 422 && unreadable.text.contains("不是数字"))
    await place.site.stop()
  }

  @Test("Two people at one slip: the second is told who was first, what differs, and keeps what he typed")
  func conflict() async throws {
    let place = try await SlipPlace()
    let open = try await Open(place)
    let first = try await place.site.fetch(open.path, session: open.session)
    let version = Open.hidden("version", first.text)
    _ = try await open.send("save", [("address", "兰州市一号")])
    let second = try await open.send("save", [("address", "兰州市二号")], version: version)
    #expect(second.status == 422)
    #expect(second.text.contains("您填的是「兰州市二号」，已保存的是「兰州市一号」") && second.text.contains("测试学籍管理员"))
    #expect(second.text.contains("value=\"兰州市二号\""))
    let draft = try await open.send("", [("address", "兰州市三号")], to: open.slipPath + "/draft", version: version)
    #expect(draft.status == 409 && draft.text.contains("您看到的不是最新内容"))
    await place.site.stop()
  }

  @Test("While typing: a draft answers its version, a check says what is wrong; neither without the form's token")
  func typing() async throws {
    let place = try await SlipPlace()
    let open = try await Open(place)
    let draft = try await open.send("", [("address", "兰州市一号")], to: open.slipPath + "/draft")
    #expect(draft.text == "{\"version\":\"2\"}")
    let check = open.slipPath + "/check"
    let wrong = try await open.send("", [("name", "telephone"), ("value", "8912345")], to: check)
    #expect(wrong.text.contains("\"error\"") && wrong.text.contains("区号"))
    #expect(try await open.send("", [("name", "telephone"), ("value", "0931-8912345")], to: check).text == "{}")
    #expect(try await open.send("", [("name", "head-count-adult"), ("value", "x")], to: check).text.contains("不是数字"))
    #expect(try await open.send("", [("name", "point-9-name"), ("value", "x")], to: check).text == "{}")
    for path in [check, open.slipPath + "/draft", open.path, open.slipPath + "/paper"] {
      #expect(try await place.site.fetch(path, session: open.session, form: [("name", "x")]).status == 403)
    }
    await place.site.stop()
  }

  @Test("Versions are kept, with what changed; a neighbour and a secretary find nothing")
  func versionsAndNeighbours() async throws {
    let place = try await SlipPlace()
    let open = try await Open(place)
    let all = SlipPlace.complete + SlipPlace.checkList(1)
    #expect(try await open.send("submit", all).location == open.slipPath + "?done=handed-in")
    #expect(try await open.send("submit", all).location == open.slipPath + "?done=unchanged")
    #expect(try await open.send("submit", all + [("head-count-adult", "601")]).location == open.slipPath + "?done=unchanged")
    let changed = all.filter { $0.key != "head-count-adult" } + [("head-count-adult", "601")]
    #expect(try await open.send("submit", changed).location == open.slipPath + "?done=handed-in")
    let second = try await place.site.fetch(open.slipPath + "/versions/2", session: open.session).text
    #expect(second.contains("与第 1 版相比改了 2 处") && second.contains("600 人") && second.contains("601 人"))
    #expect(try await place.site.fetch(open.slipPath + "/versions/1", session: open.session).text.contains("这是旧的一版"))
    #expect(try await place.site.fetch(open.slipPath + "/versions/3", session: open.session).status == 404)

    let other = try await place.province.place(code: "10731", name: "邻近大学", liaison: "neighbour")
    let neighbour = try await place.province.session(of: other.liaison.accountID)
    let secretary = try await place.session(.departmentSecretary, "secretary")
    for (path, session) in [
      (open.slipPath, neighbour), (open.path, neighbour), (open.slipPath + "/seal", neighbour), (open.slipPath, secretary),
    ] {
      #expect(try await place.site.fetch(path, session: session).status == 404, "\(path)")
    }
    await place.site.stop()
  }

  @Test("A study center's liaison has the center's slip and no other")
  func studyCenter() async throws {
    let place = try await SlipPlace()
    let center = try await place.study("天水函授站")
    let own = try await place.session(.studyCenterLiaison, "center", studyCenterID: center)
    let open = try await Open(place, own)
    let page = try await place.site.fetch(open.path, session: own).text
    #expect(page.contains("站点名称") && page.contains("value=\"天水函授站\"") && page.contains("天水市秦州区示例路 8 号"))
    #expect(try await place.site.fetch(place.base + "/registration", session: own).text.contains("示例大学天水函授站"))
    // The institution's own slip is another's; its liaison sees both.
    let institution = try await Open(place)
    #expect(try await place.site.fetch(institution.slipPath, session: own).status == 404)
    #expect(try await place.site.fetch(open.path, session: institution.session).status == 200)
    await place.site.stop()
  }

  @Test("The leader seals with the digits of the moment, not with wrong ones; then who, when and hashes are shown")
  func leader() async throws {
    let place = try await SlipPlace()
    let open = try await Open(place)
    _ = try await open.send("submit", SlipPlace.complete + SlipPlace.checkList(1))
    let account = try await place.province.account(.sealingLeader, "leader", institutionID: place.place.institutionID)
    let session = try await place.province.session(of: account)
    let person = SealingLeader(accountID: account, institutionID: place.place.institutionID)
    let offer = try await place.province.center.offerSecondFactor(.totp, to: person)
    let secret = try #require(try await place.secret(pending: offer.pending, of: account))
    _ = try await place.province.center.confirmSecondFactor(
      pending: offer.pending, answer: place.digits(secret), token: session, person: person)
    place.province.time.advance(minutes: 1)

    #expect(try await place.site.fetch(place.base + "/registration", session: session).text.contains("登记单用印"))
    let page = try await place.site.fetch(open.slipPath + "/seal", session: session)
    #expect(page.text.contains("李示例") && page.text.contains("用印后不能撤回"))
    let send = { (answer: String) in
      try await place.site.fetch(
        open.slipPath + "/seal/leader", session: session,
        form: [("csrf", place.site.csrf(of: page)), ("version", "1"), ("answer", answer)])
    }
    let right = place.digits(secret)
    let wrong = try await send(right == "000000" ? "000001" : "000000")
    #expect(wrong.status == 422 && wrong.text.contains("field-answer-error"))
    #expect(try await send(right).location == open.slipPath + "?done=sealed")
    let sealed = try await place.site.fetch(open.slipPath, session: session).text
    #expect(sealed.contains("主管领导确认") && sealed.contains("测试主管领导") && sealed.contains("日志链头"))
    await place.site.stop()
  }

  @Test(
    "The planner filters, reminds one and all that are late, and nobody twice a day; the institution reads it and it is counted"
  )
  func reminding() async throws {
    let place = try await SlipPlace()
    let other = try await place.province.place(code: "10731", name: "邻近大学", liaison: "neighbour")
    place.province.time.advance(days: 20)
    let planner = try await place.session(.planner, "planner")
    let late = try await place.site.fetch(place.base + "/registration?filter=late", session: planner)
    #expect(late.text.contains("2 家逾期未交") && late.text.contains("邻近大学"))
    #expect(try await place.site.fetch(place.base + "/registration?search=10731", session: planner).text.contains("共 1 条"))
    let remind = { (fields: [(String, String)]) in
      try await place.site.fetch(
        place.base + "/registration/remind", session: planner, form: [("csrf", place.site.csrf(of: late))] + fields
      ).location
    }
    #expect(try await remind([("line", place.place.institutionID)]).hasSuffix("reminded=1&today=0&complete=0"))
    #expect(try await remind([("filter", "late")]).contains("filter=late&reminded=1&today=1"))
    let again = try await remind([])
    #expect(again.hasSuffix("reminded=0"))
    #expect(try await place.site.fetch(again, session: planner).text.contains("没有需要提醒的院校"))

    let session = try await place.province.session(of: other.liaison.accountID)
    let home = try await place.site.fetch(place.base + "/registration", session: session).text
    #expect(home.contains("1 条未读通知") && home.contains("件事已经逾期"))
    let notices = try await place.site.fetch("/notices", session: session)
    #expect(notices.text.contains("逾期提醒：综合信息采集登记单还没有交"))
    let mark = try #require(notices.text.firstRange(of: "action=\"/notices/"))
    let path = "/notices/" + String(notices.text[mark.upperBound...].prefix { $0 != "\"" })
    let gone = try await place.site.fetch(
      path, session: session, form: [("csrf", place.site.csrf(of: notices)), ("to", "//elsewhere.example")])
    #expect(gone.location == "/notices")
    #expect(try await place.site.fetch("/notices", session: session).text.contains("没有未读通知"))
    // Another's notice is not found.
    #expect(try await place.site.fetch(path, session: planner, form: [("csrf", place.site.csrf(of: late))]).status == 404)
    await place.site.stop()
  }

  @Test("Everybody has a first page of stage 1")
  func parts() async throws {
    let place = try await SlipPlace()
    let words: [(Role, String)] = [
      (.officer, "应登记"), (.planner, "应登记"), (.clerk, "登记收到的盖章页"), (.photographer, "学校正在登记"), (.liaison, "全部步骤"),
      (.sealingLeader, "全部步骤"), (.departmentSecretary, "核对本院系的学生名单"), (.counselor, "示例1班"),
    ]
    for (role, word) in words {
      let session = try await place.session(role, "one-\(role.rawValue)")
      let page = try await place.site.fetch(place.base + "/registration", session: session)
      #expect(page.status == 200 && page.text.contains(word), "\(role)")
    }
    await place.site.stop()
  }
}
