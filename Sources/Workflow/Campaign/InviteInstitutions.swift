import GraduatePhotos

/// What an act of inviting did.
public struct InstitutionsInvited: Sendable, Hashable {
  /// Ids of those newly invited.
  public let invited: [String]
  /// How many had been invited before.
  public let already: Int
}

extension CollectionCenter {
  /// Lets institutions take part in a campaign (N2); those who do already stay as they are.
  ///
  /// - Throws: `CampaignRefusal.unknown`, `InstitutionRefusal.unknown`, `.tooManyAtOnce`.
  public func inviteInstitutions(
    _ institutionIDs: [String], to campaignID: String, by keeper: some CampaignKeeper
  ) async throws -> InstitutionsInvited {
    guard institutionIDs.count <= CampaignLimits.invitationsAtOnce else {
      throw InstitutionRefusal.tooManyAtOnce(limit: CampaignLimits.invitationsAtOnce)
    }
    return try await records.write { transaction in
      _ = try transaction.storedCampaign(campaignID)
      var invited: [String] = []
      for id in institutionIDs {
        _ = try transaction.storedInstitution(id)
        if try transaction.invite(id, to: campaignID, by: keeper) { invited.append(id) }
      }
      return InstitutionsInvited(invited: invited, already: institutionIDs.count - invited.count)
    }
  }

  /// Takes an institution out of a campaign, only while nothing of it lies there.
  ///
  /// - Throws: `CampaignRefusal.unknown`, `InstitutionRefusal.unknown`, `.notParticipating`, `.inUse`.
  public func withdrawParticipation(
    of institutionID: String, from campaignID: String, by keeper: some ProvinceKeeper
  ) async throws {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let name = try transaction.storedInstitution(institutionID).institution.name(in: campaign.year)
      guard try transaction.participates(institutionID, in: campaignID) else {
        throw InstitutionRefusal.notParticipating(name: name)
      }
      let what = try transaction.whatDepends(on: institutionID, in: campaignID)
      guard what.isEmpty else { throw InstitutionRefusal.inUse(name: name, what: what) }
      try transaction.deleteParticipation(of: institutionID, in: campaignID)
      try transaction.journal(
        JournalLine(action: .institutionWithdrawn, recordKind: "institution", recordID: institutionID, campaignID: campaignID),
        by: keeper)
    }
  }
}
