import GraduatePhotos
import Storage

/// How far an institution, or one of its study centers, is with its slip.
public enum SlipProgress: String, Sendable, CaseIterable {
  /// Nobody opened it yet.
  case untouched
  /// Being written, nothing handed in.
  case draft
  case submitted
  /// Handed in, and the newest version has its seal.
  case sealed

  public var chineseName: String {
    switch self {
    case .untouched: "未开始"
    case .draft: "填写中"
    case .submitted: "已交，未用印"
    case .sealed: "已交并用印"
    }
  }
}

/// One line of the overview: an institution, or a study center in the province.
public struct SlipOverviewLine: Sendable, Identifiable {
  /// The study center's id, or the institution's.
  public var id: String { studyCenterID ?? institutionID }
  public let institutionID: String
  public let studyCenterID: String?
  public let code: String
  /// In the campaign's year; for a study center parent and own name (A4).
  public let name: String
  public let slipID: String?
  public let progress: SlipProgress
  /// The newest version's number and when it was handed in.
  public let version: Int?
  public let submittedAt: Int64?
  /// Heads of the newest version, all categories.
  public let heads: Int
  /// What the newest version's holes hold up (A9.1); empty when it is complete or was not handed in.
  public let heldUp: [HeldUp]
  /// Nothing handed in though the last day of registration has passed.
  public let isLate: Bool
  public let roster: RosterState
  /// No roster though the last day of registration has passed.
  public let rosterIsLate: Bool
  /// When it was last reminded; nil when never.
  public let remindedAt: Int64?

  public var isIncomplete: Bool { !heldUp.isEmpty }
  public var isRegistered: Bool { progress == .submitted || progress == .sealed }
  /// The slip is not handed in, not complete or not sealed.
  public var slipIsBehind: Bool { progress != .sealed || isIncomplete }
  /// Something of slip or roster is still to be done.
  public var isBehind: Bool { slipIsBehind || roster.isBehind }
}

/// How far an institution, or a study center whose parent takes no part, is with its roster; in code mode with its codes.
public enum RosterState: Sendable, Hashable {
  /// A center whose parent takes part: its students may come with the parent's file.
  case withParent
  case notUploaded
  /// Rows of the newest import that errors blocked.
  case errorsOpen(Int)
  case confirmed

  public var isBehind: Bool {
    switch self {
    case .withParent, .confirmed: false
    case .notUploaded, .errorsOpen: true
    }
  }

  public var chineseName: String {
    switch self {
    case .withParent: "随总校"
    case .notUploaded: "未交"
    case .errorsOpen(let count): "\(count) 行有错误"
    case .confirmed: "已导入"
    }
  }
}

/// Which lines are wanted.
public enum SlipFilter: String, Sendable, CaseIterable {
  case all
  case missing
  case late
  case incomplete
  case unsealed
  case sealed
  case rosterMissing = "roster-missing"
  case rosterErrors = "roster-errors"

  public var chineseName: String {
    switch self {
    case .all: "全部"
    case .missing: "未交"
    case .late: "逾期未交"
    case .incomplete: "不完整"
    case .unsealed: "已交未用印"
    case .sealed: "已用印"
    case .rosterMissing: "名单未交"
    case .rosterErrors: "名单有错误"
    }
  }

  func takes(_ line: SlipOverviewLine) -> Bool {
    switch self {
    case .all: true
    case .missing: !line.isRegistered
    case .late: line.isLate
    case .incomplete: line.isIncomplete
    case .unsealed: line.progress == .submitted
    case .sealed: line.progress == .sealed
    case .rosterMissing: line.roster == .notUploaded
    case .rosterErrors: if case .errorsOpen = line.roster { true } else { false }
    }
  }
}

/// A page of the overview, with the counts that stand on its filters.
public struct SlipOverview: Sendable {
  public let lines: [SlipOverviewLine]
  /// Lines that the filter and the search take, on all pages.
  public let found: Int
  /// Those of them that are behind with slip or roster.
  public let behind: Int
  /// Lines each filter would take without a search.
  public let counts: [SlipFilter: Int]
  /// Heads of all that was handed in.
  public let heads: Int
  /// The last day of registration; nil when the campaign has none.
  public let lastDay: CalendarDay?
}

extension CollectionCenter {
  /// Who has registered, who is late, who is incomplete and what that holds up; fifty a page.
  ///
  /// - `search`: part of a name or the beginning of a code; empty for all.
  /// - `page`: from 1.
  /// - Throws: `SlipRefusal.notFound` when there is no such campaign.
  public func slipOverview(
    campaignID: String, filter: SlipFilter = .all, search: String = "", sort: SlipSort = SlipSort(), page: Int = 1,
    for keeper: some CampaignKeeper
  ) async throws -> SlipOverview {
    let (all, lastDay) = try await records.read { try $0.slipOverviewLines(campaignID) }
    let found = sort.sorted(filter.found(in: all, search))
    let start = (min(max(page, 1), 100_000) - 1) * SlipLimits.overviewPage
    return SlipOverview(
      lines: Array(found.dropFirst(start).prefix(SlipLimits.overviewPage)), found: found.count,
      behind: found.count(where: \.isBehind),
      counts: Dictionary(uniqueKeysWithValues: SlipFilter.allCases.map { filter in (filter, all.count(where: filter.takes)) }),
      heads: all.reduce(0) { $0 + $1.heads }, lastDay: lastDay)
  }
}
