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
      let campaign = try transaction.storedCampaign(campaignID)
      var invited: [String] = []
      for id in institutionIDs {
        _ = try transaction.storedInstitution(id)
        guard try transaction.invite(id, to: campaignID, by: keeper) else { continue }
        invited.append(id)
        if let previous = try transaction.previousOfSameKind(campaign) {
          try transaction.carryStudyCenters(from: previous, to: campaign, parentID: id, by: keeper)
        }
        try transaction.notify(campaign.invitation(to: id), by: keeper)
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
      try transaction.dropCarriedCenters(of: institutionID, in: campaignID)
      let what = try transaction.whatDepends(on: institutionID, in: campaignID)
      guard what.isEmpty else { throw InstitutionRefusal.inUse(name: name, what: what) }
      try transaction.deleteParticipation(of: institutionID, in: campaignID)
      try transaction.journal(
        JournalLine(action: .institutionWithdrawn, recordKind: "institution", recordID: institutionID, campaignID: campaignID),
        by: keeper)
      try transaction.notify(campaign.farewell(to: institutionID), by: keeper)
    }
  }
}

extension StoredCampaign {
  /// That it takes part, and by when it registers (N2, N3).
  fileprivate func invitation(to institutionID: String) -> NoticeDraft {
    var body = "贵校已列入\(plan.title)。请填写综合信息采集登记单、导入学生名单。"
    if let last = plan.days(of: .registration)?.last { body += "登记到\(last.chinese)为止。" }
    return NoticeDraft(
      campaignID: id, audience: .institution(institutionID), title: "贵校参加\(plan.title)", body: body,
      path: "/campaigns/\(id)/registration")
  }

  fileprivate func farewell(to institutionID: String) -> NoticeDraft {
    NoticeDraft(
      campaignID: id, audience: .institution(institutionID), title: "贵校已退出\(plan.title)",
      body: "省厅已将贵校移出这次采集，不用再登记。如有疑问请联系省厅或采集单位。", path: "/notices")
  }
}
