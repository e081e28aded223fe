import GraduatePhotos

extension CollectionCenter {
  /// Lists a study center of a campaign (A2, A4).
  ///
  /// Its parent may be anywhere: one that is not on record yet is added from its code and name, without taking part itself.
  ///
  /// - Returns: the center's id.
  /// - Throws: `StudyCenterRefusal`, `InstitutionCodeProblem`, `TelephoneProblem`, `CampaignRefusal.unknown`.
  public func addStudyCenter(
    _ entry: StudyCenterEntry, to campaignID: String, by keeper: some CampaignKeeper
  ) async throws -> String {
    let id = identifier()
    let parentID = identifier()
    return try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let parent = try transaction.parent(of: entry, newID: parentID, in: campaign, by: keeper)
      try transaction.addStudyCenter(id: id, entry, parentID: parent, in: campaign, by: keeper)
      return id
    }
  }
}

extension Transaction {
  /// The parent by its code, else by its name; one with a new code is added.
  func parent(
    of entry: StudyCenterEntry, newID: String, in campaign: StoredCampaign, by keeper: some CampaignKeeper
  ) throws -> String {
    let name = entry.parentName.trimmed
    guard !entry.parentCode.trimmed.isEmpty else {
      guard let found = try institutionID(named: name, province: campaign.plan.province) else {
        throw StudyCenterRefusal.parentUnknown(name: name)
      }
      return found
    }
    let code = try InstitutionCode.read(entry.parentCode)
    if let found = try institutionID(code: code.value) {
      let known = try storedInstitution(found).institution
      guard name.isEmpty || known.names.contains(where: { $0.name.hasSameCodePoints(as: name) }) else {
        throw StudyCenterRefusal.parentDiffers(code: code.value, known: known.name(in: campaign.year), given: name)
      }
      return found
    }
    guard !name.isEmpty else { throw StudyCenterRefusal.parentNameMissing(code: code.value) }
    let parent = InstitutionEntry(
      code: .ministry(code.value), name: name, kind: .other, province: entry.parentProvince)
    try addInstitution(id: newID, try parent.tidied(provinceMayBeOpen: true), by: keeper)
    return newID
  }

  func addStudyCenter(
    id: String, _ entry: StudyCenterEntry, parentID: String, in campaign: StoredCampaign, by keeper: some SignedIn
  ) throws {
    let empty = StoredStudyCenter(
      id: id, campaignID: campaign.id, parentInstitutionID: parentID, name: "", province: "", city: "", address: "",
      contact: "",
      telephone: "", expectedHeads: 0, version: 1)
    let center = try filled(empty, from: entry, in: campaign)
    if try studyCenterID(named: center.name, of: parentID, in: campaign.id) != nil {
      throw StudyCenterRefusal.alreadyListed(name: center.name)
    }
    try insertStudyCenter(center)
    let details = [
      "parent": parentID, "name": center.name, "province": center.province, "city": center.city,
      "expected-heads": String(center.expectedHeads),
    ]
    try journal(
      JournalLine(
        action: .studyCenterAdded, recordKind: "study-center", recordID: id, campaignID: campaign.id, details: details),
      by: keeper)
  }

  /// A center with what was typed, tidied and checked; its parent stays.
  func filled(
    _ center: StoredStudyCenter, from entry: StudyCenterEntry, in campaign: StoredCampaign
  ) throws -> StoredStudyCenter {
    var center = center
    center.name = entry.name.trimmed
    center.city = entry.city.trimmed
    center.address = entry.address.trimmed
    center.contact = entry.contact.trimmed
    center.telephone = entry.telephone.trimmed.isEmpty ? "" : try Telephone.read(entry.telephone).value
    center.expectedHeads = entry.expectedHeads
    guard let province = ChineseProvince.named(entry.province) else {
      throw StudyCenterRefusal.provinceUnknown(entry.province.trimmed)
    }
    center.province = province.name
    let parent = try storedInstitution(center.parentInstitutionID).institution
    let problems = StudyCenter(
      parentCode: parent.code, parentName: parent.name(in: campaign.year), ownName: center.name, province: center.province
    ).problems()
    guard problems.isEmpty else { throw StudyCenterRefusal.incomplete(problems) }
    guard CampaignLimits.expectedHeads.contains(center.expectedHeads) else { throw StudyCenterRefusal.headsOutOfRange }
    let short = [("站点名称", center.name), ("城市", center.city), ("联系人", center.contact)]
    for (field, text) in short where text.count > CampaignLimits.nameCharacters {
      throw StudyCenterRefusal.tooLong(field: field)
    }
    guard center.address.count <= CampaignLimits.textCharacters else { throw StudyCenterRefusal.tooLong(field: "地址") }
    return center
  }
}
