/// On whom something waits.
public enum WaitingParty: String, Sendable, Hashable, CaseIterable, Codable {
  case institution
  case headOffice = "head-office"
  case branch
  case graduate

  public var chineseName: String {
    switch self {
    case .institution: "院校"
    case .headOffice: "总部"
    case .branch: "采集单位"
    case .graduate: "毕业生本人"
    }
  }
}

/// The steps of what the verification found, from its registration until it is settled; each waits on somebody.
public enum CaseStep: String, Sendable, Hashable, CaseIterable, Codable {
  /// Registered, and lacks the institution's seal (A5, A7).
  case toSeal = "to-seal"
  /// A missing letter or an erratum lies at the head office.
  case toDecide = "to-decide"
  /// Is to book or to come to the make-up (A6).
  case toCome = "to-come"
  /// Came to the branch and is to be shot.
  case toShoot = "to-shoot"
  /// The portrait or the corrected data are to be sent.
  case toDeliver = "to-deliver"
  /// The institution is to look at what came.
  case toConfirm = "to-confirm"
  case settled

  public var waitsOn: WaitingParty? {
    switch self {
    case .toSeal, .toConfirm: .institution
    case .toDecide, .toDeliver: .headOffice
    case .toCome: .graduate
    case .toShoot: .branch
    case .settled: nil
    }
  }

  public var chineseName: String {
    switch self {
    case .toSeal: "等院校盖章"
    case .toDecide: "等总部处理"
    case .toCome: "等本人来补拍"
    case .toShoot: "等采集单位补拍"
    case .toDeliver: "等总部发回照片和数据"
    case .toConfirm: "等院校核对"
    case .settled: "已了结"
    }
  }
}

/// How long a case has waited, and on whom: pure arithmetic on the times at which its steps began.
public struct CaseClock: Sendable, Hashable {
  /// A step and when it began, milliseconds UTC.
  public struct Mark: Sendable, Hashable {
    public var step: CaseStep
    public var at: Int64

    public init(_ step: CaseStep, at: Int64) {
      self.step = step
      self.at = at
    }
  }

  /// In the order of time; of equal times the order given.
  public let marks: [Mark]

  public init(_ marks: [Mark]) {
    self.marks = marks.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
  }

  public var step: CaseStep? { marks.last?.step }
  public var waitsOn: WaitingParty? { step?.waitsOn }

  /// Milliseconds that the present step has lasted; 0 once it is settled.
  public func waiting(now: Int64) -> Int64 {
    guard let last = marks.last, last.step != .settled else { return 0 }
    return max(0, now - last.at)
  }

  /// Milliseconds spent on one party until now.
  public func waited(on party: WaitingParty, now: Int64) -> Int64 {
    marks.indices.reduce(0) { sum, index in
      guard marks[index].step.waitsOn == party else { return sum }
      let end = index + 1 < marks.count ? marks[index + 1].at : max(now, marks[index].at)
      return sum + end - marks[index].at
    }
  }

  /// Whether one party ever had it.
  public func concerns(_ party: WaitingParty) -> Bool { marks.contains { $0.step.waitsOn == party } }

  /// 「等总部处理，已等 3 天」, counted in days of the calendar in China.
  public func chinese(now: Int64) -> String {
    guard let last = marks.last else { return "" }
    guard last.step != .settled else { return last.step.chineseName }
    let days = CalendarDay(milliseconds: last.at).days(until: CalendarDay(milliseconds: max(now, last.at)))
    return last.step.chineseName + (days == 0 ? "，今天开始" : "，已等 \(days) 天")
  }
}

/// How long cases wait in the middle: by party, and by institution or desk.
public struct CaseMedians: Sendable, Hashable {
  public struct Line: Sendable, Hashable {
    public var party: WaitingParty
    public var medianMilliseconds: Int64
    /// Cases that the party has or had.
    public var cases: Int
    /// Those that it has now.
    public var open: Int
    /// The longest that one of those has waited in its present step.
    public var longestOpenMilliseconds: Int64
  }

  /// In the order of the parties; who never had a case does not stand here.
  public let lines: [Line]

  /// Open cases count with what they have waited so far: a desk that answers nobody would look quick otherwise.
  public init(_ clocks: [CaseClock], now: Int64) {
    lines = WaitingParty.allCases.compactMap { party in
      let concerned = clocks.filter { $0.concerns(party) }
      guard let median = Self.median(concerned.map { $0.waited(on: party, now: now) }) else { return nil }
      let open = concerned.filter { $0.waitsOn == party }
      return Line(
        party: party, medianMilliseconds: median, cases: concerned.count, open: open.count,
        longestOpenMilliseconds: open.map { $0.waiting(now: now) }.max() ?? 0)
    }
  }

  public subscript(party: WaitingParty) -> Line? { lines.first { $0.party == party } }

  /// The same for each institution or desk.
  public static func by<Key: Hashable>(_ cases: [(key: Key, clock: CaseClock)], now: Int64) -> [Key: CaseMedians] {
    Dictionary(grouping: cases, by: \.key).mapValues { CaseMedians($0.map(\.clock), now: now) }
  }

  /// The value in the middle, of an even number the mean of both; nil for none.
  public static func median(_ values: [Int64]) -> Int64? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2
  }

  /// 「2.5 天」, under a day in hours: 「6 小时」.
  public static func chineseDuration(_ milliseconds: Int64) -> String {
    let hours = max(0, milliseconds) / 3_600_000
    if hours < 24 { return "\(hours) 小时" }
    let tenths = max(0, milliseconds) / 8_640_000
    return tenths % 10 == 0 ? "\(tenths / 10) 天" : "\(tenths / 10).\(tenths % 10) 天"
  }
}
