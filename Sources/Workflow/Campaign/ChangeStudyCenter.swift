import GraduatePhotos

extension CollectionCenter {
  /// Changes a study center; its parent stays, a center of another parent is another one.
  ///
  /// The entry's fields of the parent are not looked at.
  ///
  /// - Returns: the version now in force; the same when nothing differs.
  /// - Throws: `StudyCenterRefusal`, `TelephoneProblem`; `ChangedMeanwhile` when somebody was first.
  @discardableResult
  public func changeStudyCenter(
    _ id: String, to entry: StudyCenterEntry, seen version: Int, by keeper: some CampaignKeeper
  ) async throws -> Int {
    try await records.write { try $0.changeStudyCenter($0.storedStudyCenter(id), to: entry, seen: version, by: keeper) }
  }

  /// Takes a study center off the list that was put there by mistake: only while nothing of it lies in the campaign.
  ///
  /// - Throws: `StudyCenterRefusal.unknown`, `.handedOver`, `.inUse`.
  public func removeStudyCenter(_ id: String, by keeper: some CampaignKeeper) async throws {
    try await records.write { transaction in
      let center = try transaction.storedStudyCenter(id)
      if let agency = try transaction.handedOverTo(id) {
        throw StudyCenterRefusal.handedOver(name: center.name, agency: agency)
      }
      let what = try transaction.whatDepends(on: center)
      guard what.isEmpty else { throw StudyCenterRefusal.inUse(name: center.name, what: what) }
      try transaction.deleteStudyCenter(id)
      try transaction.journal(
        JournalLine(
          action: .studyCenterRemoved, recordKind: "study-center", recordID: id, campaignID: center.campaignID,
          details: ["name": center.name, "parent": center.parentInstitutionID]), by: keeper)
    }
  }
}

extension Transaction {
  /// Writes a change over the version that was seen, and journals it.
  func changeStudyCenter(
    _ before: StoredStudyCenter, to entry: StudyCenterEntry, seen version: Int, by keeper: some SignedIn
  ) throws -> Int {
    let id = before.id
    let conflict = { try changedMeanwhile("这个站点", recordKind: "study-center", recordID: id) }
    guard before.version == version else { throw try conflict() }
    let campaign = try storedCampaign(before.campaignID)
    let after = try filled(before, from: entry, in: campaign)
    let differences = FieldDifference.between(before.fields, after.fields)
    guard !differences.isEmpty else { return version }
    if after.province != before.province, let agency = try handedOverTo(id) {
      throw StudyCenterRefusal.handedOver(name: before.name, agency: agency)
    }
    if after.name != before.name,
      try studyCenterID(named: after.name, of: after.parentInstitutionID, in: campaign.id) != nil
    {
      throw StudyCenterRefusal.alreadyListed(name: after.name)
    }
    guard try updateStudyCenter(after, seen: version) else { throw try conflict() }
    try journal(
      JournalLine(
        action: .studyCenterChanged, recordKind: "study-center", recordID: id, campaignID: campaign.id,
        details: FieldDifference.journalDetails(differences)), by: keeper)
    return version + 1
  }
}
