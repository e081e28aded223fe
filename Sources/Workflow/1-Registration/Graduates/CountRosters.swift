import GraduatePhotos
import Storage

extension Transaction {
  /// A line for every institution that takes part, and for every center here of one that does not (A2), by code.
  func rosterCounts(_ campaignID: String) throws -> [RosterCount] {
    guard let campaign = try row("SELECT graduating_year FROM campaign WHERE id = ?", [.text(campaignID)]) else { return [] }
    let year = try campaign.int("graduating_year")
    let own = try rows(
      """
      SELECT i.id, i.code, NULL AS center_id, NULL AS center_name, \(Self.counts(of: "i.id", center: nil))
      FROM participation p JOIN institution i ON i.id = p.institution_id WHERE p.campaign_id = ? ORDER BY i.code
      """, [.text(campaignID)])
    let guests = try rows(
      """
      SELECT i.id, i.code, c.id AS center_id, c.name AS center_name, \(Self.counts(of: "i.id", center: "c.id"))
      FROM study_center c JOIN campaign p ON p.id = c.campaign_id JOIN institution i ON i.id = c.parent_institution_id
      WHERE c.campaign_id = ? AND SUBSTR(c.province, 1, 2) = SUBSTR(p.province, 1, 2)
        AND NOT EXISTS (SELECT 1 FROM study_center_handed_over h WHERE h.study_center_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM participation q WHERE q.campaign_id = c.campaign_id AND q.institution_id = i.id)
      ORDER BY i.code, c.name
      """, [.text(campaignID)])
    return try (own + guests).map { try rosterCount($0, year: year) }.sorted { ($0.code, $0.name) < ($1.code, $1.name) }
  }

  private func rosterCount(_ row: SQLRow, year: Int) throws -> RosterCount {
    let id = try row.text("id")
    let left = try row.int("has_left")
    let name = try institutionNames(id, in: year).first ?? ""
    let center = try row.optionalText("center_name")
    return RosterCount(
      institutionID: id, studyCenterID: try row.optionalText("center_id"), code: try row.text("code"),
      name: center.map { $0.hasPrefix(name) ? $0 : name + $0 } ?? name, due: try row.int("total") - left, left: left,
      absent: try row.int("absent"), wheelchairs: try row.int("wheelchairs"), quietCorners: try row.int("quiet_corners"),
      lastImportAt: try row.optionalInteger("last_import"))
  }

  /// Columns total, has_left and last_import of an institution, or of one of its centers; `p.campaign_id` or `p.id` is the campaign.
  private static func counts(of institution: String, center: String?) -> String {
    let campaign = center == nil ? "p.campaign_id" : "p.id"
    let graduates =
      "FROM graduate g WHERE g.campaign_id = \(campaign) AND g.institution_id = \(institution)"
      + (center.map { " AND g.study_center_id = \($0)" } ?? "")
    // A parent's liaison may bring his centers' students in one file.
    let imports = center.map { " AND (r.study_center_id IS NULL OR r.study_center_id = \($0))" } ?? ""
    func special(_ row: String) -> String {
      """
      (SELECT COUNT(*) \(graduates) AND EXISTS (SELECT 1 FROM special_case x WHERE x.graduate_id = g.id AND x.photo_check = '\(row)')
        AND NOT \(GraduateScope.hasLeft))
      """
    }
    return """
      (SELECT COUNT(*) \(graduates) AND EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = g.id)
        AND NOT \(GraduateScope.hasLeft)) AS absent,
      \(special(SpecialCase.wheelchairRow)) AS wheelchairs, \(special(SpecialCase.quietRow)) AS quiet_corners,
      (SELECT COUNT(*) \(graduates)) AS total, (SELECT COUNT(*) \(graduates) AND \(GraduateScope.hasLeft)) AS has_left,
      (SELECT MAX(r.imported_at) FROM roster_import r WHERE r.campaign_id = \(campaign) AND r.institution_id = \(institution)
        AND \(standingImport)\(imports)) AS last_import
      """
  }

  /// The condition that an import `r` was not taken back.
  static let standingImport = "NOT EXISTS (SELECT 1 FROM roster_import_rolled_back b WHERE b.import_id = r.id)"
}
