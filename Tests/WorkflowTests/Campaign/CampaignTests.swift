import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct CampaignTests {
  @Test("N1: a province has one campaign of a class and kind, checked by its own rules", arguments: SQLEngine.allCases)
  func open(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    await #expect(throws: CampaignRefusal.standardUnknown("national-2002")) {
      try await center.openCampaign(.sample(), by: officer)
    }
    try await center.prepareCenter()
    let id = try await center.openCampaign(.sample(province: "甘肃", code: ""), operation: "op-1", by: officer)
    #expect(try await center.openCampaign(.sample(), operation: "op-1", by: officer) == id)
    await #expect(throws: CampaignRefusal.alreadyOpen(title: "甘肃省2014届毕业生图像信息采集")) {
      try await center.openCampaign(.sample(), by: officer)
    }
    var freshmen = CampaignPlan.sample()
    freshmen.kind = .freshmen
    _ = try await center.openCampaign(freshmen, by: officer)

    let page = try await center.campaign(id)
    #expect(page.plan == .sample())
    #expect(page.version == 1 && page.participantCount == 0 && page.changedBy == "测试省厅管理员")
    #expect(try await center.campaigns().map(\.kind) == [.freshmen, .graduation])
    #expect(try await province.journaledActions().filter { $0 == "campaign.opened" }.count == 2)
    await #expect(throws: CampaignRefusal.unknown) { try await center.campaign("nobody") }
  }

  @Test("N1: what is missing is said field by field; a wrong province or code is refused", arguments: SQLEngine.allCases)
  func refused(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    try await center.prepareCenter()
    var plan = CampaignPlan.sample()
    plan.makeupPlace = ""
    plan.windows.removeAll { $0.kind.isPhase }
    do {
      _ = try await center.openCampaign(plan, by: MachineOperator())
      Issue.record("an incomplete campaign was opened")
    } catch let refusal as CampaignRefusal {
      guard case .incomplete(let problems) = refusal else {
        Issue.record("another refusal: \(refusal.code)")
        return
      }
      #expect(problems.map(\.field.key).contains("makeup-place"))
      #expect(problems.map(\.field.key).contains("window-phase1"))
      #expect(refusal.message.contains("没有填写补拍地点"))
    }
    await #expect(throws: CampaignRefusal.provinceCodeDiffers(province: "甘肃省", code: "62")) {
      try await center.openCampaign(.sample(code: "61"), by: MachineOperator())
    }
    await #expect(throws: CampaignRefusal.provinceUnknown("甘肃州")) {
      try await center.openCampaign(.sample(province: "甘肃州"), by: MachineOperator())
    }
    var wordy = CampaignPlan.sample()
    wordy.makeupPlace = String(repeating: "路", count: CampaignLimits.textCharacters + 1)
    await #expect(throws: CampaignRefusal.tooLong(field: "补拍地点")) {
      try await center.openCampaign(wordy, by: MachineOperator())
    }
    #expect(try await center.campaigns().isEmpty)
  }

  @Test("A form begins with last year's campaign, a year on", arguments: SQLEngine.allCases)
  func draft(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let first = try await province.openedCampaign()
    let draft = try await province.center.campaignDraft(from: first)
    #expect(draft.graduatingClass.year == 2015)
    #expect(draft.offices == CampaignPlan.sample().offices)
    #expect(draft.days(of: .makeup)?.first.iso == "2015-04-08")
    let second = try await province.center.openCampaign(draft, after: first, by: MachineOperator())
    #expect(try await province.center.campaign(second).previousID == first)
    let fresh = try await province.center.campaignDraft()
    #expect(fresh.graduatingClass.year == 2014 && fresh.photoStandard == "national-2002" && fresh.regime == .roster)
    #expect(!fresh.problems().isEmpty)
    await #expect(throws: CampaignRefusal.unknown) { try await province.center.campaignDraft(from: "nobody") }
  }

  @Test("A change of any one setting is a change, and is saved")
  func anyOne() {
    let changes: [(inout CampaignPlan) -> Void] = [
      { $0.reprintPrice = .yuan(2) }, { $0.retention = RetentionTerms(originalsMonths: 12, identityMonths: 36) },
      { $0.rosterTerms = RosterTerms(columns: [.remark: .init(width: 60)]) },
      { $0.rosterTerms = RosterTerms(categories: [.regular]) }, { $0.secondEyes = .always }, { $0.studentsPerHour = 120 },
      { $0.proofingPlace = $0.proofingPlace == .here ? .nationalSite : .here },
    ]
    for change in changes {
      var plan = CampaignPlan.sample()
      change(&plan)
      #expect(plan.differences(from: .sample()).count == 1)
    }
  }

  @Test("A12: every version is kept; the journal names what changed, never a person", arguments: SQLEngine.allCases)
  func history(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let id = try await province.openedCampaign()
    var plan = CampaignPlan.sample()
    plan.makeupPlace = "示例采集单位二楼"
    plan.offices[1].contactName = "戊示例"
    plan.offices[1].telephone = "0931-2009999"
    plan.offices[3].address = "西宁市城中区示例路8号"
    province.time.advance(minutes: 5)
    #expect(try await center.changeCampaign(id, to: plan, seen: 1, by: planner) == 2)
    #expect(try await center.changeCampaign(id, to: plan, seen: 2, by: planner) == 2)

    let versions = try await center.campaignHistory(id, for: planner)
    #expect(versions.map(\.version) == [1, 2])
    #expect(versions[0].plan == .sample() && versions[0].differences.isEmpty)
    #expect(versions[1].changedBy == "测试采集计划员")
    let differences = versions[1].differences
    let other = "office-other-agency(示例青海采集单位)-address"
    #expect(differences.map(\.key) == ["makeup-place", "office-agency-contact", "office-agency-telephone", other])
    #expect(differences[1].before == "乙示例" && differences[1].after == "戊示例" && differences[1].isPersonal)

    let details = try #require(try await province.journalDetails(.campaignChanged).first)
    #expect(details["makeup-place"] == "示例采集单位，兰州市城关区示例路1号 → 示例采集单位二楼")
    #expect(details["office-agency-contact"] == "changed" && details["version"] == "2")
    #expect(try await province.journalDetails(.campaignChanged).count == 1)
    let journal = try await province.journalText()
    for personal in ["甲示例", "乙示例", "戊示例", "2009999", "2000002"] { #expect(!journal.contains(personal)) }
  }

  @Test("Two people change it at once: the second is told who was first and when", arguments: SQLEngine.allCases)
  func conflict(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let planner = try await province.planner()
    let id = try await province.openedCampaign()
    var one = CampaignPlan.sample()
    one.studentsPerHour = 120
    var two = CampaignPlan.sample()
    two.makeupPlace = "别处"
    province.time.advance(minutes: 7)
    try await center.changeCampaign(id, to: one, seen: 1, by: officer)
    province.time.advance(minutes: 1)
    let refusal = await #expect(throws: ChangedMeanwhile.self) {
      try await center.changeCampaign(id, to: two, seen: 1, by: planner)
    }
    #expect(refusal?.message == "测试省厅管理员已在2013年9月18日（周三）9:07先改了这次采集的设置，你的修改没有保存")
    #expect(try await center.campaign(id).plan.studentsPerHour == 120)
    #expect(try await center.campaignHistory(id, for: officer).count == 2)

    // At the same instant exactly one of many gets through.
    let plans = (130..<136).map { rate in
      var plan = CampaignPlan.sample()
      plan.studentsPerHour = rate
      return plan
    }
    let saved = await withTaskGroup(of: Bool.self) { group in
      for plan in plans {
        group.addTask {
          (try? await center.changeCampaign(id, to: plan, seen: 2, by: officer)) != nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(saved == 1)
    #expect(try await center.campaign(id).version == 3)
  }

  @Test(
    "A10: fee, regime and standard are the officer's; identity and regime are fixed once they bind",
    arguments: SQLEngine.allCases)
  func limits(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let officer = try await province.officer()
    let id = try await province.openedCampaign()
    var plan = CampaignPlan.sample()
    plan.feePerHead = .yuan(30)
    plan.photoStandard = "national-2017"
    plan.makeupPlace = "别处"
    await #expect(throws: CampaignRefusal.officerOnly(fields: ["每人费用", "照片规范"])) {
      try await center.changeCampaign(id, to: plan, seen: 1, by: planner)
    }
    try await center.changeCampaign(id, to: plan, seen: 1, by: officer)
    plan.graduatingClass = GraduatingClass(year: 2015)
    try await center.changeCampaign(id, to: plan, seen: 2, by: officer)
    let institution = try await province.institution("10730", "兰州大学")
    _ = try await center.inviteInstitutions([institution], to: id, by: planner)
    plan.graduatingClass = GraduatingClass(year: 2016)
    await #expect(throws: CampaignRefusal.identityFixed(participants: 1)) {
      try await center.changeCampaign(id, to: plan, seen: 3, by: officer)
    }
    plan.graduatingClass = GraduatingClass(year: 2015)
    plan.regime = .code
    try await center.changeCampaign(id, to: plan, seen: 3, by: officer)
    try await center.records.write {
      try $0.execute(
        "INSERT INTO roster (campaign_id, institution_id, version) VALUES (?, ?, 1)", [.text(id), .text(institution)])
    }
    plan.regime = .roster
    await #expect(throws: CampaignRefusal.regimeFixed) { try await center.changeCampaign(id, to: plan, seen: 4, by: officer) }
  }
}
