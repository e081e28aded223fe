import GraduatePhotos

extension CollectionCenter {
  /// Keeps a text as its next version; nobody but the keepers sees it before it is published (N6).
  ///
  /// The version seen is the one the text was written from; 0 when there was none.
  ///
  /// - Returns: the newest version; the same when nothing differs.
  /// - Throws: `PublicTextRefusal`; `CampaignRefusal.unknown`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func writePublicText(
    _ page: PublicTextPage, _ text: String, campaignID: String, seen version: Int, by planner: Planner
  ) async throws -> Int {
    let markdown = PublicText.tidied(text)
    guard !markdown.isEmpty else { throw PublicTextRefusal.empty }
    guard markdown.count <= PublicText.charactersLimit, markdown.utf8.count <= WorkflowLimits.publicTextBytes else {
      throw PublicTextRefusal.tooLong(characters: markdown.unicodeScalars.count)
    }
    let problems = PublicText.problems(in: markdown)
    guard problems.isEmpty else { throw PublicTextRefusal.problems(problems) }
    return try await records.write { transaction in
      _ = try transaction.storedCampaign(campaignID)
      let newest = try transaction.publicTextVersions(page, campaignID).first
      guard (newest?.version ?? 0) == version else { throw transaction.publicTextChanged(page, newest) }
      let before = try transaction.publicText(page, version: version, campaignID)
      guard before?.hasSameCodePoints(as: markdown) != true else { return version }
      try transaction.insertPublicText(page, version: version + 1, markdown, campaignID, by: planner)
      try transaction.journal(
        JournalLine(
          action: .publicTextWritten, recordKind: "public-text", recordID: page.rawValue, campaignID: campaignID,
          details: ["version": String(version + 1), "characters": String(markdown.count)]), by: planner)
      return version + 1
    }
  }
}
