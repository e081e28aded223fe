/// The calendar of the notice of 2013 (domain.md 0 and 6).
extension TourInstances {
  static let windows = [
    CampaignWindow(.phase1, days((2013, 9, 18), (2013, 12, 31))), CampaignWindow(.phase2, days((2014, 3, 1), (2014, 4, 8))),
    CampaignWindow(.makeup, days((2014, 4, 9), (2014, 4, 12))),
  ]

  static let holidays = [
    HolidayYear(
      year: 2013,
      holidays: off("中秋节", days((2013, 9, 19), (2013, 9, 21))) + off("国庆节", days((2013, 10, 1), (2013, 10, 7)))
        + work("中秋节", [day(2013, 9, 22)]) + work("国庆节", [day(2013, 9, 29), day(2013, 10, 12)]),
      source: "国办发明电〔2012〕33号", isPublished: true),
    HolidayYear(
      year: 2014,
      holidays: off("元旦", days((2014, 1, 1), (2014, 1, 1))) + off("春节", days((2014, 1, 31), (2014, 2, 6)))
        + work("春节", [day(2014, 1, 26), day(2014, 2, 8)]) + off("清明节", days((2014, 4, 5), (2014, 4, 7))),
      source: "国办发明电〔2013〕28号", isPublished: true),
  ]

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay {
    CalendarDay(year: year, month: month, day: day) ?? CalendarDay(dayNumber: 0)
  }

  private static func days(_ first: (Int, Int, Int), _ last: (Int, Int, Int)) -> CalendarDays {
    CalendarDays(day(first.0, first.1, first.2), through: day(last.0, last.1, last.2))
  }

  private static func off(_ name: String, _ days: CalendarDays) -> [Holiday] {
    (0..<days.count).map { Holiday(days.first.adding(days: $0), .off, name) }
  }

  private static func work(_ name: String, _ days: [CalendarDay]) -> [Holiday] { days.map { Holiday($0, .work, name) } }
}
