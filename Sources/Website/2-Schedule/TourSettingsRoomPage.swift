import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Where the agency sits, how long roads and work take.
struct TourSettingsRoomPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/schedule/settings" }

  func show() async throws -> Response {
    let page = try await call.center.tourSettings(campaignID: campaignID, by: keeper)
    return try await self.page(form(page.settings, version: page.version), status: .ok)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    func number(_ name: String) -> Int {
      guard let value = Int(form.trimmed(name)) else {
        errors.add("「\(form.trimmed(name))」不是整数", for: name)
        return 0
      }
      return value
    }
    func clock(_ name: String) -> Int {
      guard let value = MinuteSpan.minutes(of: form.trimmed(name)) else {
        errors.add("「\(form.trimmed(name))」不是时间，例如 06:30", for: name)
        return 0
      }
      return value
    }
    let version = Int(form.trimmed("version")) ?? 0
    let settings = TourSettings(
      capital: form.trimmed("capital"), setUpMinutes: number("set-up"), earliestDeparture: clock("departure"),
      latestArrival: clock("arrival"),
      lead: DeliveryLead(
        processingDays: number("processing"), deliveryDays: number("delivery"), verificationDays: number("verification")),
      detourPercent: number("detour"), kilometersPerHour: number("speed"), minutesInsideCity: number("inside"),
      times: times(form.trimmed("times"), &errors))
    let page = self.form(settings, version: version)
    guard errors.isEmpty else {
      return try await self.page(page.refilled(from: form, errors: errors), status: .unprocessableContent)
    }
    do {
      try await call.center.setTourSettings(settings, campaignID: campaignID, seen: version, by: keeper)
      return .redirect(toOwn: "\(address)?done=saved")
    } catch let refusal as ScheduleRefusal {
      return try await self.page(
        page.refilled(from: form, errors: ScheduleWords.errors(refusal)), status: .unprocessableContent)
    }
  }

  /// 「兰州市 天水市 240」 a line.
  private func times(_ text: String, _ errors: inout FormErrors) -> [TravelTime] {
    text.split(separator: "\n").compactMap { line in
      let parts = line.split { " \t,，、".contains($0) }.map(String.init)
      guard !parts.isEmpty else { return nil }
      guard parts.count == 3, let minutes = Int(parts[2]) else {
        errors.add("「\(String(line).trimmed)」写法不对，例如 兰州市 天水市 240", for: "times")
        return nil
      }
      return TravelTime(parts[0], parts[1], minutes: minutes)
    }
  }

  private func form(_ settings: TourSettings, version: Int) -> FormPage {
    func number(_ name: String, _ label: String, _ value: Int, _ range: ClosedRange<Int>, hint: String? = nil) -> FormField {
      FormField(name, label, .number(range), value: String(value), hint: hint)
    }
    let lines = settings.times.map { "\($0.from) \($0.to) \($0.minutes)" }
    var page = FormPage(
      action: address, csrf: call.csrf, submitVerb: "保存路程和期限",
      groups: [
        .init(
          title: "出行",
          fields: [
            FormField("capital", "采集单位所在城市", value: settings.capital, hint: "在这里过夜不用院校安排住宿", lengthLimit: 40),
            FormField(
              "departure", "最早出发", value: MinuteSpan.clock(settings.earliestDeparture), hint: "例如 06:30", lengthLimit: 5),
            FormField("arrival", "最晚到达", value: MinuteSpan.clock(settings.latestArrival), hint: "例如 21:00", lengthLimit: 5),
            number("set-up", "到达后布置（分钟）", settings.setUpMinutes, 0...240, hint: "离开前收拾也算这么久"),
            FormField(
              "times", "城市间路程（分钟）", .textArea(rows: 6), value: lines.joined(separator: "\n"),
              hint: "每行两个城市和分钟数，例如 兰州市 天水市 240；没有写的按直线距离估算", isRequired: false),
            number("inside", "同城两处之间（分钟）", settings.minutesInsideCity, 0...240),
            number("speed", "估算用的车速（公里/小时）", settings.kilometersPerHour, 10...200),
            number("detour", "道路比直线长（%）", settings.detourPercent, 100...400, hint: "130 表示路程是直线距离的 1.3 倍"),
          ]),
        .init(
          title: "期限（工作日）",
          fields: [
            number("processing", "总部制作", settings.lead.processingDays, 0...90, hint: "从最后一场到光盘做好"),
            number("delivery", "寄送", settings.lead.deliveryDays, 0...90),
            number("verification", "院校核对", settings.lead.verificationDays, 0...90, hint: "核对完才能通知学生补拍"),
          ]),
      ])
    page.hidden = [("version", String(version))]
    page.cancel = ("返回时间安排", "/campaigns/\(campaignID)/schedule")
    return page
  }

  private func page(_ form: FormPage, status: HTTPResponse.Status) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    return frame.page("路程和期限", trail: ScheduleWords.trail(campaignID)) {
      CampaignWords.done(call, ["saved": "已保存。排好的方案请再核对一次。"])
      form.html
    }.response(status: status)
  }
}
