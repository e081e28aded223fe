import GraduatePhotos
import Storage

/// Study centers go from one year's campaign to the next: a row a campaign, one center.
extension Transaction {
  /// The condition that the study center `column` is the same as another one, carried over or not; its id is asked for twice.
  static func isSameStudyCenter(_ column: String) -> String {
    """
    COALESCE((SELECT k.origin_id FROM study_center_carried k WHERE k.study_center_id = \(column)), \(column))
      = COALESCE((SELECT k.origin_id FROM study_center_carried k WHERE k.study_center_id = ?), ?)
    """
  }

  /// The row of a study center in a campaign; nil when it has none there.
  func studyCenterID(_ id: String, in campaignID: String) throws -> String? {
    try row(
      "SELECT s.id FROM study_center s WHERE s.campaign_id = ? AND \(Self.isSameStudyCenter("s.id"))",
      [.text(campaignID), .text(id), .text(id)])?.text("id")
  }

  /// Whether two rows are one center.
  func isSameStudyCenter(_ one: String, as other: String) throws -> Bool {
    if one == other { return true }
    return try row(
      "SELECT 1 AS n FROM study_center s WHERE s.id = ? AND \(Self.isSameStudyCenter("s.id"))",
      [.text(one), .text(other), .text(other)]) != nil
  }

  /// The campaign that this one was opened after, when it is of the same kind and province: freshmen have other centers.
  func previousOfSameKind(_ campaign: StoredCampaign) throws -> String? {
    guard let previousID = campaign.previousID else { return nil }
    let previous = try storedCampaign(previousID)
    return previous.plan.kind == campaign.plan.kind && previous.plan.province == campaign.plan.province ? previousID : nil
  }

  /// Copies the centers of the campaign before into this one, without hand-overs and last year's heads.
  ///
  /// - `parentID`: only this institution's; nil for those of parents that did not take part themselves (A2).
  func carryStudyCenters(
    from previousID: String, to campaign: StoredCampaign, parentID: String? = nil, by keeper: some CampaignKeeper
  ) throws {
    let mine =
      parentID == nil
      ? """
      NOT EXISTS (SELECT 1 FROM participation p WHERE p.campaign_id = s.campaign_id
        AND p.institution_id = s.parent_institution_id)
      """ : "s.parent_institution_id = ?"
    let found = try rows(
      "SELECT s.id FROM study_center s WHERE s.campaign_id = ? AND \(mine) ORDER BY s.id",
      [.text(previousID)] + (parentID.map { [.text($0)] } ?? []))
    for row in found { try carry(try storedStudyCenter(row.text("id")), to: campaign, by: keeper) }
  }

  private func carry(_ before: StoredStudyCenter, to campaign: StoredCampaign, by keeper: some CampaignKeeper) throws {
    guard try studyCenterID(before.id, in: campaign.id) == nil,
      try studyCenterID(named: before.name, of: before.parentInstitutionID, in: campaign.id) == nil
    else { return }
    let id = identifier()
    try insertStudyCenter(
      StoredStudyCenter(
        id: id, campaignID: campaign.id, parentInstitutionID: before.parentInstitutionID, name: before.name,
        province: before.province, city: before.city, address: before.address, contact: before.contact,
        telephone: before.telephone, expectedHeads: 0, version: 1))
    try execute(
      """
      INSERT INTO study_center_carried (study_center_id, campaign_id, previous_id, origin_id)
      VALUES (?, ?, ?, COALESCE((SELECT k.origin_id FROM study_center_carried k WHERE k.study_center_id = ?), ?))
      """, [.text(id), .text(campaign.id), .text(before.id), .text(before.id), .text(before.id)])
    try journal(
      JournalLine(
        action: .studyCenterAdded, recordKind: "study-center", recordID: id, campaignID: campaign.id,
        details: [
          "parent": before.parentInstitutionID, "name": before.name, "province": before.province, "carried-from": before.id,
        ]), by: keeper)
  }

  /// Removes carried centers of an institution that nobody touched in this campaign: it leaves as it was invited.
  func dropCarriedCenters(of institutionID: String, in campaignID: String) throws {
    let found = try rows(
      """
      SELECT s.id FROM study_center s JOIN study_center_carried k ON k.study_center_id = s.id
      WHERE s.campaign_id = ? AND s.parent_institution_id = ? AND s.version = 1
        AND NOT EXISTS (SELECT 1 FROM study_center_handed_over h WHERE h.study_center_id = s.id)
      """, [.text(campaignID), .text(institutionID)])
    for row in found {
      let id = try row.text("id")
      guard try whatDepends(on: try storedStudyCenter(id)).isEmpty else { continue }
      try deleteStudyCenter(id)
    }
  }
}
