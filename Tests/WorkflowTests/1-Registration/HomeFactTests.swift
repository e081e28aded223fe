import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// What an institution's home page says is so.
@Suite struct HomeFactTests {
  private func step(
    _ desk: RosterDesk, _ key: String, _ keeper: (any RosterKeeper & PaperReader)? = nil
  ) async throws -> NextStep {
    let keeper: any RosterKeeper & PaperReader = keeper ?? desk.place.liaison
    let home = try await desk.center.institutionHome(campaignID: desk.campaignID, for: keeper)
    return try #require(home.steps.first { $0.key == key })
  }

  @Test("N2: nobody absent is an answer too; a later import asks again", arguments: SQLEngine.allCases)
  func absences(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let keeper = desk.place.liaison
    await #expect(throws: GraduateRefusal.noRoster) {
      try await desk.center.confirmAbsences(campaignID: desk.campaignID, by: keeper)
    }
    try await desk.bring((0..<4).map { RosterDesk.Person($0) })
    #expect(try await step(desk, "absences").state == .now)
    #expect(try await desk.center.absencesConfirmed(campaignID: desk.campaignID, by: keeper) == nil)
    try await desk.center.recordAbsence(
      Absence(reason: .internship, wayOn: .otherBranch(province: "陕西省")), of: try await desk.id(1), campaignID: desk.campaignID,
      by: keeper)
    #expect(try await step(desk, "absences").state == .now, "one absence is no answer for the rest")
    desk.province.time.advance(minutes: 1)
    try await desk.center.confirmAbsences(campaignID: desk.campaignID, by: keeper)
    #expect(try await step(desk, "absences").state == .done)
    #expect(try await step(desk, "absences").detail == "1 人不能到场，已核对")
    #expect(try await desk.center.absencesConfirmed(campaignID: desk.campaignID, by: keeper)?.isCurrent == true)
    #expect(try await desk.province.journalDetails(.absencesConfirmed) == [["absent": "1", "center": ""]])

    desk.province.time.advance(minutes: 1)
    let later = try await desk.bring((0..<5).map { RosterDesk.Person($0) })
    #expect(try await step(desk, "absences").state == .now)
    #expect(try await desk.center.absencesConfirmed(campaignID: desk.campaignID, by: keeper)?.isCurrent == false)
    // Taken back, the import before counts again, and so does the word on it.
    try await desk.center.rollBackRoster(importID: later.id, by: keeper)
    #expect(try await step(desk, "absences").state == .done)
  }

  @Test("Who left is not due and not absent; an import taken back is none", arguments: SQLEngine.allCases)
  func counts(engine: SQLEngine) async throws {
    let desk = try await RosterDesk(on: engine)
    let keeper = desk.place.liaison
    let planner = try await desk.province.planner()
    let first = try await desk.bring((0..<4).map { RosterDesk.Person($0, name: $0 == 3 ? "李??" : "张䶮") })
    #expect(try await step(desk, "roster").detail == "已导入 4 人；1 人姓名待补字")
    #expect(
      try await desk.center.namesLackingCharacters(campaignID: desk.campaignID, by: keeper).lines.map(\.studentNumber)
        == ["201000001003"])
    for number in [1, 3] {
      try await desk.center.recordAbsence(
        Absence(reason: .abroad, wayOn: .otherBranch(province: "陕西省")), of: try await desk.id(number),
        campaignID: desk.campaignID,
        by: keeper)
    }
    try await desk.center.recordStatusChange(
      RosterDesk.change(.military), of: try await desk.id(3), campaignID: desk.campaignID, by: keeper)
    #expect(try await step(desk, "roster").detail == "已导入 3 人")
    #expect(try await desk.center.namesLackingCharacters(campaignID: desk.campaignID, by: keeper).total == 0)
    #expect(try await desk.center.classes(campaignID: desk.campaignID, by: keeper).map(\.absent) == [1])
    #expect(try await step(desk, "absences").detail.hasPrefix("已登记 1 人不能到场"))
    #expect(try await desk.center.rosterCounts(campaignID: desk.campaignID, by: planner)[0].lastImportAt != nil)
    _ = first

    let other = try await RosterDesk(on: engine)
    let import1 = try await other.bring((0..<2).map { RosterDesk.Person($0) })
    try await other.center.rollBackRoster(importID: import1.id, by: other.place.liaison)
    #expect(try await step(other, "roster").detail == "还没有导入")
    #expect(try await other.center.rosterCounts(campaignID: other.campaignID, by: planner)[0].lastImportAt == nil)
  }

  @Test("A4: an institution tells its code, the officer accepts or declines with one click", arguments: SQLEngine.allCases)
  func code(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let campaign = try await province.openedCampaign()
    try await province.institution("10730", "示例大学")
    let id = try await center.addInstitution(
      InstitutionEntry(code: .provisional, name: "示例职工大学", kind: .adult, province: "甘肃省"), by: officer)
    _ = try await center.inviteInstitutions([id], to: campaign, by: officer)
    let liaison = try await province.liaison(of: id)
    func told() async throws -> NextStep? {
      try await center.institutionHome(campaignID: campaign, for: liaison).steps.first { $0.key == "institution-code" }
    }
    #expect(try await told()?.state == .waiting(on: "省厅管理员"))
    await #expect(throws: InstitutionCodeProblem.self) {
      try await center.proposeCode("149", campaignID: campaign, by: liaison)
    }
    await #expect(throws: InstitutionRefusal.codeTaken(code: "10730", name: "示例大学")) {
      try await center.proposeCode("10730", campaignID: campaign, by: liaison)
    }
    try await center.proposeCode("14998", campaignID: campaign, by: liaison)
    #expect(try await center.notices(for: officer).notices.map(\.title) == ["院校代码待核定"])
    #expect(try await told()?.detail == "已报 14998，等省厅核定")
    try await center.declineCodeProposal("14998", of: id, campaignID: campaign, by: officer)
    #expect(try await center.codeProposal(by: liaison) == nil)
    try await center.proposeCode("14999", campaignID: campaign, by: liaison)
    await #expect(throws: InstitutionRefusal.proposalGone(code: "14998")) {
      try await center.acceptCodeProposal("14998", of: id, campaignID: campaign, by: officer)
    }
    #expect(try await center.codeProposals(for: officer).map(\.code) == ["14999"])
    try await center.acceptCodeProposal("14999", of: id, campaignID: campaign, by: officer)
    #expect(try await told() == nil)
    #expect(try await center.institution(id, for: officer).institution.code.value == "14999")
    #expect(try await center.institution(id, for: officer).formerCodes == ["临001"])
    #expect(try await center.codeProposals(for: officer).isEmpty)
    #expect(try await center.notices(for: liaison).notices.contains { $0.title == "院校代码已核定为 14999" })
    await #expect(throws: InstitutionRefusal.codeIsFinal(code: "14999", what: ["教育部代码"])) {
      try await center.proposeCode("15000", campaignID: campaign, by: liaison)
    }
  }
}
