import GraduatePhotos

extension CollectionCenter {
  /// Shows everybody the newest version of a text, from now on (N6); once more changes nothing.
  ///
  /// - Throws: `PublicTextRefusal.unknownVersion`; `CampaignRefusal.unknown`; `ChangedMeanwhile` when a newer one was written since.
  public func publishPublicText(
    _ page: PublicTextPage, version: Int, campaignID: String, by planner: Planner
  ) async throws {
    try await records.write { transaction in
      _ = try transaction.storedCampaign(campaignID)
      let versions = try transaction.publicTextVersions(page, campaignID)
      guard let chosen = versions.first(where: { $0.version == version }) else { throw PublicTextRefusal.unknownVersion }
      guard chosen.publishedAt == nil else { return }
      guard versions.first?.version == version else { throw transaction.publicTextChanged(page, versions.first) }
      try transaction.insertPublishedText(page, version: version, campaignID, by: planner)
      try transaction.journal(
        JournalLine(
          action: .publicTextPublished, recordKind: "public-text", recordID: page.rawValue, campaignID: campaignID,
          details: ["version": String(version)]), by: planner)
    }
  }
}
