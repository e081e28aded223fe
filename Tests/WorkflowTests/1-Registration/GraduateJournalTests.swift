import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Values that the journal keeps under a graduate's own key, as his record shows them.
@Suite struct GraduateJournalTests {
  typealias Person = RosterDesk.Person

  @Test(
    "Promise 8: before and after stand on the record, numbers masked, grounds only for who approves; nothing after erasure",
    arguments: SQLEngine.allCases)
  func values(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    try await desk.bring([Person(1)])
    let (center, campaign, liaison) = (desk.center, desk.campaignID, desk.place.liaison)
    let id = try await desk.id(1)
    try await center.changeGraduate(id, campaignID: campaign, column: .name, to: "张㛃", version: 1, by: liaison)
    try await center.changeGraduate(
      id, campaignID: campaign, column: .idNumber, to: MadeUp.idNumber(101), version: 2, by: liaison)
    try await center.recordAbsence(
      Absence(reason: .internship, wayOn: .otherBranch(province: "陕西省")), of: id, campaignID: campaign, by: liaison)
    try await center.approveSpecialCase(
      SpecialCase(ground: .religious, checks: [.headwear], instruction: "保留头巾"), of: id, campaignID: campaign,
      by: liaison)
    try await center.recordStatusChange(RosterDesk.change(.suspension), of: id, campaignID: campaign, by: liaison)
    func shown(_ reader: some GraduateReader) async throws -> Set<String> {
      Set(try await center.graduate(id, campaignID: campaign, by: reader).journal.flatMap(\.values))
    }
    let everybody: Set<String> = [
      "姓名：张䶮 → 张㛃",
      "身份证号：\(IDNumber.masked(MadeUp.idNumber(1))) → \(IDNumber.masked(MadeUp.idNumber(101)))", "原因：实习",
      "异动：\(StatusChange.Kind.suspension.chineseName)，\(CalendarDay(milliseconds: 1_379_000_000_000).chinese)",
      "依据的文件：校学〔2013〕7号",
    ]
    let secretary = DepartmentSecretary(accountID: "s", institutionID: desk.place.institutionID, department: "民族学院")
    #expect(try await shown(secretary) == everybody)
    #expect(try await shown(try await desk.province.officer()) == everybody)
    let leader = try await desk.province.sealingLeader(of: desk.place.institutionID)
    #expect(
      try await shown(leader)
        == everybody.union(["原因：\(SpecialCase.Ground.religious.chineseName)", "拍摄要求：保留头巾"]))

    try await center.records.write {
      try $0.execute("DELETE FROM graduate_key WHERE graduate_id = ?", [.text(id)])
    }
    let erased = try await shown(leader)
    let day = CalendarDay(milliseconds: 1_379_000_000_000).chinese
    #expect(erased == ["异动：\(StatusChange.Kind.suspension.chineseName)，\(day)"])
  }
}
