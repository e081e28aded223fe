import GraduatePhotos
import Storage

/// A study center's row.
struct StoredStudyCenter {
  let id: String
  let campaignID: String
  let parentInstitutionID: String
  var name: String
  var province: String
  var city: String
  var address: String
  var contact: String
  var telephone: String
  var expectedHeads: Int
  let version: Int

  var fields: [FieldValue] {
    [
      FieldValue("name", "站点名称", name), FieldValue("province", "省份", province), FieldValue("city", "城市", city),
      FieldValue("address", "地址", address), FieldValue("contact", "联系人", contact, isPersonal: true),
      FieldValue("telephone", "电话", telephone, isPersonal: true), FieldValue("expected-heads", "预计人数", String(expectedHeads)),
    ]
  }
}

extension Transaction {
  func storedStudyCenter(_ id: String) throws -> StoredStudyCenter {
    let found = try row(
      """
      SELECT campaign_id, parent_institution_id, name, province, city, address, contact, telephone, expected_heads, version
      FROM study_center WHERE id = ?
      """, [.text(id)])
    guard let found else { throw StudyCenterRefusal.unknown }
    return StoredStudyCenter(
      id: id, campaignID: try found.text("campaign_id"), parentInstitutionID: try found.text("parent_institution_id"),
      name: try found.text("name"), province: try found.text("province"), city: try found.text("city"),
      address: try found.text("address"), contact: try found.text("contact"), telephone: try found.text("telephone"),
      expectedHeads: try found.int("expected_heads"), version: try found.int("version"))
  }

  func studyCenterID(named name: String, of parentID: String, in campaignID: String) throws -> String? {
    try row(
      "SELECT id FROM study_center WHERE campaign_id = ? AND parent_institution_id = ? AND name = ?",
      [.text(campaignID), .text(parentID), .text(name)])?.text("id")
  }

  func insertStudyCenter(_ center: StoredStudyCenter) throws {
    try execute(
      """
      INSERT INTO study_center (id, campaign_id, parent_institution_id, name, province, city, address, contact, telephone,
        expected_heads, version, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
      """,
      [
        .text(center.id), .text(center.campaignID), .text(center.parentInstitutionID), .text(center.name),
        .text(center.province),
        .text(center.city), .text(center.address), .text(center.contact), .text(center.telephone), .int(center.expectedHeads),
        .integer(now),
      ])
  }

  /// Writes over the version that was seen; false when somebody was first.
  func updateStudyCenter(_ center: StoredStudyCenter, seen version: Int) throws -> Bool {
    try execute(
      """
      UPDATE study_center SET name = ?, province = ?, city = ?, address = ?, contact = ?, telephone = ?, expected_heads = ?,
        version = version + 1 WHERE id = ? AND version = ?
      """,
      [
        .text(center.name), .text(center.province), .text(center.city), .text(center.address), .text(center.contact),
        .text(center.telephone), .int(center.expectedHeads), .text(center.id), .int(version),
      ]) == 1
  }

  func deleteStudyCenter(_ id: String) throws {
    try execute("DELETE FROM study_center_carried WHERE study_center_id = ?", [.text(id)])
    try execute("DELETE FROM study_center WHERE id = ?", [.text(id)])
  }

  /// What of a center lies in its campaign, in the words of its pages.
  func whatDepends(on center: StoredStudyCenter) throws -> [String] {
    var found: [String] = []
    if try row("SELECT id FROM slip WHERE study_center_id = ? LIMIT 1", [.text(center.id)]) != nil { found.append("登记单") }
    let own: [SQLValue] = [.text(center.campaignID), .text(center.parentInstitutionID), .text(center.id)]
    if try row(Self.graduateOfCenter, own) != nil { found.append("学生名单") }
    let texts = [
      "SELECT id FROM roster_upload WHERE campaign_id = ? AND institution_id = ? AND study_center_id = ? LIMIT 1",
      "SELECT id FROM roster_import WHERE campaign_id = ? AND institution_id = ? AND study_center_id = ? LIMIT 1",
    ]
    for text in texts where !found.contains("导入的名单") {
      if try row(text, own) != nil { found.append("导入的名单") }
    }
    if try row("SELECT id FROM account WHERE institution_id = ? AND study_center_id = ? LIMIT 1", Array(own.dropFirst())) != nil
    {
      found.append("账号")
    }
    return found
  }

  /// Within the parent's graduates, which the index finds.
  static let graduateOfCenter =
    "SELECT id FROM graduate WHERE campaign_id = ? AND institution_id = ? AND study_center_id = ? LIMIT 1"

  func studyCenterCount(_ campaignID: String) throws -> Int {
    try count("SELECT COUNT(*) AS n FROM study_center WHERE campaign_id = ?", [.text(campaignID)])
  }

  func studyCenterCounts(_ campaignID: String) throws -> StudyCenterCounts {
    let counts = try row(
      """
      SELECT COUNT(*) AS n, CAST(COALESCE(SUM(CASE WHEN s.province = c.province THEN 1 ELSE 0 END), 0) AS INTEGER) AS here,
        COUNT(h.study_center_id) AS handed
      FROM study_center s JOIN campaign c ON c.id = s.campaign_id
      LEFT JOIN study_center_handed_over h ON h.study_center_id = s.id WHERE s.campaign_id = ?
      """, [.text(campaignID)])
    guard let counts else { return StudyCenterCounts(here: 0, elsewhere: 0, handedOver: 0) }
    let here = try counts.int("here")
    return StudyCenterCounts(here: here, elsewhere: try counts.int("n") - here, handedOver: try counts.int("handed"))
  }

  func insertHandOver(_ id: String, agency: String, by actor: some SignedIn) throws {
    try execute(
      "INSERT INTO study_center_handed_over (study_center_id, agency, handed_over_by, handed_over_at) VALUES (?, ?, ?, ?)",
      [.text(id), .text(agency), .text(actor.accountID), .integer(now)])
  }

  func deleteHandOver(_ id: String) throws {
    try execute("DELETE FROM study_center_handed_over WHERE study_center_id = ?", [.text(id)])
  }

  /// The agency a center was handed over to; nil when it was not.
  func handedOverTo(_ id: String) throws -> String? {
    try row("SELECT agency FROM study_center_handed_over WHERE study_center_id = ?", [.text(id)])?.text("agency")
  }
}
