import Foundation
import GraduatePhotos
import Outward
import Storage
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Pages of stations: taking a visit along, watching, deciding, bringing sticks and enrolment photos.
@Suite struct StationPagesTests {
  private static let password = "correct horse battery staple"

  private func photographer(_ records: RouteRecords) async throws -> (account: String, token: String) {
    let account = try #require(records.accounts[.photographer])
    let invitation = try await records.province.center.inviteAgain(accountID: account, by: MachineOperator())
    try await records.province.center.acceptInvitation(token: invitation.token, password: Self.password)
    return (account, try await records.province.session(of: account))
  }

  @Test("A photographer downloads a visit's file for a station: the card pasted, the password typed again")
  func take() async throws {
    let records = try await RouteRecords(Province())
    let site = try await RunningSite(records.province)
    let (_, token) = try await photographer(records)
    let visit = "/campaigns/\(records.campaignID)/today/2"
    #expect(try await site.fetch(visit, session: token).text.contains("href=\"\(visit)/take\""))
    let page = try await site.fetch(visit + "/take", session: token)
    #expect(page.status == 200 && page.text.contains("工作站名片"))
    let card = String(decoding: try JSONEncoder().encode(TestStation(1).card), as: UTF8.self)
    func post(_ card: String, _ password: String) async throws -> RunningSite.Page {
      try await site.fetch(
        visit + "/take", session: token, form: [("csrf", site.csrf(of: page)), ("card", card), ("password", password)])
    }
    let wrong = try await post(card, "not the right one")
    #expect(wrong.status == 422 && wrong.text.contains("登录名或密码不对") && !wrong.text.contains("not the right one"))
    #expect(try await post("hello", Self.password).text.contains("工作站名片读不出来"))
    let file = try await post(card, Self.password)
    #expect(file.status == 200 && file.text.hasPrefix("BYTA"))
    await site.stop()
  }

  @Test("The keepers' page shows stations as they do; review and revoking take a reason and a typed name")
  func watch() async throws {
    let records = try await RouteRecords(Province())
    let province = records.province
    let site = try await RunningSite(province)
    let (account, _) = try await photographer(records)
    let planner = try await province.session(of: try #require(records.accounts[.planner]))
    var station = try TestStation(5, name: "东校区工作站")
    let file = try await province.center.visitFile(
      for: station.card, of: 2, campaignID: records.campaignID, by: Photographer(accountID: account))
    let base = "/campaigns/\(records.campaignID)/stations"
    let notice = station.happening(
      .noticed(StationNotice(kind: .inletBack, chinese: "来了")), by: account, at: province.time.now)
    _ = try await province.center.receivePacket(station.packet(notice, for: file.head))
    let wrong = station.happening(.excused(person: "nobody", reason: "病"), by: account, at: province.time.now)
    _ = try await province.center.receivePacket(station.packet(wrong, for: file.head))
    let page = try await site.fetch(base, session: planner)
    #expect(page.text.contains("东校区工作站") && page.text.contains("核实 1 个数据包") && page.text.contains("已收 2，待核实 1"))
    #expect(try await site.fetch(base + "/live", session: planner).text.contains("\"packets-2-A\":\"已收 2，待核实 1\""))
    let review = try await site.fetch(base + "/review", session: planner)
    #expect(review.text.contains("学生名单里没有这个人"))
    func decide(_ fields: [(String, String)]) async throws -> RunningSite.Page {
      try await site.fetch(
        "\(base)/review/\(wrong.id)", session: planner, form: [("csrf", site.csrf(of: review))] + fields)
    }
    #expect(try await decide([("act", "refuse"), ("reason", "")]).text.contains("请写明原因"))
    #expect(try await decide([("act", "accept"), ("reason", "看过")]).text.contains("还是对不上"))
    #expect(try await decide([("act", "refuse"), ("reason", "打错了")]).status == 303)
    #expect(try await site.fetch(base + "/review", session: planner).text.contains("没有要核实的数据包"))
    let revoke = "\(base)/\(station.card.id)/revoke"
    let asked = try await site.fetch(revoke, session: planner)
    #expect(asked.text.contains("停用后不能恢复"))
    func take(_ typed: String) async throws -> RunningSite.Page {
      try await site.fetch(
        revoke, session: planner, form: [("csrf", site.csrf(of: asked)), ("reason", "丢了"), ("confirm", typed)])
    }
    #expect(try await take("东校区").status == 422)
    #expect(try await take("东校区工作站").status == 303)
    #expect(try await site.fetch(base, session: planner).text.contains("已停用"))
    await site.stop()
  }

  @Test("A stick is uploaded, its result read by who brought it, and by nobody else")
  func stick() async throws {
    let records = try await RouteRecords(Province())
    let province = records.province
    let site = try await RunningSite(province)
    let (account, token) = try await photographer(records)
    var station = try TestStation(1)
    let file = try await province.center.visitFile(
      for: station.card, of: 2, campaignID: records.campaignID, by: Photographer(accountID: account))
    let packet = try station.packet(
      station.happening(.noticed(StationNotice(kind: .diskFull, chinese: "满")), by: account, at: province.time.now),
      for: file.head)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: packet.count >> (8 * $0)) }
    let bundle = Array("BYPS".utf8) + [1] + length + packet + length + Array(packet.prefix(100))
    let address = "/campaigns/\(records.campaignID)/stations/import"
    let csrf = site.csrf(of: try await site.fetch(address, session: token))
    func upload(_ bytes: [UInt8]) async throws -> RunningSite.Page {
      try await site.upload(address, session: token, fields: [("csrf", csrf)], file: ("file", "a.byps", bytes))
    }
    #expect(try await upload(Array("PK".utf8)).text.contains("不是工作站导出的数据包文件"))
    let sent = try await upload(bundle)
    #expect(sent.status == 303)
    var result = try await site.fetch(sent.location, session: token)
    for _ in 0..<600 where result.text.contains("正在导入") {
      try await Task.sleep(for: .milliseconds(50))
      result = try await site.fetch(sent.location, session: token)
    }
    #expect(result.text.contains("共 1 个数据包：新收 1") && result.text.contains("最后一个包不完整"))
    let clerk = try await province.session(of: try #require(records.accounts[.clerk]))
    #expect(try await site.fetch(sent.location, session: clerk).status == 404)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: province.folder.path("spool")).allSatisfy {
        !$0.hasSuffix(".packets")
      })
    await site.stop()
  }

  @Test("Enrolment photos in a ZIP are matched by student and identity number, counted and replaced")
  func references() async throws {
    let records = try await RouteRecords(Province())
    let site = try await RunningSite(records.province)
    let liaison = try await records.province.session(of: try #require(records.accounts[.liaison]))
    let home = "/campaigns/\(records.campaignID)/roster"
    #expect(try await site.fetch(home, session: liaison).text.contains("已有入学照片 0 / 2 人"))
    let csrf = site.csrf(of: try await site.fetch(home + "/references", session: liaison))
    func jpeg(_ mark: UInt8) -> [UInt8] { [0xFF, 0xD8, 0xFF, 0xE0, mark] }
    let folder = try TemporaryFolder()
    let pictures = folder.url.appending(path: "照片/民族学1班")
    try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
    for (name, bytes) in [
      ("201000001001.jpg", jpeg(1)), ("\(MadeUp.idNumber(2)).JPG", jpeg(2)), ("209900009999.jpg", jpeg(3)),
      ("说明.txt", Array("hello".utf8)),
    ] { try Data(bytes).write(to: pictures.appending(path: name)) }
    let zip = folder.path("p.zip")
    let made = Process()
    made.executableURL = URL(filePath: "/usr/bin/env")
    made.arguments = ["python3", "-m", "zipfile", "-c", zip, folder.path("照片")]
    try made.run()
    made.waitUntilExit()
    let sent = try await site.upload(
      home + "/references", session: liaison, fields: [("csrf", csrf)],
      file: ("file", "p.zip", Array(try Data(contentsOf: URL(filePath: zip)))))
    #expect(sent.status == 303)
    var result = try await site.fetch(sent.location, session: liaison)
    for _ in 0..<600 where result.text.contains("正在对应照片") {
      try await Task.sleep(for: .milliseconds(50))
      result = try await site.fetch(sent.location, session: liaison)
    }
    #expect(result.text.contains("2 人有了照片") && result.text.contains("1 个文件对不上名单"))
    #expect(result.text.contains("1 个不是 JPEG") && result.text.contains("2099…99.jpg"))
    #expect(try await site.fetch(home, session: liaison).text.contains("已有入学照片 2 / 2 人"))
    await site.stop()
  }
}
