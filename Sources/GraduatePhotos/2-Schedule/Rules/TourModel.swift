/// A problem in numbers: days, institutions and crews by position, travel as a matrix.
///
/// Rules, cost and solver read the same model, so that they cannot disagree about what a day or a journey is.
struct TourModel: Sendable {
  let problem: TourProblem
  let holidays: HolidayCalendar
  /// Working days of the phases, in order.
  let days: [CalendarDay]
  /// Days since 1970, for each of `days`.
  let dayNumbers: [Int]
  /// Position in `problem.phases`, for each of `days`.
  let dayPhases: [Int]
  let dayIndex: [CalendarDay: Int]
  let institutionIndex: [String: Int]
  let crewIndex: [String: Int]
  /// Heads an hour, for each institution.
  let paces: [Int]
  /// Number of places: the institutions, then each crew's home.
  let placeCount: Int
  /// Minutes between places, row by row; -1 when unknown.
  let travel: [Int32]
  /// For each crew and place: no lodging to count there (home or the capital).
  let lodgesFree: [Bool]
  /// For each crew: how many days it may travel before each day of the season (`seasonStart` on), a prefix sum.
  let travelDays: [[Int32]]
  /// Days since 1970 of the first day `travelDays` knows.
  let seasonStart: Int
  /// Position in `days` of the last day that leaves time for the make-up; the last one when there is none.
  let latestUseful: Int

  init(_ problem: TourProblem) {
    self.problem = problem
    let holidays = problem.holidayCalendar
    self.holidays = holidays
    let days = problem.usableDays
    self.days = days
    dayNumbers = days.map(\.dayNumber)
    let phases = problem.phases
    dayPhases = days.map { day in phases.firstIndex { $0.days.contains(day) } ?? 0 }
    dayIndex = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1, $0) })
    institutionIndex = Self.positions(problem.institutions.map(\.id))
    crewIndex = Self.positions(problem.crews.map(\.id))
    paces = problem.institutions.map { max(1, problem.headsPerHour(at: $0)) }
    placeCount = problem.institutions.count + problem.crews.count
    travel = Self.matrix(problem)
    let cities = problem.institutions.map(\.city) + problem.crews.map(\.homeCity)
    lodgesFree = problem.crews.flatMap { crew in
      cities.map { $0 == crew.homeCity || $0 == problem.terms.capital }
    }
    // A crew may set out before the first phase and come home after the last one.
    let start = (days.first?.dayNumber ?? 0) - 14
    let count = (days.last?.dayNumber ?? 0) + 14 - start
    seasonStart = start
    travelDays = problem.crews.map { crew in
      var sums: [Int32] = [0]
      for offset in 0..<max(0, count) {
        sums.append((sums.last ?? 0) + (crew.isOff(CalendarDay(dayNumber: start + offset)) ? 0 : 1))
      }
      return sums
    }
    latestUseful = problem.latestUsefulDay.map { latest in (days.lastIndex { $0 <= latest }) ?? -1 } ?? days.count - 1
  }

  /// The first of two equal names counts; the obstacles name the second.
  private static func positions(_ names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func matrix(_ problem: TourProblem) -> [Int32] {
    let finder = TravelTable.Finder(problem.travel)
    let places =
      problem.institutions.map { TourPlace(city: $0.city, latitude: $0.latitude, longitude: $0.longitude) }
      + problem.crews.map { TourPlace(city: $0.homeCity) }
    var matrix = [Int32](repeating: 0, count: places.count * places.count)
    // Places of one city without coordinates of their own are alike: each pair of kinds is asked once.
    var kinds: [TourPlace: Int] = [:]
    let kind = places.map { place in
      let next = kinds.count
      return kinds[place]
        ?? {
          kinds[place] = next; return next
        }()
    }
    let distinct = kinds.sorted { $0.value < $1.value }.map(\.key)
    var between = [Int32](repeating: 0, count: distinct.count * distinct.count)
    for from in distinct.indices {
      for to in distinct.indices.dropFirst(from) {
        let minutes = Int32(finder.minutes(from: distinct[from], to: distinct[to]) ?? -1)
        between[from * distinct.count + to] = minutes
        between[to * distinct.count + from] = minutes
      }
    }
    close(&between, distinct.count)
    for from in places.indices {
      for to in places.indices where to != from {
        matrix[from * places.count + to] = between[kind[from] * distinct.count + kind[to]]
      }
    }
    return matrix
  }

  /// Going by way of a third place is never quicker: whoever can make a journey with a stop can make it without (Floyd, Warshall).
  private static func close(_ minutes: inout [Int32], _ count: Int) {
    for by in 0..<count {
      for from in 0..<count where minutes[from * count + by] >= 0 {
        for to in 0..<count where minutes[by * count + to] >= 0 {
          let sum = minutes[from * count + by] + minutes[by * count + to]
          let at = from * count + to
          if minutes[at] < 0 || sum < minutes[at] { minutes[at] = sum }
        }
      }
    }
  }

  /// The place of a crew's home.
  func home(_ crew: Int) -> Int { problem.institutions.count + crew }

  /// Minutes from place to place; nil when unknown.
  func minutes(from: Int, to: Int) -> Int? {
    let value = travel[from * placeCount + to]
    return value < 0 ? nil : Int(value)
  }

  /// Days strictly between two days (since 1970) on which a crew may travel.
  func travelDays(of crew: Int, after first: Int, before last: Int) -> Int {
    let sums = travelDays[crew]
    let from = min(max(0, first + 1 - seasonStart), sums.count - 1)
    let to = min(max(from, last - seasonStart), sums.count - 1)
    return Int(sums[to] - sums[from])
  }

  /// Whole minutes a number of heads takes.
  static func minutes(for heads: Int, perHour: Int) -> Int { (heads * 60 + perHour - 1) / perHour }
}
