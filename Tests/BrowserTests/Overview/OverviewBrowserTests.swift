import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// 进度总览 and 进度通报 in the real browser, at a desk, on a phone and on paper.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct OverviewBrowserTests {
  @Test("N2: the season at a glance reads at 1280 px, on a phone and in print; every number is a way on")
  func overview() async throws {
    let visit = try await season()
    let site = try await RunningSite(visit.province)
    defer { Task { await site.stop() } }
    let officer = try await visit.province.account(.officer, "the-officer")
    let base = site.address + "/campaigns/\(visit.campaignID)"
    for (name, shape) in [("desk", Browser.Shape.desk), ("phone", .phone)] {
      let browser = try await CampaignBrowser.signedIn(as: officer, at: site, shape)
      try await browser.open(base + "/progress")
      try await browser.waitForText("有逾期未办的事项")
      try await look(browser, "progress", name)
      try await browser.open(base + "/overview")
      try await browser.waitForText("从应采到报盘")
      // One of the two drawings is shown.
      let shown = try await browser.run(
        "return [...document.querySelectorAll('.season-flow svg')].filter(s => s.getBoundingClientRect().width > 0).length")
      #expect(shown.number == 1)
      try await look(browser, "overview", name)
      try await browser.open(base + "/overview?institution=\(visit.place.institutionID)")
      try await browser.waitForText("示例2班")
      try await look(browser, "overview-institution", name)
      try await browser.element(css: "a[href*='/overview/people?of=due']").click()
      try await browser.waitForText("待采集：等院校和采集单位")
      try await look(browser, "overview-people", name)
      if name == "desk" {
        try await browser.open(base + "/overview")
        let printed = try #require(Data(base64Encoded: try await browser.command("POST", "/print", [:]).string ?? ""))
        #expect(printed.prefix(5) == Data("%PDF-".utf8))
        try Pictures.keep(Array(printed), "overview-print.pdf")
      }
      try await browser.close()
    }
  }

  /// A day's work: shot, released, sent back, someone who left; the registration is overdue.
  private func season() async throws -> ShotVisit {
    let visit = try await ShotVisit(heads: 24)
    for (code, name) in [("10731", "兰州示例理工大学"), ("10732", "兰州示例交通大学"), ("10735", "甘肃示例中医学院")] {
      let place = try await visit.province.place(code: code, name: name, liaison: "liaison-\(code)")
      let first = 400 + (Int(code) ?? 0) % 100
      _ = try await visit.province.bringClass(["赵示例", "钱示例", "孙示例"], place: place, classGroup: "示例班", from: first)
    }
    var shots: [(person: Int, shot: String)] = []
    for number in 0..<16 {
      let problems = number == 3 ? [ShotProblem(check: "eyes-open", isFailure: true, chinese: "眼睛没有睁开")] : []
      shots.append((number, try await visit.shoot(number, problems: problems)))
    }
    try await visit.release(Array(shots.prefix(10)))
    try await visit.center.returnToRetake(
      SeenPortrait(person: visit.people[11], shot: shots[11].shot), because: "眼镜反光", campaignID: visit.campaignID,
      by: visit.clerk)
    try await visit.center.recordStatusChange(
      StatusChange(kind: .military, day: CalendarDay(milliseconds: visit.province.time.now), document: "校学〔2013〕7号"),
      of: visit.people[23], campaignID: visit.campaignID, by: visit.place.liaison)
    try await visit.center.sealJournal(owner: "sealer")
    visit.province.time.advance(days: 6)
    try await visit.center.keepSeasonCounts(owner: "keeper")
    return visit
  }

  /// No wider than the screen, nothing serious for axe-core, no complaint; a picture for people.
  private func look(_ browser: Browser, _ name: String, _ shape: String) async throws {
    try await Pictures.keep(browser, "\(name)-\(shape)")
    let fits = try await browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
    #expect(fits.bool != false, "\(name) is wide at \(shape)")
    #expect(try await Accessibility.findings(browser) == [], "\(name) at \(shape)")
    #expect(try await browser.complaints().isEmpty, "\(name) at \(shape)")
  }
}
