extension TourSearch {
  /// The plan of a state: visits with their classes, numbers for the new ones, reasons for those without a place.
  func plan(of state: TourState) -> TourPlan {
    var plan = TourPlan(visits: model.problem.locked)
    for (at, stint) in stints.enumerated() where stint.locked == nil {
      guard state.isPlaced(at) else {
        plan.unplaced += unplaced(at)
        continue
      }
      let crew = Int(state.crews[at])
      let days = layouts.turns(of: at, hours: layouts.hoursOfCrew[crew], start: Int(state.starts[at])) ?? []
      let institution = model.problem.institutions[stint.institution]
      for (offset, turns) in days.enumerated() {
        guard let first = turns.first, let last = turns.last else { continue }
        plan.visits.append(
          Visit(
            number: 0, crew: model.problem.crews[crew].id, institution: institution.id,
            day: model.days[Int(state.days[at]) + offset], span: MinuteSpan(first.span.start, last.span.end),
            turns: turns.map { turn in
              let group = institution.groups[turn.group]
              return ClassTurn(group: group.id, heads: group.heads, span: turn.span)
            }))
      }
    }
    plan.sort()
    givePoints(&plan)
    giveNumbers(&plan)
    return plan
  }

  /// The first shooting point that is free in a visit's time; locked visits keep theirs.
  private func givePoints(_ plan: inout TourPlan) {
    var taken: [String: [(day: CalendarDay, point: Int, span: MinuteSpan)]] = [:]
    for visit in model.problem.locked { taken[visit.institution, default: []].append((visit.day, visit.point, visit.span)) }
    for at in plan.visits.indices where plan.visits[at].number == 0 {
      let visit = plan.visits[at]
      let here = (taken[visit.institution] ?? []).filter { $0.day == visit.day && $0.span.overlaps(visit.span) }.map(\.point)
      var point = 1
      while here.contains(point) { point += 1 }
      plan.visits[at].point = point
      taken[visit.institution, default: []].append((visit.day, point, visit.span))
    }
  }

  /// New visits get numbers above all that stay, so that no number changes its meaning from plan to plan.
  private func giveNumbers(_ plan: inout TourPlan) {
    var next = (model.problem.locked.map(\.number).max() ?? 0) + 1
    for at in plan.visits.indices where plan.visits[at].number == 0 {
      plan.visits[at].number = next
      next += 1
    }
  }

  private func unplaced(_ stint: Int) -> [UnplacedGroup] {
    let institution = model.problem.institutions[stints[stint].institution]
    let reason = reason(stint)
    return stints[stint].groups.map { group in
      UnplacedGroup(
        institution: institution.id, group: institution.groups[group].id, heads: institution.groups[group].heads, reason: reason
      )
    }
  }

  /// Why a stint has no place, in Chinese.
  private func reason(_ stint: Int) -> String {
    if model.problem.crews.isEmpty { return "没有拍摄小组" }
    let place = stints[stint].institution
    if model.problem.crews.indices.allSatisfy({ model.minutes(from: model.home($0), to: place) == nil }) {
      return "不知道到\(model.problem.institutions[place].city)要多久，请在路程表里补上"
    }
    let windowDays = stints[stint].window.count { $0 }
    if windowDays == 0 { return "没有一天符合阶段、返校日期和学校的条件" }
    let shapes = Set(layouts.hoursOfCrew).compactMap { hours in
      layouts.start(of: stint, hours: hours, after: 0).flatMap { layouts.layout(of: stint, hours: hours, start: $0) }
    }
    guard let days = shapes.map({ layouts.layouts[$0].days }).min() else { return "没有一个班次的工作时间容得下最大的班" }
    if days > windowDays { return "要 \(days) 天，可用的只有 \(windowDays) 天" }
    if stints[stint].firstDay != nil { return "指定的日期里没有空着的拍摄小组或拍摄点，要 \(days) 天" }
    return "可用的日期里没有哪个小组能连续安排 \(days) 天"
  }
}
