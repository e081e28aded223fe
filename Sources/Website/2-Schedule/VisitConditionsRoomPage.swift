import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What a place asks of its visits, before and after they are planned.
struct VisitConditionsRoomPage: Sendable {
  let call: Call
  let speaker: any VisitSpeaker

  private var campaignID: String { call.part("campaign") }
  private var placeID: String { call.part("place") }
  private var address: String { "/campaigns/\(campaignID)/visits/\(placeID)" }

  func show() async throws -> Response {
    let page = try await stored()
    return try await self.page(page, form(page.conditions, version: page.version), status: .ok)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let stored = try await stored()
    var errors = FormErrors()
    let isFirm = form["firm"] != nil
    let reason = form.trimmed("reason")
    var wishes = ScheduleText.dayRuns(form.trimmed("not-on"), field: "not-on", errors: &errors).map {
      Wish(.notOn(days: $0), isFirm: isFirm, reason: reason)
    }
    switch form.trimmed("time") {
    case "morning": wishes.append(Wish(.morningsOnly))
    case "afternoon": wishes.append(Wish(.afternoonsOnly))
    default: break
    }
    let pointsText = form.trimmed("points")
    if !pointsText.isEmpty, Int(pointsText) == nil { errors.add("「\(pointsText)」不是整数", for: "points") }
    let conditions = VisitConditions(wishes: wishes, allowsGaps: form["gaps"] != nil, shootingPoints: Int(pointsText))
    let version = Int(form.trimmed("version")) ?? 0
    let page = self.form(conditions, version: version)
    guard errors.isEmpty else {
      return try await self.page(stored, page.refilled(from: form, errors: errors), status: .unprocessableContent)
    }
    do {
      try await call.center.setVisitConditions(
        conditions, of: placeID, campaignID: campaignID, seen: version, by: speaker)
      return .redirect(toOwn: "\(address)?done=conditions")
    } catch let refusal as ScheduleRefusal {
      return try await self.page(
        stored, page.refilled(from: form, errors: ScheduleWords.errors(refusal)), status: .unprocessableContent)
    }
  }

  private func stored() async throws -> VisitConditionsPage {
    do { return try await call.center.visitConditions(of: placeID, campaignID: campaignID, by: speaker) } catch ScheduleRefusal
      .placeUnknown
    { throw HTTPError(.notFound) }
  }

  private func form(_ conditions: VisitConditions, version: Int) -> FormPage {
    var runs: [CalendarDays] = []
    var time = ""
    var reason = ""
    var isFirm = false
    for wish in conditions.wishes {
      switch wish.content {
      case .notOn(let days):
        runs.append(days)
        isFirm = isFirm || wish.isFirm
        if !wish.reason.isEmpty { reason = wish.reason }
      case .morningsOnly: time = "morning"
      case .afternoonsOnly: time = "afternoon"
      }
    }
    var page = FormPage(
      action: "\(address)/conditions", csrf: call.csrf, submitVerb: "保存拍摄要求",
      fields: [
        FormField(
          "not-on", "不能安排的日子", .textArea(rows: 4), value: ScheduleText.text(runs),
          hint: "每行一段，例如 2026-11-09 到 2026-11-13；周末和节假日不用写", isRequired: false),
        FormField(
          "reason", "原因", value: reason, hint: "例如 期中考试周", isRequired: false, lengthLimit: PlannerLimits.textCharacters),
        FormField("firm", "这些日子一定不行（不勾选时尽量避开）", .checkbox, value: isFirm ? "on" : "", isRequired: false),
        FormField(
          "time", "希望",
          .select([
            .init(value: "", label: "全天都可以"), .init(value: "morning", label: "安排在上午"),
            .init(value: "afternoon", label: "安排在下午"),
          ]), value: time, isRequired: false),
        FormField("gaps", "几天可以不连着", .checkbox, value: conditions.allowsGaps ? "on" : "", isRequired: false),
        FormField(
          "points", "同时拍摄的点数", .number(1...20), value: conditions.shootingPoints.map(String.init) ?? "",
          hint: "不填就按登记单上的拍摄点", isRequired: false),
      ])
    page.hidden = [("version", String(version))]
    page.cancel = ("返回", address)
    return page
  }

  private func page(_ stored: VisitConditionsPage, _ form: FormPage, status: HTTPResponse.Status) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let trail = ScheduleWords.trail(campaignID) + [.init(label: stored.place.name, address: address)]
    return frame.page("拍摄要求", lead: "排时间时会照顾；已经公布的日期要改，请在拍摄日期页请求改期。", trail: trail) { form.html }
      .response(status: status)
  }
}
