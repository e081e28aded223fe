import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 补拍安排: hours, pace, crew and what to bring; days and place are the campaign's.
struct MakeupSettingsPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var address: MakeupAddress { call.makeupAddress }

  func show() async throws -> Response {
    let page = try await call.center.makeupTerms(campaignID: address.campaignID, by: keeper)
    return try await self.page(page, form(page.settings, page, crews: crews()), status: .ok)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let page = try await call.center.makeupTerms(campaignID: address.campaignID, by: keeper)
    var errors = FormErrors()
    let pace = form.trimmed("pace")
    if !pace.isEmpty, Int(pace) == nil { errors.add("「\(pace)」不是整数", for: "pace") }
    let settings = MakeupSettings(
      sessions: ScheduleText.spans(form.trimmed("sessions"), field: "sessions", errors: &errors),
      headsPerQuarter: Int(pace), directions: form.trimmed("directions"), bring: form.trimmed("bring"),
      crewID: form.trimmed("crew"))
    let shown = try await self.form(settings, page, crews: crews())
    guard errors.isEmpty else {
      return try await self.page(page, shown.refilled(from: form, errors: errors), status: .unprocessableContent)
    }
    do {
      try await call.center.setMakeupSettings(
        settings, campaignID: address.campaignID, seen: Int(form.trimmed("version")) ?? 0, by: keeper)
      return .redirect(toOwn: "\(address.settings)?done=saved")
    } catch MakeupDeskRefusal.problems(let problems) {
      for problem in problems { errors.add(problem.message, for: problem.field.rawValue) }
    } catch let refusal as ChangedMeanwhile { errors = FormErrors(refusal) }
    return try await self.page(page, shown.refilled(from: form, errors: errors), status: .unprocessableContent)
  }

  private func crews() async throws -> [FormField.Option] {
    [.init(value: "", label: "还没有定")]
      + (try await call.center.crews(campaignID: address.campaignID, by: keeper)).map {
        .init(value: $0.crew.id, label: $0.crew.name)
      }
  }

  private func form(_ settings: MakeupSettings, _ page: MakeupTermsPage, crews: [FormField.Option]) -> FormPage {
    var form = FormPage(
      action: address.settings, csrf: call.csrf, submitVerb: "保存补拍安排",
      fields: [
        FormField(
          "sessions", "每天的时间", value: ScheduleText.text(settings.sessions), hint: "例如 09:30-11:30, 14:30-17:00；最后一天最后一段结束就截止",
          lengthLimit: 100),
        FormField(
          "pace", "每刻钟人数", .number(MakeupSettings.paceRange), value: settings.headsPerQuarter.map { String($0) } ?? "",
          hint: "不填按年度设置里每小时人数的四分之一", isRequired: false),
        FormField("crew", "由哪个小组拍", .select(crews), value: settings.crewID, hint: "小组的摄影员在补拍期间负责签到和拍摄", isRequired: false),
        FormField(
          "directions", "怎么走", value: settings.directions, hint: "楼层、入口、公交站，写在地点后面", isRequired: false,
          lengthLimit: MakeupSettings.textCharacters),
        FormField(
          "bring", "还要带什么", value: settings.bring, hint: "身份证不用写", isRequired: false,
          lengthLimit: MakeupSettings.textCharacters),
      ])
    form.hidden = [("version", String(page.version))]
    form.cancel = ("返回补拍", address.home)
    return form
  }

  private func page(_ page: MakeupTermsPage, _ form: FormPage, status: HTTPResponse.Status) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page("补拍安排", trail: MakeupWords.trail(call)) {
      CampaignWords.done(call, ["saved": "已保存，学校和学生马上看到新的安排。"])
      card("日期和地点", aside: Tag.a("在年度设置里改", .href("/campaigns/\(address.campaignID)/settings"))) {
        if let terms = page.terms {
          Tag.p("\(terms.days.chinese)，\(terms.place.isEmpty ? "没有填写地点" : terms.place)。\(terms.deadline.chinese) 截止，逾期不再受理。")
        } else {
          Tag.p(MakeupDeskRefusal.noMakeup.message + "。" + MakeupDeskRefusal.noMakeup.hint)
        }
      }
      form.html
    }.response(status: status)
  }
}
