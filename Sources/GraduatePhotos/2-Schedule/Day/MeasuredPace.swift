/// How quickly people really stood before the camera, added over visits.
public struct MeasuredPace: Sendable, Hashable {
  public private(set) var heads = 0
  /// Minutes of work, breaks left out.
  public private(set) var minutes = 0

  /// Fewer heads tell nothing.
  static let enoughHeads = 100
  static let enoughMinutes = 60

  public init() {}

  /// Adds a visit: heads from the first to the last one's minute of the day.
  ///
  /// - sessions: half-days of the crew; time outside them counts as work when nothing else was there.
  public mutating func add(heads: Int, from first: Int, to last: Int, sessions: [MinuteSpan]) {
    guard heads > 1, last > first else { return }
    let span = MinuteSpan(first, last)
    let inside = TourRules.workMinutes(span, sessions)
    self.heads += heads - 1
    minutes += inside > 0 ? inside : span.minutes
  }

  public mutating func add(_ other: MeasuredPace) {
    heads += other.heads
    minutes += other.minutes
  }

  /// Heads an hour, within half and twice the planned ones; nil while there is not enough to measure.
  public func headsPerHour(planned: Int) -> Int? {
    guard heads >= Self.enoughHeads, minutes >= Self.enoughMinutes else { return nil }
    return min(max(heads * 60 / minutes, planned / 2, ScheduleLimits.headsPerHour.lowerBound), planned * 2)
  }
}
