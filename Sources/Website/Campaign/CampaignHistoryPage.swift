import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Every version of a campaign's settings, the newest first: who, when, and field by field what.
struct CampaignHistoryPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let frame = try await call.frame(campaign: campaignID)
    let versions = try await call.center.campaignHistory(campaignID, for: keeper)
    return frame.page(
      "修改记录", lead: "年度设置的每一版都在，谁在什么时候改了什么。",
      trail: [.init(label: "年度设置", address: "/campaigns/\(campaignID)/settings")]
    ) {
      for version in versions.reversed() { block(version) }
    }.response(status: .ok)
  }

  private func block(_ version: CampaignVersion) -> HTML {
    let head = "第 \(version.version) 版"
    let who = "\(version.changedBy)，\(Moment.text(version.changedAt))"
    guard !version.differences.isEmpty else {
      return card(head, aside: Tag.span(who, .class("soft"))) { Tag.p(version.version == 1 ? "建立了这次年度采集。" : "没有不同。") }
    }
    return DataTable(
      caption: "\(head)　\(who)", columns: [.text("项目"), .text("原来"), .text("改为")],
      rows: version.differences.map { [.text($0.label), .text(shown($0.before)), .text(shown($0.after))] }, emptyText: "没有不同。"
    ).html
  }

  private func shown(_ text: String) -> String { text.isEmpty ? "（空）" : text }
}
