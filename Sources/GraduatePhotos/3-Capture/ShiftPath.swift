/// Which offset every shot of a stretch has: the most likely path (Viterbi) over offsets, told after each shot.
///
/// A shot that is bound to the scan at place j may show who was scanned at j + k: offset k, −3 … 3. Further states: a face of nobody near
/// (`unknown`), and the two shots of swapped neighbours, which cost no change between them. A path pays for leaving state "no shift", for
/// every change; it gains what the faces say for its offset more than for none. Coming back is free.
///
/// **Threshold.** Leaving costs `leaving`, and an alarm is when the best path is not "no shift" throughout. Without shift each of the
/// 8 alternatives (6 offsets, unknown, swap) that could begin at a shot is a likelihood ratio of mean 1; their sum over all beginnings (the
/// Shiryaev–Roberts statistic) minus 8 × shots is a martingale, so by Doob the chance that one of N shots lifts any above e^h is at most 8 N e^−h,
/// and the mean number of shots between false alarms is at least e^h ÷ 8. With N = 800 shots a day and 0.7 false alarms a day
/// (0.3 are left for pairs of shots): h = ln(800 × 8 ÷ 0.7) = 9.12. Staying and changing carry weights that sum to less than 1 for each state
/// (0.96 stay, 7 × 1/350 change), so that a path is never worth more than its share; one that came back is one that was stopped, which Doob's
/// bound covers already.
///
/// The bound holds for the distributions of `FaceLikeness`, outliers included: 0.36 a day in 20,000 simulated days in which every 1.5 % and
/// 0.5 % is a full outlier, 0.01 a day in 800 days with count A's frequencies. Two comparisons against the own reference never alarm
/// (2 × 4.2), nor does one likeness; not being who is bound **and** being the neighbour does (9.48).
public struct ShiftPath: Sendable {
  /// What the faces say for a shot, in nats: `ratios[k + 3]` for offset k, 0 where nothing was compared.
  public struct Evidence: Sendable, Hashable {
    public var ratios: [Double]
    /// It goes by the same scan as the shot before.
    public var repeatsScan = false

    public init(ratios: [Double] = Array(repeating: 0, count: 2 * ShiftPath.reach + 1)) { self.ratios = ratios }

    public subscript(offset: Int) -> Double {
      get { ratios[offset + ShiftPath.reach] }
      set { ratios[offset + ShiftPath.reach] = newValue }
    }

    /// Nothing says that another than the bound one is on the picture.
    var isPeaceful: Bool {
      let own = ratios[ShiftPath.reach]
      if own < 0 { return false }
      for ratio in ratios where ratio > own { return false }
      return true
    }
  }

  public enum State: Sendable, Hashable {
    case none
    case offset(Int)
    /// A face of nobody near.
    case unknown
    case swapFirst, swapSecond
  }

  /// Largest offset, in people.
  public static let reach = 3
  /// Shots of a day that the threshold reckons with.
  public static let shotsADay = 800
  /// False alarms of paths a day that the threshold allows.
  public static let falseAlarmsADay = 0.7
  /// Nats for leaving "no shift": ln(800 × 8 ÷ 0.7).
  public static let leaving = 9.12
  /// Nats for going from one offset to another: ln 350.
  static let changing = 5.86
  /// Nats for going on by one shot: −ln 0.96.
  static let staying = 0.041
  /// What a face of nobody near is worth, less than an offset whose reference is missing.
  static let unknownPrice = -0.7

  static let states: [State] =
    [.none] + [-1, 1, -2, 2, -3, 3].map { State.offset($0) } + [.unknown, .swapFirst, .swapSecond]
  private static let swapFirst = 8
  private static let swapSecond = 9
  /// For each state the place of its ratio; nil: none.
  private static let ratioPlaces: [Int?] = [3, 2, 4, 1, 5, 0, 6, nil, 4, 2]
  private static let impossible = -1e9

  private struct Column {
    /// Best path's gain that ends in each state, less that of ending in "no shift"; empty when all is peaceful.
    var scores: [Double] = []
    /// State of the shot before on that path.
    var back: [Int] = []
    /// No path is worth more than one that begins with the next shot.
    var isAtRest = true
  }

  private var columns: [Column] = []
  /// Columns that are not peaceful.
  private var busy = 0

  public init() {}

  public var count: Int { columns.count }

  /// The next shot.
  public mutating func append(_ evidence: Evidence) {
    let last = columns.last
    if last?.isAtRest ?? true, evidence.isPeaceful {
      columns.append(Column())
    } else {
      columns.append(Self.next(last, evidence))
      busy += 1
    }
  }

  public mutating func removeLast(_ shots: Int) {
    for _ in 0..<min(shots, columns.count) where !columns.removeLast().scores.isEmpty { busy -= 1 }
  }

  public mutating func removeFirst(_ shots: Int) {
    for _ in 0..<min(shots, columns.count) where !columns.removeFirst().scores.isEmpty { busy -= 1 }
  }

  /// Nothing but "no shift" for certain, without looking at the path.
  public var isPeaceful: Bool { busy == 0 }

  /// The most likely state of every shot.
  public func likeliest() -> [State] {
    guard let last = columns.last else { return [] }
    var state = 0
    if !last.scores.isEmpty { for at in last.scores.indices where last.scores[at] > last.scores[state] { state = at } }
    var path = Array(repeating: State.none, count: columns.count)
    for place in columns.indices.reversed() {
      path[place] = Self.states[state]
      state = columns[place].back.isEmpty ? 0 : columns[place].back[state]
    }
    return path
  }

  /// Whether the newest shot lies on a likely shift.
  public var endsShifted: Bool { columns.last.map { column in column.scores.contains { $0 > 0 } } ?? false }

  /// What a state gains over "no shift" by a shot, in nats.
  static func gain(_ state: Int, _ evidence: Evidence) -> Double {
    guard state > 0 else { return 0 }
    guard let place = ratioPlaces[state] else { return unknownPrice - evidence[0] }
    return evidence.ratios[place] - evidence[0]
  }

  static func gain(_ state: State, _ evidence: Evidence) -> Double {
    gain(states.firstIndex(of: state) ?? 0, evidence)
  }

  /// Nats for going from one state that is not "no shift" to another; nil: there is no such way.
  private static func price(_ from: Int, _ to: Int, _ evidence: Evidence) -> Double? {
    if from == 0 { return nil }
    if to >= swapFirst {
      // all shots of one scan go the same way; then the neighbour's
      if from == to { return evidence.repeatsScan ? staying : nil }
      return from == swapFirst && !evidence.repeatsScan ? 0 : nil
    }
    if from == swapFirst { return nil }
    return from == to ? staying : changing
  }

  private static func next(_ last: Column?, _ evidence: Evidence) -> Column {
    let before = last.map(\.scores) ?? []
    var column = Column(
      scores: Array(repeating: impossible, count: states.count), back: Array(repeating: 0, count: states.count))
    column.scores[0] = 0
    for from in before.indices where from != swapFirst && before[from] > column.scores[0] {
      (column.scores[0], column.back[0]) = (before[from], from)
    }
    for to in 1..<states.count {
      column.scores[to] = to == swapSecond ? impossible : -leaving
      for from in before.indices {
        guard let price = price(from, to, evidence) else { continue }
        if before[from] - price > column.scores[to] { (column.scores[to], column.back[to]) = (before[from] - price, from) }
      }
    }
    for to in 1..<states.count { column.scores[to] += gain(to, evidence) }
    let base = column.scores[0]
    for to in column.scores.indices { column.scores[to] -= base }
    column.isAtRest = column.scores.indices.dropFirst().allSatisfy { column.scores[$0] <= staying - leaving }
    return column
  }
}
