import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Packets that do not fit, or come from a station that was taken out of service: safe, and without effect until somebody decides.
struct StationReviewPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { StationWords.base(call) + "/review" }

  func show(errors: FormErrors = FormErrors(), status: HTTPResponse.Status = .ok) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let packets = try await call.center.packetsInReview(campaignID: campaignID, by: keeper)
    return frame.page(
      "待核实的数据包", lead: "照片和内容都已保存。采用后才算数；不用的也不删除。", trail: StationWords.trail(call)
    ) {
      CampaignWords.done(call, ["accepted": "已采用。", "refused": "已登记不用，数据包仍然保存。"])
      ErrorSummary(errors: errors).html
      if packets.isEmpty { Notice(kind: .right, title: "没有要核实的数据包", text: "对不上的数据包会出现在这里。").html }
      Tag.div(.class("stack")) { for packet in packets { card(packet) } }
    }.response(status: status)
  }

  func decide(_ form: SubmittedForm) async throws -> Response {
    let id = call.part("packet")
    do {
      if form.trimmed("act") == "refuse" {
        try await call.center.refusePacket(id, campaignID: campaignID, reason: form.trimmed("reason"), by: keeper)
        return .redirect(toOwn: address + "?done=refused")
      }
      try await call.center.acceptPacket(id, campaignID: campaignID, reason: form.trimmed("reason"), by: keeper)
      return .redirect(toOwn: address + "?done=accepted")
    } catch let refusal as StationRefusal {
      return try await show(errors: FormErrors(refusal), status: .unprocessableContent)
    }
  }

  private func card(_ packet: PacketInReview) -> HTML {
    Website.card("\(packet.kind)：\(packet.why)") {
      Tag.p(
        "\(packet.stationName) 第 \(packet.sequence) 号，第 \(packet.visit) 场，\(Moment.text(packet.since))收到，\(size(packet.byteCount))。",
        .class("soft"))
      if packet.isOfNoCampaign {
        Mark.look("不属于这里的年度采集，只能登记不用").html
      }
      Tag.form(.class("form"), .set(.method, "post"), .action("\(address)/\(packet.id)")) {
        CSRF.field(call.csrf)
        Tag.label("原因", .set(.for, "reason-\(packet.id)"))
        Tag.input(
          .set(.type, "text"), .set(.name, "reason"), .set(.id, "reason-\(packet.id)"),
          .set(.maxlength, String(StationLimits.reasonCharacters)), .set(.autocomplete, "off"))
        Button.row {
          if !packet.isOfNoCampaign { Button.submit("采用", name: "act", value: "accept") }
          Button.submit("不用", .quiet, name: "act", value: "refuse")
        }
      }
    }
  }

  private func size(_ bytes: Int) -> String {
    bytes < 1 << 20 ? "\((bytes + 1_023) / 1_024) KB" : "\((bytes + (1 << 19)) >> 20) MB"
  }
}
