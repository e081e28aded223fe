/// What becomes of the classes that a visit does not finish today.
public struct RestOfDay: Sendable, Hashable {
  /// The visit with the times its classes will have; those that move are no longer in it.
  public let today: Visit
  /// The visit that takes the others: the next free half-day; nil when nothing moves or no half-day is free.
  public let next: Visit?
  /// Classes that move, or have no place.
  public let moved: [String]
  /// The day does not follow the institution's days: it has to agree.
  public let needsConsent: Bool
  let crewName: String

  /// 「计科2班改到10月9日（周三）08:30，第一组」.
  public var chinese: String {
    guard !moved.isEmpty else { return "今天能拍完" }
    let classes = moved.joined(separator: "、")
    guard let next else { return "\(classes)今天拍不完，也没有空着的半天，请安排补拍" }
    let consent = needsConsent ? "（日期不连续，须学校同意）" : ""
    return "\(classes)改到\(next.day.chineseWithoutYear)\(MinuteSpan.clock(next.span.start))，\(crewName)\(consent)"
  }

  /// The same with the heads of the visit as it was planned: who did not come is still of his class.
  public func restoring(heads planned: Visit) -> RestOfDay {
    let heads = Dictionary(planned.turns.map { ($0.group, $0.heads) }, uniquingKeysWith: { first, _ in first })
    func restored(_ visit: Visit) -> Visit {
      var visit = visit
      for at in visit.turns.indices { visit.turns[at].heads = heads[visit.turns[at].group] ?? visit.turns[at].heads }
      return visit
    }
    return RestOfDay(
      today: restored(today), next: next.map(restored), moved: moved, needsConsent: needsConsent, crewName: crewName)
  }
}

extension TourRules {
  /// Plans the rest of a visit's day: what will be finished stays, the rest goes to the next half-day in which a crew is free.
  ///
  /// Whole classes move; a class in front of the camera is finished. The visit's own crew is asked first, then the others in their order.
  public func rest(of visit: Visit, outlook: DayOutlook, in plan: TourPlan) -> RestOfDay {
    let late = Set(outlook.unfinished.map(\.group))
    // The class in front of the camera is finished, however late; single people of a later class make no beginning of it.
    let begun = Set(
      outlook.ahead.enumerated().filter { at, turn in
        guard let planned = visit.turns.first(where: { $0.group == turn.group }) else { return false }
        let came = planned.heads - turn.heads
        return came >= min(VisitProgress.laterPeople, planned.heads) || at == 0 && came > 0
      }.map(\.element.group))
    let going = late.subtracting(begun)
    var today = visit
    let expected = Dictionary(outlook.ahead.map { ($0.group, $0.span) }, uniquingKeysWith: { first, _ in first })
    today.turns = visit.turns.filter { !going.contains($0.group) }.map { turn in
      ClassTurn(group: turn.group, heads: turn.heads, span: expected[turn.group] ?? turn.span)
    }
    if let last = today.turns.last { today.span.end = last.span.end }
    let moving = visit.turns.filter { going.contains($0.group) }
    let names = moving.map { outlook.names[$0.group] ?? $0.group }
    var rest = plan
    rest.visits.removeAll { $0.number == visit.number }
    if !today.turns.isEmpty { rest.visits.append(today) }
    for needsConsent in [false, true] where !moving.isEmpty {
      guard let next = nextHalfDay(for: moving, after: visit, in: rest, needsConsent: needsConsent) else { continue }
      return RestOfDay(today: today, next: next, moved: names, needsConsent: needsConsent, crewName: crewName(next.crew))
    }
    return RestOfDay(today: today, next: nil, moved: names, needsConsent: false, crewName: "")
  }

  private func nextHalfDay(for turns: [ClassTurn], after visit: Visit, in plan: TourPlan, needsConsent: Bool) -> Visit? {
    let crews = model.problem.crews.sorted { $0.id == visit.crew && $1.id != visit.crew }
    let number = (plan.visits.map(\.number).max() ?? 0) + visit.number + 1
    for day in model.days where day > visit.day {
      for crew in crews where !crew.isOff(day) {
        for session in crew.sessions {
          guard let next = halfDay(turns, visit, number, crew, day, session) else { continue }
          var tried = plan
          tried.visits.append(next)
          let broken = violations(of: tried, crews: [crew.id], institutions: [visit.institution]).filter { violation in
            violation.visits.contains(number) && !(needsConsent && violation.rule == .contiguity)
          }
          if broken.isEmpty { return next }
        }
      }
    }
    return nil
  }

  /// A visit for the classes from the beginning of a half-day on; nil when they do not fit into the rest of the day.
  private func halfDay(
    _ turns: [ClassTurn], _ visit: Visit, _ number: Int, _ crew: Crew, _ day: CalendarDay, _ session: MinuteSpan
  ) -> Visit? {
    let pace = model.institutionIndex[visit.institution].map { model.paces[$0] } ?? model.problem.terms.headsPerHour
    let spans = TurnLayer(sessions: crew.sessions, pace: pace).spans(for: turns.map(\.heads), from: session.start)
    guard let last = spans.last, last.end <= crew.sessions.last?.end ?? 0 else { return nil }
    return Visit(
      number: number, crew: crew.id, institution: visit.institution, point: visit.point, day: day,
      span: MinuteSpan(session.start, last.end),
      turns: zip(turns, spans).map { ClassTurn(group: $0.group, heads: $0.heads, span: $1) })
  }
}
