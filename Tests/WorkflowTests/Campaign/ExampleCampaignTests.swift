import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct ExampleCampaignTests {
  @Test(
    "The 2013 Gansu campaign ships and loads once: campaign, institutions, who takes part, centers",
    arguments: SQLEngine.allCases)
  func gansu(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let loaded = try await center.loadExampleCampaign(from: Shipped.gansu2013, by: MachineOperator())
    #expect(loaded.isNewCampaign && loaded.institutionsAdded == 58 && loaded.invited == 45 && loaded.studyCentersAdded == 10)
    let page = try await center.campaign(loaded.campaignID)
    #expect(page.plan.title == "甘肃省2014届毕业生图像信息采集" && page.plan.photoStandard == "national-2002")
    #expect(page.plan.days(of: .makeup)?.chinese == "2014年4月9日（周三）–4月12日（周六）")
    #expect(page.plan.feePerHead == .yuan(20) && page.plan.studentsPerHour == 100 && page.plan.proofingPlace == .nationalSite)
    #expect(page.participantCount == 45 && page.studyCenters == StudyCenterCounts(here: 7, elsewhere: 3, handedOver: 0))
    // Persons were left out of the example on purpose: the form asks for them.
    #expect(page.problems.contains { $0.field == .officeContact(.agency) })

    let filter = InstitutionFilter(search: "10735", campaignID: loaded.campaignID)
    let medicine = try #require(try await center.institutions(filter, for: officer).lines.first)
    #expect(medicine.name == "甘肃中医学院" && medicine.participates)
    let present = try await center.institution(medicine.id, for: officer).institution
    #expect(present.currentName == "甘肃中医药大学")
    let gone = try await center.institutions(InstitutionFilter(search: "兰州医学院", campaignID: loaded.campaignID), for: officer)
    #expect(gone.lines.map(\.participates) == [false])
    let radio = try await center.institutions(InstitutionFilter(search: "甘肃开放大学", campaignID: loaded.campaignID), for: officer)
    #expect(radio.lines.map(\.name) == ["甘肃广播电视大学"] && radio.lines.allSatisfy(\.code.isProvisional))
    let elsewhere = try await center.studyCenterTables(in: loaded.campaignID, for: officer)
    #expect(elsewhere.map(\.province) == ["宁夏回族自治区", "新疆维吾尔自治区", "青海省"])
    #expect(try await center.schedulableStudyCenters(in: loaded.campaignID, for: officer).count == 7)
  }

  @Test("Loaded again it adds only what is missing, and overwrites nothing", arguments: SQLEngine.allCases)
  func again(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    let first = try await center.loadExampleCampaign(from: Shipped.gansu2013, by: officer)
    let filter = InstitutionFilter(search: "甘肃开放大学")
    let radio = try #require(try await center.institutions(filter, for: officer).lines.first)
    try await center.giveCode("51999", to: radio.id, seen: 1, by: officer)
    let lines = try await province.journaledActions().count
    let second = try await center.loadExampleCampaign(from: Shipped.gansu2013, by: officer)
    #expect(
      second
        == ExampleLoaded(
          campaignID: first.campaignID, isNewCampaign: false, institutionsAdded: 0, institutionsAlready: 58, invited: 0,
          studyCentersAdded: 0))
    #expect(try await province.journaledActions().count == lines)
    #expect(try await center.institution(radio.id, for: officer).institution.code.value == "51999")
    let xining = try await center.studyCenters(in: first.campaignID, StudyCenterFilter(search: "西宁"), for: officer).lines
    try await center.removeStudyCenter(try #require(xining.first).id, by: officer)
    #expect(try await center.loadExampleCampaign(from: Shipped.gansu2013, by: officer).studyCentersAdded == 1)
  }

  @Test("A damaged folder is refused with the file's name, and nothing is stored")
  func damaged() async throws {
    let province = try await Province()
    let center = province.center
    let folder = province.folder.url.appending(path: "example")
    try FileManager.default.copyItem(at: Shipped.gansu2013, to: folder)
    let table = folder.appending(path: "institutions.csv")
    let text = try String(contentsOf: table, encoding: .utf8)
    try Data(text.replacing("code,name", with: "dm,mc").utf8).write(to: table)
    await #expect(throws: ExampleRefusal.unreadable(file: "institutions.csv", reason: "第一行应有列名 code、name、kind、city")) {
      try await center.loadExampleCampaign(from: folder, by: MachineOperator())
    }
    try Data(text.replacing("10731,兰州理工大学,", with: "10731,").utf8).write(to: table)
    let row = InstitutionRefusal.RowProblem(row: 3, message: "有一个名称是空的")
    await #expect(throws: InstitutionRefusal.table([row])) {
      try await center.loadExampleCampaign(from: folder, by: MachineOperator())
    }
    try FileManager.default.removeItem(at: table)
    await #expect(throws: ExampleRefusal.unreadable(file: "institutions.csv", reason: "文件不存在")) {
      try await center.loadExampleCampaign(from: folder, by: MachineOperator())
    }
    #expect(try await center.campaigns().isEmpty)
    #expect(try await center.institutions(for: MachineOperator()).total == 0)
  }
}
