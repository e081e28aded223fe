/// One line of an institution's to-do list, in the notice's order (N2).
public struct NextStep: Sendable, Hashable {
  public enum State: Sendable, Hashable {
    case done
    /// To be done now, by this institution.
    case now
    case late
    /// Nothing to do here until somebody else acted.
    case waiting(on: String)
    /// Its time has not come.
    case later
    /// Its days have passed; whether everything was done is known to its own stage.
    case over

    public var chineseName: String {
      switch self {
      case .done: "已完成"
      case .now: "现在办理"
      case .late: "已逾期"
      case .waiting(let whom): "等待\(whom)"
      case .later: "以后办理"
      case .over: "已结束"
      }
    }
  }

  /// Which of the nine stages of the notice the line belongs to.
  public let stage: Stage
  /// Stable name, such as `slip` or `roster`.
  public let key: String
  public let title: String
  /// What remains, with numbers: 「还有 3 处没有填好」; may be empty.
  public let detail: String
  public let due: CalendarDay?
  public let state: State
}

/// The nine stages of the notice, as folders, pages and lists order them.
public enum Stage: Int, Sendable, Hashable, CaseIterable, Comparable, Codable {
  case registration = 1, schedule, capture, photoCheck, delivery, verification, proofing, settlement, filing

  public var chineseName: String {
    switch self {
    case .registration: "登记与名单"
    case .schedule: "时间安排"
    case .capture: "现场拍摄"
    case .photoCheck: "照片检测"
    case .delivery: "光盘交付"
    case .verification: "院校核对"
    case .proofing: "学生校对"
    case .settlement: "费用结算"
    case .filing: "报盘"
    }
  }

  public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
}

/// What is known of an institution's registration; counts, never persons.
public struct RegistrationFacts: Sendable, Hashable {
  public enum SealState: String, Sendable, Hashable {
    case notAsked = "not-asked"
    /// The newest version lies printed; its seal may come in any of the three ways.
    case printed
    case sealed
  }

  public var isProvisionalCode: Bool
  /// The code that the institution told the province; nil while it told none.
  public var proposedCode: String?
  /// Problems of the slip as it is; nil when no slip was begun.
  public var slipErrors: Int?
  public var slipHoldsUp: Set<HeldUp>
  public var slipIsHandedIn: Bool
  public var slipSeal: SealState
  /// Study centers without a province or name; and those handed over to other provinces.
  public var studyCentersIncomplete: Int
  public var studyCentersHandedOver: Int
  /// Graduates that are due, in code mode codes; nil when none were imported yet.
  public var registered: Int?
  public var expectedHeads: Int
  /// Rows of the last import that errors blocked.
  public var refusedRows: Int
  public var namesLackingCharacters: Int
  /// True when the school said that its roster is whole.
  public var rosterIsConfirmed: Bool
  /// Graduates that are due and cannot come on the day.
  public var absences: Int
  /// Somebody went through those who cannot come, even if there are none, and nothing was imported since.
  public var absencesAreConfirmed: Bool
  public var regime: Regime

  public init(
    isProvisionalCode: Bool = false, proposedCode: String? = nil, slipErrors: Int? = nil, slipHoldsUp: Set<HeldUp> = [],
    slipIsHandedIn: Bool = false,
    slipSeal: SealState = .notAsked, studyCentersIncomplete: Int = 0, studyCentersHandedOver: Int = 0,
    registered: Int? = nil, expectedHeads: Int = 0, refusedRows: Int = 0, namesLackingCharacters: Int = 0,
    rosterIsConfirmed: Bool = false, absences: Int = 0, absencesAreConfirmed: Bool = false, regime: Regime = .roster
  ) {
    self.isProvisionalCode = isProvisionalCode
    self.proposedCode = proposedCode
    self.slipErrors = slipErrors
    self.slipHoldsUp = slipHoldsUp
    self.slipIsHandedIn = slipIsHandedIn
    self.slipSeal = slipSeal
    self.studyCentersIncomplete = studyCentersIncomplete
    self.studyCentersHandedOver = studyCentersHandedOver
    self.registered = registered
    self.expectedHeads = expectedHeads
    self.refusedRows = refusedRows
    self.namesLackingCharacters = namesLackingCharacters
    self.rosterIsConfirmed = rosterIsConfirmed
    self.absences = absences
    self.absencesAreConfirmed = absencesAreConfirmed
    self.regime = regime
  }
}
