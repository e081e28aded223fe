import Foundation
import GraduatePhotos
import Paperwork
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

  private func receiving(
    _ desk: RosterDesk, _ text: String, name: String = "码.csv", by keeper: (any RosterKeeper)? = nil
  ) async throws -> CodePreview {
    let path = try desk.file(text)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let keeper: any RosterKeeper = keeper ?? desk.place.liaison
    return try await desk.center.receiveAndPreview(path, name, desk.campaignID, keeper)
  }

  @discardableResult
  private func importing(
    _ desk: RosterDesk, _ text: String, name: String = "码.csv", leaving: StatusChange? = nil,
    by keeper: (any RosterKeeper)? = nil
  ) async throws -> CodeImport {
    let preview = try await receiving(desk, text, name: name, by: keeper)
    let keeper: any RosterKeeper = keeper ?? desk.place.liaison
    return try await desk.center.confirmCodes(uploadID: preview.uploadID, seen: preview.seen, leaving: leaving, by: keeper)
  }

  private func counts(_ desk: RosterDesk, by keeper: (any RosterKeeper)? = nil) async throws -> [Int] {
    let keeper: any RosterKeeper = keeper ?? desk.place.liaison
    return try await desk.center.codeClasses(campaignID: desk.campaignID, by: keeper).map(\.count)
  }

  @Test(
    "Codes come in with class and category, encrypted, once each, and not before the confirmation",
    arguments: SQLEngine.allCases)
  func imported(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let preview = try await receiving(desk, good() + "\nxx\n\(codes[0]),普通,文学院,中文1班")
    #expect(preview.added == 30 && preview.problems.count == 2 && preview.problems.map(\.place.row) == [32, 33])
    #expect(try await counts(desk).isEmpty)
    let done = try await desk.center.confirmCodes(uploadID: preview.uploadID, seen: preview.seen, by: desk.place.liaison)
    #expect(done.added == 30 && done.blocked == 2)
    #expect(
      try await desk.center.confirmCodes(uploadID: preview.uploadID, seen: preview.seen, by: desk.place.liaison) == done,
      "asked again, the first answer")
    #expect(try await receiving(desk, good()).isEmpty)
    await #expect(throws: RosterImportRefusal.nothingChanges) { try await importing(desk, good()) }
    #expect(try await counts(desk) == [10, 10, 10])
    let counted = try await desk.center.rosterCounts(campaignID: desk.campaignID, by: desk.province.officer())
    #expect(counted.map(\.due) == [30], "what is due is a code")
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
    #expect(try await counts(desk).isEmpty)
  }

  @Test(
    "Importing codes again is a change set: moved, gone with a status change, back again; rolled back",
    arguments: SQLEngine.allCases)
  func changes(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    try await importing(desk, good())
    var lines = good().split(separator: "\n").map(String.init)
    lines.removeLast(2)
    lines[1] = lines[1].replacingOccurrences(of: "中文1班", with: "中文9班")
    let preview = try await receiving(desk, lines.joined(separator: "\n"))
    #expect(preview.changed == 1 && preview.gone == 2 && preview.unchanged == 27 && preview.added == 0)
    #expect(preview.moves.map(\.sentence) == ["普通 文学院 中文1班 → 普通 文学院 中文9班"])
    await #expect(throws: RegistrationRefusal.goneWithoutStatusChange(2)) {
      try await desk.center.confirmCodes(uploadID: preview.uploadID, seen: preview.seen, by: desk.place.liaison)
    }
    let numbered = StatusChange(
      kind: .transfer, day: RosterDesk.change(.transfer).day, document: "学生\(MadeUp.idNumber(3))转学")
    let failure = await #expect(throws: RegistrationRefusal.self) {
      try await desk.center.confirmCodes(
        uploadID: preview.uploadID, seen: preview.seen, leaving: numbered, by: desk.place.liaison)
    }
    #expect(failure?.code == "roster.personal-data-in-code-mode")
    let done = try await desk.center.confirmCodes(
      uploadID: preview.uploadID, seen: preview.seen, leaving: RosterDesk.change(.transfer), by: desk.place.liaison)
    #expect(done.changed == 1 && done.gone == 2)
    #expect(try await counts(desk) == [9, 9, 9, 1])
    let back = try await importing(desk, good())
    #expect(back.changed == 1 && back.added == 0)
    #expect(try await counts(desk) == [10, 10, 10])
    try await desk.center.rollBackRoster(importID: back.id, by: desk.place.liaison)
    #expect(try await counts(desk) == [9, 9, 9, 1])
    try await desk.center.rollBackRoster(importID: done.id, by: desk.place.liaison)
    #expect(try await counts(desk) == [10, 10, 10])
  }

  @Test(
    "A9.3: a table of one department leaves the other codes alone; a second import meanwhile is told",
    arguments: SQLEngine.allCases)
  func part(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let other = (0..<5).map { "YJ7bQ\($0)mM==,普通,数学学院,数学1班" }.joined(separator: "\n")
    try await importing(desk, good() + "\n" + other)
    let preview = try await receiving(desk, good().replacingOccurrences(of: "中文1班", with: "中文5班"))
    #expect(preview.scope.scope == .departments && preview.gone == 0 && preview.outside == 5 && preview.changed == 10)
    let second = try await receiving(desk, good().replacingOccurrences(of: "中文1班", with: "中文6班"))
    try await desk.center.confirmCodes(uploadID: second.uploadID, seen: second.seen, by: desk.place.liaison)
    await #expect(throws: RegistrationRefusal.importedMeanwhile(by: "测试学籍管理员")) {
      try await desk.center.confirmCodes(uploadID: preview.uploadID, seen: preview.seen, by: desk.place.liaison)
    }
  }

  @Test("A2: a study center brings its own codes; those of others are named with their row", arguments: SQLEngine.allCases)
  func studyCenter(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let keeper = try await desk.studyCenter("天水函授站")
    try await importing(desk, good())
    let own = "采集码,类别,院系,班级\n\(codes[3]),成人,继续教育学院,一班\nQQ8cT1nN==,成人,继续教育学院,一班"
    let preview = try await receiving(desk, own, by: keeper)
    #expect(preview.added == 1 && preview.gone == 0)
    #expect(preview.problems.map(\.place.row) == [2] && preview.problems[0].message.contains("本部"))
    try await desk.center.confirmCodes(uploadID: preview.uploadID, seen: preview.seen, by: keeper)
    #expect(try await counts(desk, by: keeper) == [1])
    // The institution's next table need not repeat the center's codes.
    let next = try await receiving(desk, good().replacingOccurrences(of: "中文1班", with: "中文4班"))
    #expect(next.scope.centersApart == ["天水函授站"] && next.gone == 0 && next.outside == 1)
    let stranger = try await desk.province.place(code: "10731", name: "示例理工大学", liaison: "stranger")
    let theirs = try await receiving(desk, "采集码,班级\n\(codes[5]),一班", by: stranger.liaison)
    #expect(theirs.problems.map(\.message) == ["这个采集码已经由别的院校导入"] && theirs.isEmpty)
  }

  @Test("The template of code mode holds no column of a person", arguments: SQLEngine.allCases)
  func template(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let file = try await desk.center.rosterTemplate(campaignID: desk.campaignID, by: desk.place.liaison)
    defer { file.remove() }
    #expect(file.fileName.contains("采集码模板"))
    var header: [String] = []
    try TableFile.open(path: file.path).forEachRow(sheet: 0) { row in
      header = row.cells.map(\.text)
      return false
    }
    #expect(header == ["采集码", "类别", "院系", "班级"])
    await #expect(throws: RegistrationRefusal.emptyRoster) {
      try await desk.center.receiveCodes(
        path: file.path, fileName: "模板.xlsx", campaignID: desk.campaignID, by: desk.place.liaison)
    }
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
      let failure = await #expect(throws: RegistrationRefusal.self) { try await receiving(desk, text) }
      #expect(failure?.code == "roster.personal-data-in-code-mode")
      #expect(failure?.message.contains(number) == false && failure?.message.contains(names[0]) == false)
    }
    await #expect(throws: RegistrationRefusal.self) { try await importing(desk, good(), name: "\(number)的班.csv") }
    await #expect(throws: RosterImportRefusal.codeModeOnly) { try await desk.preview([RosterDesk.Person(3, name: names[1])]) }
    #expect(try await desk.province.journaledActions().filter { $0.hasPrefix("roster") }.isEmpty)
    #expect(try desk.spooled.isEmpty)
    let waiting = try await receiving(desk, good(), name: "\(names[2])班.csv")
    for secret in names { #expect(try await !everything(in: desk).contains(secret), "while it waits") }
    _ = try await desk.center.confirmCodes(uploadID: waiting.uploadID, seen: waiting.seen, by: desk.place.liaison)
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

extension CollectionCenter {
  fileprivate func receiveAndPreview(
    _ path: String, _ name: String, _ campaignID: String, _ keeper: some RosterKeeper
  ) async throws -> CodePreview {
    let id = try await receiveCodes(path: path, fileName: name, campaignID: campaignID, by: keeper)
    return try await codePreview(uploadID: id, by: keeper)
  }
}
