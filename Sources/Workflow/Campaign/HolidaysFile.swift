import Foundation
import GraduatePhotos

/// `Calendars/china-holidays.json`, format 1 (its README has the fields): runs of days off with the days worked in return.
struct HolidaysFile: Decodable {
  struct Run: Decodable {
    let name: String
    let from: CalendarDay
    let to: CalendarDay
    let workingDays: [CalendarDay]
  }

  let format: Int
  let source: String
  let years: [String: [Run]]

  static func read(_ url: URL) throws -> [HolidayYear] {
    let size = try? url.resourceValues(forKeys: [.fileSizeKey]).fileSize
    guard let size, let bytes = try? Data(contentsOf: url) else { throw HolidayRefusal.unreadable(reason: "文件打不开") }
    guard size <= CampaignLimits.holidaysFileBytes else { throw HolidayRefusal.tooLarge }
    guard let file = try? JSONDecoder().decode(HolidaysFile.self, from: bytes) else {
      throw HolidayRefusal.unreadable(reason: "内容不是节假日文件")
    }
    guard file.format == 1 else { throw HolidayRefusal.unreadable(reason: "格式 \(file.format) 比本程序新") }
    guard file.years.count <= CampaignLimits.holidayYears else { throw HolidayRefusal.tooLarge }
    let years = try file.years.map { key, runs in
      guard let year = Int(key) else { throw HolidayRefusal.unreadable(reason: "年份「\(key.prefix(8))」不是数字") }
      return HolidayYear(year: year, holidays: try runs.flatMap { try $0.holidays }, source: file.source, isPublished: true)
    }
    let problems = years.flatMap { $0.problems() }
    guard problems.isEmpty else { throw HolidayRefusal.problems(problems) }
    return years.sorted { $0.year < $1.year }
  }
}

extension HolidaysFile.Run {
  fileprivate var holidays: [Holiday] {
    get throws {
      let days = CalendarDays(from, through: to)
      guard !days.isBackwards, days.count <= HolidayYear.holidayLimit else {
        throw HolidayRefusal.problems(["\(name)的结束日期早于开始日期或太长"])
      }
      return (0..<days.count).map { Holiday(from.adding(days: $0), .off, name) } + workingDays.map { Holiday($0, .work, name) }
    }
  }
}
