import GraduatePhotos

extension CollectionCenter {
  /// A text where it is written, with every version it ever had.
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func publicTextRoom(
    _ page: PublicTextPage, campaignID: String, for keeper: some CampaignKeeper
  ) async throws -> PublicTextRoom {
    try await records.read { transaction in
      let campaign = try transaction.publicCampaignPage(campaignID)
      let versions = try transaction.publicTextVersions(page, campaignID)
      return PublicTextRoom(
        page: page, campaign: campaign,
        standing: PublicTextDefault(campaign.plan, standard: campaign.standard).markdown(page),
        newest: try versions.first.flatMap { try transaction.publicText(page, version: $0.version, campaignID) },
        versions: versions)
    }
  }

  /// One version's text, as it was written.
  ///
  /// - Throws: `CampaignRefusal.unknown`; `PublicTextRefusal.unknownVersion`.
  public func publicTextVersion(
    _ version: Int, of page: PublicTextPage, campaignID: String, for keeper: some CampaignKeeper
  ) async throws -> String {
    try await records.read { transaction in
      _ = try transaction.storedCampaign(campaignID)
      guard let text = try transaction.publicText(page, version: version, campaignID) else {
        throw PublicTextRefusal.unknownVersion
      }
      return text
    }
  }
}
