import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// Filing and retention in the real browser (A11, promise 10), at a desk and on a phone.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct FilingBrowserTests {
  /// The class is verified and sealed, and the window of proofing is over.
  private func prepare(_ school: ClassKeysTests.School) async throws {
    let (center, place) = (school.province.center, school.place)
    let group = try #require(
      try await center.verificationClasses(campaignID: place.campaignID, by: place.liaison).first
    ).group
    let people = try await center.openCheckedClass(group, campaignID: place.campaignID, by: place.liaison).people
    for (number, person) in people.enumerated() where person.portrait == nil {
      try await school.province.releasePortrait(of: person.id, shot: 500 + number, campaignID: place.campaignID)
    }
    for person in try await center.openCheckedClass(group, campaignID: place.campaignID, by: place.liaison).people {
      var typed = TypedVerdict(
        person: person.id, verdicts: [.right], portraitNumber: person.portrait?.number ?? 0, recordVersion: person.recordVersion
      )
      typed.look = .atAGlance
      _ = try await center.giveVerdict(
        typed, campaignID: place.campaignID, operation: center.freshToken(), by: place.liaison)
    }
    let id = try await center.handInClassCheck(group, campaignID: place.campaignID, by: place.liaison)
    _ = try await center.sealClassCheck(id, byPage: center.printClassCheck(id, by: place.liaison).pdf, by: place.liaison)
    try await school.province.openProofing(at: .here, campaignID: place.campaignID)
    school.province.time.advance(days: 20)
  }

  @Test("A11: what holds back whom, the package made, its password, sent; promise 10: until when it is kept")
  func wholeWay() async throws {
    let school = try await ClassKeysTests.School(people: 12)
    defer { Task { await school.site.stop() } }
    let place = school.place
    let home = school.site.address + "/campaigns/\(place.campaignID)/filing"
    let early = try await school.browser(of: place.liaison.accountID)
    try await early.open(home)
    try await early.waitForText("现在没有可以报盘的学生")
    try await Pictures.keep(early, "filing-held-desk")
    try await early.element(css: "a[href*='hold=class']").click()
    try await early.waitForText("班级照片核对单没有用印")
    try await Pictures.keep(early, "filing-held-list-desk")
    try await prepare(school)
    let desk = try await school.browser(of: place.liaison.accountID)
    try await desk.open(home)
    try await desk.waitForText("现在可以报盘 12 人")
    try await Pictures.keep(desk, "filing-ready-desk")
    #expect(try await Accessibility.findings(desk).isEmpty)
    try await desk.element(css: "form[action$='/make'] button").click()
    try await desk.waitForText("已生成报盘数据包")
    try await desk.element(css: "main details summary").click()
    try await desk.type("学信网上传", into: "报送方式")
    try await Pictures.keep(desk, "filing-made-desk")
    #expect(try await Accessibility.findings(desk).isEmpty)
    let phone = try await school.browser(of: place.liaison.accountID, .phone)
    try await phone.open(home)
    try await phone.waitForText("第 1 次")
    try await Pictures.keep(phone, "filing-made-phone")

    let officer = try await school.browser(of: school.province.officer().accountID)
    try await officer.open(home)
    try await officer.waitForText("没有登记报送")
    try await Pictures.keep(officer, "filing-overview-desk")
    try await officer.open(school.site.address + "/campaigns/\(place.campaignID)/retention")
    try await officer.waitForText("保存期限与抹除")
    try await Pictures.keep(officer, "retention-desk")
    #expect(try await Accessibility.findings(officer).isEmpty)
    for browser in [early, desk, phone, officer] { #expect(try await browser.complaints().isEmpty) }
  }
}
