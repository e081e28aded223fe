/// Where a visit is dragged or typed to; what is nil stays.
public struct VisitTarget: Sendable, Hashable, Codable {
  /// `Crew.id`.
  public var crew: String?
  public var day: CalendarDay?
  /// Minutes since midnight.
  public var start: Int?
  public var point: Int?

  public init(crew: String? = nil, day: CalendarDay? = nil, start: Int? = nil, point: Int? = nil) {
    self.crew = crew
    self.day = day
    self.start = start
    self.point = point
  }
}

/// What moving a visit does to the hard rules and to the cost.
public struct MoveVerdict: Sendable, Hashable {
  /// The plan with the visit moved, whether or not the rules allow it.
  public let plan: TourPlan
  /// Rules that the plan breaks now and did not break before.
  public let broken: [TourViolation]
  /// Rules that it broke before and keeps now.
  public let mended: [TourViolation]
  public let costBefore: PlanCost
  public let costAfter: PlanCost

  public var isAllowed: Bool { broken.isEmpty }

  /// 「可以移动。路上时间多 40 分钟」, or the first rule broken and what to do.
  public var chinese: String {
    if let first = broken.first {
      let more = broken.count > 1 ? "（另有 \(broken.count - 1) 处）" : ""
      return "不能移动：\(first.message)\(more)。\(first.hint)"
    }
    let difference = costBefore.difference(to: costAfter)
    return difference.isEmpty ? "可以移动，其他不变" : "可以移动。\(difference)"
  }
}

/// Why a visit cannot be moved at all.
public enum MoveRefusal: Refusal, Hashable {
  case noSuchVisit(Int)
  case noSuchCrew(String)
  case locked(Int)
  case inThePast(CalendarDay)

  public var code: String {
    switch self {
    case .noSuchVisit: "schedule.no-such-visit"
    case .noSuchCrew: "schedule.no-such-crew"
    case .locked: "schedule.visit-locked"
    case .inThePast: "schedule.day-past"
    }
  }

  public var message: String {
    switch self {
    case .noSuchVisit(let number): "没有编号为 \(number) 的场次"
    case .noSuchCrew(let crew): "没有拍摄小组 \(crew)"
    case .locked(let number): "场次 \(number) 已锁定"
    case .inThePast(let day): "\(day.chineseWithoutYear)已经过去"
    }
  }

  public var hint: String {
    switch self {
    case .noSuchVisit: "时间安排表可能已经更新，请刷新后再试"
    case .noSuchCrew: "请改选名单里的拍摄小组"
    case .locked: "请先解除锁定"
    case .inThePast: "请改选今天或以后的日子"
    }
  }
}

extension TourRules {
  /// Moves a visit to another crew, day, time or shooting point and judges what comes of it.
  ///
  /// Only the crews and the institution concerned are checked again: no rule looks further. Classes keep their order.
  public func moving(_ number: Int, to target: VisitTarget, in plan: TourPlan) throws(MoveRefusal) -> MoveVerdict {
    guard let at = plan.visits.firstIndex(where: { $0.number == number }) else { throw .noSuchVisit(number) }
    if model.problem.locked.contains(where: { $0.number == number }) { throw .locked(number) }
    let old = plan.visits[at]
    if let earliest = model.problem.terms.earliestDay, let day = target.day, day != old.day, day < earliest {
      throw .inThePast(day)
    }
    guard let crew = model.crewIndex[target.crew ?? old.crew] else { throw .noSuchCrew(target.crew ?? old.crew) }
    var visit = old
    visit.crew = target.crew ?? old.crew
    visit.day = target.day ?? old.day
    visit.point = target.point ?? old.point
    let sessions = model.problem.crews[crew].sessions
    let start = target.start ?? old.span.start
    if start != old.span.start || sessions != model.crewIndex[old.crew].map({ model.problem.crews[$0].sessions }) {
      lay(&visit, from: start, sessions)
    }
    var moved = plan
    moved.visits[at] = visit
    moved.sort()
    let (crews, institutions): (Set<String>, Set<String>) = ([old.crew, visit.crew], [visit.institution])
    let before = violations(of: plan, crews: crews, institutions: institutions)
    let after = violations(of: moved, crews: crews, institutions: institutions)
    let (known, left) = (Set(before), Set(after))
    return MoveVerdict(
      plan: moved, broken: after.filter { !known.contains($0) }, mended: before.filter { !left.contains($0) },
      costBefore: cost(of: plan), costAfter: cost(of: moved))
  }

  /// Gives a visit's classes new times from a start on.
  private func lay(_ visit: inout Visit, from start: Int, _ sessions: [MinuteSpan]) {
    let pace = model.institutionIndex[visit.institution].map { model.paces[$0] } ?? model.problem.terms.headsPerHour
    let spans = TurnLayer(sessions: sessions, pace: pace).spans(for: visit.turns.map(\.heads), from: start)
    for (at, span) in spans.enumerated() { visit.turns[at].span = span }
    visit.span = MinuteSpan(spans.first?.start ?? start, spans.last?.end ?? start)
  }
}
