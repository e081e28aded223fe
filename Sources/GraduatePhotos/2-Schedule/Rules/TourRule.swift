/// The hard rules of a tour; each is checked for every plan, however it was made.
public enum TourRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// Everything a plan names exists in the problem.
  case known
  /// A crew is in one place at a time, and one crew at a shooting point.
  case oneCrewOnePlace = "one-crew-one-place"
  /// Each class due has exactly one turn, whole, or stands among those without a slot.
  case classesWhole = "classes-whole"
  /// Categories apart, then by department (A9.3).
  case order
  /// The pace, and turns that do not overlap.
  case capacity
  case workingHours = "working-hours"
  case travel
  case contiguity
  case phase
  /// Centers of other provinces are never scheduled (N7).
  case outsideProvince = "outside-province"
  case agreed
  case locked
  /// Holidays, weekends, days outside the phases.
  case workingDay = "working-day"
  case firmWish = "firm-wish"

  public var chineseName: String {
    switch self {
    case .known: "对象存在"
    case .oneCrewOnePlace: "一组一地"
    case .classesWhole: "整班拍摄"
    case .order: "按类别和院系"
    case .capacity: "速度"
    case .workingHours: "工作时间"
    case .travel: "路程"
    case .contiguity: "日期连续"
    case .phase: "阶段"
    case .outsideProvince: "外省站点"
    case .agreed: "约定的日期"
    case .locked: "锁定的场次"
    case .workingDay: "工作日"
    case .firmWish: "院校的条件"
    }
  }
}

/// A rule that a plan breaks: what, where, and what to do.
public struct TourViolation: Sendable, Hashable, Codable {
  public var rule: TourRule
  /// `TourInstitution.id`, when one is concerned.
  public var institution: String?
  /// `Crew.id`, when one is concerned.
  public var crew: String?
  public var day: CalendarDay?
  /// Numbers of the visits concerned, in order.
  public var visits: [Int]
  /// What and where, in Chinese.
  public var message: String
  /// What to do, in Chinese.
  public var hint: String

  public init(
    _ rule: TourRule, institution: String? = nil, crew: String? = nil, day: CalendarDay? = nil, visits: [Int] = [],
    message: String, hint: String
  ) {
    self.rule = rule
    self.institution = institution
    self.crew = crew
    self.day = day
    self.visits = visits
    self.message = message
    self.hint = hint
  }
}
