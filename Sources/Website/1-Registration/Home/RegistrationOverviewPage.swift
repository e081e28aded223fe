import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Who has registered, who is late, who is incomplete and what that holds up; for the officer and the planner, who may remind.
struct RegistrationOverviewPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/registration" }
  private var filter: SlipFilter { SlipFilter(rawValue: call.query("filter")) ?? .all }
  private var search: String { call.query("search") }
  private var kept: [(name: String, value: String)] {
    [("filter", filter == .all ? "" : filter.rawValue), ("search", search)]
  }

  private var sort: SlipSort {
    SlipSort(SlipSort.Order(rawValue: call.query("sort")) ?? .code, isDescending: call.query("order") == "desc")
  }

  /// All of the list as a file.
  func download() async throws -> Response {
    let format = ListFileFormat(rawValue: call.query("format")) ?? .xlsx
    return try await .file(
      call.center.slipOverviewFile(
        campaignID: campaignID, filter: filter, search: search, sort: sort, as: format, for: keeper))
  }

  private var downloads: [DownloadLink] {
    ListFileFormat.allCases.map { format in
      DownloadLink(
        label: format.chineseName,
        address: WebAddress.path(
          address + "/download",
          query: kept + [("sort", call.query("sort")), ("order", call.query("order")), ("format", format.rawValue)]))
    }
  }

  func show() async throws -> Response {
    guard let session = call.session,
      let plan = try await call.center.whereabouts(of: session.person, campaignID: campaignID)?.campaign?.plan
    else { throw HTTPError(.notFound) }
    let frame = try await call.frame(session, campaign: campaignID, here: .registration)
    let decisions = try await decisions()
    let overview = try await call.center.slipOverview(
      campaignID: campaignID, filter: filter, search: search, sort: sort, page: call.pageNumber, for: keeper)
    var cases: WaitingCases?
    if let watcher = keeper as? any CaseWatcher {
      cases = try await call.center.waitingCases(campaignID: campaignID, by: watcher)
    }
    return frame.page("登记与学生名单", lead: lead(overview)) {
      outcome
      decisions
      card { numbers(overview).html }
      table(overview).html
      if overview.behind > 0 { remindAll(overview, plan) }
      if let cases, !cases.isEmpty { waiting(cases) }
      card("常用") { links }
    }.response(status: .ok)
  }

  /// How long claims, errata and missing letters wait, and the way to each list.
  private func waiting(_ cases: WaitingCases) -> HTML {
    card("核对与勘误的等待时间") {
      WaitingDesks(medians: cases.desks, now: cases.now).html
      Button.row {
        Button.link("各院校的等待时间", to: "/campaigns/\(campaignID)/waiting", .quiet)
        if keeper is any ErrataOfficeReader {
          Button.link("勘误", to: ErrataAddress(campaignID: campaignID).desk, .quiet)
          Button.link("漏拍名单", to: MissingAddress(campaignID: campaignID).desk, .quiet)
        }
      }
    }
  }

  /// What waits for the officer's own word: codes that institutions told, people whom several of them registered.
  private func decisions() async throws -> HTML {
    guard let officer = keeper as? Officer else { return .nothing }
    let codes = try await call.center.codeProposals(for: officer)
    let duplicates = try await call.center.provinceDuplicateCount(campaignID: campaignID, by: officer)
    guard !codes.isEmpty || duplicates > 0 else { return .nothing }
    let base = "/campaigns/\(campaignID)"
    return nowCard("等您处理") {
      Tag.ul {
        for proposal in codes {
          Tag.li { Tag.a("核定院校代码 \(proposal.code)", .href("\(base)/institutions/\(proposal.institutionID)")) }
        }
        if duplicates > 0 {
          Tag.li { Tag.a("\(duplicates) 人同时登记在几所院校，请联系核实", .href("\(base)/roster/duplicates")) }
        }
      }
    }
  }

  private func lead(_ overview: SlipOverview) -> String {
    let late = overview.counts[.late] ?? 0
    let due = overview.lastDay.map { "登记到\($0.chinese)为止" } ?? "登记截止日期未定"
    return late > 0 ? "\(due)，\(late) 家逾期未交。" : "\(due)。"
  }

  private func numbers(_ overview: SlipOverview) -> FlowNumbers {
    let all = overview.counts[.all] ?? 0
    return FlowNumbers(entries: [
      .init(noun: "应登记", count: all),
      .init(noun: "已交", count: all - (overview.counts[.missing] ?? 0), of: all),
      .init(noun: "已用印", count: overview.counts[.sealed] ?? 0, of: all),
      .init(noun: "不完整", count: overview.counts[.incomplete] ?? 0),
      .init(noun: "逾期未交", count: overview.counts[.late] ?? 0),
      .init(noun: "名单未交", count: overview.counts[.rosterMissing] ?? 0),
      .init(noun: "已登记人数", count: overview.heads),
    ])
  }

  private func table(_ overview: SlipOverview) -> DataTable {
    var table = DataTable(
      caption: filter == .all ? "院校和站点" : filter.chineseName,
      columns: [
        .text("代码", sort: "code"), .text("名称"), .text("登记单", sort: "progress"), .text("名单"), .text("影响", wide: true),
        .number("应拍人数", wide: true, sort: "heads"), .text("交的时间", wide: true, sort: "submitted"), .text("提醒"),
      ],
      rows: overview.lines.map { row($0) },
      emptyText: filter == .all && search.isEmpty ? "还没有院校加入。请在「院校」里邀请。" : "没有这样的院校，可以换一个筛选条件。")
    table.address = address
    table.kept = kept
    table.sorting = .init(key: sort.order.rawValue, isDescending: sort.isDescending)
    table.downloads = downloads
    table.paging = Paging(page: call.pageNumber, rowCount: overview.found)
    var form = FilterForm(
      address: address,
      fields: [
        FormField(
          "filter", "状态",
          .select(
            SlipFilter.allCases.map { .init(value: $0.rawValue, label: "\($0.chineseName)（\(overview.counts[$0] ?? 0)）") }),
          value: filter.rawValue, isRequired: false),
        FormField("search", "名称或代码", .search, value: search, isRequired: false, lengthLimit: 40),
      ])
    form.isFiltered = filter != .all || !search.isEmpty
    table.filter = form.html
    return table
  }

  private func row(_ line: SlipOverviewLine) -> [DataTable.Cell] {
    let name: DataTable.Cell =
      line.slipID.map { .link(line.name, to: SlipAddress(campaignID: campaignID, slipID: $0).page) } ?? .text(line.name)
    return [
      .html(Tag.span(line.code, .class("nowrap"))), name, .mark(line.mark), .mark(line.rosterMark),
      .text(line.heldUp.map(\.chineseName).joined(separator: "、")), .number(line.heads),
      .text(line.submittedAt.map { CalendarDay(milliseconds: $0).chineseWithoutYear } ?? ""), .html(reminder(line)),
    ]
  }

  private func reminder(_ line: SlipOverviewLine) -> HTML {
    let last = line.remindedAt.map { Tag.small("\(CalendarDay(milliseconds: $0).chineseWithoutYear)提醒过") } ?? .nothing
    guard line.isBehind else { return last }
    return Tag.div(.class("remind")) {
      Tag.form(.set(.method, "post"), .action(address + "/remind")) {
        CSRF.field(call.csrf)
        hiddenFilter
        Tag.input(.set(.type, "hidden"), .set(.name, "line"), .set(.value, line.id))
        Tag.button("提醒", .class("button quiet small"), .set(.type, "submit"), .aria("label", "提醒\(line.name)"))
      }
      last
    }
  }

  @HTMLBuilder private var hiddenFilter: HTML {
    for (name, value) in kept where !value.isEmpty {
      Tag.input(.set(.type, "hidden"), .set(.name, name), .set(.value, value))
    }
  }

  private func remindAll(_ overview: SlipOverview, _ plan: CampaignPlan) -> HTML {
    card("提醒") {
      Tag.p("会在学校的首页和通知里显示，并发电子邮件给学籍管理员；已经办齐的和今天提醒过的不会再提醒。")
      Button.row {
        Button.act(
          filter == .all && search.isEmpty ? "提醒全部未办齐的" : "提醒筛选出的院校和站点", at: address + "/remind", csrf: call.csrf, .primary,
          fields: kept.filter { !$0.value.isEmpty })
      }
      CopyText(
        title: "发到群里的文字",
        text: HomeTexts.reminder(overview, filter: filter, plan: plan, address: call.center.publicAddress + address)
      ).html
    }
  }

  private var links: HTML {
    Tag.ul(.class("links")) {
      for (label, path) in [
        ("收到的盖章页", "received"), ("院校", "institutions"), ("学生名单", "roster"), ("函授站、校外学习中心", "centers"), ("采集设置", "settings"),
        ("联系方式", "contacts"),
      ] where path != "received" || keeper is any PaperReceiver {
        Tag.li { Tag.a(label, .href("/campaigns/\(campaignID)/\(path)")) }
      }
      if keeper is Officer { Tag.li { Tag.a("操作日志", .href("/campaigns/\(campaignID)/journal")) } }
      Tag.li { Tag.a("人员与邀请", .href("/accounts")) }
    }
  }
}

extension RegistrationOverviewPage {
  /// Reminds one line, or all that the filter shows.
  func remind(_ form: SubmittedForm) async throws -> Response {
    let filter = SlipFilter(rawValue: form["filter"] ?? "") ?? .all
    let search = form["search"] ?? ""
    var back: [(name: String, value: String)] = [("filter", filter == .all ? "" : filter.rawValue), ("search", search)]
    do {
      var lines: Set<String>?
      if let line = form["line"] {
        lines = [line]
      } else if filter != .all || !search.isEmpty {
        lines = try await found(filter, search)
      }
      let round = try await call.center.remindInstitutions(campaignID: campaignID, lineIDs: lines, by: keeper)
      back += [("reminded", "\(round.reminded)"), ("today", "\(round.remindedToday)"), ("complete", "\(round.complete)")]
    } catch SlipRefusal.nobodyToRemind {
      back += [("reminded", "0")]
    }
    return .redirect(toOwn: WebAddress.path(address, query: back))
  }

  /// The lines of all pages of a filtered list.
  private func found(_ filter: SlipFilter, _ search: String) async throws -> Set<String> {
    var ids: Set<String> = []
    var page = 1
    while true {
      let overview = try await call.center.slipOverview(
        campaignID: campaignID, filter: filter, search: search, page: page, for: keeper)
      ids.formUnion(overview.lines.map(\.id))
      if overview.lines.isEmpty || ids.count >= overview.found { return ids }
      page += 1
    }
  }

  private var outcome: HTML {
    guard let reminded = Int(call.query("reminded")) else { return .nothing }
    if reminded == 0 {
      return Notice(kind: .look, title: SlipRefusal.nobodyToRemind.message, text: SlipRefusal.nobodyToRemind.hint).html
    }
    let today = Int(call.query("today")) ?? 0
    let complete = Int(call.query("complete")) ?? 0
    let rest = [today > 0 ? "\(today) 家今天已经提醒过" : "", complete > 0 ? "\(complete) 家已经办齐" : ""].filter { !$0.isEmpty }
    return Notice(kind: .right, title: "已提醒 \(reminded) 家", text: rest.isEmpty ? "" : rest.joined(separator: "，") + "，没有再提醒。")
      .html
  }
}
