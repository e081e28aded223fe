import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// 进度总览 and 进度通报 on pages.
@Suite struct OverviewPagesTests {
  /// A visit of today whose first people were shot, released and counted.
  private struct Yard {
    let visit: ShotVisit
    let site: RunningSite
    var home: String { "/campaigns/\(visit.campaignID)/overview" }
    var report: String { "/campaigns/\(visit.campaignID)/progress" }

    init() async throws {
      visit = try await ShotVisit(heads: 8)
      var shots: [(person: Int, shot: String)] = []
      for number in 0..<5 { shots.append((number, try await visit.shoot(number))) }
      try await visit.release(Array(shots.prefix(3)))
      site = try await RunningSite(visit.province)
    }

    func count() async throws {
      try await visit.center.sealJournal(owner: "sealer")
      visit.province.time.advance(minutes: 1)
      try await visit.center.keepSeasonCounts(owner: "keeper")
    }

    func session(_ role: Role) async throws -> String {
      try await visit.province.session(of: visit.province.account(role, "a-\(role.rawValue)"))
    }
  }

  private func links(_ text: String, _ part: String) -> [String] {
    text.matches(of: /href="([^"]*)"/).map { String($0.1).replacing("&amp;", with: "&") }.filter { $0.contains(part) }
  }

  @Test("N2: before anything was counted the page says so; then the way, its table, and each number with its list")
  func overview() async throws {
    let yard = try await Yard()
    let site = yard.site
    defer { Task { await site.stop() } }
    let officer = try await yard.session(.officer)
    #expect(try await yard.site.fetch(yard.home, session: officer).text.contains("还没有统计"))
    try await yard.count()
    let page = try await yard.site.fetch(yard.home, session: officer).text
    #expect(!page.contains("还没有统计") && page.contains("从应采到报盘") && page.contains("各环节人数和等待时间"))
    // The drawing says in words what it shows, and stands before its table.
    #expect(page.contains("<desc id=\"flow-980-text\">应采 8 人，已采集 5 人，制作合格 3 人"))
    #expect(page.contains("role=\"group\" aria-labelledby=\"flow-980-title flow-980-text\""))
    #expect(page.contains("照片一次合格") && page.contains("5 个拍摄日") == false && page.contains("1 个拍摄日，平均每天 5 人"))
    // The province's numbers lead to the institutions, an institution's to its people.
    #expect(links(page, "sort=w-due&order=desc#institutions").count > 0)
    let people = try #require(links(page, "/overview/people?of=due&").first)
    let list = try await yard.site.fetch(people, session: officer)
    #expect(list.status == 200 && list.text.contains("待采集：等院校和采集单位") && list.text.contains("此刻共 3 人"))
    #expect(!list.text.contains("990000"))
    let sorted = try await yard.site.fetch(yard.home + "?sort=due&order=desc", session: officer).text
    #expect(sorted.contains("aria-sort=\"descending\""))
    let chosen = try await yard.site.fetch(
      yard.home + "?institution=\(yard.visit.place.institutionID)", session: officer
    ).text
    #expect(chosen.contains("全部院校进度") && chosen.contains("示例1班") && chosen.contains("示例2班"))
    #expect(try await yard.site.fetch(yard.home + "?institution=nobody", session: officer).status == 404)
    #expect(try await yard.site.fetch(yard.home + "/people?of=nothing", session: officer).location == yard.home)
  }

  @Test("N2: an institution's own part leads to its people and cases; the planner gets numbers and no names")
  func parts() async throws {
    let yard = try await Yard()
    let site = yard.site
    defer { Task { await site.stop() } }
    try await yard.count()
    let liaison = try await yard.visit.province.session(of: yard.visit.place.liaison.accountID)
    let own = try await yard.site.fetch(yard.home, session: liaison).text
    #expect(own.contains("示例大学（10730）") && !links(own, "/overview/people?of=reached-shot").isEmpty)
    #expect(links(own, "/overview/people").allSatisfy { !$0.contains("990000") })
    let planner = try await yard.session(.planner)
    let page = try await yard.site.fetch(yard.home + "?institution=\(yard.visit.place.institutionID)", session: planner).text
    #expect(page.contains("示例1班") && links(page, "/overview/people").isEmpty)
    #expect(try await yard.site.fetch(yard.home + "/people?of=due", session: planner).status == 404)
  }

  @Test("N2: changes that wait for minutes are told; those of a moment are not")
  func stale() async throws {
    let yard = try await Yard()
    let site = yard.site
    defer { Task { await site.stop() } }
    try await yard.count()
    let officer = try await yard.session(.officer)
    let id = yard.visit.campaignID
    let since = yard.visit.province.time.now
    try await yard.visit.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO season_stale (campaign_id, institution_id, position, since) VALUES (?, 'institution-10730', 9999, ?)",
        [.text(id), .integer(since)])
    }
    yard.visit.province.time.advance(minutes: 1)
    #expect(try await !yard.site.fetch(yard.home, session: officer).text.contains("还没有统计进来"))
    yard.visit.province.time.advance(minutes: 2)
    #expect(try await yard.site.fetch(yard.home, session: officer).text.contains("有些变化还没有统计进来"))
  }

  @Test("N2: 进度通报 names who is late, whom to call and what to write, by matter; and is had as document and workbook")
  func late() async throws {
    let yard = try await Yard()
    let site = yard.site
    defer { Task { await site.stop() } }
    try await yard.count()
    yard.visit.province.time.advance(days: 5)
    let officer = try await yard.session(.officer)
    let page = try await yard.site.fetch(yard.report, session: officer).text
    #expect(page.contains("1 所院校有逾期未办的事项") && page.contains("登记单未交") && page.contains("时间安排未答复"))
    #expect(page.contains("【进度提醒】示例大学：") && page.contains("给全部逾期院校") && page.contains("总体进度"))
    for copied in page.matches(of: /<pre[^>]*>([^<]*)<\/pre>/) { #expect(String(copied.1).count <= 300) }
    let filtered = try await yard.site.fetch(yard.report + "?matter=fees", session: officer).text
    #expect(filtered.contains("没有院校逾期这一项"))
    for format in ["docx", "xlsx"] {
      let file = try await yard.site.fetch(yard.report + "/report?format=\(format)", session: officer)
      #expect(file.status == 200 && file.text.hasPrefix("PK"), "\(format)")
    }
    #expect(try await yard.site.fetch("/campaigns/nothing/progress", session: officer).status == 404)
  }
}
