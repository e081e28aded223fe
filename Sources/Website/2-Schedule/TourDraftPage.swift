import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One plan: what it costs, what is wrong with it, and its calendar by crew or by place.
struct TourDraftPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var list: String { "/campaigns/\(campaignID)/schedule/drafts" }
  private var address: String { "\(list)/\(call.part("draft"))" }

  func show() async throws -> Response { try await page(errors: FormErrors(), status: .ok) }

  func lock(_ form: SubmittedForm) async throws -> Response {
    let draft = try await stored()
    do {
      for text in form.trimmed("visits").split(separator: ",") {
        guard let number = Int(text) else { continue }
        try await call.center.setLock(
          form.trimmed("lock") == "on", visit: number, of: draft.id, campaignID: campaignID, by: keeper)
      }
      return .redirect(toOwn: "\(address)?view=\(call.query("view"))&done=locked")
    } catch let refusal as ScheduleRefusal {
      return try await page(errors: ScheduleWords.errors(refusal), status: .unprocessableContent)
    }
  }

  func publish(_ form: SubmittedForm) async throws -> Response {
    let draft = try await stored()
    guard form.trimmed("confirm") == "公布" else {
      var errors = FormErrors()
      errors.add("请在框里写「公布」两个字", for: "confirm")
      return try await page(errors: errors, status: .unprocessableContent)
    }
    do {
      let done = try await call.center.publishSchedule(draft.id, campaignID: campaignID, by: keeper)
      return .redirect(toOwn: "\(address)?done=published&count=\(done.changed.count)")
    } catch let refusal as ScheduleRefusal {
      return try await page(errors: ScheduleWords.errors(refusal), status: .unprocessableContent)
    }
  }

  /// The way on from a plan that was published: a draft like it, what is over locked.
  func copy() async throws -> Response {
    let draft = try await stored()
    do {
      let id = try await call.center.copyTour(draft.id, campaignID: campaignID, by: keeper)
      return .redirect(toOwn: "\(list)/\(id)?done=copied")
    } catch let refusal as ScheduleRefusal {
      return try await page(errors: ScheduleWords.errors(refusal), status: .unprocessableContent)
    }
  }

  private func stored() async throws -> TourDraft {
    do { return try await call.center.tourDraft(call.part("draft"), campaignID: campaignID, by: keeper) } catch ScheduleRefusal
      .draftUnknown
    { throw HTTPError(.notFound) }
  }

  private func page(errors: FormErrors, status: HTTPResponse.Status) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let draft = try await stored()
    let input = try await call.center.tourInput(campaignID: campaignID, draftID: draft.id, by: keeper)
    let rules = TourRules(input.problem)
    let broken = rules.violations(of: draft.plan)
    let cost = rules.cost(of: draft.plan)
    let trail = ScheduleWords.trail(campaignID) + [.init(label: "方案", address: list)]
    let others = try await call.center.tourDrafts(campaignID: campaignID, by: keeper).filter { $0.id != draft.id }
    let other = others.first { $0.id == call.query("against") }
    let book = TourBook(input: input, draft: draft, address: address, csrf: call.csrf)
    return frame.page("方案 \(draft.number)", lead: draft.note, trail: trail) {
      CampaignWords.done(
        call,
        [
          "locked": "锁定已改。", "moved": "场次已移动。", "published": "已公布，通知了 # 处院校和站点。",
          "copied": "新方案已建好：已经拍过和开始拍的场次锁定了，其余可以移动，或再求解一次。",
        ])
      ErrorSummary(errors: errors).html
      if let version = draft.published {
        Notice(kind: .right, title: "这是已公布的第 \(version) 版，不再改动").html
        Button.row { Button.act("以此为基础新建方案", at: "\(address)/copy", csrf: call.csrf) }
      }
      card("用了多少") { Tag.ul { for sentence in cost.sentences { Tag.li(sentence) } } }
      violationsCard(broken)
      remindersCard(rules, draft.plan)
      book.unplaced
      if let other { differencesCard(rules.differences(from: other.plan, to: draft.plan), other) }
      compareForm(others)
      Tag.p {
        "看："
        for (view, label) in [("crew", "按小组的日历"), ("place", "按院校")] {
          view == book.view(call) ? Tag.strong(label) : Tag.a(label, .href("\(address)?view=\(view)"))
          " "
        }
      }
      book.view(call) == "place" ? book.byPlace : book.calendar
      if draft.published == nil { publishCard(broken.isEmpty && !draft.plan.visits.isEmpty, errors) }
    }.response(status: status)
  }

  private func violationsCard(_ broken: [TourViolation]) -> HTML {
    guard !broken.isEmpty else { return Notice(kind: .right, title: "没有违反任何一条硬性规则").html }
    return card("有 \(broken.count) 处不能这样排") {
      Tag.ul {
        for violation in broken.prefix(50) {
          Tag.li {
            Tag.strong(violation.rule.chineseName)
            "：\(violation.message)。\(violation.hint)"
          }
        }
      }
    }
  }

  /// What no rule forbids and the planner should know: discs that come too late for the make-up, agreements that were left over.
  private func remindersCard(_ rules: TourRules, _ plan: TourPlan) -> HTML {
    let late = rules.lateInstitutions(of: plan).map(\.chinese)
    let unused = rules.unusedAgreements(of: plan).map(\.chinese)
    guard !(late + unused).isEmpty else { return .nothing }
    return card("请留意") { Tag.ul { for sentence in late + unused { Tag.li(sentence) } } }
  }

  private func compareForm(_ others: [TourDraft]) -> HTML {
    guard !others.isEmpty else { return .nothing }
    let options =
      [FormField.Option(value: "", label: "不比较")]
      + others.map { .init(value: $0.id, label: "方案 \($0.number)\($0.published.map { "（第 \($0) 版）" } ?? "")") }
    return FilterForm(
      address: address,
      fields: [FormField("against", "和哪个方案比较", .select(options), value: call.query("against"), isRequired: false)],
      isFiltered: !call.query("against").isEmpty
    ).html
  }

  private func differencesCard(_ differences: [PlanDifference], _ other: TourDraft) -> HTML {
    card("和方案 \(other.number) 相比") {
      if differences.isEmpty { Tag.p("没有差别。") }
      Tag.ul { for difference in differences.prefix(200) { Tag.li(difference.chinese) } }
    }
  }

  private func publishCard(_ isReady: Bool, _ errors: FormErrors) -> HTML {
    card("公布") {
      Tag.p("公布后成为新的一版正式安排，这个方案不再能改；日期有变化的院校和站点都会收到通知。")
      if isReady {
        Tag.form(.class("form"), .set(.method, "post"), .action("\(address)/publish")) {
          CSRF.field(call.csrf)
          FormField("confirm", "确认公布，请写「公布」", .confirmation(phrase: "公布")).html(error: errors["confirm"])
          Button.row { Button.submit("公布这个方案") }
        }
      } else {
        Tag.p("还不能公布：请先改正上面的问题。", .class("soft"))
      }
    }
  }
}
