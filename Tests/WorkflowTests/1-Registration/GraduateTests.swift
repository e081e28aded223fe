import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// One graduate after the import: seen by those who may, changed through the same rules, absent, special, gone.
@Suite struct GraduateTests {
  typealias Person = RosterDesk.Person

  private func desk(_ engine: SQLEngine) async throws -> RosterDesk {
    let desk = try await RosterDesk(on: engine)
    let classes = [("民族学院", "民族学1班"), ("民族学院", "民族学2班"), ("文学院", "中文1班")]
    try await desk.bring(
      (0..<60).map { Person($0, name: $0 == 7 ? "欧阳㛃" : "张䶮", department: classes[$0 % 3].0, classGroup: classes[$0 % 3].1) })
    return desk
  }

  @Test("Each sees the own part, and what is not his is not found", arguments: SQLEngine.allCases)
  func scopes(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let center = desk.center
    let id = desk.place.institutionID
    let secretary = DepartmentSecretary(accountID: "s", institutionID: id, department: "文学院")
    let counselor = Counselor(accountID: "c", institutionID: id, classGroups: [.init(department: "民族学院", name: "民族学2班")])
    let nobody = Counselor(accountID: "n", institutionID: id, classGroups: [])
    let officer = try await desk.province.officer()
    let stranger = try await desk.province.place(code: "10731", name: "示例理工大学", liaison: "stranger").liaison
    let campaign = desk.campaignID
    #expect(try await center.classes(campaignID: campaign, by: desk.place.liaison).map(\.total) == [20, 20, 20])
    #expect(try await center.classes(campaignID: campaign, by: secretary).map(\.department) == ["文学院"])
    #expect(try await center.classes(campaignID: campaign, by: counselor).map(\.classGroup) == ["民族学2班"])
    #expect(try await center.classes(campaignID: campaign, by: nobody).isEmpty)
    #expect(try await center.classes(campaignID: campaign, by: stranger).isEmpty)
    #expect(try await center.classes(campaignID: campaign, institutionID: id, by: officer).count == 3)
    #expect(try await center.classes(campaignID: campaign, institutionID: id, by: stranger).isEmpty)
    let one = try await desk.id(1)
    #expect(try await center.graduate(one, campaignID: campaign, by: counselor).name == "张䶮")
    await #expect(throws: RosterImportRefusal.notFound) { try await center.graduate(one, campaignID: campaign, by: secretary) }
    await #expect(throws: RosterImportRefusal.notFound) { try await center.graduate(one, campaignID: campaign, by: stranger) }
    #expect(try await center.searchGraduates(MadeUp.idNumber(1), campaignID: campaign, by: stranger).total == 0)
    #expect(
      try await center.searchGraduates("欧阳", campaignID: campaign, by: officer).lines.map(\.studentNumber) == ["201000001007"])
    #expect(try await center.searchGraduates("张", campaignID: campaign, by: desk.place.liaison).lines.count == 50)
    #expect(try await center.searchGraduates("201000001008", campaignID: campaign, by: desk.place.liaison).total == 1)
    #expect(try await center.rosterCounts(campaignID: campaign, by: try await desk.province.planner()).map(\.due) == [60, 0])
  }

  @Test("Promise 7: masked everywhere; in full only with one journal line for the class", arguments: SQLEngine.allCases)
  func numbers(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let page = try await desk.center.graduates(
      campaignID: desk.campaignID, department: "文学院", classGroup: "中文1班", by: desk.place.liaison)
    #expect(page.total == 20 && page.lines.allSatisfy { $0.idNumber.contains("***") })
    let opened = try await desk.center.openClass(
      campaignID: desk.campaignID, department: "文学院", classGroup: "中文1班", by: desk.place.liaison)
    #expect(opened.lines.first?.idNumber == MadeUp.idNumber(2))
    #expect(try await desk.province.journaledActions().filter { $0 == "class.opened" }.count == 1)
    let record = try await desk.center.graduate(desk.id(2), campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(!record.fields.contains { $0.value.contains(MadeUp.idNumber(2)) })
  }

  @Test(
    "One field changed by hand: same rules, a version, a journal line; a second editor is told", arguments: SQLEngine.allCases)
  func changed(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let id = try await desk.id(1)
    let keeper = desk.place.liaison
    func change(_ column: RosterColumn, _ value: String, _ version: Int64) async throws {
      try await desk.center.changeGraduate(
        id, campaignID: desk.campaignID, column: column, to: value, version: version, by: keeper)
    }
    await #expect(throws: GraduateRefusal.self) { try await change(.sex, "女", 1) }
    await #expect(throws: GraduateRefusal.sameValue) { try await change(.major, "民族学", 1) }
    await #expect(throws: GraduateRefusal.notThisColumn(.institutionCode)) { try await change(.institutionCode, "10731", 1) }
    await #expect(throws: RosterImportRefusal.studentNumberTaken) { try await change(.studentNumber, "201000001002", 1) }
    await #expect(throws: GraduateRefusal.numberOfSomebodyElse) { try await change(.idNumber, MadeUp.idNumber(7), 1) }
    try await change(.idNumber, MadeUp.idNumber(101), 1)
    await #expect(throws: GraduateRefusal.self) { try await change(.major, "历史学", 1) }
    try await change(.major, "历史学", 2)
    let record = try await desk.center.graduate(id, campaignID: desk.campaignID, by: keeper)
    #expect(record.version == 3)
    #expect(record.versions.map { $0.changes.map(\.column) } == [[.major], [.idNumber]])
    #expect(record.versions[1].changes[0].new == IDNumber.masked(MadeUp.idNumber(101)))
    #expect(record.journal.map(\.what) == ["修改了一项信息", "修改了一项信息"])
    #expect(try await desk.id(101) == id)
    // What was changed by hand is no longer the import's to take back.
    let imported = try await desk.center.rosterImports(campaignID: desk.campaignID, of: keeper)[0]
    await #expect(throws: RosterImportRefusal.hasDependents(1)) {
      try await desk.center.rollBackRoster(importID: imported.id, by: keeper)
    }
  }

  @Test("Who cannot come has a way on; 散拍证明 prints for another province only", arguments: SQLEngine.allCases)
  func absent(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let id = try await desk.id(1)
    let counselor = Counselor(
      accountID: "c", institutionID: desk.place.institutionID, classGroups: [.init(department: "民族学院", name: "民族学2班")])
    let away = Absence(reason: .internship, wayOn: .otherBranch(province: "陕西省"))
    await #expect(throws: AbsenceProblem.noMakeup) {
      try await desk.center.recordAbsence(
        Absence(reason: .abroad, wayOn: .makeup), of: id, campaignID: desk.campaignID, by: desk.place.liaison)
    }
    await #expect(throws: RosterImportRefusal.notFound) {
      try await desk.center.recordAbsence(away, of: desk.id(0), campaignID: desk.campaignID, by: counselor)
    }
    await #expect(throws: GraduateRefusal.notOtherProvince) {
      try await desk.center.scatterProof(of: id, campaignID: desk.campaignID, by: counselor)
    }
    try await desk.center.recordAbsence(away, of: id, campaignID: desk.campaignID, by: counselor)
    #expect(try await desk.center.absences(campaignID: desk.campaignID, by: desk.place.liaison).lines.map(\.absence) == [away])
    let proof = try await desk.center.scatterProof(of: id, campaignID: desk.campaignID, by: counselor)
    #expect(try Data(contentsOf: URL(filePath: proof.path)).starts(with: Data("%PDF".utf8)))
    proof.remove()
    try await desk.center.withdrawAbsence(of: id, campaignID: desk.campaignID, by: counselor)
    await #expect(throws: GraduateRefusal.notAbsent) {
      try await desk.center.withdrawAbsence(of: id, campaignID: desk.campaignID, by: counselor)
    }
    #expect(try await desk.province.journaledActions().suffix(3) == ["absence.recorded", "paper.printed", "absence.withdrawn"])
  }

  @Test("A special case is approved by the school, and says how to shoot, not what somebody has", arguments: SQLEngine.allCases)
  func special(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let id = try await desk.id(1)
    let leader = try await desk.province.sealingLeader(of: desk.place.institutionID)
    let bad = SpecialCase(ground: .medical, checks: [.eyesOpen], instruction: "斜视，请放宽")
    await #expect(throws: GraduateRefusal.self) {
      try await desk.center.approveSpecialCase(bad, of: id, campaignID: desk.campaignID, by: leader)
    }
    let good = SpecialCase(
      ground: .disability, checks: [.shoulders, .headTilt], instruction: "请坐着拍", needsWheelchairPlace: true)
    try await desk.center.approveSpecialCase(good, of: id, campaignID: desk.campaignID, by: leader)
    let record = try await desk.center.graduate(id, campaignID: desk.campaignID, by: leader)
    #expect(record.specialCase == good)
    let bare = SpecialCase(ground: .religious, checks: [], instruction: "请先说明再拍")
    try await desk.center.approveSpecialCase(bare, of: id, campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(try await desk.center.graduate(id, campaignID: desk.campaignID, by: leader).specialCase == bare)
    #expect(try await desk.center.specialCases(campaignID: desk.campaignID, by: leader).total == 1)
    try await desk.center.withdrawSpecialCase(of: id, campaignID: desk.campaignID, by: leader)
    #expect(try await desk.center.graduate(id, campaignID: desk.campaignID, by: leader).specialCase == nil)
  }

  @Test(
    "A status change outside an import frees the number; withdrawn, it is taken again unless somebody has it",
    arguments: SQLEngine.allCases)
  func status(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let keeper = desk.place.liaison
    let id = try await desk.id(1)
    let without = StatusChange(kind: .suspension, day: CalendarDay(milliseconds: 1_379_000_000_000), document: " ")
    await #expect(throws: RegistrationRefusal.statusChangeWithoutDocument(.suspension)) {
      try await desk.center.recordStatusChange(without, of: id, campaignID: desk.campaignID, by: keeper)
    }
    try await desk.center.recordStatusChange(RosterDesk.change(.military), of: id, campaignID: desk.campaignID, by: keeper)
    await #expect(throws: GraduateRefusal.hasLeft(.military)) {
      try await desk.center.recordStatusChange(RosterDesk.change(.military), of: id, campaignID: desk.campaignID, by: keeper)
    }
    #expect(try await desk.center.classes(campaignID: desk.campaignID, by: keeper).map(\.left) == [0, 0, 1])
    let other = try await desk.id(4)
    try await desk.center.changeGraduate(
      other, campaignID: desk.campaignID, column: .studentNumber, to: "201000001001", version: 1, by: keeper)
    await #expect(throws: RosterImportRefusal.studentNumberTaken) {
      try await desk.center.withdrawStatusChange(of: id, campaignID: desk.campaignID, by: keeper)
    }
    try await desk.center.changeGraduate(
      other, campaignID: desk.campaignID, column: .studentNumber, to: "201000001004", version: 2, by: keeper)
    try await desk.center.withdrawStatusChange(of: id, campaignID: desk.campaignID, by: keeper)
    #expect(try await desk.center.classes(campaignID: desk.campaignID, by: keeper).map(\.left) == [0, 0, 0])
  }

  @Test("Duplicates in the province are the officer's alone to see", arguments: SQLEngine.allCases)
  func duplicates(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let stranger = try await desk.province.place(code: "10731", name: "示例理工大学", liaison: "stranger")
    let path = try desk.file([Person(5), Person(300)])
    let preview = try await desk.center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: desk.campaignID, by: stranger.liaison)
    #expect(try await desk.problems(of: preview).isEmpty)
    try await desk.center.confirmRoster(uploadID: preview.uploadID, by: stranger.liaison)
    let found = try await desk.center.provinceDuplicates(campaignID: desk.campaignID, by: try await desk.province.officer())
    #expect(found.total == 1)
    #expect(found.people.first?.lines.map(\.institutionCode) == ["10730", "10731"])
  }

  @Test(
    "Class papers: numbers in full leave one line a class; class lists none; a name without a font blocks its own paper only")
  func papers() async throws {
    let desk = try await desk(.sqlite)
    let list = try await desk.center.classPapers(.classList, campaignID: desk.campaignID, by: desk.place.liaison)
    list.remove()
    #expect(try await !desk.province.journaledActions().contains("class.opened"))
    let sheet = try await desk.center.classPapers(
      .checkSheet, campaignID: desk.campaignID, department: "民族学院", by: desk.place.liaison)
    #expect(try Data(contentsOf: URL(filePath: sheet.path)).count > 10_000)
    sheet.remove()
    #expect(try await desk.province.journaledActions().filter { $0 == "class.opened" }.count == 2)
    let id = try await desk.id(2)
    try await desk.center.records.write {
      try $0.execute("UPDATE graduate SET name = ? WHERE id = ?", [.text("张\u{E863}"), .text(id)])
    }
    let names = try await desk.center.undrawableNames(campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(names.map(\.scalars) == [["\u{E863}"]] && names[0].classGroup == "中文1班")
    await #expect(throws: PrintRefusal.self) {
      try await desk.center.classPapers(.checkSheet, campaignID: desk.campaignID, department: "文学院", by: desk.place.liaison)
    }
    let other = try await desk.center.classPapers(
      .classList, campaignID: desk.campaignID, department: "民族学院", by: desk.place.liaison)
    other.remove()
    #expect(try desk.spooled.isEmpty)
  }

  @Test("Pages of graduates and look-ups by number use an index", arguments: SQLEngine.allCases)
  func plans(engine: SQLEngine) async throws {
    let desk = try await desk(engine)
    let place = GraduatePlace(campaignID: "c", institutionID: "i", department: "d", classGroup: "k")
    let (condition, arguments) = place.condition(desk.place.liaison.graduateScope)
    let page = try await desk.center.database.explain("SELECT g.id FROM graduate g WHERE \(condition)", arguments)
    let search = try await desk.center.database.explain(
      "SELECT g.id FROM graduate g WHERE g.campaign_id = ? AND g.id_index IN (?)", [.text("c"), .blob([1])])
    for plan in [page, search] { #expect(!plan.contains { $0.contains("Seq Scan") || $0.hasPrefix("SCAN") }, "\(plan)") }
  }
}
