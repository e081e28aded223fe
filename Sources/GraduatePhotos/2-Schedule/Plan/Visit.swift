/// 场次: a crew at one shooting point of an institution on one day.
public struct Visit: Sendable, Hashable, Codable {
  /// Unique in the plan; a visit that stays keeps its number from plan to plan.
  public var number: Int
  /// `Crew.id`.
  public var crew: String
  /// `TourInstitution.id`.
  public var institution: String
  /// 1 for the first shooting point of the institution.
  public var point: Int
  public var day: CalendarDay
  /// From the first class's turn to the last one's end; a whole day holds the noon break.
  public var span: MinuteSpan
  /// Which class stands in front of the camera when, in order.
  public var turns: [ClassTurn]

  public init(
    number: Int, crew: String, institution: String, point: Int = 1, day: CalendarDay, span: MinuteSpan, turns: [ClassTurn]
  ) {
    self.number = number
    self.crew = crew
    self.institution = institution
    self.point = point
    self.day = day
    self.span = span
    self.turns = turns
  }

  public var heads: Int { turns.reduce(0) { $0 + $1.heads } }
}

/// A class's turn in a visit.
public struct ClassTurn: Sendable, Hashable, Codable {
  /// `TourGroup.id` in the visit's institution.
  public var group: String
  public var heads: Int
  /// In front of the camera, to the minute as the pace gives it.
  public var span: MinuteSpan

  public init(group: String, heads: Int, span: MinuteSpan) {
    self.group = group
    self.heads = heads
    self.span = span
  }

  /// When the class is called: the quarter-hour at or before its turn, minutes since midnight.
  public var callMinutes: Int { MinuteSpan.quarter(before: span.start) }
}
