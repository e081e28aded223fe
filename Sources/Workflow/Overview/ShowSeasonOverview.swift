import Foundation
import GraduatePhotos
import Storage

/// Who follows the season: those who run it, all of it; an institution's people their own part.
public protocol SeasonWatcher: SignedIn {
  var seasonScope: GraduateScope { get }
}

extension Officer: SeasonWatcher { public var seasonScope: GraduateScope { graduateScope } }
extension Planner: SeasonWatcher { public var seasonScope: GraduateScope { GraduateScope() } }
extension Clerk: SeasonWatcher { public var seasonScope: GraduateScope { GraduateScope() } }
extension Liaison: SeasonWatcher { public var seasonScope: GraduateScope { graduateScope } }
extension SealingLeader: SeasonWatcher { public var seasonScope: GraduateScope { graduateScope } }
extension DepartmentSecretary: SeasonWatcher { public var seasonScope: GraduateScope { graduateScope } }
extension Counselor: SeasonWatcher { public var seasonScope: GraduateScope { graduateScope } }
extension StudyCenterLiaison: SeasonWatcher { public var seasonScope: GraduateScope { graduateScope } }

extension SeasonWatcher {
  public var seesAllInstitutions: Bool { seasonScope.institutionID == nil }
}

/// An institution of the overview.
public struct SeasonInstitution: Sendable, Identifiable {
  public let id: String
  public let code: String
  public let name: String
  public let season: InstitutionSeason
  /// Nil before it was counted for the first time.
  public let countedAt: Int64?
}

/// A class of the overview.
public struct SeasonClass: Sendable {
  public let group: SeasonClassKey
  /// Empty for those who study at the institution itself.
  public let studyCenter: String
  public let count: SeasonCount
}

/// 进度总览: numbers that are kept, and how old they are.
public struct SeasonOverview: Sendable {
  public let plan: CampaignPlan
  public let steps: [SeasonStep]
  public let now: Int64
  public let today: CalendarDay
  /// The institution that is shown by class; nil for the province by institution.
  public let institution: SeasonInstitution?
  /// All that the reader sees; of a part of an institution only the people.
  public let total: InstitutionSeason
  /// The reader sees a whole institution, or all.
  public let isWhole: Bool
  /// By code; empty where classes are shown.
  public let institutions: [SeasonInstitution]
  /// A page of them, by department and class.
  public let classes: [SeasonClass]
  public let classCount: Int
  /// The oldest of the counts shown; nil where nothing was counted yet.
  public let countedAt: Int64?
  /// Since when the oldest change waits to be counted; nil when all are.
  public let staleSince: Int64?
}

extension CollectionCenter {
  /// How far the season is: what was counted when something last changed, so that looking costs as much as there are institutions.
  ///
  /// - institutionID: for who sees several: this one's classes.
  /// - page: of classes, from 1.
  /// - Throws: `CampaignRefusal.unknown`, `LedgerDeskRefusal.institutionUnknown`.
  public func seasonOverview(
    campaignID: String, institutionID: String? = nil, page: Int = 1, by watcher: any SeasonWatcher
  ) async throws -> SeasonOverview {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      var scope = watcher.seasonScope
      if scope.institutionID == nil { scope.institutionID = institutionID }
      guard let chosen = scope.institutionID else { return try transaction.provinceSeason(campaign) }
      return try transaction.institutionSeason(campaign, chosen, scope, page: page)
    }
  }
}

extension Transaction {
  fileprivate func provinceSeason(_ campaign: StoredCampaign) throws -> SeasonOverview {
    let institutions = try seasonInstitutions(of: campaign)
    let total = institutions.reduce(into: InstitutionSeason()) { $0 += $1.season }
    return SeasonOverview(
      plan: campaign.plan, steps: SeasonStep.steps(in: campaign.plan), now: now, today: today, institution: nil, total: total,
      isWhole: true, institutions: institutions, classes: [], classCount: 0,
      countedAt: institutions.compactMap(\.countedAt).min(), staleSince: try staleSince(campaign.id, nil))
  }

  fileprivate func institutionSeason(
    _ campaign: StoredCampaign, _ id: String, _ scope: GraduateScope, page: Int
  ) throws -> SeasonOverview {
    guard let institution = try seasonInstitutions(of: campaign, id).first else {
      throw LedgerDeskRefusal.institutionUnknown
    }
    let (condition, arguments) = scope.condition(campaignID: campaign.id, of: "k")
    let count = try count(Self.seasonClassCount(condition), arguments)
    let classes = try rows(
      "\(Self.seasonClasses(condition)) LIMIT ? OFFSET ?", arguments + WorkflowLimits.page(page, of: count)
    ).map { try seasonClass($0) }
    var total = institution.season
    if !scope.seesWholeInstitution {
      total = InstitutionSeason()
      // A department's classes, or a counselor's: never an institution's.
      total.people = try rows(Self.seasonClasses(condition), arguments).reduce(into: SeasonCount()) {
        $0 += try seasonClass($1).count
      }
    }
    return SeasonOverview(
      plan: campaign.plan, steps: SeasonStep.steps(in: campaign.plan), now: now, today: today, institution: institution,
      total: total, isWhole: scope.seesWholeInstitution, institutions: [], classes: classes, classCount: count,
      countedAt: institution.countedAt, staleSince: try staleSince(campaign.id, id))
  }

  static func seasonClassCount(_ condition: String) -> String { "SELECT COUNT(*) AS n FROM season_class k WHERE \(condition)" }

  static func seasonClasses(_ condition: String) -> String {
    """
    SELECT k.study_center_id, k.category, k.department, k.class_group, k.body, t.name AS center FROM season_class k
    LEFT JOIN study_center t ON t.id = k.study_center_id WHERE \(condition)
    ORDER BY k.department, k.class_group, k.category, k.study_center_id
    """
  }

  private func seasonClass(_ row: SQLRow) throws -> SeasonClass {
    SeasonClass(
      group: try SeasonClassKey(row), studyCenter: try row.optionalText("center") ?? "",
      count: try CampaignJSON.value(SeasonCount.self, from: row.text("body")))
  }

  /// Institutions with their numbers, by code; one that was never counted has none.
  func seasonInstitutions(of campaign: StoredCampaign, _ institutionID: String? = nil) throws -> [SeasonInstitution] {
    let own = institutionID == nil ? "" : "AND i.id = ?"
    let key: [SQLValue] = [.text(campaign.id), .text(campaign.id), .text(campaign.id), .text(campaign.id)]
    let found = try rows(Self.institutionRows(own), key + (institutionID.map { [.text($0)] } ?? []))
    let names = try institutionNames(of: found.map { try $0.text("id") })
    return try found.map { row in
      let id = try row.text("id")
      let known = names[id] ?? []
      return SeasonInstitution(
        id: id, code: try row.text("code"),
        name: (known.first { $0.applies(in: campaign.year) } ?? known.first)?.name ?? "",
        season: try row.optionalText("body").map { try CampaignJSON.value(InstitutionSeason.self, from: $0) }
          ?? InstitutionSeason(),
        countedAt: try row.optionalInteger("counted_at"))
    }
  }

  static func institutionRows(_ own: String) -> String {
    """
    SELECT i.id, i.code, k.body, k.counted_at FROM institution i
    LEFT JOIN season_institution k ON k.campaign_id = ? AND k.institution_id = i.id
    WHERE i.id IN (SELECT x.institution_id FROM participation x WHERE x.campaign_id = ?
      UNION SELECT y.parent_institution_id FROM study_center y WHERE y.campaign_id = ?
      UNION SELECT z.institution_id FROM season_institution z WHERE z.campaign_id = ?) \(own) ORDER BY i.code
    """
  }

  private func staleSince(_ campaignID: String, _ institutionID: String?) throws -> Int64? {
    let own = institutionID == nil ? "" : "AND institution_id = ?"
    return try row(
      "SELECT MIN(since) AS since FROM season_stale WHERE campaign_id = ? \(own)",
      [.text(campaignID)] + (institutionID.map { [.text($0)] } ?? [])
    )?.optionalInteger("since")
  }
}
