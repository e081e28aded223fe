import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Every route, tried by every role with real records, as a table that is reviewed as a snapshot.
@Suite struct RouteTableTests {
  /// Doors that are open to a role whose record is closed, with the reason.
  private static let closedRecords: Set<String> = [
    // Nobody hands over what a link gave him for a week.
    "GET /accounts/{account}/hand-over counselor",
    // No institution handed an enrolment photo in.
    "GET /campaigns/{campaign}/release/look/{person}/reference clerk",
    // Nothing was answered yet.
    "GET /mine/receipt/pdf graduate", "GET /mine/receipt/picture graduate",
  ]

  /// Where a record is needed that belongs to one person alone: nobody was granted to answer for another, or handed evidence in.
  private static let closedPaths: Set<String> = [
    "/campaigns/{campaign}/proofing/proxy/{person}", "/campaigns/{campaign}/proofing/proxy/{person}/portrait",
    "/campaigns/{campaign}/proofing/evidence/{evidence}", "/campaigns/{campaign}/filing/{filing}/zip",
    "/campaigns/{campaign}/filing/{filing}/changes", "/campaigns/{campaign}/verification/spare-people/{spare}/picture",
  ]

  @Test("Every door tried by every role: in, not found, or off to sign in; a form without its token is stopped (403)")
  func table() async throws {
    let records = try await RouteRecords(Province())
    let site = try await RunningSite(records.province)
    defer { Task { await site.stop() } }
    var lines = [
      "# Every route by every role: + let in, - not found, > sent to the sign-in", "", header(records.sessions.map(\.role)),
    ]
    for route in Site.routes {
      var marks = [try await verdict(site, records, route, role: nil, session: nil)]
      for (role, token) in records.sessions {
        marks.append(try await verdict(site, records, route, role: role, session: token))
      }
      lines.append("| \(route.method.rawValue) \(route.path) | \(marks.joined(separator: " | ")) |")
    }
    try Snapshot.expect(lines.joined(separator: "\n") + "\n", named: "routes.md")
  }

  private func header(_ roles: [Role]) -> String {
    let names = ["route", "nobody"] + roles.map(\.rawValue)
    return "| \(names.joined(separator: " | ")) |\n|\(String(repeating: " --- |", count: names.count))"
  }

  /// What happened, which has to be what the route declares; `+` for who was let in.
  private func verdict(
    _ site: RunningSite, _ records: RouteRecords, _ route: Route, role: Role?, session: String?
  ) async throws -> String {
    let what = "\(route.method.rawValue) \(route.path)"
    let who = role?.rawValue ?? "nobody"
    let path = try filled(route, records, role)
    let page = try await site.fetch(
      path, session: session, form: route.method == .post ? [("x", "1")] : nil, asUpload: route.takesFiles)
    guard let roles = route.roles else {
      #expect(isServed(route, page, records, role), "\(what) for \(who): \(page.status)")
      return "+"
    }
    guard let role else {
      let door = roles == [.graduate] ? "/my" : "/sign-in?to="
      #expect(page.status == 303 && page.location.hasPrefix(door), "\(what) for nobody: \(page.status)")
      return ">"
    }
    if role == .graduate, route.path == "/" {
      #expect(page.status == 303 && page.location == "/mine")
      return ">"
    }
    guard roles.contains(role) else {
      #expect(page.status == 404 && page.text.contains("没有这个页面"), "\(what) for \(who): \(page.status)")
      return "-"
    }
    #expect(isServed(route, page, records, role), "\(what) for \(who): \(page.status) \(page.text.suffix(900))")
    return "+"
  }

  /// A form without its token changes nothing and says so; a page with a real record is there.
  private func isServed(_ route: Route, _ page: RunningSite.Page, _ records: RouteRecords, _ role: Role?) -> Bool {
    // What stations send proves itself or is refused in JSON; a cookie helps nobody there.
    if route.isForStations { return (400..<500).contains(page.status) && page.text.hasPrefix("{\"code\":") }
    if route.method == .post { return page.status == 403 && page.text.contains("页面已过期") }
    if let role, Self.closedRecords.contains("GET \(route.path) \(role.rawValue)") { return page.status == 404 }
    if route.method == .get, Self.closedPaths.contains(route.path) { return page.status == 404 }
    return page.status == 200 || page.status == 303 && !page.location.hasPrefix("/sign-in?")
  }

  private func filled(_ route: Route, _ records: RouteRecords, _ role: Role?) throws -> String {
    let parts = try route.path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      guard part.hasPrefix("{") else { return String(part) }
      let name = String(part.dropFirst().dropLast())
      // Everybody may hand over his own duties only.
      if name == "account", route.path.hasSuffix("/hand-over"), let role { return records.accounts[role] ?? "" }
      return try #require(records.value(of: name, for: role), "no record for {\(name)}")
    }
    return parts.joined(separator: "/") + RouteRecords.query(route.path)
  }
}
