import Foundation
import GraduatePhotos
import Storage

/// A line of the list of imports.
public struct RosterImportLine: Sendable, Identifiable {
  public let id: String
  public let version: Int64
  public let studyCenterID: String?
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
      .filter { keeper.ownStudyCenterID == nil || $0.studyCenterID == keeper.ownStudyCenterID }
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
      guard lines.first(where: { $0.id == importID })?.isRolledBack == false else {
        throw RosterImportRefusal.alreadyRolledBack
      }
      guard lines.first(where: { !$0.isRolledBack })?.id == importID else { throw RosterImportRefusal.notTheLast }
      try transaction.rollBack(importID, campaignID: campaignID, by: keeper)
    }
  }
}

extension Transaction {
  func rosterImports(campaignID: String, institutionID: String) throws -> [RosterImportLine] {
    try rows(
      """
      SELECT r.id, r.version, r.study_center_id, r.file_name, r.row_count, r.added, r.changed, r.gone, r.blocked, r.imported_at, a.name AS importer,
        (SELECT COUNT(*) FROM roster_import_rolled_back b WHERE b.import_id = r.id) AS rolled_back
      FROM roster_import r LEFT JOIN account a ON a.id = r.imported_by
      WHERE r.campaign_id = ? AND r.institution_id = ? ORDER BY r.version DESC
      """, [.text(campaignID), .text(institutionID)]
    ).map { row in
      RosterImportLine(
        id: try row.text("id"), version: try row.integer("version"), studyCenterID: try row.optionalText("study_center_id"),
        fileName: try row.text("file_name"),
        rowCount: try row.int("row_count"), added: try row.int("added"), changed: try row.int("changed"),
        gone: try row.int("gone"),
        blocked: try row.int("blocked"), importedBy: try row.optionalText("importer") ?? "本机操作员",
        importedAt: try row.integer("imported_at"), isRolledBack: try row.int("rolled_back") > 0)
    }
  }

  fileprivate func rollBack(_ importID: String, campaignID: String, by keeper: some RosterKeeper) throws {
    let (place, _) = try rosterPlace(campaignID: campaignID, institutionID: keeper.institutionID)
    try refuseDependents(of: importID, place)
    let codes = try rollBackCodes(importID)
    let added = "SELECT id FROM graduate WHERE campaign_id = ? AND institution_id = ? AND \(Self.addedBy)"
    let arguments: [SQLValue] = [.text(campaignID), .text(keeper.institutionID), .text(importID), .text(importID)]
    try forgetSignIns(of: added, arguments)
    try execute("DELETE FROM filed_change WHERE graduate_id IN (\(added))", arguments)
    let removed = try execute(
      "DELETE FROM graduate WHERE campaign_id = ? AND institution_id = ? AND \(Self.addedBy)",
      [.text(campaignID), .text(keeper.institutionID), .text(importID), .text(importID)])
    let restored = try restoreVersions(replacedBy: importID, place: place)
    let departed = try ids("SELECT graduate_id AS id FROM status_change WHERE import_id = ? ORDER BY id", importID)
    let returned = try leaveAgain(whoReturnedWith: importID, by: keeper)
    for id in departed { try withdrawStatusChanges(of: id, by: "rollback:\(importID)") }
    let moving = Set(restored + departed + returned)
    for id in moving { try giveUpSlot(id) }
    for id in moving { try takeSlot(id) }
    try execute(
      "INSERT INTO roster_import_rolled_back (import_id, rolled_back_by, rolled_back_at) VALUES (?, ?, ?)",
      [.text(importID), .text(keeper.accountID), .integer(now)])
    try moveRoster(place, from: rosterVersion(campaignID: campaignID, institutionID: keeper.institutionID))
    try journal(
      JournalLine(
        action: .rosterRolledBack, recordKind: "roster-import", recordID: importID, campaignID: campaignID,
        details: ["removed": String(removed + codes), "restored": String(restored.count)]), by: keeper)
  }

  /// Rows that came with an import and were there for the first time: no version of theirs gave way to it.
  ///
  /// Takes the import twice.
  private static let addedBy = """
    graduate.import_id = ? AND NOT EXISTS (SELECT 1 FROM graduate_version v WHERE v.graduate_id = graduate.id AND v.import_id = ?)
    """

  private func ids(_ text: String, _ importID: String) throws -> [String] {
    try rows(text, [.text(importID)]).map { try $0.text("id") }
  }

  /// That a version `h` was replaced by hand, or by an erratum.
  private static let byHand = "(h.import_id = 'hand' OR h.import_id LIKE '\(erratumMark)%')"

  /// Records of the import that something rests on by now: an absence, a special case, a status change, an answer
  /// or a grant of proofing, an exemption from the fee, a change by hand, an erratum.
  private func refuseDependents(of importID: String, _ place: RosterPlaceInCenter) throws {
    let dependents = try count(
      """
      SELECT COUNT(*) AS n FROM graduate WHERE campaign_id = ? AND institution_id = ? AND (
        (\(Self.addedBy) AND (
          EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = graduate.id)
          OR EXISTS (SELECT 1 FROM special_case s WHERE s.graduate_id = graduate.id)
          OR EXISTS (SELECT 1 FROM status_change c WHERE c.graduate_id = graduate.id)
          OR EXISTS (SELECT 1 FROM proof p WHERE p.campaign_id = graduate.campaign_id AND p.person_id = graduate.id)
          OR EXISTS (SELECT 1 FROM proof_grant x WHERE x.campaign_id = graduate.campaign_id AND x.person_id = graduate.id)
          OR EXISTS (SELECT 1 FROM fee_exemption q WHERE q.campaign_id = graduate.campaign_id AND q.person_id = graduate.id)
          OR EXISTS (SELECT 1 FROM graduate_version h WHERE h.graduate_id = graduate.id AND \(Self.byHand))))
        OR EXISTS (SELECT 1 FROM graduate_version v JOIN graduate_version h ON h.graduate_id = v.graduate_id
          AND h.version > v.version AND \(Self.byHand) WHERE v.graduate_id = graduate.id AND v.import_id = ?))
      """,
      [.text(place.campaignID), .text(place.institutionID), .text(importID), .text(importID), .text(importID)])
    guard dependents == 0 else { throw RosterImportRefusal.hasDependents(dependents) }
  }

  /// Writes the records back as they were; each gets a new version, so that nothing is ever un-happened.
  private func restoreVersions(replacedBy importID: String, place: RosterPlaceInCenter) throws -> [String] {
    let kept = try rows(
      "SELECT graduate_id, version, sealed FROM graduate_version WHERE import_id = ? ORDER BY graduate_id", [.text(importID)])
    // All give their numbers up first: two of them may have changed numbers with each other.
    for row in kept { try giveUpSlot(row.text("graduate_id")) }
    return try kept.compactMap { row in
      let id = try row.text("graduate_id")
      let record = Self.versionRecord(id, try row.integer("version"))
      guard let plain = try openForGraduate(id, row.blob("sealed"), as: record) else { return nil }
      guard let current = try standingRecord(id, place) else { return nil }
      let (entry, origin) = try KeptRecord.read(plain, place: place)
      try replace(current, with: entry, place: place, importID: origin, keptFor: "rollback:\(importID)", slot: id)
      return id
    }
  }

  /// Whoever had left before the import and came back with it has left again.
  private func leaveAgain(whoReturnedWith importID: String, by keeper: some RosterKeeper) throws -> [String] {
    let withdrawn = try rows(
      """
      SELECT s.graduate_id, s.kind, s.happened_on, s.document FROM status_change_withdrawn w
      JOIN status_change s ON s.id = w.status_change_id WHERE w.withdrawn_by = ? ORDER BY s.id
      """, [.text("import:\(importID)")])
    return try withdrawn.compactMap { row in
      guard let change = try StatusChange(from: row) else { return nil }
      let id = try row.text("graduate_id")
      try recordStatusChange(change, of: id, importID: nil, by: keeper.accountID)
      return id
    }
  }
}
