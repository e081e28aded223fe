/// 拍摄小组: two people with one camera (A9.4); it works at one shooting point at a time.
public struct Crew: Sendable, Hashable, Codable {
  /// Unique in the problem.
  public var id: String
  /// 「第一组」.
  public var name: String
  /// Where the two live: no lodging there.
  public var homeCity: String
  /// Half-days in their order, such as 08:30–12:00 and 14:00–17:30.
  public var sessions: [MinuteSpan]
  /// Days on which the crew neither works nor travels.
  public var daysOff: [CalendarDays]

  public static let usualSessions = [MinuteSpan(510, 720), MinuteSpan(840, 1_050)]

  public init(
    id: String, name: String, homeCity: String, sessions: [MinuteSpan] = Crew.usualSessions, daysOff: [CalendarDays] = []
  ) {
    self.id = id
    self.name = name
    self.homeCity = homeCity
    self.sessions = sessions
    self.daysOff = daysOff
  }

  /// Working minutes of a whole day.
  public var minutesPerDay: Int { sessions.reduce(0) { $0 + $1.minutes } }

  public func isOff(_ day: CalendarDay) -> Bool { daysOff.contains { $0.contains(day) } }
}
