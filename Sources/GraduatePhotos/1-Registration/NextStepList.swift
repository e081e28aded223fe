extension NextStep {
  /// The to-do list of an institution, in the notice's order, judged by one day.
  ///
  /// Stage 1 is judged by its facts; of the later stages the dates are listed, so that nobody is surprised by them.
  public static func list(for facts: RegistrationFacts, in plan: CampaignPlan, today: CalendarDay) -> [NextStep] {
    let due = plan.days(of: .registration)?.last ?? plan.phases.first?.days.first.adding(days: -1)
    let judge = Judge(due: due, begins: plan.days(of: .registration)?.first, today: today)
    var steps = [slipStep(facts, judge), sealStep(facts, judge)]
    if facts.isProvisionalCode {
      // Blocks only filing: no due day of registration.
      steps.append(
        NextStep(
          stage: .registration, key: "institution-code", title: "填报教育部五位院校代码", detail: "现在用临时代码，只影响报盘", due: nil, state: .now))
    }
    if facts.studyCentersIncomplete > 0 || facts.studyCentersHandedOver > 0 { steps.append(centerStep(facts, judge)) }
    if facts.regime == .roster { steps += rosterSteps(facts, judge) }
    return steps + laterSteps(facts, plan, today)
  }

  /// Turns "is it done" into a state by the due day.
  private struct Judge {
    let due: CalendarDay?
    let begins: CalendarDay?
    let today: CalendarDay

    func state(isDone: Bool) -> State {
      if isDone { return .done }
      if let due, due < today { return .late }
      if let begins, today < begins { return .later }
      return .now
    }
  }

  private static func slipStep(_ facts: RegistrationFacts, _ judge: Judge) -> NextStep {
    let holds = facts.slipHoldsUp.isEmpty ? "" : "，影响\(facts.slipHoldsUp.sorted().map(\.chineseName).joined(separator: "、"))"
    let detail =
      switch facts.slipErrors {
      case nil: "还没有填写"
      case 0?: facts.slipIsHandedIn ? "" : "已填好，还没有交"
      case let count?: "还有 \(count) 处没有填好\(holds)"
      }
    return NextStep(
      stage: .registration, key: "slip", title: "填写综合信息采集登记单", detail: detail, due: judge.due,
      state: judge.state(isDone: facts.slipErrors == 0 && facts.slipIsHandedIn))
  }

  private static func sealStep(_ facts: RegistrationFacts, _ judge: Judge) -> NextStep {
    let isReady = facts.slipErrors == 0 && facts.slipIsHandedIn
    let state: State =
      switch facts.slipSeal {
      case .sealed: .done
      case .waiting: judge.state(isDone: false) == .late ? .late : .waiting(on: Role.sealingLeader.chineseName)
      case .notAsked: isReady || judge.state(isDone: false) == .late ? judge.state(isDone: false) : .later
      }
    let detail = facts.slipSeal == .waiting ? "已交\(Role.sealingLeader.chineseName)用印" : ""
    return NextStep(stage: .registration, key: "slip-seal", title: "登记单用印", detail: detail, due: judge.due, state: state)
  }

  private static func centerStep(_ facts: RegistrationFacts, _ judge: Judge) -> NextStep {
    var details: [String] = []
    if facts.studyCentersIncomplete > 0 { details.append("\(facts.studyCentersIncomplete) 个站点没有填好") }
    if facts.studyCentersHandedOver > 0 { details.append("\(facts.studyCentersHandedOver) 个外省站点请联系当地采集单位") }
    return NextStep(
      stage: .registration, key: "study-centers", title: "登记函授站、校外学习中心", detail: details.joined(separator: "；"), due: judge.due,
      state: judge.state(isDone: facts.studyCentersIncomplete == 0))
  }

  private static func rosterSteps(_ facts: RegistrationFacts, _ judge: Judge) -> [NextStep] {
    var details: [String] = []
    if let registered = facts.registered {
      details.append("已导入 \(registered) 人" + (facts.expectedHeads > 0 ? " / 应拍 \(facts.expectedHeads) 人" : ""))
      if facts.refusedRows > 0 { details.append("\(facts.refusedRows) 行有错误没有导入") }
      if facts.namesLackingCharacters > 0 { details.append("\(facts.namesLackingCharacters) 人姓名待补字") }
    } else {
      details.append("还没有导入")
    }
    let hasRoster = facts.registered != nil
    let roster = NextStep(
      stage: .registration, key: "roster", title: "导入学生名单", detail: details.joined(separator: "；"), due: judge.due,
      state: judge.state(isDone: hasRoster && facts.rosterIsConfirmed && facts.refusedRows == 0))
    let absences = judge.state(isDone: facts.absencesAreConfirmed)
    return [
      roster,
      NextStep(
        stage: .registration, key: "absences", title: "标出不能到场和需要照顾的学生", detail: hasRoster ? "" : "导入名单之后办理", due: judge.due,
        state: hasRoster || absences == .done || absences == .late ? absences : .later),
    ]
  }

  /// What comes after registration, with its days; what is done there is known to those stages, here only the calendar speaks.
  private static func laterSteps(_ facts: RegistrationFacts, _ plan: CampaignPlan, _ today: CalendarDay) -> [NextStep] {
    var steps: [NextStep] = []
    let isRegistered = facts.slipErrors == 0 && facts.slipIsHandedIn && (facts.rosterIsConfirmed || facts.regime == .code)
    if let first = plan.phases.first?.days.first, today < first {
      steps.append(
        NextStep(
          stage: .schedule, key: "schedule", title: "查看时间安排并通知学生", detail: "", due: first,
          state: isRegistered ? .waiting(on: Role.planner.chineseName) : .later))
    }
    for phase in plan.phases { steps.append(dated(.capture, phase, title: "组织学生参加\(phase.kind.chineseName)", today)) }
    let titles: [(CampaignWindow.Kind, Stage, String)] = [
      (.makeup, .capture, "通知漏拍学生参加补拍"), (.dataCheck, .verification, "配合数据核对"),
      (.verification, .verification, "核对照片和信息"), (.proofing, .proofing, "督促学生完成校对"),
    ]
    for (kind, stage, title) in titles {
      if let days = plan.days(of: kind) { steps.append(dated(stage, CampaignWindow(kind, days), title: title, today)) }
    }
    // Stable by stage: the order inside a stage is the order of the notice.
    return steps.enumerated().sorted { ($0.element.stage, $0.offset) < ($1.element.stage, $1.offset) }.map(\.element)
  }

  private static func dated(_ stage: Stage, _ window: CampaignWindow, title: String, _ today: CalendarDay) -> NextStep {
    let state: State = today < window.days.first ? .later : window.days.contains(today) ? .now : .over
    return NextStep(
      stage: stage, key: window.kind.rawValue, title: title, detail: window.days.chinese, due: window.days.last, state: state)
  }
}
