/// Lays classes out over half-days: categories apart, then by department, classes whole, half-days as full as they go.
struct ClassPacker {
  /// A class in front of the camera.
  struct Turn: Sendable, Hashable {
    /// Position among the institution's groups.
    var group: Int
    var span: MinuteSpan
  }

  private var sums = SubsetSum()
  /// Departments still to be shot, in order; each holds positions of groups, and those of one category stand together.
  private var departments: [(category: Category, groups: [Int])] = []
  /// The first department has begun: it goes on before any other.
  private var hasBegun = false
  private var heads: [Int] = []
  private var pace = 100

  /// Lays out classes from a start on, day by day, as long as it takes.
  ///
  /// Sessions are the working half-days; the start is a minute of the first day. Nil when a class fits into no half-day and the layout does
  /// not begin with a whole day for it, or when no session is left after the start.
  mutating func pack(_ groups: [Int], of all: [TourGroup], pace: Int, sessions: [MinuteSpan], start: Int) -> [[Turn]]? {
    guard let longest = sessions.map(\.minutes).max() else { return nil }
    self.pace = pace
    heads = all.map(\.heads)
    if groups.count == 1, TourModel.minutes(for: heads[groups[0]], perHour: pace) > longest {
      return packLargeClass(groups[0], sessions, start).map { [$0] }
    }
    for group in groups where TourModel.minutes(for: heads[group], perHour: pace) > longest { return nil }
    departments = Self.departments(groups, all)
    hasBegun = false
    var days: [[Turn]] = []
    var day: [Turn] = []
    var isFirst = true
    while !departments.isEmpty {
      for session in sessions where !departments.isEmpty {
        let from = isFirst ? max(session.start, start) : session.start
        if from < session.end { day += fill(MinuteSpan(from, session.end)) }
      }
      if day.isEmpty && !isFirst { return nil }
      if isFirst, day.isEmpty || day[0].span.start != start { return nil }
      isFirst = false
      days.append(day)
      day = []
    }
    return days
  }

  /// Departments in the order of the roster, categories in the order of the notice.
  static func departments(_ groups: [Int], _ all: [TourGroup]) -> [(category: Category, groups: [Int])] {
    var result: [(category: Category, groups: [Int])] = []
    for category in Category.allCases {
      var at: [String: Int] = [:]
      for group in groups where all[group].category == category {
        let name = all[group].department
        if let position = at[name] {
          result[position].groups.append(group)
        } else {
          at[name] = result.count
          result.append((category, [group]))
        }
      }
    }
    return result
  }

  /// A class that no half-day holds takes a whole day from its first minute on, with the noon break in it.
  private func packLargeClass(_ group: Int, _ sessions: [MinuteSpan], _ start: Int) -> [Turn]? {
    guard start == sessions[0].start else { return nil }
    var left = TourModel.minutes(for: heads[group], perHour: pace)
    for session in sessions {
      if left <= session.minutes { return [Turn(group: group, span: MinuteSpan(start, session.start + left))] }
      left -= session.minutes
    }
    return nil
  }

  /// Fills one half-day, or what is left of it.
  private mutating func fill(_ span: MinuteSpan) -> [Turn] {
    var places = span.minutes * pace / 60
    var chosen: [Int] = []
    while let first = departments.first, places > 0 {
      if total(first.groups) <= places {
        take(first.groups, from: 0, &chosen, &places)
        continue
      }
      let category = first.category
      let last = hasBegun ? 0 : (departments.lastIndex { $0.category == category } ?? 0)
      var best: (department: Int, positions: [Int], sum: Int) = (0, [], 0)
      for department in 0...last {
        let found = sums.best(departments[department].groups.map { heads[$0] }, places: places)
        if found.sum > best.sum { best = (department, found.positions, found.sum) }
        if best.sum == places { break }
      }
      if best.sum == 0 { break }
      take(best.positions.map { departments[best.department].groups[$0] }, from: best.department, &chosen, &places)
    }
    var done = 0
    return chosen.map { group in
      let start = span.start + TourModel.minutes(for: done, perHour: pace)
      done += heads[group]
      return Turn(group: group, span: MinuteSpan(start, span.start + TourModel.minutes(for: done, perHour: pace)))
    }
  }

  private func total(_ groups: [Int]) -> Int { groups.reduce(0) { $0 + heads[$1] } }

  /// Takes classes of a department; a department that is not finished goes on first.
  private mutating func take(_ groups: [Int], from department: Int, _ chosen: inout [Int], _ places: inout Int) {
    chosen += groups
    places -= total(groups)
    var rest = departments.remove(at: department)
    rest.groups.removeAll { groups.contains($0) }
    hasBegun = !rest.groups.isEmpty
    if hasBegun { departments.insert(rest, at: 0) }
  }
}
