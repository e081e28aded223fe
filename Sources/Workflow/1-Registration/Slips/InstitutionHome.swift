import Foundation
import GraduatePhotos
import Storage

/// An institution's first page: what is to be done, by when, and what waits on whom (N2).
public struct InstitutionHome: Sendable {
  /// Parent and own name for a study center (A4).
  public let name: String
  public let code: String
  public let plan: CampaignPlan
  public let today: CalendarDay
  /// In the notice's order.
  public let steps: [NextStep]
  /// The institution's slip and those of its study centers in the province.
  public let slips: [SlipOverviewLine]
  /// Notices nobody opened yet.
  public let unreadNotices: Int

  /// Steps to be done now or late, and steps that wait for this reader's own role.
  public var waitingHere: Int {
    steps.count { step in
      switch step.state {
      case .now, .late: true
      default: false
      }
    }
  }
}

extension CollectionCenter {
  /// The home page of an institution, or of a study center for its own liaison.
  ///
  /// - Throws: `SlipRefusal.notTakingPart`, `.notFound`.
  public func institutionHome(campaignID: String, for keeper: some RosterKeeper & PaperReader) async throws -> InstitutionHome {
    try await records.read { transaction in
      try transaction.institutionHome(
        campaignID: campaignID, institutionID: keeper.institutionID, centerID: keeper.ownStudyCenterID,
        accountID: keeper.accountID)
    }
  }

  /// The same page for the leader who seals.
  public func institutionHome(campaignID: String, for leader: SealingLeader) async throws -> InstitutionHome {
    try await records.read { transaction in
      try transaction.institutionHome(
        campaignID: campaignID, institutionID: leader.institutionID, centerID: nil, accountID: leader.accountID)
    }
  }
}

extension Transaction {
  func institutionHome(
    campaignID: String, institutionID: String, centerID: String?, accountID: String
  ) throws -> InstitutionHome {
    let around = try slipSurroundings(campaignID: campaignID, institutionID: institutionID, studyCenterID: centerID)
    guard let around else { throw SlipRefusal.notFound }
    let slips = try slipOverviewLines(campaignID, institutionID: institutionID).lines.filter { line in
      centerID == nil || line.studyCenterID == centerID
    }
    guard !slips.isEmpty else { throw SlipRefusal.notTakingPart }
    let facts = try registrationFacts(campaignID: campaignID, institutionID: institutionID, centerID: centerID, around, slips)
    let notices = try noticePage(accountID: accountID, institutionID: centerID == nil ? institutionID : "", page: 1)
    return InstitutionHome(
      name: slips[0].name, code: around.code, plan: around.plan, today: today,
      steps: NextStep.list(for: facts, in: around.plan, today: today), slips: slips, unreadNotices: notices.unread)
  }

  /// What the rule of the to-do list wants to know; counts only.
  private func registrationFacts(
    campaignID: String, institutionID: String, centerID: String?, _ around: SlipSurroundings, _ slips: [SlipOverviewLine]
  ) throws -> RegistrationFacts {
    let own = slips[0]
    let problems = try own.slipID.map { try slipDraft($0).body.problems(around.context).filter { $0.severity == .error } }
    let roster = try rosterFacts(campaignID: campaignID, institutionID: institutionID, centerID: centerID)
    let centers = slips.filter { $0.studyCenterID != nil && $0.studyCenterID != centerID }
    return RegistrationFacts(
      isProvisionalCode: InstitutionCode(stored: around.code).isProvisional, slipErrors: problems?.count,
      slipHoldsUp: (problems ?? []).reduce(into: []) { $0.formUnion($1.holdsUp) }, slipIsHandedIn: own.isRegistered,
      slipSeal: own.progress == .sealed ? .sealed : try wasPrinted(own) ? .waiting : .notAsked,
      studyCentersIncomplete: centers.count { !$0.isRegistered || $0.isIncomplete },
      studyCentersHandedOver: centerID == nil ? try centersElsewhere(campaignID, institutionID, around.plan) : 0,
      registered: roster.registered, expectedHeads: slips.reduce(0) { $0 + $1.heads }, refusedRows: roster.refused,
      rosterIsConfirmed: roster.registered != nil, absencesAreConfirmed: roster.hasAbsences, regime: around.plan.regime)
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

  private func rosterFacts(
    campaignID: String, institutionID: String, centerID: String?
  ) throws -> (registered: Int?, refused: Int, hasAbsences: Bool) {
    let mine = "campaign_id = ? AND institution_id = ?" + (centerID == nil ? "" : " AND study_center_id = ?")
    let who: [SQLValue] = [.text(campaignID), .text(institutionID)] + (centerID.map { [.text($0)] } ?? [])
    let newest = try row("SELECT blocked FROM roster_import WHERE \(mine) ORDER BY version DESC LIMIT 1", who)
    guard let newest else { return (nil, 0, false) }
    let absences = try row(
      "SELECT a.graduate_id FROM absence a JOIN graduate g ON g.id = a.graduate_id WHERE \(mine) LIMIT 1", who)
    return (
      try count("SELECT COUNT(*) AS n FROM graduate WHERE \(mine)", who), try newest.int("blocked"), absences != nil
    )
  }
}
