extension NextStep {
  /// The to-do list of an institution, in the notice's order, judged by one day.
  ///
  /// Stage 1 is judged by its facts; of the later stages the dates are listed, so that nobody is surprised by them.
  public static func list(for facts: RegistrationFacts, in plan: CampaignPlan, today: CalendarDay) -> [NextStep] {
    let due = plan.days(of: .registration)?.last ?? plan.phases.first?.days.first.adding(days: -1)
    let judge = Judge(due: due, begins: plan.days(of: .registration)?.first, today: today)
    var steps = [slipStep(facts, judge), sealStep(facts, judge)]
    if facts.isProvisionalCode { steps.append(codeStep(facts)) }
    if facts.studyCentersIncomplete > 0 || facts.studyCentersHandedOver > 0 { steps.append(centerStep(facts, judge)) }
    steps += facts.regime == .roster ? rosterSteps(facts, judge) : [collectionCodeStep(facts, judge)]
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
      case .printed: judge.state(isDone: false)
      case .notAsked: isReady || judge.state(isDone: false) == .late ? judge.state(isDone: false) : .later
      }
    // Which of the ways it takes is not known before it is there.
    let leader = Role.sealingLeader.chineseName
    let detail =
      switch facts.slipSeal {
      case .sealed: ""
      case .printed: "已打印，还没有用印：上传盖章页、把原件传真或寄给采集单位，或由\(leader)登录确认"
      case .notAsked: isReady ? "打印后盖章，或由\(leader)登录确认" : "交了登记单以后办理"
      }
    return NextStep(stage: .registration, key: "slip-seal", title: "登记单用印", detail: detail, due: judge.due, state: state)
  }

  /// Only the province gives a code, and it blocks only filing: no due day of registration.
  private static func codeStep(_ facts: RegistrationFacts) -> NextStep {
    let told = facts.proposedCode.map { "已报 \($0)，等省厅核定" } ?? "现在用临时代码，只影响报盘；拿到代码后请在这里告诉省厅"
    return NextStep(
      stage: .registration, key: "institution-code", title: "教育部五位院校代码", detail: told, due: nil,
      state: .waiting(on: Role.officer.chineseName))
  }

  /// Code mode: codes are all that the center takes of people.
  private static func collectionCodeStep(_ facts: RegistrationFacts, _ judge: Judge) -> NextStep {
    let count = facts.registered ?? 0
    var details = [
      count > 0 ? "已上传 \(count) 个采集码" + (facts.expectedHeads > 0 ? " / 应拍 \(facts.expectedHeads) 人" : "") : "还没有上传"
    ]
    if facts.refusedRows > 0 { details.append("最近一次有 \(facts.refusedRows) 行有错误没有导入") }
    return NextStep(
      stage: .registration, key: "codes", title: "上传采集码", detail: details.joined(separator: "；"), due: judge.due,
      state: judge.state(isDone: count > 0 && facts.refusedRows == 0))
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
    let marked = facts.absences > 0 ? "已登记 \(facts.absences) 人不能到场" : "还没有登记不能到场的学生"
    let detail =
      !hasRoster ? "导入名单之后办理" : facts.absencesAreConfirmed ? "\(facts.absences) 人不能到场，已核对" : "\(marked)；登记完请确认「已核对」"
    return [
      roster,
      NextStep(
        stage: .registration, key: "absences", title: "标出不能到场和需要照顾的学生", detail: detail, due: judge.due,
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
    steps += [discStep(plan, today), feeStep(plan, today)]
    // Stable by stage: the order inside a stage is the order of the notice.
    return steps.enumerated().sorted { ($0.element.stage, $0.offset) < ($1.element.stage, $1.offset) }.map(\.element)
  }

  /// A5: whether the disc is there is not known here; before the first photos nobody waits for it.
  private static func discStep(_ plan: CampaignPlan, _ today: CalendarDay) -> NextStep {
    NextStep(
      stage: .delivery, key: "disc", title: "收到照片光盘立即清点核对", detail: later(plan, today, "有缺的照片加盖公章报总部"), due: nil,
      state: isShot(plan, today) ? .waiting(on: "总部寄送光盘") : .later)
  }

  /// A10: the institution collects the fee and pays the agency.
  private static func feeStep(_ plan: CampaignPlan, _ today: CalendarDay) -> NextStep {
    NextStep(
      stage: .settlement, key: "fee", title: "收齐采集费，与采集单位结算", detail: later(plan, today, "按实拍人数结算，重拍不另收费"), due: nil,
      state: isShot(plan, today) ? .waiting(on: "采集单位结算单") : .later)
  }

  private static func isShot(_ plan: CampaignPlan, _ today: CalendarDay) -> Bool {
    plan.phases.first.map { $0.days.last < today } ?? false
  }

  private static func later(_ plan: CampaignPlan, _ today: CalendarDay, _ detail: String) -> String {
    isShot(plan, today) ? detail : "还没到时间；\(detail)"
  }

  private static func dated(_ stage: Stage, _ window: CampaignWindow, title: String, _ today: CalendarDay) -> NextStep {
    let state: State = today < window.days.first ? .later : window.days.contains(today) ? .now : .over
    return NextStep(
      stage: stage, key: window.kind.rawValue, title: title, detail: window.days.chinese, due: window.days.last, state: state)
  }
}
