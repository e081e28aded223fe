import Foundation
import GraduatePhotos
import Storage

/// What an import writes. A student number belongs to one graduate who is due (`slot` is empty); numbers may change hands within
/// one import, so whoever moves gives his slot up first and takes the new one when all have moved.
extension Transaction {
  /// Writes an import: rows, versions of what it changes, status changes, one journal line whose hash covers all of it.
  func apply(
    _ work: RosterWork, upload: WaitingUpload, studyCenterID: String?, version: Int64, by keeper: some RosterKeeper
  ) throws {
    let moving = work.movingIDs
    for item in work.statusChanges {
      try recordStatusChange(item.change, of: item.graduateID, importID: work.importID, by: keeper.accountID)
    }
    for graduateID in work.returned { try withdrawStatusChanges(of: graduateID, by: "import:\(work.importID)") }
    for id in moving { try giveUpSlot(id) }
    for change in work.changes {
      let record = work.old[change.old]
      try replace(
        record, with: work.entries[change.new], place: work.place, importID: work.importID, keptFor: work.importID,
        slot: moving.contains(record.entry.key) ? record.entry.key : nil)
    }
    for id in moving { try takeSlot(id) }
    let rows = AddedRows(work: work, keys: keys, identifier: { [chance, now] in chance.identifier(at: now) })
    try sql.insertMany(into: "graduate", columns: StoredGraduate.columns, rows: rows)
    if let error = rows.failure.error { throw error }
    try insertImport(work, upload: upload, studyCenterID: studyCenterID, version: version, by: keeper.accountID)
    try execute("DELETE FROM roster_upload WHERE id = ?", [.text(upload.id)])
    try rememberColumns(try columnMemory(of: keeper.institutionID).remembering(upload.choices), of: keeper.institutionID)
    try journal(
      JournalLine(
        action: .rosterImported, recordKind: "roster-import", recordID: work.importID, campaignID: work.place.campaignID,
        details: [
          "institution": work.place.institutionID, "version": String(version), "added": String(work.added.count),
          "changed": String(work.changes.count), "gone": String(work.statusChanges.count),
          "returned": String(work.returned.count),
          "file": upload.fileHash, "changes": vouch(for: work),
        ]), by: keeper)
  }

  /// The hash over all that an import changed, keyed: everything else about one corrected record stands readable, and its number
  /// must not follow from a hash.
  private func vouch(for work: RosterWork) -> String {
    hexadecimal(keys.blindIndex(of: work.hash, field: "roster_import.changes"))
  }

  private func insertImport(
    _ work: RosterWork, upload: WaitingUpload, studyCenterID: String?, version: Int64, by accountID: String
  ) throws {
    try execute(
      """
      INSERT INTO roster_import (id, campaign_id, institution_id, study_center_id, version, file_name, file_hash, row_count, added,
        changed, gone, blocked, change_hash, imported_by, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(work.importID), .text(work.place.campaignID), .text(work.place.institutionID), .optional(studyCenterID),
        .integer(version), .text(upload.fileName), .text(upload.fileHash), .integer(Int64(work.rowCount)),
        .integer(Int64(work.added.count)), .integer(Int64(work.changes.count)), .integer(Int64(work.statusChanges.count)),
        .integer(Int64(work.blocked)), .text(vouch(for: work)), .text(accountID), .integer(now),
      ])
  }

  /// Keeps what a record was, then writes what it is.
  ///
  /// `importID`: what the new row says it came from.
  /// `keptFor`: what took the old version's place: an import, "rollback:…" or "hand".
  func replace(
    _ record: StandingRecord, with entry: RosterEntry, place: RosterPlaceInCenter, importID: String, keptFor: String,
    slot: String?
  ) throws {
    let id = record.entry.key
    let kept = try KeptRecord.json(record.entry.entry, importID: record.importID)
    try execute(
      "INSERT INTO graduate_version (graduate_id, version, import_id, sealed, replaced_at) VALUES (?, ?, ?, ?, ?)",
      [
        .text(id), .integer(record.version), .text(keptFor),
        .blob(try sealForGraduate(id, kept, as: Self.versionRecord(id, record.version))), .integer(now),
      ])
    let values = try StoredGraduate.values(
      entry, id: id, version: record.version + 1, place: place, importID: importID, keys: keys, slot: slot)
    let assignments = StoredGraduate.columns.dropFirst().map { "\($0) = ?" }.joined(separator: ", ")
    let changed = try execute(
      "UPDATE graduate SET \(assignments) WHERE id = ? AND version = ?",
      Array(values.dropFirst()) + [.text(id), .integer(record.version)])
    guard changed == 1 else { throw StoredGraduateFault(graduateID: id) }
    let old = record.entry.entry
    guard FiledFields.canonical({ old[$0] }) != FiledFields.canonical({ entry[$0] }) else { return }
    // What graduates confirmed was the version before (promise 4).
    try raiseFiled("id = ?", [.text(id)])
  }

  /// Counts on what is filed of some graduates: what they confirmed is no longer what would be filed.
  func raiseFiled(_ condition: String, _ arguments: [SQLValue]) throws {
    try execute(
      """
      INSERT INTO filed_change (graduate_id, version) SELECT id, 2 FROM graduate WHERE \(condition)
      ON CONFLICT (graduate_id) DO UPDATE SET version = filed_change.version + 1
      """, arguments)
  }

  static func versionRecord(_ graduateID: String, _ version: Int64) -> String { "graduate_version:\(graduateID):\(version)" }

  func recordStatusChange(_ change: StatusChange, of graduateID: String, importID: String?, by accountID: String) throws {
    try execute(
      """
      INSERT INTO status_change (id, graduate_id, kind, happened_on, document, import_id, recorded_by, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(identifier()), .text(graduateID), .text(change.kind.rawValue), .text(change.day.compact), .text(change.document),
        .optional(importID), .text(accountID), .integer(now),
      ])
  }

  /// Takes back every status change in force; `by` is an account, or the import or roll-back that did it.
  func withdrawStatusChanges(of graduateID: String, by: String) throws {
    try execute(
      """
      INSERT INTO status_change_withdrawn (status_change_id, withdrawn_by, withdrawn_at)
      SELECT s.id, ?, ? FROM status_change s WHERE s.graduate_id = ?
        AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)
      """, [.text(by), .integer(now), .text(graduateID)])
  }

  /// Lets the student number go for the moment.
  func giveUpSlot(_ graduateID: String) throws {
    try execute("UPDATE graduate SET slot = id WHERE id = ?", [.text(graduateID)])
  }

  /// Takes the student number if the graduate is due and has one.
  ///
  /// - Throws: `StorageError.unique` when somebody else has it.
  func takeSlot(_ graduateID: String) throws {
    try execute(
      """
      UPDATE graduate SET slot = CASE WHEN student_number = '' OR EXISTS (SELECT 1 FROM status_change s
        WHERE s.graduate_id = graduate.id AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id))
        THEN id ELSE '' END WHERE id = ?
      """, [.text(graduateID)])
  }
}

extension RosterWork {
  /// Whose student number changes, becomes free or is taken again.
  var movingIDs: Set<String> {
    var ids = Set(statusChanges.map(\.graduateID)).union(returned)
    for change in changes where change.fields.contains(where: { $0.column == .studentNumber }) {
      ids.insert(old[change.old].entry.key)
    }
    return ids
  }
}

extension ColumnMemory {
  /// With what a person chose for this file.
  func remembering(_ choices: RosterChoices) -> ColumnMemory {
    var memory = self
    for (header, code) in choices.columns { memory.remember(RosterColumn(rawValue: code), for: header) }
    return memory
  }
}
