import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The planner's way to a schedule, step by step, with what is still missing.
struct SchedulePage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/schedule" }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let crews = try await call.center.crews(campaignID: campaignID, by: keeper)
    let agreed = try await call.center.agreedVisits(campaignID: campaignID, by: keeper)
    let settings = try await call.center.tourSettings(campaignID: campaignID, by: keeper)
    let input: TourInput
    do { input = try await call.center.tourInput(campaignID: campaignID, by: keeper) } catch ScheduleRefusal.noPhases {
      return frame.page("时间安排") {
        Notice(kind: .look, title: ScheduleRefusal.noPhases.message, text: ScheduleRefusal.noPhases.hint).html
        Button.row { Button.link("去年度设置", to: "/campaigns/\(campaignID)/settings") }
      }.response(status: .ok)
    }
    let published = try await publishedSchedule()
    var answers: [String: VisitAnswer] = [:]
    if let published {
      for line in try await call.center.visitAnswers(campaignID: campaignID, version: published.version, by: keeper) {
        answers[line.placeID] = line.answer
      }
    }
    let problem = input.problem
    let heads = problem.institutions.reduce(0) { $0 + $1.heads }
    return frame.page("时间安排", lead: "哪一组哪一天到哪所学校，每个班几点站到镜头前。") {
      FlowNumbers(
        entries: [
          .init(noun: "院校和站点", count: problem.institutions.count), .init(noun: "应拍学生", count: heads),
          .init(noun: "拍摄小组", count: crews.count), .init(noun: "可用工作日", count: problem.usableDays.count),
          .init(noun: "已约定", count: agreed.count),
        ]
      ).html
      if let last = problem.latestUsefulDay {
        Notice(
          kind: .plain, title: "\(last.chinese)以后拍的，制作、寄送、核对在补拍前赶不完",
          text:
            "按制作 \(problem.terms.lead.processingDays)、寄送 \(problem.terms.lead.deliveryDays)、核对 \(problem.terms.lead.verificationDays) 个工作日从补拍倒推。"
        ).html
      }
      if let pace = input.measuredPace { Tag.p("按实测每小时 \(pace) 人排；有实测的院校按自己的。", .class("soft")) }
      for warning in input.warnings { Notice(kind: .look, title: warning).html }
      card("排时间的步骤") { steps(crews.count, agreed.count, settings, published).html }
      if let published {
        card("时间安排表（附件 3）") {
          AnnexLinks(address: "\(address)/annex-3", publicAddress: "/public/\(campaignID)").html
        }
        publishedTable(published, answers)
      }
    }.response(status: .ok)
  }

  private func publishedSchedule() async throws -> PublishedSchedule? {
    do { return try await call.center.publishedSchedule(campaignID: campaignID) } catch ScheduleRefusal.nothingPublished {
      return nil
    }
  }

  private func steps(
    _ crews: Int, _ agreed: Int, _ settings: TourSettingsPage, _ published: PublishedSchedule?
  ) -> ToDoList {
    ToDoList(
      entries: [
        .init(
          mark: crews > 0 ? .right("\(crews) 组") : .wrong("还没有"), title: "拍摄小组", address: "\(address)/crews",
          remark: "成员、驻地、工作时间、休息日"),
        .init(
          mark: settings.version > 0 ? .right("已设置") : .look("用默认值"), title: "路程和期限", address: "\(address)/settings",
          remark: "采集单位所在城市、城市间路程、制作寄送核对的天数"),
        .init(
          mark: agreed > 0 ? .right("\(agreed) 处") : .wait("没有也可以"), title: "电话约定", address: "\(address)/agreed",
          remark: "先记下约好的院校和日期"),
        .init(
          mark: published.map { .right("第 \($0.version) 版") } ?? .wait("未公布"), title: "方案：求解、调整、公布",
          address: "\(address)/drafts"),
      ], emptyText: "")
  }

  private func mark(_ answer: VisitAnswer?) -> DataTable.Cell {
    switch answer {
    case .confirmed?: .mark(.right("已确认"))
    case .otherDay(let wanted, _)?: .mark(.wrong("请求改到\(wanted)"))
    case nil: .mark(.wait("未答复"))
    }
  }

  private func publishedTable(_ published: PublishedSchedule, _ answers: [String: VisitAnswer]) -> HTML {
    DataTable(
      caption: "已公布的安排（第 \(published.version) 版，\(Moment.text(published.publishedAt))）",
      columns: [.text("日期"), .text("时间", wide: true), .text("小组"), .text("院校或站点"), .number("人数"), .text("答复")],
      rows: published.visits.map { visit in
        let place = published.places.first { $0.id == visit.placeID }
        return [
          .text(visit.day.chineseWithoutYear), .text(visit.span.chinese), .text(published.crewNames[visit.crewID] ?? ""),
          .link(place?.name ?? "", to: "/campaigns/\(campaignID)/visits/\(visit.placeID)"), .number(visit.heads),
          mark(answers[visit.placeID]),
        ]
      }, emptyText: "这一版没有场次。"
    ).html
  }
}
