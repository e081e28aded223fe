import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A campaign for everybody: what is on and what comes, then the own school by name or code, then where all else is said.
struct PublicHomePage: Sendable {
  let call: Call

  private var campaignID: String { call.part("campaign") }
  private var address: String { PublicAddress.campaign(campaignID) }

  func show() async throws -> Response {
    let schedule = try await PublicAnswer.found { try await call.center.publicSchedule(campaignID: campaignID) }
    let plan = schedule.campaign.plan
    let season = CampaignSeason(plan, on: CalendarDay(milliseconds: try await call.center.now()))
    let document = PublicFrame(under: plan.title, campaignID: campaignID, here: .home).page(
      "查拍摄时间", lead: "\(plan.title)，由\(PublicTextField.agency.value(in: plan))到各学校集中拍摄。不用登录。"
    ) {
      now(season)
      if schedule.campaign.edition == nil { PublicWords.notYet.html } else { table(schedule) }
      dates(season, plan)
      PublicWords.preparation(schedule.preparation, more: PublicRoom.preparation.address(campaignID))
      PublicWords.missed(schedule.missed)
      ways(plan)
      if schedule.campaign.edition != nil {
        card("全省时间安排表（附件 3）") { AnnexLinks(address: "\(address)/annex-3").html }
      }
    }
    return PublicAnswer.page(document, to: call)
  }

  private func now(_ season: CampaignSeason) -> HTML {
    // What graduates have to do, first.
    let now = season.now.filter(\.window.kind.concernsGraduates) + season.now.filter { !$0.window.kind.concernsGraduates }
    let coming = season.lines.filter {
      if case .coming = $0.state { $0.window.kind.concernsGraduates } else { false }
    }
    let next = coming.filter { $0.window.days.first == coming.first?.window.days.first }
    return nowCard(now.isEmpty ? "现在没有进行中的环节" : "现在") {
      for line in now {
        Tag.p(.class("where")) {
          Tag.strong(line.window.kind.chineseName)
          if !line.window.kind.concernsGraduates { "（学校办理）" }
          "　到 \(line.window.days.last.chineseWithoutYear)为止，\(line.state.chinese.replacing("进行中，", with: ""))"
        }
      }
      for line in next { Tag.p("接下来：\(line.window.chinese)（\(line.state.chinese)）") }
      if now.isEmpty, next.isEmpty {
        Tag.p(season.lines.isEmpty ? "日期还没有公布。" : "这次采集的日期都已过去。还有问题请看「联系方式」。")
      }
    }
  }

  private func table(_ schedule: PublicSchedule) -> HTML {
    let wanted = call.query("q").trimmed
    let all = schedule.lines
    let lines =
      wanted.isEmpty
      ? all : all.filter { $0.place.name.contains(wanted) || $0.place.code.hasPrefix(wanted) || $0.place.city.contains(wanted) }
    let paging = Paging(page: call.pageNumber, rowCount: lines.count)
    return fragment {
      if let edition = schedule.campaign.edition { Tag.p("找到自己的学校，再找自己的班。时间安排\(edition.chinese)。", .class("soft")) }
      DataTable(
        caption: "院校和函授站", columns: [.text("名称"), .text("城市", wide: true), .text("拍摄日期")],
        rows: lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
          [
            .link(line.place.name, to: PublicAddress.place(line.place.id, campaignID)), .text(line.place.city),
            .text(Self.days(line.days)),
          ]
        }, emptyText: wanted.isEmpty ? "还没有院校参加。" : "没有找到「\(wanted)」，请只输入校名里的几个字，或五位院校代码。",
        address: address, kept: [("q", wanted)], paging: paging,
        filter: FilterForm(
          address: address,
          fields: [FormField("q", "学校名称、代码或城市", .search, value: wanted, isRequired: false, lengthLimit: 40)],
          isFiltered: !wanted.isEmpty, verb: "查找"
        ).html
      ).html
    }
  }

  private static func days(_ days: [CalendarDay]) -> String {
    guard !days.isEmpty else { return "还没有安排" }
    let shown = days.prefix(4).map(\.chineseWithoutYear).joined(separator: "、")
    return days.count > 4 ? "\(shown)等 \(days.count) 天" : shown
  }

  private func dates(_ season: CampaignSeason, _ plan: CampaignPlan) -> HTML {
    guard !season.lines.isEmpty else { return .nothing }
    var list = DescriptionList()
    for line in season.lines {
      var remarks = [line.state.chinese]
      if line.window.kind == .makeup, !plan.makeupPlace.isEmpty { remarks.append(plan.makeupPlace) }
      if line.window.kind == .proofing { remarks.append(plan.proofingPlace.chineseName) }
      if !line.window.kind.concernsGraduates { remarks.append("由学校办理") }
      list.add(line.window.kind.chineseName, line.window.days.chinese, remark: remarks.joined(separator: "；"))
    }
    return card("全部日期") { list.html }
  }

  private func ways(_ plan: CampaignPlan) -> HTML {
    card("还想知道") {
      Tag.ul {
        Tag.li { way(.requirements, "怎样的照片是合格的，有对的和错的例子") }
        for page in PublicTextPage.allCases { Tag.li { way(page.room, page.lead) } }
        Tag.li { way(.contacts, "采集单位、总部、省教育厅，外省的采集单位") }
        Tag.li { PublicWords.nationalSite }
        Tag.li {
          Tag.a("毕业生登录", .href(GraduateAddress.path(campaignID: campaignID)))
          "：看自己到哪一步了，校对照片和信息，要用校对码条"
        }
      }
    }
  }

  private func way(_ room: PublicRoom, _ words: String) -> HTML {
    fragment {
      Tag.a(room.label, .href(room.address(campaignID)))
      "：\(words.trimmingSuffix("。"))"
    }
  }
}

extension PublicTextPage {
  var room: PublicRoom {
    switch self {
    case .notice: .notice
    case .preparation: .preparation
    case .questions: .questions
    }
  }
}

extension String {
  /// Without `suffix` at its end.
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
