import GraduatePhotos
import Hummingbird
import Workflow

/// 费用结算 of all institutions: due, paid, balance, how each stands.
struct FeeOverviewPage: Sendable {
  let call: Call
  let reader: any FeeReader

  private var address: FeeAddress { call.feeAddress }

  func show() async throws -> Response {
    let standing = FeeStatement.Standing(rawValue: call.query("standing"))
    let order = FeeOrder(rawValue: call.query("sort")) ?? .code
    let isDescending = call.query("order") == "desc"
    let list = try await call.center.feeOverview(
      campaignID: address.campaignID, standing: standing, order: order, isDescending: isDescending, page: call.pageNumber,
      by: reader)
    let frame = try await call.frame(campaign: address.campaignID, here: .settlement)
    return frame.page(
      "费用结算",
      lead:
        "每人 \(list.plan.feePerHead.chinese)，按实际拍摄人数收；应收 \(list.due.chinese)，已缴 \(list.paid.chinese)，未缴 \(list.balance.chinese)。"
    ) {
      counts(list)
      table(list, standing, DataTable.Sorting(key: order.rawValue, isDescending: isDescending))
      card("下载") {
        Button.row {
          Button.link("下载 Excel 表格", to: address.book, .quiet)
          Button.act("下载开票申请（Excel）", at: address.invoices, csrf: call.csrf)
        }
      }
    }.response(status: .ok)
  }

  private func counts(_ list: FeeOverview) -> HTML {
    let all = list.standings.values.reduce(0, +)
    guard all > 0 else { return .nothing }
    return card("院校的状态") {
      FlowNumbers(
        entries: FeeStatement.Standing.allCases.map { .init(noun: $0.chineseName, count: list.standings[$0] ?? 0, of: all) }
      ).html
    }
  }

  private func table(_ list: FeeOverview, _ standing: FeeStatement.Standing?, _ sorting: DataTable.Sorting) -> HTML {
    let sums: [DataTable.Cell] = [
      .text(""), .html(Tag.strong("合计")), .text(""), .text(list.due.plain), .text(list.paid.plain), .text(list.balance.plain),
      .text(""), .text(""),
    ]
    return DataTable(
      caption: "院校",
      columns: [
        .text("院校代码", wide: true, sort: FeeOrder.code.rawValue), .text("院校"), .number("收费人数", wide: true),
        .number("应收（元）", wide: true, sort: FeeOrder.due.rawValue), .number("已缴（元）", wide: true, sort: FeeOrder.paid.rawValue),
        .number("未缴（元）", sort: FeeOrder.balance.rawValue), .text("状态"),
        .text("最近变化", wide: true, sort: FeeOrder.last.rawValue),
      ], rows: list.lines.map(cells) + (list.total == 0 ? [] : [sums]),
      emptyText: standing == nil ? "还没有院校导入学生名单。" : "没有这个状态的院校。", address: address.home,
      kept: [("standing", standing?.rawValue ?? "")].filter { !$0.1.isEmpty }, sorting: sorting,
      paging: Paging(page: call.pageNumber, rowCount: list.total),
      filter: FilterForm(
        address: address.home,
        fields: [
          FormField(
            "standing", "状态",
            .select(
              [.init(value: "", label: "全部")]
                + FeeStatement.Standing.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
            value: standing?.rawValue ?? "", isRequired: false)
        ], isFiltered: standing != nil
      ).html
    ).html
  }

  private func cells(_ facts: FeeFacts) -> [DataTable.Cell] {
    let statement = facts.statement
    return [
      .text(facts.code), .link(facts.name, to: address.institution(facts.institutionID)), .number(statement.present.charged),
      .text(statement.due.plain), .text(statement.paid.plain), .text(statement.balance.plain), .mark(statement.standing.mark),
      .text(facts.lastAt.map { Moment.text($0) } ?? "—"),
    ]
  }
}
