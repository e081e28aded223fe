import GraduatePhotos

/// Reading campaigns: their settings are public (N6: notice, schedule, contacts), so no actor is asked for; their history is not.
extension CollectionCenter {
  /// All campaigns, the latest class first.
  public func campaigns() async throws -> [CampaignLine] {
    try await records.read { try $0.campaignLines() }
  }

  /// - Throws: `CampaignRefusal.unknown`.
  public func campaign(_ id: String) async throws -> CampaignPage {
    try await records.read { transaction in
      let stored = try transaction.storedCampaign(id)
      let last = try transaction.lastCampaignChange(id, version: stored.version)
      return CampaignPage(
        id: id, plan: stored.plan, version: stored.version, changedBy: last.by, changedAt: last.at, openedAt: stored.openedAt,
        previousID: stored.previousID, participantCount: try transaction.participantCount(id),
        studyCenters: try transaction.studyCenterCounts(id))
    }
  }

  /// Every version of a campaign's settings with what each changed, the oldest first.
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func campaignHistory(_ id: String, for keeper: some CampaignKeeper) async throws -> [CampaignVersion] {
    try await records.read { transaction in
      _ = try transaction.storedCampaign(id)
      return try transaction.campaignVersions(id)
    }
  }
}
