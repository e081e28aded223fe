import Foundation
import GraduatePhotos
import Storage

/// An institution that is late with something, and whom to call.
public struct LateReportLine: Sendable, Identifiable {
  public let id: String
  public let code: String
  public let name: String
  /// As the registration slip has it, or the liaison's account where there is none.
  public let contact: String
  public let telephone: String
  public let items: [LateItem]

  /// Of the matter that is late for the longest.
  public var daysLate: Int { items.map(\.daysLate).max() ?? 0 }
}

/// 进度通报: who is late with what.
public struct LateReport: Sendable {
  public let plan: CampaignPlan
  public let today: CalendarDay
  public let now: Int64
  /// Institutions of the campaign, by code.
  public let all: [SeasonInstitution]
  /// Those that are late the longest first.
  public let late: [LateReportLine]
  /// How far all of them are.
  public let total: InstitutionSeason
  public let steps: [SeasonStep]
  public let countedAt: Int64?

  /// Institutions by the matter they are late with.
  public func count(_ matter: LateMatter) -> Int { late.count { $0.items.contains { $0.matter == matter } } }
}

extension CollectionCenter {
  /// Which institutions are late with what, judged by the campaign's days and this one; as much work as there are institutions.
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func lateReport(campaignID: String, by keeper: some CampaignKeeper) async throws -> LateReport {
    try await records.read { try $0.lateReport($0.storedCampaign(campaignID)) }
  }
}

extension Transaction {
  func lateReport(_ campaign: StoredCampaign) throws -> LateReport {
    let institutions = try seasonInstitutions(of: campaign)
    let slips = Dictionary(grouping: try slipOverviewLines(campaign.id).lines, by: \.institutionID)
    let scheduledAt = try row(
      "SELECT MAX(published_at) AS t FROM schedule WHERE campaign_id = ?", [.text(campaign.id)])?.optionalInteger("t")
    let fees = try unsealedFees(campaign.id)
    var late: [LateReportLine] = []
    for institution in institutions {
      let facts = lateFacts(
        institution.season, slips[institution.id] ?? [], campaign.plan, scheduledAt: scheduledAt, feesAt: fees[institution.id])
      let items = LateItem.list(facts, in: campaign.plan, today: today)
      guard !items.isEmpty else { continue }
      let contact = try contact(of: institution.id, slips[institution.id] ?? [])
      late.append(
        LateReportLine(
          id: institution.id, code: institution.code, name: institution.name, contact: contact.name,
          telephone: contact.telephone, items: items))
    }
    return LateReport(
      plan: campaign.plan, today: today, now: now, all: institutions,
      late: late.sorted { (-$0.daysLate, -$0.items.count, $0.code) < (-$1.daysLate, -$1.items.count, $1.code) },
      total: institutions.reduce(into: InstitutionSeason()) { $0 += $1.season },
      steps: SeasonStep.steps(in: campaign.plan), countedAt: institutions.compactMap(\.countedAt).min())
  }

  private func lateFacts(
    _ season: InstitutionSeason, _ slips: [SlipOverviewLine], _ plan: CampaignPlan, scheduledAt: Int64?, feesAt: Int64?
  ) -> LateFacts {
    func day(_ at: Int64?) -> CalendarDay? { at.map { CalendarDay(milliseconds: $0) } }
    var facts = LateFacts(regime: plan.regime)
    let own = slips.first { $0.studyCenterID == nil }
    // A guest's parent is in another province and registers nothing here.
    facts.slipIsHandedIn = own?.isRegistered ?? true
    facts.slipIsComplete = !(own?.isIncomplete ?? false)
    facts.slipIsSealed = own.map { $0.progress == .sealed } ?? true
    facts.openCenters = slips.count { $0.studyCenterID != nil && (!$0.isRegistered || $0.isIncomplete) }
    facts.rosterIsThere = own.map { $0.roster != .notUploaded } ?? true
    if case .errorsOpen(let rows)? = own?.roster { facts.rosterErrors = rows }
    facts.scheduledOn = day(scheduledAt)
    facts.unansweredPlaces = season.unansweredPlaces
    facts.classes = season.classes
    facts.signedClasses = season.signedClasses
    facts.hasDelivery = season.people.reached(.delivered) > 0
    let errata = [SeasonCase.erratum, .data, .person].reduce(into: WaitingTally()) {
      $0 += season.cases[$1]?[.toSeal] ?? WaitingTally()
    }
    facts.unsealedErrata = errata.heads
    facts.errataSince = day(errata.oldest)
    let missing = season.cases[.missing]?[.toSeal] ?? WaitingTally()
    facts.unaskedMissing = missing.heads
    facts.missingSince = day(missing.oldest)
    facts.feesIssuedOn = day(feesAt)
    // In code mode the national site's lists stay at the institution.
    let isSeen = plan.regime == .roster || plan.proofingPlace == .here
    facts.notProofed = isSeen ? season.people.proofed(at: plan.proofingPlace).open : 0
    return facts
  }

  /// When the newest version of each institution's statement was issued that it has not sealed.
  private func unsealedFees(_ campaignID: String) throws -> [String: Int64] {
    try rows(
      """
      SELECT f.institution_id, v.issued_at FROM fee_statement f JOIN fee_statement_version v ON v.statement_id = f.id
        AND v.number = (SELECT MAX(w.number) FROM fee_statement_version w WHERE w.statement_id = f.id)
      WHERE f.campaign_id = ? AND NOT EXISTS (SELECT 1 FROM seal e WHERE e.kind = 'fees' AND e.subject_id = f.id
        AND e.subject_version = v.number)
      """, [.text(campaignID)]
    ).reduce(into: [:]) { $0[try $1.text("institution_id")] = try $1.integer("issued_at") }
  }

  private func contact(of institutionID: String, _ slips: [SlipOverviewLine]) throws -> (name: String, telephone: String) {
    let slip = slips.first { $0.slipID != nil && $0.isRegistered }?.slipID
    if let slip, let body = try newestSlipBody(slip)?.body {
      let read = try RegistrationSlip(canonicalBody: body)
      if !read.telephone.isEmpty { return (read.contactName, read.telephone) }
    }
    let liaison = try row(
      """
      SELECT name, telephone FROM account WHERE institution_id = ? AND role = 'liaison'
        AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = account.id) ORDER BY made_at, id LIMIT 1
      """, [.text(institutionID)])
    return (try liaison?.text("name") ?? "", try liaison?.optionalText("telephone") ?? "")
  }
}
