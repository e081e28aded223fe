import GraduatePhotos
import Storage

/// What the rule of the to-do list wants to know; counts only.
extension Transaction {
  func registrationFacts(
    campaignID: String, institutionID: String, centerID: String?, _ around: SlipSurroundings, _ slips: [SlipOverviewLine]
  ) throws -> RegistrationFacts {
    let own = slips[0]
    let problems = try own.slipID.map { try slipDraft($0).body.problems(around.context).filter { $0.severity == .error } }
    let people = RegisteredPeople(campaignID: campaignID, institutionID: institutionID, centerID: centerID)
    let roster = try around.plan.regime == .code ? codeFacts(people) : rosterFacts(people)
    let centers = slips.filter { $0.studyCenterID != nil && $0.studyCenterID != centerID }
    return RegistrationFacts(
      isProvisionalCode: InstitutionCode(stored: around.code).isProvisional,
      proposedCode: try codeProposal(of: institutionID)?.code, slipErrors: problems?.count,
      slipHoldsUp: (problems ?? []).reduce(into: []) { $0.formUnion($1.holdsUp) }, slipIsHandedIn: own.isRegistered,
      slipSeal: own.progress == .sealed ? .sealed : try wasPrinted(own) ? .printed : .notAsked,
      studyCentersIncomplete: centers.count { !$0.isRegistered || $0.isIncomplete },
      studyCentersHandedOver: centerID == nil ? try centersElsewhere(campaignID, institutionID, around.plan) : 0,
      registered: roster.registered, expectedHeads: slips.reduce(0) { $0 + $1.heads }, refusedRows: roster.refused,
      namesLackingCharacters: roster.lacking, rosterIsConfirmed: roster.registered != nil, absences: roster.absent,
      absencesAreConfirmed: roster.absencesAreConfirmed, regime: around.plan.regime)
  }

  /// The newest version lies printed and waits for its stamp.
  private func wasPrinted(_ line: SlipOverviewLine) throws -> Bool {
    guard let slipID = line.slipID, let version = line.version else { return false }
    return try paper(of: .slip, slipID, version: version) != nil
  }

  private func centersElsewhere(_ campaignID: String, _ institutionID: String, _ plan: CampaignPlan) throws -> Int {
    try rows(
      """
      SELECT c.province, (SELECT COUNT(*) FROM study_center_handed_over h WHERE h.study_center_id = c.id) AS handed_over
      FROM study_center c WHERE c.campaign_id = ? AND c.parent_institution_id = ?
      """, [.text(campaignID), .text(institutionID)]
    ).count { row in
      let center = StudyCenter(
        parentCode: InstitutionCode(stored: ""), parentName: "", ownName: "", province: try row.text("province"))
      return try center.isHandedOver(campaignProvince: plan.province) || row.int("handed_over") > 0
    }
  }

  private func rosterFacts(_ people: RegisteredPeople) throws -> RosterStanding {
    guard let newest = try newestImport(people) else { return RosterStanding() }
    let due = "FROM graduate g WHERE \(people.condition) AND NOT \(GraduateScope.hasLeft)"
    func number(_ more: String = "") throws -> Int { try count("SELECT COUNT(*) AS n \(due) \(more)", people.arguments) }
    return RosterStanding(
      registered: try number(), refused: newest.blocked, lacking: try number("AND \(Self.lacksCharacters)"),
      absent: try number("AND EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = g.id)"),
      absencesAreConfirmed: try absencesConfirmedAt(people).map { $0 >= newest.at } ?? false)
  }

  /// Codes are an institution's, never a center's.
  private func codeFacts(_ people: RegisteredPeople) throws -> RosterStanding {
    let codes = try count(
      "SELECT COUNT(*) AS n FROM collection_code WHERE campaign_id = ? AND institution_id = ?",
      [.text(people.campaignID), .text(people.institutionID)])
    var all = people
    all.centerID = nil
    return RosterStanding(registered: codes > 0 ? codes : nil, refused: try newestImport(all)?.blocked ?? 0)
  }

  /// The newest import that was not taken back: rows that errors blocked, and when it was.
  func newestImport(_ people: RegisteredPeople) throws -> (blocked: Int, at: Int64)? {
    // A parent's liaison may bring his centers' students in one file.
    let mine = people.centerID == nil ? "" : "AND (r.study_center_id = ? OR r.study_center_id IS NULL)"
    let found = try row(
      """
      SELECT r.blocked, r.imported_at, r.study_center_id FROM roster_import r WHERE r.campaign_id = ? AND r.institution_id = ? \(mine)
        AND \(Self.standingImport) ORDER BY r.version DESC LIMIT 1
      """, people.arguments)
    guard let found else { return nil }
    let isOther = try people.centerID != nil && found.optionalText("study_center_id") == nil
    if isOther, try row("SELECT g.id FROM graduate g WHERE \(people.condition) LIMIT 1", people.arguments) == nil { return nil }
    return (isOther ? 0 : try found.int("blocked"), try found.integer("imported_at"))
  }

  /// The condition that a row of `graduate g` has a name in which a character is still missing (待补字).
  static let lacksCharacters = "g.extras LIKE '%\"lacks-characters\"%'"
}

/// Whose graduates are counted: an institution's, or one center's.
struct RegisteredPeople: Sendable {
  let campaignID: String
  let institutionID: String
  var centerID: String?

  var condition: String {
    "g.campaign_id = ? AND g.institution_id = ?" + (centerID == nil ? "" : " AND g.study_center_id = ?")
  }

  var arguments: [SQLValue] {
    [.text(campaignID), .text(institutionID)] + (centerID.map { [.text($0)] } ?? [])
  }
}

/// What is known of a roster, as counts.
struct RosterStanding: Sendable {
  /// Due now; nil when nothing was imported.
  var registered: Int?
  var refused = 0
  var lacking = 0
  var absent = 0
  var absencesAreConfirmed = false
}
