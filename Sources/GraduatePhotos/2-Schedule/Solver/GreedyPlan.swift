/// What a planner does by hand in a spreadsheet, as a yardstick: institutions in the order of the list, each given to the next crew that
/// is free for as many whole days as it needs, from the first possible day on.
public struct GreedyPlan {
  public static func plan(_ problem: TourProblem) -> TourPlan {
    var search = TourSearch(problem)
    for stint in search.stints.indices where search.stints[stint].locked == nil {
      if let found = search.firstFreePlace(for: stint) { search.place(stint, found) }
    }
    return search.plan(of: search.state)
  }
}

extension TourSearch {
  /// The earliest day on which some crew has nothing to do for the whole stint; half days are not shared.
  fileprivate func firstFreePlace(for stint: Int) -> Placement? {
    let crews = stints[stint].crews.isEmpty ? Array(state.order.indices) : stints[stint].crews
    for day in 0..<dayCount where stints[stint].firstDay.map({ $0 == day }) ?? stints[stint].window[day] {
      for crew in crews {
        let order = state.order[crew]
        let position = order.firstIndex { Int(state.days[Int($0)]) >= day } ?? order.count
        if position > 0, Int(state.lastDays[Int(order[position - 1])]) >= day { continue }
        guard let start = layouts.start(of: stint, hours: layouts.hoursOfCrew[crew], after: 0),
          let found = placement(of: stint, crew: crew, position: position, day: day, start: start)
        else { continue }
        if position < order.count, Int(state.days[Int(order[position])]) <= found.lastDay { continue }
        return found
      }
    }
    return nil
  }
}
