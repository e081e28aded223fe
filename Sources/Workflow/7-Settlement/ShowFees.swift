import GraduatePhotos
import Storage

/// 费用结算 of one institution, as far as its reader sees it.
public struct FeeSheet: Sendable {
  public let plan: CampaignPlan
  public let today: CalendarDay
  public let institutionID: String
  /// The reader's own classes, with what was collected in each.
  public let classes: [FeeClassLine]
  /// For those who see all of the institution.
  public let facts: FeeFacts?
  /// For the same, the newest first.
  public let exemptions: [FeeExemptionRow]
  /// Of the newest version.
  public let seal: Seal?

  /// What a head costs; as agreed, where it was, whoever reads it.
  public let rate: Fen
}

extension CollectionCenter {
  /// An institution's fees as they are now (A10).
  ///
  /// - institutionID: for those who see several.
  /// - Throws: `FeeDeskRefusal.institutionUnknown`.
  public func fees(campaignID: String, institutionID: String? = nil, by reader: any FeeReader) async throws -> FeeSheet {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let institution = try reader.feeInstitution(institutionID)
      guard reader is any FeeStatementReader else {
        return FeeSheet(
          plan: campaign.plan, today: transaction.today, institutionID: institution,
          classes: try transaction.ownFeeClasses(campaign, institution, reader.feeScope), facts: nil, exemptions: [], seal: nil,
          rate: try transaction.feeRate(campaign, institution))
      }
      let facts = try transaction.feeFacts(of: institution, campaign)
      return FeeSheet(
        plan: campaign.plan, today: transaction.today, institutionID: institution, classes: facts.classes, facts: facts,
        exemptions: try transaction.feeExemptions(campaign, institutionID: institution, scope: reader.feeScope),
        seal: try facts.newest.flatMap { try transaction.seal(of: .fees, $0.statementID, version: $0.number) },
        rate: facts.statement.rate)
    }
  }
}

extension Transaction {
  /// Classes of a scope with their takings.
  func ownFeeClasses(_ campaign: StoredCampaign, _ institutionID: String, _ scope: GraduateScope) throws -> [FeeClassLine] {
    let people = Self.people(in: campaign.plan.regime)
    let place = GraduatePlace(campaignID: campaign.id, institutionID: institutionID)
    return try feeClasses(place.condition(scope, of: people.alias), takings: place.condition(scope, of: "t"), in: campaign)[
      institutionID] ?? []
  }
}
