import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The institutions on record and who of them takes part: found, invited, added.
struct InstitutionListPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/institutions" }
  private var part: Part { Part(rawValue: call.query("part")) ?? .all }

  /// Which of them are listed.
  enum Part: String, Sendable, CaseIterable {
    case all = ""
    case participating = "in"
    case absent = "out"
    case provisional

    var label: String {
      switch self {
      case .all: "全部"
      case .participating: "已参加"
      case .absent: "未参加"
      case .provisional: "代码待定"
      }
    }
  }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let campaign = try await call.center.campaign(campaignID)
    var filter = InstitutionFilter(
      search: call.query("search"), kind: Institution.Kind(rawValue: call.query("kind")), campaignID: campaignID)
    filter.order = order
    filter.isDescending = isDescending
    switch part {
    case .all: break
    case .participating: filter.participates = true
    case .absent: filter.participates = false
    case .provisional: filter.onlyProvisional = true
    }
    let list = try await call.center.institutions(filter, page: call.pageNumber, for: keeper)
    let previous = try await Self.previous(of: campaign, call)
    return frame.page("院校", lead: "参加这次采集的有 \(campaign.participantCount) 所。不在列表里的院校请先添加；还没有代码的可用临时代码。") {
      CampaignWords.done(call, Self.sentences)
      buttons(previous)
      FilterForm(address: address, fields: filterFields, isFiltered: !kept.isEmpty).html
      Tag.form(.class("stack"), .set(.method, "post"), .action("\(address)/invite")) {
        CSRF.field(call.csrf)
        table(list)
        if list.lines.contains(where: { !$0.participates }) {
          Button.row { Button.submit("邀请勾选的院校参加") }
        }
      }
    }.response(status: .ok)
  }

  private static let sentences = [
    "opened": "年度采集已建立。下一步：邀请院校参加，再给学籍管理员发邀请。", "invited": "已邀请 # 所院校参加。",
    "none": "没有新邀请的院校：请勾选未参加的院校，或它们都已参加。", "added": "院校已添加。", "imported": "已从表格添加 # 所院校。",
    "withdrawn": "已退出这次采集。",
  ]

  private func buttons(_ previous: CampaignLine?) -> HTML {
    Button.row {
      Button.link("添加院校", to: "\(address)/new")
      Button.link("上传院校表", to: "\(address)/upload", .quiet)
      if let previous {
        Button.act("邀请\(previous.graduatingClass.chineseName)的全部院校", at: "\(address)/invite-previous", csrf: call.csrf)
      }
    }
  }

  private var order: InstitutionOrder { InstitutionOrder(rawValue: call.query("sort")) ?? .code }
  private var isDescending: Bool { call.query("order") == "desc" }

  private var kept: [(name: String, value: String)] {
    [("search", call.query("search")), ("kind", call.query("kind")), ("part", part.rawValue)].filter { !$0.1.isEmpty }
  }

  private var filterFields: [FormField] {
    let kinds =
      [FormField.Option(value: "", label: "全部类型")]
      + Institution.Kind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }
    let parts = Part.allCases.map { FormField.Option(value: $0.rawValue, label: $0.label) }
    return [
      FormField("search", "代码、名称或城市", .search, value: call.query("search"), isRequired: false, lengthLimit: 40),
      FormField("kind", "类型", .select(kinds), value: call.query("kind"), isRequired: false),
      FormField("part", "参加", .select(parts), value: part.rawValue, isRequired: false),
    ]
  }

  private func table(_ list: ListPage<InstitutionLine>) -> HTML {
    DataTable(
      caption: "院校",
      columns: [
        .text("邀请"), .text("代码", sort: "code"), .text("名称"), .text("类型", wide: true, sort: "kind"),
        .text("城市", wide: true, sort: "city"), .text("参加", sort: "participates"),
      ],
      rows: list.lines.map { line in
        [
          .html(line.participates ? .nothing : tick(line)), .html(Tag.span(line.code.value, .class("nowrap"))),
          .link(line.name, to: "\(address)/\(line.id)"),
          .text(line.kind.chineseName), .text(line.city), .mark(line.participates ? .right("已参加") : .wait("未参加")),
        ]
      }, emptyText: kept.isEmpty ? "还没有院校。点「添加院校」或「上传院校表」。" : "没有符合条件的院校。请换一个条件，或点「添加院校」。",
      address: address, kept: kept, sorting: .init(key: order.rawValue, isDescending: isDescending),
      paging: Paging(page: list.page, rowCount: list.total)
    ).html
  }

  private func tick(_ line: InstitutionLine) -> HTML {
    Tag.input(
      .set(.type, "checkbox"), .set(.name, "institution"), .set(.value, line.id), .aria("label", "邀请\(line.name)"))
  }

  func invite(_ form: SubmittedForm) async throws -> Response {
    try await invited(form.values("institution"))
  }

  /// Those who took part in the campaign before.
  func invitePrevious() async throws -> Response {
    let campaign = try await call.center.campaign(campaignID)
    guard let previous = try await Self.previous(of: campaign, call) else { throw HTTPError(.notFound) }
    var ids: [String] = []
    var page = 1
    while true {
      let filter = InstitutionFilter(campaignID: previous.id, participates: true)
      let list = try await call.center.institutions(filter, page: page, for: keeper)
      ids += list.lines.map(\.id)
      guard page < list.pageCount, !list.lines.isEmpty else { break }
      page += 1
    }
    return try await invited(ids)
  }

  private func invited(_ ids: [String]) async throws -> Response {
    let result = try await call.center.inviteInstitutions(ids, to: campaignID, by: keeper)
    let done = result.invited.isEmpty ? "none" : "invited&count=\(result.invited.count)"
    return .redirect(toOwn: "\(address)?part=in&done=\(done)")
  }

  /// The campaign this one was made from, else the same province's and kind's latest class before it.
  private static func previous(of campaign: CampaignPage, _ call: Call) async throws -> CampaignLine? {
    let all = try await call.center.campaigns()
    if let known = all.first(where: { $0.id == campaign.previousID }) { return known }
    return all.filter {
      $0.id != campaign.id && $0.province == campaign.plan.province && $0.kind == campaign.plan.kind
        && $0.graduatingClass < campaign.plan.graduatingClass
    }.max { $0.graduatingClass < $1.graduatingClass }
  }
}
