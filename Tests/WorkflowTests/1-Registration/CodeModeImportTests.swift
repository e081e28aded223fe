import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Code mode: the agency's center refuses names and numbers in any form, and keeps nothing of what it refused.
@Suite struct CodeModeImportTests {
  private let names = ["欧阳示例", "司马示例", "慕容示例"]

  private func desk(_ engine: SQLEngine) async throws -> RosterDesk {
    let desk = try await RosterDesk(on: engine)
    try await desk.center.records.write { transaction in
      let row = try transaction.row("SELECT plan FROM campaign WHERE id = ?", [.text(desk.campaignID)])
      var plan = try JSONDecoder().decode(CampaignPlan.self, from: Data(try row?.text("plan").utf8 ?? "".utf8))
      plan.regime = .code
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute(
        "UPDATE campaign SET plan = ?, regime = 'code' WHERE id = ?", [.text(json), .text(desk.campaignID)])
    }
    return desk
  }

  private var codes: [String] { (0..<30).map { "XJ9aTq\($0)kZ==\($0)" } }

  private func good() -> String {
    (["采集码,类别,院系,班级"] + codes.enumerated().map { "\($0.element),普通,文学院,中文\($0.offset % 3 + 1)班" }).joined(separator: "\n")
  }

  private func importing(_ desk: RosterDesk, _ text: String, name: String = "码.csv") async throws -> CodeImport {
    let path = try desk.file(text)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await desk.center.importCodes(path: path, fileName: name, campaignID: desk.campaignID, by: desk.place.liaison)
  }

  @Test("Codes come in with class and category, encrypted, once each", arguments: SQLEngine.allCases)
  func imported(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let done = try await importing(desk, good() + "\nxx\n\(codes[0]),普通,文学院,中文1班")
    #expect(done.added == 30 && done.problems.count == 2)
    await #expect(throws: RosterImportRefusal.nothingChanges) { try await importing(desk, good()) }
    #expect(
      try await desk.center.codeClasses(campaignID: desk.campaignID, by: desk.place.liaison).map(\.count) == [10, 10, 10])
    let stored = try await everything(in: desk)
    #expect(!stored.contains(codes[7]))
    let opened = try await desk.center.records.read { transaction in
      try transaction.rows("SELECT id, code_sealed, code_key FROM collection_code").map { row in
        let id = try row.text("id")
        return String(
          decoding: try transaction.keys.open(
            row.blob("code_sealed"), under: row.text("code_key"), as: "collection_code:\(id)"), as: UTF8.self)
      }
    }
    #expect(Set(opened) == Set(codes))
    try await desk.center.rollBackRoster(importID: done.id, by: desk.place.liaison)
    #expect(try await desk.center.codeClasses(campaignID: desk.campaignID, by: desk.place.liaison).isEmpty)
  }

  @Test("Leak test: after attempts and an accepted import no name and no number lies anywhere", arguments: SQLEngine.allCases)
  func leaks(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let number = MadeUp.idNumber(3)
    let byHeader = "采集码,姓名\n\(codes[0]),\(names[0])"
    let byContent =
      "采集码,栏\n"
      + (0..<12).map { "\(codes[$0]),\(["王", "李", "张", "刘"][$0 % 4])示\("甲乙丙丁戊己庚辛壬癸子丑".map(String.init)[$0])" }.joined(
        separator: "\n")
    let lateRow = good() + "\n\(codes[0])z,普通,文学院,\(number)"
    for text in [byHeader, byContent, lateRow] {
      let failure = await #expect(throws: RegistrationRefusal.self) { try await importing(desk, text) }
      #expect(failure?.code == "roster.personal-data-in-code-mode")
      #expect(failure?.message.contains(number) == false && failure?.message.contains(names[0]) == false)
    }
    await #expect(throws: RegistrationRefusal.self) { try await importing(desk, good(), name: "\(number)的班.csv") }
    await #expect(throws: RosterImportRefusal.codeModeOnly) { try await desk.preview([RosterDesk.Person(3, name: names[1])]) }
    #expect(try await desk.province.journaledActions().filter { $0.hasPrefix("roster") }.isEmpty)
    _ = try await importing(desk, good(), name: "\(names[2])班.csv")
    #expect(try desk.spooled.isEmpty)
    let stored = try await everything(in: desk)
    #expect(stored.contains("collection_code") || stored.contains("roster_import"))
    for secret in names + [number, "王示甲"] { #expect(!stored.contains(secret), "\(secret)") }
  }

  /// Every byte the center keeps: SQLite's files with the log, or every table of PostgreSQL; and all files of the data folder.
  private func everything(in desk: RosterDesk) async throws -> String {
    var bytes = Data()
    let files = FileManager.default.enumerator(atPath: desk.province.folder.url.path)?.compactMap { $0 as? String } ?? []
    for file in files {
      bytes.append(Data(file.utf8))
      if let data = try? Data(contentsOf: desk.province.folder.url.appending(path: file)) { bytes.append(data) }
    }
    if desk.province.engine == .postgresql {
      let tables = Schema.texts.flatMap { $0.sql.split(separator: "\n") }.compactMap { line -> String? in
        let words = line.split(separator: " ")
        return words.count > 2 && words[0] == "CREATE" && words[1] == "TABLE" ? String(words[2]) : nil
      }
      #expect(tables.count > 30)
      for table in tables {
        let rows = try await desk.center.records.read { try $0.rows("SELECT t.* FROM \(table) t") }
        bytes.append(Data(table.utf8))
        for row in rows {
          for value in row.values {
            switch value {
            case .text(let text): bytes.append(Data(text.utf8))
            case .blob(let blob): bytes.append(Data(blob))
            default: break
            }
          }
        }
      }
    }
    // One byte a character: any pattern of bytes is found.
    return String(decoding: bytes, as: UTF8.self)
  }
}
