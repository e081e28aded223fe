import GraduatePhotos

/// Times as people read them: 2026年4月9日 14:30, by China's clock.
enum Moment {
  static func text(_ milliseconds: Int64) -> String {
    let day = CalendarDay(milliseconds: milliseconds)
    return "\(day.year)年\(day.month)月\(day.day)日 \(clock(milliseconds))"
  }

  /// 14:30.
  static func clock(_ milliseconds: Int64) -> String {
    let minutes = (milliseconds - CalendarDay(milliseconds: milliseconds).startMilliseconds) / 60_000
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
