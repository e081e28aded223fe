import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// What happens when rosters come again and again: numbers that change hands, people who come back, two records of one person.
@Suite struct RosterChangesTests {
  typealias Person = RosterDesk.Person

  @Test(
    "Student numbers may change hands within one import, and be reused after their owner left", arguments: SQLEngine.allCases)
  func numbersChangeHands(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring([Person(1, studentNumber: "A1"), Person(2, studentNumber: "A2"), Person(3, studentNumber: "A3")])
    let swap = try await desk.bring([
      Person(1, studentNumber: "A2"), Person(2, studentNumber: "A1"), Person(3, studentNumber: "A3"),
    ])
    #expect(swap.changed == 2)
    #expect(try await desk.province.everyGraduate().map { $0.prefix(2) } == ["A1", "A2", "A3"])
    // Somebody else under A3: the owner leaves, the number is free.
    let reuse = try await desk.bring(
      [Person(1, studentNumber: "A2"), Person(2, studentNumber: "A1"), Person(1840, name: "李㛃", studentNumber: "A3")],
      leaving: .transfer)
    #expect(reuse.added == 1 && reuse.gone == 1)
    let before = try await desk.province.everyGraduate()
    #expect(before.count == 3)
    try await desk.center.rollBackRoster(importID: reuse.id, by: desk.place.liaison)
    try await desk.center.rollBackRoster(importID: swap.id, by: desk.place.liaison)
    let numbers = try await desk.province.everyGraduate().map { String($0.suffix(18)) }
    #expect(numbers == [1, 2, 3].map { MadeUp.idNumber($0) })
  }

  @Test(
    "Somebody who left and is in the file again is due again; a roll-back makes him leave again", arguments: SQLEngine.allCases)
  func comesBack(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let first = try await desk.bring([Person(1, studentNumber: "A1"), Person(2, studentNumber: "A2")])
    try await desk.bring([Person(2, studentNumber: "A2")], leaving: .suspension)
    try await desk.bring([Person(2, studentNumber: "A2"), Person(1830, name: "李㛃", studentNumber: "A1")])
    // He comes back under a new number, since his old one is somebody else's.
    let back = try await desk.bring(
      [Person(1, studentNumber: "A9"), Person(2, studentNumber: "A2"), Person(1830, name: "李㛃", studentNumber: "A1")])
    #expect(back.changed == 1 && back.added == 0)
    #expect(try await desk.province.everyGraduate().map { $0.prefix(2) } == ["A1", "A2", "A9"])
    try await desk.center.rollBackRoster(importID: back.id, by: desk.place.liaison)
    #expect(try await desk.province.everyGraduate().map { $0.prefix(2) } == ["A1", "A2"])
    await #expect(throws: RosterImportRefusal.notTheLast) {
      try await desk.center.rollBackRoster(importID: first.id, by: desk.place.liaison)
    }
  }

  @Test("Imports are rolled back one after the other, down to nothing", arguments: SQLEngine.allCases)
  func allTheWayBack(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let first = try await desk.bring((0..<4).map { Person($0) })
    let second = try await desk.bring((0..<4).map { Person($0, department: "文学院") })
    try await desk.center.rollBackRoster(importID: second.id, by: desk.place.liaison)
    #expect(try await desk.province.everyGraduate().allSatisfy { $0.contains("民族学院") })
    try await desk.center.rollBackRoster(importID: first.id, by: desk.place.liaison)
    #expect(try await desk.province.everyGraduate().isEmpty)
  }

  @Test("A2: 专升本 is one person with two records, each kept; a contradiction takes neither row", arguments: SQLEngine.allCases)
  func twoRecords(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let people = [
      Person(1, studentNumber: "Z1", level: "专科(高职)"), Person(1, studentNumber: "Z2", level: "专升本"),
      Person(2, studentNumber: "Z3"),
      Person(3, name: "王㐂", studentNumber: "Z3"), Person(4, studentNumber: "Z4"), Person(4, studentNumber: "Z4"),
    ]
    let preview = try await desk.preview(people)
    #expect(try await desk.entries(of: preview).map(\.studentNumber) == ["Z1", "Z2", "Z4"])
    #expect(preview.reading.blockedRows == 3)
    let problems = try await desk.problems(of: preview)
    #expect(problems.filter { $0.reason == RosterReason.severalRecords }.count == 1)
    // The reach back names both rows.
    #expect(
      problems.filter { $0.reason == RosterReason.duplicateStudentNumber }.map(\.place.row).sorted() == [4, 5])
    try await desk.center.confirmRoster(uploadID: preview.uploadID, by: desk.place.liaison)
    #expect(
      try await desk.center.searchGraduates(MadeUp.idNumber(1), campaignID: desk.campaignID, by: desk.place.liaison).total == 2)
  }

  @Test(
    "A2, A4: a study center's liaison brings own students only, and the column may be missing", arguments: SQLEngine.allCases)
  func ownCenter(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let keeper = try await desk.studyCenter("天水函授站")
    try await desk.bring([Person(1, studentNumber: "B1")])
    let mixed = try await desk.preview([Person(2, center: "天水函授站"), Person(3), Person(4, center: "定西函授站")], by: keeper)
    #expect(mixed.reading.entryCount == 1)
    #expect(
      try await desk.problems(of: mixed).filter { $0.reason == RosterReason.notOwnCenter }.map(\.place.row) == [3, 4])
    // Those of the institution itself are not gone from the center's file.
    #expect(mixed.changes.goneCount == 0)
    let done = try await desk.center.confirmRoster(uploadID: mixed.uploadID, by: keeper)
    #expect(done.added == 1)
    let bare = "类别,院系,学号,姓名,性别,身份证号\n成人,继续教育学院,C9,李㛃,男,\(MadeUp.idNumber(9))\n成人,继续教育学院,C2,张䶮,女,\(MadeUp.idNumber(2))"
    let path = try desk.file(bare)
    let preview = try await desk.center.uploadRoster(path: path, fileName: "站点.csv", campaignID: desk.campaignID, by: keeper)
    #expect(try await desk.entries(of: preview, by: keeper).map(\.studyCenterName) == ["天水函授站", "天水函授站"])
    // A number that the institution's own student has: named with its row, before anything is confirmed.
    let taken = try await desk.preview(
      [Person(2, center: "天水函授站"), Person(8, studentNumber: "B1", center: "天水函授站")], by: keeper)
    #expect(
      try await desk.problems(of: taken).filter { $0.reason == RosterReason.numberTaken }.map(\.place.row) == [3])
    await #expect(throws: RosterImportRefusal.nothingChanges) {
      try await desk.center.confirmRoster(uploadID: taken.uploadID, by: keeper)
    }
    #expect(try await desk.center.rosterImports(campaignID: desk.campaignID, of: keeper).count == 1)
    #expect(try await desk.center.rosterImports(campaignID: desk.campaignID, of: desk.place.liaison).count == 2)
  }

  @Test(
    "The second of two may look again and then confirm what he saw; nobody confirms what he did not see",
    arguments: SQLEngine.allCases)
  func seen(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let keeper = desk.place.liaison
    let first = try await desk.preview([Person(1)])
    let second = try await desk.preview([Person(1), Person(2)])
    try await desk.center.confirmRoster(uploadID: first.uploadID, RosterConfirmation(seen: first.seen), by: keeper)
    await #expect(throws: RegistrationRefusal.importedMeanwhile(by: "测试学籍管理员")) {
      try await desk.center.confirmRoster(uploadID: second.uploadID, RosterConfirmation(seen: second.seen), by: keeper)
    }
    let again = try await desk.center.rosterPreview(uploadID: second.uploadID, by: keeper)
    #expect(again.changes.added.count == 1)
    _ = try await desk.center.rosterPreview(uploadID: second.uploadID, choices: RosterChoices(columns: ["备注": ""]), by: keeper)
    await #expect(throws: RosterImportRefusal.previewChanged) {
      try await desk.center.confirmRoster(uploadID: second.uploadID, RosterConfirmation(seen: again.seen), by: keeper)
    }
    let last = try await desk.center.rosterPreview(uploadID: second.uploadID, by: keeper)
    #expect(
      try await desk.center.confirmRoster(uploadID: second.uploadID, RosterConfirmation(seen: last.seen), by: keeper).added == 1
    )
  }

  @Test("Number and identity number change together: asked, and the answer decides", arguments: SQLEngine.allCases)
  func samePerson(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring([Person(1, name: "李㛃", studentNumber: "A1"), Person(2, studentNumber: "A2")])
    let preview = try await desk.preview([Person(3, name: "李㛃", studentNumber: "A3"), Person(2, studentNumber: "A2")])
    let question = try #require(preview.changes.questions.first.first)
    await #expect(throws: RegistrationRefusal.openQuestions(1)) {
      try await desk.center.confirmRoster(uploadID: preview.uploadID, by: desk.place.liaison)
    }
    let key = question.old.key
    let done = try await desk.center.confirmRoster(
      uploadID: preview.uploadID, RosterConfirmation(samePerson: [key: true]), by: desk.place.liaison)
    #expect(done.changed == 1 && done.added == 0 && done.gone == 0)
    #expect(try await desk.id(3) == key)
  }
}
