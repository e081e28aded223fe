import GraduatePhotos
import Storage

/// Who follows proofing: institutions their own people, the officer and the agency's planner all of them.
public protocol ProofWatcher: SignedIn {
  var proofScope: GraduateScope { get }
}

extension Officer: ProofWatcher { public var proofScope: GraduateScope { graduateScope } }
extension Planner: ProofWatcher { public var proofScope: GraduateScope { GraduateScope() } }
extension Liaison: ProofWatcher { public var proofScope: GraduateScope { graduateScope } }
extension SealingLeader: ProofWatcher { public var proofScope: GraduateScope { graduateScope } }
extension DepartmentSecretary: ProofWatcher { public var proofScope: GraduateScope { graduateScope } }
extension Counselor: ProofWatcher { public var proofScope: GraduateScope { graduateScope } }
extension StudyCenterLiaison: ProofWatcher { public var proofScope: GraduateScope { graduateScope } }

/// Who helps graduates to come in and answers what they say is wrong: whoever at the institution knows the class.
public protocol ProofKeeper: ProofWatcher {
  var institutionID: String { get }
}
extension Liaison: ProofKeeper {}
extension DepartmentSecretary: ProofKeeper {}
extension Counselor: ProofKeeper {}
extension StudyCenterLiaison: ProofKeeper {}

/// How many of some people stand where.
public struct ProofCounts: Sendable, Hashable {
  public var byGroup: [ProofStanding.Group: Int] = [:]
  /// Of those who said 有误, how many wait for the institution.
  public var waiting = 0

  public subscript(group: ProofStanding.Group) -> Int { byGroup[group] ?? 0 }
  public var due: Int { byGroup.values.reduce(0, +) }
  public var answered: Int { self[.confirmed] + self[.disputed] }
  /// Who can answer and has not.
  public var missing: Int { self[.unanswered] + self[.again] }
}

/// A class, or an institution, with its counts.
public struct ProofLine: Sendable, Identifiable {
  public let institutionID: String
  /// Empty for a whole institution.
  public let department: String
  public let classGroup: String
  /// Of the institution.
  public let name: String
  public let counts: ProofCounts
  public var id: String { "\(institutionID)\u{1F}\(department)\u{1F}\(classGroup)" }
}

/// Proofing at one moment, for those who follow it.
public struct ProofProgress: Sendable {
  public let plan: CampaignPlan
  public let terms: ProofTerms
  /// By institution for who sees several, by class else.
  public let lines: [ProofLine]
  public let total: ProofCounts
  /// Milliseconds UTC.
  public let now: Int64
}

/// Somebody on the list of a class.
public struct ProofListed: Sendable, Identifiable {
  public let id: String
  /// In code mode the end of the center's own name for him.
  public let label: String
  public let studentNumber: String
  public let group: ProofStanding.Group
  public let answeredAt: Int64?
  /// What the institution did about 有误; nil while it waits.
  public let outcome: String?
  public let hasPassword: Bool
  public let national: NationalProofStatus?
}

extension CollectionCenter {
  /// Who answered and who did not, live: by class, or by institution for who sees several.
  ///
  /// - institutionID: for who sees several: this one's classes.
  public func proofProgress(
    campaignID: String, institutionID: String? = nil, by watcher: any ProofWatcher
  ) async throws -> ProofProgress {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      var scope = watcher.proofScope
      if scope.institutionID == nil { scope.institutionID = institutionID }
      let lines = try transaction.proofLines(campaign, scope)
      var total = ProofCounts()
      for line in lines {
        total.byGroup.merge(line.counts.byGroup, uniquingKeysWith: +)
        total.waiting += line.counts.waiting
      }
      return ProofProgress(
        plan: campaign.plan, terms: campaign.proofTerms, lines: lines, total: total, now: transaction.now)
    }
  }

  /// - Throws: `CampaignRefusal.unknown`.
  public func proofTerms(campaignID: String) async throws -> ProofTerms {
    try await records.read { try $0.storedCampaign(campaignID).proofTerms }
  }

  /// The people of a class, those who have to do something first.
  public func proofClass(
    _ group: CheckedClass, campaignID: String, institutionID: String? = nil, by watcher: any ProofWatcher
  ) async throws -> [ProofListed] {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      var scope = watcher.proofScope
      if scope.institutionID == nil { scope.institutionID = institutionID }
      let people = Transaction.people(in: campaign.plan.regime)
      let (condition, arguments) = scope.condition(campaignID: campaignID, of: people.alias)
      let found = try transaction.proofPeople(
        campaign.proofKind, campaign.plan.regime,
        (
          "\(condition) AND \(people.alias).department = ? AND \(people.alias).class_group = ?",
          arguments + [.text(group.department), .text(group.classGroup)]
        ), order: "ORDER BY student_number, \(people.alias).id")
      return try found.map { try transaction.listed($0, campaignID) }
    }
  }
}

extension Transaction {
  fileprivate func proofLines(_ campaign: StoredCampaign, _ scope: GraduateScope) throws -> [ProofLine] {
    let regime = campaign.plan.regime
    let alias = Self.people(in: regime).alias
    let byClass = scope.institutionID != nil
    let keys = byClass ? "\(alias).institution_id, \(alias).department, \(alias).class_group" : "\(alias).institution_id"
    let (condition, arguments) = scope.condition(campaignID: campaign.id, of: alias)
    var lines: [String: (row: SQLRow, counts: ProofCounts)] = [:]
    var order: [String] = []
    for row in try rows(
      """
      SELECT \(keys), \(Self.proofGroup) AS standing, CASE WHEN r.is_right = 0 AND d.outcome IS NULL THEN 1 ELSE 0 END AS waits,
        COUNT(*) AS n
      FROM \(Self.proofPeople(regime)) WHERE \(condition) AND NOT \(Self.people(in: regime).hasLeft)
      GROUP BY \(keys), standing, waits ORDER BY \(keys)
      """, [.text(campaign.proofKind.rawValue)] + arguments)
    {
      let key =
        try byClass
        ? "\(row.text("department"))\u{1F}\(row.text("class_group"))" : row.text("institution_id")
      if lines[key] == nil { order.append(key) }
      guard let group = ProofStanding.Group(rawValue: try row.text("standing")) else { continue }
      var counts = lines[key]?.counts ?? ProofCounts()
      counts.byGroup[group, default: 0] += try row.int("n")
      if group == .disputed, try row.int("waits") == 1 { counts.waiting += try row.int("n") }
      lines[key] = (row, counts)
    }
    return try order.compactMap { key in
      guard let (row, counts) = lines[key] else { return nil }
      let id = try row.text("institution_id")
      return ProofLine(
        institutionID: id, department: byClass ? try row.text("department") : "",
        classGroup: byClass ? try row.text("class_group") : "",
        name: byClass ? "" : try institutionName(id, in: campaign.year) ?? "", counts: counts)
    }
  }

  func listed(_ person: ProofPerson, _ campaignID: String) throws -> ProofListed {
    ProofListed(
      id: person.id, label: person.name.isEmpty ? "采集码 \(PersonEnd.of(person.id))" : person.name,
      studentNumber: person.studentNumber, group: person.standing.group, answeredAt: person.last?.answeredAt,
      outcome: person.last?.outcome,
      hasPassword: try row(
        "SELECT 1 AS n FROM graduate_password WHERE campaign_id = ? AND person_id = ?",
        [.text(campaignID), .text(person.id)]) != nil,
      national: try nationalStatus(of: person.id, campaignID))
  }
}
