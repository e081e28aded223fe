import GraduatePhotos
import Storage

/// Who opens the people behind a number: whoever sees them elsewhere too.
///
/// The planner, who sees no graduates, gets counts only.
public protocol SeasonPeopleReader: SeasonWatcher {}
extension Officer: SeasonPeopleReader {}
extension Clerk: SeasonPeopleReader {}
extension Liaison: SeasonPeopleReader {}
extension SealingLeader: SeasonPeopleReader {}
extension DepartmentSecretary: SeasonPeopleReader {}
extension Counselor: SeasonPeopleReader {}
extension StudyCenterLiaison: SeasonPeopleReader {}

/// Which people of the season are asked for.
public enum SeasonNumber: Sendable, Hashable {
  /// Who stands at a step, and waits for the next one.
  case standing(SeasonStep)
  /// Who got as far, and further.
  case reached(SeasonStep)

  /// For addresses.
  public var key: String {
    switch self {
    case .standing(let step): step.rawValue
    case .reached(let step): "reached-\(step.rawValue)"
    }
  }

  public init?(key: String) {
    if let step = SeasonStep(rawValue: key) {
      self = .standing(step)
    } else if key.hasPrefix("reached-"), let step = SeasonStep(rawValue: String(key.dropFirst(8))) {
      self = .reached(step)
    } else {
      return nil
    }
  }

  public var chineseName: String {
    switch self {
    case .standing(let step): step.waitingName
    case .reached(let step): step.chineseName
    }
  }

  func takes(_ step: SeasonStep, in steps: [SeasonStep]) -> Bool {
    switch self {
    case .standing(let asked): step == asked
    case .reached(let asked):
      (steps.firstIndex(of: step) ?? -1) >= (steps.firstIndex(of: asked) ?? steps.count)
    }
  }
}

/// Somebody behind a number of the season.
public struct SeasonListed: Sendable, Identifiable {
  public let id: String
  /// Empty in code mode, as the student number is.
  public let name: String
  public let studentNumber: String
  public let department: String
  public let classGroup: String
  public let step: SeasonStep
  /// Milliseconds UTC.
  public let since: Int64
}

public struct SeasonPeoplePage: Sendable {
  public let people: [SeasonListed]
  public let total: Int
  public let institution: String
  public let plan: CampaignPlan
  public let now: Int64
}

extension CollectionCenter {
  /// The people of an institution, or of a class of it, behind a number, those who wait the longest first; counted at this moment.
  ///
  /// - page: from 1.
  /// - Throws: `LedgerDeskRefusal.institutionUnknown` for who sees several and named none.
  public func seasonPeople(
    _ number: SeasonNumber, at spot: LedgerSpot, campaignID: String, page: Int = 1, by reader: any SeasonPeopleReader
  ) async throws -> SeasonPeoplePage {
    try await records.read { try $0.seasonPeoplePage(number, spot, campaignID, page, reader.seasonScope) }
  }
}

extension Transaction {
  fileprivate func seasonPeoplePage(
    _ number: SeasonNumber, _ spot: LedgerSpot, _ campaignID: String, _ page: Int, _ scope: GraduateScope
  ) throws -> SeasonPeoplePage {
    let campaign = try storedCampaign(campaignID)
    guard let institution = scope.institutionID ?? spot.institutionID,
      let known = try seasonInstitutions(of: campaign, institution).first
    else { throw LedgerDeskRefusal.institutionUnknown }
    var here = spot
    // Who names another institution than the own one finds nobody.
    here.institutionID = spot.institutionID ?? institution
    let people = Self.people(in: campaign.plan.regime)
    let condition = here.condition(scope, campaignID: campaignID, of: people.alias)
    let steps = SeasonStep.steps(in: campaign.plan)
    var found: [SeasonPerson] = []
    try forEachSeasonPerson(campaign, institution, condition, seasonSigned(campaign, institution)) { person in
      if person.left == nil, number.takes(person.step, in: steps) { found.append(person) }
    }
    found.sort { ($0.since, $0.id) < ($1.since, $1.id) }
    let size = WorkflowLimits.rowsOnPage
    let last = max(1, (found.count + size - 1) / size)
    let shown = found.dropFirst((min(max(1, page), last) - 1) * size).prefix(size)
    let listed = try shown.compactMap { person -> SeasonListed? in
      try row("SELECT \(people.names) FROM \(people.table) WHERE \(people.alias).id = ?", [.text(person.id)]).map {
        SeasonListed(
          id: person.id, name: try $0.text("name"), studentNumber: try $0.text("student_number"),
          department: person.group.department, classGroup: person.group.classGroup, step: person.step, since: person.since)
      }
    }
    return SeasonPeoplePage(
      people: listed, total: found.count, institution: known.name, plan: campaign.plan, now: now)
  }
}
