import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A visit as a file for a station without a network: the station's card is pasted, the own password typed once more.
struct TakeVisitPage: Sendable {
  let call: Call
  let photographer: Photographer

  private var campaignID: String { call.part("campaign") }
  private var visitAddress: String { "\(DayWords.today(campaignID))/\(call.part("visit"))" }
  private var number: Int { Int(call.part("visit")) ?? 0 }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let visit: LivingVisit
    do {
      visit = try await call.center.livingVisit(number, campaignID: campaignID, by: photographer)
    } catch CaptureRefusal.visitUnknown { throw HTTPError(.notFound) }
    return frame.page(
      "带到工作站", lead: "\(visit.place.name)，\(visit.record.day.chinese) \(visit.record.span.chinese)",
      trail: DayWords.trail(campaignID) + [.init(label: visit.place.name, address: visitAddress)]
    ) {
      Tag.p("工作站能上网时，在工作站上登录就能直接领取，不用这一页。")
      card("下载场次文件") { refilled.map { form.refilled(from: $0.form, errors: $0.errors).html } ?? form.html }
      card("怎样用") {
        Tag.p("文件只能在这台工作站上、用本小组摄影员的密码打开；拍摄日后第 3 天过期。把它拷到 U 盘，在工作站上选「从文件领取」。")
      }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  private var form: FormPage {
    var page = FormPage(
      action: visitAddress + "/take", csrf: call.csrf, submitVerb: "下载场次文件",
      fields: [
        FormField("card", "工作站名片", .textArea(rows: 3), hint: "在工作站的「名片」页复制整行文字", autocomplete: "off"),
        FormField("password", "您的密码", .password, hint: "再输一次，确认是您本人", autocomplete: "current-password", lengthLimit: 128),
      ])
    page.cancel = ("返回这一场", visitAddress)
    return page
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    do {
      let card = try StationCard.read(form.trimmed("card"))
      try await call.center.checkPassword(form["password"] ?? "", of: photographer, from: call.place)
      let made = try await call.center.visitFile(
        for: card, of: number, campaignID: campaignID, readings: await StationVisits.readings(), by: photographer)
      return Download.response(
        bytes: made.bytes, fileName: "场次\(number)-\(made.head.day.compact)-\(card.name).byta",
        contentType: "application/octet-stream")
    } catch CaptureRefusal.visitUnknown { throw HTTPError(.notFound) } catch let refusal as SignInRefusal {
      return try await show(refilled: (form, FormErrors(refusal, for: "password")))
    } catch let refusal as StationRefusal {
      let isOfCard = refusal == .cardUnreadable || refusal == .keyDiffers || refusal == .revoked
      return try await show(refilled: (form, FormErrors(refusal, for: isOfCard ? "card" : nil)))
    }
  }
}
