import GraduatePhotos

extension CollectionCenter {
  /// A campaign's page for everybody: settings, standard, contacts (N6, A12).
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func publicCampaign(_ campaignID: String) async throws -> PublicCampaignPage {
    try await records.read { try $0.publicCampaignPage(campaignID) }
  }

  /// A text as everybody reads it: what was published last, or what the campaign's settings say (N6).
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func publicText(
    _ page: PublicTextPage, campaignID: String
  ) async throws -> (campaign: PublicCampaignPage, text: PublishedText) {
    try await records.read { transaction in
      let campaign = try transaction.publicCampaignPage(campaignID)
      let standing = PublishedText(
        page: page, markdown: PublicTextDefault(campaign.plan, standard: campaign.standard).markdown(page), version: nil,
        publishedAt: nil)
      return (campaign, try transaction.publishedText(page, campaignID) ?? standing)
    }
  }
}
