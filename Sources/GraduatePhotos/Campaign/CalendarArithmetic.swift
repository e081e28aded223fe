extension CalendarDay {
  public func adding(days: Int) -> CalendarDay { CalendarDay(dayNumber: dayNumber + days) }

  /// The same date so many years on; 29 February becomes the 28th where there is none.
  public func adding(years: Int) -> CalendarDay {
    let target = min(max(year + years, Self.years.lowerBound), Self.years.upperBound)
    let last = Self.daysIn(month: month, of: target)
    return CalendarDay(year: target, month: month, day: min(day, last)) ?? self
  }

  /// Days from this day to the other; negative when the other lies before.
  public func days(until other: CalendarDay) -> Int { other.dayNumber - dayNumber }

  /// The n-th such weekday of the same month a year on (second Wednesday to second Wednesday): no drift over the years.
  ///
  /// A fifth weekday that the month lacks becomes its last one.
  public func sameWeekdayNextYear() -> CalendarDay {
    let ordinal = (day - 1) / 7
    let firstOfMonth = adding(years: 1).dayNumber - adding(years: 1).day + 1
    let first = CalendarDay(dayNumber: firstOfMonth)
    let offset = (weekday.rawValue - first.weekday.rawValue + 7) % 7
    let candidate = first.adding(days: offset + ordinal * 7)
    return candidate.month == month ? candidate : candidate.adding(days: -7)
  }

  /// Whole years of age on another day, for somebody born on this one.
  public func age(on other: CalendarDay) -> Int {
    let hadBirthday = (other.month, other.day) >= (month, day)
    return other.year - year - (hadBirthday ? 0 : 1)
  }
}

/// Days from first to last, both included; used for phases, windows and ranges on papers.
public struct CalendarDays: Sendable, Hashable, Codable {
  public var first: CalendarDay
  public var last: CalendarDay

  /// Both ends are kept as given: `CampaignPlan.problems()` says when the last lies before the first.
  public init(_ first: CalendarDay, through last: CalendarDay) {
    self.first = first
    self.last = last
  }

  public var isBackwards: Bool { last < first }
  /// Number of days, both ends included; 0 when the last lies before the first.
  public var count: Int { max(0, first.days(until: last) + 1) }

  public func contains(_ day: CalendarDay) -> Bool { first <= day && day <= last }

  /// 「2026年4月9日（周四）–4月12日（周日）」; the year again only when it differs.
  public var chinese: String {
    if first == last { return first.chinese }
    let end = first.year == last.year ? last.chineseWithoutYear : last.chinese
    return first.chinese + "–" + end
  }
}
