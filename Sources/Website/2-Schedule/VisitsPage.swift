import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A place's days: which class when, what to prepare, and the answer.
struct VisitsPage: Sendable {
  let call: Call
  let speaker: any VisitSpeaker

  private var campaignID: String { call.part("campaign") }
  private var placeID: String { call.part("place") }
  private var address: String { "/campaigns/\(campaignID)/visits/\(placeID)" }

  func show() async throws -> Response { try await page(errors: FormErrors(), status: .ok) }

  func answer(_ form: SubmittedForm) async throws -> Response {
    let answer: VisitAnswer =
      form.trimmed("answer") == "confirmed"
      ? .confirmed : .otherDay(wanted: form.trimmed("wanted"), reason: form.trimmed("reason"))
    do {
      try await call.center.answerVisits(
        answer, of: placeID, campaignID: campaignID, seen: Int(form.trimmed("version")) ?? 0, by: speaker)
      return .redirect(toOwn: "\(address)?done=\(answer == .confirmed ? "confirmed" : "asked")")
    } catch ScheduleRefusal.placeUnknown { throw HTTPError(.notFound) } catch let refusal as ScheduleRefusal {
      return try await page(errors: ScheduleWords.errors(refusal), status: .unprocessableContent, form: form)
    }
  }

  private func page(errors: FormErrors, status: HTTPResponse.Status, form: SubmittedForm? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let own: VisitConditionsPage
    do { own = try await call.center.visitConditions(of: placeID, campaignID: campaignID, by: speaker) } catch ScheduleRefusal
      .placeUnknown
    { throw HTTPError(.notFound) }
    let trail = ScheduleWords.trail(campaignID)
    let published: PublishedSchedule
    do { published = try await call.center.publishedSchedule(campaignID: campaignID) } catch ScheduleRefusal.nothingPublished {
      return frame.page(own.place.name, lead: "拍摄时间还没有公布。", trail: trail) {
        CampaignWords.done(call, Self.sentences)
        Tag.p("有考试周、运动会等不能安排的日子，或希望在上午拍，请现在提出，排时间时会照顾。")
        Button.row { Button.link("提出要求", to: "\(address)/conditions") }
      }.response(status: .ok)
    }
    let visits = published.visits(of: placeID)
    let difference = try await call.center.scheduleDifference(of: placeID, campaignID: campaignID, by: speaker)
    let given = try await call.center.visitAnswer(
      of: placeID, campaignID: campaignID, version: published.version, by: speaker)
    return frame.page(own.place.name, lead: lead(visits), trail: trail) {
      CampaignWords.done(call, Self.sentences)
      ErrorSummary(errors: errors).html
      if !visits.isEmpty { answerCard(given, published.version, form) }
      if !visits.isEmpty { Button.row { Button.link("班级通知、名单、海报和门牌", to: "\(address)/papers", .quiet) } }
      differenceCard(difference)
      for visit in visits { visitCard(visit, published) }
      if !visits.isEmpty {
        prepareCard(visits)
        CopyText(title: "发到工作群", text: copyText(own.place, visits)).html
      }
      Button.row { Button.link("提出或修改拍摄要求", to: "\(address)/conditions", .quiet) }
    }.response(status: status)
  }

  private static let sentences = [
    "confirmed": "已确认拍摄日期。", "asked": "改期请求已发给采集单位，有答复会通知。", "conditions": "拍摄要求已保存。",
  ]

  private func lead(_ visits: [VisitRecord]) -> String {
    guard !visits.isEmpty else { return "这一版安排里没有本处的场次，请向采集单位询问。" }
    let days = Set(visits.map(\.day)).sorted()
    return "\(days.map(\.chineseWithoutYear).joined(separator: "、"))，共 \(visits.reduce(0) { $0 + $1.heads }) 人。"
  }

  private func answerCard(_ given: VisitAnswerLine?, _ version: Int, _ form: SubmittedForm?) -> HTML {
    card("确认日期") {
      switch given?.answer {
      case .confirmed?: Mark.right("已确认").html
      case .otherDay(let wanted, let reason)?:
        Mark.look("已请求改期").html
        Tag.p("希望：\(wanted)。原因：\(reason)")
      case nil: Tag.p("请确认能在这些日子准备好场地、组织好学生；不行请写明原因，请求改期。")
      }
      if given?.answer != .confirmed {
        answerForm("confirmed", version) { Button.row { Button.submit("确认这些日期") } }
      }
      Tag.details(.flag(.open, if: form != nil)) {
        Tag.summary("请求改期")
        answerForm("other-day", version) {
          FormField("wanted", "希望改到", value: form?.trimmed("wanted") ?? "", hint: "例如 4月16日以后", lengthLimit: 200).html(
            error: nil)
          FormField("reason", "原因", value: form?.trimmed("reason") ?? "", hint: "例如 期中考试；不要写学生姓名和证件号", lengthLimit: 200)
            .html(error: nil)
          Button.row { Button.submit("请求改期", .quiet) }
        }
      }
    }
  }

  /// What the version in force changed here.
  private func differenceCard(_ difference: ScheduleDifference?) -> HTML {
    guard let difference else { return .nothing }
    return card("和第 \(difference.since) 版相比") {
      Tag.ul {
        for visit in difference.removed { Tag.li("取消：\(visit)") }
        for visit in difference.added { Tag.li("新增：\(visit)") }
      }
      if !difference.classes.isEmpty {
        Tag.details {
          Tag.summary("\(difference.classes.count) 个班的时间有变化")
          Tag.ul { for line in difference.classes { Tag.li(line) } }
        }
      }
    }
  }

  private func answerForm(_ answer: String, _ version: Int, @HTMLBuilder content: () -> HTML) -> HTML {
    Tag.form(.set(.method, "post"), .action("\(address)/answer"), .class("form"), .flag(.novalidate)) {
      CSRF.field(call.csrf)
      Tag.input(.set(.type, "hidden"), .set(.name, "version"), .set(.value, String(version)))
      Tag.input(.set(.type, "hidden"), .set(.name, "answer"), .set(.value, answer))
      content()
    }
  }

  private func visitCard(_ visit: VisitRecord, _ published: PublishedSchedule) -> HTML {
    let crew = published.crewNames[visit.crewID] ?? ""
    return card(
      "\(visit.day.chineseWithoutYear) \(visit.span.chinese)", aside: Tag.span("拍摄点 \(visit.point) · \(crew)", .class("soft"))
    ) {
      DataTable(
        caption: "各班时间", columns: [.text("到场"), .text("类别", wide: true), .text("院系"), .text("班级"), .number("人数")],
        rows: visit.turns.map { turn in
          [
            .text(MinuteSpan.clock(turn.callMinutes)), .text(turn.category.chineseName), .text(turn.department),
            .text(turn.classGroup), .number(turn.heads),
          ]
        }, emptyText: "没有班级。"
      ).html
    }
  }

  /// A8, A9.2, A9.4.
  private func prepareCard(_ visits: [VisitRecord]) -> HTML {
    let points = Set(visits.map(\.point)).count
    return card("要准备的") {
      Tag.ul {
        Tag.li("\(points) 个拍摄点，每个约 20 平方米的房间 2 间、220 伏电源、桌子 1 张、椅子 2 把，门外有排队的地方")
        Tag.li("每个拍摄点主管领导 1 名、协调人员 2 名，当天在场")
        Tag.li("学生按班级和时间到场，穿与浅蓝背景有区别的衣服；过时不候，只能参加补拍")
        Tag.li("摄影员两人的工作餐；不在采集单位所在城市的，还要安排住宿")
      }
    }
  }

  private func copyText(_ place: TourPlace, _ visits: [VisitRecord]) -> String {
    let days = Dictionary(grouping: visits, by: \.day).sorted { $0.key < $1.key }.prefix(6)
    let lines = days.map { day, visits in
      let heads = visits.reduce(0) { $0 + $1.heads }
      let start = visits.map(\.span.start).min() ?? 0
      return "\(day.chineseWithoutYear) \(MinuteSpan.clock(start)) 起，\(heads) 人"
    }
    let text = "【\(place.name)毕业生图像采集】\(lines.joined(separator: "；"))。请各班按时间到场，过时不候。"
    return String(text.prefix(240)) + "详情：\(call.center.publicAddress)\(address)"
  }
}

/// A liaison's places: the institution and its centers.
struct OwnVisitsPage: Sendable {
  let call: Call
  let speaker: any VisitSpeaker

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let places = try await call.center.ownTourPlaces(campaignID: campaignID, by: speaker)
    if places.count == 1, let only = places.first { return .redirect(toOwn: "/campaigns/\(campaignID)/visits/\(only.id)") }
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    return frame.page("时间安排", lead: "本校和省内函授站的拍摄日期。") {
      DataTable(
        caption: "拍摄地点", columns: [.text("名称"), .text("城市")],
        rows: places.map { [.link($0.name, to: "/campaigns/\(campaignID)/visits/\($0.id)"), .text($0.city)] },
        emptyText: "本校没有加入本次采集，请联系采集单位。"
      ).html
    }.response(status: .ok)
  }
}
