import Foundation
import GraduatePhotos

extension SeasonPlay {
  /// The campaign, everybody's accounts, and what the institutions hand in (N1, A2, A4, A9.1).
  func register() async throws {
    let officer = person("周省厅", "yanlian-officer")
    try await officer.comeIn(by: try await officerInvitation())
    try await makeCampaign(officer)
    try await addInstitutions(officer)
    cast = try await invite(officer)
    for institution in truth.institutions { try await handIn(institution) }
    tell("登记：\(truth.institutions.count) 所院校，\(truth.graduates.count) 名毕业生")
  }

  /// The link of the center's first officer, as the command prints it.
  private func officerInvitation() async throws -> String {
    if let server = order.server { return server.invitation }
    let told = try await SeasonProcess.run(
      order.program, ["officer", "add", "周省厅", "--sign-in-name", "yanlian-officer", "--data", order.folder + "/center"],
      clockPath: clockPath)
    guard let token = told.output.between("/invitation/", "\n") else { throw SeasonFault.missing("省厅管理员的邀请链接：\(told.output)") }
    return "/invitation/" + token.prefix { !$0.isWhitespace }
  }

  private func makeCampaign(_ officer: SeasonPerson) async throws {
    let page = try await officer.act(on: "/campaigns/new", to: "/campaigns/new") { form in
      form.fill("province", "甘肃省")
      form.fill("graduating-class", "2026")
      form.fill("regime", "roster")
      for (window, first, last) in Self.windows {
        form.fill("window-\(window)-first", first)
        form.fill("window-\(window)-last", last)
      }
      form.fill("makeup-place", "示例图像采集中心，兰州市示例路 1 号一楼大厅")
      form.fill("fee-per-head", "12")
      form.fill("proofing-place", "here")
      for office in ["education-department", "agency", "head-office"] {
        form.fill("office-\(office)-name", office == "education-department" ? "甘肃省教育厅学生处" : "示例图像采集中心")
        form.fill("office-\(office)-contact", "李老师")
        form.fill("office-\(office)-telephone", "0931-5550100")
        form.fill("office-\(office)-address", "兰州市示例路 1 号")
      }
    }
    guard let campaign = page.address.between("/campaigns/", "/institutions") else {
      throw SeasonFault.refused("/campaigns/new", status: page.status, says: page.complaint)
    }
    self.campaign = campaign
  }

  /// First and last days of the season's windows.
  static let windows = [
    ("registration", "2026-03-02", "2026-03-20"), ("phase1", "2026-03-23", "2026-04-30"),
    ("makeup", "2026-05-20", "2026-05-23"),
    ("phase2", "", ""), ("phase3", "", ""), ("verification", "2026-03-23", "2026-06-10"),
    ("data-check", "2026-05-25", "2026-06-05"),
    ("proofing", "2026-05-25", "2026-06-10"),
  ]

  private func addInstitutions(_ officer: SeasonPerson) async throws {
    let rows = truth.institutions.map { "\($0.code),\($0.name),普通本科,甘肃省,\($0.city)" }
    let table = (["院校代码,院校名称,类型,省份,城市"] + rows).joined(separator: "\r\n")
    let form = try await officer.read(address + "/institutions/upload").form(to: "/institutions/upload")
    var confirm = try await officer.submit(form, files: [("table", "院校.csv", Array(table.utf8))]).form(to: "/upload/confirm")
    confirm.fill("invite", "on")
    try await officer.submit(confirm)
  }

  private func invite(_ officer: SeasonPerson) async throws -> SeasonCast {
    let planner = try await invited("planner", "钱计划", "yanlian-planner", by: officer)
    var clerks: [SeasonPerson] = []
    for (at, name) in ["孙制作", "李制作"].enumerated() {
      clerks.append(try await invited("clerk", name, "yanlian-clerk-\(at + 1)", by: planner))
    }
    var crews: [[SeasonPerson]] = []
    for crew in 0..<crewCount {
      var members: [SeasonPerson] = []
      for (at, name) in ["赵摄影", "吴摄影"].enumerated() {
        members.append(
          try await invited("photographer", "\(name)\(crew + 1)", "yanlian-photo-\(crew + 1)-\(at + 1)", by: planner))
      }
      crews.append(members)
    }
    var (liaisons, leaders): ([SeasonPerson], [SeasonPerson]) = ([], [])
    for institution in truth.institutions {
      liaisons.append(
        try await invited("liaison", "学籍\(institution.code)", "\(institution.code)-xueji", of: institution, by: officer))
      leaders.append(
        try await invited(
          "sealing-leader", "领导\(institution.code)", "\(institution.code)-lingdao", of: institution, by: officer))
    }
    return SeasonCast(officer: officer, planner: planner, clerks: clerks, crews: crews, liaisons: liaisons, leaders: leaders)
  }

  /// Enough for a season of about thirty days on which one crew shoots three hundred.
  var crewCount: Int {
    max(truth.institutions.count > 1 ? 2 : 1, (truth.graduates.count + Self.headsOfCrew - 1) / Self.headsOfCrew)
  }

  private static let headsOfCrew = 9_000

  private func invited(
    _ role: String, _ name: String, _ signInName: String, of institution: SeasonInstitution? = nil, by inviter: SeasonPerson
  ) async throws -> SeasonPerson {
    let page = try await inviter.act(on: "/accounts/invite?campaign=\(campaign)", to: "/accounts/invite") { form in
      form.fill("role", role)
      form.fill("name", name)
      form.fill("sign-in-name", signInName)
      if let institution { form.fill("institution-code", institution.code) }
    }
    guard let link = page.words.between("/invitation/", " ") else {
      throw SeasonFault.refused("/accounts/invite", status: page.status, says: page.complaint)
    }
    let person = person(name, signInName)
    try await person.comeIn(by: "/invitation/" + link.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    return person
  }
}
