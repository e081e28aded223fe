import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Plans of the campaign: solve, look, publish.
struct TourDraftsPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/schedule/drafts" }
  /// Seconds offered.
  private static let seconds = [10, 30, 120, 600]

  func show() async throws -> Response { try await page(errors: FormErrors(), status: .ok) }

  func solve(_ form: SubmittedForm) async throws -> Response {
    let draft = form.trimmed("draft")
    do {
      try await call.center.solveTour(
        campaignID: campaignID, from: draft.isEmpty ? nil : draft, seconds: Int(form.trimmed("seconds")) ?? 10, by: keeper)
      return .redirect(toOwn: address)
    } catch let refusal as ScheduleRefusal {
      return try await page(errors: ScheduleWords.errors(refusal), status: .unprocessableContent)
    } catch let obstacle as TourObstacle {
      var errors = FormErrors()
      errors.add([obstacle.message, obstacle.hint].filter { !$0.isEmpty }.joined(separator: "。"))
      return try await page(errors: errors, status: .unprocessableContent)
    }
  }

  func stop() async throws -> Response {
    call.center.stopTour(campaignID: campaignID, by: keeper)
    return .redirect(toOwn: address)
  }

  /// What live.js asks for while it goes on.
  func progress() async throws -> Response {
    guard let solving = call.center.tourSolving(campaignID: campaignID, by: keeper), solving.state == .running else {
      return .live([:], done: true)
    }
    return .live([
      "done": String(min(solving.seconds, Int(solving.elapsed))), "rate": Self.words(solving),
      "left": timeLeft(seconds: max(0, solving.seconds - Int(solving.elapsed))),
    ])
  }

  private static func words(_ solving: TourSolving) -> String {
    guard let cost = solving.cost else { return "" }
    let bound = solving.boundDays.map { "，至少要 \($0) 天" } ?? ""
    let unplaced = cost.unplacedHeads > 0 ? "未安排 \(cost.unplacedHeads) 人，" : ""
    return "\(unplaced)工作 \(cost.crewDays) 天\(bound)"
  }

  private func page(errors: FormErrors, status: HTTPResponse.Status) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let drafts = try await call.center.tourDrafts(campaignID: campaignID, by: keeper)
    let solving = call.center.tourSolving(campaignID: campaignID, by: keeper)
    let input: TourInput
    do { input = try await call.center.tourInput(campaignID: campaignID, by: keeper) } catch ScheduleRefusal.noPhases {
      return .redirect(toOwn: "/campaigns/\(campaignID)/schedule")
    }
    let rules = TourRules(input.problem)
    return frame.page("方案", lead: "求解得到方案，看过、调整、锁定后可以再求解；公布后成为正式安排。", trail: ScheduleWords.trail(campaignID)) {
      ErrorSummary(errors: errors).html
      progressCard(solving)
      if solving?.state != .running { solveForm(drafts) }
      DataTable(
        caption: "方案",
        columns: [
          .text("方案"), .text("来历"), .number("场次"), .number("未安排"), .number("工作天数"), .text("在外住宿", wide: true), .text("状态"),
        ],
        rows: drafts.map { draft in
          let cost = rules.cost(of: draft.plan)
          return [
            .link("方案 \(draft.number)", to: "\(address)/\(draft.id)"), .text(draft.note), .number(draft.plan.visits.count),
            .number(cost.unplacedHeads), .number(cost.crewDays), .text("\(cost.nightsAway) 夜"),
            .mark(draft.published.map { .right("第 \($0) 版已公布") } ?? .wait("草稿")),
          ]
        }, emptyText: "还没有方案。点「开始求解」。"
      ).html
    }.response(status: status)
  }

  private func progressCard(_ solving: TourSolving?) -> HTML {
    guard let solving else { return .nothing }
    switch solving.state {
    case .running:
      return card {
        WorkProgress(
          title: "正在求解", done: min(solving.seconds, Int(solving.elapsed)), of: solving.seconds, unit: "秒",
          rate: Self.words(solving),
          secondsLeft: max(0, solving.seconds - Int(solving.elapsed)), liveAddress: "\(address)/progress"
        ).html
        Button.row { Button.act("到此为止，留下现在最好的", at: "\(address)/stop", csrf: call.csrf) }
      }
    case .done(let id):
      return fragment {
        Notice(kind: .right, title: "求解完成", text: solving.cost.map { $0.sentences.joined(separator: "，") } ?? "").html
        Button.row { Button.link("看求解出的方案", to: "\(address)/\(id)") }
      }
    case .failed(let why): return Notice(kind: .wrong, title: "求解没有完成", text: why).html
    }
  }

  private func solveForm(_ drafts: [TourDraft]) -> HTML {
    let bases =
      [FormField.Option(value: "", label: "从头排起")]
      + drafts.filter { !$0.locked.isEmpty }.map { .init(value: $0.id, label: "留住方案 \($0.number) 锁定的 \($0.locked.count) 场") }
    return card("求解") {
      FormPage(
        action: "\(address)/solve", csrf: call.csrf, submitVerb: "开始求解",
        fields: [
          FormField(
            "seconds", "时间",
            .select(Self.seconds.map { .init(value: String($0), label: $0 < 60 ? "\($0) 秒" : "\($0 / 60) 分钟") }),
            value: "30", hint: "第一个可行的方案马上就有，时间越长越省"),
          FormField("draft", "起点", .select(bases), isRequired: false),
        ]
      ).html
    }
  }
}
