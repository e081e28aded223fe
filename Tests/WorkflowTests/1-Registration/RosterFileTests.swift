import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// X2: the files a roster comes in and goes out as.
@Suite struct RosterFileTests {
  typealias Person = RosterDesk.Person

  private func rows(_ path: String, sheet: Int = 0) throws -> [TableRow] {
    var rows: [TableRow] = []
    try TableFile.open(path: path).forEachRow(sheet: sheet) { row in
      rows.append(row)
      return true
    }
    return rows
  }

  @Test("A column a person mapped is remembered for the institution's next file", arguments: SQLEngine.allCases)
  func remembered(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let header = "类别,院系,专业,班级,编号甲,姓名,性别,身份证号,层次,站点名称,备注"
    let preview = try await desk.preview([Person(1)], header: header)
    #expect(preview.reading.missingColumns == [.studentNumber])
    await #expect(throws: RegistrationRefusal.missingColumns([.studentNumber])) {
      try await desk.center.confirmRoster(uploadID: preview.uploadID, by: desk.place.liaison)
    }
    let mapped = try await desk.center.rosterPreview(
      uploadID: preview.uploadID, choices: RosterChoices(columns: ["编号甲": RosterColumn.studentNumber.code]),
      by: desk.place.liaison)
    #expect(mapped.reading.entryCount == 1)
    try await desk.center.confirmRoster(uploadID: preview.uploadID, by: desk.place.liaison)
    let next = try await desk.preview([Person(1), Person(2)], header: header)
    #expect(next.reading.missingColumns.isEmpty)
    #expect(next.reading.sheets.first?.matching.matches.first { $0.column == .studentNumber }?.confidence == .chosen)
  }

  @Test("Several sheets: read together or one alone; a missing category is the one chosen", arguments: SQLEngine.allCases)
  func sheets(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let path = desk.province.folder.path("sheets.xlsx")
    let writer = try XLSXWriter(path: path)
    let columns = ["院系", "学号", "姓名", "性别", "身份证号"].map { XLSXWriter.Column($0) }
    try writer.addSheet("本科", columns: columns)
    try writer.write(["民族学院", "00001", "张䶮", "男", MadeUp.idNumber(1)])
    try writer.addSheet("专科", columns: columns)
    try writer.write(["民族学院", "00002", "李㛃", "女", MadeUp.idNumber(2)])
    try writer.write(["民族学院", "00001", "王㐂", "男", MadeUp.idNumber(3)])
    try writer.addSheet("人数", columns: [.init("院系"), .init("专业"), .init("人数")])
    try writer.write(["民族学院", "民族学", "3"])
    try writer.finish()
    func preview(_ choices: RosterChoices) async throws -> RosterPreview {
      try await desk.center.uploadRoster(
        path: path, fileName: "名单.xlsx", campaignID: desk.campaignID, choices: choices, by: desk.place.liaison)
    }
    #expect(try await preview(RosterChoices()).reading.missingColumns == [.category])
    let all = try await preview(RosterChoices(category: "regular"))
    #expect(all.reading.passedOver == ["人数"])
    #expect(all.reading.rowCount == 3)
    // The contradiction reaches back into the other sheet.
    #expect(try await desk.entries(of: all).map(\.studentNumber) == ["00002"])
    #expect(
      try await desk.problems(of: all).contains { $0.place.sheet == "本科" && $0.reason == RosterReason.duplicateStudentNumber })
    let one = try await preview(RosterChoices(sheet: "专科", category: "adult"))
    #expect(try await desk.entries(of: one).map(\.category) == [.adult, .adult])
  }

  @Test("`??` names are taken with a warning and found again as lacking a character", arguments: SQLEngine.allCases)
  func missingCharacter(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let preview = try await desk.preview([Person(1, name: "李??")])
    #expect(preview.reading.errorCount == 0)
    #expect(try await desk.problems(of: preview).map(\.column) == [.name])
    try await desk.center.confirmRoster(uploadID: preview.uploadID, by: desk.place.liaison)
    let id = try await desk.id(1)
    let before = try await desk.center.graduate(id, campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(before.lacksCharacters && before.name == "李??")
    try await desk.center.changeGraduate(
      id, campaignID: desk.campaignID, column: .name, to: "李𬭎", version: before.version, by: desk.place.liaison)
    let after = try await desk.center.graduate(id, campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(!after.lacksCharacters && after.name.unicodeScalars.map(\.value) == [0x674E, 0x2CB4E])
  }

  @Test("Errors are listed even behind thousands of warnings; a number in the remarks blocks its row")
  func errorsAreSeen() throws {
    let folder = try TemporaryFolder()
    let many = RegistrationLimits.rosterProblems + 50
    var lines = ["类别,院系,专业,学号,姓名,性别,身份证号,学习形式,备注"]
    for index in 0..<many { lines.append("普通,文学院,专业\(index),S\(index),张䶮,女,\(MadeUp.idNumber(index % 800 * 2)),什么,") }
    lines.append("普通,文学院,,S999999,张䶮,男,\(MadeUp.idNumber(1)),,原证件\(MadeUp.idNumber(5))")
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: folder.path("r.csv")))
    let reading = try RosterDryRun.check(
      path: folder.path("r.csv"), fileName: "r.csv", graduatingClass: GraduatingClass(year: 2014),
      today: CalendarDay(milliseconds: 1_379_466_000_000), acceptsExampleNumbers: true)
    #expect(reading.warningCount >= many)
    let last = try #require(reading.problems.last)
    #expect(last.reason == RosterReason.numberInRemark && last.place.row == many + 2)
    #expect(!reading.sentences.joined().contains(MadeUp.idNumber(5)))
    #expect(!reading.isFine)
  }

  @Test("A DBF's rows are named as FoxPro counts them, and its first record is not taken for the header")
  func dbfRows() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("r.dbf")
    let columns: [RosterColumn] = [.category, .department, .studentNumber, .name, .sex, .idNumber]
    let writer = try DBFWriter(
      path: path, fields: columns.map { .init($0.code, .text(bytes: $0.width)) }, changed: (2013, 9, 18))
    try writer.write(["普通", "文学院", "1", "张䶮", "男", MadeUp.idNumber(1)])
    try writer.write(["普通", "文学院", "2", "李㛃", "男", MadeUp.idNumber(2)])
    try writer.finish()
    let reading = try RosterDryRun.check(
      path: path, fileName: "r.dbf", graduatingClass: GraduatingClass(year: 2014),
      today: CalendarDay(milliseconds: 1_379_466_000_000),
      acceptsExampleNumbers: true)
    #expect(reading.entries.map(\.name.value) == ["张䶮"])
    #expect(RosterDesk.problems(reading.problems).map(\.place.row) == [2])
    #expect(reading.sheets.first?.headerRow == 0)
  }

  @Test("The template can be filled in and read back; its rules are no roster", arguments: SQLEngine.allCases)
  func template(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let file = try await desk.center.rosterTemplate(campaignID: desk.campaignID, by: desk.place.liaison)
    defer { file.remove() }
    let book = try TableFile.open(path: file.path)
    #expect(book.sheets.map(\.name) == ["学生名单", "填写说明"])
    #expect(try rows(file.path).first?.cells.map(\.text) == RosterColumn.template.map(\.chineseName))
    #expect(try rows(file.path, sheet: 1).count >= 18)
    await #expect(throws: RegistrationRefusal.emptyRoster) {
      let preview = try await desk.center.uploadRoster(
        path: file.path, fileName: "模板.xlsx", campaignID: desk.campaignID, by: desk.place.liaison)
      #expect(preview.reading.missingColumns.isEmpty && preview.reading.sheets.count == 1)
      try await desk.center.confirmRoster(uploadID: preview.uploadID, by: desk.place.liaison)
    }
  }

  @Test("The problem list holds the school's own rows with all reasons", arguments: SQLEngine.allCases)
  func problemList(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    var wrong = Person(2, name: "李??")
    wrong.category = "普统"
    let preview = try await desk.preview([Person(1), wrong, Person(3)])
    let file = try await desk.center.problemList(uploadID: preview.uploadID, by: desk.place.liaison)
    defer { file.remove() }
    let found = try rows(file.path)
    // Header, and the three rows: every made-up number raises a question.
    #expect(found.count == 4)
    #expect(found[2][0].text.contains("类别") && found[2][0].text.contains("姓名") && found[2][0].text.contains("\n"))
    #expect(found.map { $0[1].text } == ["原表行号", "2", "3", "4"])
    #expect(found[2].cells.contains { $0.text == MadeUp.idNumber(2) })
    #expect(try await desk.province.journaledActions().last == "roster.exported")
  }

  @Test("X2: DBF, XLSX and CSV hold every character, and come back as no change", arguments: SQLEngine.allCases)
  func exports(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring([Person(1, name: "张䶮"), Person(2, name: "李𬭎"), Person(3, name: "买买提·艾力"), Person(4, name: "王𠮷")])
    try await desk.bring([Person(1, name: "张䶮"), Person(2, name: "李𬭎"), Person(3, name: "买买提·艾力")], leaving: .deferral)
    for format in RosterFormat.allCases {
      let file = try await desk.center.exportRoster(format, campaignID: desk.campaignID, by: desk.place.liaison)
      defer { file.remove() }
      #expect(file.fileName.hasSuffix(".\(format.rawValue)"))
      let preview = try await desk.center.uploadRoster(
        path: file.path, fileName: file.fileName, campaignID: desk.campaignID, by: desk.place.liaison)
      #expect(preview.reading.errorCount == 0)
      #expect(preview.changes.unchanged == 3 && preview.changes.isEmpty, "\(format)")
    }
    #expect(try await desk.province.journaledActions().filter { $0 == "roster.exported" }.count == 3)
  }
}
