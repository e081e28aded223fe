import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Every route, tried by every role, as a table that is reviewed as a snapshot.
@Suite struct RouteTableTests {
  @Test("Every door tried by every role: in, not found, or off to sign in")
  func table() async throws {
    let province = try await Province()
    let place = try await province.place()
    try await province.studyCenter("示例函授站", id: "center-1", of: place)
    let site = try await RunningSite(province)
    defer { Task { await site.stop() } }
    var sessions: [(role: Role, token: String)] = []
    for role in Role.allCases where role != .graduate {
      let belongs = role.reach != .province && role.reach != .agency && role.reach != .headOffice
      let account = try await province.account(
        role, "by-\(role.rawValue)", institutionID: belongs ? place.institutionID : nil,
        studyCenterID: role == .studyCenterLiaison ? "center-1" : nil, department: role == .departmentSecretary ? "民族学院" : nil,
        classGroups: role == .counselor ? [Counselor.ClassGroup(department: "民族学院", name: "民族学1班")] : [])
      sessions.append((role, try await province.session(of: account)))
    }
    var lines = ["# Every route by every role: + let in, - not found, > sent to the sign-in", "", header(sessions.map(\.role))]
    for route in Site.routes {
      var line = "| \(route.method.rawValue) \(route.path) |"
      let path = filled(route.path, campaign: place.campaignID)
      line += " \(try await verdict(site, route, path, session: nil)) |"
      for session in sessions { line += " \(try await verdict(site, route, path, session: session.token)) |" }
      lines.append(line)
      // What the route declares is what happened.
      for (index, session) in sessions.enumerated() {
        let admitted = route.roles?.contains(session.role) ?? true
        let mark = line.split(separator: "|")[index + 2].trimmingCharacters(in: .whitespaces)
        #expect((mark == "+") == admitted, "\(route.method.rawValue) \(route.path) for \(session.role)")
      }
    }
    try Snapshot.expect(lines.joined(separator: "\n") + "\n", named: "routes.md")
  }

  private func header(_ roles: [Role]) -> String {
    let names = ["route", "nobody"] + roles.map(\.rawValue)
    return "| \(names.joined(separator: " | ")) |\n|\(String(repeating: " --- |", count: names.count))"
  }

  /// `+` when the handler was reached: whatever it says of made-up ids, it is not the door's "not found".
  private func verdict(_ site: RunningSite, _ route: Route, _ path: String, session: String?) async throws -> String {
    // A form without its token is stopped behind the door (403), so nothing is changed by trying.
    let page = try await site.fetch(path, session: session, form: route.method == .post ? [] : nil)
    if page.status == 303, page.location.hasPrefix("/sign-in?to=") { return ">" }
    if page.status == 404, page.text.contains("没有这个页面"), !(route.roles == nil) {
      // A record that does not exist says the same words as a closed door; the declaration tells the two apart.
      guard let session, let person = try await site.province.center.session(token: session)?.person else { return "-" }
      return route.roles?.contains(person.role) == true && path.contains("/none") ? "+" : "-"
    }
    return "+"
  }

  private func filled(_ path: String, campaign: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      part == "{campaign}" ? campaign : part.hasPrefix("{") ? "none" : String(part)
    }.joined(separator: "/")
  }
}
