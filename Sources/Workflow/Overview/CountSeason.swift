import Foundation
import GraduatePhotos
import Storage

/// A class as the season counts it; compared code point for code point.
public typealias SeasonClassKey = FeeClassKey

/// All numbers of an institution, counted at one moment.
struct CountedSeason: Sendable {
  var institution = InstitutionSeason()
  var classes: [SeasonClassKey: SeasonCount] = [:]
}

/// One person on the way from due to filed.
struct SeasonPerson: Sendable {
  let id: String
  let group: SeasonClassKey
  /// Nil for who has not left.
  let left: StatusChange.Kind?
  let step: SeasonStep
  /// Milliseconds UTC.
  let since: Int64
  fileprivate let row: SQLRow
}

/// Counts an institution from what its stages wrote: as much work as it has graduates, so it is never done while somebody waits for a page.
extension Transaction {
  func countSeason(_ campaign: StoredCampaign, _ institutionID: String) throws -> CountedSeason {
    var counted = CountedSeason()
    let scope = GraduateScope(institutionID: institutionID)
    let alias = Self.people(in: campaign.plan.regime).alias
    let condition = scope.condition(campaignID: campaign.id, of: alias)
    var groups: Set<CheckedClass> = []
    let signed = try seasonSigned(campaign, institutionID)
    try forEachSeasonPerson(campaign, institutionID, condition, signed) { person in
      try counted.classes[person.group, default: SeasonCount()].add(person)
      if person.left == nil {
        groups.insert(CheckedClass(department: person.group.department, classGroup: person.group.classGroup))
        try counted.institution.add(person)
      }
    }
    counted.institution.people = counted.classes.values.reduce(SeasonCount(), +)
    counted.institution.classes = groups.count
    counted.institution.signedClasses = groups.count { signed[$0] != nil }
    counted.institution.unansweredPlaces = try unansweredPlaces(campaign.id, institutionID)
    try countCases(campaign.id, institutionID, &counted.institution)
    try countPictures(campaign, condition, &counted.institution)
    return counted
  }

  /// In code mode classes are signed off at the institution, and the center sees none of it.
  func seasonSigned(_ campaign: StoredCampaign, _ institutionID: String) throws -> [CheckedClass: Int64] {
    campaign.plan.regime == .roster ? try signedClasses(campaign.id, institutionID) : [:]
  }

  /// Everybody of an institution who meets the condition, in no order.
  func forEachSeasonPerson(
    _ campaign: StoredCampaign, _ institutionID: String, _ condition: (sql: String, arguments: [SQLValue]),
    _ signed: [CheckedClass: Int64], _ body: (SeasonPerson) throws -> Void
  ) throws {
    let steps = SeasonStep.steps(in: campaign.plan)
    let imported = try importTimes(campaign.id, institutionID)
    let filed = try filedTimes(campaign.id, institutionID)
    try sql.forEachRow(
      Self.seasonPeople(campaign.plan, where: condition.sql),
      [.text(campaign.proofKind.rawValue)] + condition.arguments
    ) { row in
      let id = try row.text("id")
      let group = try SeasonClassKey(row)
      let left = try row.optionalText("left_kind").flatMap { StatusChange.Kind(rawValue: $0) }
      let due = try imported[row.text("import_id")] ?? campaign.openedAt
      var times: [SeasonStep: Int64] = [.due: due]
      let portrait = try row.optionalText("portrait_id")
      let chosen = try row.optionalInteger("chosen_at")
      if portrait != nil {
        let released = try row.integer("released_at")
        times[.shot] = min(chosen ?? released, released)
        times[.accepted] = released
        times[.delivered] = try row.optionalInteger("delivered_at")
        times[.verified] = signed[CheckedClass(department: group.department, classGroup: group.classGroup)]
        times[.proofed] = try proofedAt(row, campaign.plan.proofingPlace)
        times[.filed] = filed[FiledPortrait(person: id, portrait: portrait ?? "")]
      } else if try row.text("post") == NoPortraitReason.inProcessing.rawValue {
        times[.shot] = chosen ?? due
      }
      let standing = SeasonStep.standing(times, in: steps)
      try body(
        SeasonPerson(id: id, group: group, left: left, step: standing.step, since: standing.since, row: row))
    }
  }

  /// A row for each; its first argument is the kind of proof.
  static func seasonPeople(_ plan: CampaignPlan, where condition: String) -> String {
    let regime = plan.regime
    let a = people(in: regime).alias
    let key = "campaign_id = \(a).campaign_id AND"
    return """
      SELECT \(a).id, \(a).study_center_id, \(a).category, \(a).department, \(a).class_group, \(a).import_id,
        \(leftKind(regime)) AS left_kind, \(LedgerText.standing(a, in: regime)) AS post, p.id AS portrait_id, p.released_at,
        (SELECT MAX(c0.since) FROM shot_chosen c0 WHERE c0.\(key) c0.person_id = \(a).id) AS chosen_at,
        (SELECT MIN(x.made_at) FROM delivery_item i JOIN delivery x ON x.id = i.delivery_id
          WHERE i.person_id = \(a).id AND i.portrait_id = p.id) AS delivered_at,
        \(proofGroup) AS proof, r.answered_at, n.status AS national, m.imported_at AS national_at,
        CASE WHEN b.person_id IS NULL THEN 0 ELSE 1 END AS is_booked,
        CASE WHEN EXISTS (SELECT 1 FROM makeup_admission u JOIN check_in y ON y.id = u.check_in_id AND y.slot = ''
          WHERE u.\(key) u.person_id = \(a).id) THEN 1 ELSE 0 END AS is_admitted,
        (SELECT MIN(q.released_at) FROM portrait q WHERE q.\(key) q.person_id = \(a).id) AS first_released,
        (SELECT MIN(z.returned_at) FROM release_returned z WHERE z.\(key) z.person_id = \(a).id) AS first_returned
      FROM \(proofPeople(regime))
      LEFT JOIN national_status n ON n.\(key) n.person_id = \(a).id
        AND n.import_id = (SELECT MAX(o.import_id) FROM national_status o WHERE o.\(key) o.person_id = \(a).id)
      LEFT JOIN national_import m ON m.id = n.import_id
      LEFT JOIN makeup_booking b ON b.\(key) b.person_id = \(a).id
      WHERE \(condition)
      """
  }

  /// Why somebody left; NULL for who did not.
  private static func leftKind(_ regime: Regime) -> String {
    switch regime {
    case .roster:
      """
      (SELECT s.kind FROM status_change s WHERE s.graduate_id = g.id
        AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id) ORDER BY s.id LIMIT 1)
      """
    case .code:
      """
      (SELECT s.kind FROM collection_code_left s WHERE s.code_id = c.id
        AND NOT EXISTS (SELECT 1 FROM collection_code_back w WHERE w.left_id = s.id) ORDER BY s.id LIMIT 1)
      """
    }
  }

  private func proofedAt(_ row: SQLRow, _ place: ProofingPlace) throws -> Int64? {
    switch place {
    case .here:
      try row.text("proof") == ProofStanding.Group.confirmed.rawValue ? row.optionalInteger("answered_at") : nil
    case .nationalSite:
      try row.optionalText("national") == NationalProofStatus.checked.rawValue ? row.optionalInteger("national_at") : nil
    }
  }

  private func unansweredPlaces(_ campaignID: String, _ institutionID: String) throws -> Int {
    guard let version = try newestScheduleVersion(campaignID) else { return 0 }
    return try rows(
      "SELECT DISTINCT place_id FROM visit WHERE campaign_id = ? AND schedule_version = ? AND institution_id = ?",
      [.text(campaignID), .int(version), .text(institutionID)]
    ).count { try storedVisitAnswers(campaignID, version: version, placeID: $0.text("place_id")).isEmpty }
  }

  private func importTimes(_ campaignID: String, _ institutionID: String) throws -> [String: Int64] {
    try rows(
      "SELECT id, imported_at FROM roster_import WHERE campaign_id = ? AND institution_id = ?",
      [.text(campaignID), .text(institutionID)]
    ).reduce(into: [:]) { $0[try $1.text("id")] = try $1.integer("imported_at") }
  }

  /// When each was first sent to the registration with the portrait that he was filed with.
  private func filedTimes(_ campaignID: String, _ institutionID: String) throws -> [FiledPortrait: Int64] {
    var times: [FiledPortrait: Int64] = [:]
    try sql.forEachRow(
      """
      SELECT i.person_id, i.portrait_id, MIN(t.recorded_at) AS sent_at FROM filing f
      JOIN filing_sent t ON t.filing_id = f.id AND NOT EXISTS (SELECT 1 FROM filing_sent_cancelled x WHERE x.sent_id = t.id)
      JOIN filing_item i ON i.filing_id = f.id
      WHERE f.campaign_id = ? AND f.institution_id = ? GROUP BY i.person_id, i.portrait_id
      """, [.text(campaignID), .text(institutionID)]
    ) { row in
      times[FiledPortrait(person: try row.text("person_id"), portrait: try row.text("portrait_id"))] =
        try row.integer("sent_at")
    }
    return times
  }
}

private struct FiledPortrait: Hashable {
  let person: String
  let portrait: String
}

extension SeasonCount {
  fileprivate mutating func add(_ person: SeasonPerson) throws {
    if let kind = person.left {
      left[kind, default: 0] += 1
      return
    }
    standing[person.step, default: WaitingTally()].add(since: person.since)
    switch LedgerPost(name: try person.row.text("post")) {
    case .missing(let cause): missing[cause, default: 0] += 1
    case .captured, .left, nil: captured += 1
    }
    if let group = ProofStanding.Group(rawValue: try person.row.text("proof")) { proofs[group, default: 0] += 1 }
    if let status = try person.row.optionalText("national").flatMap({ NationalProofStatus(rawValue: $0) }) {
      national[status, default: 0] += 1
    }
    booked += try person.row.int("is_booked")
    admitted += try person.row.int("is_admitted")
  }
}

extension InstitutionSeason {
  /// What is told of an institution and not of its classes.
  fileprivate mutating func add(_ person: SeasonPerson) throws {
    let (released, returned) = (
      try person.row.optionalInteger("first_released"), try person.row.optionalInteger("first_returned")
    )
    if released != nil || returned != nil {
      judged += 1
      if let released, released < returned ?? .max { firstPass += 1 }
    }
    guard person.step != .due else { return }
    let taken = try person.row.optionalInteger("chosen_at") ?? person.row.optionalInteger("released_at")
    if let taken { pace[CalendarDay(milliseconds: taken).compact, default: 0] += 1 }
  }
}
