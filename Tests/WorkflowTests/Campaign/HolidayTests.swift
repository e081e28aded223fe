import Foundation
import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct HolidayTests {
  private func span(_ first: String, _ last: String) throws -> CalendarDays {
    CalendarDays(try #require(CalendarDay.parse(first)), through: try #require(CalendarDay.parse(last)))
  }

  @Test("A1: the working days of the notice's phases, swapped days included", arguments: SQLEngine.allCases)
  func workingDays(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let imported = try await center.importHolidays(from: Shipped.holidays, by: MachineOperator())
    #expect(imported.added.first == 2013 && imported.added.count >= 14)
    let counts = [
      ("2013-09-01", "2013-09-30", 21), ("2013-09-18", "2013-09-30", 9), ("2013-10-01", "2013-10-31", 19),
      ("2013-11-01", "2013-11-30", 21), ("2013-12-01", "2013-12-31", 22), ("2013-09-18", "2013-12-31", 71),
      ("2014-03-01", "2014-03-31", 21), ("2014-04-01", "2014-04-08", 5), ("2014-04-09", "2014-04-12", 3),
      ("2014-03-01", "2014-04-08", 26),
    ]
    for (first, last, wanted) in counts {
      let days = try span(first, last)
      let calendar = try await center.holidayCalendar(for: days)
      #expect(calendar.workingDays(in: days).count == wanted, "\(first)")
      #expect(calendar.unpublishedYears(in: days).isEmpty)
    }
    let days = try span("2013-09-18", "2013-10-12")
    let calendar = try await center.holidayCalendar(for: days)
    #expect(calendar.kind(of: try #require(CalendarDay.parse("2013-10-01"))) == .off("国庆节"))
    #expect(calendar.kind(of: try #require(CalendarDay.parse("2013-10-12"))) == .swapped("国庆节"))
    #expect(calendar.kind(of: try #require(CalendarDay.parse("2013-09-28"))) == .weekend)
    #expect(calendar.workingDays(in: CalendarDays(days.last, through: days.first)).isEmpty)
  }

  @Test("A year without a notice is estimated, and says so", arguments: SQLEngine.allCases)
  func estimated(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let page = try await center.holidayYear(2031)
    #expect(page.isEstimated && page.version == 0 && page.warning?.contains("2031年放假安排尚未公布") == true)
    let days = try span("2030-12-31", "2031-01-02")
    let calendar = try await center.holidayCalendar(for: days)
    #expect(calendar.unpublishedYears(in: days) == [2030, 2031])
    #expect(calendar.kind(of: try #require(CalendarDay.parse("2031-01-01"))) == .off("元旦"))
    #expect(calendar.workingDays(in: days).map(\.iso) == ["2030-12-31", "2031-01-02"])
  }

  @Test("A year is edited day by day, published at last; the file does not overwrite it", arguments: SQLEngine.allCases)
  func edited(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let planner = try await province.planner()
    let officer = try await province.officer()
    let day = try #require(CalendarDay.parse("2026-10-01"))
    var year = HolidayYear(year: 2026, holidays: [Holiday(day, .off, "国庆节")], source: "拟稿", isPublished: false)
    #expect(try await center.editHolidays(year, seen: 0, by: planner) == 1)
    #expect(try await center.holidayYear(2026).warning?.contains("还没有确认公布") == true)
    let only = CalendarDays(day, through: day)
    #expect(try await center.holidayCalendar(for: only).unpublishedYears(in: only) == [2026])
    year.isPublished = true
    year.source = "国办发明电〔2025〕示例号"
    year.holidays.append(Holiday(day.adding(days: 9), .work, "国庆节"))
    #expect(try await center.editHolidays(year, seen: 1, by: planner) == 2)
    #expect(try await center.editHolidays(year, seen: 2, by: planner) == 2)
    let refusal = await #expect(throws: ChangedMeanwhile.self) { try await center.editHolidays(year, seen: 1, by: officer) }
    #expect(refusal?.message.contains("先改了2026年的放假安排") == true)
    let page = try await center.holidayYear(2026)
    #expect(page.holidays == year && page.warning == nil)
    let last = try #require(try await province.journalDetails(.holidaysChanged).last)
    #expect(last["2026-10-10"] == " → 上班 国庆节" && last["published"] == "yes" && last["from"] == "page")

    let imported = try await center.importHolidays(from: Shipped.holidays, by: MachineOperator())
    #expect(imported.kept == [2026] && !imported.added.contains(2026))
    #expect(try await center.holidayYear(2026).holidays == year)
    let again = try await center.importHolidays(from: Shipped.holidays, by: MachineOperator())
    #expect(again.added.isEmpty && again.changed.isEmpty && again.unchanged.count == imported.added.count)
    #expect(try await center.holidayYears().contains(2013))
  }

  @Test("Impossible years and files are refused with the reason")
  func refused() async throws {
    let province = try await Province()
    let center = province.center
    let day = try #require(CalendarDay.parse("2026-10-09"))
    let wrong = HolidayYear(
      year: 2026, holidays: [Holiday(day, .work, "国庆节"), Holiday(day, .off, ""), Holiday(day.adding(years: 1), .off, "国庆节")],
      source: "", isPublished: true)
    let refusal = await #expect(throws: HolidayRefusal.self) {
      try await center.editHolidays(wrong, seen: 0, by: MachineOperator())
    }
    guard case .problems(let problems)? = refusal else {
      Issue.record("another refusal")
      return
    }
    let text = problems.joined()
    for word in ["本来就上班", "填了两次", "没有填写假日名称", "不在 2026 年", "没有填写依据"] { #expect(text.contains(word), "\(word)") }
    let file = province.folder.url.appending(path: "holidays.json")
    await #expect(throws: HolidayRefusal.unreadable(reason: "文件打不开")) {
      try await center.importHolidays(from: file, by: MachineOperator())
    }
    for (content, reason) in [
      ("{}", "内容不是节假日文件"), (#"{"format":2,"source":"s","years":{}}"#, "格式 2 比本程序新"),
      (#"{"format":1,"source":"s","years":{"x":[]}}"#, "年份「x」不是数字"),
    ] {
      try Data(content.utf8).write(to: file)
      await #expect(throws: HolidayRefusal.unreadable(reason: reason)) {
        try await center.importHolidays(from: file, by: MachineOperator())
      }
    }
    #expect(try await center.holidayYears().isEmpty)
  }
}
