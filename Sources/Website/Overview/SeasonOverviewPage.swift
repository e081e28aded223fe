import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 进度总览: the season at a glance, for the province by institution and for an institution by class; every number opens its list.
struct SeasonOverviewPage: Sendable {
  let call: Call
  let watcher: any SeasonWatcher

  private var address: OverviewAddress { call.overviewAddress }

  func show() async throws -> Response {
    let asked = call.query("institution")
    let overview: SeasonOverview
    do {
      overview = try await call.center.seasonOverview(
        campaignID: address.campaignID, institutionID: asked.isEmpty ? nil : asked, page: call.pageNumber, by: watcher)
    } catch LedgerDeskRefusal.institutionUnknown { throw HTTPError(.notFound) }
    let frame = try await call.frame(campaign: address.campaignID)
    let links = SeasonLinks(watcher: watcher, address: address, overview: overview)
    let isChosen = watcher.seesAllInstitutions && overview.institution != nil
    return frame.page(
      "进度总览", lead: lead(overview), trail: isChosen ? [.init(label: "全部院校进度", address: address.home)] : []
    ) {
      notCounted(overview)
      if overview.total.people.registered > 0 {
        SeasonFlowCard(overview: overview, links: links).html
        SeasonTable(call: call, overview: overview, links: links).html
        Tag.div(.class("season-cards")) { SeasonCards(overview: overview, links: links).html }
      } else {
        SeasonTable(call: call, overview: overview, links: links).html
      }
      texts(overview)
    }.response(status: .ok)
  }

  private func lead(_ overview: SeasonOverview) -> String {
    let owner = overview.institution.map { "\($0.name)（\($0.code)）" } ?? overview.plan.province
    guard let at = overview.countedAt else { return "\(owner)。" }
    return "\(owner)，截至 \(Moment.text(overview.staleSince == nil ? overview.now : at))。"
  }

  /// What the numbers are worth, when they are not of this moment.
  private func notCounted(_ overview: SeasonOverview) -> HTML {
    if overview.countedAt == nil {
      return Notice(kind: .plain, title: "还没有统计", text: "系统在后台统计，几秒后刷新本页就能看到。").html
    }
    // A moment is usual; minutes are told.
    guard let since = overview.staleSince, overview.now - since > Self.patienceMilliseconds else { return .nothing }
    return Notice(
      kind: .look, title: "有些变化还没有统计进来",
      text: "从 \(Moment.text(since)) 起有院校的数字等待重新统计，请稍后刷新。一直这样，请联系系统维护人员检查后台任务。"
    ).html
  }

  private static let patienceMilliseconds: Int64 = 120_000

  private func texts(_ overview: SeasonOverview) -> HTML {
    let people = overview.total.people
    guard people.registered > 0 else { return .nothing }
    let owner = overview.institution?.name ?? overview.plan.province
    let numbers = overview.steps.dropFirst().map { "\($0.chineseName) \(people.reached($0, in: overview.steps))" }
    return card("发到工作群") {
      CopyText(
        title: "进度",
        text: "【采集进度】\(owner)，截至 \(Moment.text(overview.countedAt ?? overview.now))：应采 \(people.due) 人，"
          + numbers.joined(separator: "，") + (people.missingHeads > 0 ? "；漏拍 \(people.missingHeads)。" : "。")
      ).html
    }
  }
}

/// The drawing of the flow and the table behind it.
struct SeasonFlowCard: Sendable {
  let overview: SeasonOverview
  let links: SeasonLinks

  private var people: SeasonCount { overview.total.people }
  private var steps: [SeasonStep] { overview.steps }
  private var spot: LedgerSpot { LedgerSpot(institutionID: overview.institution?.id) }

  var html: HTML {
    card("从应采到\(steps.last == .filed ? "报盘" : "交付")") {
      FlowChart(
        steps: steps.map { step in
          let waiting = people.waiting(at: step).heads
          return FlowChart.Step(
            name: step.chineseName, reached: people.reached(step, in: steps),
            waiting: waiting > 0 && step != steps.last ? "\(step.waitingName) \(waiting) 人" : "",
            address: links.people(.reached(step), at: spot))
        }, title: "各环节到达人数", summary: summary
      ).html
      table
    }
  }

  private var summary: String {
    steps.map { "\($0.chineseName) \(people.reached($0, in: steps)) 人" }.joined(separator: "，") + "。"
  }

  private var table: HTML {
    DataTable(
      caption: "各环节人数和等待时间",
      columns: [
        .text("环节"), .number("到达"), .number("占应采", wide: true), .text("停在这一步"), .text("等谁", wide: true),
        .text("已等", wide: true),
      ],
      rows: steps.map { step in
        let (reached, waiting) = (people.reached(step, in: steps), people.waiting(at: step))
        let isLast = step == steps.last
        let standing: DataTable.Cell =
          isLast || waiting.heads == 0
          ? .text(isLast ? "—" : "没有人")
          : links.people(.standing(step), at: spot).map { .link("\(step.waitingName) \(waiting.heads) 人", to: $0) }
            ?? .text("\(step.waitingName) \(waiting.heads) 人")
        return [
          .text(step.chineseName), links.cell(reached, links.people(.reached(step), at: spot)),
          .html(.text(Percent.text(reached, of: people.due))), standing,
          .text(isLast || waiting.heads == 0 ? "—" : step.waitsOn),
          .text(isLast || waiting.heads == 0 ? "—" : waiting.chinese(now: overview.now)),
        ]
      }, emptyText: ""
    ).html
  }
}
