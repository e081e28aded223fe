/// What `biying schedule solve --json` writes: the plan, what it costs, and how far it is from what no plan can beat.
public struct TourAnswer: Sendable, Hashable, Codable {
  public var plan: TourPlan
  public var cost: PlanCost
  /// Crew-days that every plan needs which leaves nobody out.
  public var crewDayBound: Int
  /// Steps of improvement done.
  public var steps: Int
  /// Seconds from reading the problem to the first valid plan, as the caller's clock says.
  public var firstPlanSeconds: Double
  public var seconds: Double

  public init(_ progress: TourProgress, firstPlanSeconds: Double, seconds: Double) {
    plan = progress.plan
    cost = progress.cost
    crewDayBound = progress.bound.crewDays
    steps = progress.steps
    self.firstPlanSeconds = firstPlanSeconds
    self.seconds = seconds
  }
}
