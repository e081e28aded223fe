import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct InstitutionTests {
  @Test("A2: any five digits are a code, once; ten digits are told their code", arguments: SQLEngine.allCases)
  func codes(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let id = try await province.institution("51378", "甘肃财贸职业学院")
    await #expect(throws: InstitutionRefusal.codeTaken(code: "51378", name: "甘肃财贸职业学院")) {
      try await province.institution("５１３７８", "另一所")
    }
    await #expect(throws: InstitutionCodeProblem.longIdentifier(code: "10730")) {
      try await province.institution("4162010730", "兰州大学")
    }
    await #expect(throws: InstitutionRefusal.provisionalIsGiven) { try await province.institution("临007", "某院") }
    var entry = InstitutionEntry(code: .ministry("10698"), name: "西安交通大学", kind: .university, province: "陕西省")
    entry.identifier = "4161010699"
    await #expect(throws: InstitutionRefusal.identifierDiffers(code: "10698")) {
      try await center.addInstitution(entry, by: planner)
    }
    entry.identifier = "4161010698"
    let xian = try await center.addInstitution(entry, by: planner)
    #expect(try await center.institution(xian, for: planner).province == "陕西省")
    #expect(try await center.institutionID(withCode: "51378", for: planner) == id)
    #expect(try await province.journaledActions().filter { $0 == "institution.added" }.count == 2)
    entry.code = .ministry("10699")
    entry.province = "陕甘"
    await #expect(throws: InstitutionRefusal.provinceUnknown("陕甘")) { try await center.addInstitution(entry, by: planner) }
  }

  @Test(
    "A2: without a code an institution works with 临nnn, which is replaced and never given again", arguments: SQLEngine.allCases)
  func provisional(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    func add(_ name: String, _ operation: String? = nil) async throws -> String {
      let entry = InstitutionEntry(code: .provisional, name: name, kind: .openUniversity, province: "甘肃省", city: "兰州市")
      return try await center.addInstitution(entry, operation: operation, by: officer)
    }
    let radio = try await add("甘肃广播电视大学", "op-1")
    #expect(try await add("甘肃广播电视大学", "op-1") == radio)
    let second = try await add("兰州铁路工程职工大学")
    let page = try await center.institution(radio, for: officer)
    #expect(page.institution.code.value == "临001" && page.institution.code.isProvisional)
    #expect(try await center.institution(second, for: officer).institution.code.value == "临002")
    #expect(try await center.nextProvisionalCode(for: officer).value == "临003")

    #expect(try await center.giveCode("51001", to: radio, seen: 1, by: officer) == 2)
    let given = try await center.institution(radio, for: officer)
    #expect(given.institution.code.value == "51001" && given.formerCodes == ["临001"])
    #expect(try await center.institutionID(withCode: "临001", for: officer) == radio)
    let third = try await add("培黎职业学院")
    #expect(try await center.institution(third, for: officer).institution.code.value == "临003")
    await #expect(throws: InstitutionRefusal.codeTaken(code: "51001", name: "甘肃广播电视大学")) {
      try await center.giveCode("51001", to: second, seen: 1, by: officer)
    }
    await #expect(throws: InstitutionRefusal.provisionalIsGiven) {
      try await center.giveCode("临009", to: second, seen: 1, by: officer)
    }
    #expect(try await province.journalDetails(.institutionChanged) == [["code": "临001 → 51001"]])
    let filter = InstitutionFilter(onlyProvisional: true)
    #expect(try await center.institutions(filter, for: officer).lines.map(\.code.value) == ["临002", "临003"])
  }

  @Test("A mistyped code is replaced while nothing rests on it, and not later", arguments: SQLEngine.allCases)
  func mistyped(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let campaign = try await province.openedCampaign()
    let id = try await province.institution("10703", "兰州大学")
    #expect(try await center.giveCode("10730", to: id, seen: 1, by: officer) == 2)
    _ = try await center.addStudyCenter(
      StudyCenterEntry(parentCode: "10730", name: "示例函授站", province: "甘肃省"), to: campaign, by: officer)
    await #expect(throws: InstitutionRefusal.codeIsFinal(code: "10730", what: ["站点"])) {
      try await center.giveCode("10731", to: id, seen: 2, by: officer)
    }
  }

  @Test("N1: names change while codes stay: 10735 is 甘肃中医学院 in 2013 and 甘肃中医药大学 later", arguments: SQLEngine.allCases)
  func renamed(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    let id = try await province.institution("10735", "甘肃中医学院")
    _ = try await center.inviteInstitutions([id], to: campaign, by: planner)
    #expect(try await center.renameInstitution(id, to: "甘肃中医药大学", from: 2015, seen: 1, by: planner) == 2)
    let page = try await center.institution(id, in: campaign, for: planner)
    #expect(page.name == "甘肃中医学院" && page.institution.currentName == "甘肃中医药大学")
    #expect(page.institution.code.value == "10735" && page.campaignIDs == [campaign])
    #expect(page.institution.names.map(\.toYear) == [2014, nil])
    let later = try await center.openCampaign(.sample(year: 2016), by: MachineOperator())
    #expect(try await center.institution(id, in: later, for: planner).name == "甘肃中医药大学")
    for (search, year) in [("中医药", campaign), ("中医学院", later)] {
      let lines = try await center.institutions(InstitutionFilter(search: search, campaignID: year), for: planner).lines
      #expect(lines.map(\.id) == [id], "\(search)")
    }
    let liaison = try await province.liaison(of: id)
    #expect(try await center.ownInstitution(in: campaign, for: liaison).name == "甘肃中医学院")

    await #expect(throws: InstitutionRefusal.nameYear(from: 2015)) {
      try await center.renameInstitution(id, to: "又一名", from: 2015, seen: 2, by: planner)
    }
    let overlapping = [InstitutionName("甲", toYear: 2015), InstitutionName("乙", fromYear: 2015)]
    await #expect(throws: InstitutionRefusal.names(["「甲」与「乙」的年份重叠"])) {
      try await center.nameInstitution(id, overlapping, seen: 2, by: planner)
    }
    await #expect(throws: InstitutionRefusal.names(["没有填写院校名称"])) {
      try await center.nameInstitution(id, [], seen: 2, by: planner)
    }
    #expect(
      try await province.journalDetails(.institutionNamed)
        == [["name-1": "甘肃中医学院 → 甘肃中医学院（–2014）", "name-2": " → 甘肃中医药大学（2015–）"]])
  }

  @Test("Two people change an institution: the second is told who was first", arguments: SQLEngine.allCases)
  func conflict(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let planner = try await province.planner()
    let id = try await province.institution("10740", "河西学院", city: "兰州市")
    province.time.advance(minutes: 3)
    try await center.changeInstitution(
      id, province: "甘肃", city: "张掖市", kind: .university, identifier: "4162010740", seen: 1, by: planner)
    let refusal = await #expect(throws: ChangedMeanwhile.self) {
      try await center.renameInstitution(id, to: "河西大学", from: 2020, seen: 1, by: officer)
    }
    #expect(refusal?.message.hasPrefix("测试采集计划员已在2013年9月18日（周三）9:03先改了这所院校") == true)
    let page = try await center.institution(id, for: officer)
    #expect(page.version == 2 && page.institution.city == "张掖市" && page.institution.names.count == 1)
    #expect(
      try await province.journalDetails(.institutionChanged) == [["city": "兰州市 → 张掖市", "identifier": " → 4162010740"]])
  }

  @Test("The list: 50 a page, searched by code, any name and city, filtered by participation", arguments: SQLEngine.allCases)
  func list(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let campaign = try await province.openedCampaign()
    let rows = (1...112).map { number in
      InstitutionRow(
        row: number + 1, code: String(20_000 + number), name: "示例学院\(number)", kind: number.isMultiple(of: 2) ? "普通本科" : "成人高校",
        province: "甘肃省", city: number <= 20 ? "天水市" : "兰州市")
    }
    let imported = try await center.importInstitutions(rows, by: planner)
    #expect(imported.added.count == 112)
    #expect(try await center.importInstitutions(rows, by: planner).already.count == 112)
    let pages = try await [1, 2, 3, 4].asyncMap { try await center.institutions(page: $0, for: planner) }
    #expect(pages.map(\.lines.count) == [50, 50, 12, 0])
    #expect(pages[0].total == 112 && pages[0].pageCount == 3)
    #expect(Set(pages.flatMap { $0.lines.map(\.id) }).count == 112)

    let chosen = Array(imported.added.prefix(5))
    let invited = try await center.inviteInstitutions(chosen + [imported.added[0]], to: campaign, by: planner)
    #expect(invited == InstitutionsInvited(invited: chosen, already: 1))
    func total(_ filter: InstitutionFilter) async throws -> Int { try await center.institutions(filter, for: planner).total }
    #expect(try await total(InstitutionFilter(campaignID: campaign, participates: true)) == 5)
    #expect(try await total(InstitutionFilter(campaignID: campaign, participates: false)) == 107)
    #expect(try await total(InstitutionFilter(city: "天水市", kind: .adult)) == 10)
    #expect(try await total(InstitutionFilter(search: "2000")) == 9)
    #expect(try await total(InstitutionFilter(search: " 天水 ")) == 20)
    #expect(try await total(InstitutionFilter(search: "%")) == 0)
    #expect(try await total(InstitutionFilter(search: "_")) == 0)
    #expect(try await total(InstitutionFilter(province: "陕西")) == 0)
    #expect(try await center.institutionCities(for: planner) == ["兰州市", "天水市"])
    let lines = try await center.institutions(InstitutionFilter(campaignID: campaign), for: planner).lines
    #expect(lines.filter(\.participates).count == 5)
  }

  @Test("N2: an institution leaves a campaign only while nothing of it lies there", arguments: SQLEngine.allCases)
  func withdraw(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let campaign = try await province.openedCampaign()
    let id = try await province.institution("10730", "兰州大学")
    await #expect(throws: InstitutionRefusal.notParticipating(name: "兰州大学")) {
      try await center.withdrawParticipation(of: id, from: campaign, by: officer)
    }
    _ = try await center.inviteInstitutions([id], to: campaign, by: officer)
    let station = try await center.addStudyCenter(
      StudyCenterEntry(parentCode: "10730", name: "示例函授站", province: "甘肃省"), to: campaign, by: officer)
    await #expect(throws: InstitutionRefusal.inUse(name: "兰州大学", what: ["站点"])) {
      try await center.withdrawParticipation(of: id, from: campaign, by: officer)
    }
    try await center.removeStudyCenter(station, by: officer)
    try await center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO slip (id, campaign_id, institution_id, made_at) VALUES ('s1', ?, ?, 0)", [.text(campaign), .text(id)])
      try transaction.execute(
        "INSERT INTO roster (campaign_id, institution_id, version) VALUES (?, ?, 1)", [.text(campaign), .text(id)])
    }
    await #expect(throws: InstitutionRefusal.inUse(name: "兰州大学", what: ["登记单", "学生名单"])) {
      try await center.withdrawParticipation(of: id, from: campaign, by: officer)
    }
    try await center.records.write { transaction in
      try transaction.execute("DELETE FROM slip")
      try transaction.execute("DELETE FROM roster")
    }
    try await center.withdrawParticipation(of: id, from: campaign, by: officer)
    #expect(try await center.campaign(campaign).participantCount == 0)
    let actions = try await province.journaledActions().filter { $0.hasPrefix("institution.") || $0.hasPrefix("study-center.") }
    let wanted = [
      "institution.added", "institution.invited", "institution.withdrawn", "study-center.added", "study-center.removed",
    ]
    #expect(actions.sorted() == wanted)
  }

  @Test("A table is taken as a whole or not at all; each bad row is named", arguments: SQLEngine.allCases)
  func table(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let rows = [
      InstitutionRow(row: 2, code: "10730", name: "兰州大学", kind: "普通本科", province: "甘肃"),
      InstitutionRow(row: 3, code: "1073", name: "短码", kind: "普通本科", province: "甘肃"),
      InstitutionRow(row: 4, code: "10731", name: "", kind: "普通本科", province: "甘肃"),
    ]
    let refusal = await #expect(throws: InstitutionRefusal.self) { try await center.importInstitutions(rows, by: planner) }
    guard case .table(let problems)? = refusal else {
      Issue.record("another refusal")
      return
    }
    #expect(problems.map(\.row) == [3, 4])
    #expect(problems.map(\.message) == ["院校代码应为 5 位数字，现为 4 位", "有一个名称是空的"])
    #expect(try await center.institutions(for: planner).total == 0)
  }
}

extension Sequence {
  fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
    var result: [T] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}
