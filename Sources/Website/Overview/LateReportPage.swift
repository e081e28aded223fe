import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 进度通报, the first page of those who run the campaign: who is late with what, whom to call, and what to write to them.
struct LateReportPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var address: OverviewAddress { call.overviewAddress }
  private var matter: LateMatter? { LateMatter(rawValue: call.query("matter")) }

  func show() async throws -> Response {
    let report: LateReport
    do {
      report = try await call.center.lateReport(campaignID: address.campaignID, by: keeper)
    } catch CampaignRefusal.unknown { throw HTTPError(.notFound) }
    let frame = try await call.frame(campaign: address.campaignID)
    let shown = report.late.filter { line in matter.map { wanted in line.items.contains { $0.matter == wanted } } ?? true }
    return frame.page("进度通报", lead: lead(report)) {
      now(report)
      if !report.late.isEmpty {
        matters(report)
        table(shown)
        card("发到工作群") { LateTexts(plan: report.plan, address: link).all(shown, matter).html }
      }
      season(report)
      card("常用") {
        Tag.ul(.class("links")) {
          Tag.li { Tag.a("登记与学生名单（可以在系统里提醒院校）", .href("/campaigns/\(address.campaignID)/registration")) }
          Tag.li { Tag.a("问题等待时间", .href("/campaigns/\(address.campaignID)/waiting")) }
          Tag.li { Tag.a("联系方式", .href("/campaigns/\(address.campaignID)/contacts")) }
        }
      }
    }.response(status: .ok)
  }

  func report() async throws -> Response {
    let format = ProgressReportFormat(rawValue: call.query("format")) ?? .docx
    do {
      return try await .file(call.center.progressReport(campaignID: address.campaignID, as: format, by: keeper))
    } catch CampaignRefusal.unknown { throw HTTPError(.notFound) }
  }

  /// Where an institution signs in.
  private var link: String { call.center.publicAddress }

  private func lead(_ report: LateReport) -> String {
    "\(report.plan.province)，今天 \(report.today.chinese)，共 \(report.all.count) 所院校。"
  }

  private func now(_ report: LateReport) -> HTML {
    nowCard(report.late.isEmpty ? "没有院校逾期" : "\(report.late.count) 所院校有逾期未办的事项") {
      Tag.p(
        report.late.isEmpty
          ? "各院校都在期限内。每周可以下载通报，发给各院校。" : "逾期最久的在前。打电话、复制提醒文字，或者下载通报发给各院校。")
      Button.row {
        Button.link("下载通报（Word）", to: address.report(.docx))
        Button.link("下载 Excel 表格", to: address.report(.xlsx), .quiet)
      }
    }
  }

  /// How many are late with each matter; each number leads to those.
  private func matters(_ report: LateReport) -> HTML {
    let lines = LateMatter.allCases.filter { report.count($0) > 0 }
    return DataTable(
      caption: "逾期事项", columns: [.text("事项"), .number("院校数"), .number("最久逾期天数", wide: true)],
      rows: lines.map { matter in
        let days = report.late.flatMap(\.items).filter { $0.matter == matter }.map(\.daysLate).max() ?? 0
        return [
          .text(matter.chineseName),
          .link(
            String(report.count(matter)), to: WebAddress.path(address.late, query: [("matter", matter.rawValue)]) + "#late"),
          .number(days),
        ]
      }, emptyText: ""
    ).html
  }

  private func table(_ shown: [LateReportLine]) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: shown.count)
    var form = FilterForm(
      address: address.late,
      fields: [
        FormField(
          "matter", "事项",
          .select(
            [.init(value: "", label: "全部事项")]
              + LateMatter.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
          value: matter?.rawValue ?? "", isRequired: false)
      ])
    form.isFiltered = matter != nil
    let texts = LateTexts(plan: nil, address: link)
    return Tag.section(.id("late")) {
      DataTable(
        caption: matter?.chineseName ?? "逾期院校",
        columns: [.text("院校"), .text("逾期事项"), .text("联系人、电话")],
        rows: shown.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
          [
            .html(
              fragment {
                Tag.a(line.name, .href(address.institution(line.id)))
                Tag.small(line.code, .class("under"))
              }),
            .html(
              fragment {
                items(line)
                Tag.details {
                  Tag.summary("提醒文字")
                  texts.one(line).html
                }
              }), .html(contact(line)),
          ]
        }, emptyText: "没有院校逾期这一项。", address: address.late, kept: [("matter", matter?.rawValue ?? "")], paging: paging,
        filter: form.html
      ).html
    }
  }

  private func items(_ line: LateReportLine) -> HTML {
    Tag.ul(.class("late-items")) {
      for item in line.items {
        Tag.li {
          Tag.span(item.detail.isEmpty ? item.matter.chineseName : "\(item.matter.chineseName)（\(item.detail)）")
          Tag.span("逾期 \(item.daysLate) 天", .class("days"))
        }
      }
    }
  }

  private func contact(_ line: LateReportLine) -> HTML {
    guard !line.telephone.isEmpty else {
      return .text(line.contact.isEmpty ? "没有登记电话" : "\(line.contact)（没有登记电话）")
    }
    let digits = line.telephone.filter { $0.isNumber || $0 == "+" }
    return fragment {
      if !line.contact.isEmpty { Tag.span("\(line.contact) ", .class("nowrap")) }
      Tag.a(line.telephone, .class("nowrap"), .href("tel:\(digits)"))
    }
  }

  private func season(_ report: LateReport) -> HTML {
    let people = report.total.people
    guard people.registered > 0 else { return .nothing }
    return card("总体进度", aside: Tag.a("进度总览", .href(address.home))) {
      FlowNumbers(
        entries: [.init(noun: "应采", count: people.due)]
          + report.steps.dropFirst().map { step in
            .init(noun: step.chineseName, count: people.reached(step, in: report.steps), of: people.due)
          }
      ).html
    }
  }
}

/// What is written to those who are late; under 300 characters, no personal data.
struct LateTexts: Sendable {
  let plan: CampaignPlan?
  let address: String

  func one(_ line: LateReportLine) -> CopyText {
    CopyText.list(
      "发给\(line.name)", head: "【进度提醒】\(line.name)：", items: line.items.map(\.chinese), total: line.items.count, noun: "项",
      tail: "请尽快登录办理：\(address)")
  }

  func all(_ lines: [LateReportLine], _ matter: LateMatter?) -> CopyText {
    let what = matter.map { "「\($0.chineseName)」已逾期：" } ?? "有逾期未办的事项："
    return CopyText.list(
      "给全部逾期院校", head: "【进度提醒】\(plan?.title ?? "")，以下院校\(what)", items: lines.map(\.name), total: lines.count,
      noun: "所", tail: "请尽快登录办理：\(address)")
  }
}
