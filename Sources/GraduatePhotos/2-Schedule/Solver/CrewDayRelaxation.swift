/// The relaxation behind `CrewDayBound`.
///
/// **What is relaxed.** Classes become minutes that can be divided at will; windows, wishes, contiguity, points, nights and days off are
/// dropped; every crew has the longest day L and the longest break B of any crew. What is left is true of every plan that leaves nobody
/// out, so that its minimum is a lower bound.
///
/// **Districts.** Two venues are of one district when a crew can change between them in the break for nothing: travel + 2 set-ups ≤ B (and
/// everything linked by such pairs). A crew-day inside one district shoots at most L minutes. A crew-day with venues of several districts
/// changes district at least once; a change between districts a, b takes travel + 2 set-ups, of which at most B falls into the break, so it
/// loses at least λ(a, b) = least travel + 2 set-ups − B > 0 minutes: the day shoots at most L − Σλ.
///
/// **Counting.** District d needs M(d) minutes, alone ⌈M/L⌉ days; its last day alone has ρ(d) = M − L(⌈M/L⌉ − 1) minutes. Mixed days save
/// something only if they take over last days: to save R(d) ≥ 1 of d's days they have to shoot at least ρ(d) + L(R(d) − 1) of its minutes.
/// Take mixed days that hang together through districts, m of them, saving days in g districts G (districts in which nothing is saved can be
/// left out of them). Their changes connect G, so their λ add up to at least a minimum spanning tree: Σρ + L Σ(R − 1) + tree(G) ≤ L m. They
/// save ΣR − m = g − (m − Σ(R − 1)) ≤ g − ⌈(Σρ + tree(G)) / L⌉ =: s(G) days. Hence
///
///     crew-days ≥ Σ ⌈M(d)/L⌉ − max over disjoint groups of Σ s(G),
///
/// and the maximum is found by trying all groups of up to 14 districts that can be mixed at all, else bounded: in a tree each district but
/// one brings an edge of its own, which costs at least half of Σ over G of the district's shortest edge.
struct CrewDayRelaxation {
  let crewDays: Int
  private static let hundredths = 100
  private static let mostDistricts = 14

  init(_ model: TourModel) {
    let crews = model.problem.crews
    let day = (crews.map(\.minutesPerDay).max() ?? 0) * Self.hundredths
    let pause = (crews.map { ($0.sessions.last?.end ?? 0) - ($0.sessions.first?.start ?? 0) - $0.minutesPerDay }.max() ?? 0)
    guard day > 0 else {
      crewDays = 0
      return
    }
    let districts = Districts(model, pause: max(0, pause))
    let alone = districts.work.map { ($0 + day - 1) / day }
    var saved = 0
    for group in districts.mixable(day) {
      let rest = group.map { districts.work[$0] - day * (alone[$0] - 1) }
      let savings = Savings(rest: rest, day: day) { districts.loss(group[$0], group[$1]) }
      saved += group.count <= Self.mostDistricts ? savings.exact() : savings.estimate()
    }
    crewDays = alone.reduce(0, +) - saved
  }

  /// Venues between which a change costs no working time, taken as one place; times in hundredths of a minute.
  private struct Districts {
    /// Work of each district.
    private(set) var work: [Int] = []
    private var losses: [Int] = []

    init(_ model: TourModel, pause: Int) {
      let institutions = model.problem.institutions
      let due = institutions.indices.filter { institutions[$0].heads > 0 && !model.problem.isHandedOver(institutions[$0]) }
      let setUps = 2 * model.problem.terms.setUpMinutes
      var parent = Array(due.indices)
      func root(_ at: Int) -> Int {
        var at = at
        while parent[at] != at { at = parent[at] }
        return at
      }
      for one in due.indices {
        for other in due.indices where other > one {
          let minutes = model.travel[due[one] * model.placeCount + due[other]]
          if minutes >= 0, Int(minutes) + setUps <= pause { parent[root(other)] = root(one) }
        }
      }
      let roots = due.indices.filter { parent[$0] == $0 }
      let number = due.indices.map { venue in roots.firstIndex(of: root(venue)) ?? 0 }
      work = Array(repeating: 0, count: roots.count)
      losses = Array(repeating: Int.max / 4, count: roots.count * roots.count)
      for one in due.indices {
        // Rounded down, so that the bound stays one.
        work[number[one]] += institutions[due[one]].heads * 60 * CrewDayRelaxation.hundredths / model.paces[due[one]]
        for other in due.indices where number[other] != number[one] {
          let minutes = Int(model.travel[due[one] * model.placeCount + due[other]])
          guard minutes >= 0 else { continue }
          let at = number[one] * roots.count + number[other]
          losses[at] = min(losses[at], (minutes + setUps - pause) * CrewDayRelaxation.hundredths)
        }
      }
    }

    func loss(_ one: Int, _ other: Int) -> Int { losses[one * work.count + other] }

    /// Districts that mixed days could connect: pairs whose change leaves some of the day.
    func mixable(_ day: Int) -> [[Int]] {
      var groups: [[Int]] = []
      var seen = [Bool](repeating: false, count: work.count)
      for start in work.indices where !seen[start] {
        seen[start] = true
        var group = [start]
        var at = 0
        while at < group.count {
          for next in work.indices where !seen[next] && loss(group[at], next) < day {
            seen[next] = true
            group.append(next)
          }
          at += 1
        }
        groups.append(group)
      }
      return groups
    }
  }
}

/// How many days mixed days can save among some districts, at most.
private struct Savings {
  /// Work of each district's last day alone.
  let rest: [Int]
  let day: Int
  let losses: [Int]

  init(rest: [Int], day: Int, loss: (Int, Int) -> Int) {
    self.rest = rest
    self.day = day
    losses = rest.indices.flatMap { one in rest.indices.map { one == $0 ? 0 : loss(one, $0) } }
  }

  /// Tries all ways to group the districts.
  func exact() -> Int {
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
    var sum = 0
    var distance = [Int](repeating: Int.max / 4, count: count)
    var open = members
    var next = members.trailingZeroBitCount
    while true {
      sum += rest[next]
      open &= ~(1 << next)
      if open == 0 { break }
      var nearest = -1
      for other in 0..<count where open >> other & 1 == 1 {
        distance[other] = min(distance[other], losses[next * count + other])
        if nearest < 0 || distance[other] < distance[nearest] { nearest = other }
      }
      if distance[nearest] >= Int.max / 4 { return 0 }
      sum += distance[nearest]
      next = nearest
    }
    return members.nonzeroBitCount - (sum + day - 1) / day
  }

  /// A bound on the same from each district's shortest change alone: the districts with the least to do first.
  func estimate() -> Int {
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
