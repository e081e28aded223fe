import GraduatePhotos
import Storage

/// Everything an import of codes will write.
struct CodeWork: Sendable {
  let reading: CodeReading
  let changes: CodeChanges
  let place: RosterPlaceInCenter
  let importID: String
  let leaving: StatusChange?
}

extension Transaction {
  /// Writes an import of codes: new ones, those that moved with what they were, those that leave or come back, and its journal line.
  func apply(
    _ work: CodeWork, _ upload: WaitingUpload, version: Int64, by keeper: some RosterKeeper
  ) throws -> CodeImport {
    for index in work.changes.added { try insertCode(work.reading.rows[index], work, keeper) }
    for change in work.changes.changed { try moveCode(change.old, to: work.reading.rows[change.new], work) }
    if let leaving = work.leaving {
      for code in work.changes.gone { try letCodeGo(code.id, leaving, work.importID, keeper.accountID) }
    }
    for code in work.changes.returned { try bringCodeBack(code.id, by: "import:\(work.importID)") }
    let done = CodeImport(
      id: work.importID, added: work.changes.added.count, changed: work.changes.changed.count, gone: work.changes.gone.count,
      unchanged: work.changes.unchanged, blocked: work.changes.problems.count)
    try insertCodeImport(done, work, upload, version: version, by: keeper)
    try execute("DELETE FROM roster_upload WHERE id = ?", [.text(upload.id)])
    try journal(
      JournalLine(
        action: .rosterImported, recordKind: "roster-import", recordID: work.importID, campaignID: work.place.campaignID,
        details: [
          "institution": work.place.institutionID, "kind": "codes", "version": String(version), "added": String(done.added),
          "changed": String(done.changed), "gone": String(done.gone), "file": upload.fileHash,
        ]), by: keeper)
    return done
  }

  private func insertCode(_ row: CodeReading.Row, _ work: CodeWork, _ keeper: some RosterKeeper) throws {
    let id = identifier()
    try execute(
      """
      INSERT INTO collection_code (id, campaign_id, institution_id, import_id, code_sealed, code_key, code_index, category,
        department, class_group, study_center_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(work.place.campaignID), .text(work.place.institutionID), .text(work.importID),
        .blob(try keys.seal(Array(row.code.utf8), as: "collection_code:\(id)")), .text(keys.encryptionKeyID),
        .blob(keys.blindIndex(of: row.code, field: Self.codeIndexField)), .text(row.category), .text(row.department),
        .text(row.classGroup), .optional(keeper.ownStudyCenterID),
      ])
  }

  private func moveCode(_ code: StandingCode, to row: CodeReading.Row, _ work: CodeWork) throws {
    try execute(
      """
      INSERT INTO collection_code_version (code_id, import_id, category, department, class_group, replaced_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .text(code.id), .text(work.importID), .text(code.category), .text(code.department), .text(code.classGroup),
        .integer(now),
      ])
    try standCode(code.id, row.category, row.department, row.classGroup)
  }

  private func standCode(_ id: String, _ category: String, _ department: String, _ classGroup: String) throws {
    try execute(
      "UPDATE collection_code SET category = ?, department = ?, class_group = ? WHERE id = ?",
      [.text(category), .text(department), .text(classGroup), .text(id)])
  }

  private func letCodeGo(_ id: String, _ change: StatusChange, _ importID: String, _ accountID: String) throws {
    try execute(
      """
      INSERT INTO collection_code_left (id, code_id, kind, happened_on, document, import_id, recorded_by, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(identifier()), .text(id), .text(change.kind.rawValue), .text(change.day.compact), .text(change.document),
        .text(importID), .text(accountID), .integer(now),
      ])
  }

  private func bringCodeBack(_ id: String, by: String) throws {
    try execute(
      """
      INSERT INTO collection_code_back (left_id, back_by, back_at) SELECT l.id, ?, ? FROM collection_code_left l
      WHERE l.code_id = ? AND NOT EXISTS (SELECT 1 FROM collection_code_back b WHERE b.left_id = l.id)
      """, [.text(by), .integer(now), .text(id)])
  }

  private func insertCodeImport(
    _ done: CodeImport, _ work: CodeWork, _ upload: WaitingUpload, version: Int64, by keeper: some RosterKeeper
  ) throws {
    try execute(
      """
      INSERT INTO roster_import (id, campaign_id, institution_id, study_center_id, version, file_name, file_hash, row_count, added,
        changed, gone, blocked, change_hash, imported_by, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(done.id), .text(work.place.campaignID), .text(work.place.institutionID), .optional(keeper.ownStudyCenterID),
        .integer(version), .text(upload.fileName), .text(upload.fileHash),
        .int(work.reading.rows.count + work.reading.problems.count), .int(done.added), .int(done.changed), .int(done.gone),
        .int(done.blocked), .text(upload.fileHash), .text(keeper.accountID), .integer(now),
      ])
  }

  /// Takes what an import of codes did back; returns how many codes it had brought.
  func rollBackCodes(_ importID: String) throws -> Int {
    for row in try rows(
      "SELECT code_id, category, department, class_group FROM collection_code_version WHERE import_id = ? ORDER BY code_id",
      [.text(importID)])
    {
      try standCode(row.text("code_id"), row.text("category"), row.text("department"), row.text("class_group"))
    }
    try execute("DELETE FROM collection_code_version WHERE import_id = ?", [.text(importID)])
    for row in try rows("SELECT code_id FROM collection_code_left WHERE import_id = ? ORDER BY id", [.text(importID)]) {
      try bringCodeBack(row.text("code_id"), by: "rollback:\(importID)")
    }
    try execute("DELETE FROM collection_code_back WHERE back_by = ?", [.text("import:\(importID)")])
    return try execute("DELETE FROM collection_code WHERE import_id = ?", [.text(importID)])
  }
}
