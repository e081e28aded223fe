/// A moment of a day in China, to the minute.
public struct DayMinute: Sendable, Hashable, Comparable {
  public var day: CalendarDay
  /// Since midnight.
  public var minute: Int

  public init(_ day: CalendarDay, _ minute: Int) {
    self.day = day
    self.minute = minute
  }

  /// From milliseconds UTC.
  public init(milliseconds: Int64) {
    day = CalendarDay(milliseconds: milliseconds)
    minute = Int((milliseconds - day.startMilliseconds) / 60_000)
  }

  public static func < (left: DayMinute, right: DayMinute) -> Bool { (left.day, left.minute) < (right.day, right.minute) }

  /// 「4月9日（周三）09:15」.
  public var chinese: String { "\(day.chineseWithoutYear)\(MinuteSpan.clock(minute))" }
}

/// When and how fast the branch shoots at the make-up; the days are the campaign's, every one of them, a Saturday too (A1).
public struct MakeupTerms: Sendable, Hashable {
  public var days: CalendarDays
  /// Half-days of every day, in order, without overlap.
  public var sessions: [MinuteSpan]
  public var crews: Int
  public var studentsPerHour: Int
  /// Name and address.
  public var place: String

  /// Hours as a branch once had them (domain.md 5.1).
  public static let usualSessions = [MinuteSpan(570, 690), MinuteSpan(870, 1020)]

  public init(days: CalendarDays, sessions: [MinuteSpan] = usualSessions, crews: Int = 1, studentsPerHour: Int, place: String) {
    self.days = days
    self.sessions = sessions
    self.crews = crews
    self.studentsPerHour = studentsPerHour
    self.place = place
  }

  /// Nil when the campaign has no make-up.
  public init?(plan: CampaignPlan, sessions: [MinuteSpan] = usualSessions, crews: Int = 1) {
    guard let days = plan.days(of: .makeup) else { return nil }
    self.init(days: days, sessions: sessions, crews: crews, studentsPerHour: plan.studentsPerHour, place: plan.makeupPlace)
  }

  /// When the doors close for good: the end of the last day's last session (N4).
  public var deadline: DayMinute { DayMinute(days.last, closing) }

  /// End of each day's last session.
  public var closing: Int { sessions.last?.end ?? 0 }
  public var opening: Int { sessions.first?.start ?? 0 }

  /// Starts of the quarter-hours of one day that can be booked, whole ones only.
  public var quarters: [Int] {
    sessions.flatMap { session in
      stride(from: MinuteSpan.quarter(after: session.start), through: session.end - Self.slotMinutes, by: Self.slotMinutes)
    }
  }

  /// Heads that fit the quarter-hour that begins at a minute: four in a row make an hour's pace, whatever it is.
  public func capacity(at minute: Int) -> Int {
    let pace = max(0, studentsPerHour * crews)
    let quarter = minute / Self.slotMinutes % 4
    return (quarter + 1) * pace / 4 - quarter * pace / 4
  }

  public static let slotMinutes = 15
}
