import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// The first page of each role.
  static let homeRoutes: [Route] = [
    .short("/", .anyone) { call, session in try await HomePage(call: call, session: session).show() },
    .get("/health", .everybody) { call, _ in
      _ = try await call.center.now()
      return Response(
        status: .ok, headers: [.contentType: "text/plain; charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
    },
  ]
}

/// Where a person lands: straight in the one campaign, or before a choice of campaigns.
struct HomePage: Sendable {
  let call: Call
  let session: Session

  func show() async throws -> Response {
    guard let whereabouts = try await call.center.whereabouts(of: session.person, campaignID: nil) else {
      throw HTTPError(.notFound)
    }
    if whereabouts.campaigns.count == 1, session.person.institutionID != nil, let only = whereabouts.campaigns.first {
      return .redirect(toOwn: "/campaigns/\(only.id)/registration")
    }
    let frame = try await call.frame(session)
    return frame.page("年度采集") {
      if session.person.role == .officer { Button.row { Button.link("开始新的年度采集", to: "/campaigns/new") } }
      DataTable(
        caption: "年度采集", columns: [.text("名称"), .text("登记截止"), .text("补拍")],
        rows: whereabouts.campaigns.map { campaign in
          [
            .link(campaign.title, to: "/campaigns/\(campaign.id)/registration"),
            .text(campaign.plan.days(of: .registration)?.last.chinese ?? "未定"),
            .text(campaign.plan.days(of: .makeup)?.chinese ?? "未定"),
          ]
        }, emptyText: emptyText
      ).html
    }.response(status: .ok)
  }

  private var emptyText: String {
    switch session.person.role {
    case .officer: "还没有年度采集。点「开始新的年度采集」，或导入随程序提供的示例。"
    case .planner, .photographer, .clerk: "还没有年度采集，由省厅管理员建立。"
    default: "本校还没有加入任何年度采集，请联系采集单位。"
    }
  }
}
