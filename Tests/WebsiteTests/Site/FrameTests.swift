import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Every room has a door in the frame, and what waits there is a number on it.
@Suite struct FrameTests {
  /// The addresses of the side, without the campaign in front.
  private func doors(_ text: String, _ campaignID: String) -> [String] {
    guard let side = text.firstRange(of: "<nav class=\"stages\"") else { return [] }
    let end = text[side.upperBound...].firstRange(of: "</nav>")?.lowerBound ?? text.endIndex
    return text[side.upperBound..<end].matches(of: /href="([^"]+)"/).map {
      String($0.1).replacing("/campaigns/\(campaignID)", with: "")
    }
  }

  /// The number beside a door; nil when nothing waits.
  private func number(_ text: String, at address: String) -> Int? {
    guard let link = text.firstRange(of: "href=\"\(address)\"") else { return nil }
    let end = text[link.upperBound...].firstRange(of: "</a>")?.lowerBound ?? text.endIndex
    return text[link.upperBound..<end].firstMatch(of: /class="waiting">(\d+)</).flatMap { Int($0.1) }
  }

  @Test("Rooms by role: rosters, journal and notices have a door for everybody who may enter them, on every page")
  func rooms() async throws {
    let records = try await RouteRecords(Province())
    let site = try await RunningSite(records.province)
    // Registration, times, the day; then what came back, and its verification.
    let (day, back) = (["/registration", "/schedule", "/today"], ["/retakes", "/verification", "/proofing", "/fees"])
    let province = ["/roster", "/institutions", "/centers"]
    let runs = ["/stations", "/settings", "/public", "/outbox"]
    let proofs = ["/proofing/disputes", "/proofing/grants"]
    let found = ["/verification/errata", "/verification/missing"]
    let cases = found + proofs + ["/makeup", "/ledger"]
    let expected: [Role: [String]] = [
      .officer: day + ["/retakes", "/errata-desk", "/proofing", "/fees", "/filing"] + province + [
        "/missing-desk", "/waiting", "/proofing/grants", "/makeup", "/ledger",
      ] + runs + [
        "/journal", "/contacts", "/notices", "/holidays", "/photo-standards", "/accounts", "/jobs", "/journal", "/me",
      ],
      .planner: day + ["/retakes", "/proofing", "/fees"] + province + ["/waiting", "/makeup"] + runs + [
        "/contacts", "/notices", "/holidays", "/photo-standards", "/accounts", "/jobs", "/me",
      ],
      .photographer: ["/registration", "/today", "/makeup/door", "/stations/import", "/contacts", "/notices", "/me"],
      .clerk: [
        "/registration", "/release", "/errata-desk", "/deliveries", "/prints", "/reprints", "/retakes", "/missing-desk",
        "/waiting", "/makeup", "/ledger", "/corrections", "/stations/import", "/contacts", "/notices", "/photo-standards",
        "/me",
      ],
      .liaison: day + [
        "/deliveries", "/verification", "/proofing", "/fees", "/filing", "/roster", "/centers", "/prints", "/reprints",
        "/retakes",
      ] + cases + ["/corrections", "/journal", "/contacts", "/notices", "/accounts", "/me"],
      .sealingLeader: day + back + ["/filing", "/roster", "/prints"] + found + ["/makeup", "/ledger"] + [
        "/contacts", "/notices", "/me",
      ],
      .departmentSecretary: day.dropLast() + back + ["/roster", "/prints", "/reprints"] + cases + [
        "/contacts", "/notices", "/me",
      ],
      .counselor: day.dropLast() + back + ["/roster", "/reprints"] + cases + ["/contacts", "/notices", "/me"],
      .studyCenterLiaison: day + ["/retakes", "/proofing", "/roster", "/centers", "/prints"] + proofs + [
        "/makeup", "/contacts", "/notices", "/me",
      ],
    ]
    // A graduate has pages of his own, without this frame.
    for (role, token) in records.sessions where role != .graduate {
      for path in ["/campaigns/\(records.campaignID)/contacts", "/me"] {
        let text = try await site.fetch(path, session: token).text
        #expect(doors(text, records.campaignID) == expected[role], "\(role) at \(path)")
      }
    }
    await site.stop()
  }

  @Test(
    "Who comes straight to the classes finds search, absences and, as an approver, special cases; the planner no dead button")
  func waysOn() async throws {
    let records = try await RouteRecords(Province())
    let site = try await RunningSite(records.province)
    let base = "/campaigns/\(records.campaignID)/roster"
    let approvers: Set<Role> = [.sealingLeader]
    for (role, token) in records.sessions where [.sealingLeader, .departmentSecretary, .counselor].contains(role) {
      #expect(try await site.fetch(base, session: token).location == base + "/classes")
      let text = try await site.fetch(base + "/classes", session: token).text
      for way in ["search", "absences"] { #expect(text.contains("href=\"\(base)/\(way)\""), "\(role) \(way)") }
      #expect(text.contains("href=\"\(base)/special-cases\"") == approvers.contains(role), "\(role)")
    }
    let officer = try #require(records.sessions.first { $0.role == .officer }).token
    let planner = try #require(records.sessions.first { $0.role == .planner }).token
    #expect(try await site.fetch(base, session: officer).text.contains("href=\"\(base)/absences\""))
    #expect(try await site.fetch("/", session: officer).text.contains("开始新的年度采集"))
    #expect(try await !site.fetch("/", session: planner).text.contains("开始新的年度采集"))
    let counselor = try #require(records.sessions.first { $0.role == .counselor }).token
    let home = try await site.fetch("/campaigns/\(records.campaignID)/registration", session: counselor).text
    #expect(!home.contains("告诉院系秘书") && home.contains("登记不能到场的学生"))
    await site.stop()
  }

  @Test("N2, N3: what waits stands on the stage, unread notices on 通知, jobs on 后台任务, and it goes when it is done")
  func numbers() async throws {
    let province = try await Province()
    let place = try await province.place()
    let planner = try await province.planner()
    let site = try await RunningSite(province)
    let own = try await province.session(of: place.liaison.accountID)
    let keeper = try await province.session(of: planner.accountID)
    let page = "/me"
    let stage = "/campaigns/\(place.campaignID)/registration"
    let open = try await province.center.waitingAtRegistration(of: .liaison(place.liaison), campaignID: place.campaignID)
    var text = try await site.fetch(page, session: own).text
    #expect(open > 0 && number(text, at: stage) == open)
    #expect(number(text, at: "/notices") == nil)
    _ = try await province.center.remindInstitutions(campaignID: place.campaignID, lineIDs: nil, by: planner)
    text = try await site.fetch(page, session: own).text
    #expect(number(text, at: "/notices") == 1)
    let notice = try #require(try await province.center.notices(for: place.liaison).notices.first)
    let read = try await site.fetch(
      "/notices/\(notice.id)/read", session: own,
      form: [("csrf", site.csrf(of: try await site.fetch("/notices", session: own)))])
    #expect(read.status == 303)
    #expect(number(try await site.fetch(page, session: own).text, at: "/notices") == nil)
    try await province.center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO job_set_aside (job_id, kind, scope, payload, made_at, set_aside_at, reason)
        VALUES ('j', 'send-message', 'center', 'm', 0, 0, '试了 14 次')
        """)
    }
    #expect(number(try await site.fetch(page, session: keeper).text, at: "/jobs") == 1)
    await site.stop()
  }

  @Test("A count is kept for a moment, taken anew after anything was sent, and not kept when something happened meanwhile")
  func shelf() async throws {
    let shelf = WaitingShelf()
    func count(_ now: Int64, _ found: Int) async throws -> Int {
      try await shelf.count(campaign: "c", account: "a", now: now) { found }
    }
    #expect(try await count(0, 3) == 3)
    #expect(try await count(WebsiteLimits.waitingMilliseconds - 1, 9) == 3)
    #expect(try await count(WebsiteLimits.waitingMilliseconds, 4) == 4)
    shelf.empty()
    #expect(try await count(WebsiteLimits.waitingMilliseconds, 5) == 5)
    let late = try await shelf.count(campaign: "c", account: "b", now: 0) {
      shelf.empty()
      return 1
    }
    #expect(late == 1)
    #expect(try await shelf.count(campaign: "c", account: "b", now: 0) { 2 } == 2)
  }
}
