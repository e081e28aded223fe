import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The campaign's crews.
struct CrewListPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let address = "/campaigns/\(campaignID)/schedule/crews"
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let crews = try await call.center.crews(campaignID: campaignID, by: keeper)
    return frame.page("拍摄小组", lead: "每组两人、一台相机，同一时间只在一个拍摄点。", trail: ScheduleWords.trail(campaignID)) {
      CampaignWords.done(call, ["added": "小组已添加。", "changed": "已保存。排好的方案请再核对一次。", "dismissed": "小组已解散。", "accounts": "账号已保存。"])
      Button.row { Button.link("添加小组", to: "\(address)/new") }
      DataTable(
        caption: "拍摄小组",
        columns: [.text("名称"), .text("成员"), .text("驻地"), .text("工作时间", wide: true), .text("休息", wide: true)],
        rows: crews.map { page in
          [
            .link(page.crew.name, to: "\(address)/\(page.id)"), .text(page.members.joined(separator: "、")),
            .text(page.crew.homeCity), .text(page.crew.sessions.map(\.chinese).joined(separator: "，")),
            .text(page.crew.daysOff.map(\.chinese).joined(separator: "；")),
          ]
        }, emptyText: "还没有小组。先添加小组，才能排时间。"
      ).html
    }.response(status: .ok)
  }
}

/// A crew: new, or as it is.
struct CrewFormPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var list: String { "/campaigns/\(campaignID)/schedule/crews" }

  func showNew() async throws -> Response {
    let settings = try await call.center.tourSettings(campaignID: campaignID, by: keeper).settings
    let count = try await call.center.crews(campaignID: campaignID, by: keeper).count
    let crew = Crew(id: "", name: "第\(count + 1)组", homeCity: settings.capital)
    return try await page("添加小组", form(crew, members: [], version: 0, action: "\(list)/new", verb: "添加小组"))
  }

  func takeNew(_ form: SubmittedForm) async throws -> Response {
    var reading = CrewReading(form)
    let crew = reading.crew(id: "")
    let page = self.form(crew, members: reading.members, version: 0, action: "\(list)/new", verb: "添加小组")
    guard reading.errors.isEmpty else { return try await refused("添加小组", page.refilled(from: form, errors: reading.errors)) }
    do {
      _ = try await call.center.addCrew(crew, members: reading.members, to: campaignID, by: keeper)
      return .redirect(toOwn: "\(list)?done=added")
    } catch let refusal as ScheduleRefusal {
      return try await refused("添加小组", page.refilled(from: form, errors: ScheduleWords.errors(refusal)))
    }
  }

  func show() async throws -> Response {
    let page = try await stored()
    let accounts = try await accountsCard(of: page.id)
    return try await self.page(
      page.crew.name, form(page.crew, members: page.members, version: page.version, action: "\(list)/\(page.id)", verb: "保存小组"),
      below: fragment {
        accounts
        Button.row { Button.act("解散这个小组", at: "\(list)/\(page.id)/dismiss", csrf: call.csrf) }
      })
  }

  /// Whose accounts open this crew's doors.
  func setAccounts(_ form: SubmittedForm) async throws -> Response {
    let page = try await stored()
    let known = try await call.center.crewAccounts(campaignID: campaignID, by: keeper)
    let chosen = known.filter { form.trimmed("account-\($0.id)") == "on" }.map(\.id)
    do {
      try await call.center.setCrewAccounts(chosen, of: page.id, campaignID: campaignID, by: keeper)
      return .redirect(toOwn: "\(list)?done=accounts")
    } catch let refusal as ScheduleRefusal {
      var refused = self.form(
        page.crew, members: page.members, version: page.version, action: "\(list)/\(page.id)", verb: "保存小组")
      refused.errors = ScheduleWords.errors(refusal)
      return try await self.refused(page.crew.name, refused)
    }
  }

  private func accountsCard(of crewID: String) async throws -> HTML {
    let known = try await call.center.crewAccounts(campaignID: campaignID, by: keeper)
    return card("摄影员的账号") {
      if known.isEmpty {
        Tag.p("还没有摄影员的账号，请在「账号与邀请」里邀请。", .class("soft"))
      } else {
        Tag.p("选中的账号拍摄当天能打开这个小组的签到页，只看得到这个小组的场次。一个账号只在一个小组。", .class("soft"))
        Tag.form(.class("form"), .set(.method, "post"), .action("\(list)/\(crewID)/accounts")) {
          CSRF.field(call.csrf)
          for account in known {
            FormField(
              "account-\(account.id)", "\(account.name)（\(account.signInName)）", .checkbox,
              value: account.crewID == crewID ? "on" : "", isRequired: false
            ).html(error: nil)
          }
          Button.row { Button.submit("保存账号", .quiet) }
        }
      }
    }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let before = try await stored()
    var reading = CrewReading(form)
    let crew = reading.crew(id: before.id)
    let version = Int(form.trimmed("version")) ?? 0
    let page = self.form(crew, members: reading.members, version: version, action: "\(list)/\(before.id)", verb: "保存小组")
    guard reading.errors.isEmpty else {
      return try await refused(before.crew.name, page.refilled(from: form, errors: reading.errors))
    }
    do {
      try await call.center.changeCrew(crew, members: reading.members, in: campaignID, seen: version, by: keeper)
      return .redirect(toOwn: "\(list)?done=changed")
    } catch let refusal as ScheduleRefusal {
      return try await refused(before.crew.name, page.refilled(from: form, errors: ScheduleWords.errors(refusal)))
    }
  }

  func dismiss() async throws -> Response {
    let page = try await stored()
    do {
      try await call.center.dismissCrew(page.id, in: campaignID, by: keeper)
      return .redirect(toOwn: "\(list)?done=dismissed")
    } catch let refusal as ScheduleRefusal {
      let form = form(page.crew, members: page.members, version: page.version, action: "\(list)/\(page.id)", verb: "保存小组")
      var refused = form
      refused.errors = ScheduleWords.errors(refusal)
      return try await self.refused(page.crew.name, refused)
    }
  }

  private func stored() async throws -> CrewPage {
    let id = call.part("crew")
    guard let page = try await call.center.crews(campaignID: campaignID, by: keeper).first(where: { $0.id == id }) else {
      throw HTTPError(.notFound)
    }
    return page
  }

  private func form(_ crew: Crew, members: [String], version: Int, action: String, verb: String) -> FormPage {
    let names = members + Array(repeating: "", count: max(0, 2 - members.count))
    var page = FormPage(
      action: action, csrf: call.csrf, submitVerb: verb,
      fields: [
        FormField("name", "名称", value: crew.name, hint: "例如 第一组", lengthLimit: PlannerLimits.nameCharacters),
        FormField("member-1", "成员一", value: names[0], autocomplete: "off", lengthLimit: PlannerLimits.nameCharacters),
        FormField("member-2", "成员二", value: names[1], autocomplete: "off", lengthLimit: PlannerLimits.nameCharacters),
        FormField("home", "驻地城市", value: crew.homeCity, hint: "在驻地不用安排住宿", lengthLimit: 40),
        FormField("sessions", "工作时间", value: ScheduleText.text(crew.sessions), hint: "例如 08:30-12:00, 14:00-17:30"),
        FormField(
          "days-off", "休息日", .textArea(rows: 3), value: ScheduleText.text(crew.daysOff),
          hint: "周末和节假日不用写；每行一段，例如 2026-04-09 到 2026-04-12", isRequired: false),
      ])
    page.hidden = [("version", String(version))]
    page.cancel = ("返回小组", list)
    return page
  }

  private func refused(_ title: String, _ form: FormPage) async throws -> Response {
    try await page(title, form, status: .unprocessableContent)
  }

  private func page(
    _ title: String, _ form: FormPage, status: HTTPResponse.Status = .ok, below: HTML = .nothing
  ) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let trail = ScheduleWords.trail(campaignID) + [.init(label: "拍摄小组", address: list)]
    return frame.page(title, trail: trail) {
      form.html
      below
    }.response(status: status)
  }
}

/// Reads a crew's form.
private struct CrewReading {
  let form: SubmittedForm
  var errors = FormErrors()

  init(_ form: SubmittedForm) { self.form = form }

  var members: [String] { [form.trimmed("member-1"), form.trimmed("member-2")].filter { !$0.isEmpty } }

  mutating func crew(id: String) -> Crew {
    Crew(
      id: id, name: form.trimmed("name"), homeCity: form.trimmed("home"),
      sessions: ScheduleText.spans(form.trimmed("sessions"), field: "sessions", errors: &errors),
      daysOff: ScheduleText.dayRuns(form.trimmed("days-off"), field: "days-off", errors: &errors))
  }
}

/// What the pages of stage 2 say in common.
enum ScheduleWords {
  static func trail(_ campaignID: String) -> [Frame.Crumb] {
    [.init(label: "时间安排", address: "/campaigns/\(campaignID)/schedule")]
  }

  /// A refusal's sentences at the head of a form.
  static func errors(_ refusal: ScheduleRefusal) -> FormErrors {
    var errors = FormErrors()
    switch refusal {
    case .crewProblems(let problems), .problems(let problems), .clash(let problems):
      for problem in problems { errors.add(problem) }
    default: errors.add([refusal.message, refusal.hint].filter { !$0.isEmpty }.joined(separator: "。"))
    }
    return errors
  }
}
