import Crypto
import Foundation
import GraduatePhotos
import Storage

extension Transaction {
  /// Where a keeper's roster belongs.
  ///
  /// - Throws: `RosterImportRefusal.notTakingPart` when the institution does not take part in the campaign.
  func rosterPlace(campaignID: String, institutionID: String) throws -> (place: RosterPlaceInCenter, context: RosterContext) {
    let found = try row(
      """
      SELECT c.plan, i.code FROM \(Self.partTaken) p JOIN campaign c ON c.id = p.campaign_id
      JOIN institution i ON i.id = p.institution_id WHERE p.campaign_id = ? AND p.institution_id = ?
      """, [.text(campaignID), .text(institutionID)])
    guard let found else { throw RosterImportRefusal.notTakingPart }
    let plan = try JSONDecoder().decode(CampaignPlan.self, from: Data(found.text("plan").utf8))
    let names = try institutionNames(institutionID, in: plan.graduatingClass.year)
    let code = try found.text("code")
    let centers = try studyCenters(campaignID: campaignID, institutionID: institutionID, code: code, parent: names.first ?? "")
    let context = RosterContext(
      regime: plan.regime, kind: plan.kind, graduatingClass: plan.graduatingClass, today: today, institutionCode: code,
      formerCodes: try formerCodes(of: institutionID), institutionNames: names, studyCenters: centers.map(\.center),
      province: plan.province, categories: plan.rosterTerms?.categories ?? Set(Category.allCases),
      widths: plan.rosterTerms?.widths ?? [:], required: plan.rosterTerms?.required ?? [:],
      columnNames: plan.rosterTerms?.names ?? [:], acceptsExampleNumbers: try acceptsExampleNumbers())
    var byName: [String: String] = [:]
    for item in centers {
      byName[item.center.ownName] = item.id
      byName[item.center.displayName] = item.id
    }
    let place = RosterPlaceInCenter(
      campaignID: campaignID, institutionID: institutionID, institutionCode: code, institutionName: names.first ?? "",
      studyCenters: byName, plan: plan)
    return (place, context)
  }

  /// Names of the institution, the one of the year first.
  func institutionNames(_ id: String, in year: Int) throws -> [String] {
    let names = try rows(
      "SELECT name, from_year, to_year FROM institution_name WHERE institution_id = ? ORDER BY ordinal", [.text(id)]
    ).map { row in
      InstitutionName(
        try row.text("name"), fromYear: try row.optionalInt("from_year"), toYear: try row.optionalInt("to_year"))
    }
    let inYear = names.filter { $0.applies(in: year) }.map(\.name)
    return inYear + names.map(\.name).filter { !inYear.contains($0) }
  }

  private func studyCenters(
    campaignID: String, institutionID: String, code: String, parent: String
  ) throws -> [(id: String, center: StudyCenter)] {
    try rows(
      "SELECT id, name, province FROM study_center WHERE parent_institution_id = ? AND campaign_id = ? ORDER BY name",
      [.text(institutionID), .text(campaignID)]
    ).map { row in
      let center = StudyCenter(
        parentCode: InstitutionCode(stored: code), parentName: parent, ownName: try row.text("name"),
        province: try row.text("province"))
      return (try row.text("id"), center)
    }
  }

  /// Demonstrations take made-up numbers without a warning; a center in service has no such row.
  private func acceptsExampleNumbers() throws -> Bool {
    try row("SELECT answer FROM receipt WHERE operation_id = 'demonstration'") != nil
  }

  /// The version of an institution's roster; 0 before the first import.
  func rosterVersion(campaignID: String, institutionID: String) throws -> Int64 {
    try row(
      "SELECT version FROM roster WHERE campaign_id = ? AND institution_id = ?", [.text(campaignID), .text(institutionID)])?
      .integer("version") ?? 0
  }

  /// Moves the roster's version on from `base`.
  ///
  /// - Throws: `RegistrationRefusal.importedMeanwhile` when somebody else was first.
  func moveRoster(_ place: RosterPlaceInCenter, from base: Int64) throws {
    let current = try rosterVersion(campaignID: place.campaignID, institutionID: place.institutionID)
    guard current == base else { throw try importedMeanwhile(place, current) }
    try execute(
      """
      INSERT INTO roster (campaign_id, institution_id, version) VALUES (?, ?, ?)
      ON CONFLICT (campaign_id, institution_id) DO UPDATE SET version = excluded.version
      """, [.text(place.campaignID), .text(place.institutionID), .integer(base + 1)])
  }

  /// Who made the version that stands now; one without an import is a change by hand, or a roll-back.
  func importedMeanwhile(_ place: RosterPlaceInCenter, _ current: Int64) throws -> RegistrationRefusal {
    let by = try row(
      """
      SELECT a.name FROM roster_import r LEFT JOIN account a ON a.id = r.imported_by
      WHERE r.campaign_id = ? AND r.institution_id = ? AND r.version = ?
      """, [.text(place.campaignID), .text(place.institutionID), .integer(current)])
    return .importedMeanwhile(by: try by?.optionalText("name") ?? "别人")
  }

  /// All records of an institution (or of one of its centers), as a change set compares them, with their versions.
  func registered(_ place: RosterPlaceInCenter, studyCenterID: String?) throws -> [StandingRecord] {
    var found: [StandingRecord] = []
    let changes = try standingStatusChanges(place)
    let limit = studyCenterID == nil ? "" : "AND g.study_center_id = ?"
    try sql.forEachRow(
      """
      SELECT \(StoredGraduate.readColumns) FROM graduate g
      WHERE g.campaign_id = ? AND g.institution_id = ? \(limit) ORDER BY g.student_number
      """, [.text(place.campaignID), .text(place.institutionID)] + (studyCenterID.map { [.text($0)] } ?? [])
    ) { row in
      let id = try row.text("id")
      let entry = try StoredGraduate.entry(from: row, place: place, keys: keys)
      found.append(
        StandingRecord(
          entry: RegisteredEntry(key: id, entry: entry, statusChange: changes[id]), version: try row.integer("version"),
          importID: try row.text("import_id")))
    }
    return found
  }

  /// The status changes in force, by graduate.
  private func standingStatusChanges(_ place: RosterPlaceInCenter) throws -> [String: StatusChange] {
    var changes: [String: StatusChange] = [:]
    for row in try rows(
      """
      SELECT s.graduate_id, s.kind, s.happened_on, s.document FROM status_change s JOIN graduate g ON g.id = s.graduate_id
      WHERE g.campaign_id = ? AND g.institution_id = ?
        AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)
      """, [.text(place.campaignID), .text(place.institutionID)])
    {
      if let change = try StatusChange(from: row) { changes[try row.text("graduate_id")] = change }
    }
    return changes
  }

  /// How the institution matched its columns before.
  func columnMemory(of institutionID: String) throws -> ColumnMemory {
    let row = try row(
      "SELECT mapping FROM column_mapping WHERE institution_id = ? AND header_hash = ?", [.text(institutionID), .text("all")])
    guard let row else { return ColumnMemory() }
    return try JSONDecoder().decode(ColumnMemory.self, from: Data(row.text("mapping").utf8))
  }

  func rememberColumns(_ memory: ColumnMemory, of institutionID: String) throws {
    let text = String(decoding: try JSONEncoder().encode(memory), as: UTF8.self)
    try execute(
      """
      INSERT INTO column_mapping (institution_id, header_hash, mapping, used_at) VALUES (?, 'all', ?, ?)
      ON CONFLICT (institution_id, header_hash) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at
      """, [.text(institutionID), .text(text), .integer(now)])
  }
}

extension Transaction {
  /// One record as it stands, its number opened; nil when it is not the institution's.
  func standingRecord(_ graduateID: String, _ place: RosterPlaceInCenter) throws -> StandingRecord? {
    let row = try row(
      "SELECT \(StoredGraduate.readColumns) FROM graduate g WHERE g.id = ? AND g.campaign_id = ? AND g.institution_id = ?",
      [.text(graduateID), .text(place.campaignID), .text(place.institutionID)])
    guard let row else { return nil }
    let entry = try StoredGraduate.entry(from: row, place: place, keys: keys)
    let change = try standingStatusChange(of: graduateID)
    return StandingRecord(
      entry: RegisteredEntry(key: graduateID, entry: entry, statusChange: change), version: try row.integer("version"),
      importID: try row.text("import_id"))
  }

  /// The status change in force; nil for somebody who is due.
  func standingStatusChange(of graduateID: String) throws -> StatusChange? {
    let row = try row(
      """
      SELECT s.kind, s.happened_on, s.document FROM status_change s WHERE s.graduate_id = ?
        AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id) ORDER BY s.id DESC LIMIT 1
      """, [.text(graduateID)])
    return try row.flatMap { try StatusChange(from: $0) }
  }
}

extension StatusChange {
  /// From columns kind, happened_on, document.
  init?(from row: SQLRow) throws {
    self.init(kind: try row.text("kind"), happenedOn: try row.text("happened_on"), document: try row.text("document"))
  }

  /// From the texts as they are stored.
  init?(kind: String, happenedOn: String, document: String) {
    guard let kind = Kind(rawValue: kind), let day = CalendarDay.parse(happenedOn) else { return nil }
    self.init(kind: kind, day: day, document: document)
  }
}
