/// A span of one day in minutes since midnight, the end not included: 510..<720 is 08:30–12:00.
public struct MinuteSpan: Sendable, Hashable, Codable {
  /// Minutes since midnight.
  public var start: Int
  /// Minutes since midnight; nothing happens in this minute any more.
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// Length in minutes, 0 when the end lies before the start.
  public var minutes: Int { max(0, end - start) }

  public func overlaps(_ other: MinuteSpan) -> Bool { start < other.end && other.start < end }
  public func contains(_ other: MinuteSpan) -> Bool { start <= other.start && other.end <= end }

  /// 「08:30–12:00」.
  public var chinese: String { "\(Self.clock(start))–\(Self.clock(end))" }

  /// 「08:30」 of 510; beyond midnight the hours go on counting.
  public static func clock(_ minutes: Int) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60)
    return (hour < 10 ? "0\(hour)" : "\(hour)") + ":" + (minute < 10 ? "0\(minute)" : "\(minute)")
  }

  /// Reads 「8:30」 or 「08：30」; nil for anything else.
  public static func minutes(of text: String) -> Int? {
    let parts = text.compactHalfWidth.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), parts[1].utf8.count == 2 else { return nil }
    guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    return hour * 60 + minute
  }

  /// Classes are called at quarter-hours: the quarter-hour at or before a minute.
  public static func quarter(before minutes: Int) -> Int { minutes / 15 * 15 }
  /// The quarter-hour at or after a minute.
  public static func quarter(after minutes: Int) -> Int { (minutes + 14) / 15 * 15 }
}
