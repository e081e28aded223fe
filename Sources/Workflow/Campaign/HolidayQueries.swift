import GraduatePhotos
import Storage

extension Transaction {
  /// A year as it is on record; nil when nobody looked after it.
  func storedHolidayYear(_ year: Int) throws -> (value: HolidayYear, version: Int, changedAt: Int64)? {
    let found = try row("SELECT source, published_at, version, changed_at FROM holiday_year WHERE year = ?", [.int(year)])
    guard let found else { return nil }
    let value = HolidayYear(
      year: year, holidays: try holidays(of: year), source: try found.text("source"),
      isPublished: try found.optionalInteger("published_at") != nil)
    return (value, try found.int("version"), try found.integer("changed_at"))
  }

  private func holidays(of year: Int) throws -> [Holiday] {
    try rows("SELECT day, kind, name FROM holiday WHERE year = ? ORDER BY day", [.int(year)]).compactMap { row in
      let day = CalendarDay.parse(try row.text("day"))
      guard let day, let kind = Holiday.Kind(rawValue: try row.text("kind")) else { return nil }
      return Holiday(day, kind, try row.text("name"))
    }
  }

  func holidayYears() throws -> [Int] {
    try rows("SELECT year FROM holiday_year ORDER BY year").map { try $0.int("year") }
  }

  func insertHolidayYear(_ year: HolidayYear) throws {
    try execute(
      "INSERT INTO holiday_year (year, source, published_at, version, changed_at) VALUES (?, ?, ?, 1, ?)",
      [.int(year.year), .text(year.source), .optional(year.isPublished ? now : nil), .integer(now)])
    try insertHolidays(year)
  }

  /// Writes over the version that was seen; false when somebody was first.
  func updateHolidayYear(_ year: HolidayYear, seen version: Int) throws -> Bool {
    let changed = try execute(
      """
      UPDATE holiday_year SET source = ?, published_at = CASE WHEN ? = 0 THEN NULL ELSE COALESCE(published_at, ?) END,
        version = version + 1, changed_at = ? WHERE year = ? AND version = ?
      """,
      [
        .text(year.source), .integer(year.isPublished ? 1 : 0), .integer(now), .integer(now), .int(year.year), .int(version),
      ])
    guard changed == 1 else { return false }
    try execute("DELETE FROM holiday WHERE year = ?", [.int(year.year)])
    try insertHolidays(year)
    return true
  }

  private func insertHolidays(_ year: HolidayYear) throws {
    for holiday in year.holidays {
      try execute(
        "INSERT INTO holiday (day, year, kind, name) VALUES (?, ?, ?, ?)",
        [.text(holiday.day.compact), .int(year.year), .text(holiday.kind.rawValue), .text(holiday.name)])
    }
  }

  /// The calendar of the years a span touches.
  func holidayCalendar(for span: CalendarDays) throws -> HolidayCalendar {
    guard !span.isBackwards else { return HolidayCalendar(years: []) }
    return HolidayCalendar(years: try (span.first.year...span.last.year).compactMap { try storedHolidayYear($0)?.value })
  }
}
