/// What waits for somebody's answer, by what it is about.
public enum SeasonCase: String, Sendable, Hashable, CaseIterable, Codable, CodingKeyRepresentable {
  /// 问题登记: a missing photo, a bad photo, wrong data, somebody else's photo.
  case missing, photo, data, person
  /// 勘误 that answers no claim.
  case erratum
  /// 漏拍名单（函）.
  case letter

  public var chineseName: String {
    switch self {
    case .missing: "缺照片"
    case .photo: "照片问题"
    case .data: "数据错误"
    case .person: "不是本人"
    case .erratum: "勘误"
    case .letter: "漏拍名单"
    }
  }
}

/// An institution's numbers, or those of institutions together.
public struct InstitutionSeason: Sendable, Hashable, Codable {
  public var people = SeasonCount()
  public var classes = 0
  /// Classes whose sign-off is sealed and in force.
  public var signedClasses = 0
  /// Places of the newest schedule that said neither yes nor no.
  public var unansweredPlaces = 0
  /// Open cases by the step that is waited for.
  public var cases: [SeasonCase: [CaseStep: WaitingTally]] = [:]
  /// Cases that were settled.
  public var settled: [SeasonCase: Int] = [:]
  /// People about whose first picture the head office decided, and those of them whose first picture it released.
  public var judged = 0
  public var firstPass = 0
  /// Pictures that it sent back, by its reason.
  public var returned: [String: Int] = [:]
  /// Pictures at the camera, and those that failed a check there, by the check's name.
  public var shots = 0
  public var failedChecks: [String: Int] = [:]
  /// People whose picture was taken, by the day (YYYYMMDD); the last picture counts.
  public var pace: [String: Int] = [:]

  public init() {}

  /// Open cases of a kind.
  public func open(_ kind: SeasonCase) -> WaitingTally {
    (cases[kind] ?? [:]).values.reduce(into: WaitingTally()) { $0 += $1 }
  }

  /// Open cases that wait for a step.
  public func open(at step: CaseStep) -> WaitingTally {
    cases.values.reduce(into: WaitingTally()) { $0 += $1[step] ?? WaitingTally() }
  }

  public static func += (left: inout InstitutionSeason, right: InstitutionSeason) {
    left.people += right.people
    left.classes += right.classes
    left.signedClasses += right.signedClasses
    left.unansweredPlaces += right.unansweredPlaces
    for (kind, steps) in right.cases {
      for (step, tally) in steps { left.cases[kind, default: [:]][step, default: WaitingTally()] += tally }
    }
    left.settled.merge(right.settled, uniquingKeysWith: +)
    left.judged += right.judged
    left.firstPass += right.firstPass
    left.returned.merge(right.returned, uniquingKeysWith: +)
    left.shots += right.shots
    left.failedChecks.merge(right.failedChecks, uniquingKeysWith: +)
    left.pace.merge(right.pace, uniquingKeysWith: +)
  }
}
