/// Venues between which a crew changes in its break without losing working time, taken together (`CrewDayRelaxation`).
struct TourDistricts {
  /// What is to be done at a venue: heads × 60, at a pace of heads an hour.
  struct Work {
    var headMinutes: Int
    var pace: Int
  }

  /// The work of each district's venues.
  private(set) var work: [[Work]] = []
  /// Least minutes that changing from one venue to another takes, set-ups included.
  private(set) var shortestChange: Int
  private var losses: [Int] = []
  private static let unreachable = Int.max / 4_000_000

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
    func travel(_ one: Int, _ other: Int) -> Int { Int(model.travel[due[one] * model.placeCount + due[other]]) }
    var shortest = Self.unreachable
    for one in due.indices {
      for other in due.indices where other > one && travel(one, other) >= 0 {
        shortest = min(shortest, travel(one, other) + setUps)
        if travel(one, other) + setUps <= pause { parent[root(other)] = root(one) }
      }
    }
    shortestChange = shortest
    let roots = due.indices.filter { parent[$0] == $0 }
    let number = due.indices.map { venue in roots.firstIndex(of: root(venue)) ?? 0 }
    work = Array(repeating: [], count: roots.count)
    losses = Array(repeating: Self.unreachable, count: roots.count * roots.count)
    for one in due.indices {
      work[number[one]].append(Work(headMinutes: institutions[due[one]].heads * 60, pace: model.paces[due[one]]))
      for other in due.indices where number[other] != number[one] && travel(one, other) >= 0 {
        let at = number[one] * roots.count + number[other]
        losses[at] = min(losses[at], travel(one, other) + setUps - pause)
      }
    }
  }

  /// Working minutes lost at least by a change between two districts.
  func loss(_ one: Int, _ other: Int) -> Int { losses[one * work.count + other] }

  /// Districts that mixed days could connect.
  func mixable(below canMix: (Int, Int) -> Bool) -> [[Int]] {
    var groups: [[Int]] = []
    var seen = [Bool](repeating: false, count: work.count)
    for start in work.indices where !seen[start] {
      seen[start] = true
      var group = [start]
      var at = 0
      while at < group.count {
        for next in work.indices where !seen[next] && canMix(group[at], next) {
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
