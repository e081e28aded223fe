import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The study centers of a campaign: those photographed here, and those elsewhere with what became of them (N7).
struct CenterListPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/centers" }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let campaign = try await call.center.campaign(campaignID)
    let place = StudyCenterFilter.Place(rawValue: call.query("place"))
    let filter = StudyCenterFilter(place: place, search: call.query("search"))
    let list = try await call.center.studyCenters(in: campaignID, filter, page: call.pageNumber, for: keeper)
    let counts = campaign.studyCenters
    let waiting = counts.elsewhere - counts.handedOver
    return frame.page("函授站", lead: "省内的由本省拍摄；外省的移交当地采集单位，不在本省排时间。") {
      CampaignWords.done(call, Self.sentences)
      if waiting > 0 {
        nowCard("有 \(waiting) 个外省站点还没有移交") {
          Tag.p("请把名单交给当地的采集单位，并告诉总校。")
          Button.row { Button.link("办理移交", to: "\(address)/elsewhere") }
        }
      }
      Button.row {
        Button.link("添加函授站", to: "\(address)/new", waiting > 0 ? .quiet : .primary)
        if counts.elsewhere > 0 && waiting == 0 { Button.link("外省站点", to: "\(address)/elsewhere", .quiet) }
      }
      FilterForm(address: address, fields: filterFields, isFiltered: !kept.isEmpty).html
      table(list)
    }.response(status: .ok)
  }

  private static let sentences = ["added": "函授站已添加。", "changed": "已保存。", "same": "没有改动，不用保存。", "removed": "函授站已删除。"]

  private var kept: [(name: String, value: String)] {
    [("search", call.query("search")), ("place", call.query("place"))].filter { !$0.1.isEmpty }
  }

  private var filterFields: [FormField] {
    let places: [FormField.Option] = [
      .init(value: "", label: "全部"), .init(value: StudyCenterFilter.Place.here.rawValue, label: "省内"),
      .init(value: StudyCenterFilter.Place.elsewhere.rawValue, label: "外省"),
      .init(value: StudyCenterFilter.Place.waiting.rawValue, label: "外省，待移交"),
    ]
    return [
      FormField("search", "总校代码、名称或城市", .search, value: call.query("search"), isRequired: false, lengthLimit: 40),
      FormField("place", "地点", .select(places), value: call.query("place"), isRequired: false),
    ]
  }

  private func table(_ list: ListPage<StudyCenterLine>) -> HTML {
    DataTable(
      caption: "函授站",
      columns: [
        .text("总校代码", wide: true), .text("名称"), .text("地点"), .text("联系人", wide: true), .number("预计人数", wide: true), .text("拍摄"),
      ],
      rows: list.lines.map { line in
        [
          .text(line.center.parentCode.value), .link(line.displayName, to: "\(address)/\(line.id)"),
          .text(line.center.province + line.city),
          .text([line.contact, line.telephone].filter { !$0.isEmpty }.joined(separator: " ")), .number(line.expectedHeads),
          .mark(CenterMark.of(line)),
        ]
      }, emptyText: kept.isEmpty ? "还没有函授站。点「添加函授站」；总校可以在外省。" : "没有符合条件的函授站。", address: address, kept: kept,
      paging: Paging(page: list.page, rowCount: list.total)
    ).html
  }
}

/// Who photographs a study center.
enum CenterMark {
  static func of(_ line: StudyCenterLine) -> Mark {
    if line.isHere { return .right("本省拍摄") }
    return line.handedOver == nil ? .look("待移交") : .right("已移交")
  }
}

/// A study center's own people and its parent's see their centers here; the parent's liaison lists them.
struct OwnCentersPage: Sendable {
  let call: Call
  let keeper: any RosterKeeper

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let frame = try await call.frame(campaign: campaignID)
    let lines = try await call.center.ownStudyCenters(in: campaignID, for: keeper)
    let isLiaison = keeper is Liaison
    let address = "/campaigns/\(campaignID)/centers"
    return frame.page("函授站", lead: "省内的函授站由本省拍摄；外省的由当地采集单位拍摄，请总校与当地联系。") {
      CampaignWords.done(call, ["added": "函授站已添加，已通知采集单位。", "changed": "已保存，已通知采集单位。", "same": "没有改动，不用保存。"])
      if isLiaison { Button.row { Button.link("添加函授站", to: "\(address)/new") } }
      DataTable(
        caption: "本校函授站",
        columns: [.text("名称"), .text("地点"), .text("联系人", wide: true), .number("预计人数", wide: true), .text("拍摄")],
        rows: lines.map { line in
          [
            isLiaison ? .link(line.displayName, to: "\(address)/\(line.id)") : .text(line.displayName),
            .text(line.center.province + line.city),
            .text([line.contact, line.telephone].filter { !$0.isEmpty }.joined(separator: " ")), .number(line.expectedHeads),
            .html(mark(line)),
          ]
        }, emptyText: "没有登记函授站。本校有函授站、校外学习中心的，请在这里添加，外省的也要添加。"
      ).html
      Tag.p {
        isLiaison ? "已有登记单、名单或已移交的站点，要改请告诉采集单位：" : "有增减或变动，请告诉总校或采集单位："
        Tag.a("联系方式", .href("/campaigns/\(campaignID)/contacts"))
      }
    }.response(status: .ok)
  }

  private func mark(_ line: StudyCenterLine) -> HTML {
    fragment {
      CenterMark.of(line).html
      if let over = line.handedOver { Tag.small("\(over.agency)，\(CalendarDay(milliseconds: over.at).chinese)") }
    }
  }
}
