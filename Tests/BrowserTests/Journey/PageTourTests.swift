import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// Every page of every role at both widths: nothing wider than the screen, nothing the browser complains of; pictures to look at.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct PageTourTests {
  /// The pages beyond home, `%` for the campaign's.
  private static let pages: [(role: Role, paths: [String])] = [
    (
      .officer,
      [
        "/", "%/registration", "%/roster", "%/roster/absences", "%/roster/duplicates", "%/institutions", "%/institutions/new",
        "%/centers", "%/settings", "%/outbox", "%/journal", "%/contacts", "/notices", "/holidays", "/holidays/2014",
        "/photo-standards", "/accounts", "/accounts/invite", "/jobs", "/journal", "/me", "/campaigns/new", "/nowhere",
      ]
    ),
    (.planner, ["%/registration", "%/roster", "/jobs"]),
    (.photographer, ["%/registration"]), (.clerk, ["%/registration"]),
    (.sealingLeader, ["%/registration", "%/slip", "%/roster/classes", "%/roster/special-cases"]),
    (.departmentSecretary, ["%/registration", "%/roster/classes"]), (.counselor, ["%/registration", "%/roster/classes"]),
    (.studyCenterLiaison, ["%/registration", "%/roster", "%/centers"]),
  ]

  @Test("At 1280 and at 390 px every page fits and is without complaint", arguments: [false, true])
  func tour(onPhone: Bool) async throws {
    let place = try await SlipPlace()
    try await furnish(place)
    let walker = try await SlipWalker(place, onPhone ? .phone : .desk)
    let width = onPhone ? "phone" : "desk"
    try await walker.browser.open(place.site.address + "/sign-in")
    try await Pictures.keep(walker.browser, "tour-sign-in-\(width)")
    let center = try await place.study("天水函授站")
    for (role, paths) in Self.pages {
      try await walker.become(
        try await place.session(role, "tour-\(role.rawValue)", studyCenterID: role == .studyCenterLiaison ? center : nil))
      for path in paths { try await look(walker, role, path, width) }
    }
    let own = try await place.province.session(of: place.place.liaison.accountID)
    try await walker.become(own)
    for path in [
      "%/registration", "%/slip", "%/roster", "%/roster/classes", "%/roster/search", "%/roster/undrawable", "/accounts",
      "/notices", "/me",
    ] {
      try await look(walker, .liaison, path, width)
    }
    let graduate = try await place.province.center.searchGraduates(
      "201000001001", campaignID: place.place.campaignID, by: place.place.liaison
    ).lines.first?.id
    try await look(walker, .liaison, "%/roster/graduates/\(graduate ?? "")", width)
    let account = try #require(
      try await place.province.center.accounts(for: place.place.liaison).first { $0.role == .departmentSecretary })
    for path in ["", "/close", "/invite-again", "/hand-over"] {
      try await look(walker, .liaison, "/accounts/\(account.id)\(path)", width)
    }
    let query = "department=%E7%A4%BA%E4%BE%8B%E5%AD%A6%E9%99%A2&class=%E7%A4%BA%E4%BE%8B1%E7%8F%AD"
    try await look(walker, .liaison, "%/roster/class?\(query)", width)
    try await walker.browser.close()
    await place.site.stop()
  }

  /// A slip handed in, a roster, an absence, a reminder that did not leave.
  private func furnish(_ place: SlipPlace) async throws {
    let (center, liaison, campaign) = (place.province.center, place.place.liaison, place.place.campaignID)
    try await center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO receipt (operation_id, kind, answer, given_at) VALUES ('demonstration', 'd', '{}', 1)")
      try transaction.execute(
        """
        INSERT INTO campaign_version (campaign_id, version, plan, changed_by, changed_at)
        SELECT id, version, plan, 'machine', opened_at FROM campaign
        """)
      try transaction.execute(
        """
        INSERT INTO job_set_aside (job_id, kind, scope, payload, made_at, set_aside_at, reason)
        VALUES ('j', 'send-message', 'center', 'm', 0, 1379466000000, '邮件服务器答复 450，试了 14 次')
        """)
    }
    _ = try await center.prepareCenter()
    let rows = (1...12).map { number in
      let sex = number.isMultiple(of: 2) ? "女" : "男"
      return "普通,示例学院,民族学,示例1班,20100000\(1000 + number),\(number == 5 ? "欧阳𬭎" : "张䶮"),\(sex),\(MadeUp.idNumber(number)),本科"
    }
    let path = place.province.folder.path("名单.csv")
    try Data((["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + rows).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    let preview = try await center.uploadRoster(path: path, fileName: "名单.csv", campaignID: campaign, by: liaison)
    _ = try await center.confirmRoster(uploadID: preview.uploadID, RosterConfirmation(), by: liaison)
    let first = try await center.searchGraduates("201000001001", campaignID: campaign, by: liaison).lines.first?.id ?? ""
    try await center.recordAbsence(
      Absence(reason: .internship, wayOn: .otherBranch(province: "陕西省")), of: first, campaignID: campaign, by: liaison)
    _ = try await center.remindInstitutions(campaignID: campaign, lineIDs: nil, by: MachineOperator())
  }

  private func look(_ walker: SlipWalker, _ role: Role, _ path: String, _ width: String) async throws {
    let address = path.replacing("%", with: path.hasPrefix("%") ? walker.place.base : "%", maxReplacements: 1)
    try await walker.browser.open(walker.place.site.address + address)
    let name = path.prefix { $0 != "?" }.replacing("%", with: "").replacing(/[0-9a-f-]{36}/, with: "one").replacing(
      "/", with: "-")
    try await Pictures.keep(walker.browser, "tour-\(role.rawValue)\(name)-\(width)")
    let fits = try await walker.browser.run("return document.documentElement.scrollWidth <= window.innerWidth").bool
    #expect(fits == true, "\(role.rawValue) \(path) is wider than \(width)")
    let text = try await walker.browser.text
    #expect(!text.contains("这次没有办成") && !text.contains("不能继续"), "\(role.rawValue) \(path)")
    let complaints = try await walker.browser.complaints().filter { !$0.contains("404") || path != "/nowhere" }
    #expect(complaints == [], "\(role.rawValue) \(path)")
  }
}
