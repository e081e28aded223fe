import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Filters of the lists that cut across classes.
@Suite struct GraduateFilterTests {
  typealias Person = RosterDesk.Person

  @Test("Absences by reason, way on, department and, for the officer, institution", arguments: SQLEngine.allCases)
  func absences(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring([Person(1), Person(2, department: "文学院", classGroup: "中文1班"), Person(3)])
    let away = Absence.WayOn.otherBranch(province: "陕西省")
    let back = Absence.WayOn.returns(CalendarDay(milliseconds: desk.province.time.now).adding(days: 3))
    for (number, absence) in [
      (1, Absence(reason: .internship, wayOn: away)), (2, Absence(reason: .internship, wayOn: back)),
      (3, Absence(reason: .abroad, wayOn: away)),
    ] {
      try await desk.center.recordAbsence(absence, of: desk.id(number), campaignID: desk.campaignID, by: desk.place.liaison)
    }
    let officer = try await desk.province.officer()
    func count(_ filter: AbsenceFilter, _ reader: some GraduateReader) async throws -> Int {
      try await desk.center.absences(campaignID: desk.campaignID, filter: filter, by: reader).total
    }
    #expect(try await count(AbsenceFilter(), desk.place.liaison) == 3)
    #expect(try await count(AbsenceFilter(reason: .internship), desk.place.liaison) == 2)
    #expect(try await count(AbsenceFilter(reason: .internship, wayOn: "returns"), desk.place.liaison) == 1)
    #expect(try await count(AbsenceFilter(wayOn: "other-province", department: "民族学院"), desk.place.liaison) == 2)
    #expect(try await count(AbsenceFilter(institutionCode: "10730"), officer) == 3)
    #expect(try await count(AbsenceFilter(institutionCode: "10731"), officer) == 0)
    #expect(try await desk.center.departments(campaignID: desk.campaignID, by: desk.place.liaison) == ["文学院", "民族学院"])
    let counselor = Counselor(
      accountID: "c", institutionID: desk.place.institutionID, classGroups: [.init(department: "文学院", name: "中文1班")])
    #expect(try await desk.center.departments(campaignID: desk.campaignID, by: counselor) == ["文学院"])
    #expect(try await count(AbsenceFilter(reason: .abroad), counselor) == 0)
    #expect(Set(AbsenceFilter.waysOn.map(\.code)) == [away.code, back.code, Absence.WayOn.makeup.code])
  }

  @Test("Special cases by department and ground; duplicates by institution", arguments: SQLEngine.allCases)
  func specialAndDuplicates(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let other = try await desk.province.place(code: "10731", name: "邻近大学", liaison: "other").liaison
    let third = try await desk.province.place(code: "10732", name: "第三大学", liaison: "third").liaison
    try await desk.bring([Person(1), Person(2, department: "文学院", classGroup: "中文1班"), Person(3)])
    try await desk.bring([Person(1), Person(2)], by: other)
    try await desk.bring([Person(2)], by: third)
    let liaison = desk.place.liaison
    for (number, ground) in [(1, SpecialCase.Ground.medical), (2, .religious)] {
      try await desk.center.approveSpecialCase(
        SpecialCase(ground: ground, checks: [.headwear]), of: desk.id(number), campaignID: desk.campaignID, by: liaison)
    }
    func special(_ department: String?, _ ground: SpecialCase.Ground?) async throws -> Int {
      try await desk.center.specialCases(
        campaignID: desk.campaignID, department: department, ground: ground, by: liaison
      ).total
    }
    #expect(try await special(nil, nil) == 2)
    #expect(try await special("文学院", nil) == 1)
    #expect(try await special(nil, .medical) == 1)
    #expect(try await special("文学院", .medical) == 0)
    let officer = try await desk.province.officer()
    func duplicates(_ code: String?) async throws -> [Int] {
      let found = try await desk.center.provinceDuplicates(campaignID: desk.campaignID, institutionCode: code, by: officer)
      #expect(found.total == found.people.count)
      return found.people.map(\.lines.count).sorted()
    }
    #expect(try await duplicates(nil) == [2, 3])
    #expect(try await duplicates("10731") == [2, 3])
    #expect(try await duplicates("10732") == [3])
    #expect(try await duplicates("99999") == [])
  }
}
