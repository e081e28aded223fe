/// One graduate's answers so far, and what may be said next (promise 4).
///
/// A round is one question; the primary key (graduate, round) holds one answer to it. The next round opens only when what would be filed
/// is no longer what the last answer was about.
public struct ProofBook: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    /// From 1.
    public var round: Int
    public var version: ProofVersion
    public var isRight: Bool

    public init(round: Int, version: ProofVersion, isRight: Bool) {
      self.round = round
      self.version = version
      self.isRight = isRight
    }
  }

  private let last: Entry?

  /// With the answers in any order.
  public init(_ entries: [Entry] = []) { last = entries.max { $0.round < $1.round } }

  /// Where the graduate stands; `version` is what would be filed now, nil while there is no released portrait.
  public func standing(_ version: ProofVersion?) -> ProofStanding {
    guard let version else { return .noPortrait }
    guard let last else { return .open(round: 1) }
    guard last.version == version else { return .open(round: last.round + 1) }
    return last.isRight ? .confirmed(round: last.round) : .disputed(round: last.round)
  }

  /// Whether an answer to `seen` may be given in `round`.
  ///
  /// - Throws: `ProofRefusal.noPortrait`, `.stale` when portrait or data are no longer those that were looked at, `.answered` when
  ///   this round has its one answer.
  public func check(seen: ProofVersion, round: Int, present: ProofVersion?) throws(ProofRefusal) {
    switch standing(present) {
    case .noPortrait: throw .noPortrait
    case .confirmed(let answered): throw round <= answered ? .answered(isRight: true) : .stale
    case .disputed(let answered): throw round <= answered ? .answered(isRight: false) : .stale
    case .open(let open):
      guard seen == present, round == open else { throw .stale }
    }
  }
}

/// Where a graduate's proofing stands.
public enum ProofStanding: Sendable, Hashable {
  case noPortrait
  case open(round: Int)
  /// What would be filed is what he confirmed.
  case confirmed(round: Int)
  /// He said what is wrong, and nothing has changed since.
  case disputed(round: Int)

  /// As lists and counts group it.
  public enum Group: String, Sendable, Hashable, CaseIterable {
    case noPortrait = "no-portrait"
    case unanswered
    /// Put right since, and to be confirmed once more.
    case again
    case confirmed
    case disputed

    public var chineseName: String {
      switch self {
      case .noPortrait: "还没有照片"
      case .unanswered: "未校对"
      case .again: "更正后待再次校对"
      case .confirmed: "已校对，正确"
      case .disputed: "已校对，有误待处理"
      }
    }
  }

  public var group: Group {
    switch self {
    case .noPortrait: .noPortrait
    case .open(let round): round == 1 ? .unanswered : .again
    case .confirmed: .confirmed
    case .disputed: .disputed
    }
  }
}

/// When graduates may answer, and what their answer is (N5).
public struct ProofTerms: Sendable, Hashable {
  public var place: ProofingPlace
  /// Nil while the campaign has not set them.
  public var days: CalendarDays?

  public init(place: ProofingPlace, days: CalendarDays?) {
    self.place = place
    self.days = days
  }

  public init(plan: CampaignPlan) { self.init(place: plan.proofingPlace, days: plan.days(of: .proofing)) }

  /// Ours is a rehearsal when the one chance is the national site's: it may be repeated, and it is called so everywhere.
  public var isRehearsal: Bool { place == .nationalSite }

  /// 「预校对」 or 「校对」: nobody may think that he is done when he is not.
  public var chineseName: String { isRehearsal ? "预校对" : "校对" }

  /// Judged by the database's clock, milliseconds UTC (promise 9).
  ///
  /// - `extended`: the last day that the officer granted this graduate, if any.
  /// - `hasAnswered`: he answered an earlier round in time. What was put right since is confirmed whenever it is ready: repairs and
  ///   re-shoots take weeks, and that is not his delay.
  /// - Throws: `ProofRefusal.notSet`, `.notYet`, `.closed`.
  public func check(now: Int64, extended: CalendarDay? = nil, hasAnswered: Bool = false) throws(ProofRefusal) {
    guard let days else { throw .notSet }
    guard now >= days.first.startMilliseconds else { throw .notYet(days, isRehearsal: isRehearsal) }
    guard !hasAnswered else { return }
    let last = extended.map { max($0, days.last) } ?? days.last
    guard now < last.endMilliseconds else { throw .closed(last, isRehearsal: isRehearsal) }
  }
}

extension ProofTerms {
  /// A group as lists of this campaign call it: a rehearsal is called so everywhere.
  public func name(of group: ProofStanding.Group) -> String { group.chineseName.replacing("校对", with: chineseName) }
}
