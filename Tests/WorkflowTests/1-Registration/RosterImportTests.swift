import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct RosterImportTests {
  private let header = "类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"

  private func line(_ number: Int, name: String = "张䶮", department: String = "民族学院") -> String {
    let sex = number.isMultiple(of: 2) ? "女" : "男"
    return "普通,\(department),民族学,民族学1班,20100000\(String(1000 + number)),\(name),\(sex),\(MadeUp.idNumber(number)),本科"
  }

  private func file(_ province: Province, _ lines: [String], name: String = "名单.csv") throws -> String {
    let path = province.folder.path(UUID().uuidString + ".csv")
    try Data(([header] + lines).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    return path
  }

  @discardableResult
  private func bring(
    _ province: Province, _ place: Province.Place, _ lines: [String], _ confirmation: RosterConfirmation = RosterConfirmation()
  ) async throws -> RosterImport {
    let preview = try await province.center.uploadRoster(
      path: file(province, lines), fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    return try await province.center.confirmRoster(uploadID: preview.uploadID, confirmation, by: place.liaison)
  }

  private func names(_ province: Province) async throws -> [String] {
    try await province.center.records.read { transaction in
      try transaction.rows("SELECT name FROM graduate ORDER BY student_number").map { try $0.text("name") }
    }
  }

  @Test("A8, X2: nothing is stored before the confirmation; then all of it is, once", arguments: SQLEngine.allCases)
  func confirmed(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let place = try await province.place()
    let lines = (0..<40).map { line($0, name: $0 == 7 ? "买买提•艾力" : $0 == 8 ? "李 㛃" : "张䶮") }
    let preview = try await province.center.uploadRoster(
      path: file(province, lines), fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    #expect(preview.reading.errorCount == 0)
    #expect(preview.changes.added.count == 40)
    #expect(try await names(province).isEmpty)
    let done = try await province.center.confirmRoster(uploadID: preview.uploadID, by: place.liaison)
    #expect(done.added == 40)
    let stored = try await names(province)
    #expect(stored[7] == "买买提·艾力")
    #expect(stored[8] == "李㛃")
    let again = try await province.center.confirmRoster(uploadID: preview.uploadID, by: place.liaison)
    #expect(again == done)
    #expect(try await names(province).count == 40)
    #expect(try await province.journaledActions().filter { $0 == "roster.imported" }.count == 1)
  }

  @Test("Promise 7: identity numbers lie encrypted, in the rows and in the spool", arguments: SQLEngine.allCases)
  func encrypted(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let place = try await province.place()
    let preview = try await province.center.uploadRoster(
      path: file(province, (0..<10).map { line($0) }), fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    let number = Array(MadeUp.idNumber(3).utf8)
    let spooled = try FileManager.default.contentsOfDirectory(
      at: province.folder.url.appending(path: "spool"), includingPropertiesForKeys: nil)
    // The file, and beside it what the check found.
    #expect(spooled.count == 2)
    for file in spooled { #expect(try Data(contentsOf: file).range(of: Data(number)) == nil) }
    try await province.center.confirmRoster(uploadID: preview.uploadID, by: place.liaison)
    let row = try await province.center.records.read { transaction in
      try transaction.row(
        "SELECT id_sealed, id_index, id_masked, extras FROM graduate ORDER BY student_number LIMIT 1 OFFSET 3")
    }
    let found = try #require(row)
    #expect(Data(try found.blob("id_sealed")).range(of: Data(number)) == nil)
    #expect(try found.text("id_masked").filter { $0 == "*" }.count == 11)
    #expect(try FileManager.default.contentsOfDirectory(atPath: province.folder.path("spool")).isEmpty)
  }

  @Test(
    "Importing again is a change set: changed field by field, gone only with a status change", arguments: SQLEngine.allCases)
  func changeSet(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let place = try await province.place()
    try await bring(province, place, (0..<10).map { line($0) })
    await #expect(throws: RosterImportRefusal.nothingChanges) { try await bring(province, place, (0..<10).map { line($0) }) }
    let lines = (0..<9).map { line($0, department: $0 == 2 ? "文学院" : "民族学院") } + [line(20)]
    let preview = try await province.center.uploadRoster(
      path: file(province, lines), fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    #expect(preview.changes.changed.first.map(\.fields) == [[FieldChange(column: .department, old: "民族学院", new: "文学院")]])
    #expect(preview.changes.leaving.count == 1)
    await #expect(throws: RegistrationRefusal.goneWithoutStatusChange(1)) {
      try await province.center.confirmRoster(uploadID: preview.uploadID, by: place.liaison)
    }
    #expect(try await names(province).count == 10)
    let leaver = try #require(preview.changes.leaving.first.first).key
    let day = try #require(CalendarDay(year: 2013, month: 9, day: 1))
    let change = StatusChange(kind: .suspension, day: day, document: "校学〔2013〕7号")
    let done = try await province.center.confirmRoster(
      uploadID: preview.uploadID, RosterConfirmation(statusChanges: [leaver: change]), by: place.liaison)
    #expect(done.added == 1 && done.changed == 1 && done.gone == 1 && done.unchanged == 8)
  }

  @Test("An import is rolled back while nothing rests on it; afterwards it is as before", arguments: SQLEngine.allCases)
  func rolledBack(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let place = try await province.place()
    try await bring(province, place, (0..<5).map { line($0) })
    let before = try await province.everyGraduate()
    let second = try await bring(province, place, (0..<5).map { line($0, name: $0 == 1 ? "张𬭎" : "张䶮") } + [line(9)])
    #expect(try await province.everyGraduate() != before)
    try await province.center.rollBackRoster(importID: second.id, by: place.liaison)
    #expect(try await province.everyGraduate() == before)
    await #expect(throws: RosterImportRefusal.alreadyRolledBack) {
      try await province.center.rollBackRoster(importID: second.id, by: place.liaison)
    }
    let third = try await bring(province, place, (0..<5).map { line($0) } + [line(11)])
    try await province.center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO absence (graduate_id, reason, way_on, returns_on, other_province, recorded_by, recorded_at)
        SELECT id, 'internship', 'makeup', '', '', 'x', 1 FROM graduate WHERE import_id = ?
        """, [.text(third.id)])
    }
    await #expect(throws: RosterImportRefusal.hasDependents(1)) {
      try await province.center.rollBackRoster(importID: third.id, by: place.liaison)
    }
  }

  @Test("Two people importing at once: the second is told", arguments: SQLEngine.allCases)
  func atOnce(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let place = try await province.place()
    let other = try await province.liaison("second", of: place.liaison.institutionID)
    let mine = try await province.center.uploadRoster(
      path: file(province, (0..<3).map { line($0) }), fileName: "甲.csv", campaignID: place.campaignID, by: place.liaison)
    let theirs = try await province.center.uploadRoster(
      path: file(province, (0..<4).map { line($0) }), fileName: "乙.csv", campaignID: place.campaignID, by: other)
    #expect(theirs.waitingToo.map(\.name) == ["测试学籍管理员"])
    try await province.center.confirmRoster(uploadID: mine.uploadID, by: place.liaison)
    await #expect(throws: RegistrationRefusal.importedMeanwhile(by: "测试学籍管理员")) {
      try await province.center.confirmRoster(uploadID: theirs.uploadID, by: other)
    }
    #expect(try await names(province).count == 3)
  }

  @Test("An institution cannot touch another's upload: it is not found", arguments: SQLEngine.allCases)
  func notYours(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let place = try await province.place()
    let stranger = try await province.place(code: "10731", name: "示例理工大学", liaison: "stranger")
    let preview = try await province.center.uploadRoster(
      path: file(province, [line(1)]), fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    await #expect(throws: RosterImportRefusal.uploadGone) {
      try await province.center.confirmRoster(uploadID: preview.uploadID, by: stranger.liaison)
    }
    province.time.advance(days: 3)
    await #expect(throws: RosterImportRefusal.uploadGone) {
      try await province.center.confirmRoster(uploadID: preview.uploadID, by: place.liaison)
    }
    try await province.center.dropStaleUploads()
    #expect(try FileManager.default.contentsOfDirectory(atPath: province.folder.path("spool")).isEmpty)
  }
}
