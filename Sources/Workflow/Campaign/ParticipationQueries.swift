import GraduatePhotos
import Storage

extension Transaction {
  /// Who has a part in which campaign: the institutions that were invited, and the parents of study centers in the campaign's
  /// province that were not handed over, wherever the parents are (A2).
  ///
  /// Columns campaign_id and institution_id, each pair once.
  ///
  /// A province is told by its first two characters, whatever form of its name a row keeps.
  static let partTaken = """
    (SELECT campaign_id, institution_id FROM participation
      UNION SELECT s.campaign_id, s.parent_institution_id AS institution_id FROM study_center s
        JOIN campaign k ON k.id = s.campaign_id
        WHERE SUBSTR(s.province, 1, 2) = SUBSTR(k.province, 1, 2)
          AND NOT EXISTS (SELECT 1 FROM study_center_handed_over h WHERE h.study_center_id = s.id))
    """

  /// The same as a condition on a row of `campaign c`, with the institution as its two arguments: every page asks it of one
  /// institution, and nobody else's part is looked at.
  static let takesPart = """
    (EXISTS (SELECT 1 FROM participation p WHERE p.campaign_id = c.id AND p.institution_id = ?)
      OR EXISTS (SELECT 1 FROM study_center s WHERE s.campaign_id = c.id AND s.parent_institution_id = ?
        AND SUBSTR(s.province, 1, 2) = SUBSTR(c.province, 1, 2)
        AND NOT EXISTS (SELECT 1 FROM study_center_handed_over h WHERE h.study_center_id = s.id)))
    """

  func participates(_ institutionID: String, in campaignID: String) throws -> Bool {
    try row(
      "SELECT invited_at FROM participation WHERE campaign_id = ? AND institution_id = ?",
      [.text(campaignID), .text(institutionID)]) != nil
  }

  /// Invites one institution and journals it; false when it was invited before.
  func invite(_ institutionID: String, to campaignID: String, by keeper: some CampaignKeeper) throws -> Bool {
    let added = try execute(
      """
      INSERT INTO participation (campaign_id, institution_id, invited_at) VALUES (?, ?, ?)
      ON CONFLICT (campaign_id, institution_id) DO NOTHING
      """, [.text(campaignID), .text(institutionID), .integer(now)])
    guard added == 1 else { return false }
    try journal(
      JournalLine(action: .institutionInvited, recordKind: "institution", recordID: institutionID, campaignID: campaignID),
      by: keeper)
    return true
  }

  func deleteParticipation(of institutionID: String, in campaignID: String) throws {
    try execute(
      "DELETE FROM participation WHERE campaign_id = ? AND institution_id = ?", [.text(campaignID), .text(institutionID)])
  }

  func campaignIDs(of institutionID: String) throws -> [String] {
    try rows(
      """
      SELECT p.campaign_id FROM participation p JOIN campaign c ON c.id = p.campaign_id WHERE p.institution_id = ?
      ORDER BY c.graduating_year DESC, c.kind
      """, [.text(institutionID)]
    ).map { try $0.text("campaign_id") }
  }

  /// What of an institution lies in a campaign, in the words of its pages; empty when it can leave without a trace.
  func whatDepends(on institutionID: String, in campaignID: String) throws -> [String] {
    let checks = [
      ("登记单", "SELECT id FROM slip WHERE campaign_id = ? AND institution_id = ? LIMIT 1"),
      ("学生名单", Self.graduateOfInstitution),
      ("学生名单", "SELECT version FROM roster WHERE campaign_id = ? AND institution_id = ? LIMIT 1"),
      ("采集码", "SELECT id FROM collection_code WHERE campaign_id = ? AND institution_id = ? LIMIT 1"),
      ("待确认的名单", "SELECT id FROM roster_upload WHERE campaign_id = ? AND institution_id = ? LIMIT 1"),
      ("收到的文件", "SELECT id FROM document WHERE campaign_id = ? AND institution_id = ? LIMIT 1"),
      ("打印的表单", "SELECT code FROM paper WHERE campaign_id = ? AND institution_id = ? LIMIT 1"),
      ("站点", "SELECT id FROM study_center WHERE campaign_id = ? AND parent_institution_id = ? LIMIT 1"),
    ]
    var found: [String] = []
    for (word, text) in checks where !found.contains(word) {
      if try row(text, [.text(campaignID), .text(institutionID)]) != nil { found.append(word) }
    }
    return found
  }

  /// Asked of a table that grows with graduates: by its index (`HotQueryTests`).
  static let graduateOfInstitution = "SELECT id FROM graduate WHERE campaign_id = ? AND institution_id = ? LIMIT 1"

  /// What of an institution lies in any campaign.
  func whatRests(on institutionID: String) throws -> [String] {
    let campaigns = try rows("SELECT id FROM campaign ORDER BY id").map { try $0.text("id") }
    var found: [String] = []
    for campaign in campaigns {
      for word in try whatDepends(on: institutionID, in: campaign) where !found.contains(word) { found.append(word) }
    }
    return found
  }
}
