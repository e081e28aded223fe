/// A day of the Gregorian calendar without clock or time zone, as the notice's dates are; pure arithmetic, years 1900–2199.
public struct CalendarDay: Sendable, Hashable, Comparable {
  private let storedYear: Int16
  private let storedMonth: UInt8
  private let storedDay: UInt8

  public var year: Int { Int(storedYear) }
  public var month: Int { Int(storedMonth) }
  public var day: Int { Int(storedDay) }

  public static let years = 1900...2199

  /// Nil when there is no such day (2023-02-29) or the year is outside `years`.
  public init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), (1...12).contains(month) else { return nil }
    guard day >= 1, day <= Self.daysIn(month: month, of: year) else { return nil }
    self.init(trusted: year, month, day)
  }

  /// The day with the given count of days since 1970-01-01; days outside `years` become the nearest end.
  public init(dayNumber: Int) {
    let clamped = min(max(dayNumber, Self.firstDayNumber), Self.lastDayNumber)
    let shifted = clamped + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(trusted: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private init(trusted year: Int, _ month: Int, _ day: Int) {
    storedYear = Int16(year)
    storedMonth = UInt8(month)
    storedDay = UInt8(day)
  }

  private static let firstDayNumber = CalendarDay(trusted: years.lowerBound, 1, 1).dayNumber
  private static let lastDayNumber = CalendarDay(trusted: years.upperBound, 12, 31).dayNumber

  /// Days since 1970-01-01, negative before.
  public var dayNumber: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  public var weekday: Weekday {
    Weekday(rawValue: ((dayNumber + 3) % 7 + 7) % 7 + 1) ?? .monday
  }

  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.storedYear, left.storedMonth, left.storedDay) < (right.storedYear, right.storedMonth, right.storedDay)
  }

  public static func daysIn(month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

/// 星期, Monday first as in China (GB/T 7408).
public enum Weekday: Int, Sendable, Hashable, CaseIterable, Codable {
  case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

  /// 周一 … 周日.
  public var chineseName: String {
    switch self {
    case .monday: "周一"
    case .tuesday: "周二"
    case .wednesday: "周三"
    case .thursday: "周四"
    case .friday: "周五"
    case .saturday: "周六"
    case .sunday: "周日"
    }
  }

  public var isWeekend: Bool { self == .saturday || self == .sunday }
}
