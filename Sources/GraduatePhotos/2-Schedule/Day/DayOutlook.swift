/// How a visit goes on today, told from its check-ins: how late it is, when the last class will be done, which classes will not be.
public struct DayOutlook: Sendable, Hashable {
  /// Minutes of work behind the plan; negative when ahead.
  public let behindMinutes: Int
  /// Classes still to shoot in order, with the times they will probably have.
  public let ahead: [ClassTurn]
  /// Those among them that the crew will not finish in its working hours.
  public let unfinished: [ClassTurn]
  /// When the last class that is finished today will be, minutes since midnight; nil when nothing is left.
  public let lastEnd: Int?
  /// A class that may be called before its time, because the crew is ahead.
  public let callEarly: ClassTurn?
  let names: [String: String]

  /// A class may come this many minutes before its call; fewer are not worth the trouble.
  static let earlyMinutes = 10

  /// 「晚 17 分钟，最后一个班 17:25，计科2班拍不完」.
  public var chinese: String {
    if ahead.isEmpty { return "各班都到了" }
    var parts: [String] = []
    if behindMinutes > 0 { parts.append("晚 \(PlanCost.duration(behindMinutes))") }
    if behindMinutes < 0 { parts.append("早 \(PlanCost.duration(-behindMinutes))") }
    if behindMinutes == 0 { parts.append("按计划进行") }
    if let lastEnd { parts.append("最后一个班 \(MinuteSpan.clock(lastEnd))") }
    if !unfinished.isEmpty { parts.append("\(unfinished.map { names[$0.group] ?? $0.group }.joined(separator: "、"))拍不完") }
    if let callEarly { parts.append("可以提前叫\(names[callEarly.group] ?? callEarly.group)") }
    return parts.joined(separator: "，")
  }
}

extension TourRules {
  /// Tells how a visit goes on.
  ///
  /// `done` counts the heads shot of each class; `now` is in minutes since midnight. The pace is the one measured so far, once there are
  /// enough heads to measure, within half and twice the planned one.
  public func outlook(of visit: Visit, done: [String: Int], now: Int) -> DayOutlook {
    let institution = model.institutionIndex[visit.institution].map { model.problem.institutions[$0] }
    return DayOutlook(
      of: visit, done: done, now: now,
      sessions: model.crewIndex[visit.crew].map { model.problem.crews[$0].sessions } ?? Crew.usualSessions,
      planned: model.institutionIndex[visit.institution].map { model.paces[$0] } ?? model.problem.terms.headsPerHour,
      names: Dictionary(
        (institution?.groups ?? []).map { ($0.id, $0.classGroup) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension DayOutlook {
  /// `sessions`: half-days of the crew; `planned`: heads an hour; `names`: of the classes, by `ClassTurn.group`.
  init(of visit: Visit, done: [String: Int], now: Int, sessions: [MinuteSpan], planned: Int, names: [String: String]) {
    let heads = visit.turns.reduce(0) { $0 + min($1.heads, done[$1.group] ?? 0) }
    let worked = TourRules.workMinutes(MinuteSpan(visit.span.start, max(visit.span.start, now)), sessions)
    let pace = Self.pace(heads: heads, minutes: worked, planned: planned)
    let left = visit.turns.filter { $0.heads > (done[$0.group] ?? 0) }
    let spans = TurnLayer(sessions: sessions, pace: pace).spans(
      for: left.map { $0.heads - (done[$0.group] ?? 0) }, from: max(now, visit.span.start))
    let ahead = zip(left, spans).map { ClassTurn(group: $0.group, heads: $0.heads - (done[$0.group] ?? 0), span: $1) }
    let close = sessions.last?.end ?? 0
    let next = zip(left, ahead).first { done[$0.0.group] == nil }
    self.init(
      behindMinutes: worked - Self.workPlanned(for: heads, in: visit, sessions), ahead: ahead,
      unfinished: ahead.filter { $0.span.end > close }, lastEnd: ahead.last { $0.span.end <= close }?.span.end,
      callEarly: next.flatMap { $0.1.span.start <= $0.0.span.start - Self.earlyMinutes ? $0.0 : nil }, names: names)
  }

  /// Heads an hour so far; the planned ones until fifty heads and half an hour are there to measure.
  private static func pace(heads: Int, minutes: Int, planned: Int) -> Int {
    guard heads >= 50, minutes >= 30 else { return planned }
    return min(max(heads * 60 / minutes, planned / 2, 1), planned * 2)
  }

  /// Minutes of work after which so many heads should have been done.
  private static func workPlanned(for heads: Int, in visit: Visit, _ sessions: [MinuteSpan]) -> Int {
    var (left, minutes) = (heads, 0)
    for turn in visit.turns {
      let work = TourRules.workMinutes(turn.span, sessions)
      if left < turn.heads { return minutes + work * left / max(1, turn.heads) }
      left -= turn.heads
      minutes += work
    }
    return minutes
  }
}
