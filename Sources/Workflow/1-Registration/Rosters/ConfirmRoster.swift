import Crypto
import Foundation
import GraduatePhotos
import Storage

/// What the person who confirms an import says to it.
public struct RosterConfirmation: Sendable {
  /// Answers to 「同一人?」, by the registered record's id; true is the same person.
  public var samePerson: [String: Bool]
  /// The status change of each record that the file lacks, by the record's id.
  public var statusChanges: [String: StatusChange]

  public init(samePerson: [String: Bool] = [:], statusChanges: [String: StatusChange] = [:]) {
    self.samePerson = samePerson
    self.statusChanges = statusChanges
  }
}

/// What an import did.
public struct RosterImport: Sendable, Codable, Equatable {
  public let id: String
  public let version: Int64
  public let rowCount: Int
  public let added: Int
  public let changed: Int
  public let gone: Int
  public let unchanged: Int
  public let blocked: Int
}

extension CollectionCenter {
  /// Imports a waiting upload: all of it in one transaction, or nothing.
  ///
  /// The file is read again and compared with the roster as it is now; when somebody else imported since the preview, the second is
  /// told. Asked again for the same upload, the first answer is given.
  /// - Throws: `RegistrationRefusal.importedMeanwhile`, `.openQuestions`, `.goneWithoutStatusChange`, `.nothingToImport` and what
  ///   reading throws.
  @discardableResult
  public func confirmRoster(
    uploadID: String, _ confirmation: RosterConfirmation = RosterConfirmation(), by keeper: some RosterKeeper
  ) async throws -> RosterImport {
    if let done = try await records.read({ try $0.importDone(by: "roster-import:\(uploadID)") }) { return done }
    let (upload, base) = try await records.read { transaction -> (WaitingUpload, Int64) in
      let upload = try transaction.upload(uploadID, of: keeper)
      let base = try transaction.row("SELECT base_version FROM roster_upload WHERE id = ?", [.text(uploadID)])
      return (upload, try base?.integer("base_version") ?? 0)
    }
    let read = try await readUpload(upload, choices: upload.choices, by: keeper)
    try read.checkOwnership(keeper)
    let reading = read.reading
    guard !reading.entries.isEmpty else {
      if reading.rowCount == 0 { throw RegistrationRefusal.emptyRoster }
      throw RegistrationRefusal.nothingToImport(refusedRows: reading.blockedRows)
    }
    let old = try await records.read { try $0.registered(read.place, studyCenterID: keeper.ownStudyCenterID) }
    let importID = identifier()
    let keys = self.keys.current
    let today = CalendarDay(milliseconds: try await now())
    let work = try await offPool { [chance, records] in
      let time = records.clock.local()
      return try RosterWork(
        old: old, reading: reading, place: read.place, importID: importID, confirmation: confirmation, today: today, keys: keys,
        identifier: { chance.identifier(at: time) })
    }
    let center = keeper.ownStudyCenterID
    let result = try await records.once("roster-import:\(uploadID)", kind: "roster-import") { transaction in
      try transaction.moveRoster(read.place, from: base)
      try transaction.apply(work, upload: upload, studyCenterID: center, version: base + 1, by: keeper)
      return work.summary(version: base + 1)
    }
    UploadSpool(folder: spool).remove(uploadID)
    // Without fresh statistics PostgreSQL's planner still sees the table as it was before.
    if result.added > 1_000 { try await records.write { try $0.execute("ANALYZE graduate") } }
    return result
  }
}

extension Transaction {
  /// The answer that an upload was confirmed with, when it was.
  func importDone(by operation: String) throws -> RosterImport? {
    try row("SELECT answer FROM receipt WHERE operation_id = ? AND kind = 'roster-import'", [.text(operation)])
      .map { try JSONDecoder().decode(RosterImport.self, from: Data($0.text("answer").utf8)) }
  }

  /// Writes an import: rows, versions of what it changes, status changes, one journal line whose hash covers all of it.
  func apply(
    _ work: RosterWork, upload: WaitingUpload, studyCenterID: String?, version: Int64, by keeper: some RosterKeeper
  ) throws {
    // Departures first: they free their student numbers.
    for item in work.statusChanges { try recordStatusChange(item.change, of: item.graduateID, importID: work.importID, by: keeper) }
    for graduateID in work.returned { try withdrawStatusChanges(of: graduateID, by: keeper) }
    for change in work.changes { try replace(change, importID: work.importID) }
    try sql.insertMany(into: "graduate", columns: StoredGraduate.columns, rows: work.addedRows)
    try execute(
      """
      INSERT INTO roster_import (id, campaign_id, institution_id, study_center_id, version, file_name, file_hash, row_count, added,
        changed, gone, blocked, change_hash, imported_by, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(work.importID), .text(work.place.campaignID), .text(work.place.institutionID), .optional(studyCenterID),
        .integer(version), .text(upload.fileName), .text(upload.fileHash), .integer(Int64(work.rowCount)),
        .integer(Int64(work.addedRows.count)), .integer(Int64(work.changes.count)), .integer(Int64(work.statusChanges.count)),
        .integer(Int64(work.blocked)), .text(work.hash), .text(keeper.accountID), .integer(now),
      ])
    try execute("DELETE FROM roster_upload WHERE id = ?", [.text(upload.id)])
    try rememberColumns(try columnMemory(of: keeper.institutionID).remembering(upload.choices), of: keeper.institutionID)
    try journal(
      JournalLine(
        action: .rosterImported, recordKind: "roster-import", recordID: work.importID, campaignID: work.place.campaignID,
        details: [
          "institution": work.place.institutionID, "version": String(version), "added": String(work.addedRows.count),
          "changed": String(work.changes.count), "gone": String(work.statusChanges.count), "file": upload.fileHash,
          "changes": work.hash,
        ]), by: keeper)
  }

  /// Keeps what a record was, then writes what it is.
  private func replace(_ change: RosterWork.Replacement, importID: String) throws {
    try keepVersion(change.graduateID, version: change.oldVersion, json: change.oldJSON, importID: importID)
    let assignments = StoredGraduate.columns.dropFirst().map { "\($0) = ?" }.joined(separator: ", ")
    let changed = try execute(
      "UPDATE graduate SET \(assignments) WHERE id = ? AND version = ?",
      Array(change.row.dropFirst()) + [.text(change.graduateID), .integer(change.oldVersion)])
    guard changed == 1 else { throw StoredGraduateFault(graduateID: change.graduateID) }
  }

  func keepVersion(_ graduateID: String, version: Int64, json: [UInt8], importID: String) throws {
    try execute(
      "INSERT INTO graduate_version (graduate_id, version, import_id, sealed, replaced_at) VALUES (?, ?, ?, ?, ?)",
      [
        .text(graduateID), .integer(version), .text(importID),
        .blob(try sealForGraduate(graduateID, json, as: "graduate_version:\(graduateID):\(version)")), .integer(now),
      ])
  }

  func recordStatusChange(_ change: StatusChange, of graduateID: String, importID: String?, by actor: some SignedIn) throws {
    try execute(
      """
      INSERT INTO status_change (id, graduate_id, kind, happened_on, document, import_id, recorded_by, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(identifier()), .text(graduateID), .text(change.kind.rawValue), .text(change.day.compact), .text(change.document),
        .optional(importID), .text(actor.accountID), .integer(now),
      ])
    try execute("UPDATE graduate SET slot = id WHERE id = ?", [.text(graduateID)])
  }

  /// Puts a graduate back among those who are due.
  func withdrawStatusChanges(of graduateID: String, by actor: some SignedIn) throws {
    try execute(
      """
      INSERT INTO status_change_withdrawn (status_change_id, withdrawn_by, withdrawn_at)
      SELECT s.id, ?, ? FROM status_change s WHERE s.graduate_id = ?
        AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)
      """, [.text(actor.accountID), .integer(now), .text(graduateID)])
    try execute("UPDATE graduate SET slot = '' WHERE id = ? AND student_number <> ''", [.text(graduateID)])
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
