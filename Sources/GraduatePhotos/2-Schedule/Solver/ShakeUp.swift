extension TourSearch {
  /// The first plan: agreed stints first, then city by city from far to near, large ones first.
  mutating func insertAll(chance: inout Chance) {
    let open = stints.indices.filter { stints[$0].locked == nil && !state.isPlaced($0) }
    insert(sorted(open), isBroad: true, blinks: 0, chance: &chance)
  }

  /// Takes some stints out that have to do with each other and puts them back.
  mutating func shakeUp(chance: inout Chance) {
    if chance.below(8) == 0, swapTails(chance: &chance) { return }
    let start = movable[chance.below(movable.count)]
    var out: [Int] = []
    let wanted = 2 + chance.below(7)
    for stint in related(to: start, chance: &chance) {
      if out.count >= wanted { break }
      for sibling in siblings[stints[stint].institution] where stints[sibling].locked == nil && !out.contains(sibling) {
        out.append(sibling)
      }
    }
    // Whoever has no place tries again each time.
    for stint in movable where !state.isPlaced(stint) && !out.contains(stint) && out.count < 24 { out.append(stint) }
    for stint in out { remove(stint) }
    var order = out
    switch chance.below(3) {
    case 0: order.shuffle(using: &chance)
    case 1: order = sorted(out)
    default: order.sort { (stints[$0].heads, $0) > (stints[$1].heads, $1) }
    }
    insert(order, isBroad: state.order.count <= 16 || chance.below(50) == 0, blinks: 32, chance: &chance)
  }

  private mutating func insert(_ order: [Int], isBroad: Bool, blinks: Int, chance: inout Chance) {
    for stint in order where !state.isPlaced(stint) {
      for mayBeLate in [false, true] {
        let found = cheapestPlace(
          for: stint, isBroad: isBroad || mayBeLate, mayBeLate: mayBeLate, blinks: blinks,
          chance: &chance)
        if let found {
          place(stint, found)
          break
        }
      }
    }
  }

  private func sorted(_ open: [Int]) -> [Int] {
    let capital = model.problem.institutions.firstIndex { $0.city == model.problem.terms.capital }
    func far(_ stint: Int) -> Int {
      capital.map { Int(model.travel[$0 * model.placeCount + stints[stint].institution]) } ?? 0
    }
    func key(_ stint: Int) -> (Int, Int, Int, Int) {
      (stints[stint].firstDay ?? Int.max, -far(stint), -stints[stint].heads, stint)
    }
    return open.sorted { key($0) < key($1) }
  }

  /// Stints near in place, or beside each other in time, or of one crew, beginning with the one given.
  private func related(to start: Int, chance: inout Chance) -> [Int] {
    let place = stints[start].institution
    switch chance.below(4) {
    case 0:
      // Neighbours on the crew's list.
      let crew = Int(state.crews[start])
      guard crew >= 0, let at = state.order[crew].firstIndex(of: Int32(start)) else { return [start] }
      let from = max(0, at - 3)
      return [start] + state.order[crew][from..<min(state.order[crew].count, at + 4)].map(Int.init)
    case 1:
      // A few anywhere.
      return [start] + (0..<3).map { _ in chance.below(stints.count) }
    default:
      // Near in place, in any order.
      var near = stints.indices.filter { other in
        let minutes = model.travel[place * model.placeCount + stints[other].institution]
        return other != start && stints[other].locked == nil && minutes >= 0 && minutes <= 120
      }
      let count = min(8, near.count)
      for at in 0..<count { near.swapAt(at, at + chance.below(near.count - at)) }
      return [start] + near.prefix(count)
    }
  }
}
