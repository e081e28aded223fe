import GraduatePhotos
import Hummingbird
import Workflow

/// 加洗单: for the head office all, by institution; for an institution its own.
struct ReprintListPage: Sendable {
  let call: Call
  let reader: any ReprintReader

  private var address: ReprintAddress { call.reprintAddress }
  private var clerk: Clerk? { reader as? Clerk }

  func show() async throws -> Response {
    let institution = call.query("institution")
    let state = ReprintState(rawValue: call.query("state"))
    let list = try await call.center.reprintOrders(
      campaignID: address.campaignID, institutionID: clerk == nil || institution.isEmpty ? nil : institution, state: state,
      page: call.pageNumber, by: reader)
    var choices: [(id: String, name: String)] = []
    if let clerk { choices = try await call.center.reprintInstitutions(campaignID: address.campaignID, by: clerk) }
    let frame = try await call.frame(campaign: address.campaignID, here: .delivery)
    return frame.page("加洗", lead: "等待冲印 \(list.waiting) 份。照片放行以后可以加洗，收费另计，不在每人费用之内。") {
      if reader is any ReprintBuyer {
        nowCard("给学生加洗照片") {
          Tag.p("选班级，填每人加洗几张；总部冲印后和加洗单一起交给学校。")
          Button.row { Button.link("下加洗单", to: address.new) }
        }
      }
      table(list, choices, institution, state)
    }.response(status: .ok)
  }

  private func table(
    _ list: ReprintList, _ choices: [(id: String, name: String)], _ institution: String, _ state: ReprintState?
  ) -> HTML {
    var columns: [DataTable.Column] = [
      .text("加洗单号"), .text("下单人", wide: true), .text("下单时间", wide: true), .number("人数", wide: true), .number("张数"),
      .text("状态"),
    ]
    if clerk != nil { columns.insert(.text("院校"), at: 1) }
    return DataTable(
      caption: "加洗单", columns: columns, rows: list.orders.map(cells),
      emptyText: clerk == nil ? "还没有加洗单。" : "没有加洗单。学校下单后会列在这里，等待冲印的在前。", address: address.home,
      kept: [("institution", institution), ("state", state?.rawValue ?? "")].filter { !$0.1.isEmpty },
      paging: Paging(page: call.pageNumber, rowCount: list.total), filter: filter(choices, institution, state)
    ).html
  }

  private func cells(_ order: ReprintSummary) -> [DataTable.Cell] {
    var cells: [DataTable.Cell] = [
      .link(order.number, to: address.order(order.id)), .text(order.placedBy), .text(Moment.text(order.placedAt)),
      .number(order.people), .number(order.photos), .mark(order.state.mark),
    ]
    if clerk != nil { cells.insert(.text(order.institution), at: 1) }
    return cells
  }

  private func filter(_ choices: [(id: String, name: String)], _ institution: String, _ state: ReprintState?) -> HTML {
    var fields: [FormField] = []
    if choices.count > 1 || !institution.isEmpty {
      fields.append(
        FormField(
          "institution", "院校",
          .select([.init(value: "", label: "全部院校")] + choices.map { .init(value: $0.id, label: $0.name) }),
          value: institution, isRequired: false))
    }
    fields.append(
      FormField(
        "state", "状态",
        .select(
          [.init(value: "", label: "全部")] + ReprintState.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
        value: state?.rawValue ?? "", isRequired: false))
    return FilterForm(address: address.home, fields: fields, isFiltered: state != nil || !institution.isEmpty).html
  }
}

extension ReprintState {
  var mark: Mark {
    switch self {
    case .placed: .look(chineseName)
    case .printed: .look(chineseName)
    case .handedOver: .right(chineseName)
    case .cancelled: .wait(chineseName)
    }
  }
}
