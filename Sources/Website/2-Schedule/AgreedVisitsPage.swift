import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What was agreed by telephone: typed in first, the rest is planned around it.
struct AgreedVisitsPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/schedule/agreed" }

  func show() async throws -> Response { try await page(form: try await form(), status: .ok) }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    let places = try await call.center.tourPlaces(campaignID: campaignID, by: keeper)
    let typed = form.trimmed("place")
    // the list offers 「10730 兰州大学」; a code alone, or a name, is understood too
    let found = places.filter {
      $0.id == typed || label($0) == typed || $0.name == typed || ($0.code == typed && $0.studyCenterID == nil)
    }
    if found.count != 1 { errors.add(found.isEmpty ? "没有找到「\(typed)」" : "有几处都叫「\(typed)」，请从列表里选", for: "place") }
    let days = ScheduleText.days(form.trimmed("days"), field: "days", errors: &errors)
    let crew = form.trimmed("crew")
    let page = try await self.form()
    guard errors.isEmpty, let place = found.first else {
      return try await self.page(form: page.refilled(from: form, errors: errors), status: .unprocessableContent)
    }
    do {
      let agreed = AgreedVisit(institution: place.id, days: days, crew: crew.isEmpty ? nil : crew)
      try await call.center.agreeVisit(agreed, campaignID: campaignID, by: keeper)
      return .redirect(toOwn: "\(address)?done=agreed")
    } catch let refusal as ScheduleRefusal {
      return try await self.page(
        form: page.refilled(from: form, errors: ScheduleWords.errors(refusal)), status: .unprocessableContent)
    }
  }

  func drop(_ form: SubmittedForm) async throws -> Response {
    _ = try await call.center.dropAgreedVisit(of: form.trimmed("place"), campaignID: campaignID, by: keeper)
    return .redirect(toOwn: "\(address)?done=dropped")
  }

  private func label(_ place: TourPlace) -> String { "\(place.code) \(place.name)" }

  private func form() async throws -> FormPage {
    let crews = try await call.center.crews(campaignID: campaignID, by: keeper)
    let places = try await call.center.tourPlaces(campaignID: campaignID, by: keeper)
    let options =
      [FormField.Option(value: "", label: "请选择")]
      + places.map { FormField.Option(value: $0.id, label: "\(label($0))（\($0.city)）") }
    return FormPage(
      action: address, csrf: call.csrf, submitVerb: "记下约定",
      fields: [
        FormField("place", "院校或站点", .select(options)),
        FormField("days", "日期", value: "", hint: "例如 2026-04-09，或 2026-04-09 到 2026-04-10；几段用逗号分开", lengthLimit: 300),
        FormField(
          "crew", "小组", .select([.init(value: "", label: "由程序安排")] + crews.map { .init(value: $0.id, label: $0.crew.name) }),
          isRequired: false),
      ])
  }

  private func page(form: FormPage, status: HTTPResponse.Status) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let lines = try await call.center.agreedVisits(campaignID: campaignID, by: keeper)
    let crews = try await call.center.crews(campaignID: campaignID, by: keeper)
    return frame.page(
      "电话约定", lead: "先记下电话里约好的院校和日期，有冲突当场提示；求解时其余院校围着它们排。", trail: ScheduleWords.trail(campaignID)
    ) {
      CampaignWords.done(call, ["agreed": "约定已记下。", "dropped": "约定已取消。"])
      card("记下一个约定") { form.html }
      DataTable(
        caption: "已约定", columns: [.text("院校或站点"), .text("城市", wide: true), .text("日期"), .text("小组"), .text("")],
        rows: lines.map { line in
          [
            .text(label(line.place)), .text(line.place.city),
            .text(line.agreed.days.map(\.chineseWithoutYear).joined(separator: "、")),
            .text(crews.first { $0.id == line.agreed.crew }?.crew.name ?? "由程序安排"), .html(dropForm(line)),
          ]
        }, emptyText: "还没有约定。没有约定也可以求解。"
      ).html
    }.response(status: status)
  }

  private func dropForm(_ line: AgreedVisitLine) -> HTML {
    Tag.form(.set(.method, "post"), .action("\(address)/drop")) {
      CSRF.field(call.csrf)
      Tag.input(.set(.type, "hidden"), .set(.name, "place"), .set(.value, line.place.id))
      Button.submit("取消约定", .quiet)
    }
  }
}
