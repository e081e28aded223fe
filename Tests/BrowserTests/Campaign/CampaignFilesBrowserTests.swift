import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Tables that come in and go out: institutions uploaded with a preview, another province's study centers downloaded (N7).
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct CampaignFilesBrowserTests {
  @Test("A table of institutions is previewed, confirmed, and its bad rows are named", arguments: [false, true])
  func institutionTable(onPhone: Bool) async throws {
    let province = try await Province()
    try await province.center.prepareCenter()
    let site = try await RunningSite(province)
    let campaignID = try await province.center.openCampaign(CampaignFixture.plan, by: try await province.officer("first"))
    let browser = try await CampaignBrowser.signedIn(.officer, at: site, onPhone ? .phone : .desk)
    let shape = onPhone ? "phone" : "desk"
    let list = site.address + "/campaigns/\(campaignID)/institutions"
    let bad = browser.downloads.appendingPathComponent("坏表.csv")
    try Data("院校代码,院校名称,类型,城市\n1073,示例大学,普通本科,兰州市\n".utf8).write(to: bad)
    try await browser.open(list + "/upload")
    try await browser.upload([bad.path], into: "院校表")
    try await browser.press("上传并预览")
    try await browser.waitForText("应为 5 位数字")
    try await Pictures.keep(browser, "upload-bad-\(shape)")
    let good = browser.downloads.appendingPathComponent("院校.csv")
    try Data("全省院校表\n院校代码,院校名称,类型,城市\n14990,示例大学,普通本科,兰州市\n,示例电视大学,开放大学,天水市\n".utf8).write(to: good)
    try await browser.upload([good.path], into: "院校表")
    try await browser.press("上传并预览")
    try await browser.waitForText("将添加 2 所")
    try await Pictures.keep(browser, "upload-preview-\(shape)")
    try await browser.press("添加 2 所院校")
    try await browser.waitForText("已从表格添加 2 所院校")
    #expect(try await province.center.campaign(campaignID).participantCount == 2)
    let text = try await browser.text
    #expect(text.contains("14990") && text.contains("临001"))
    let complaints = try await CampaignBrowser.complaints(browser)
    #expect(complaints == [])
    try await browser.close()
    await site.stop()
  }

  @Test("N7: another province's study centers come as CSV and XLSX", arguments: ["csv", "xlsx"])
  func centersElsewhere(format: String) async throws {
    let province = try await Province()
    try await province.center.prepareCenter()
    let site = try await RunningSite(province)
    let officer = try await province.officer("first")
    let campaignID = try await province.center.openCampaign(CampaignFixture.plan, by: officer)
    let center = StudyCenterEntry(
      parentCode: "14990", parentName: "示例大学", name: "示例函授站（西宁）", province: "青海省", contact: "马示例", telephone: "0971-8234567",
      expectedHeads: 12)
    _ = try await province.center.addStudyCenter(center, to: campaignID, by: officer)
    let browser = try await CampaignBrowser.signedIn(.planner, at: site, .desk)
    try await browser.open(site.address + "/campaigns/\(campaignID)/centers/elsewhere")
    try await browser.press("名单（\(format.uppercased())）")
    let data = try await browser.download(named: "2014届_青海省_函授站.\(format)")
    if format == "csv" {
      let text = String(decoding: data, as: UTF8.self)
      #expect(text.contains("14990") && text.contains("示例函授站（西宁）") && text.contains("0971-8234567"))
    } else {
      #expect(data.starts(with: [0x50, 0x4B]))
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: province.folder.path("spool"))
    #expect(left == [], "the spool is empty again")
    try await browser.close()
    await site.stop()
  }
}
