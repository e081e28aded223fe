import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Rosters beside slips: who is behind with them, and who is reminded of it.
@Suite struct RosterReminderTests {
  @Test("N2: missing and faulty rosters are on the overview, each with its state", arguments: SQLEngine.allCases)
  func states(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    func lines(_ filter: SlipFilter = .all) async throws -> [SlipOverviewLine] {
      try await fixture.center.slipOverview(campaignID: fixture.campaignID, filter: filter, for: MachineOperator()).lines
    }
    try await fixture.imported(fixture.university, blocked: 3)
    try await fixture.imported(fixture.parentElsewhere, center: "s-guest")
    // By code: the guest's center, the university, its center, the college.
    #expect(try await lines().map(\.roster) == [.confirmed, .errorsOpen(3), .withParent, .notUploaded])
    #expect(try await lines(.rosterMissing).map(\.institutionID) == [fixture.college])
    #expect(try await lines(.rosterErrors).map(\.institutionID) == [fixture.university])
    try await fixture.imported(fixture.university, version: 2)
    #expect(try await lines()[1].roster == .confirmed)
    // Taken back, the import before it stands again.
    try await fixture.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO roster_import_rolled_back (import_id, rolled_back_by, rolled_back_at) VALUES (?, 'x', 1)",
        [.text("import-\(fixture.university)-2")])
    }
    #expect(try await lines()[1].roster == .errorsOpen(3))
  }

  @Test("N2: whose slip is sealed is reminded of the roster alone, once a day", arguments: SQLEngine.allCases)
  func reminded(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let planner = try await fixture.province.planner()
    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison)
    let page = try await fixture.center.printSlip(slip.id, by: liaison)
    _ = try await fixture.center.sealSlip(slip.id, byPage: PagePicture.png(code: page.paper.code), by: liaison)
    func remind() async throws -> ReminderRound {
      try await fixture.center.remindInstitutions(
        campaignID: fixture.campaignID, lineIDs: [fixture.university], by: planner)
    }
    #expect(try await remind() == ReminderRound(reminded: 1, remindedToday: 0, complete: 0))
    let first = try #require(try await fixture.center.notices(for: liaison).notices.first)
    #expect(first.title == "提醒：学生名单还没有导入" && first.path == "/campaigns/c1/roster")
    await #expect(throws: SlipRefusal.nobodyToRemind) { try await remind() }
    fixture.province.time.advance(days: 25)
    try await fixture.imported(fixture.university, blocked: 2)
    _ = try await remind()
    #expect(try await fixture.center.notices(for: liaison).notices.first?.title == "提醒：学生名单有 2 行因错误没有导入")
    fixture.province.time.advance(days: 1)
    try await fixture.imported(fixture.university, version: 2)
    await #expect(throws: SlipRefusal.nobodyToRemind) { try await remind() }
  }

  @Test("A9: a paper in hand leads to its slip: by number, code, name, or the QR of a scan", arguments: SQLEngine.allCases)
  func found(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let planner = try await fixture.province.planner()
    let liaison = try await fixture.liaison()
    let college = try await fixture.liaison("college", of: fixture.college)
    let slip = try await fixture.submitted(by: liaison)
    _ = try await fixture.submitted(by: college)
    // Only begun, not handed in: there is no paper of it.
    _ = try await fixture.center.openSlip(campaignID: fixture.campaignID, studyCenterID: "s-here", by: liaison)
    let page = try await fixture.center.printSlip(slip.id, by: liaison)
    func find(_ text: String) async throws -> [String] {
      try await fixture.center.findSlips(text, campaignID: fixture.campaignID, for: planner).map(\.name)
    }
    #expect(page.paper.number == "登-10730-2014-001")
    #expect(try await find("登－10730－2014－001") == ["示例大学"])
    #expect(try await find("2014-001") == ["示例大学"])
    #expect(try await find(" 107 ") == ["示例大学", "示例商学院"])
    #expect(try await find("商学院") == ["示例商学院"])
    for nothing in ["酒泉", "%", " "] { #expect(try await find(nothing).isEmpty) }
    let byPage = try await fixture.center.findSlip(
      byPage: PagePicture.png(code: page.paper.code), campaignID: fixture.campaignID, for: planner)
    #expect(byPage.id == slip.id && byPage.version == 1 && byPage.paperNumber == page.paper.number)
    await #expect(throws: SealRefusal.unknownCode) {
      try await fixture.center.findSlip(
        byPage: PagePicture.png(code: fixture.center.freshToken()), campaignID: fixture.campaignID, for: planner)
    }
  }
}
