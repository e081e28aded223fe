import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

/// Centers here of institutions elsewhere, and centers from one year to the next.
@Suite struct GuestCenterTests {
  private static func entry(_ code: String, _ name: String, _ province: String = "甘肃", parent: String = "") -> StudyCenterEntry
  {
    StudyCenterEntry(parentCode: code, parentName: parent, name: name, province: province)
  }

  private func keeper(_ province: Province, _ center: String, _ campaign: String) async throws -> StudyCenterLiaison {
    let planner = try await province.planner("planner-\(center.suffix(6))")
    let line = try #require(
      try await province.center.studyCenters(in: campaign, for: planner).lines.first { $0.id == center })
    let request = AccountRequest(
      role: .studyCenterLiaison, signInName: "guest-\(center.suffix(6))", name: "测试联系人",
      institutionID: line.parentInstitutionID,
      studyCenterID: center)
    let account = try await province.center.invite(request, by: planner).accountID
    return StudyCenterLiaison(accountID: account, institutionID: line.parentInstitutionID, studyCenterID: center)
  }

  private static func file(_ folder: TemporaryFolder, _ numbers: Range<Int>) throws -> String {
    let lines = numbers.map { RosterDesk.Person($0, department: "成人教育", classGroup: "函授1班", center: "兰州学习中心").line }
    let path = folder.path("名单.csv")
    try Data(([RosterDesk.header] + lines).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    return path
  }

  @Test(
    "A2: a center here of an institution elsewhere takes part: whereabouts, home, slip, roster, counts",
    arguments: SQLEngine.allCases)
  func guest(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    let id = try await center.addStudyCenter(
      Self.entry("10698", "兰州学习中心", parent: "西安示例大学"), to: campaign, by: planner)
    let away = try await center.addStudyCenter(
      Self.entry("10699", "西宁学习中心", "青海", parent: "西安示例工业大学"), to: campaign, by: planner)
    let keeper = try await keeper(province, id, campaign)
    let person = Person.studyCenterLiaison(keeper)
    let here = try #require(try await center.whereabouts(of: person, campaignID: campaign))
    #expect(here.campaign?.id == campaign && here.institutionName == "西安示例大学兰州学习中心")
    let liaison = try await province.liaison("parent", of: keeper.institutionID)
    #expect(try await center.whereabouts(of: .liaison(liaison), campaignID: campaign) != nil)
    // Whose only center lies elsewhere has no part here.
    let elsewhere = try #require(
      try await center.studyCenters(in: campaign, for: planner).lines.first { $0.id == away }?.parentInstitutionID)
    let stranger = try await province.liaison("elsewhere", of: elsewhere)
    #expect(try await center.whereabouts(of: .liaison(stranger), campaignID: campaign) == nil)

    #expect(try await center.institutionHome(campaignID: campaign, for: keeper).name == "西安示例大学兰州学习中心")
    #expect(try await center.openSlip(campaignID: campaign, by: keeper).draft.institutionCode == "10698")
    let school = try TemporaryFolder()
    let preview = try await center.uploadRoster(
      path: try Self.file(school, 0..<3), fileName: "名单.csv", campaignID: campaign, by: keeper)
    #expect(RosterDesk.problems(preview.reading).map(\.message) == [])
    _ = try await center.confirmRoster(uploadID: preview.uploadID, by: keeper)
    #expect(try await center.classes(campaignID: campaign, by: keeper).map(\.due) == [3])
    let counts = try await center.rosterCounts(campaignID: campaign, by: planner)
    #expect(counts.map(\.name) == ["西安示例大学兰州学习中心"] && counts[0].due == 3 && counts[0].lastImportAt != nil)
    #expect(counts[0].studyCenterID == id)
    // The doctor finds nothing to say against them.
    let orphans = try await center.records.read { transaction in
      try transaction.count(
        try #require(RowAgreement.all.first { $0.chinese == "毕业生都属于参加采集的院校" }).violations, [])
    }
    #expect(orphans == 0)
  }

  @Test(
    "A2: a center's liaison is found by campaign, parent and name, with the parent's name before it or without",
    arguments: SQLEngine.allCases)
  func named(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    let other = try await center.openCampaign(.sample(year: 2015), by: MachineOperator())
    let id = try await center.addStudyCenter(
      Self.entry("10698", "兰州学习中心", parent: "西安示例大学"), to: campaign, by: planner)
    let parent = try #require(try await center.institutionID(code: "10698"))
    #expect(try await center.studyCenterID(named: "兰州学习中心", of: parent, in: campaign) == id)
    #expect(try await center.studyCenterID(named: " 西安示例大学兰州学习中心", of: parent, in: campaign) == id)
    #expect(try await center.studyCenterID(named: "兰州学习中心", of: parent, in: other) == nil)
  }

  @Test("A2: next year's campaign has last year's centers, and their people go on", arguments: SQLEngine.allCases)
  func nextYear(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let officer = try await province.officer()
    let first = try await province.openedCampaign()
    let own = try await province.institution("10730", "示例大学")
    _ = try await center.inviteInstitutions([own], to: first, by: planner)
    var entry = Self.entry("10730", "酒泉函授站")
    entry.expectedHeads = 75
    let station = try await center.addStudyCenter(entry, to: first, by: planner)
    _ = try await center.addStudyCenter(Self.entry("10730", "西宁函授站", "青海"), to: first, by: planner)
    let guest = try await center.addStudyCenter(
      Self.entry("10698", "兰州学习中心", parent: "西安示例大学"), to: first, by: planner)
    _ = try await center.handOverStudyCenters(in: "青海", of: first, by: planner)
    let guestKeeper = try await keeper(province, guest, first)
    let ownKeeper = try await keeper(province, station, first)

    let second = try await center.openCampaign(.sample(year: 2015), after: first, by: officer)
    func names() async throws -> [String] {
      try await center.studyCenters(in: second, for: planner).lines.map(\.center.ownName).sorted()
    }
    #expect(try await names() == ["兰州学习中心"], "those of institutions come with the invitation")
    _ = try await center.inviteInstitutions([own], to: second, by: planner)
    #expect(try await names() == ["兰州学习中心", "西宁函授站", "酒泉函授站"])
    let lines = try await center.studyCenters(in: second, for: planner).lines
    #expect(lines.allSatisfy { $0.handedOver == nil && $0.expectedHeads == 0 })

    // Asked for the new campaign, the person stands for the center's new row; asked for the old one, for the old.
    for (person, id) in [(guestKeeper, guest), (ownKeeper, station)] {
      let token = try await province.session(of: person.accountID)
      func seen(_ campaign: String?) async throws -> StudyCenterLiaison? {
        guard case .studyCenterLiaison(let keeper)? = try await center.session(token: token, campaignID: campaign)?.person
        else { return nil }
        return keeper
      }
      #expect(try await seen(first)?.studyCenterID == id)
      #expect(try await seen(nil)?.studyCenterID == id)
      let now = try #require(try await seen(second))
      #expect(now.studyCenterID != id && lines.contains { $0.id == now.studyCenterID })
      let campaigns = try await center.whereabouts(of: .studyCenterLiaison(now), campaignID: second)?.campaigns.map(\.id)
      #expect(campaigns == [second, first])
      #expect(try await center.openSlip(campaignID: second, by: now).studyCenterID == now.studyCenterID)
      #expect(try await center.institutionHome(campaignID: second, for: now).slips.count == 1)
    }
    // And a year later, along the chain; a third copy is still the same center.
    let third = try await center.openCampaign(.sample(year: 2016), after: second, by: officer)
    let token = try await province.session(of: guestKeeper.accountID)
    guard case .studyCenterLiaison(let last)? = try await center.session(token: token, campaignID: third)?.person else {
      Issue.record("no session")
      return
    }
    #expect(try await center.institutionHome(campaignID: third, for: last).name == "西安示例大学兰州学习中心")
  }

  @Test("An institution invited by mistake leaves with its untouched carried centers", arguments: SQLEngine.allCases)
  func withdrawn(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let first = try await province.openedCampaign()
    let own = try await province.institution("10730", "示例大学")
    _ = try await center.inviteInstitutions([own], to: first, by: officer)
    _ = try await center.addStudyCenter(Self.entry("10730", "酒泉函授站"), to: first, by: officer)
    let second = try await center.openCampaign(.sample(year: 2015), after: first, by: officer)
    _ = try await center.inviteInstitutions([own], to: second, by: officer)
    try await center.withdrawParticipation(of: own, from: second, by: officer)
    #expect(try await center.studyCenters(in: second, for: officer).total == 0)
    _ = try await center.inviteInstitutions([own], to: second, by: officer)
    let line = try #require(try await center.studyCenters(in: second, for: officer).lines.first)
    try await center.changeStudyCenter(line.id, to: Self.entry("", "酒泉教学点"), seen: 1, by: officer)
    await #expect(throws: InstitutionRefusal.inUse(name: "示例大学", what: ["站点"])) {
      try await center.withdrawParticipation(of: own, from: second, by: officer)
    }
  }

  @Test(
    "N2, N7: invitation, hand-over, taking back and withdrawal reach the institution and the centers' people",
    arguments: SQLEngine.allCases)
  func notices(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let campaign = try await province.openedCampaign()
    let own = try await province.institution("10730", "示例大学")
    let empty = try await province.institution("10731", "示例理工大学")
    let liaison = try await province.liaison(of: own)
    let other = try await province.liaison("other", of: empty)
    func titles(_ person: some SignedIn) async throws -> [String] {
      try await center.notices(for: person).notices.map(\.title)
    }
    _ = try await center.inviteInstitutions([own, empty], to: campaign, by: officer)
    _ = try await center.inviteInstitutions([own], to: campaign, by: officer)
    #expect(try await titles(liaison) == ["贵校参加甘肃省2014届毕业生图像信息采集"])
    #expect(try await center.notices(for: liaison).notices[0].body.contains("登记到2013年10月31日（周四）为止"))
    let away = try await center.addStudyCenter(Self.entry("10730", "西宁函授站", "青海"), to: campaign, by: officer)
    let keeper = try await keeper(province, away, campaign)
    province.time.advance(minutes: 1)
    _ = try await center.handOverStudyCenters(in: "青海", of: campaign, by: officer)
    #expect(try await titles(liaison).first == "1 个外省站点已移交青海省")
    #expect(try await titles(keeper) == ["1 个外省站点已移交青海省"])
    #expect(try await titles(other).count == 1)
    province.time.advance(minutes: 1)
    try await center.takeBackStudyCenter(away, by: officer)
    #expect(try await titles(liaison).first == "站点移交已撤回")
    #expect(try await titles(keeper).first == "站点移交已撤回")
    province.time.advance(minutes: 1)
    try await center.withdrawParticipation(of: empty, from: campaign, by: officer)
    #expect(try await titles(other).first == "贵校已退出甘肃省2014届毕业生图像信息采集")
  }

  @Test(
    "A2, N7: a liaison lists the own centers; officer and planner are told; what has work or was handed over stays",
    arguments: SQLEngine.allCases)
  func ownCenters(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    let own = try await province.institution("10730", "示例大学")
    let liaison = try await province.liaison(of: own)
    await #expect(throws: StudyCenterRefusal.notTakingPart) {
      try await center.addOwnStudyCenter(Self.entry("", "酒泉函授站"), to: campaign, by: liaison)
    }
    _ = try await center.inviteInstitutions([own], to: campaign, by: officer)
    // What the form says of a parent is not looked at: the parent is his own institution.
    let here = try await center.addOwnStudyCenter(
      Self.entry("10731", "酒泉函授站", parent: "别的大学"), to: campaign, by: liaison)
    #expect(try await center.ownStudyCenters(in: campaign, for: liaison).map(\.displayName) == ["示例大学酒泉函授站"])
    await #expect(throws: StudyCenterRefusal.alreadyListed(name: "酒泉函授站")) {
      try await center.addOwnStudyCenter(Self.entry("", "酒泉函授站"), to: campaign, by: liaison)
    }
    province.time.advance(minutes: 1)
    let away = try await center.addOwnStudyCenter(Self.entry("", "西宁函授站", "青海"), to: campaign, by: liaison)
    for person: any SignedIn in [officer, planner] {
      let notices = try await center.notices(for: person).notices
      #expect(notices.map(\.title) == ["有外省函授站待移交", "学校添加了函授站"])
      #expect(notices[0].path == "/campaigns/\(campaign)/centers/elsewhere" && notices[0].body.contains("示例大学（10730）"))
    }
    #expect(try await center.changeOwnStudyCenter(here, to: Self.entry("", "酒泉教学点"), seen: 1, by: liaison) == 2)
    #expect(try await center.changeOwnStudyCenter(here, to: Self.entry("", "酒泉教学点"), seen: 2, by: liaison) == 2)
    #expect(try await center.notices(for: planner).total == 3, "nothing changed, nobody is told")
    _ = try await center.openSlip(campaignID: campaign, studyCenterID: here, by: liaison)
    await #expect(throws: StudyCenterRefusal.inWork(name: "酒泉教学点", what: ["登记单"])) {
      try await center.changeOwnStudyCenter(here, to: Self.entry("", "酒泉函授站"), seen: 2, by: liaison)
    }
    _ = try await center.handOverStudyCenters(in: "青海", of: campaign, by: planner)
    await #expect(throws: StudyCenterRefusal.handedOver(name: "西宁函授站", agency: "示例青海采集单位")) {
      try await center.changeOwnStudyCenter(away, to: Self.entry("", "西宁站", "青海"), seen: 1, by: liaison)
    }
    let stranger = try await province.liaison("stranger", of: try await province.institution("10731", "示例理工大学"))
    await #expect(throws: StudyCenterRefusal.unknown) {
      try await center.changeOwnStudyCenter(here, to: Self.entry("", "酒泉函授站"), seen: 2, by: stranger)
    }
    #expect(try await province.journaledActions().filter { $0 == "study-center.added" }.count == 2)
  }
}
