import GraduatePhotos

extension CollectionCenter {
  /// The institutions on record, 50 a page from page 1, by code with provisional ones last.
  ///
  /// - Throws: `CampaignRefusal.unknown` when the filter names a campaign that is not there.
  public func institutions(
    _ filter: InstitutionFilter = InstitutionFilter(), page: Int = 1, for keeper: some CampaignKeeper
  ) async throws -> ListPage<InstitutionLine> {
    try await records.read { transaction in
      let year = try filter.campaignID.map { try transaction.storedCampaign($0).year } ?? transaction.today.year
      return try transaction.institutionLines(filter, year: year, page: page)
    }
  }

  /// The cities that institutions are in, for the filter.
  public func institutionCities(in province: String? = nil, for keeper: some CampaignKeeper) async throws -> [String] {
    try await records.read { try $0.institutionCities(province: province) }
  }

  /// One institution, named as in the campaign's graduating year.
  ///
  /// - Throws: `InstitutionRefusal.unknown`, `CampaignRefusal.unknown`.
  public func institution(
    _ id: String, in campaignID: String? = nil, for keeper: some CampaignKeeper
  ) async throws -> InstitutionPage {
    try await records.read { try $0.institutionPage(id, in: campaignID) }
  }

  /// The institution somebody works for; no other can be asked for.
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func ownInstitution(in campaignID: String? = nil, for keeper: some RosterKeeper) async throws -> InstitutionPage {
    try await records.read { try $0.institutionPage(keeper.institutionID, in: campaignID) }
  }

  /// The institution that has a code, or had it before (a provisional one on an old paper).
  public func institutionID(withCode code: String, for keeper: some CampaignKeeper) async throws -> String? {
    let code = try InstitutionCode.read(code)
    return try await records.read { try $0.institutionID(code: code.value) }
  }

  /// The provisional code the next institution without one would get.
  ///
  /// - Throws: `InstitutionRefusal.provisionalExhausted`.
  public func nextProvisionalCode(for keeper: some CampaignKeeper) async throws -> InstitutionCode {
    try await records.read { try $0.nextProvisionalCode() }
  }
}

extension Transaction {
  fileprivate func institutionPage(_ id: String, in campaignID: String?) throws -> InstitutionPage {
    let stored = try storedInstitution(id)
    let year = try campaignID.map { try storedCampaign($0).year } ?? today.year
    return InstitutionPage(
      id: id, institution: stored.institution, province: stored.province, version: stored.version,
      name: stored.institution.name(in: year), formerCodes: try formerCodes(of: id), campaignIDs: try campaignIDs(of: id))
  }
}
