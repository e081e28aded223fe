import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The head office's errata: institutions, those that wait the longest first.
struct ErrataDeskPage: Sendable {
  let call: Call
  let reader: any ErrataOfficeReader

  private var address: ErrataAddress { call.errataAddress }

  func show() async throws -> Response {
    let lines = try await call.center.errataDesk(campaignID: address.campaignID, by: reader)
    let now = try await call.center.now()
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let waiting = lines.reduce(0) { $0 + $1.waiting }
    return frame.page("勘误", lead: waiting == 0 ? "没有等总部处理的勘误。" : "等总部处理 \(waiting) 条，等得最久的院校在前。") {
      if reader is Clerk {
        Button.row {
          Button.link("登记传真、快递送来的勘误表", to: address.register, waiting == 0 ? .primary : .quiet)
          Button.link("漏拍名单", to: MissingAddress(campaignID: address.campaignID).desk, .quiet)
          Button.link("等待时间", to: "/campaigns/\(address.campaignID)/waiting", .quiet)
        }
      }
      DataTable(
        caption: "有勘误的院校",
        columns: [
          .text("代码"), .text("院校"), .number("等总部处理"), .text("最久"), .number("等院校盖章", wide: true),
          .number("已处理", wide: true),
        ],
        rows: lines.map { line in
          [
            .text(line.code), .link(line.name, to: address.screen(line.id)), .number(line.waiting),
            .text(line.oldestAt.map { CaseClock([.init(.toDecide, at: $0)]).waitedWords(now: now) } ?? "—"),
            .number(line.unsealed), .number(line.decided),
          ]
        }, emptyText: "还没有院校提交勘误。", address: address.desk
      ).html
    }.response(status: .ok)
  }
}

extension CaseClock {
  /// 「3 天」 of the present step; 「今天」.
  func waitedWords(now: Int64) -> String {
    let days = CalendarDay(milliseconds: now - waiting(now: now)).days(until: CalendarDay(milliseconds: now))
    return days == 0 ? "今天" : "\(days) 天"
  }
}
