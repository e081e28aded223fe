import GraduatePhotos

/// A liaison lists the institution's own study centers; those who run the campaign are told (A2, N7).
extension CollectionCenter {
  /// Lists a study center of the liaison's own institution; what the entry says of a parent is not looked at.
  ///
  /// - Returns: the center's id.
  /// - Throws: `StudyCenterRefusal`, `TelephoneProblem`, `CampaignRefusal.unknown`.
  public func addOwnStudyCenter(_ entry: StudyCenterEntry, to campaignID: String, by liaison: Liaison) async throws -> String {
    let id = identifier()
    return try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      try transaction.requirePart(of: liaison.institutionID, in: campaignID)
      try transaction.addStudyCenter(id: id, entry, parentID: liaison.institutionID, in: campaign, by: liaison)
      try transaction.tellKeepers(of: id, "添加", in: campaign, by: liaison)
      return id
    }
  }

  /// Changes one of the liaison's own study centers, as long as nothing was handed in for it and nobody else was told of it.
  ///
  /// - Returns: the version now in force; the same when nothing differs.
  /// - Throws: `StudyCenterRefusal`, `TelephoneProblem`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func changeOwnStudyCenter(
    _ id: String, to entry: StudyCenterEntry, seen version: Int, by liaison: Liaison
  ) async throws -> Int {
    try await records.write { transaction in
      let before = try transaction.storedStudyCenter(id)
      guard before.parentInstitutionID == liaison.institutionID else { throw StudyCenterRefusal.unknown }
      if let agency = try transaction.handedOverTo(id) {
        throw StudyCenterRefusal.handedOver(name: before.name, agency: agency)
      }
      // An account is no work: its owner stays the center's.
      let what = try transaction.whatDepends(on: before).filter { $0 != "账号" }
      guard what.isEmpty else { throw StudyCenterRefusal.inWork(name: before.name, what: what) }
      let now = try transaction.changeStudyCenter(before, to: entry, seen: version, by: liaison)
      if now != version {
        try transaction.tellKeepers(of: id, "修改", in: transaction.storedCampaign(before.campaignID), by: liaison)
      }
      return now
    }
  }
}

extension Transaction {
  /// - Throws: `StudyCenterRefusal.notTakingPart`.
  fileprivate func requirePart(of institutionID: String, in campaignID: String) throws {
    let part = try row(
      "SELECT p.institution_id FROM \(Self.partTaken) p WHERE p.campaign_id = ? AND p.institution_id = ?",
      [.text(campaignID), .text(institutionID)])
    guard part != nil else { throw StudyCenterRefusal.notTakingPart }
  }

  /// One outside the province waits for its hand-over: whoever runs the campaign has to act (N7).
  fileprivate func tellKeepers(of id: String, _ verb: String, in campaign: StoredCampaign, by liaison: Liaison) throws {
    let center = try storedStudyCenter(id)
    let parent = try storedInstitution(center.parentInstitutionID).institution
    let isElsewhere = center.province != campaign.plan.province
    let next = isElsewhere ? "站点在\(center.province)，请移交给当地的采集单位。" : "站点在本省，由本省拍摄，请核对。"
    let path = "/campaigns/\(campaign.id)/centers" + (isElsewhere ? "/elsewhere" : "/\(id)")
    try notifyKeepers(
      campaignID: campaign.id, title: isElsewhere ? "有外省函授站待移交" : "学校\(verb)了函授站",
      body: "\(parent.name(in: campaign.year))（\(parent.code.value)）\(verb)了函授站「\(center.name)」。\(next)", path: path,
      by: liaison)
  }
}
