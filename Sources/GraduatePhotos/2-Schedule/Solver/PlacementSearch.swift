extension TourSearch {
  /// The cheapest place for a stint; nil when there is none.
  ///
  /// Candidates lie beside what a crew does already, at the beginnings of weeks, and beside the institution's other stints: a place in the
  /// middle of nowhere costs no less than one of these. One in `blinks` is left out by chance (none when that is 0), so that the search does
  /// not always end alike. With `isBroad` false, far crews are looked at only beside visits near by. Days after which there is no time left
  /// before the make-up are taken only with `mayBeLate`.
  func cheapestPlace(for stint: Int, isBroad: Bool, mayBeLate: Bool, blinks: Int, chance: inout Chance) -> Placement? {
    var best: Placement?
    // No closures here: each would copy the whole table of the search.
    var slots: [Slot] = []
    let place = stints[stint].institution
    let crews = stints[stint].crews
    for at in 0..<(crews.isEmpty ? state.order.count : crews.count) {
      let crew = crews.isEmpty ? at : crews[at]
      let count = state.order[crew].count
      // Without breadth one crew in eight is looked at everywhere; the others beside visits near by.
      let everywhere = isBroad || chance.below(8) == 0
      for position in 0...count {
        let before = position > 0 ? Int(state.order[crew][position - 1]) : -1
        let after = position < count ? Int(state.order[crew][position]) : -1
        if !everywhere, !isNear(place, before), !isNear(place, after) { continue }
        slots.removeAll(keepingCapacity: true)
        addSlots(stint, crew, before, after, to: &slots)
        for slot in slots where blinks == 0 || chance.below(blinks) != 0 {
          guard
            let found = placement(
              of: stint, crew: crew, position: position, day: Int(slot.day), start: Int(slot.start), mayBeLate: mayBeLate)
          else { continue }
          if best == nil || found.price < (best?.price ?? 0) { best = found }
        }
      }
    }
    return best
  }

  /// A day and a start worth judging.
  private struct Slot {
    var day: Int32
    var start: Int32

    init(_ day: Int, _ start: Int) {
      self.day = Int32(day)
      self.start = Int32(start)
    }
  }

  /// Minutes within which one crew can serve two places in turn without much ado.
  private static let nearMinutes = 120

  private func isNear(_ place: Int, _ stint: Int) -> Bool {
    guard stint >= 0 else { return false }
    let minutes = model.travel[place * model.placeCount + stints[stint].institution]
    return minutes >= 0 && minutes <= Self.nearMinutes
  }

  /// Days and starts worth judging between two neighbours of a crew's list (-1: none).
  private func addSlots(_ stint: Int, _ crew: Int, _ before: Int, _ after: Int, to slots: inout [Slot]) {
    let hours = layouts.hoursOfCrew[crew]
    let low = before >= 0 ? Int(state.lastDays[before]) : -1
    let high = after >= 0 ? Int(state.days[after]) : dayCount
    guard let morning = layouts.start(of: stint, hours: hours, after: 0) else { return }
    let afternoon = layouts.start(of: stint, hours: hours, after: Wish.noon) ?? morning
    if before >= 0 {
      let place = stints[stint].institution
      let travel = Int(model.travel[stints[before].institution * model.placeCount + place])
      let gap = stints[before].institution == place ? 0 : travel + 2 * model.problem.terms.setUpMinutes
      if travel >= 0, let next = layouts.start(of: stint, hours: hours, after: Int(state.ends[before]) + gap) {
        slots.append(Slot(low, next))
        if next < Wish.noon { slots.append(Slot(low, afternoon)) }
      }
    }
    let span = (low + 1)...max(low + 1, min(high, dayCount - 1))
    func both(_ day: Int, _ slots: inout [Slot]) {
      guard span.contains(day), day < dayCount else { return }
      slots.append(Slot(day, morning))
      if afternoon != morning { slots.append(Slot(day, afternoon)) }
    }
    if let fixed = stints[stint].firstDay { return both(fixed, &slots) }
    both(nextOpen(stint, after: low), &slots)
    if after >= 0 { addSlots(before: high, above: low, stint, hours, morning, afternoon, to: &slots) }
    for week in weekStarts where week > low + 1 && week < high { slots.append(Slot(week, morning)) }
    let siblings = siblings[stints[stint].institution]
    if siblings.count == 1 { return }
    for other in siblings where other != stint && state.isPlaced(other) {
      both(Int(state.days[other]), &slots)
      both(Int(state.lastDays[other]) + 1, &slots)
      if let layout = layouts.layout(of: stint, hours: hours, start: morning) {
        both(Int(state.days[other]) - layouts.layouts[layout].days, &slots)
      }
    }
  }

  /// Starts from which the stint ends on the day before, or on the day on which its crew goes on elsewhere.
  private func addSlots(
    before high: Int, above low: Int, _ stint: Int, _ hours: Int, _ morning: Int, _ afternoon: Int, to slots: inout [Slot]
  ) {
    for start in [morning, afternoon] {
      guard let layout = layouts.layout(of: stint, hours: hours, start: start) else { continue }
      let days = layouts.layouts[layout].days
      if high - days > low { slots.append(Slot(high - days, start)) }
      if high - days + 1 > low { slots.append(Slot(high - days + 1, start)) }
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
