extension StintCutter {
  /// Agreed days of an institution among those of a window, by position, in order.
  func agreedDays(_ institution: String, _ window: [Bool]) -> [Int] {
    let days = model.problem.agreed.filter { $0.institution == institution }.flatMap(\.days)
    return Set(days.compactMap { model.dayIndex[$0] }).filter { window[$0] }.sorted()
  }

  /// Crews agreed for a day, by position; empty when any may come.
  func agreedCrews(_ institution: String, _ day: Int) -> [Int] {
    let here = model.problem.agreed.filter { $0.institution == institution && $0.days.contains(model.days[day]) }
    return here.contains { $0.crew == nil } ? [] : here.compactMap { $0.crew.flatMap { model.crewIndex[$0] } }
  }

  /// The longest run of days in one phase.
  func longestRun(_ window: [Bool]) -> Int {
    var (best, run) = (0, 0)
    for day in window.indices {
      let goesOn = day > 0 && model.dayPhases[day] == model.dayPhases[day - 1]
      run = window[day] ? (goesOn ? run + 1 : 1) : 0
      best = max(best, run)
    }
    return best
  }
}
