import GraduatePhotos

extension CollectionCenter {
  /// Changes a campaign's settings; the versions before stay readable.
  ///
  /// The version seen is the one the form was filled from.
  ///
  /// - Returns: the version now in force; the same when nothing differs.
  /// - Throws: `CampaignRefusal`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func changeCampaign(
    _ id: String, to plan: CampaignPlan, seen version: Int, by keeper: some CampaignKeeper
  ) async throws -> Int {
    try await records.write { transaction in
      let stored = try transaction.storedCampaign(id)
      guard stored.version == version else {
        let first = try transaction.lastCampaignChange(id, version: stored.version)
        throw ChangedMeanwhile(what: "这次采集的设置", who: first.by, at: first.at)
      }
      let plan = try plan.checked()
      let differences = plan.differences(from: stored.plan)
      guard !differences.isEmpty else { return version }
      try transaction.checkMayChange(stored, to: plan, differences, by: keeper)
      guard try transaction.updateCampaign(id, plan, seen: version) else {
        throw try transaction.changedMeanwhile("这次采集的设置", recordKind: "campaign", recordID: id)
      }
      try transaction.insertCampaignVersion(id, version: version + 1, plan, by: keeper)
      var details = FieldDifference.journalDetails(differences)
      details["version"] = String(version + 1)
      try transaction.journal(
        JournalLine(action: .campaignChanged, recordKind: "campaign", recordID: id, campaignID: id, details: details),
        by: keeper)
      return version + 1
    }
  }
}

extension Transaction {
  fileprivate func checkMayChange(
    _ stored: StoredCampaign, to plan: CampaignPlan, _ differences: [FieldDifference], by keeper: some CampaignKeeper
  ) throws {
    if !(keeper is any ProvinceKeeper) {
      let fields = differences.filter { CampaignPlan.provinceKeys.contains($0.key) }.map(\.label)
      guard fields.isEmpty else { throw CampaignRefusal.officerOnly(fields: fields) }
    }
    let old = stored.plan
    let sameIdentity = old.province == plan.province && old.graduatingClass == plan.graduatingClass && old.kind == plan.kind
    if !sameIdentity {
      let participants = try participantCount(stored.id) + studyCenterCount(stored.id)
      guard participants == 0 else { throw CampaignRefusal.identityFixed(participants: participants) }
      guard try campaignID(province: plan.province, year: plan.graduatingClass.year, kind: plan.kind) == nil else {
        throw CampaignRefusal.alreadyOpen(title: plan.title)
      }
    }
    if old.regime != plan.regime, try holdsPeople(stored.id) { throw CampaignRefusal.regimeFixed }
    guard try storedStandard(plan.photoStandard) != nil else { throw CampaignRefusal.standardUnknown(plan.photoStandard) }
  }
}
