import GraduatePhotos

extension CollectionCenter {
  /// The study centers of a campaign, 50 a page from page 1, by province, parent's code and name.
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func studyCenters(
    in campaignID: String, _ filter: StudyCenterFilter = StudyCenterFilter(), page: Int = 1, for keeper: some CampaignKeeper
  ) async throws -> ListPage<StudyCenterLine> {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let page = min(max(page, CampaignLimits.pages.lowerBound), CampaignLimits.pages.upperBound)
      return ListPage(
        lines: try transaction.studyCenterLines(filter, of: campaign, page: page),
        total: try transaction.studyCenterTotal(filter, of: campaignID), page: page)
    }
  }

  /// The study centers of the institution somebody works for: all of them, or the one a study center's own liaison keeps.
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func ownStudyCenters(in campaignID: String, for keeper: some RosterKeeper) async throws -> [StudyCenterLine] {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let filter = StudyCenterFilter(parentInstitutionID: keeper.institutionID)
      let lines = try transaction.studyCenterLines(filter, of: campaign, page: nil)
      guard let own = keeper.ownStudyCenterID else { return lines }
      return lines.filter { $0.id == own }
    }
  }

  /// The study centers that are photographed here: those in the campaign's province.
  ///
  /// Those elsewhere belong to their province's agency,
  /// handed over or not, and are never scheduled here (N7).
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func schedulableStudyCenters(in campaignID: String, for keeper: some CampaignKeeper) async throws -> [StudyCenterLine]
  {
    try await records.read { try $0.schedulableStudyCenters(of: campaignID) }
  }
}

extension Transaction {
  /// What the schedule may ask for; it has no other way to study centers.
  func schedulableStudyCenters(of campaignID: String) throws -> [StudyCenterLine] {
    try studyCenterLines(StudyCenterFilter(place: .here), of: try storedCampaign(campaignID), page: nil)
  }
}
