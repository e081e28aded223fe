import GraduatePhotos
import Storage

extension CollectionCenter {
  /// The slip of an institution, or of one of its study centers in the province; made and filled in as far as it is known when it is
  /// opened for the first time (A4).
  ///
  /// - `studyCenterID`: nil for the institution's own; a study center's liaison always gets the center's.
  /// - Throws: `SlipRefusal.notFound`, `.notTakingPart`, `RegistrationRefusal.studyCenterHandedOver`.
  public func openSlip(
    campaignID: String, studyCenterID: String? = nil, by keeper: some RosterKeeper & PaperReader
  ) async throws -> SlipRecord {
    let centerID = keeper.ownStudyCenterID ?? studyCenterID
    guard keeper.ownStudyCenterID == nil || studyCenterID == nil || studyCenterID == keeper.ownStudyCenterID else {
      throw SlipRefusal.notFound
    }
    let id = identifier()
    return try await records.write { transaction in
      let slip =
        try transaction.slipRow(campaignID: campaignID, institutionID: keeper.institutionID, studyCenterID: centerID)
        ?? transaction.makeSlip(id: id, campaignID: campaignID, studyCenterID: centerID, by: keeper)
      return try transaction.slipRecord(slip)
    }
  }

  /// A slip for everybody who may see it.
  ///
  /// - Throws: `SlipRefusal.notFound`.
  public func slip(_ id: String, for reader: some PaperReader) async throws -> SlipRecord {
    try await records.read { transaction in
      try transaction.slipRecord(transaction.slipRow(id, within: reader.paperReach))
    }
  }
}

extension Transaction {
  func slipRecord(_ slip: SlipRow) throws -> SlipRecord {
    let draft = try slipDraft(slip.id)
    return SlipRecord(
      id: slip.id, campaignID: slip.campaignID, institutionID: slip.institutionID, studyCenterID: slip.studyCenterID,
      draft: draft.body, draftVersion: draft.version, savedBy: draft.savedBy, savedAt: draft.savedAt,
      context: try slipSurroundings(of: slip).context, versions: try slipVersions(slip.id))
  }

  fileprivate func makeSlip(
    id: String, campaignID: String, studyCenterID: String?, by keeper: some RosterKeeper
  ) throws -> SlipRow {
    let around = try slipSurroundings(
      campaignID: campaignID, institutionID: keeper.institutionID, studyCenterID: studyCenterID)
    guard let around else { throw SlipRefusal.notFound }
    if let center = around.center {
      let where_ = StudyCenter(
        parentCode: InstitutionCode(stored: around.code), parentName: around.institutionName, ownName: center.name,
        province: center.province)
      guard center.handedOverTo == nil, !where_.isHandedOver(campaignProvince: around.plan.province) else {
        throw RegistrationRefusal.studyCenterHandedOver(province: center.province)
      }
    } else {
      guard try takesPart(keeper.institutionID, in: campaignID) else { throw SlipRefusal.notTakingPart }
    }
    let slip = SlipRow(
      id: id, campaignID: campaignID, institutionID: keeper.institutionID, studyCenterID: studyCenterID)
    let contact = try accountContact(keeper.accountID)
    let earlier = try earlierSlip(of: slip, around)
    try insert(slip, draft: SlipBeginning(around: around, earlier: earlier, contact: contact).draft, by: keeper)
    return slip
  }

  /// What was handed in for the campaign before this one, by the same institution or a center of the same name.
  private func earlierSlip(of slip: SlipRow, _ around: SlipSurroundings) throws -> RegistrationSlip? {
    guard let previous = around.previousCampaignID else { return nil }
    var centerID: String?
    if let center = around.center {
      centerID = try row(
        "SELECT id FROM study_center WHERE campaign_id = ? AND parent_institution_id = ? AND name = ?",
        [.text(previous), .text(slip.institutionID), .text(center.name)])?.text("id")
      if centerID == nil { return nil }
    }
    let earlier = try slipRow(campaignID: previous, institutionID: slip.institutionID, studyCenterID: centerID)
    return try earlier.flatMap { try newestSlipBody($0.id) }.map { try RegistrationSlip(canonicalBody: $0.body) }
  }

  private func accountContact(_ accountID: String) throws -> (name: String, telephone: String)? {
    try row("SELECT name, telephone FROM account WHERE id = ?", [.text(accountID)])
      .map { (try $0.text("name"), try $0.optionalText("telephone") ?? "") }
  }
}

/// What a new slip is filled in with.
struct SlipBeginning {
  let around: SlipSurroundings
  /// Last campaign's slip: address and shooting points mostly stay, heads and confirmations never.
  let earlier: RegistrationSlip?
  /// Whoever opens it, unless something better is known.
  let contact: (name: String, telephone: String)?

  var draft: RegistrationSlip {
    var slip = earlier ?? RegistrationSlip()
    slip.institutionName = around.institutionName
    slip.institutionCode = around.code
    slip.headCounts = HeadCounts()
    slip.remark = ""
    slip.points = slip.points.map { point in
      ShootingPoint(name: point.name, address: point.address, leader: point.leader, coordinators: point.coordinators)
    }
    if slip.points.isEmpty { slip.points = [ShootingPoint()] }
    if let center = around.center {
      slip.studyCenterName = center.name
      if earlier == nil {
        slip.address = center.address
        slip.contactName = center.contact
        put(center.telephone, into: &slip)
      }
      if center.expectedHeads > 0 { slip.headCounts.adult = center.expectedHeads }
    } else if earlier == nil, let contact {
      slip.contactName = contact.name
      put(contact.telephone, into: &slip)
    }
    return slip
  }

  /// A landline is the slip's telephone, a mobile number its second one (A4.3).
  private func put(_ telephone: String, into slip: inout RegistrationSlip) {
    guard !telephone.isEmpty else { return }
    if (try? Telephone.read(telephone))?.kind == .mobile {
      slip.secondTelephone = telephone
    } else {
      slip.telephone = telephone
    }
  }
}
