import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One visit of a plan: moved to another day, time or crew, with what it does to the rules and to the cost before it is kept.
struct TourVisitPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var draftAddress: String { "/campaigns/\(campaignID)/schedule/drafts/\(call.part("draft"))" }
  private var address: String { "\(draftAddress)/visits/\(call.part("visit"))" }

  /// With `day` or `crew` in the address, as a drag in the calendar asks it: what moving there would do, at once.
  func show() async throws -> Response {
    guard !call.query("day").isEmpty || !call.query("crew").isEmpty else {
      return try await page(.nothing, errors: FormErrors(), status: .ok)
    }
    let (draft, input, visit) = try await stored()
    let day = CalendarDay.parse(call.query("day")) ?? visit.day
    let crew = input.problem.crews.contains { $0.id == call.query("crew") } ? call.query("crew") : visit.crew
    let asked = [("day", day.iso), ("start", MinuteSpan.clock(visit.span.start)), ("crew", crew)]
    do {
      let verdict = try TourRules(input.problem).moving(visit.number, to: VisitTarget(crew: crew, day: day), in: draft.plan)
      return try await page(
        Notice(kind: verdict.isAllowed ? .right : .wrong, title: verdict.chinese).html, errors: FormErrors(), status: .ok,
        asked: asked)
    } catch let refusal as MoveRefusal {
      var errors = FormErrors()
      errors.add([refusal.message, refusal.hint].filter { !$0.isEmpty }.joined(separator: "。"))
      return try await page(.nothing, errors: errors, status: .ok, asked: asked)
    }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let (draft, input, visit) = try await stored()
    var errors = FormErrors()
    let day = CalendarDay.parse(form.trimmed("day"))
    if day == nil { errors.add("「\(form.trimmed("day"))」不是日期，例如 2026-04-09", for: "day") }
    let start = MinuteSpan.minutes(of: form.trimmed("start"))
    if start == nil { errors.add("「\(form.trimmed("start"))」不是时间，例如 08:30", for: "start") }
    guard errors.isEmpty else { return try await page(.nothing, errors: errors, status: .unprocessableContent, form: form) }
    let verdict: MoveVerdict
    do {
      let target = VisitTarget(crew: form.trimmed("crew"), day: day, start: start)
      verdict = try TourRules(input.problem).moving(visit.number, to: target, in: draft.plan)
    } catch {
      errors.add([error.message, error.hint].filter { !$0.isEmpty }.joined(separator: "。"))
      return try await page(.nothing, errors: errors, status: .unprocessableContent, form: form)
    }
    guard form.trimmed("act") != "try", verdict.isAllowed else {
      let notice = Notice(kind: verdict.isAllowed ? .right : .wrong, title: verdict.chinese)
      let status: HTTPResponse.Status = verdict.isAllowed ? .ok : .unprocessableContent
      return try await page(notice.html, errors: errors, status: status, form: form)
    }
    do {
      try await call.center.changeTour(
        verdict.plan, of: draft.id, campaignID: campaignID, seen: Int(form.trimmed("version")) ?? 0,
        what: "visit \(visit.number)", by: keeper)
      return .redirect(toOwn: "\(draftAddress)?done=moved")
    } catch let refusal as ScheduleRefusal {
      return try await page(.nothing, errors: ScheduleWords.errors(refusal), status: .unprocessableContent, form: form)
    }
  }

  private func stored() async throws -> (draft: TourDraft, input: TourInput, visit: Visit) {
    let draft: TourDraft
    do { draft = try await call.center.tourDraft(call.part("draft"), campaignID: campaignID, by: keeper) } catch ScheduleRefusal
      .draftUnknown
    { throw HTTPError(.notFound) }
    guard let visit = Int(call.part("visit")).flatMap(draft.plan.visit) else { throw HTTPError(.notFound) }
    return (draft, try await call.center.tourInput(campaignID: campaignID, draftID: draft.id, by: keeper), visit)
  }

  private func page(
    _ notice: HTML, errors: FormErrors, status: HTTPResponse.Status, form: SubmittedForm? = nil,
    asked: [(name: String, value: String)] = []
  ) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let (draft, input, visit) = try await stored()
    let place = input.places.first { $0.id == visit.institution }
    let groups = input.problem.institutions.first { $0.id == visit.institution }?.groups ?? []
    let trail =
      ScheduleWords.trail(campaignID) + [
        .init(label: "方案", address: "/campaigns/\(campaignID)/schedule/drafts"),
        .init(label: "方案 \(draft.number)", address: draftAddress),
      ]
    let lead = "\(visit.day.chinese) \(visit.span.chinese)，\(visit.heads) 人，拍摄点 \(visit.point)。"
    return frame.page(place?.name ?? "场次 \(visit.number)", lead: lead, trail: trail) {
      notice
      if draft.published == nil {
        card("移动这一场") { moveForm(draft, input, visit, form, errors, asked).html }
      } else {
        Notice(kind: .plain, title: "已公布的方案不再改动").html
      }
      DataTable(
        caption: "各班时间", columns: [.text("到场"), .text("类别", wide: true), .text("院系"), .text("班级"), .number("人数")],
        rows: visit.turns.map { turn in
          let group = groups.first { $0.id == turn.group }
          return [
            .text(MinuteSpan.clock(turn.callMinutes)), .text(group?.category.chineseName ?? ""), .text(group?.department ?? ""),
            .text(group?.classGroup ?? "名单里已没有这个班"), .number(turn.heads),
          ]
        }, emptyText: "这一场没有班级。"
      ).html
    }.response(status: status)
  }

  private func moveForm(
    _ draft: TourDraft, _ input: TourInput, _ visit: Visit, _ form: SubmittedForm?, _ errors: FormErrors,
    _ asked: [(name: String, value: String)]
  ) -> FormPage {
    func value(_ name: String, _ stored: String) -> String { asked.first { $0.name == name }?.value ?? stored }
    let crews = input.problem.crews.map { FormField.Option(value: $0.id, label: "\($0.name)（\($0.homeCity)）") }
    var page = FormPage(
      action: address, csrf: call.csrf, submitVerb: "移动这一场",
      fields: [
        FormField("day", "日期", .date, value: value("day", visit.day.iso)),
        FormField("start", "开始时间", value: MinuteSpan.clock(visit.span.start), hint: "例如 08:30", lengthLimit: 5),
        FormField("crew", "小组", .select(crews), value: value("crew", visit.crew)),
      ])
    page.errors = errors
    page.alternative = ("先看会怎样", "try")
    page.hidden = [("version", String(draft.version))]
    page.cancel = ("返回方案", draftAddress)
    return form.map { page.refilled(from: $0, errors: errors) } ?? page
  }
}
