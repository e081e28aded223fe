/// Where each stint is, and what that costs; plain arrays, changed one stint at a time.
struct TourState: Sendable {
  /// Crew of each stint; -1 without a place.
  var crews: [Int32]
  /// Day each stint begins on, by position among the season's days.
  var days: [Int32]
  var lastDays: [Int32]
  /// Minutes since midnight on the first day.
  var starts: [Int32]
  /// Minutes since midnight on the last day.
  var ends: [Int32]
  var layouts: [Int32]
  /// The way to each stint from what its crew did before, or from home.
  var ways: [Journey]
  /// What a stint costs inside: nights and minutes between its own days.
  var inside: [Journey]
  var wishes: [Int32]
  /// Stints of each crew in order of time.
  var order: [[Int32]]
  /// The way home of each crew after its last stint.
  var waysHome: [Journey]
  /// Minutes each crew works on each day, row by row.
  var loads: [Int16]
  /// Sum of the squares of `loads`.
  var squares = 0
  /// Days on which each crew works.
  var crewDays: [Int]
  var unplacedHeads: Int
  var nights = 0
  var minutes = 0
  var unmet = 0

  init(stints: [Stint], crews crewCount: Int, days dayCount: Int) {
    loads = Array(repeating: 0, count: crewCount * dayCount)
    let none = Journey(nights: 0, minutes: 0)
    crews = Array(repeating: -1, count: stints.count)
    days = Array(repeating: 0, count: stints.count)
    lastDays = days
    starts = days
    ends = days
    layouts = days
    wishes = days
    ways = Array(repeating: none, count: stints.count)
    inside = ways
    order = Array(repeating: [], count: crewCount)
    waysHome = Array(repeating: none, count: crewCount)
    crewDays = Array(repeating: 0, count: crewCount)
    unplacedHeads = stints.reduce(0) { $0 + ($1.locked == nil ? $1.heads : 0) }
  }

  func isPlaced(_ stint: Int) -> Bool { crews[stint] >= 0 }

  var cost: PlanCost {
    PlanCost(
      unplacedHeads: unplacedHeads, crewDays: crewDays.reduce(0, +), nightsAway: nights, travelMinutes: minutes,
      unmetWishes: unmet, unevenDays: TourRules.unevenDays(crewDays))
  }

  /// One number for the search, which may take a small step back; the order of the parts is kept by `cost`.
  var energy: Double {
    Double(unplacedHeads) * Weight.unplaced + Double(crewDays.reduce(0, +)) * Weight.day + Double(nights) * Weight.night
      + Double(minutes) * Weight.minute + Double(unmet) * Weight.wish
      + Double(TourRules.unevenDays(crewDays)) * Weight.uneven - Double(squares) * Weight.square
  }

  /// What the search takes the parts for.
  enum Weight {
    static let unplaced = 1_000.0
    static let day = 1_000.0
    static let night = 60.0
    static let minute = 0.1
    static let wish = 5.0
    static let uneven = 2.0
    /// Full days beside empty ones are worth more than half-full ones: what is left of them fits something (as in bin packing).
    ///
    /// For each square minute; a day of seven hours is worth a fifth of a crew-day.
    static let square = 200.0 / (420 * 420)
  }
}
