import Foundation
import GraduatePhotos

extension CollectionCenter {
  /// Sets a year's holidays: days off, weekend days that are worked, and whether the year's notice is out.
  ///
  /// The version is the one the form was filled from; 0 when the year was estimated.
  ///
  /// - Returns: the version now in force; the same when nothing differs.
  /// - Throws: `HolidayRefusal.problems`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func editHolidays(_ year: HolidayYear, seen version: Int, by keeper: some CampaignKeeper) async throws -> Int {
    var problems = year.problems()
    if year.source.count > CampaignLimits.textCharacters { problems.append("依据太长") }
    if year.holidays.contains(where: { $0.name.count > CampaignLimits.nameCharacters }) { problems.append("假日名称太长") }
    guard problems.isEmpty else { throw HolidayRefusal.problems(problems) }
    return try await records.write { try $0.setHolidays(year, seen: version, from: "page", by: keeper) }
  }

  /// Takes the holidays of a file (`Calendars/china-holidays.json`); years that somebody edited here are left as they are.
  ///
  /// - Throws: `HolidayRefusal`.
  @discardableResult
  public func importHolidays(from url: URL, by keeper: some CampaignKeeper) async throws -> HolidaysImported {
    let years = try HolidaysFile.read(url)
    return try await records.write { try $0.importHolidays(years, by: keeper) }
  }
}

extension Transaction {
  func importHolidays(_ years: [HolidayYear], by keeper: some CampaignKeeper) throws -> HolidaysImported {
    var added: [Int] = []
    var changed: [Int] = []
    var unchanged: [Int] = []
    var kept: [Int] = []
    for year in years {
      guard let stored = try storedHolidayYear(year.year) else {
        _ = try setHolidays(year, seen: 0, from: "file", by: keeper)
        added.append(year.year)
        continue
      }
      if stored.value == year {
        unchanged.append(year.year)
      } else if stored.value.source == year.source {
        _ = try setHolidays(year, seen: stored.version, from: "file", by: keeper)
        changed.append(year.year)
      } else {
        kept.append(year.year)
      }
    }
    return HolidaysImported(added: added, changed: changed, unchanged: unchanged, kept: kept)
  }

  fileprivate func setHolidays(
    _ year: HolidayYear, seen version: Int, from origin: String, by keeper: some CampaignKeeper
  ) throws -> Int {
    let stored = try storedHolidayYear(year.year)
    let conflict = {
      try changedMeanwhile("\(year.year)年的放假安排", recordKind: "holiday-year", recordID: String(year.year))
    }
    guard (stored?.version ?? 0) == version else { throw try conflict() }
    if let stored {
      guard stored.value != year else { return version }
      guard try updateHolidayYear(year, seen: version) else { throw try conflict() }
    } else {
      try insertHolidayYear(year)
    }
    var details = [
      "from": origin, "published": year.isPublished ? "yes" : "no", "off": String(year.holidays.count { $0.kind == .off }),
      "work": String(year.holidays.count { $0.kind == .work }),
    ]
    if let stored {
      let fields = FieldDifference.between(stored.value.fields, year.fields)
      details.merge(FieldDifference.journalDetails(fields)) { first, _ in first }
    }
    try journal(
      JournalLine(action: .holidaysChanged, recordKind: "holiday-year", recordID: String(year.year), details: details),
      by: keeper)
    return version + 1
  }
}

extension HolidayYear {
  fileprivate var fields: [FieldValue] {
    [FieldValue("source", "依据", source)]
      + holidays.map { FieldValue($0.day.iso, $0.day.chinese, "\($0.kind.chineseName) \($0.name)") }
  }
}
