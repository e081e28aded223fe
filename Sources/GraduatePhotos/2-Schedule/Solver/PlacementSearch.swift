extension TourSearch {
  /// The cheapest place for a stint; nil when there is none.
  ///
  /// Candidates lie beside what a crew does already, at the beginnings of weeks, and beside the institution's other stints: a place in the
  /// middle of nowhere costs no less than one of these. `skips` leaves a few out by chance, so that the search does not always end alike.
  /// With `isBroad` false, far crews are looked at only beside visits near by.
  ///
  /// Days after which there is no time left before the make-up are taken only with `mayBeLate`.
  func cheapestPlace(
    for stint: Int, isBroad: Bool, mayBeLate: Bool, skips: (inout Chance) -> Bool, chance: inout Chance
  ) -> Placement? {
    var best: Placement?
    let place = stints[stint].institution
    let crews = stints[stint].crews
    for crew in crews.isEmpty ? Array(0..<state.order.count) : crews {
      let order = state.order[crew]
      // Without breadth one crew in eight is looked at everywhere; the others beside visits near by.
      let everywhere = isBroad || chance.below(8) == 0
      for position in 0...order.count {
        let before = position > 0 ? Int(order[position - 1]) : -1
        let after = position < order.count ? Int(order[position]) : -1
        if !everywhere, !isNear(place, before), !isNear(place, after) { continue }
        candidates(stint, crew, before, after) { day, start in
          if skips(&chance) { return }
          guard let found = placement(of: stint, crew: crew, position: position, day: day, start: start, mayBeLate: mayBeLate)
          else { return }
          if best.map({ found.price < $0.price }) ?? true { best = found }
        }
      }
    }
    return best
  }

  /// Minutes within which one crew can serve two places in turn without much ado.
  private static let nearMinutes = 120

  private func isNear(_ place: Int, _ stint: Int) -> Bool {
    guard stint >= 0 else { return false }
    let minutes = model.travel[place * model.placeCount + stints[stint].institution]
    return minutes >= 0 && minutes <= Self.nearMinutes
  }

  /// Days and starts worth judging between two neighbours of a crew's list (-1: none).
  private func candidates(_ stint: Int, _ crew: Int, _ before: Int, _ after: Int, _ visit: (Int, Int) -> Void) {
    let hours = layouts.hoursOfCrew[crew]
    let low = before >= 0 ? Int(state.lastDays[before]) : -1
    let high = after >= 0 ? Int(state.days[after]) : dayCount
    guard let morning = layouts.start(of: stint, hours: hours, after: 0) else { return }
    let afternoon = layouts.start(of: stint, hours: hours, after: Wish.noon)
    func both(_ day: Int) {
      guard day > low, day <= high, day < dayCount else { return }
      visit(day, morning)
      if let afternoon, afternoon != morning { visit(day, afternoon) }
    }
    if before >= 0 {
      let place = stints[stint].institution
      let travel = Int(model.travel[stints[before].institution * model.placeCount + place])
      let gap = stints[before].institution == place ? 0 : travel + 2 * model.problem.terms.setUpMinutes
      if travel >= 0, let next = layouts.start(of: stint, hours: hours, after: Int(state.ends[before]) + gap) {
        visit(low, next)
        if next < Wish.noon, let afternoon { visit(low, afternoon) }
      }
    }
    if let fixed = stints[stint].firstDay { return both(fixed) }
    both(nextOpen(stint, after: low))
    for start in [morning, afternoon ?? morning] {
      guard after >= 0, let layout = layouts.layout(of: stint, hours: hours, start: start) else { continue }
      let days = layouts.layouts[layout].days
      for day in [high - days, high - days + 1] where day > low { visit(day, start) }
    }
    for week in weekStarts where week > low + 1 && week < high { visit(week, morning) }
    for other in siblings[stints[stint].institution] where other != stint && state.isPlaced(other) {
      both(Int(state.days[other]))
      both(Int(state.lastDays[other]) + 1)
      if let layout = layouts.layout(of: stint, hours: hours, start: morning) {
        both(Int(state.days[other]) - layouts.layouts[layout].days)
      }
    }
  }

  /// The first day of the stint's window after a day.
  private func nextOpen(_ stint: Int, after day: Int) -> Int {
    var day = day + 1
    while day < dayCount, !stints[stint].window[day] { day += 1 }
    return day
  }
}

/// The solver's chance (SplitMix64): the same seed gives the same plan on every machine.
struct Chance: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to below the limit; the bias is below 2⁻⁴⁰ for every limit used here.
  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  /// Between 0 and 1.
  mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
