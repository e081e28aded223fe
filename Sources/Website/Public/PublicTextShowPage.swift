import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A text that the agency wrote, or what the settings say, for everybody (N6); printed it is a sheet by itself.
struct PublicTextShowPage: Sendable {
  let call: Call
  let page: PublicTextPage

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let (campaign, text) = try await PublicAnswer.found { try await call.center.publicText(page, campaignID: campaignID) }
    let address = call.center.publicAddress + campaign.shortPath
    let document = PublicFrame(under: campaign.plan.title, campaignID: campaignID, here: page.room).page(
      page.chineseName, lead: page.lead
    ) {
      Tag.p(campaign.plan.title, .class("print-only"))
      PublicProse.card(text.markdown, campaign.plan)
      if page == .preparation {
        Tag.p { Tag.a("照片要求和例子", .href(PublicRoom.requirements.address(campaignID))) }
      }
      Tag.p(Self.origin(text), .class("soft"))
      Tag.p("以网页为准：\(address)", .class("print-only"))
    }
    return PublicAnswer.page(document, to: call)
  }

  /// Since when it stands here.
  private static func origin(_ text: PublishedText) -> String {
    guard let version = text.version, let at = text.publishedAt else { return "日期、地点和费用取自本次采集的设置。" }
    return "第 \(version) 版，\(CalendarDay(milliseconds: at).chinese)公布。"
  }
}

/// A text on its own ground.
enum PublicProse {
  static func card(_ markdown: String, _ plan: CampaignPlan) -> HTML {
    card(MarkdownText(markdown) { PublicText.filled($0, for: plan) })
  }

  static func card(_ text: MarkdownText) -> HTML { Tag.div(.class("card prose")) { text.html } }
}
