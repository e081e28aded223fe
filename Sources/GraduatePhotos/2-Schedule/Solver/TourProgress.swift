/// How far the solver is: the best plan so far, what it costs, and what no plan can beat.
public struct TourProgress: Sendable {
  public let cost: PlanCost
  /// Crew-days that every plan needs which leaves nobody out.
  public let bound: CrewDayBound
  /// Steps of improvement done.
  public let steps: Int
  private let state: TourState
  private let makePlan: @Sendable (TourState) -> TourPlan

  init(_ state: TourState, bound: CrewDayBound, steps: Int, makePlan: @escaping @Sendable (TourState) -> TourPlan) {
    cost = state.cost
    self.bound = bound
    self.steps = steps
    self.state = state
    self.makePlan = makePlan
  }

  /// The best plan so far, written out class by class; takes some milliseconds.
  public var plan: TourPlan { makePlan(state) }

  /// Percent of crew-days above the bound; nil when there is nothing to shoot.
  public var gapPercent: Double? { bound.gapPercent(of: cost.crewDays) }

  /// 「工作 195 天，至少要 190 天，相差不超过 2.6%」.
  public var chinese: String {
    let gap = gapPercent.map { "，相差不超过 \(Self.oneDecimal($0))%" } ?? ""
    return "工作 \(cost.crewDays) 天，至少要 \(bound.crewDays) 天\(gap)"
  }

  private static func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }
}
