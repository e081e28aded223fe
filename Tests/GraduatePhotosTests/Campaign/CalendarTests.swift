import GraduatePhotos
import Testing

@Suite("Calendar days and money")
struct CalendarTests {
  @Test("Every day from 1900 to 2199 comes back from its number, and the weekdays follow each other")
  func roundTrip() throws {
    var day = try #require(CalendarDay(year: 1900, month: 1, day: 1))
    #expect(day.weekday == .monday)
    var count = 0
    var wrong = 0
    let last = try #require(CalendarDay(year: 2199, month: 12, day: 31))
    while day < last {
      let next = day.adding(days: 1)
      let isNextWeekday = next.weekday.rawValue == day.weekday.rawValue % 7 + 1
      let isNextDate =
        (next.year == day.year && next.month == day.month && next.day == day.day + 1)
        || (next.day == 1 && day.day == CalendarDay.daysIn(month: day.month, of: day.year))
      if !isNextWeekday || !isNextDate || CalendarDay(dayNumber: next.dayNumber) != next || next <= day { wrong += 1 }
      day = next
      count += 1
    }
    #expect(wrong == 0)
    #expect(count == 109_572)
  }

  @Test("Known days: the make-up of the notice was Wednesday to Saturday (domain.md 0)")
  func knownDays() {
    #expect(Fixture.day(2014, 4, 9).weekday == .wednesday)
    #expect(Fixture.day(2014, 4, 12).weekday == .saturday)
    #expect(Fixture.day(1970, 1, 1).dayNumber == 0)
    #expect(Fixture.day(2026, 4, 9).chinese == "2026年4月9日（周四）")
    #expect(Fixture.day(2026, 4, 9).iso == "2026-04-09" && Fixture.day(2026, 4, 9).compact == "20260409")
    #expect(
      CalendarDays(Fixture.day(2014, 4, 9), through: Fixture.day(2014, 4, 12)).chinese == "2014年4月9日（周三）–4月12日（周六）")
    #expect(CalendarDay(year: 2023, month: 2, day: 29) == nil && CalendarDay(year: 2024, month: 2, day: 29) != nil)
    #expect(CalendarDay(year: 1900, month: 2, day: 29) == nil && CalendarDay(year: 2026, month: 13, day: 1) == nil)
  }

  @Test(
    "Dates in every usual writing",
    arguments: [
      "20260630", "2026-06-30", "2026/6/30", "2026.6.30", "2026年6月30日", "2026-6-30 00:00:00", "2026-06-30T08:00", "２０２６/６/３０",
      " 2026.06.30 ",
      "2026年06月30日 8:00",
    ])
  func parsing(text: String) {
    #expect(CalendarDay.parse(text) == Fixture.day(2026, 6, 30))
  }

  @Test(
    "What is no date stays none",
    arguments: [
      "", "2026", "202606", "2026-06", "20260631", "2026-13-01", "六月", "2026//30", "12345678901", "2026-6-30-1", "-2026-6-30",
    ])
  func notDates(text: String) {
    #expect(CalendarDay.parse(text) == nil)
  }

  @Test("Months without a day are recognised; spreadsheets count days")
  func monthsAndSerials() {
    for text in ["202606", "2026-06", "2026.6", "2026年6月"] { #expect(CalendarDay.isMonthOnly(text), "\(text)") }
    #expect(!CalendarDay.isMonthOnly("20260630") && !CalendarDay.isMonthOnly("202613") && !CalendarDay.isMonthOnly("6"))
    #expect(CalendarDay.parse(spreadsheet: "46203") == Fixture.day(2026, 6, 30))
    #expect(CalendarDay.parse(spreadsheet: "46203.5") == Fixture.day(2026, 6, 30))
    #expect(CalendarDay.parse(spreadsheet: "25569") == Fixture.day(1970, 1, 1))
    #expect(CalendarDay.parse(spreadsheet: "2026") == nil)
  }

  @Test("A year on, by date and by weekday, over many seeds", arguments: 1...20)
  func yearOn(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let day = CalendarDay(dayNumber: Int.random(in: 10_000...40_000, using: &random))
      let next = day.sameWeekdayNextYear()
      #expect(next.weekday == day.weekday && next.year == day.year + 1 && next.month == day.month)
      #expect((next.day - 1) / 7 == (day.day - 1) / 7 || (day.day - 1) / 7 == 4)
      #expect(day.adding(days: 400).adding(days: -400) == day)
      #expect(day.adding(years: 1).adding(days: -1) < day.adding(days: 366))
    }
    #expect(Fixture.day(2024, 2, 29).adding(years: 1) == Fixture.day(2025, 2, 28))
  }

  @Test("Ages change on the birthday")
  func ages() {
    #expect(Fixture.day(2003, 3, 3).age(on: Fixture.today) == 22)
    #expect(Fixture.day(2003, 3, 2).age(on: Fixture.today) == 23)
  }

  @Test("A10: money is whole fen")
  func money() {
    #expect(Fen(text: "20")?.chinese == "20.00 元" && Fen(text: "20.5")?.count == 2050 && Fen(text: "¥ 15.05元")?.count == 1505)
    #expect(Fen(text: "20.005") == nil && Fen(text: "-1") == nil && Fen(text: "") == nil && Fen(text: "20.") == nil)
    #expect(Fen(text: "99999999999") == nil)
    #expect(Fen.yuan(20) * 1204 == Fen(2_408_000) && (Fen.yuan(20) - .yuan(35)).chinese == "-15.00 元")
    #expect(Fen(-5).plain == "-0.05" && Fen(5).plain == "0.05")
  }
}
