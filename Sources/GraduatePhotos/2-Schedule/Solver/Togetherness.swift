extension TourSearch {
  /// The institution's days stay together, and no more crews are there than it has shooting points.
  func keepsTogether(_ stint: Int, _ crew: Int, _ first: Int, _ last: Int) -> Bool {
    let institution = stints[stint].institution
    let siblings = siblings[institution]
    if siblings.count == 1 { return true }
    if !mayGap[institution], !leavesNoGap(stint, first, last) { return false }
    let points = max(1, model.problem.institutions[institution].shootingPoints)
    for day in first...last {
      // Several stints of one crew on a day count as often as they are: cautious, and rare.
      let others = siblings.count { $0 != stint && Int(state.crews[$0]) != crew && covers($0, day) }
      if others >= points { return false }
    }
    return true
  }

  private func covers(_ stint: Int, _ day: Int) -> Bool {
    state.isPlaced(stint) && Int(state.days[stint]) <= day && day <= Int(state.lastDays[stint])
  }

  /// With locked visits there may be gaps already: then a stint has to fill some and make none.
  private func leavesNoGap(_ stint: Int, _ first: Int, _ last: Int) -> Bool {
    let phase = model.dayPhases[first]
    let others = siblings[stints[stint].institution].filter {
      $0 != stint && state.isPlaced($0) && model.dayPhases[Int(state.days[$0])] == phase
    }
    guard let from = others.map({ Int(state.days[$0]) }).min(), let to = others.map({ Int(state.lastDays[$0]) }).max() else {
      return true
    }
    var (before, after) = (0, 0)
    for day in min(from, first)...max(to, last) where !others.contains(where: { covers($0, day) }) {
      if (from...to).contains(day) { before += 1 }
      if !(first...last).contains(day) { after += 1 }
    }
    return after == 0 || after < before
  }
}
