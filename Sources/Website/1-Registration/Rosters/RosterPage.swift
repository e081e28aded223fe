import Foundation
import GraduatePhotos
import Hummingbird
import Workflow

/// What is registered: the first page of rosters, for each role the own one.
struct RosterPage: Sendable {
  let call: Call
  let session: Session

  private var address: RosterAddress { call.rosterAddress }

  func show() async throws -> Response {
    if let keeper = session.person.signedIn as? any CampaignKeeper { return try await institutions(keeper) }
    if let keeper = session.person.signedIn as? any RosterKeeper { return try await ownRoster(keeper) }
    return .redirect(toOwn: address.home + "/classes")
  }

  /// Counts of every institution, for the province and the agency; names of nobody.
  private func institutions(_ keeper: any CampaignKeeper) async throws -> Response {
    let frame = try await call.frame(session, campaign: address.campaign, here: .registration)
    let all = try await call.center.rosterCounts(campaignID: address.campaign, by: keeper)
    let search = call.query("search").trimmingCharacters(in: .whitespaces)
    let counts = search.isEmpty ? all : all.filter { $0.code.hasPrefix(search) || $0.name.contains(search) }
    let registered = all.filter { $0.lastImportAt != nil }.count
    let overview = "/campaigns/\(address.campaign)/registration"
    let isOver = try await registrationIsOver
    return frame.page("学生名单", lead: "已登记名单 \(registered) / 应登记 \(all.count) 所院校和站点。") {
      FlowNumbers(entries: [
        .init(noun: "应采", count: all.reduce(0) { $0 + $1.due }), .init(noun: "不能到场", count: all.reduce(0) { $0 + $1.absent }),
        .init(noun: "需要轮椅位置", count: all.reduce(0) { $0 + $1.wheelchairs }),
        .init(noun: "需要安静的候拍处", count: all.reduce(0) { $0 + $1.quietCorners }),
      ]).html
      Button.row {
        if registered < all.count {
          Button.link("提醒还没有交名单的", to: WebAddress.path(overview, query: [("filter", SlipFilter.rosterMissing.rawValue)]))
        }
        if keeper is Officer {
          Button.link("查找学生", to: address.home + "/search", .quiet)
          Button.link("不能到场的学生", to: address.home + "/absences", .quiet)
          Button.link("跨校重复", to: address.home + "/duplicates", .quiet)
        }
      }
      countTable(counts, search: search, isOfficer: keeper is Officer, isOver: isOver)
    }.response(status: .ok)
  }

  private func countTable(_ counts: [RosterCount], search: String, isOfficer: Bool, isOver: Bool) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: counts.count)
    return DataTable(
      caption: "各院校名单",
      columns: [
        .text("代码"), .text("院校和站点"), .number("应采"), .number("异动", wide: true), .number("不能到场", wide: true),
        .number("轮椅", wide: true), .number("安静处", wide: true), .text("最近导入"),
      ],
      rows: counts.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { count in
        let link = WebAddress.path(address.home + "/classes", query: [("institution", count.institutionID)])
        return [
          .text(count.code), isOfficer ? .link(count.name, to: link) : .text(count.name), .number(count.due),
          .number(count.left),
          .number(count.absent), .number(count.wheelchairs), .number(count.quietCorners),
          count.lastImportAt.map { .text(Moment.text($0)) } ?? .mark(isOver ? .wrong("逾期未交") : .wait("还没有导入")),
        ]
      }, emptyText: search.isEmpty ? "还没有院校加入这次采集。先在院校名单里邀请院校。" : "没有这样的院校，可以换一个名称或代码。",
      address: address.home, kept: search.isEmpty ? [] : [("search", search)], paging: paging,
      filter: FilterForm(
        address: address.home,
        fields: [FormField("search", "名称或代码", .search, value: search, isRequired: false, lengthLimit: 40)],
        isFiltered: !search.isEmpty
      ).html
    ).html
  }

  private var registrationIsOver: Bool {
    get async throws {
      let plan = try await call.center.whereabouts(of: session.person, campaignID: address.campaign)?.campaign?.plan
      guard let last = plan?.days(of: .registration)?.last else { return false }
      return try await last < CalendarDay(milliseconds: call.center.now())
    }
  }

  private func ownRoster(_ keeper: any RosterKeeper) async throws -> Response {
    let frame = try await call.frame(session, campaign: address.campaign, here: .registration)
    let isCodeMode = try await isCodeMode
    let imports = try await call.center.rosterImports(campaignID: address.campaign, of: keeper)
    let waiting = try await call.center.waitingUploads(campaignID: address.campaign, of: keeper)
    let pictured = isCodeMode ? nil : try await call.center.referenceCount(campaignID: address.campaign, by: keeper)
    let numbers = isCodeMode ? try await codeNumbers(keeper) : try await rosterNumbers()
    return frame.page(
      isCodeMode ? "采集码" : "学生名单", lead: isCodeMode ? "只导入采集码、院系和班级；姓名和证件号码不进入本系统。" : "先导入名单，再按班级打印核对表请学生签字。"
    ) {
      if call.query("done") == "rolled-back" { Notice(kind: .right, title: "已撤回最近一次导入").html }
      if call.query("done") == "not-rolled-back" { Notice(kind: .look, title: "没有撤回", text: "要撤回请一字不差地输入「撤回」两个字。").html }
      waitingCard(waiting)
      nowCard(imports.allSatisfy(\.isRolledBack) ? "还没有导入名单" : "已登记") {
        numbers
        if let pictured { Tag.p("已有入学照片 \(pictured.pictured) / \(pictured.due) 人", .class("soft")) }
        Button.row {
          Button.link(isCodeMode ? "上传采集码" : "上传名单", to: address.home + "/upload", waiting.isEmpty ? .primary : .quiet)
          if !isCodeMode {
            Button.link("班级", to: address.home + "/classes", .quiet)
            Button.link("查找学生", to: address.home + "/search", .quiet)
            Button.link("不能到场的学生", to: address.home + "/absences", .quiet)
            Button.link("待补字", to: address.home + "/lacking-characters", .quiet)
            Button.link("入学照片", to: address.home + "/references", .quiet)
            if keeper is any SpecialCaseApprover { Button.link("特殊情况", to: address.home + "/special-cases", .quiet) }
          }
        }
      }
      if isCodeMode {
        Button.row { Button.link("下载模板", to: address.home + "/template", .quiet) }
      } else {
        downloads
      }
      importTable(imports)
      rollBackCard(imports)
    }.response(status: .ok)
  }

  private var isCodeMode: Bool {
    get async throws {
      try await call.center.whereabouts(of: session.person, campaignID: address.campaign)?.campaign?.plan.regime == .code
    }
  }

  private func rosterNumbers() async throws -> HTML {
    guard let reader = session.person.signedIn as? any GraduateReader else { return .nothing }
    let classes = try await call.center.classes(campaignID: address.campaign, by: reader)
    let due = classes.reduce(0) { $0 + $1.due }
    return FlowNumbers(entries: [
      .init(noun: "应采", count: due, of: nil, key: nil),
      .init(noun: "班级", count: classes.count, of: nil, key: nil),
      .init(noun: "不能到场", count: classes.reduce(0) { $0 + $1.absent }, of: nil, key: nil),
      .init(noun: "学籍异动", count: classes.reduce(0) { $0 + $1.left }, of: nil, key: nil),
    ]).html
  }

  private func codeNumbers(_ keeper: any RosterKeeper) async throws -> HTML {
    let classes = try await call.center.codeClasses(campaignID: address.campaign, by: keeper)
    return FlowNumbers(entries: [
      .init(noun: "采集码", count: classes.reduce(0) { $0 + $1.count }, of: nil, key: nil),
      .init(noun: "班级", count: classes.count, of: nil, key: nil),
    ]).html
  }

  private func waitingCard(_ waiting: [WaitingUpload]) -> HTML {
    guard !waiting.isEmpty else { return .nothing }
    return card("等待确认的名单") {
      Tag.p("看过预览并确认之后才会登记；超过 48 小时没有确认会自动删除。最多同时有 \(WorkflowLimits.uploadsWaiting) 份。")
      Tag.ul {
        for upload in waiting {
          Tag.li {
            Tag.a(upload.fileName, .href(address.upload(upload.id)))
            Tag.small("　\(upload.uploaderName)，\(Moment.text(upload.uploadedAt))")
          }
        }
      }
    }
  }

  private var downloads: HTML {
    card("下载") {
      Tag.p("导出的名单含完整证件号码，请妥善保管，用后删除；每次导出都会记入操作日志。", .class("hint"))
      Button.row {
        Button.link("下载模板", to: address.home + "/template", .quiet)
        for format in RosterFormat.allCases {
          Button.act(
            "导出 \(format.chineseName)", at: address.home + "/export", csrf: call.csrf, fields: [("format", format.rawValue)])
        }
      }
    }
  }

  private func importTable(_ imports: [RosterImportLine]) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: imports.count)
    return DataTable(
      caption: "导入记录",
      columns: [
        .text("时间"), .text("文件"), .number("新增"), .number("修改"), .number("减少"), .number("未导入", wide: true),
        .text("导入人", wide: true),
        .text("状态"),
      ],
      rows: imports.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
        [
          .text(Moment.text(line.importedAt)), .text(line.fileName), .number(line.added), .number(line.changed),
          .number(line.gone),
          .number(line.blocked), .text(line.importedBy),
          .mark(line.isRolledBack ? .wait("已撤回") : .right("已导入")),
        ]
      }, emptyText: "还没有导入过。下载模板填好，或把学籍系统导出的表直接上传。", address: address.home, paging: paging
    ).html
  }

  /// Taking the last import back: its words say what happens, and a word has to be typed.
  private func rollBackCard(_ imports: [RosterImportLine]) -> HTML {
    guard let last = imports.first(where: { !$0.isRolledBack }) else { return .nothing }
    var page = FormPage(
      action: "\(address.home)/imports/\(last.id)/roll-back", csrf: call.csrf, submitVerb: "撤回最近一次导入",
      fields: [FormField("confirm", "确认", .confirmation(phrase: "撤回"))])
    page.submitLook = .final
    return Tag.details(.class("card")) {
      Tag.summary("撤回最近一次导入")
      Tag.p(
        "「\(last.fileName)」（\(Moment.text(last.importedAt))）：新增的 \(last.added) 人会移出，修改的 \(last.changed) 人恢复原样，"
          + "减少的 \(last.gone) 人回到名单。已经有后续记录的不能撤回。")
      page.html
    }
  }
}
