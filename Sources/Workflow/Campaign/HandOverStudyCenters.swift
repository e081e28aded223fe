import GraduatePhotos

extension CollectionCenter {
  /// Hands the study centers in another province over to that province's agency (N7); those told before stay as they were.
  ///
  /// Without an agency named, the campaign's office for that province is taken.
  ///
  /// - Throws: `StudyCenterRefusal.notElsewhere`, `.agencyMissing`, `.nothingToHandOver`, `.provinceUnknown`;
  ///   `CampaignRefusal.unknown`.
  public func handOverStudyCenters(
    in province: String, of campaignID: String, to agency: String? = nil, by keeper: some CampaignKeeper
  ) async throws -> StudyCentersHandedOver {
    try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      guard let there = ChineseProvince.named(province) else { throw StudyCenterRefusal.provinceUnknown(province.trimmed) }
      guard there.name != campaign.plan.province else { throw StudyCenterRefusal.notElsewhere(name: "\(there.name)的站点") }
      let given = agency?.trimmed ?? ""
      let name = given.isEmpty ? campaign.plan.agencyName(for: there) : given
      guard let name else { throw StudyCenterRefusal.agencyMissing(province: there.name) }
      guard name.count <= CampaignLimits.nameCharacters else { throw StudyCenterRefusal.tooLong(field: "采集单位名称") }
      let filter = StudyCenterFilter(place: .waiting, province: there.name)
      let centers = try transaction.studyCenterLines(filter, of: campaign, page: nil)
      guard !centers.isEmpty else { throw StudyCenterRefusal.nothingToHandOver(province: there.name) }
      for center in centers {
        try transaction.insertHandOver(center.id, agency: name, by: keeper)
        try transaction.journal(
          JournalLine(
            action: .studyCenterHandedOver, recordKind: "study-center", recordID: center.id, campaignID: campaignID,
            details: ["province": there.name, "agency": name]), by: keeper)
      }
      try transaction.tellOfHandOver(centers, in: there.name, to: name, campaignID: campaignID, by: keeper)
      let silent = centers.filter { $0.contact.isEmpty || $0.telephone.isEmpty }
      return StudyCentersHandedOver(
        agency: name, province: there.name, count: centers.count, withoutContact: silent.map(\.displayName))
    }
  }

  /// Takes a hand-over back that was made by mistake.
  ///
  /// The center is still elsewhere: it is only waiting again.
  ///
  /// - Throws: `StudyCenterRefusal.unknown`, `.notHandedOver`.
  public func takeBackStudyCenter(_ id: String, by keeper: some CampaignKeeper) async throws {
    try await records.write { transaction in
      let center = try transaction.storedStudyCenter(id)
      guard let agency = try transaction.handedOverTo(id) else { throw StudyCenterRefusal.notHandedOver(name: center.name) }
      try transaction.deleteHandOver(id)
      try transaction.journal(
        JournalLine(
          action: .studyCenterTakenBack, recordKind: "study-center", recordID: id, campaignID: center.campaignID,
          details: ["agency": agency]), by: keeper)
      let body = "\(center.name)（\(center.province)）移交给\(agency)的事已撤回，暂不由对方安排拍摄；确定后会再通知贵校。"
      try transaction.tell(
        .init(parentID: center.parentInstitutionID, centerIDs: [id], title: "站点移交已撤回", body: body), center.campaignID,
        by: keeper)
    }
  }

  /// A table for each other province, to be sent to the agency there (N7); handed over or not, to be checked before.
  ///
  /// - Throws: `CampaignRefusal.unknown`.
  public func studyCenterTables(
    in campaignID: String, province: String? = nil, for keeper: some CampaignKeeper
  ) async throws -> [StudyCenterTable] {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let filter = StudyCenterFilter(place: .elsewhere, province: province)
      let lines = try transaction.studyCenterLines(filter, of: campaign, page: nil)
      return Dictionary(grouping: lines, by: \.center.province).sorted { $0.key < $1.key }.map { province, lines in
        StudyCenterTable(
          province: province, agency: lines.lazy.compactMap(\.handedOver?.agency).first ?? "",
          rows: [StudyCenterTable.headings] + lines.map(\.tableRow))
      }
    }
  }
}

extension StudyCenterLine {
  fileprivate var tableRow: [String] {
    [
      center.parentCode.value, center.parentName, center.ownName, center.province, city, address, contact, telephone,
      String(expectedHeads),
    ]
  }
}

extension CampaignPlan {
  /// The office of another province whose name says which province it is for.
  fileprivate func agencyName(for province: ChineseProvince) -> String? {
    offices.first { $0.kind == .otherAgency && $0.name.contains(province.short) }?.name
  }
}

extension Transaction {
  /// Each parent is told of its own centers, and so are the centers' people: they wait for the agency there now (N7).
  fileprivate func tellOfHandOver(
    _ centers: [StudyCenterLine], in province: String, to agency: String, campaignID: String, by keeper: some CampaignKeeper
  ) throws {
    for (parentID, own) in Dictionary(grouping: centers, by: \.parentInstitutionID).sorted(by: { $0.key < $1.key }) {
      let names = own.prefix(CampaignLimits.centersNamed).map(\.center.ownName).joined(separator: "、")
      let rest = own.count > CampaignLimits.centersNamed ? "等" : ""
      try tell(
        .init(
          parentID: parentID, centerIDs: own.map(\.id), title: "\(own.count) 个外省站点已移交\(province)",
          body: "\(names)\(rest) \(own.count) 个站点在\(province)，已移交给\(agency)，由对方安排拍摄，本省不再排时间。请与对方联系。"), campaignID,
        by: keeper)
    }
  }

  /// What a parent and its centers are told.
  fileprivate struct CenterNews {
    let parentID: String
    let centerIDs: [String]
    let title: String
    let body: String
  }

  fileprivate func tell(_ news: CenterNews, _ campaignID: String, by keeper: some CampaignKeeper) throws {
    func draft(_ audience: NoticeDraft.Audience) -> NoticeDraft {
      NoticeDraft(
        campaignID: campaignID, audience: audience, title: news.title, body: news.body, path: "/campaigns/\(campaignID)/centers"
      )
    }
    try notify(draft(.institution(news.parentID)), by: keeper)
    for center in news.centerIDs {
      for person in try studyCenterPeople(center) { try notify(draft(.account(person)), by: keeper) }
    }
  }
}
