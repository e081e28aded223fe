import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct SlipOverviewTests {
  private func overview(
    _ fixture: SlipFixture, _ filter: SlipFilter = .all, search: String = "", page: Int = 1
  ) async throws -> SlipOverview {
    try await fixture.center.slipOverview(
      campaignID: fixture.campaignID, filter: filter, search: search, page: page, for: MachineOperator())
  }

  @Test("N2, A9.1: who has registered, who is late, who is incomplete and what that holds up", arguments: SQLEngine.allCases)
  func states(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let untouched = try await overview(fixture)
    #expect(untouched.lines.map(\.name) == ["外省示例大学兰州学习中心", "示例大学", "示例大学酒泉函授站", "示例商学院"], "by code; none elsewhere (N7)")
    #expect(untouched.lines.allSatisfy { $0.progress == .untouched && !$0.isLate })
    #expect(untouched.lastDay == CalendarDay(year: 2013, month: 10, day: 12))

    let liaison = try await fixture.liaison()
    let slip = try await fixture.submitted(by: liaison) { $0.receiver = PostalReceiver() }
    _ = try await fixture.center.openSlip(campaignID: fixture.campaignID, studyCenterID: "s-here", by: liaison)
    fixture.province.time.advance(days: 25)
    let late = try await overview(fixture)
    #expect(late.lines.map(\.progress) == [.untouched, .submitted, .draft, .untouched])
    #expect(late.lines.map(\.isLate) == [true, false, true, true])
    #expect(late.lines[1].heldUp == [.mailing, .burning] && late.lines[1].heads == 980 && late.heads == 980)
    #expect(
      late.counts == [
        .all: 4, .missing: 3, .late: 3, .incomplete: 1, .unsealed: 1, .sealed: 0, .rosterMissing: 3, .rosterErrors: 0,
      ])
    #expect(late.lines.map(\.roster) == [.notUploaded, .notUploaded, .withParent, .notUploaded])
    #expect(late.lines.map(\.rosterIsLate) == [true, true, false, true] && late.behind == 4)
    #expect(try await overview(fixture, .incomplete).lines.map(\.slipID) == [slip.id])

    let whole = try await fixture.submitted(by: liaison)
    let page = try await fixture.center.printSlip(whole.id, by: liaison)
    _ = try await fixture.center.sealSlip(whole.id, byPage: PagePicture.png(code: page.paper.code), by: liaison)
    let sealed = try await overview(fixture, .sealed)
    #expect(sealed.lines.map(\.version) == [2] && sealed.counts[.incomplete] == 0)
    #expect(try await overview(fixture, search: "函授").lines.map(\.studyCenterID) == ["s-here"])
    #expect(try await overview(fixture, search: " 107 ").found == 3)
    #expect(try await overview(fixture, page: 2).lines.isEmpty)
    await #expect(throws: SlipRefusal.notFound) {
      try await fixture.center.slipOverview(campaignID: "none", for: MachineOperator())
    }
  }

  @Test("N2: reminders go to those who are behind, once a day, to page and mail", arguments: SQLEngine.allCases)
  func reminders(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let planner = try await fixture.province.planner()
    let liaison = try await fixture.liaison()
    try await fixture.imported(fixture.university)
    let station = try await fixture.centerLiaison("station", of: fixture.university, center: "s-here")
    let slip = try await fixture.submitted(by: liaison)
    let page = try await fixture.center.printSlip(slip.id, by: liaison)
    _ = try await fixture.center.sealSlip(slip.id, byPage: PagePicture.png(code: page.paper.code), by: liaison)
    let request = AccountRequest(
      role: .liaison, signInName: "college", name: "测试", email: "li@example.edu.cn", institutionID: fixture.college)
    _ = try await fixture.center.invite(request, by: planner)

    let round = try await fixture.center.remindInstitutions(campaignID: fixture.campaignID, by: planner)
    #expect(round == ReminderRound(reminded: 3, remindedToday: 0, complete: 1))
    let mine = try await fixture.center.notices(for: liaison)
    #expect(mine.notices.map(\.path) == ["/campaigns/c1/slip?center=s-here"], "its own slip is complete and sealed")
    let theirs = try await fixture.center.notices(for: station)
    #expect(theirs.notices.map(\.title) == ["提醒：综合信息采集登记单还没有交"], "its students come with the parent's file")
    #expect(theirs.notices[0].body == "示例大学酒泉函授站（10730）：综合信息采集登记单还没有交。登记到2013年10月12日（周六）为止，请按时办理。")
    let outbox = try await fixture.center.outbox(campaignID: fixture.campaignID, for: planner)
    #expect(outbox.messages.map(\.recipient) == ["li@example.edu.cn"])
    #expect(try await overview(fixture).lines.map { $0.remindedAt != nil } == [true, false, true, true])

    await #expect(throws: SlipRefusal.nobodyToRemind) {
      try await fixture.center.remindInstitutions(campaignID: fixture.campaignID, by: planner)
    }
    fixture.province.time.advance(days: 30)
    let next = try await fixture.center.remindInstitutions(
      campaignID: fixture.campaignID, lineIDs: [fixture.college, fixture.university], by: planner)
    #expect(next == ReminderRound(reminded: 1, remindedToday: 0, complete: 1))
    let all = try await fixture.center.remindInstitutions(campaignID: fixture.campaignID, by: planner)
    #expect(all == ReminderRound(reminded: 2, remindedToday: 1, complete: 1))
    #expect(try await fixture.center.notices(for: station).notices.first?.title == "逾期提醒：综合信息采集登记单还没有交")
  }

  @Test("N2: an institution's page says what is to be done, by when, and what waits on whom", arguments: SQLEngine.allCases)
  func home(engine: SQLEngine) async throws {
    let fixture = try await SlipFixture(engine)
    let liaison = try await fixture.liaison()
    func state(_ key: String) async throws -> NextStep.State? {
      try await fixture.center.institutionHome(campaignID: fixture.campaignID, for: liaison).steps.first { $0.key == key }?
        .state
    }
    let fresh = try await fixture.center.institutionHome(campaignID: fixture.campaignID, for: liaison)
    #expect(fresh.name == "示例大学" && fresh.code == "10730")
    #expect(fresh.slips.map(\.name) == ["示例大学", "示例大学酒泉函授站"])
    #expect(fresh.steps.map(\.stage) == fresh.steps.map(\.stage).sorted() && fresh.waitingHere > 0)
    #expect(try await state("slip") == .now)
    #expect(try await state("study-centers") == .now)
    #expect(try await state("slip-seal") == .later)

    let slip = try await fixture.submitted(by: liaison)
    #expect(try await state("slip") == .done)
    #expect(try await state("slip-seal") == .now)
    let page = try await fixture.center.printSlip(slip.id, by: liaison)
    #expect(try await state("slip-seal") == .now)
    _ = try await fixture.center.sealSlip(slip.id, byPage: PagePicture.png(code: page.paper.code), by: liaison)
    #expect(try await state("slip-seal") == .done)
    #expect(try await state("roster") == .now)
    fixture.province.time.advance(days: 25)
    #expect(try await state("roster") == .late)
    #expect(try await state("slip") == .done)

    let leader = try await fixture.province.sealingLeader(of: fixture.university)
    #expect(try await fixture.center.institutionHome(campaignID: fixture.campaignID, for: leader).slips.count == 2)
    let station = try await fixture.centerLiaison("station", of: fixture.university, center: "s-here")
    let own = try await fixture.center.institutionHome(campaignID: fixture.campaignID, for: station)
    #expect(own.name == "示例大学酒泉函授站" && own.slips.count == 1)
    let guest = try await fixture.liaison("guest", of: "i-none")
    await #expect(throws: SlipRefusal.notFound) {
      try await fixture.center.institutionHome(campaignID: fixture.campaignID, for: guest)
    }
  }
}
