import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Code mode through the real site: names and numbers in an upload reach no file, no row, no log and no answer.
///
/// Packets between stations and center come with stage 3 (capture); they are looked through there.
@Suite struct CodeModeSiteTests {
  private let names = ["欧阳示例", "司马示例", "慕容示例"]

  private func province(_ engine: SQLEngine) async throws -> (Province, Province.Place) {
    let province = try await Province(on: engine)
    let place = try await province.place()
    try await province.center.records.write { transaction in
      let row = try transaction.row("SELECT plan FROM campaign WHERE id = ?", [.text(place.campaignID)])
      var plan = try JSONDecoder().decode(CampaignPlan.self, from: Data(try row?.text("plan").utf8 ?? "".utf8))
      plan.regime = .code
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute(
        "UPDATE campaign SET plan = ?, regime = 'code' WHERE id = ?", [.text(json), .text(place.campaignID)])
    }
    return (province, place)
  }

  private var codes: [String] { (0..<30).map { "XJ9aTq\($0)kZ==\($0)" } }

  @Test("Leak test: a multipart upload with names and numbers leaves nothing anywhere", arguments: SQLEngine.allCases)
  func leaks(engine: SQLEngine) async throws {
    let (province, place) = try await province(engine)
    let log = CapturedLog()
    let site = try await RunningSite(province, log: log)
    let session = try await province.session(of: place.liaison.accountID)
    let home = "/campaigns/\(place.campaignID)/roster"
    let csrf = site.csrf(of: try await site.fetch(home + "/upload", session: session))
    var answers = ""
    func send(_ text: String, name: String) async throws -> RunningSite.Page {
      let page = try await site.upload(
        home + "/upload", session: session, fields: [("csrf", csrf)], file: ("file", name, Array(text.utf8)))
      answers += page.text + page.location
      return page
    }
    let number = MadeUp.idNumber(3)
    let good = (["采集码,类别,院系,班级"] + codes.map { "\($0),普通,文学院,中文1班" }).joined(separator: "\n")
    let roster =
      "学号,姓名,性别,身份证号\n" + names.enumerated().map { "20100000\($0.offset),\($0.element),男,\(number)" }.joined(separator: "\n")
    for text in [roster, "采集码,姓名\n\(codes[0]),\(names[0])", good + "\n\(codes[0])z,普通,文学院,\(number)"] {
      #expect(try await send(text, name: "码.csv").status == 422)
    }
    #expect(try await send(good, name: "\(number).csv").status == 422)
    let taken = try await send(good, name: "\(names[2])班.csv")
    #expect(taken.status == 303)
    let preview = try await site.fetch(taken.location, session: session)
    #expect(preview.text.contains("确认导入：新增 30 个"))
    let seen = try #require(preview.text.firstMatch(of: /name="seen" value="([^"]+)"/)).1
    let done = try await site.fetch(
      taken.location + "/confirm", session: session, form: [("csrf", csrf), ("seen", String(seen))])
    #expect(done.text.contains("新增 30 个采集码"))
    let list = try await site.fetch(home, session: session)
    answers += preview.text + done.text + list.text
    await site.stop()
    let stored = try await everything(in: province)
    #expect(stored.contains("collection_code") || stored.contains("roster_import"))
    #expect(log.text.contains("/roster/upload"), "the log was captured")
    for secret in names + [number, "201000000"] {
      #expect(!stored.contains(secret), "stored")
      #expect(!log.text.contains(secret), "logged")
      #expect(!answers.contains(secret), "answered")
    }
  }

  /// Every byte of the data folder (rows, spool, photos), and every table of PostgreSQL.
  private func everything(in province: Province) async throws -> String {
    var bytes = Data()
    let files = FileManager.default.enumerator(atPath: province.folder.url.path)?.compactMap { $0 as? String } ?? []
    for file in files {
      bytes.append(Data(file.utf8))
      if let data = try? Data(contentsOf: province.folder.url.appending(path: file)) { bytes.append(data) }
    }
    guard province.engine == .postgresql else { return String(decoding: bytes, as: UTF8.self) }
    let tables = Schema.texts.flatMap { $0.sql.split(separator: "\n") }.compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.count > 2 && words[0] == "CREATE" && words[1] == "TABLE" ? String(words[2]) : nil
    }
    #expect(tables.count > 30)
    for table in tables {
      bytes.append(Data(table.utf8))
      for row in try await province.center.records.read({ try $0.rows("SELECT t.* FROM \(table) t") }) {
        for value in row.values {
          if case .text(let text) = value { bytes.append(Data(text.utf8)) }
          if case .blob(let blob) = value { bytes.append(Data(blob)) }
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
