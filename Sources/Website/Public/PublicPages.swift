import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// All campaigns; straight on where there is one only.
struct PublicCampaignsPage: Sendable {
  let call: Call

  func show() async throws -> Response {
    let campaigns = try await call.center.publicCampaigns()
    if campaigns.count == 1, let only = campaigns.first { return .redirect(toOwn: PublicAddress.campaign(only.id)) }
    let document = PublicFrame().page("查拍摄时间", lead: "选择年度采集，再找自己的学校和班级，不用登录。") {
      DataTable(
        caption: "年度采集", columns: [.text("名称"), .text("拍摄阶段", wide: true), .text("补拍", wide: true), .text("时间安排")],
        rows: campaigns.map { campaign in
          [
            .link(campaign.plan.title, to: PublicAddress.campaign(campaign.id)),
            .text(campaign.plan.phases.map(\.days.chinese).joined(separator: "；")),
            .text(campaign.plan.days(of: .makeup)?.chinese ?? "未定"),
            .text(campaign.edition.map { "第 \($0.version) 版" } ?? "还没有公布"),
          ]
        }, emptyText: "还没有年度采集。"
      ).html
    }
    return PublicAnswer.page(document, to: call)
  }
}

/// A place's classes with their hours.
struct PublicPlacePage: Sendable {
  let call: Call

  private var campaignID: String { call.part("campaign") }

  func show() async throws -> Response {
    let schedule = try await PublicAnswer.found {
      try await call.center.placeSchedule(of: call.part("place"), campaignID: campaignID)
    }
    let lead = schedule.edition.map { "找到自己的班，看到场的日期、时间和地点。时间安排\($0.chinese)。" }
    let document = PublicFrame(under: schedule.plan.title, campaignID: campaignID).page(
      schedule.place.name, lead: lead, trail: [.init(label: "查拍摄时间", address: PublicAddress.campaign(campaignID))]
    ) {
      if schedule.edition == nil {
        PublicWords.notYet.html
      } else if schedule.visits.isEmpty {
        Notice(kind: .look, title: "这一版安排里没有本校的日期", text: "请问本校学籍管理员；改版以后这里会有。").html
      } else {
        classes(schedule)
        days(schedule)
        if let first = schedule.classes.first {
          PublicWords.preparation(first.notice.preparation, more: PublicRoom.preparation.address(campaignID))
          PublicWords.missed(first.notice.missed)
        }
      }
    }
    return PublicAnswer.page(document, to: call)
  }

  private func classes(_ schedule: PlaceSchedule) -> HTML {
    let wanted = call.query("q").trimmed
    let lines =
      wanted.isEmpty
      ? schedule.classes
      : schedule.classes.filter { $0.identity.classGroup.contains(wanted) || $0.identity.department.contains(wanted) }
    let paging = Paging(page: call.pageNumber, rowCount: lines.count)
    let address = PublicAddress.place(schedule.place.id, campaignID)
    return DataTable(
      caption: "班级", columns: [.text("班级"), .text("院系"), .text("到场")],
      rows: lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { group in
        [
          .link(group.notice.className, to: PublicAddress.classGroup(group.key, schedule.place.id, campaignID)),
          .text(group.notice.shownDepartment), .text(group.notice.appointments.map(\.chinese).joined(separator: "；")),
        ]
      }, emptyText: "没有找到「\(wanted)」，请只输入班级或院系名称里的几个字。", address: address, kept: [("q", wanted)], paging: paging,
      filter: FilterForm(
        address: address, fields: [FormField("q", "班级或院系", .search, value: wanted, isRequired: false, lengthLimit: 40)],
        isFiltered: !wanted.isEmpty, verb: "查找"
      ).html
    ).html
  }

  private func days(_ schedule: PlaceSchedule) -> HTML {
    DataTable(
      caption: "本校的拍摄日期", columns: [.text("日期"), .text("时间"), .text("地点"), .number("人数", wide: true)],
      rows: schedule.visits.map { visit in
        [
          .text(visit.day.chineseWithoutYear), .text(visit.span.chinese), .text(schedule.venue(of: visit)),
          .number(visit.heads),
        ]
      }, emptyText: ""
    ).html
  }
}
