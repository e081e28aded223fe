import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// A year begins: an officer opens a campaign from the example and puts institutions and study centers in order.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct CampaignBrowserTests {
  @Test("N1, N7, A2: from the example to institutions and centers in order", arguments: [false, true])
  func aYearBegins(onPhone: Bool) async throws {
    let province = try await Province()
    try await province.center.prepareCenter()
    let site = try await RunningSite(province)
    let browser = try await CampaignBrowser.signedIn(.officer, at: site, onPhone ? .phone : .desk)
    let shape = onPhone ? "phone" : "desk"

    try await browser.open(site.address + "/campaigns/new")
    try await Pictures.keep(browser, "campaign-new-\(shape)")
    try await browser.press("装入示例")
    try await browser.waitForText("示例已装入")
    try await Pictures.keep(browser, "settings-\(shape)")
    let campaign = try #require(try await browser.address.split(separator: "/").dropLast().last.map(String.init))
    let home = site.address + "/campaigns/\(campaign)"

    try await addProvisional(browser, home, shape)
    try await rename(browser, home, shape)
    try await handOver(browser, home, shape)

    for (path, name) in [
      ("/contacts", "contacts"), ("/history", "history"), ("/centers", "centers"), ("/institutions", "institutions"),
    ] {
      try await browser.open(home + path)
      try await Pictures.keep(browser, "\(name)-\(shape)")
      #expect(try await browser.run("return document.documentElement.scrollWidth").number == (onPhone ? 390 : 1280), "\(name)")
    }
    let complaints = try await CampaignBrowser.complaints(browser)
    #expect(complaints == [])
    try await browser.close()
    await site.stop()
  }

  private func addProvisional(_ browser: Browser, _ home: String, _ shape: String) async throws {
    try await browser.open(home + "/institutions/new")
    try await browser.type("1073", into: "五位代码")
    try await browser.waitForText("应为 5 位数字")
    try await browser.type("10730", into: "五位代码")
    try await browser.waitForText("已登记为「兰州大学」")
    try await Pictures.keep(browser, "institution-new-\(shape)")
    try await browser.type("", into: "五位代码")
    try await browser.choose("暂无代码")
    try await browser.type("示例职工大学", into: "院校全称")
    try await browser.select("成人高校", in: "类型")
    try await browser.press("添加院校")
    try await browser.waitForText("代码待定：现用临时代码 临")
    try await Pictures.keep(browser, "institution-\(shape)")
  }

  private func rename(_ browser: Browser, _ home: String, _ shape: String) async throws {
    try await browser.press("更名")
    try await browser.type("示例开放大学", into: "新名称")
    try await browser.type("二〇一五", into: "从哪一年起")
    try await browser.press("保存新名称")
    try await browser.waitForText("请填写四位年份")
    try await Pictures.keep(browser, "institution-rename-\(shape)")
    try await browser.type("2015", into: "从哪一年起")
    try await browser.press("保存新名称")
    try await browser.waitForText("新名称已保存")
    let names = try await browser.text
    #expect(names.contains("示例职工大学") && names.contains("示例开放大学") && names.contains("2014 年"))
    // The class of 2014 keeps the old name.
    #expect(try await browser.element(css: "h1").text == "示例职工大学")
  }

  private func handOver(_ browser: Browser, _ home: String, _ shape: String) async throws {
    try await browser.open(home + "/centers/new")
    try await browser.type("10730", into: "总校代码")
    try await browser.type("示例函授站（海口）", into: "站点名称")
    try await browser.type("海南省", into: "站点所在省份")
    try await browser.type("海口市", into: "城市")
    try await browser.type("8234567", into: "电话")
    try await browser.waitForText("缺少区号")
    try await Pictures.keep(browser, "center-new-\(shape)")
    try await browser.type("0971-1234567", into: "电话")
    try await browser.type("马示例", into: "联系人")
    try await browser.press("添加函授站")
    try await browser.waitForText("个外省站点还没有移交")
    try await browser.press("办理移交")
    try await browser.type("", into: "海南省的采集单位")
    try await browser.press("移交海南省的 1 个站点")
    try await browser.waitForText("没有填写海南省的采集单位")
    try await Pictures.keep(browser, "elsewhere-\(shape)")
    try await browser.type("海南省示例采集单位", into: "海南省的采集单位")
    try await browser.press("移交海南省的 1 个站点")
    try await browser.waitForText("已移交 1 个站点")
    try await Pictures.keep(browser, "handed-over-\(shape)")
  }

  @Test("The list of institutions by keyboard: find, tick, invite")
  func institutionsByKeyboard() async throws {
    let province = try await Province()
    try await province.center.prepareCenter()
    let site = try await RunningSite(province)
    let officer = try await province.officer()
    let shipped = try #require(ShippedFiles.found()?.examples.first { $0.id == "gansu-2013" })
    let example = try await province.center.loadExampleCampaign(from: shipped.folder, by: officer)
    _ = try await province.center.addInstitution(
      InstitutionEntry(code: .ministry("14999"), name: "示例学院", kind: .university, province: "甘肃省"), by: officer)
    let browser = try await CampaignBrowser.signedIn(.planner, at: site, .desk)
    try await browser.open(site.address + "/campaigns/\(example.campaignID)/institutions?part=out")
    try await browser.waitForText("示例学院")
    try await browser.run("document.body.focus()")
    try await browser.key("/")
    #expect(try await browser.run("return document.activeElement.name").string == "search")
    try await browser.run("document.activeElement.value = '示例学院'; document.activeElement.form.submit()")
    try await browser.wait(for: "one line") { try await browser.elements(css: "tbody tr").count == 1 }
    try await browser.run("document.querySelector('tbody tr').focus()")
    try await browser.key(" ")
    #expect(try await browser.element(css: "tbody input[type=checkbox]").isChosen)
    try await browser.press("邀请勾选的院校参加")
    try await browser.waitForText("已邀请 1 所院校参加")
    let complaints = try await CampaignBrowser.complaints(browser)
    #expect(complaints == [])
    try await browser.close()
    await site.stop()
  }

  @Test("Two people change the settings: the second sees both versions and loses nothing")
  func bothVersionsAreShown() async throws {
    let province = try await Province()
    try await province.center.prepareCenter()
    let site = try await RunningSite(province)
    let officer = try await province.officer("first")
    let campaignID = try await province.center.openCampaign(CampaignFixture.plan, by: officer)
    let browser = try await CampaignBrowser.signedIn(.officer, at: site, .desk)
    try await browser.open(site.address + "/campaigns/\(campaignID)/settings")
    try await browser.type("0931-123", into: "电话")
    try await browser.waitForText("位数不对")
    try await browser.type("0931-7654321", into: "电话")
    var theirs = CampaignFixture.plan
    theirs.makeupPlace = "示例采集单位二楼，示例市示例路 9 号"
    try await province.center.changeCampaign(campaignID, to: theirs, seen: 1, by: officer)
    try await browser.press("保存设置")
    try await browser.waitForText("先改了这次采集的设置")
    try await Pictures.keep(browser, "conflict-desk")
    let table = try await browser.element(css: "table").text
    #expect(table.contains("补拍地点") && table.contains("示例路 9 号") && table.contains("0931-7654321"))
    try await browser.press("保存设置")
    try await browser.waitForText("已保存")
    let plan = try await province.center.campaign(campaignID).plan
    #expect(plan.makeupPlace == theirs.makeupPlace)
    #expect(plan.office(.educationDepartment)?.telephone == "0931-7654321")
    try await browser.open(site.address + "/campaigns/\(campaignID)/history")
    try await browser.waitForText("第 3 版")
    try await Pictures.keep(browser, "history-full-desk")
    let complaints = try await CampaignBrowser.complaints(browser)
    #expect(complaints == [])
    try await browser.close()
    await site.stop()
  }

  @Test("Holidays and photo standards are edited in pages", arguments: [false, true])
  func holidaysAndStandards(onPhone: Bool) async throws {
    let province = try await Province()
    try await province.center.prepareCenter()
    let site = try await RunningSite(province)
    let browser = try await CampaignBrowser.signedIn(.officer, at: site, onPhone ? .phone : .desk)
    let shape = onPhone ? "phone" : "desk"
    try await browser.open(site.address + "/holidays")
    try await browser.press("导入随程序提供的节假日")
    try await browser.waitForText("导入完成")
    try await Pictures.keep(browser, "holidays-\(shape)")
    try await browser.open(site.address + "/holidays/2014")
    try await browser.waitForText("2014 年节假日")
    try await Pictures.keep(browser, "holidays-2014-\(shape)")
    let worked = try await browser.element(css: "input[name=worked-2]")
    #expect(try await worked.value.contains("1月26日"))
    try await worked.clear()
    try await worked.type("1月27日")
    try await Pictures.keep(browser, "holidays-wrong-\(shape)")
    try await browser.press("保存 2014 年节假日")
    try await browser.waitForText("本来就上班")
    try await browser.open(site.address + "/holidays/2031")
    try await browser.waitForText("尚未公布")

    try await browser.open(site.address + "/photo-standards/national-2017")
    try await Pictures.keep(browser, "standard-\(shape)")
    let swatch = try await browser.element(css: "dd svg rect")
    #expect(try await swatch.style("fill") == "rgb(100, 197, 255)")
    try await browser.press("修改数值")
    try await browser.type("19000", into: "文件大小，至少")
    try await Pictures.keep(browser, "standard-form-\(shape)")
    try await browser.press("保存数值")
    try await browser.waitForText("按新的数值检测")
    #expect(try await province.center.photoStandard("national-2017").standard.fileBytes.least == 19_000)
    try await browser.open(site.address + "/photo-standards")
    try await Pictures.keep(browser, "standards-\(shape)")
    #expect(try await browser.run("return document.documentElement.scrollWidth").number == (onPhone ? 390 : 1280))
    let complaints = try await CampaignBrowser.complaints(browser)
    #expect(complaints == [])
    try await browser.close()
    await site.stop()
  }
}

/// A plan against which no rule stands.
enum CampaignFixture {
  static var plan: CampaignPlan {
    func days(_ first: (Int, Int, Int), _ last: (Int, Int, Int)) -> CalendarDays {
      let epoch = CalendarDay(dayNumber: 0)
      return CalendarDays(
        CalendarDay(year: first.0, month: first.1, day: first.2) ?? epoch,
        through: CalendarDay(year: last.0, month: last.1, day: last.2) ?? epoch)
    }
    let offices = [Office.Kind.educationDepartment, .agency, .headOffice].map { kind in
      Office(
        kind: kind, name: "示例\(kind.chineseName)", address: "甘肃省兰州市城关区示例路 8 号", contactName: "王示例", telephone: "0931-1234567")
    }
    return CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014), offices: offices,
      windows: [
        CampaignWindow(.registration, days((2013, 9, 10), (2013, 10, 31))),
        CampaignWindow(.phase1, days((2013, 9, 18), (2013, 12, 31))), CampaignWindow(.phase2, days((2014, 3, 1), (2014, 4, 8))),
        CampaignWindow(.makeup, days((2014, 4, 9), (2014, 4, 12))),
      ], makeupPlace: "示例采集单位一楼，示例市示例路 8 号", feePerHead: .yuan(20), photoStandard: "national-2002")
  }
}
