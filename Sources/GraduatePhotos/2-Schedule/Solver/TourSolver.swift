/// Makes a tour: a first plan at once, then better ones until it is told to stop.
///
/// The search is a large-neighbourhood one: stints that are near in place or time are taken out and put back one by one where they cost
/// least, with a little chance; a worse plan is sometimes kept for a while (simulated annealing). The same problem, seed and number of
/// steps give the same plan on every machine; no clock is read here.
public struct TourSolver {
  private var search: TourSearch
  private var chance: Chance
  private let bound: CrewDayBound

  /// Throws when the problem holds values that no season has (`TourProblem.malformation`).
  public init(_ problem: TourProblem, seed: UInt64) throws(TourObstacle) {
    if let malformed = problem.malformation { throw malformed }
    search = TourSearch(problem)
    chance = Chance(seed: seed)
    bound = CrewDayBound(search.model)
  }

  /// Plans until `isDone` says so; it is asked before each step with how far the work is (0–1, at which the search settles).
  ///
  /// `report` is called with the first plan and whenever a better one is found.
  public mutating func solve(
    until share: (_ steps: Int) -> Double, report: (TourProgress) -> Void = { _ in }
  ) -> TourProgress {
    search.insertAll(chance: &chance)
    var best = search.state
    var bestCost = best.cost
    var steps = 0
    report(progress(best, steps))
    var energy = search.state.energy
    while true {
      let done = share(steps)
      if done >= 1 || search.movable.isEmpty { break }
      steps += 1
      let before = search.state
      search.shakeUp(chance: &chance)
      let after = search.state.energy
      let temperature = Self.temperature(done)
      if after <= energy || chance.fraction() < Self.exponential((energy - after) / temperature) {
        energy = after
        let cost = search.state.cost
        if cost < bestCost {
          best = search.state
          bestCost = cost
          report(progress(best, steps))
        }
      } else {
        search.state = before
      }
    }
    return progress(best, steps)
  }

  /// Plans with a number of steps: for tests and for results that can be had again.
  public mutating func solve(steps: Int, report: (TourProgress) -> Void = { _ in }) -> TourProgress {
    solve(until: { steps == 0 ? 1 : Double($0) / Double(steps) }, report: report)
  }

  private func progress(_ state: TourState, _ steps: Int) -> TourProgress {
    let writer = PlanMaker(problem: search.model.problem)
    return TourProgress(state, bound: bound, steps: steps, makePlan: writer.plan)
  }

  /// From half a crew-day down to a few minutes of travel, in the units of `TourState.energy`.
  private static func temperature(_ done: Double) -> Double {
    let (first, last) = (300.0, 1.0)
    // first · (last / first)^done without the C library: ten squarings of a linear step.
    var factor = 1 - 5.703_782 * done / 1_024
    for _ in 0..<10 { factor *= factor }
    return max(last, first * factor)
  }

  /// e to a power that is not positive, to a relative error of some 1e-3: (1 + x/1024)^1024.
  private static func exponential(_ power: Double) -> Double {
    guard power > -30 else { return 0 }
    var result = 1 + power / 1_024
    for _ in 0..<10 { result *= result }
    return result
  }
}

/// Writes plans out later, when somebody asks for one.
private struct PlanMaker: Sendable {
  let problem: TourProblem

  @Sendable func plan(_ state: TourState) -> TourPlan { TourSearch(problem).plan(of: state) }
}
