import GraduatePhotos

/// A year's holidays with what its page shows.
public struct HolidayYearPage: Sendable {
  public let holidays: HolidayYear
  /// Grows with every change; 0 while the year is not on record and only estimated.
  public let version: Int
  /// Milliseconds UTC; nil while the year is not on record.
  public let changedAt: Int64?

  /// True when nobody has entered the year: weekends and the fixed days only.
  public var isEstimated: Bool { version == 0 }

  /// The sentence that stands wherever such a year is planned; nil when the year is published.
  public var warning: String? {
    guard !holidays.isPublished else { return nil }
    return isEstimated
      ? "\(holidays.year)年放假安排尚未公布，只按周末和固定假日估算；公布后请更新并核对时间安排"
      : "\(holidays.year)年放假安排还没有确认公布，请对照放假通知核对"
  }
}

/// What importing holidays did, by year.
public struct HolidaysImported: Sendable, Hashable {
  public let added: [Int]
  public let changed: [Int]
  public let unchanged: [Int]
  /// Years somebody edited here: the file does not overwrite them.
  public let kept: [Int]
}

extension CollectionCenter {
  /// The years on record, the first first.
  public func holidayYears() async throws -> [Int] {
    try await records.read { try $0.holidayYears() }
  }

  /// A year's holidays, estimated when it is not on record.
  public func holidayYear(_ year: Int) async throws -> HolidayYearPage {
    try await records.read { transaction in
      guard let stored = try transaction.storedHolidayYear(year) else {
        return HolidayYearPage(holidays: .estimated(year), version: 0, changedAt: nil)
      }
      return HolidayYearPage(holidays: stored.value, version: stored.version, changedAt: stored.changedAt)
    }
  }

  /// Which days of a span are worked; `HolidayCalendar.unpublishedYears` says what is only estimated.
  public func holidayCalendar(for span: CalendarDays) async throws -> HolidayCalendar {
    try await records.read { try $0.holidayCalendar(for: span) }
  }
}
