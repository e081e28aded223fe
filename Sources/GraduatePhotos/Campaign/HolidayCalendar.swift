/// Which days are worked (domain.md 6): a day named as worked is; else a day off is free; else Saturday and Sunday are.
public struct HolidayCalendar: Sendable, Hashable {
  /// What a day is.
  public enum DayKind: Sendable, Hashable {
    case working
    case weekend
    /// Free, with the holiday's name.
    case off(String)
    /// A weekend day that is worked in return for a holiday.
    case swapped(String)

    public var isWorking: Bool {
      switch self {
      case .working, .swapped: true
      case .weekend, .off: false
      }
    }
  }

  private let days: [CalendarDay: Holiday]
  private let published: Set<Int>
  private let known: Set<Int>

  /// - Parameter years: the years on record; every other year is estimated.
  public init(years: [HolidayYear]) {
    var days: [CalendarDay: Holiday] = [:]
    for year in years {
      for holiday in year.holidays { days[holiday.day] = holiday }
    }
    self.days = days
    published = Set(years.filter(\.isPublished).map(\.year))
    known = Set(years.map(\.year))
  }

  public func kind(of day: CalendarDay) -> DayKind {
    let holiday = days[day] ?? (known.contains(day.year) ? nil : Self.estimate(day))
    switch holiday?.kind {
    case .work: return .swapped(holiday?.name ?? "")
    case .off: return .off(holiday?.name ?? "")
    case nil: return day.weekday.isWeekend ? .weekend : .working
    }
  }

  public func isWorkingDay(_ day: CalendarDay) -> Bool { kind(of: day).isWorking }

  /// The working days among `span`, in order.
  public func workingDays(in span: CalendarDays) -> [CalendarDay] {
    (0..<span.count).map { span.first.adding(days: $0) }.filter(isWorkingDay)
  }

  /// The years that `span` touches and whose holidays are not published: what is planned there has to be looked at again.
  public func unpublishedYears(in span: CalendarDays) -> [Int] {
    guard !span.isBackwards else { return [] }
    return (span.first.year...span.last.year).filter { !published.contains($0) }
  }

  private static func estimate(_ day: CalendarDay) -> Holiday? {
    HolidayYear.estimated(day.year).holidays.first { $0.day == day }
  }
}
