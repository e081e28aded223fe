/// Where a campaign stands on a day: what is on, what comes, what is over (N6: dates first).
public struct CampaignSeason: Sendable, Hashable {
  public enum State: Sendable, Hashable {
    case over
    /// The days left, today included.
    case on(daysLeft: Int)
    case coming(inDays: Int)

    public var chinese: String {
      switch self {
      case .over: "已结束"
      case .on(1): "今天是最后一天"
      case .on(let left): "进行中，还有 \(left) 天"
      case .coming(1): "明天开始"
      case .coming(let days): "\(days) 天后开始"
      }
    }
  }

  public struct Line: Sendable, Hashable {
    public let window: CampaignWindow
    public let state: State
  }

  /// By their first day.
  public let lines: [Line]

  public init(_ plan: CampaignPlan, on today: CalendarDay) {
    lines = plan.windows.filter { !$0.days.isBackwards }.sorted {
      ($0.days.first, $0.days.last) < ($1.days.first, $1.days.last)
    }
    .map { window in
      let state: State =
        if window.days.last < today { .over } else if today < window.days.first {
          .coming(inDays: today.days(until: window.days.first))
        } else { .on(daysLeft: today.days(until: window.days.last) + 1) }
      return Line(window: window, state: state)
    }
  }

  public var now: [Line] {
    lines.filter { if case .on = $0.state { true } else { false } }
  }

  /// What begins next; several where they begin together.
  public var next: [Line] {
    let coming = lines.filter { if case .coming = $0.state { true } else { false } }
    return coming.filter { $0.window.days.first == coming.first?.window.days.first }
  }
}

extension CampaignWindow.Kind {
  /// Whether graduates have something to do in it; the rest is between institutions and offices.
  public var concernsGraduates: Bool { isPhase || self == .makeup || self == .proofing }
}
