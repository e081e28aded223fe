import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What the crew does about the day: call a class early, plan the rest anew.
struct DayActs: Sendable {
  let call: Call
  let keeper: any DayKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "\(DayWords.today(campaignID))/\(call.part("visit"))" }
  private var number: Int { Int(call.part("visit")) ?? 0 }

  func callClass(_ form: SubmittedForm) async throws -> Response {
    guard let category = Category(rawValue: form.trimmed("category")) else { throw HTTPError(.notFound) }
    let key = TurnKey(category: category, department: form.trimmed("department"), classGroup: form.trimmed("class"))
    do {
      try await call.center.callClass(key, at: number, campaignID: campaignID, by: keeper)
      return .redirect(toOwn: "\(address)?done=called")
    } catch CaptureRefusal.visitUnknown, CaptureRefusal.turnUnknown { throw HTTPError(.notFound) }
  }

  func showReplan() async throws -> Response { try await page(errors: FormErrors(), status: .ok) }

  func replan(_ form: SubmittedForm) async throws -> Response {
    do {
      _ = try await call.center.replanDay(
        number, consented: form.trimmed("consent") == "on", campaignID: campaignID, by: keeper)
      return .redirect(toOwn: "\(address)?done=replanned")
    } catch CaptureRefusal.visitUnknown { throw HTTPError(.notFound) } catch let refusal as CaptureRefusal {
      return try await page(errors: FormErrors(refusal), status: .unprocessableContent)
    } catch let refusal as ScheduleRefusal {
      return try await page(errors: FormErrors(refusal), status: .unprocessableContent)
    }
  }

  private func page(errors: FormErrors, status: HTTPResponse.Status) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let replan: DayReplan
    do { replan = try await call.center.dayReplan(number, campaignID: campaignID, by: keeper) } catch CaptureRefusal
      .visitUnknown
    { throw HTTPError(.notFound) } catch let refusal as CaptureRefusal {
      return frame.page("重排今天", trail: DayWords.trail(campaignID)) {
        ErrorSummary(errors: FormErrors(refusal)).html
        Button.row { Button.link("返回这一场", to: address, .quiet) }
      }.response(status: .unprocessableContent)
    }
    return frame.page(
      "重排今天", lead: "正在拍的班拍完为止，拍不完的班整班改到最近的空半天。", trail: DayWords.trail(campaignID)
    ) {
      ErrorSummary(errors: errors).html
      card(replan.isEmpty ? "不用重排" : "将会这样改") {
        Tag.p(replan.isEmpty ? "按现在的进度，各班的叫号时间都不变。" : replan.sentence + "。")
        if !replan.isEmpty, !replan.isShort {
          Tag.p("改后公布新的一版时间安排，学校马上收到通知。", .class("soft"))
          Tag.form(.class("form"), .set(.method, "post"), .action("\(address)/replan")) {
            CSRF.field(call.csrf)
            if replan.needsConsent {
              FormField("consent", "学校同意改到不连续的日期", .checkbox, isRequired: false).html(error: nil)
            }
            Button.row {
              Button.submit("这样改，并通知学校")
              Button.link("返回这一场", to: address, .quiet)
            }
          }
        } else {
          Button.row { Button.link("返回这一场", to: address, .quiet) }
        }
      }
    }.response(status: status)
  }
}
