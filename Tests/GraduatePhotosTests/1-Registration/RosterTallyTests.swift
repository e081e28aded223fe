import GraduatePhotos
import Testing

@Suite("Problems of a whole roster")
struct RosterTallyTests {
  @Test("Everything is counted, a bounded number kept, contradictions refuse both rows")
  func tally() {
    var tally = RosterTally()
    #expect(tally.chineseSummary == "没有问题")
    var duplicates = RosterDuplicates()
    tally.add(duplicates.add(Fixture.entry(1), at: RosterPlace(row: 2)))
    tally.add(duplicates.add(Fixture.entry(1, name: "王伟", studentNumber: "X"), at: RosterPlace(row: 9)))
    #expect(tally.refusedRows == [RosterPlace(row: 2), RosterPlace(row: 9)])
    #expect(tally.counts == [RosterReason.duplicateID: 2] && tally.errors == 2)
    let warning = RosterProblem(
      severity: .warning, column: .name, place: RosterPlace(row: 3), reason: "name.single-character", message: "只有一个字")
    let extra = 7
    tally.add(Array(repeating: warning, count: RegistrationLimits.rosterProblems - 2 + extra))
    #expect(tally.kept.count == RegistrationLimits.rosterProblems && tally.notKept == extra)
    #expect(tally.chineseSummary == "2 行有错误，不能导入；另有 \(RegistrationLimits.rosterProblems - 2 + extra) 处提醒")
  }
}
