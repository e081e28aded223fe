/// How long it takes from a visit to the end of its institution's verification; the calendar is planned backwards with it.
///
/// What is found in the verification has to be told to the students before the make-up begins (N4, A6).
public struct DeliveryLead: Sendable, Hashable, Codable {
  /// Working days at the head office from the last visit to the finished disc.
  public var processingDays: Int
  /// Working days on the way.
  public var deliveryDays: Int
  /// Working days the institution has to look through its photos.
  public var verificationDays: Int

  public init(processingDays: Int = 10, deliveryDays: Int = 3, verificationDays: Int = 5) {
    self.processingDays = processingDays
    self.deliveryDays = deliveryDays
    self.verificationDays = verificationDays
  }

  public var workingDays: Int { processingDays + deliveryDays + verificationDays }

  /// The latest day of a visit after which everything is done before `makeup` begins; nil when ten years back were not enough.
  public func latestVisitDay(before makeup: CalendarDay, holidays: HolidayCalendar) -> CalendarDay? {
    var left = workingDays
    var day = makeup.adding(days: -1)
    for _ in 0..<3_660 {
      if holidays.isWorkingDay(day) {
        if left == 0 { return day }
        left -= 1
      }
      day = day.adding(days: -1)
    }
    return nil
  }

  /// The day on which the verification of a visit's photos is finished.
  public func verified(after visit: CalendarDay, holidays: HolidayCalendar) -> CalendarDay {
    var left = workingDays
    var day = visit
    for _ in 0..<3_660 where left > 0 {
      day = day.adding(days: 1)
      if holidays.isWorkingDay(day) { left -= 1 }
    }
    return day
  }
}
