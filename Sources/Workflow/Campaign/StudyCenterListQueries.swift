import GraduatePhotos
import Storage

/// The WHERE of the lists of study centers.
private struct StudyCenterCondition {
  var text = "s.campaign_id = ?"
  var arguments: [SQLValue]

  mutating func and(_ condition: String, _ values: [SQLValue] = []) {
    text += " AND " + condition
    arguments += values
  }

  init(_ filter: StudyCenterFilter, campaignID: String) {
    arguments = [.text(campaignID)]
    switch filter.place {
    case .here: and("s.province = c.province AND h.study_center_id IS NULL")
    case .elsewhere: and("s.province <> c.province")
    case .waiting: and("s.province <> c.province AND h.study_center_id IS NULL")
    case nil: break
    }
    if let province = filter.province { and("s.province = ?", [.text(ChineseProvince.named(province)?.name ?? province)]) }
    if let parent = filter.parentInstitutionID { and("s.parent_institution_id = ?", [.text(parent)]) }
    let search = String(filter.search.trimmed.prefix(CampaignLimits.searchCharacters))
    if !search.isEmpty {
      let pattern = SQLValue.text(LikePattern.containing(search))
      and(
        """
        (s.name LIKE ? ESCAPE '!' OR s.city LIKE ? ESCAPE '!' OR i.code LIKE ? ESCAPE '!'
          OR EXISTS (SELECT 1 FROM institution_name n WHERE n.institution_id = i.id AND n.name LIKE ? ESCAPE '!'))
        """, [pattern, pattern, pattern, pattern])
    }
  }
}

private let studyCenterTables = """
  study_center s JOIN campaign c ON c.id = s.campaign_id JOIN institution i ON i.id = s.parent_institution_id
  LEFT JOIN study_center_handed_over h ON h.study_center_id = s.id
  """

extension Transaction {
  func studyCenterTotal(_ filter: StudyCenterFilter, of campaignID: String) throws -> Int {
    let condition = StudyCenterCondition(filter, campaignID: campaignID)
    return try count("SELECT COUNT(*) AS n FROM \(studyCenterTables) WHERE \(condition.text)", condition.arguments)
  }

  /// The lines of a page from 1; of nil all lines (a campaign has some hundreds).
  func studyCenterLines(_ filter: StudyCenterFilter, of campaign: StoredCampaign, page: Int?) throws -> [StudyCenterLine] {
    let condition = StudyCenterCondition(filter, campaignID: campaign.id)
    var text = """
      SELECT s.id, s.parent_institution_id, s.name, s.province, s.city, s.address, s.contact, s.telephone, s.expected_heads,
        s.version, i.code, i.kind, h.agency, h.handed_over_at
      FROM \(studyCenterTables) WHERE \(condition.text) ORDER BY s.province, i.code, s.name
      """
    var arguments = condition.arguments
    if let page {
      text += " LIMIT ? OFFSET ?"
      arguments += [.int(CampaignLimits.pageLines), .int((page - 1) * CampaignLimits.pageLines)]
    }
    let found = try rows(text, arguments)
    let names = try institutionNames(of: Array(Set(try found.map { try $0.text("parent_institution_id") })).sorted())
    return try found.map { try studyCenterLine($0, names: names, campaign: campaign) }
  }

  private func studyCenterLine(
    _ row: SQLRow, names: [String: [InstitutionName]], campaign: StoredCampaign
  ) throws -> StudyCenterLine {
    let parentID = try row.text("parent_institution_id")
    let code = InstitutionCode(stored: try row.text("code"))
    let parent = Institution(code: code, names: names[parentID] ?? [], kind: .other)
    let province = try row.text("province")
    let handedOver: StudyCenterLine.HandOver? =
      if let agency = try row.optionalText("agency"), let at = try row.optionalInteger("handed_over_at") {
        StudyCenterLine.HandOver(agency: agency, at: at)
      } else { nil }
    return StudyCenterLine(
      id: try row.text("id"), parentInstitutionID: parentID,
      center: StudyCenter(
        parentCode: code, parentName: parent.name(in: campaign.year), ownName: try row.text("name"), province: province),
      city: try row.text("city"), address: try row.text("address"), contact: try row.text("contact"),
      telephone: try row.text("telephone"), expectedHeads: try row.int("expected_heads"),
      isHere: province == campaign.plan.province, handedOver: handedOver, version: try row.int("version"))
  }
}
