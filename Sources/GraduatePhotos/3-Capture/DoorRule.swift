/// A class's turn as the door sees it.
public struct DoorTurn: Sendable, Hashable, Codable {
  /// `Visit.number`.
  public var visit: Int
  public var day: CalendarDay
  public var point: Int
  /// Minutes since midnight.
  public var span: MinuteSpan
  /// The other place's name where the class is not of the place whose door it is; empty here.
  public var elsewhere: String

  public init(visit: Int, day: CalendarDay, point: Int, span: MinuteSpan, elsewhere: String = "") {
    self.visit = visit
    self.day = day
    self.point = point
    self.span = span
    self.elsewhere = elsewhere
  }

  /// The quarter-hour at which the class is called, minutes since midnight.
  public var callMinutes: Int { MinuteSpan.quarter(before: span.start) }
}

/// Why somebody stands at the door out of turn on a day on which his class is shot: a warning, the crew may take him (A9.3).
public enum OutOfTurn: Sendable, Hashable, Codable {
  /// His class is called later, minutes since midnight.
  case early(call: Int)
  /// His class is done.
  case late(until: Int)
  case otherPoint(Int)
  /// He was said not to come.
  case notExpected(String)

  public var chinese: String {
    switch self {
    case .early(let call): "还没到时间：这个班 \(MinuteSpan.clock(call)) 叫号"
    case .late(let until): "这个班 \(MinuteSpan.clock(until)) 已拍完"
    case .otherPoint(let point): "这个班在第 \(point) 拍摄点"
    case .notExpected(let reason): "登记过不能到场（\(reason)）"
    }
  }
}

/// Where somebody goes who is not shot now.
public enum WayOn: Sendable, Hashable, Codable {
  /// His class has a turn later, or at another place; `place` is empty for the place whose door it is.
  case visit(day: CalendarDay, minutes: Int, place: String)
  /// The make-up: days and place, with the identity card (A1).
  case makeup(CalendarDays, place: String)
  /// Nothing is left in this campaign; whom to ask is the officer's matter.
  case none
  /// Said by the make-up's own rule.
  case advice(String)

  public var chinese: String {
    switch self {
    case .visit(let day, let minutes, let place):
      "请在\(day.chineseWithoutYear) \(MinuteSpan.clock(minutes)) 随班\(place.isEmpty ? "来拍" : "到\(place)拍")"
    case .makeup(let days, let place): "请在\(days.chinese)带身份证到\(place.isEmpty ? "补拍地点" : place)补拍"
    case .none: "本次采集的补拍已结束，逾期不再受理，请向学校学籍部门询问"
    case .advice(let text): text
    }
  }
}

/// Why somebody is not shot at this visit at all.
public enum DoorRefusal: Sendable, Hashable, Codable {
  /// No photo is wanted: 休学, 已有照片 …
  case left(String)
  /// His class is shot on another day, or was.
  case otherDay
  /// His class is another place's.
  case otherPlace(String)
  /// The schedule has no visit for his class.
  case noVisit
  /// At the make-up's door (A1, N4).
  case makeup(String, mayBeExcepted: Bool)

  public var chinese: String {
    switch self {
    case .left(let reason): "已登记\(reason)，不用拍照"
    case .otherDay: "今天没有这个班的场次"
    case .otherPlace(let place): "不是这里的学生，是\(place)的"
    case .noVisit: "时间安排里没有这个班"
    case .makeup(let why, _): why
    }
  }

  /// The on-site lead may take him all the same, with a reason that the officer reads the same day (promise 9).
  public var mayBeExcepted: Bool {
    switch self {
    case .left: false
    case .makeup(_, let mayBeExcepted): mayBeExcepted
    default: true
    }
  }
}

/// What the door says to somebody.
public enum DoorAnswer: Sendable, Hashable, Codable {
  case due
  /// The crew may take him.
  case outOfTurn(OutOfTurn)
  case refused(DoorRefusal, WayOn)

  public var chinese: String {
    switch self {
    case .due: "轮到了"
    case .outOfTurn(let why): why.chinese
    case .refused(let why, let wayOn):
      if case .left = why { why.chinese } else { "\(why.chinese)。\(wayOn.chinese)" }
    }
  }
}

/// Whether somebody at the door of a visit is let in (A1, A9.3): the class on the plan's day and time, others not.
public struct DoorRule: Sendable {
  /// The visit whose door it is.
  public var visit: Int
  public var day: CalendarDay
  public var point: Int
  public var makeup: CalendarDays?
  public var makeupPlace: String

  /// A class may stand at the door this many minutes before its call.
  public static let earlyMinutes = 20

  public init(visit: Int, day: CalendarDay, point: Int, makeup: CalendarDays?, makeupPlace: String) {
    self.visit = visit
    self.day = day
    self.point = point
    self.makeup = makeup
    self.makeupPlace = makeupPlace
  }

  /// - turns: those of the person's class in the whole schedule, in any order.
  /// - now: minutes since midnight of the visit's day.
  /// - isOpen: the class is still being shot, however late: nobody loses his turn because the crew is behind.
  public func answer(_ person: DuePerson, turns: [DoorTurn], now: Int, isOpen: Bool) -> DoorAnswer {
    if case .left(let reason) = person.standing { return .refused(.left(reason), .none) }
    let today = turns.filter { $0.day == day && $0.elsewhere.isEmpty }
    guard let turn = today.first(where: { $0.visit == visit }) ?? today.first else {
      let why: DoorRefusal = turns.first.map { $0.elsewhere.isEmpty ? .otherDay : .otherPlace($0.elsewhere) } ?? .noVisit
      return .refused(why, wayOn(from: turns, now: now))
    }
    if case .absent(let reason) = person.standing { return .outOfTurn(.notExpected(reason)) }
    guard turn.visit == visit else { return .outOfTurn(.otherPoint(turn.point)) }
    if now < turn.callMinutes - Self.earlyMinutes { return .outOfTurn(.early(call: turn.callMinutes)) }
    if now >= turn.span.end, !isOpen { return .outOfTurn(.late(until: turn.span.end)) }
    return .due
  }

  /// The next possibility: a turn of the class that is not over, or the make-up.
  private func wayOn(from turns: [DoorTurn], now: Int) -> WayOn {
    let open = turns.filter { $0.day > day || $0.day == day && !$0.elsewhere.isEmpty && $0.span.end > now }
    if let next = open.min(by: { ($0.day, $0.span.start) < ($1.day, $1.span.start) }) {
      return .visit(day: next.day, minutes: next.callMinutes, place: next.elsewhere)
    }
    guard let makeup, makeup.last >= day else { return .none }
    return .makeup(makeup, place: makeupPlace)
  }
}
