import GraduatePhotos
import Testing

@Suite("Duplicates inside a file (domain.md 2.2, 3.1)")
struct RosterDuplicatesTests {
  private func problems(_ entries: [RosterEntry]) -> [RosterProblem] {
    var duplicates = RosterDuplicates()
    return entries.enumerated().flatMap { duplicates.add($1, at: RosterPlace(sheet: "甲", row: $0 + 2)) }
  }

  @Test("Different people give nothing")
  func none() {
    #expect(problems((1...200).map { Fixture.entry($0) }).isEmpty)
  }

  @Test("The same row twice: the later one is refused")
  func sameRow() {
    let found = problems([Fixture.entry(1), Fixture.entry(2), Fixture.entry(1)])
    #expect(found.map(\.reason) == [RosterReason.duplicateRow] && found.first?.place.row == 4)
    #expect(found.first?.message == "与工作表「甲」第 2 行是同一人、同一学号，重复了")
  }

  @Test("专升本 and 二学位: one person, several records, a warning and one shot for each")
  func severalRecords() {
    let bachelor = Fixture.entry(1, studentNumber: "A1", level: .associate)
    let upgraded = Fixture.entry(1, studentNumber: "B1", level: .upgradedBachelor)
    let second = Fixture.entry(1, studentNumber: "C1", level: .associate, major: "法学")
    for other in [upgraded, second] {
      let found = problems([bachelor, other])
      #expect(found.map(\.reason) == [RosterReason.severalRecords] && found.first?.severity == .warning)
    }
  }

  @Test("One identity number, two names: neither row is taken")
  func twoNames() {
    let found = problems([Fixture.entry(1), Fixture.entry(1, name: "王伟", studentNumber: "X1")])
    #expect(found.map(\.reason) == [RosterReason.duplicateID, RosterReason.duplicateID])
    #expect(Set(found.map(\.place.row)) == [2, 3])
    #expect(found.allSatisfy { $0.severity == .error && $0.shownValue.contains("*") })
  }

  @Test("One student number, two people: neither row is taken")
  func twoPeople() {
    let found = problems([Fixture.entry(1), Fixture.entry(2, studentNumber: "2022000001")])
    #expect(found.map(\.reason) == [RosterReason.duplicateStudentNumber, RosterReason.duplicateStudentNumber])
  }

  @Test("15 and 18 places of one person are the same number")
  func oldForm() throws {
    var old = Fixture.entry(1, studentNumber: "X9")
    var new = Fixture.entry(1, studentNumber: "X8")
    old.idNumber = try IDNumber.read("340524800101001", today: Fixture.today)
    new.idNumber = try IDNumber.read("34052419800101001X", today: Fixture.today)
    #expect(problems([old, new]).map(\.reason) == [RosterReason.duplicateID, RosterReason.duplicateID])
  }

  @Test("Names that only look alike are different names")
  func codePoints() {
    let found = problems([Fixture.entry(1, name: "\u{F900}"), Fixture.entry(1, name: "\u{8C48}")])
    #expect(found.contains { $0.reason == RosterReason.duplicateID })
  }

  @Test("Freshmen without student numbers are no duplicates of each other")
  func withoutStudentNumber() {
    #expect(problems([Fixture.entry(1, studentNumber: ""), Fixture.entry(2, studentNumber: "")]).isEmpty)
  }
}
