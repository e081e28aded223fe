extension TourSearch {
  /// Exchanges everything two like crews do from a day on; false when the crews drawn are not alike or the day does not divide their work.
  ///
  /// Crews are alike when they live in one city, work the same hours and have the same days off: then only the two ways across that day
  /// change, and whole trips change hands without being packed anew. It evens out the crews and joins trips that belong together.
  mutating func swapTails(chance: inout Chance) -> Bool {
    let (one, other) = (chance.below(state.order.count), chance.below(state.order.count))
    let day = chance.below(max(1, dayCount))
    guard one != other, areAlike(one, other), let cut = division(of: one, at: day), let otherCut = division(of: other, at: day)
    else { return false }
    let tails = (Array(state.order[one][cut...]), Array(state.order[other][otherCut...]))
    guard !(tails.0.isEmpty && tails.1.isEmpty), (tails.0 + tails.1).allSatisfy({ stints[Int($0)].crews.isEmpty }) else {
      return false
    }
    let heads = (state.order[one][..<cut].last.map(Int.init), state.order[other][..<otherCut].last.map(Int.init))
    guard let first = way(one, from: heads.0, to: tails.1.first.map(Int.init)),
      let second = way(other, from: heads.1, to: tails.0.first.map(Int.init))
    else { return false }
    let (homeOne, homeOther) = (state.waysHome[one], state.waysHome[other])
    setWay(one, tails.0.first, Journey(nights: 0, minutes: 0))
    setWay(other, tails.1.first, Journey(nights: 0, minutes: 0))
    state.order[one].replaceSubrange(cut..., with: tails.1)
    state.order[other].replaceSubrange(otherCut..., with: tails.0)
    // The way home belongs to the last stint: it goes with the tail. A crew whose tail is empty comes home from its head.
    if !tails.0.isEmpty { state.waysHome[other] = homeOne }
    if !tails.1.isEmpty { state.waysHome[one] = homeOther }
    if tails.1.isEmpty { state.waysHome[one] = Journey(nights: 0, minutes: 0) }
    if tails.0.isEmpty { state.waysHome[other] = Journey(nights: 0, minutes: 0) }
    setWay(one, tails.1.first, first)
    setWay(other, tails.0.first, second)
    for stint in tails.0 { state.crews[Int(stint)] = Int32(other) }
    for stint in tails.1 { state.crews[Int(stint)] = Int32(one) }
    swapLoads(one, other, from: day)
    return true
  }

  private func areAlike(_ one: Int, _ other: Int) -> Bool {
    let (first, second) = (model.problem.crews[one], model.problem.crews[other])
    return first.homeCity == second.homeCity && first.sessions == second.sessions && first.daysOff == second.daysOff
  }

  /// Position in a crew's list of the first stint on or after a day; nil when a stint lies across.
  private func division(of crew: Int, at day: Int) -> Int? {
    let order = state.order[crew]
    let at = order.firstIndex { Int(state.days[Int($0)]) >= day } ?? order.count
    return at > 0 && Int(state.lastDays[Int(order[at - 1])]) >= day ? nil : at
  }

  /// The way across the cut: between stints, from home, home, or none.
  private func way(_ crew: Int, from: Int?, to: Int?) -> Journey? {
    switch (from, to) {
    case (let from?, let to?): model.journey(of: crew, from: stopAfter(from), to: stopBefore(to))
    case (nil, let to?): model.journeyOut(of: crew, to: stopBefore(to))
    case (let from?, nil): model.journeyHome(of: crew, from: stopAfter(from))
    case (nil, nil): Journey(nights: 0, minutes: 0)
    }
  }

  /// Sets the way to a stint, or home when there is none, and keeps the sums in step.
  private mutating func setWay(_ crew: Int, _ stint: Int32?, _ way: Journey) {
    let old = stint.map { state.ways[Int($0)] } ?? state.waysHome[crew]
    if let stint { state.ways[Int(stint)] = way } else { state.waysHome[crew] = way }
    state.nights += way.nights - old.nights
    state.minutes += way.minutes - old.minutes
  }

  private mutating func swapLoads(_ one: Int, _ other: Int, from day: Int) {
    for at in day..<dayCount {
      let (first, second) = (one * dayCount + at, other * dayCount + at)
      state.crewDays[one] += (state.loads[second] > 0 ? 1 : 0) - (state.loads[first] > 0 ? 1 : 0)
      state.crewDays[other] += (state.loads[first] > 0 ? 1 : 0) - (state.loads[second] > 0 ? 1 : 0)
      state.loads.swapAt(first, second)
    }
  }
}
