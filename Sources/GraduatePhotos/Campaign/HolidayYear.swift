/// A day that is not what its weekday says: free by the State Council's notice, or a weekend day that is worked in return (调休).
public struct Holiday: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case off, work

    public var chineseName: String { self == .off ? "放假" : "上班" }
  }

  public var day: CalendarDay
  public var kind: Kind
  /// 「国庆节」; for a worked day the holiday it belongs to.
  public var name: String

  public init(_ day: CalendarDay, _ kind: Kind, _ name: String) {
    self.day = day
    self.kind = kind
    self.name = name
  }
}

/// A calendar year's holidays.
public struct HolidayYear: Sendable, Hashable, Codable {
  public var year: Int
  /// In the order of days.
  public var holidays: [Holiday]
  /// The notice they are from.
  public var source: String
  /// False while the year's notice is not out: whatever is planned in it has to be looked at again.
  public var isPublished: Bool

  public init(year: Int, holidays: [Holiday], source: String, isPublished: Bool) {
    self.year = year
    self.holidays = holidays.sorted { $0.day < $1.day }
    self.source = source
    self.isPublished = isPublished
  }

  /// Weekends and the days that are free by regulation every year; feasts of the moon calendar are not guessed.
  public static func estimated(_ year: Int) -> HolidayYear {
    let fixed: [(String, Int, ClosedRange<Int>)] = [("元旦", 1, 1...1), ("劳动节", 5, 1...2), ("国庆节", 10, 1...3)]
    let holidays = fixed.flatMap { name, month, days in
      days.compactMap { day in CalendarDay(year: year, month: month, day: day).map { Holiday($0, .off, name) } }
    }
    return HolidayYear(year: year, holidays: holidays, source: "尚未公布，只按周末和法定固定假日估算", isPublished: false)
  }

  /// Most days of one year that may differ from their weekday.
  public static let holidayLimit = 120

  /// What is wrong with the year: days of another year, a day twice, a worked day that is a weekday anyway.
  public func problems() -> [String] {
    var problems: [String] = []
    if !CalendarDay.years.contains(year) { problems.append("年份应在 1900–2199 之间") }
    if holidays.count > Self.holidayLimit { problems.append("一年最多 \(Self.holidayLimit) 天，现有 \(holidays.count) 天") }
    var seen: Set<CalendarDay> = []
    for holiday in holidays {
      let day = holiday.day
      if day.year != year { problems.append("\(day.chinese)不在 \(year) 年") }
      if !seen.insert(day).inserted { problems.append("\(day.chinese)填了两次") }
      if holiday.name.trimmed.isEmpty { problems.append("\(day.chinese)没有填写假日名称") }
      if holiday.kind == .work, !day.weekday.isWeekend { problems.append("\(day.chinese)本来就上班，不用填调休上班") }
    }
    if isPublished, source.trimmed.isEmpty { problems.append("没有填写依据（放假通知的文号）") }
    return problems
  }
}
