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
  /// When it was last reminded; nil when never.
  public let remindedAt: Int64?

  public var isIncomplete: Bool { !heldUp.isEmpty }
  public var isRegistered: Bool { progress == .submitted || progress == .sealed }
}

/// Which lines are wanted.
public enum SlipFilter: String, Sendable, CaseIterable {
  case all
  case missing
  case late
  case incomplete
  case unsealed
  case sealed

  public var chineseName: String {
    switch self {
    case .all: "全部"
    case .missing: "未交"
    case .late: "逾期未交"
    case .incomplete: "不完整"
    case .unsealed: "已交未用印"
    case .sealed: "已用印"
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
    }
  }
}

/// A page of the overview, with the counts that stand on its filters.
public struct SlipOverview: Sendable {
  public let lines: [SlipOverviewLine]
  /// Lines that the filter and the search take, on all pages.
  public let found: Int
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
      counts: Dictionary(uniqueKeysWithValues: SlipFilter.allCases.map { filter in (filter, all.count(where: filter.takes)) }),
      heads: all.reduce(0) { $0 + $1.heads }, lastDay: lastDay)
  }
}
