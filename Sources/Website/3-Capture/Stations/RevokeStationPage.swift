import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Taking a station out of service: its name is typed, because it cannot be taken back.
struct RevokeStationPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var base: String { StationWords.base(call) }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let station: (name: String, isRevoked: Bool)
    do { station = try await call.center.stationName(call.part("station"), by: keeper) } catch StationRefusal.stationUnknown {
      throw HTTPError(.notFound)
    }
    return frame.page("停用工作站", lead: station.name, trail: StationWords.trail(call)) {
      if station.isRevoked {
        Notice(kind: .look, title: "这台工作站已停用", text: "以后传来的数据包要核实后才采用。").html
        Button.row { Button.link("返回工作站", to: base, .quiet) }
      } else {
        Notice(
          kind: .wrong, title: "停用后不能恢复", text: "已收到的照片不受影响；以后传来的数据包先放在待核实里。电脑丢失或被盗时使用。"
        ).html
        card("确认") {
          refilled.map { form(station.name).refilled(from: $0.form, errors: $0.errors).html } ?? form(station.name).html
        }
      }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  private func form(_ name: String) -> FormPage {
    var page = FormPage(
      action: "\(base)/\(call.part("station"))/revoke", csrf: call.csrf, submitVerb: "停用这台工作站",
      fields: [
        FormField("reason", "原因", lengthLimit: StationLimits.reasonCharacters),
        FormField("confirm", "工作站的名称", .confirmation(phrase: name)),
      ])
    page.submitLook = .final
    page.cancel = ("返回", base)
    return page
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    do {
      try await call.center.revokeStation(
        call.part("station"), reason: form.trimmed("reason"), typed: form.trimmed("confirm"), by: keeper)
      return .redirect(toOwn: base + "?done=revoked")
    } catch StationRefusal.stationUnknown { throw HTTPError(.notFound) } catch let refusal as StationRefusal {
      if case .notTyped = refusal { return try await show(refilled: (form, FormErrors(refusal, for: "confirm"))) }
      return try await show(refilled: (form, FormErrors(refusal, for: "reason")))
    }
  }
}
