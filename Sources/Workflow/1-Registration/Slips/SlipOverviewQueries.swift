import Foundation
import GraduatePhotos
import Storage

extension Transaction {
  /// A line for every institution that takes part and for every study center in the province; a few thousand at most.
  ///
  /// - `institutionID`: with it, only that institution and its study centers.
  func slipOverviewLines(
    _ campaignID: String, institutionID: String? = nil
  ) throws -> (lines: [SlipOverviewLine], lastDay: CalendarDay?) {
    guard let campaign = try row("SELECT plan FROM campaign WHERE id = ?", [.text(campaignID)]) else {
      throw SlipRefusal.notFound
    }
    let plan = try JSONDecoder().decode(CampaignPlan.self, from: Data(campaign.text("plan").utf8))
    let lastDay = plan.days(of: .registration)?.last
    let names = try institutionNames(takingPartIn: campaignID)
    let own = institutionID == nil ? "" : "AND i.id = ?"
    let argument: [SQLValue] = institutionID.map { [.text($0)] } ?? []
    let isOver = lastDay.map { $0 < today } ?? false
    let rosters = try rosterStates(campaignID)
    var lines = try rows(
      """
      SELECT i.id AS institution_id, i.code, NULL AS center_id, NULL AS center_name, NULL AS center_province, \(newestColumns),
        (SELECT MAX(r.written_at) FROM notice r WHERE r.institution_id = i.id AND r.path IN (?, ?)) AS reminded_at
      FROM participation x JOIN institution i ON i.id = x.institution_id
      LEFT JOIN slip s ON s.campaign_id = x.campaign_id AND s.institution_id = i.id AND s.study_center_id IS NULL \(newestJoins)
      WHERE x.campaign_id = ? \(own)
      """,
      [
        .text(openSlipPath(campaignID: campaignID, studyCenterID: nil)),
        .text(openRosterPath(campaignID: campaignID, studyCenterID: nil)), .text(campaignID),
      ] + argument
    ).map { try overviewLine($0, plan, names, rosters, isOver: isOver) }
    lines += try rows(
      """
      SELECT i.id AS institution_id, i.code, c.id AS center_id, c.name AS center_name, c.province AS center_province,
        \(newestColumns),
        (SELECT MAX(r.written_at) FROM notice r WHERE r.institution_id = i.id AND r.path IN (? || c.id, ? || c.id)) AS reminded_at
      FROM study_center c JOIN institution i ON i.id = c.parent_institution_id
      LEFT JOIN slip s ON s.study_center_id = c.id \(newestJoins)
      WHERE c.campaign_id = ? AND NOT EXISTS (SELECT 1 FROM study_center_handed_over h WHERE h.study_center_id = c.id)
        \(own)
      """,
      [
        .text(openSlipPath(campaignID: campaignID, studyCenterID: "")),
        .text(openRosterPath(campaignID: campaignID, studyCenterID: "")), .text(campaignID),
      ] + argument
    ).filter { try isInProvince($0, plan) }.map { try overviewLine($0, plan, names, rosters, isOver: isOver) }
    // The institution before its centers.
    let order = lines.sorted {
      ($0.code, $0.studyCenterID == nil ? 0 : 1, $0.name) < ($1.code, $1.studyCenterID == nil ? 0 : 1, $1.name)
    }
    return (order, lastDay)
  }

  private func isInProvince(_ row: SQLRow, _ plan: CampaignPlan) throws -> Bool {
    let center = StudyCenter(
      parentCode: InstitutionCode(stored: try row.text("code")), parentName: "", ownName: "",
      province: try row.text("center_province"))
    return !center.isHandedOver(campaignProvince: plan.province)
  }

  private func overviewLine(
    _ row: SQLRow, _ plan: CampaignPlan, _ names: [String: [InstitutionName]], _ rosters: RosterStates, isOver: Bool
  ) throws -> SlipOverviewLine {
    let institutionID = try row.text("institution_id")
    let code = try row.text("code")
    let parent = Institution(code: InstitutionCode(stored: code), names: names[institutionID] ?? [], kind: .other)
      .name(in: plan.graduatingClass.year)
    let center = try row.optionalText("center_name")
    let version = try row.optionalInt("number")
    let slipID = try row.optionalText("slip_id")
    let isSealed = try row.optionalInteger("sealed_at") != nil
    let progress: SlipProgress = slipID == nil ? .untouched : version == nil ? .draft : isSealed ? .sealed : .submitted
    let centerID = try row.optionalText("center_id")
    let roster = rosters.state(institutionID: institutionID, centerID: centerID)
    return SlipOverviewLine(
      institutionID: institutionID, studyCenterID: centerID, code: code,
      name: center.map { $0.hasPrefix(parent) ? $0 : parent + $0 } ?? parent, slipID: slipID, progress: progress,
      version: version,
      submittedAt: try row.optionalInteger("submitted_at"), heads: try row.optionalInt("heads") ?? 0,
      heldUp: heldUp(stored: try row.optionalText("holds_up") ?? ""), isLate: isOver && version == nil, roster: roster,
      rosterIsLate: isOver && roster == .notUploaded,
      remindedAt: try row.optionalInteger("reminded_at"))
  }

  private func institutionNames(takingPartIn campaignID: String) throws -> [String: [InstitutionName]] {
    let found = try rows(
      """
      SELECT n.institution_id, n.name, n.from_year, n.to_year FROM institution_name n
      WHERE n.institution_id IN (SELECT institution_id FROM participation WHERE campaign_id = ?)
        OR n.institution_id IN (SELECT parent_institution_id FROM study_center WHERE campaign_id = ?)
      ORDER BY n.institution_id, n.ordinal
      """, [.text(campaignID), .text(campaignID)])
    return try Dictionary(grouping: found) { try $0.text("institution_id") }.mapValues { rows in
      try rows.map {
        InstitutionName(try $0.text("name"), fromYear: try $0.optionalInt("from_year"), toYear: try $0.optionalInt("to_year"))
      }
    }
  }
}

/// Of the newest version of slip `s`: its number, heads, holes and seal.
private let newestColumns = """
  s.id AS slip_id, v.number, v.submitted_at, v.holds_up,
  v.regular_heads + v.adult_heads + v.postgraduate_heads AS heads, e.sealed_at
  """

private let newestJoins = """
  LEFT JOIN slip_version v ON v.slip_id = s.id AND v.number = (SELECT MAX(w.number) FROM slip_version w WHERE w.slip_id = s.id)
  LEFT JOIN seal e ON e.kind = 'slip' AND e.subject_id = s.id AND e.subject_version = v.number
  """
