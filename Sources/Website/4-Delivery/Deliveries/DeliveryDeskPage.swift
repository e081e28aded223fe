import GraduatePhotos
import Hummingbird
import Workflow

/// The clerk's list of institutions: what is ready to be delivered, and what became of the last delivery.
struct DeliveryDeskPage: Sendable {
  let call: Call
  let clerk: Clerk

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let lines = try await call.center.deliveryOverview(campaignID: campaignID, by: clerk)
    let ready = lines.filter(\.isReady)
    let open = lines.filter { $0.last.map { $0.state != .received } ?? false }
    return frame.page("交付", lead: "放行的照片按院校交付：加密压缩包下载或邮寄，院校收到后确认。") {
      FlowNumbers(entries: [
        .init(noun: "可以交付的院校", count: ready.count, of: lines.count),
        .init(noun: "新放行的照片", count: lines.reduce(0) { $0 + $1.added + $1.replaced }),
        .init(noun: "还没有确认收到", count: open.count), .init(noun: "待放行的照片", count: lines.reduce(0) { $0 + $1.waiting }),
      ]).html
      table(lines)
    }.response(status: .ok)
  }

  private func table(_ lines: [DeliveryInstitutionLine]) -> HTML {
    let base = DeliveryWords.base(call)
    return DataTable(
      caption: "院校",
      columns: [
        .text("代码", wide: true), .text("院校"), .number("已放行"), .number("新增"), .number("换片", wide: true),
        .number("撤回", wide: true), .number("待放行", wide: true), .text("上次交付"), .text(""),
      ],
      rows: lines.map { line in
        [
          .text(line.code), .link(line.name, to: "\(base)/institutions/\(line.id)"), .number(line.released),
          .number(line.added), .number(line.replaced), .number(line.removed), .number(line.waiting),
          line.last.map { .html(last($0)) } ?? .text("—"),
          line.released > 0 ? .link(line.isReady ? "交付" : "查看", to: "\(base)/institutions/\(line.id)/new") : .text(""),
        ]
      }, emptyText: "还没有参加本次采集的院校。"
    ).html
  }

  private func last(_ line: DeliveryListLine) -> HTML {
    fragment {
      Tag.a(line.number, .href("\(DeliveryWords.base(call))/\(line.id)"))
      " "
      DeliveryWords.mark(line.state).html
    }
  }
}

/// An institution's deliveries: for the clerk, and for the institution's own liaison.
struct InstitutionDeliveriesPage: Sendable {
  let call: Call
  let reader: any DeliveryReader

  func show(_ institutionID: String) async throws -> Response {
    let campaignID = call.part("campaign")
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let reader = reader
    let lines = try await DeliveryWords.found {
      try await call.center.deliveries(of: institutionID, campaignID: campaignID, by: reader)
    }
    let isClerk = reader is Clerk
    let waiting = lines.first.flatMap { $0.state == .received ? nil : $0 }
    return frame.page(
      isClerk ? "院校的交付" : "照片返回",
      lead: isClerk ? lines.first?.institutionName : "总部交付的照片在这里领取；收到后当即核对。",
      trail: isClerk ? DeliveryWords.trail(call) : []
    ) {
      if !isClerk, let waiting {
        nowCard("领取并核对照片") {
          Tag.p("\(waiting.number)：\(waiting.portraits) 人的照片，\(waiting.day.chinese)交付。收到后请确认，再逐班核对。")
          Button.row { Button.link("打开 \(waiting.number)", to: "\(DeliveryWords.base(call))/\(waiting.id)") }
        }
      }
      if isClerk {
        Button.row { Button.link("准备下一次交付", to: "\(DeliveryWords.base(call))/institutions/\(institutionID)/new") }
      }
      DeliveryWords.table(lines, call, emptyText: isClerk ? "还没有交付过。" : "还没有交付。照片放行后，总部会在这里交付，并发通知。")
    }.response(status: .ok)
  }
}
