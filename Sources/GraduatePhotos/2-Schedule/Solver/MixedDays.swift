/// How many crew-days days in several districts can save, at most (`CrewDayRelaxation`).
struct MixedDays {
  /// Weight of each district's last day alone.
  let rest: [Int]
  /// Weight of a crew-day.
  let day: Int
  private let losses: [Int]
  private static let mostDistricts = 12

  init(rest: [Int], day: Int, loss: (Int, Int) -> Int) {
    self.rest = rest
    self.day = day
    losses = rest.indices.flatMap { one in rest.indices.map { one == $0 ? 0 : loss(one, $0) } }
  }

  var saved: Int { rest.count <= Self.mostDistricts ? exact() : estimate() }

  /// Tries all ways to group the districts.
  private func exact() -> Int {
    let count = rest.count
    var groups: [[(members: Int, saved: Int)]] = Array(repeating: [], count: count)
    for members in 1..<(1 << count) where members.nonzeroBitCount > 1 {
      let saved = saved(by: members)
      if saved > 0 { groups[members.trailingZeroBitCount].append((members, saved)) }
    }
    var best = [Int](repeating: 0, count: 1 << count)
    for open in 1..<(1 << count) {
      let first = open.trailingZeroBitCount
      var most = best[open & (open - 1)]
      for group in groups[first] where group.members & ~open == 0 {
        most = max(most, group.saved + best[open & ~group.members])
      }
      best[open] = most
    }
    return best[(1 << count) - 1]
  }

  /// The districts of the bits, less the days for their last days and a minimum spanning tree (Prim).
  private func saved(by members: Int) -> Int {
    let count = rest.count
    var distance = [Int](repeating: Int.max / 4, count: count)
    var (open, next, sum) = (members, members.trailingZeroBitCount, 0)
    while true {
      sum += rest[next]
      open &= ~(1 << next)
      if open == 0 { return members.nonzeroBitCount - (sum + day - 1) / day }
      var nearest = -1
      for other in 0..<count where open >> other & 1 == 1 {
        distance[other] = min(distance[other], losses[next * count + other])
        if nearest < 0 || distance[other] < distance[nearest] { nearest = other }
      }
      sum += distance[nearest]
      next = nearest
    }
  }

  /// A bound on the same from each district's shortest change alone, the districts with the least to do first.
  ///
  /// In a tree rooted where the shortest change is shortest, every other district brings the edge to its parent, no less than its own
  /// shortest change: together at least half of them all.
  private func estimate() -> Int {
    let count = rest.count
    let weights = rest.indices.map { one in
      rest[one] + (rest.indices.filter { $0 != one }.map { losses[one * count + $0] }.min() ?? 0) / 2
    }.sorted()
    var (sum, best) = (0, 0)
    for (at, weight) in weights.enumerated() {
      sum += weight
      best = max(best, at + 1 - (sum + day - 1) / day)
    }
    return best
  }
}
