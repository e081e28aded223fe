/// What the branch sets for the make-up (A1, N4); days and place are the campaign's own.
public struct MakeupSettings: Sendable, Hashable, Codable {
  /// Half-days of every day of the make-up, in order.
  public var sessions: [MinuteSpan]
  /// Heads of a quarter of an hour; nil for the campaign's pace (A9.3).
  public var headsPerQuarter: Int?
  /// How to get there, beside the campaign's place: floor, bus, entrance; may be empty.
  public var directions: String
  /// What to bring beside the identity card; may be empty.
  public var bring: String
  /// The crew that shoots at the branch; empty while nobody does.
  public var crewID: String

  public init(
    sessions: [MinuteSpan] = MakeupTerms.usualSessions, headsPerQuarter: Int? = nil, directions: String = "",
    bring: String = "", crewID: String = ""
  ) {
    self.sessions = sessions
    self.headsPerQuarter = headsPerQuarter
    self.directions = directions
    self.bring = bring
    self.crewID = crewID
  }

  public enum Field: String, Sendable, CaseIterable {
    case sessions, pace, directions, bring, crew
  }

  public struct Problem: Sendable, Hashable {
    public let field: Field
    public let message: String

    public init(_ field: Field, _ message: String) {
      self.field = field
      self.message = message
    }
  }

  /// Heads a quarter that can be asked for.
  public static let paceRange = 1...150
  /// Characters of one text.
  public static let textCharacters = 100

  /// What cannot be, by field.
  public func problems() -> [Problem] {
    var problems: [Problem] = []
    if sessions.isEmpty { problems.append(.init(.sessions, "没有填写每天的时间，例如 09:30-11:30, 14:30-17:00")) }
    for session in sessions where session.minutes < MakeupTerms.slotMinutes {
      problems.append(.init(.sessions, "\(session.chinese) 不足一刻钟，请核对"))
    }
    for (one, next) in zip(sessions, sessions.dropFirst()) where one.end > next.start {
      problems.append(.init(.sessions, "\(one.chinese) 和 \(next.chinese) 重叠，或前后颠倒"))
    }
    if let pace = headsPerQuarter, !Self.paceRange.contains(pace) {
      let range = Self.paceRange
      problems.append(.init(.pace, "每刻钟人数应在 \(range.lowerBound)–\(range.upperBound) 之间"))
    }
    for (field, text) in [(Field.directions, directions), (.bring, bring)] where text.count > Self.textCharacters {
      problems.append(.init(field, "最多 \(Self.textCharacters) 个字"))
    }
    return problems
  }
}

extension MakeupTerms {
  /// Nil when the campaign has no make-up.
  public init?(plan: CampaignPlan, settings: MakeupSettings) {
    guard let days = plan.days(of: .makeup) else { return nil }
    let pace = settings.headsPerQuarter.map { $0 * 4 } ?? plan.studentsPerHour
    self.init(days: days, sessions: settings.sessions, studentsPerHour: pace, place: plan.makeupPlace)
  }

  /// Hours of every day: 「09:30–11:30、14:30–17:00」.
  public var hours: String { sessions.map(\.chinese).joined(separator: "、") }

  /// When and where, with what is to be brought, in one sentence for lists and groups.
  public func advice(_ settings: MakeupSettings) -> String {
    let address = [place, settings.directions].filter { !$0.isEmpty }.joined(separator: "，")
    let bring = settings.bring.isEmpty ? "" : "和\(settings.bring)"
    let when = "补拍时间：\(days.chinese)，每天 \(hours)。"
    return when
      + "地点：\(address.isEmpty ? "另行通知" : address)。请带身份证\(bring)，\(deadline.chinese) 截止，逾期不再受理。"
  }
}

extension MakeupDoor {
  /// The same as the door of any visit says it; who holds a queue number is not asked any more.
  ///
  /// Whether the identity card was seen is asked when somebody is let in, not before.
  public func doorAnswer(_ standing: MakeupStanding, booked: MakeupSlot?, now: DayMinute) -> DoorAnswer {
    switch answer(Visitor(standing: standing, hasShownCard: true, booked: booked), now: now) {
    case .served: .due
    case .refused(.left(let kind)): .refused(.left(kind.chineseName), .advice(MakeupRefusal.left(kind).hint))
    case .refused(let why): .refused(.makeup(why.message, mayBeExcepted: why.mayBeExcepted), .advice(why.hint))
    }
  }
}
