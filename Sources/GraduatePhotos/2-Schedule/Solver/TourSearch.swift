/// The solver's table: the problem in numbers, the stints, and where they are now.
struct TourSearch {
  let model: TourModel
  let stints: [Stint]
  let layouts: StintLayouts
  var state: TourState
  let dayCount: Int
  /// For each stint, days of its window before each day: prefix sums, row by row.
  let openDays: [Int32]
  /// The same for the days that leave time for the make-up.
  let earlyDays: [Int32]
  /// For each crew, days it works before each day: prefix sums, row by row.
  let workedDays: [Int32]
  /// Stints of each institution.
  let siblings: [[Int]]
  let softWishes: [[Wish]]
  /// Days of the institution need not follow each other: it agreed, or its days were agreed one by one.
  let mayGap: [Bool]
  /// Stints that may be moved.
  let movable: [Int]
  /// First usable day of each week.
  let weekStarts: [Int]

  init(_ problem: TourProblem) {
    let model = TourModel(problem)
    self.model = model
    var cutter = StintCutter(model)
    let stints = cutter.stints()
    self.stints = stints
    layouts = StintLayouts(model, stints)
    state = TourState(stints: stints, crews: problem.crews.count, days: model.days.count)
    let dayCount = model.days.count
    self.dayCount = dayCount
    openDays = stints.flatMap { Self.sums($0.window) }
    earlyDays = stints.flatMap { stint in Self.sums(stint.window.enumerated().map { $1 && $0 <= model.latestUseful }) }
    workedDays = problem.crews.flatMap { crew in Self.sums(model.days.map { !crew.isOff($0) }) }
    var siblings: [[Int]] = Array(repeating: [], count: problem.institutions.count)
    for (at, stint) in stints.enumerated() { siblings[stint.institution].append(at) }
    self.siblings = siblings
    softWishes = problem.institutions.map { $0.wishes.filter { !$0.isFirm } }
    mayGap = problem.institutions.map { institution in
      institution.allowsGaps || problem.agreed.contains { $0.institution == institution.id }
    }
    movable = stints.indices.filter { stints[$0].locked == nil }
    weekStarts = (0..<dayCount).filter { day in
      day == 0 || model.dayNumbers[day] - model.dayNumbers[day - 1] > 1
    }
    for (at, stint) in stints.enumerated() where stint.locked != nil { placeLocked(at) }
  }

  private static func sums(_ flags: [Bool]) -> [Int32] {
    var sums: [Int32] = [0]
    sums.reserveCapacity(flags.count + 1)
    for (at, flag) in flags.enumerated() { sums.append(sums[at] + (flag ? 1 : 0)) }
    return sums
  }

  /// Locked visits stand whatever the rules say: what is wrong with them is for `TourRules` to tell.
  private mutating func placeLocked(_ stint: Int) {
    guard let crew = stints[stint].crews.first, let day = stints[stint].firstDay, let visit = stints[stint].locked else {
      return
    }
    let position = state.order[crew].firstIndex { other in
      (Int(state.days[Int(other)]), Int(state.starts[Int(other)])) > (day, visit.span.start)
    }
    let at = position ?? state.order[crew].count
    if let placement = placement(of: stint, crew: crew, position: at, day: day, start: visit.span.start) {
      place(stint, placement)
    }
  }

  /// Puts a stint where it was judged.
  mutating func place(_ stint: Int, _ placement: Placement) {
    let crew = placement.crew
    let order = state.order[crew]
    let after = placement.position < order.count ? Int(order[placement.position]) : -1
    let old = after >= 0 ? state.ways[after] : order.isEmpty ? Journey(nights: 0, minutes: 0) : state.waysHome[crew]
    state.crews[stint] = Int32(crew)
    state.days[stint] = Int32(placement.day)
    state.lastDays[stint] = Int32(placement.lastDay)
    state.starts[stint] = Int32(placement.start)
    state.ends[stint] = Int32(placement.end)
    state.layouts[stint] = Int32(placement.layout)
    state.ways[stint] = placement.wayTo
    state.inside[stint] = placement.inside
    state.wishes[stint] = Int32(placement.wishes)
    if after >= 0 { state.ways[after] = placement.wayOn } else { state.waysHome[crew] = placement.wayOn }
    state.order[crew].insert(Int32(stint), at: placement.position)
    addLoad(of: stint, 1)
    if stints[stint].locked == nil { state.unplacedHeads -= stints[stint].heads }
    state.nights += placement.wayTo.nights + placement.wayOn.nights + placement.inside.nights - old.nights
    state.minutes += placement.wayTo.minutes + placement.wayOn.minutes + placement.inside.minutes - old.minutes
    state.unmet += placement.wishes
  }

  /// Takes a stint out; its neighbours on the crew's list are joined by a way of their own.
  mutating func remove(_ stint: Int) {
    let crew = Int(state.crews[stint])
    guard crew >= 0, let position = state.order[crew].firstIndex(of: Int32(stint)) else { return }
    state.order[crew].remove(at: position)
    let order = state.order[crew]
    let before = position > 0 ? Int(order[position - 1]) : -1
    let after = position < order.count ? Int(order[position]) : -1
    let none = Journey(nights: 0, minutes: 0)
    let gone = [state.ways[stint], state.inside[stint], after >= 0 ? state.ways[after] : state.waysHome[crew]]
    var way = none
    if after >= 0 {
      // Whoever could go by way of a stop can go without it.
      way =
        (before < 0
          ? model.journeyOut(of: crew, to: stopBefore(after))
          : model.journey(of: crew, from: stopAfter(before), to: stopBefore(after))) ?? none
      state.ways[after] = way
    } else {
      if before >= 0 { way = model.journeyHome(of: crew, from: stopAfter(before)) ?? none }
      state.waysHome[crew] = way
    }
    state.nights += way.nights - gone.reduce(0) { $0 + $1.nights }
    state.minutes += way.minutes - gone.reduce(0) { $0 + $1.minutes }
    state.unmet -= Int(state.wishes[stint])
    addLoad(of: stint, -1)
    state.unplacedHeads += stints[stint].heads
    state.crews[stint] = -1
  }

  /// Adds a stint's minutes to its crew's days, or takes them away, and keeps days and squares in step.
  private mutating func addLoad(of stint: Int, _ sign: Int) {
    let crew = Int(state.crews[stint])
    let shape = layouts.layouts[Int(state.layouts[stint])]
    for offset in 0..<shape.days {
      let at = crew * dayCount + Int(state.days[stint]) + offset
      let old = Int(state.loads[at])
      let new = old + sign * layouts.work[shape.first + offset]
      state.loads[at] = Int16(new)
      state.squares += new * new - old * old
      state.crewDays[crew] += (new > 0 ? 1 : 0) - (old > 0 ? 1 : 0)
    }
  }
}
