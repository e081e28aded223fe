import Foundation
import GraduatePhotos
import Storage

/// A line of the list of imports.
public struct RosterImportLine: Sendable, Identifiable {
  public let id: String
  public let version: Int64
  public let fileName: String
  public let rowCount: Int
  public let added: Int
  public let changed: Int
  public let gone: Int
  public let blocked: Int
  public let importedBy: String
  public let importedAt: Int64
  public let isRolledBack: Bool
}

extension CollectionCenter {
  /// The imports of an institution, newest first.
  public func rosterImports(campaignID: String, of keeper: some RosterKeeper) async throws -> [RosterImportLine] {
    try await records.read { try $0.rosterImports(campaignID: campaignID, institutionID: keeper.institutionID) }
  }

  /// Takes the last import back while nothing rests on it: added records go, changed ones are as before, departures are withdrawn.
  ///
  /// - Throws: `RosterImportRefusal.notTheLast`, `.hasDependents`, `.alreadyRolledBack`.
  public func rollBackRoster(importID: String, by keeper: some RosterKeeper) async throws {
    try await records.write { transaction in
      let found = try transaction.row(
        "SELECT campaign_id, version, study_center_id FROM roster_import WHERE id = ? AND institution_id = ?",
        [.text(importID), .text(keeper.institutionID)])
      guard let found else { throw RosterImportRefusal.uploadGone }
      let mine = try keeper.ownStudyCenterID == nil || found.optionalText("study_center_id") == keeper.ownStudyCenterID
      guard mine else { throw RosterImportRefusal.notYours }
      let campaignID = try found.text("campaign_id")
      let lines = try transaction.rosterImports(campaignID: campaignID, institutionID: keeper.institutionID)
      guard lines.first(where: { $0.id == importID })?.isRolledBack == false else { throw RosterImportRefusal.alreadyRolledBack }
      guard lines.first(where: { !$0.isRolledBack })?.id == importID else { throw RosterImportRefusal.notTheLast }
      try transaction.rollBack(importID, campaignID: campaignID, by: keeper)
    }
  }
}

extension Transaction {
  func rosterImports(campaignID: String, institutionID: String) throws -> [RosterImportLine] {
    try rows(
      """
      SELECT r.id, r.version, r.file_name, r.row_count, r.added, r.changed, r.gone, r.blocked, r.imported_at, a.name AS importer,
        (SELECT COUNT(*) FROM roster_import_rolled_back b WHERE b.import_id = r.id) AS rolled_back
      FROM roster_import r LEFT JOIN account a ON a.id = r.imported_by
      WHERE r.campaign_id = ? AND r.institution_id = ? ORDER BY r.version DESC
      """, [.text(campaignID), .text(institutionID)]
    ).map { row in
      RosterImportLine(
        id: try row.text("id"), version: try row.integer("version"), fileName: try row.text("file_name"),
        rowCount: try row.int("row_count"), added: try row.int("added"), changed: try row.int("changed"), gone: try row.int("gone"),
        blocked: try row.int("blocked"), importedBy: try row.optionalText("importer") ?? "本机操作员",
        importedAt: try row.integer("imported_at"), isRolledBack: try row.int("rolled_back") > 0)
    }
  }

  fileprivate func rollBack(_ importID: String, campaignID: String, by keeper: some RosterKeeper) throws {
    let (place, _) = try rosterPlace(campaignID: campaignID, institutionID: keeper.institutionID)
    try refuseDependents(of: importID)
    let removed = try execute("DELETE FROM graduate WHERE import_id = ? AND version = 1", [.text(importID)])
    let restored = try restoreVersions(replacedBy: importID, place: place)
    for row in try rows("SELECT graduate_id FROM status_change WHERE import_id = ? ORDER BY id", [.text(importID)]) {
      try withdrawStatusChanges(of: row.text("graduate_id"), by: keeper)
    }
    try execute(
      "INSERT INTO roster_import_rolled_back (import_id, rolled_back_by, rolled_back_at) VALUES (?, ?, ?)",
      [.text(importID), .text(keeper.accountID), .integer(now)])
    try moveRoster(place, from: rosterVersion(campaignID: campaignID, institutionID: keeper.institutionID))
    try journal(
      JournalLine(
        action: .rosterRolledBack, recordKind: "roster-import", recordID: importID, campaignID: campaignID,
        details: ["removed": String(removed), "restored": String(restored)]), by: keeper)
  }

  /// Records of the import that something rests on by now.
  private func refuseDependents(of importID: String) throws {
    let dependents = try count(
      """
      SELECT COUNT(*) AS n FROM graduate g WHERE g.import_id = ? AND g.version = 1 AND (
        EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = g.id)
        OR EXISTS (SELECT 1 FROM special_case s WHERE s.graduate_id = g.id)
        OR EXISTS (SELECT 1 FROM status_change c WHERE c.graduate_id = g.id))
      """, [.text(importID)])
    guard dependents == 0 else { throw RosterImportRefusal.hasDependents(dependents) }
  }

  /// Writes the records back as they were; each gets a new version, so that nothing is ever un-happened.
  private func restoreVersions(replacedBy importID: String, place: RosterPlaceInCenter) throws -> Int {
    let kept = try rows(
      "SELECT graduate_id, version, sealed FROM graduate_version WHERE import_id = ? ORDER BY graduate_id", [.text(importID)])
    for row in kept {
      let id = try row.text("graduate_id")
      let record = "graduate_version:\(id):\(try row.integer("version"))"
      guard let plain = try openForGraduate(id, row.blob("sealed"), as: record) else { continue }
      let entry = try RosterEntry(keptJSON: plain, place: place)
      guard let current = try self.row("SELECT \(StoredGraduate.readColumns) FROM graduate g WHERE g.id = ?", [.text(id)]) else {
        continue
      }
      let version = try current.integer("version")
      let now = try StoredGraduate.entry(from: current, place: place, keys: keys)
      try keepVersion(id, version: version, json: RosterWork.json(now), importID: "rollback:\(importID)")
      let values = try StoredGraduate.values(entry, id: id, version: version + 1, place: place, importID: importID, keys: keys)
      let assignments = StoredGraduate.columns.dropFirst().map { "\($0) = ?" }.joined(separator: ", ")
      try execute("UPDATE graduate SET \(assignments) WHERE id = ?", Array(values.dropFirst()) + [.text(id)])
    }
    return kept.count
  }
}

extension RosterEntry {
  /// The record that `RosterWork.json` kept.
  init(keptJSON: [UInt8], place: RosterPlaceInCenter) throws {
    let values = try JSONDecoder().decode([String: String].self, from: Data(keptJSON))
    func value(_ column: RosterColumn) -> String { values[column.rawValue] ?? "" }
    guard let kind = IDNumberKind(rawValue: value(.idNumberKind)), let category = Category(rawValue: value(.category)),
      let sex = Sex(text: value(.sex))
    else { throw StoredGraduateFault(graduateID: "kept version") }
    self.init(
      institutionCode: place.institutionCode, institutionName: place.institutionName, studyCenterName: value(.studyCenterName),
      category: category, department: value(.department), major: value(.major), classGroup: value(.classGroup),
      studentNumber: value(.studentNumber), name: PersonName(stored: value(.name)), sex: sex,
      idNumber: IDNumber(storedKind: kind, value: value(.idNumber)), level: StudyLevel(rawValue: value(.level)),
      studyLength: value(.studyLength), expectedGraduation: CalendarDay.parse(value(.expectedGraduation)),
      plannedSerial: value(.plannedSerial), remark: value(.remark))
    for column in RosterColumn.extras where !value(column).isEmpty { extras[column] = value(column) }
  }
}
