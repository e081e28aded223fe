/// How a visit goes on: which class is at the door, how many of it came, and what becomes of the rest of the day.
public struct VisitProgress: Sendable, Hashable {
  public struct Turn: Sendable, Hashable {
    public enum State: Sendable, Hashable { case ahead, open, closed }

    public let key: TurnKey
    public let heads: Int
    /// As the schedule says.
    public let span: MinuteSpan
    public let came: Int
    public let state: State
    /// When it will probably be shot; nil once it is closed.
    public let expected: MinuteSpan?

    public init(key: TurnKey, heads: Int, span: MinuteSpan, came: Int, state: State, expected: MinuteSpan?) {
      self.key = key
      self.heads = heads
      self.span = span
      self.came = came
      self.state = state
      self.expected = expected
    }
  }

  public let turns: [Turn]
  public let outlook: DayOutlook

  public var came: Int { turns.reduce(0) { $0 + $1.came } }
  public var heads: Int { turns.reduce(0) { $0 + $1.heads } }
  /// Classes of which somebody may still come in turn.
  public var openTurns: Set<TurnKey> { Set(turns.filter { $0.state == .open }.map(\.key)) }

  /// People of a later class after whom an earlier one is no longer waited for.
  static let laterPeople = 5

  /// - turns: in the order of the visit.
  /// - sessions: half-days of the crew.
  /// - came: heads checked in of each class.
  /// - now: minutes since midnight of the visit's day; before and after the day 0 and 24 × 60.
  public init(
    turns planned: [(key: TurnKey, heads: Int, span: MinuteSpan)], sessions: [MinuteSpan], headsPerHour: Int,
    came: [TurnKey: Int], now: Int
  ) {
    let names = Dictionary(
      planned.enumerated().map { (String($0.offset), $0.element.key.classGroup) }, uniquingKeysWith: { first, _ in first })
    let closed = planned.indices.map { Self.isClosed($0, planned, came, now) }
    // Who did not come in a class that is over is not waited for: the day is told from those who came.
    let counted = planned.indices.map { at in
      let there = min(planned[at].heads, came[planned[at].key] ?? 0)
      return ClassTurn(group: String(at), heads: closed[at] ? there : planned[at].heads, span: planned[at].span)
    }
    var done: [String: Int] = [:]
    for at in planned.indices { done[String(at)] = came[planned[at].key].map { min($0, counted[at].heads) } }
    let visit = Visit(
      number: 0, crew: "crew", institution: "place", day: CalendarDay(dayNumber: 0),
      span: MinuteSpan(planned.first?.span.start ?? 0, planned.last?.span.end ?? 0), turns: counted)
    outlook = DayOutlook(of: visit, done: done, now: now, sessions: sessions, planned: headsPerHour, names: names)
    let expected = Dictionary(outlook.ahead.map { ($0.group, $0.span) }, uniquingKeysWith: { first, _ in first })
    turns = planned.indices.map { at in
      let turn = planned[at]
      let isOpen = (came[turn.key] ?? 0) > 0 || now >= MinuteSpan.quarter(before: turn.span.start) - DoorRule.earlyMinutes
      return Turn(
        key: turn.key, heads: turn.heads, span: turn.span, came: came[turn.key] ?? 0,
        state: closed[at] ? .closed : isOpen ? .open : .ahead, expected: expected[String(at)])
    }
  }

  /// A class is over when all came, or when its time is over (or nearly all came) and a later class is well under way.
  private static func isClosed(
    _ at: Int, _ turns: [(key: TurnKey, heads: Int, span: MinuteSpan)], _ came: [TurnKey: Int], _ now: Int
  ) -> Bool {
    let turn = turns[at]
    let there = came[turn.key] ?? 0
    if there >= turn.heads { return true }
    guard now >= turn.span.end || there * 10 >= turn.heads * 9 else { return false }
    return turns[(at + 1)...].contains { (came[$0.key] ?? 0) >= min(laterPeople, $0.heads) }
  }
}
