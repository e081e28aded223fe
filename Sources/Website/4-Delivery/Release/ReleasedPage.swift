import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What was released, the last first; a release is taken back with a reason.
struct ReleasedPage: Sendable {
  let call: Call
  let clerk: Clerk

  private var address: String { ReleaseWords.base(call) + "/released" }

  func show(errors: FormErrors = FormErrors(), status: HTTPResponse.Status = .ok) async throws -> Response {
    let campaignID = call.part("campaign")
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let serial = Int(call.query("serial"))
    let (portraits, total) = try await call.center.releasedPortraits(
      campaignID: campaignID, serial: serial, page: call.pageNumber, by: clerk)
    let paging = Paging(page: call.pageNumber, rowCount: total)
    return frame.page("已放行的照片", lead: "共 \(total) 张。撤回的照片回到等放行的队列。", trail: ReleaseWords.trail(call)) {
      CampaignWords.done(call, ["withdrawn": "已撤回，照片回到等放行的队列。"])
      ErrorSummary(errors: errors).html
      FilterForm(
        address: address,
        fields: [
          FormField(
            "serial", "拍摄序号", .search, value: call.query("serial"), isRequired: false, autocomplete: "off", lengthLimit: 8)
        ], isFiltered: serial != nil
      ).html
      if portraits.isEmpty {
        Notice(
          kind: .look, title: serial == nil ? "还没有放行的照片" : "没有这个拍摄序号的照片",
          text: serial == nil ? "在「放行照片」里看过、放行以后，出现在这里。" : "序号在每一场里各自编号，请核对后再查。"
        ).html
      }
      Tag.ul(.class("contact-sheet")) { for portrait in portraits { tile(portrait) } }
      paging.html(address: address, kept: serial == nil ? [] : [("serial", call.query("serial"))])
    }.response(status: status)
  }

  func withdraw(_ form: SubmittedForm) async throws -> Response {
    do {
      try await call.center.withdrawRelease(
        call.part("portrait"), because: form.trimmed("reason"), campaignID: call.part("campaign"), by: clerk)
      return .redirect(toOwn: address + "?done=withdrawn")
    } catch let refusal as ReleaseRefusal {
      return try await show(errors: FormErrors(refusal), status: .unprocessableContent)
    }
  }

  private func tile(_ portrait: ReleasedPortrait) -> HTML {
    let who = ReleaseWords.who(name: portrait.name, number: portrait.number, serial: portrait.serial)
    return Tag.li {
      Tag.img(
        .src("\(ReleaseWords.base(call))/shots/\(portrait.shotID)/portrait"), .set(.alt, who), .set(.loading, "lazy"),
        .set(.width, "480"), .set(.height, "640"))
      Tag.p {
        Tag.b(StationNumbers.serialText(portrait.serial))
        " \(portrait.name)"
      }
      Tag.p(
        "\(portrait.institution) 第 \(portrait.visit) 场，\(portrait.releasedBy) \(Moment.text(portrait.releasedAt))放行",
        .class("soft"))
      Tag.details {
        Tag.summary("撤回")
        Tag.form(.class("form"), .set(.method, "post"), .action("\(address)/\(portrait.id)/withdraw")) {
          CSRF.field(call.csrf)
          Tag.label("原因", .set(.for, "reason-\(portrait.id)"))
          Tag.input(
            .set(.type, "text"), .set(.name, "reason"), .set(.id, "reason-\(portrait.id)"),
            .set(.maxlength, String(DeliveryDeskLimits.textCharacters)), .set(.autocomplete, "off"))
          Button.submit("撤回放行", .quiet)
        }
      }
    }
  }
}
