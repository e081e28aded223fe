import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// A graduate's one chance in the real browser of a phone (N5, promise 4).
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct ProofBrowserTests {
  @Test("N5, Promise 4: by code, own password, sheet, the tick, the receipt; the institution sees it")
  func proof() async throws {
    let school = try await ClassKeysTests.School(people: 6)
    defer { Task { await school.site.stop() } }
    let (center, place) = (school.province.center, school.place)
    try await school.province.openProofing(at: .here, campaignID: place.campaignID)
    let group = CheckedClass(department: "民族学院", classGroup: "民族学1班")
    let slips = try await center.proofSlips(of: group, campaignID: place.campaignID, by: place.liaison)
    try Pictures.keep(slips.file.bytes, "proof-slips.pdf")
    let campaignID = place.campaignID
    let id = try #require(
      try await center.searchGraduates("201000001002", campaignID: campaignID, by: place.liaison).lines.first?.id)
    let code = try #require(try await center.records.read { try $0.codeInForce(of: id, campaignID) }).code
    let phone = try await Browser(.phone)
    try await phone.open(school.site.address + "/my")
    try await Pictures.keep(phone, "proof-sign-in-phone")
    try await phone.type("201000001002", into: "学号")
    try await phone.type("孙示例", into: "姓名")
    try await phone.type(ProofCode.grouped(code), into: "校对码或密码")
    try await phone.press("登录")
    try await phone.waitForText("设置自己的密码")
    try await phone.type("一句我自己记得住的话", into: "密码")
    try await phone.type("一句我自己记得住的话", into: "再输一遍")
    try await phone.press("设置密码")
    try await phone.waitForText("孙示例的采集")
    try await Pictures.keep(phone, "proof-season-phone")
    try await phone.element(css: ".card.now a.button").click()
    try await phone.waitForText("照片是我，信息都对")
    try await phone.wait(for: "the picture") {
      try await phone.run("return document.querySelector('.proof-picture img').naturalWidth").number == 480
    }
    try await Pictures.keep(phone, "proof-sheet-phone")
    try await phone.element(css: "a.button[href='/mine/proof/right']").click()
    try await phone.press("提交：正确，不再更改")
    try await phone.waitForText("请先勾选")
    try await phone.choose("已看清楚，知道一次有效、提交后不能更改")
    try await phone.press("提交：正确，不再更改")
    try await phone.waitForText("已答复：正确")
    try await phone.wait(for: "the receipt") {
      try await phone.run("return document.querySelector('.proof-receipt').naturalWidth").number == 1080
    }
    try await Pictures.keep(phone, "proof-receipt-phone")
    #expect(try await phone.complaints().filter { !$0.contains("422") } == [])
    let desk = try await school.browser()
    try await desk.open(school.site.address + "/campaigns/\(campaignID)/proofing")
    try await desk.waitForText("民族学1班")
    try await Pictures.keep(desk, "proof-progress-desk")
    try await desk.element(css: "a[href*='/proofing/class']").click()
    try await desk.waitForText("已校对，正确")
    try await Pictures.keep(desk, "proof-class-desk")
    #expect(try await school.count("SELECT COUNT(*) AS n FROM proof") == 1)
    #expect(try await desk.complaints().isEmpty)
  }

  @Test("N5: 有误 with the right value and a picture, by keyboard; the institution takes it up")
  func wrong() async throws {
    let school = try await ClassKeysTests.School(people: 3)
    defer { Task { await school.site.stop() } }
    let place = school.place
    try await school.province.openProofing(at: .here, campaignID: place.campaignID)
    let id = try #require(
      try await school.province.center.searchGraduates("201000001000", campaignID: place.campaignID, by: place.liaison).lines
        .first?.id)
    let token = try await school.province.session(
      ofGraduate: SignedInGraduate(personID: id, campaignID: place.campaignID, institutionID: place.institutionID))
    let phone = try await Browser(.phone)
    try await phone.open(school.site.address + "/my")
    try await phone.command(
      "POST", "/cookie", ["cookie": ["name": "biying-session", "value": .string(token), "path": "/", "httpOnly": true]])
    try await phone.open(school.site.address + "/mine/proof/wrong")
    try await Pictures.keep(phone, "proof-wrong-phone")
    try await phone.type("赵例示", into: "姓名应为")
    try await phone.upload([ProjectFolder.root + "/Tests/Fixtures/Labelled/ok/lon004.jpg"], into: "证明照片")
    try await phone.choose("已看清楚，知道一次有效、提交后不能更改")
    try await phone.press("提交：有误")
    try await phone.waitForText("姓名应为“赵例示”")
    let desk = try await school.browser()
    try await desk.open(school.site.address + "/campaigns/\(place.campaignID)/proofing/disputes")
    try await desk.waitForText("姓名应为“赵例示”")
    try await Pictures.keep(desk, "proof-disputes-desk")
    try await desk.press("受理：登记为问题")
    try await desk.waitForText("已受理")
    #expect(try await school.count("SELECT COUNT(*) AS n FROM claim WHERE kind = 'data'") == 1)
    try await phone.open(school.site.address + "/mine")
    try await phone.waitForText("学校已受理")
    #expect(try await phone.complaints().isEmpty)
  }
}
