import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct StudyCenterTests {
  private func entry(_ code: String, _ name: String, _ province: String, parent: String = "") -> StudyCenterEntry {
    StudyCenterEntry(
      parentCode: code, parentName: parent, name: name, province: province, city: "示例市", address: "示例市示例路1号",
      contact: "己示例", telephone: "(0971)6000001", expectedHeads: 120)
  }

  @Test(
    "A2, A4: a parent elsewhere is added from code and name; the center prints as parent and own name",
    arguments: SQLEngine.allCases)
  func parents(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    await #expect(throws: StudyCenterRefusal.parentNameMissing(code: "10698")) {
      try await center.addStudyCenter(entry("10698", "兰州学习中心", "甘肃"), to: campaign, by: planner)
    }
    let id = try await center.addStudyCenter(
      entry("10698", "兰州学习中心", "甘肃", parent: "西安交通大学"), to: campaign, by: planner)
    let line = try #require(try await center.studyCenters(in: campaign, for: planner).lines.first)
    #expect(line.id == id && line.displayName == "西安交通大学兰州学习中心" && line.center.parentCode.value == "10698")
    #expect(line.isHere && line.telephone == "0971-6000001" && line.center.province == "甘肃省")
    // The parent is on record but takes no part.
    #expect(try await center.institutionID(withCode: "10698", for: planner) == line.parentInstitutionID)
    #expect(try await center.campaign(campaign).participantCount == 0)
    _ = try await center.addStudyCenter(entry("10698", "天水学习中心", "甘肃省"), to: campaign, by: planner)
    #expect(try await center.institutions(for: planner).total == 1)

    await #expect(throws: StudyCenterRefusal.parentDiffers(code: "10698", known: "西安交通大学", given: "西安大学")) {
      try await center.addStudyCenter(entry("10698", "平凉站", "甘肃", parent: "西安大学"), to: campaign, by: planner)
    }
    await #expect(throws: StudyCenterRefusal.alreadyListed(name: "天水学习中心")) {
      try await center.addStudyCenter(entry("10698", "天水学习中心", "甘肃"), to: campaign, by: planner)
    }
    await #expect(throws: StudyCenterRefusal.parentUnknown(name: "某大学")) {
      try await center.addStudyCenter(entry("", "站", "甘肃", parent: "某大学"), to: campaign, by: planner)
    }
    await #expect(throws: StudyCenterRefusal.provinceUnknown("甘")) {
      try await center.addStudyCenter(entry("10698", "站", "甘"), to: campaign, by: planner)
    }
    await #expect(throws: StudyCenterRefusal.incomplete(["没有填写站点名称"])) {
      try await center.addStudyCenter(entry("10698", " ", "甘肃"), to: campaign, by: planner)
    }
    var bad = entry("10698", "站", "甘肃")
    bad.telephone = "6000001"
    await #expect(throws: TelephoneProblem.areaCodeMissing) { try await center.addStudyCenter(bad, to: campaign, by: planner) }
  }

  @Test("A2: a parent without a code is found by any of its names", arguments: SQLEngine.allCases)
  func provisionalParent(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    let names = [InstitutionName("甘肃广播电视大学", toYear: 2020), InstitutionName("甘肃开放大学", fromYear: 2021)]
    let radio = InstitutionEntry(code: .provisional, names: names, kind: .openUniversity, province: "甘肃省")
    _ = try await center.addInstitution(radio, by: planner)
    _ = try await center.addStudyCenter(entry("", "庆阳教学点", "甘肃", parent: "甘肃开放大学"), to: campaign, by: planner)
    let line = try #require(try await center.schedulableStudyCenters(in: campaign, for: planner).first)
    #expect(line.displayName == "甘肃广播电视大学庆阳教学点" && line.center.parentCode.value == "临001")
  }

  /// Two centers here, two in 青海 and one in 新疆.
  private func spread(_ center: CollectionCenter, _ campaign: String, by planner: Planner) async throws {
    for (code, name, province) in [
      ("10730", "城关站", "甘肃省"), ("10698", "兰州站", "甘肃"), ("10730", "西宁站", "青海"), ("10731", "海东站", "青海省"),
      ("10731", "乌鲁木齐站", "新疆生产建设兵团"),
    ] {
      _ = try await center.addStudyCenter(entry(code, name, province, parent: "总校\(code)"), to: campaign, by: planner)
    }
  }

  @Test("N7: centers outside the province are never scheduled here, handed over or not", arguments: SQLEngine.allCases)
  func neverScheduled(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    try await spread(center, campaign, by: planner)
    func here() async throws -> [String] {
      try await center.schedulableStudyCenters(in: campaign, for: planner).map(\.center.ownName).sorted()
    }
    #expect(try await here() == ["兰州站", "城关站"])
    _ = try await center.handOverStudyCenters(in: "青海", of: campaign, by: planner)
    #expect(try await here() == ["兰州站", "城关站"])
    let away = try await center.studyCenters(in: campaign, StudyCenterFilter(place: .elsewhere), for: planner).lines
    for line in away where line.handedOver != nil { try await center.takeBackStudyCenter(line.id, by: planner) }
    #expect(try await here() == ["兰州站", "城关站"])
    // A center that moves into the province is scheduled, one that moves out no longer.
    let moving = try #require(away.first { $0.center.ownName == "西宁站" })
    try await center.changeStudyCenter(moving.id, to: entry("", "西宁站", "甘肃"), seen: 1, by: planner)
    #expect(try await here() == ["兰州站", "城关站", "西宁站"])
    try await center.changeStudyCenter(moving.id, to: entry("", "西宁站", "宁夏"), seen: 2, by: planner)
    #expect(try await here() == ["兰州站", "城关站"])
  }

  @Test(
    "N7: centers elsewhere are handed over to their agency and exported for it, province by province",
    arguments: SQLEngine.allCases)
  func handOver(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    try await spread(center, campaign, by: planner)
    await #expect(throws: StudyCenterRefusal.notElsewhere(name: "甘肃省的站点")) {
      try await center.handOverStudyCenters(in: "甘肃", of: campaign, by: planner)
    }
    await #expect(throws: StudyCenterRefusal.agencyMissing(province: "新疆维吾尔自治区")) {
      try await center.handOverStudyCenters(in: "新疆", of: campaign, by: planner)
    }
    let handed = try await center.handOverStudyCenters(in: "青海", of: campaign, by: planner)
    #expect(handed == StudyCentersHandedOver(agency: "示例青海采集单位", province: "青海省", count: 2, withoutContact: []))
    await #expect(throws: StudyCenterRefusal.nothingToHandOver(province: "青海省")) {
      try await center.handOverStudyCenters(in: "青海", of: campaign, by: planner)
    }
    _ = try await center.handOverStudyCenters(in: "新疆", of: campaign, to: "示例新疆采集单位", by: planner)
    #expect(try await center.campaign(campaign).studyCenters == StudyCenterCounts(here: 2, elsewhere: 3, handedOver: 3))
    #expect(try await center.studyCenters(in: campaign, StudyCenterFilter(place: .waiting), for: planner).total == 0)

    let tables = try await center.studyCenterTables(in: campaign, for: planner)
    #expect(tables.map(\.province) == ["新疆维吾尔自治区", "青海省"])
    #expect(tables[1].agency == "示例青海采集单位" && tables[1].rows.count == 3)
    #expect(tables[1].rows[0] == ["学校代码", "总校名称", "站点名称", "省份", "城市", "地址", "联系人", "电话", "预计人数"])
    #expect(
      tables[1].rows[1]
        == ["10730", "总校10730", "西宁站", "青海省", "示例市", "示例市示例路1号", "己示例", "0971-6000001", "120"])
    #expect(try await center.studyCenterTables(in: campaign, province: "青海", for: planner).count == 1)

    let lines = try await center.studyCenters(in: campaign, StudyCenterFilter(search: "西宁"), for: planner).lines
    let xining = try #require(lines.first)
    #expect(lines.count == 1 && xining.handedOver?.agency == "示例青海采集单位")
    await #expect(throws: StudyCenterRefusal.handedOver(name: "西宁站", agency: "示例青海采集单位")) {
      try await center.changeStudyCenter(xining.id, to: entry("", "西宁站", "甘肃"), seen: 1, by: planner)
    }
    await #expect(throws: StudyCenterRefusal.handedOver(name: "西宁站", agency: "示例青海采集单位")) {
      try await center.removeStudyCenter(xining.id, by: planner)
    }
    try await center.takeBackStudyCenter(xining.id, by: planner)
    await #expect(throws: StudyCenterRefusal.notHandedOver(name: "西宁站")) {
      try await center.takeBackStudyCenter(xining.id, by: planner)
    }
    try await center.removeStudyCenter(xining.id, by: planner)
    #expect(try await province.journaledActions().filter { $0 == "study-center.handed-over" }.count == 3)
    #expect(try await province.journalDetails(.studyCenterTakenBack) == [["agency": "示例青海采集单位"]])
  }

  @Test("Changing a center: versions, refusals, and no person in the journal", arguments: SQLEngine.allCases)
  func change(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let officer = try await province.officer()
    let campaign = try await province.openedCampaign()
    try await spread(center, campaign, by: planner)
    let line = try #require(
      try await center.studyCenters(in: campaign, StudyCenterFilter(search: "海东"), for: planner).lines.first)
    var changed = entry("", "海东站", "青海")
    changed.contact = "庚示例"
    changed.expectedHeads = 90
    province.time.advance(minutes: 2)
    #expect(try await center.changeStudyCenter(line.id, to: changed, seen: 1, by: planner) == 2)
    #expect(try await center.changeStudyCenter(line.id, to: changed, seen: 2, by: planner) == 2)
    let refusal = await #expect(throws: ChangedMeanwhile.self) {
      try await center.changeStudyCenter(line.id, to: changed, seen: 1, by: officer)
    }
    #expect(refusal?.message.hasPrefix("测试采集计划员已在2013年9月18日（周三）9:02先改了这个站点") == true)
    changed.name = "乌鲁木齐站"
    await #expect(throws: StudyCenterRefusal.alreadyListed(name: "乌鲁木齐站")) {
      try await center.changeStudyCenter(line.id, to: changed, seen: 2, by: officer)
    }
    changed.expectedHeads = -1
    await #expect(throws: StudyCenterRefusal.headsOutOfRange) {
      try await center.changeStudyCenter(line.id, to: changed, seen: 2, by: officer)
    }
    #expect(
      try await province.journalDetails(.studyCenterChanged) == [["contact": "changed", "expected-heads": "120 → 90"]])
    let journal = try await province.journalText()
    #expect(!journal.contains("己示例") && !journal.contains("庚示例") && !journal.contains("6000001"))
  }

  @Test("A liaison sees the own institution's centers, a center's liaison only the own one", arguments: SQLEngine.allCases)
  func own(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    try await spread(center, campaign, by: planner)
    let parent = try #require(try await center.institutionID(withCode: "10730", for: planner))
    let liaison = try await province.liaison(of: parent)
    let lines = try await center.ownStudyCenters(in: campaign, for: liaison)
    #expect(lines.map(\.center.ownName) == ["城关站", "西宁站"])
    let keeper = StudyCenterLiaison(accountID: "k", institutionID: parent, studyCenterID: lines[1].id)
    #expect(try await center.ownStudyCenters(in: campaign, for: keeper).map(\.id) == [lines[1].id])
  }
}
