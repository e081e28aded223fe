import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Many absences at once, and what is told of them to whom.
@Suite struct AbsenceListTests {
  typealias Person = RosterDesk.Person

  private static let away = Absence(reason: .internship, wayOn: .otherBranch(province: "陕西省"))

  @Test("Ticked ones are noted in one act, all or none, within the keeper's scope", arguments: SQLEngine.allCases)
  func ticked(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let center = desk.center
    try await desk.bring((0..<6).map { Person($0, classGroup: $0 < 3 ? "民族学1班" : "民族学2班") })
    var ids: [String] = []
    for number in 0..<6 { ids.append(try await desk.id(number)) }
    let counselor = Counselor(
      accountID: "c", institutionID: desk.place.institutionID, classGroups: [.init(department: "民族学院", name: "民族学1班")])
    await #expect(throws: RosterImportRefusal.notFound) {
      try await center.recordAbsences(Self.away, of: ids, campaignID: desk.campaignID, by: counselor)
    }
    #expect(try await center.absences(campaignID: desk.campaignID, by: counselor).total == 0, "none of them")
    await #expect(throws: GraduateRefusal.rule(["没有选中学生"])) {
      try await center.recordAbsences(Self.away, of: [], campaignID: desk.campaignID, by: counselor)
    }
    #expect(
      try await center.recordAbsences(
        Self.away, of: Array(ids.prefix(3)) + [ids[0]], campaignID: desk.campaignID, by: counselor) == 3)
    #expect(
      try await center.recordAbsences(Self.away, of: Array(ids.prefix(4)), campaignID: desk.campaignID, by: desk.place.liaison)
        == 1, "what stands already is not noted again")
    try await center.recordStatusChange(
      RosterDesk.change(.military), of: ids[4], campaignID: desk.campaignID, by: desk.place.liaison)
    await #expect(throws: GraduateRefusal.hasLeft(.military)) {
      try await center.recordAbsences(Self.away, of: [ids[4], ids[5]], campaignID: desk.campaignID, by: desk.place.liaison)
    }
    #expect(try await center.absences(campaignID: desk.campaignID, by: desk.place.liaison).total == 4)
    #expect(try await desk.province.journaledActions().filter { $0 == "absence.recorded" }.count == 4)
  }

  @Test("A list is read, previewed with its problems, and noted as a whole", arguments: SQLEngine.allCases)
  func list(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let center = desk.center
    try await desk.bring((0..<5).map { Person($0) })
    try await center.recordAbsences(
      Self.away, of: [try await desk.id(0)], campaignID: desk.campaignID, by: desk.place.liaison)
    try await center.recordStatusChange(
      RosterDesk.change(.military), of: try await desk.id(4), campaignID: desk.campaignID, by: desk.place.liaison)
    let rows = [
      "2014届不能到场名单", "学号,原因,去向,返回日期", "201000001000,校外实习,陕西省采集单位散拍,", "201000001001,实习,返校,2014-03-15",
      "201000001002,住院,甘肃,", "201000001003,不来,返校,2014-03-15", "201000009999,出国,青海省,", "201000001001,实习,补拍,",
      "201000001004,出国,青海省,", ",实习,补拍,", "201000001003,出国,回来,",
    ]
    let path = try desk.file(rows.joined(separator: "\r\n"))
    let preview = try await center.previewAbsences(
      path: path, fileName: "不能到场.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(preview.lines.map(\.row.studentNumber) == ["201000001001"] && preview.unchanged == 1)
    #expect(preview.lines.first?.row.absence.wayOn == .returns(try #require(CalendarDay(year: 2014, month: 3, day: 15))))
    #expect(preview.problems.map(\.place.row) == [5, 6, 7, 8, 9, 10, 11])
    #expect(
      preview.problems.map(\.message) == [
        "甘肃省就在本次采集的省份", "认不出原因", "名单里没有学号 201000009999 的学生", "与第 4 行的学号相同", "已登记入伍，不在应采之列", "没有学号",
        "与第 6 行的学号相同",
      ])
    #expect(
      try await center.absences(campaignID: desk.campaignID, by: desk.place.liaison).total == 1, "a preview notes nothing")
    let good = preview.lines.map(\.row)
    let wrong = AbsenceRow(studentNumber: "201000009999", absence: Self.away)
    await #expect(throws: GraduateRefusal.self) {
      try await center.recordAbsences(good + [wrong], campaignID: desk.campaignID, by: desk.place.liaison)
    }
    #expect(try await center.absences(campaignID: desk.campaignID, by: desk.place.liaison).total == 1)
    #expect(try await center.recordAbsences(good, campaignID: desk.campaignID, by: desk.place.liaison) == 1)
    #expect(try await center.absences(campaignID: desk.campaignID, by: desk.place.liaison).total == 2)
    let other = try desk.file("姓名,班级\r\n张三,一班")
    await #expect(throws: RegistrationRefusal.noHeader) {
      try await center.previewAbsences(path: other, fileName: "x.csv", campaignID: desk.campaignID, by: desk.place.liaison)
    }
  }

  @Test("Planner and officer see how many, never who; who left is not among them", arguments: SQLEngine.allCases)
  func counts(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let center = desk.center
    let keeper = desk.place.liaison
    try await desk.bring((0..<4).map { Person($0) })
    try await center.recordAbsences(
      Self.away, of: [try await desk.id(0), try await desk.id(1)], campaignID: desk.campaignID, by: keeper)
    for (number, wheelchair, quiet) in [(1, true, false), (2, true, true), (3, false, true)] {
      try await center.approveSpecialCase(
        SpecialCase(
          ground: .disability, checks: [], instruction: "请坐着拍", needsWheelchairPlace: wheelchair, needsQuietCorner: quiet),
        of: try await desk.id(number), campaignID: desk.campaignID, by: keeper)
    }
    try await center.recordStatusChange(
      RosterDesk.change(.military), of: try await desk.id(1), campaignID: desk.campaignID, by: keeper)
    let count = try await center.rosterCounts(campaignID: desk.campaignID, by: try await desk.province.planner())[0]
    #expect(count.due == 3 && count.absent == 1 && count.wheelchairs == 1 && count.quietCorners == 2)
    #expect(try await center.absences(campaignID: desk.campaignID, by: keeper).total == 1)
  }

  @Test("A special case is nobody's but its approvers', and so is who approved it", arguments: SQLEngine.allCases)
  func specialCase(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let center = desk.center
    let station = try await desk.studyCenter("酒泉函授站")
    try await desk.bring([Person(1, center: "酒泉函授站")])
    let id = try await desk.id(1)
    let institution = desk.place.institutionID
    let value = SpecialCase(ground: .medical, checks: [.headwear], instruction: "请不要要求摘帽")
    let leader = try await desk.province.sealingLeader(of: institution)
    try await center.approveSpecialCase(value, of: id, campaignID: desk.campaignID, by: leader)
    try await center.recordAbsence(Self.away, of: id, campaignID: desk.campaignID, by: desk.place.liaison)
    let group = Counselor.ClassGroup(department: "民族学院", name: "民族学1班")
    let others: [any GraduateReader] = [
      try await desk.province.officer(), station,
      DepartmentSecretary(accountID: "s", institutionID: institution, department: "民族学院"),
      Counselor(accountID: "c", institutionID: institution, classGroups: [group]),
    ]
    for reader in others {
      let record = try await center.graduate(id, campaignID: desk.campaignID, by: reader)
      #expect(record.specialCase == nil, "\(reader.roleName)")
      #expect(record.journal.map(\.what) == ["登记不能到场"], "\(reader.roleName)")
    }
    let approvers: [any GraduateReader] = [leader, desk.place.liaison]
    for reader in approvers {
      let record = try await center.graduate(id, campaignID: desk.campaignID, by: reader)
      #expect(record.specialCase == value && record.journal.count == 2, "\(reader.roleName)")
    }
    #expect(Absence.Reason.hospital.forOtherAgency == "不在本省" && Absence.Reason.internship.forOtherAgency == "实习")
  }

  @Test("Who moved to another institution is no duplicate; keys under way hide none", arguments: SQLEngine.allCases)
  func duplicates(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let center = desk.center
    let officer = try await desk.province.officer()
    try await desk.bring([Person(5), Person(7), Person(9)])
    let other = try await desk.province.place(code: "10731", name: "示例理工大学", liaison: "stranger")
    // The second institution's numbers are indexed under the newer keys.
    center.keys.replace(with: try center.keys.current.rotated(at: desk.province.time.now, chance: center.chance))
    let path = try desk.file([Person(5), Person(7), Person(300)])
    let preview = try await center.uploadRoster(path: path, fileName: "名单.csv", campaignID: desk.campaignID, by: other.liaison)
    try await center.confirmRoster(uploadID: preview.uploadID, by: other.liaison)
    let found = try await center.provinceDuplicates(campaignID: desk.campaignID, by: officer)
    #expect(found.total == 2 && found.people.allSatisfy { $0.lines.map(\.institutionCode) == ["10730", "10731"] })
    #expect(try await center.provinceDuplicateCount(campaignID: desk.campaignID, by: officer) == 2)
    // 转学: due at the new institution alone.
    try await center.recordStatusChange(
      RosterDesk.change(.transfer), of: try await desk.id(5), campaignID: desk.campaignID, by: desk.place.liaison)
    #expect(try await center.provinceDuplicates(campaignID: desk.campaignID, by: officer).total == 1)
    // And once everything is under the newest keys the index alone finds the same.
    var cursor: String? = ""
    while let after = cursor { cursor = try await center.records.write { try $0.reencrypt(.graduates, after: after).next } }
    let after = try await center.provinceDuplicates(campaignID: desk.campaignID, by: officer)
    #expect(after.total == 1 && after.people[0].lines.map(\.studentNumber) == ["201000001007", "201000001007"])
  }

  @Test(
    "Promise 7: classes of one name at two institutions never mix, and the journal says whose it was",
    arguments: SQLEngine.allCases)
  func twoInstitutions(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let center = desk.center
    let officer = try await desk.province.officer()
    try await desk.bring([Person(1), Person(3)])
    let other = try await desk.province.place(code: "10731", name: "示例理工大学", liaison: "stranger")
    let path = try desk.file([Person(301), Person(303), Person(305)])
    let preview = try await center.uploadRoster(path: path, fileName: "名单.csv", campaignID: desk.campaignID, by: other.liaison)
    try await center.confirmRoster(uploadID: preview.uploadID, by: other.liaison)
    func open(_ institution: String?) async throws -> GraduatePage {
      try await center.openClass(
        campaignID: desk.campaignID, institutionID: institution, department: "民族学院", classGroup: "民族学1班", by: officer)
    }
    func print(_ institution: String?) async throws -> PreparedFile {
      try await center.classPapers(
        .checkSheet, campaignID: desk.campaignID, institutionID: institution, department: "民族学院", classGroup: "民族学1班",
        by: officer)
    }
    await #expect(throws: RegistrationRefusal.institutionNotChosen) { try await open(nil) }
    await #expect(throws: RegistrationRefusal.institutionNotChosen) { try await print(nil) }
    #expect(try await desk.province.journaledActions().filter { $0 == "class.opened" }.isEmpty)
    for (institution, code, count) in [(desk.place.institutionID, "10730", 2), (other.institutionID, "10731", 3)] {
      let page = try await open(institution)
      #expect(page.total == count && page.lines.allSatisfy { $0.institutionID == institution })
      let file = try await print(institution)
      #expect(file.fileName.hasPrefix(code))
      file.remove()
      let opened = try await center.records.read { transaction in
        try transaction.rows(
          "SELECT details FROM journal_line WHERE action = 'class.opened' AND record_id = ? ORDER BY id", [.text(institution)]
        ).map { try CampaignJSON.value([String: String].self, from: $0.text("details")) }
      }
      #expect(opened.map { $0["rows"] } == [String(count), String(count)])
      #expect(opened.map { $0["why"] } == ["page", "check-sheet"])
    }
  }
}
