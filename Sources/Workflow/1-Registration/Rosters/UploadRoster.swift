import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  var uploads: UploadSpool { UploadSpool(folder: spool) }
  var checked: CheckedSpool { CheckedSpool(folder: spool) }

  /// Takes an uploaded file in and begins to check it; what is found is asked for with `rosterCheck`.
  ///
  /// What is no table with a roster's header is refused before anything is kept. `path`: where the file lies; it is not changed and
  /// not kept there. `fileName`: as the person knows it.
  /// - Returns: the upload's id.
  /// - Throws: `TableRefusal`, `RegistrationRefusal.noHeader`, `RosterImportRefusal.tooManyWaiting`, `DeskRefusal`.
  public func receiveRoster(
    path: String, fileName: String, campaignID: String, choices: RosterChoices = RosterChoices(), by keeper: some RosterKeeper
  ) async throws -> String {
    let id = try await keepRoster(path: path, fileName: fileName, campaignID: campaignID, choices: choices, by: keeper)
    _ = try await rosterCheck(uploadID: id, by: keeper, patienceMilliseconds: 0)
    return id
  }

  /// Takes an uploaded file in, checks all of it and shows what it would change; nothing waits when it cannot be read.
  ///
  /// - Throws: `TableRefusal`, `RegistrationRefusal`, `RosterImportRefusal`, `DeskRefusal`.
  public func uploadRoster(
    path: String, fileName: String, campaignID: String, choices: RosterChoices = RosterChoices(), by keeper: some RosterKeeper,
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> RosterPreview {
    let id = try await keepRoster(path: path, fileName: fileName, campaignID: campaignID, choices: choices, by: keeper)
    do {
      return try await checkRoster(id, CheckMeter(progress: progress), by: keeper)
    } catch {
      try await dropRosterUpload(id, by: keeper)
      throw error
    }
  }

  private func keepRoster(
    path: String, fileName: String, campaignID: String, choices: RosterChoices, by keeper: some RosterKeeper
  ) async throws -> String {
    let basis = try await records.read { try $0.rosterBasis(campaignID: campaignID, keeper: keeper) }
    guard basis.place.plan.regime == .roster else { throw RosterImportRefusal.codeModeOnly }
    // Looked at first: what is no roster is refused before anything is kept.
    try await desks.rosters.work { try basis.reader(choices).probe(path: path, fileName: fileName) }
    return try await keepUpload(
      path: path, fileName: fileName, campaignID: campaignID, choices: choices, version: basis.version, by: keeper)
  }

  /// Seals a file into the spool and writes its row.
  func keepUpload(
    path: String, fileName: String, campaignID: String, choices: RosterChoices, version: Int64, by keeper: some RosterKeeper
  ) async throws -> String {
    let uploadID = identifier()
    let keys = self.keys.current
    // Asked before the bytes are sealed; the transaction below decides.
    try await records.read { try $0.refuseMoreUploads(campaignID: campaignID, of: keeper) }
    let kept = try await desks.rosters.work { [uploads] in try uploads.keep(path, as: uploadID, keys: keys) }
    let choiceText = String(decoding: try JSONEncoder().encode(choices), as: UTF8.self)
    do {
      try await records.write { transaction in
        try transaction.refuseMoreUploads(campaignID: campaignID, of: keeper)
        try transaction.execute(
          """
          INSERT INTO roster_upload (id, campaign_id, institution_id, study_center_id, file_name, byte_count, file_hash, key_id,
            sheet, mapping, base_version, uploaded_by, uploaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          [
            .text(uploadID), .text(campaignID), .text(keeper.institutionID), .optional(keeper.ownStudyCenterID),
            .text(fileName),
            .integer(Int64(kept.byteCount)), .text(kept.hash), .text(keys.encryptionKeyID), .text(choices.sheet),
            .text(choiceText), .integer(version), .text(keeper.accountID), .integer(transaction.now),
          ])
        try transaction.journal(
          JournalLine(
            action: .rosterUploaded, recordKind: "roster-upload", recordID: uploadID, campaignID: campaignID,
            details: ["file": kept.hash, "bytes": String(kept.byteCount)]), by: keeper)
      }
    } catch {
      uploads.remove(uploadID)
      throw error
    }
    return uploadID
  }

  /// Lets a waiting upload go.
  public func dropRosterUpload(_ uploadID: String, by keeper: some RosterKeeper) async throws {
    let upload = try await records.read { try $0.upload(uploadID, of: keeper) }
    try await records.write { transaction in
      try transaction.execute("DELETE FROM roster_upload WHERE id = ?", [.text(uploadID)])
      try transaction.journal(
        JournalLine(
          action: .rosterUploadDropped, recordKind: "roster-upload", recordID: uploadID, campaignID: upload.campaignID),
        by: keeper)
    }
    removeFiles(of: uploadID)
  }

  func removeFiles(of uploadID: String) {
    uploads.remove(uploadID)
    checked.remove(uploadID)
    checks.forget(uploadID)
  }

  /// An upload that waits for a confirmation.
  ///
  /// - Throws: `RosterImportRefusal.uploadGone`.
  public func waitingUpload(_ uploadID: String, of keeper: some RosterKeeper) async throws -> WaitingUpload {
    try await records.read { try $0.upload(uploadID, of: keeper) }
  }

  /// Uploads of an institution that wait for a confirmation, newest first.
  public func waitingUploads(campaignID: String, of keeper: some RosterKeeper) async throws -> [WaitingUpload] {
    try await records.read { try $0.waitingUploads(campaignID: campaignID, institutionID: keeper.institutionID) }
      .filter { keeper.ownStudyCenterID == nil || $0.studyCenterID == keeper.ownStudyCenterID }
  }

  /// Removes uploads nobody confirmed in time, rows first: a file without a row is swept, a row without a file would mislead.
  public func dropStaleUploads() async throws {
    let stale = try await records.write { transaction -> [String] in
      let limit = transaction.now - WorkflowLimits.uploadLifeMilliseconds
      let ids = try transaction.rows("SELECT id FROM roster_upload WHERE uploaded_at < ?", [.integer(limit)]).map {
        try $0.text("id")
      }
      for id in ids { try transaction.execute("DELETE FROM roster_upload WHERE id = ?", [.text(id)]) }
      return ids
    }
    for id in stale { removeFiles(of: id) }
    PreparedFile.removeStale(in: spool)
  }
}

extension Transaction {
  /// Each waiting upload holds up to half a gigabyte of the disk: a few for the institution, and a few for each of its centers.
  fileprivate func refuseMoreUploads(campaignID: String, of keeper: some RosterKeeper) throws {
    let waiting = try waitingUploads(campaignID: campaignID, institutionID: keeper.institutionID)
      .filter { $0.studyCenterID == keeper.ownStudyCenterID }
    guard waiting.count < WorkflowLimits.uploadsWaiting else {
      throw RosterImportRefusal.tooManyWaiting(waiting.count)
    }
  }
}
