import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Who stays although the file does not bring him: rows with errors, files that are a part, students of the rest of the institution.
@Suite struct RosterHeldTests {
  typealias Person = RosterDesk.Person

  /// A row whose sex does not agree with its number.
  private func wrong(_ number: Int) -> String {
    Person(number).line.replacingOccurrences(
      of: number.isMultiple(of: 2) ? ",女," : ",男,", with: number.isMultiple(of: 2) ? ",男," : ",女,")
  }

  private func preview(
    _ desk: RosterDesk, _ lines: [String], choices: RosterChoices = RosterChoices(), by keeper: (any RosterKeeper)? = nil
  ) async throws -> RosterPreview {
    let path = try desk.file(([RosterDesk.header] + lines).joined(separator: "\n"))
    let keeper: any RosterKeeper = keeper ?? desk.place.liaison
    return try await desk.center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: desk.campaignID, choices: choices, by: keeper)
  }

  @Test("A row with an error keeps its student as he is: never gone, never asked about", arguments: SQLEngine.allCases)
  func held(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring((1...6).map { Person($0) })
    let lines = [Person(1).line, wrong(2), wrong(3), Person(4, classGroup: "民族学2班").line, Person(5).line]
    let preview = try await preview(desk, lines)
    #expect(preview.changes.held.count == 2 && preview.changes.leaving.count == 1)
    #expect(preview.changes.held.first.map(\.studentNumber) == ["201000001002", "201000001003"])
    #expect(preview.changes.sentences.contains("有错误，保持原样 2 人"))
    var confirmation = RosterConfirmation(seen: preview.seen)
    confirmation.everybodyElse = RosterDesk.change(.transfer)
    let done = try await desk.center.confirmRoster(uploadID: preview.uploadID, confirmation, by: desk.place.liaison)
    #expect(done.gone == 1 && done.changed == 1 && done.blocked == 2)
    #expect(try await desk.province.everyGraduate().count == 5, "only the sixth left")
  }

  @Test(
    "Two rows that contradict each other hold both students, and a refused row of nobody known holds none",
    arguments: SQLEngine.allCases)
  func contradicted(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring([Person(1), Person(2), Person(3)])
    let twice = Person(2, name: "王㐂", studentNumber: "201000001001")
    let preview = try await preview(desk, [Person(1).line, twice.line, Person(3).line, wrong(40)])
    #expect(preview.changes.held.count == 2 && preview.changes.leaving.isEmpty)
    #expect(preview.changes.isEmpty)
  }

  @Test("A9.3: a file of one department leaves the others alone, unless it is said to be all", arguments: SQLEngine.allCases)
  func part(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring([Person(1), Person(2), Person(3, department: "文学院"), Person(4, department: "文学院")])
    let lines = [Person(1).line, Person(9).line]
    let part = try await preview(desk, lines)
    #expect(part.scope.scope == .departments && part.scope.proposed == .departments)
    #expect(part.changes.outside == 2 && part.changes.leaving.first.map(\.studentNumber) == ["201000001002"])
    let whole = try await desk.center.rosterPreview(
      uploadID: part.uploadID, choices: RosterChoices(scope: .whole), by: desk.place.liaison)
    #expect(whole.changes.leaving.count == 3 && whole.changes.outside == 0 && whole.seen != part.seen)
    await #expect(throws: RosterImportRefusal.previewChanged) {
      try await desk.center.confirmRoster(
        uploadID: part.uploadID, RosterConfirmation(seen: part.seen), by: desk.place.liaison)
    }
    let more = try await desk.center.rosterPreview(
      uploadID: part.uploadID, choices: RosterChoices(scope: .additions), by: desk.place.liaison)
    let done = try await desk.center.confirmRoster(
      uploadID: part.uploadID, RosterConfirmation(seen: more.seen), by: desk.place.liaison)
    #expect(done.added == 1 && done.gone == 0)
    #expect(try await desk.province.everyGraduate().count == 5)
  }

  @Test(
    "A2: centers that bring their students themselves are no concern of the institution's file", arguments: SQLEngine.allCases)
  func centersApart(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let keeper = try await desk.studyCenter("天水函授站")
    try await desk.bring([Person(1), Person(2)])
    try await desk.bring([Person(3, center: "天水函授站")], by: keeper)
    let preview = try await preview(desk, [Person(1).line, Person(2, classGroup: "民族学2班").line])
    #expect(preview.scope.centersApart == ["天水函授站"])
    #expect(preview.changes.leaving.isEmpty && preview.changes.outside == 1)
    var choices = preview.choices
    choices.centers = .included
    let all = try await desk.center.rosterPreview(uploadID: preview.uploadID, choices: choices, by: desk.place.liaison)
    #expect(all.changes.leaving.count == 1)
  }

  @Test("The same number or person in the rest of the institution is named with its row", arguments: SQLEngine.allCases)
  func elsewhere(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let keeper = try await desk.studyCenter("天水函授站")
    try await desk.bring([Person(1, studentNumber: "B1"), Person(2, studentNumber: "B2")])
    let center = try await desk.preview(
      [
        Person(1, studentNumber: "B1", center: "天水函授站"), Person(7, studentNumber: "B2", center: "天水函授站"),
        Person(2, studentNumber: "C2", level: "专升本", center: "天水函授站"), Person(8, studentNumber: "C8", center: "天水函授站"),
      ], by: keeper)
    let problems = try await desk.problems(of: center)
    #expect(problems.filter { $0.reason == RosterReason.numberTaken }.map(\.place.row).sorted() == [2, 3])
    #expect(problems.filter { $0.reason == RosterReason.sameElsewhere }.map(\.place.row) == [4])
    #expect(problems.contains { $0.message == "这名学生已经登记在本部" })
    #expect(center.changes.added.count == 2)
    try await desk.center.confirmRoster(uploadID: center.uploadID, RosterConfirmation(seen: center.seen), by: keeper)
    // The institution's file: somebody new under the number of a student it leaves alone, and one person once more.
    let own = try await preview(
      desk,
      [
        Person(1, studentNumber: "B1").line, Person(2, studentNumber: "B2").line,
        Person(31, name: "李㛃", studentNumber: "C8").line,
      ])
    let words = try await desk.problems(of: own).filter { $0.reason == RosterReason.numberTaken }
    #expect(words.map(\.place.row) == [4] && words.first?.message.contains("站点「天水函授站」") == true)
    #expect(own.changes.isEmpty)
    let again = try await preview(
      desk,
      [
        Person(1, studentNumber: "B1").line, Person(2, studentNumber: "B2").line,
        Person(1, studentNumber: "B9", level: "第二学士学位").line,
      ])
    #expect(
      try await desk.problems(of: again).filter { $0.reason == RosterReason.sameElsewhere }.map(\.place.row) == [4])
  }

  @Test(
    "A file with the provisional code is taken once the ministry's code is there, with a word", arguments: SQLEngine.allCases)
  func formerCode(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO institution_former_code (code, institution_id, replaced_by, replaced_at) VALUES ('临001', ?, '10730', 1)",
        [.text(desk.place.institutionID)])
    }
    let path = try desk.file("学校代码," + RosterDesk.header + "\n临001," + Person(1).line)
    let preview = try await desk.center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(try await desk.problems(of: preview).map(\.reason) == [RosterReason.formerCode])
    #expect(preview.changes.added.count == 1)
  }

  @Test("同一人？: many pairs are answered in one, single ones apart", arguments: SQLEngine.allCases)
  func manyPairs(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let names = (0..<120).map { "张\("甲乙丙丁戊己庚辛壬癸".map(String.init)[$0 / 12])\("子丑寅卯辰巳午未申酉戌亥".map(String.init)[$0 % 12])" }
    try await desk.bring((0..<120).map { Person($0, name: names[$0]) })
    // New numbers of both kinds, the same names in the same class.
    let preview = try await desk.preview((0..<120).map { Person($0 + 200, name: names[$0]) })
    #expect(preview.changes.questions.count == 120 && preview.changes.questions.first.count == WorkflowLimits.ownAnswers)
    await #expect(throws: RegistrationRefusal.openQuestions(120)) {
      try await desk.center.confirmRoster(uploadID: preview.uploadID, by: desk.place.liaison)
    }
    var confirmation = RosterConfirmation(seen: preview.seen)
    let apart = try #require(preview.changes.questions.first.first)
    confirmation.samePerson[apart.old.key] = false
    confirmation.everyOtherPair = true
    confirmation.everybodyElse = RosterDesk.change(.withdrawal)
    let done = try await desk.center.confirmRoster(uploadID: preview.uploadID, confirmation, by: desk.place.liaison)
    #expect(done.changed == 119 && done.added == 1 && done.gone == 1)
  }
}
