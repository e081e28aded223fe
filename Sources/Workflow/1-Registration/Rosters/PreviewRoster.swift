import Crypto
import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// What importing a file would do; nothing is stored yet but the encrypted file itself.
public struct RosterPreview: Sendable {
  public let uploadID: String
  public let fileName: String
  public let choices: RosterChoices
  public let reading: RosterReading
  public let changes: ChangeSet
  /// The records that `changes` points into.
  public let registered: [RegisteredEntry]
  /// Somebody else who has an upload waiting for the same roster: his name and when he began.
  public let waitingToo: [(name: String, since: Int64)]
  /// What this preview was made of, for `RosterConfirmation.seen`: what is confirmed is what was shown.
  public let seen: String

  static func seen(_ version: Int64, _ choices: RosterChoices) -> String {
    let columns = choices.columns.sorted { $0.key < $1.key }.map { "\($0.key)\u{1F}\($0.value)" }.joined(separator: "\u{1E}")
    let text = [choices.sheet, choices.category, columns].joined(separator: "\u{1D}")
    return "\(version)-\(hexadecimal(SHA256.hash(data: Array(text.utf8)).prefix(8)))"
  }

  static func version(in seen: String) -> Int64? { seen.split(separator: "-").first.flatMap { Int64($0) } }

  /// What leaves only with a status change.
  public var goneOpen: [RegisteredEntry] { changes.gone.filter { !$0.mustStay }.map { registered[$0.old] } }
}

extension CollectionCenter {
  private var uploads: UploadSpool { UploadSpool(folder: spool) }

  /// Takes an uploaded file in: reads and checks all of it, keeps it encrypted until it is confirmed, and shows what it would change.
  ///
  /// `path`: where the file lies; it is not changed and not kept there.
  /// `fileName`: as the person knows it.
  /// - Throws: `TableRefusal`, `RegistrationRefusal`, `RosterImportRefusal`.
  public func uploadRoster(
    path: String, fileName: String, campaignID: String, choices: RosterChoices = RosterChoices(), by keeper: some RosterKeeper,
    progress: (@Sendable (Double) -> Void)? = nil
  ) async throws -> RosterPreview {
    let uploadID = identifier()
    let keys = self.keys.current
    // Read first: what is no roster is refused before anything is kept.
    let read = try await readRoster(
      path: path, fileName: fileName, campaignID: campaignID, choices: choices, by: keeper, progress: progress)
    let kept = try await offPool { [uploads] in try uploads.keep(path, as: uploadID, keys: keys) }
    let choiceText = String(decoding: try JSONEncoder().encode(choices), as: UTF8.self)
    do {
      try await records.write { transaction in
        try transaction.execute(
          """
          INSERT INTO roster_upload (id, campaign_id, institution_id, study_center_id, file_name, byte_count, file_hash, key_id,
            sheet, mapping, base_version, uploaded_by, uploaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          [
            .text(uploadID), .text(campaignID), .text(keeper.institutionID), .optional(keeper.ownStudyCenterID),
            .text(fileName),
            .integer(Int64(kept.byteCount)), .text(kept.hash), .text(keys.encryptionKeyID), .text(choices.sheet),
            .text(choiceText), .integer(read.version), .text(keeper.accountID), .integer(transaction.now),
          ])
        try transaction.journal(
          JournalLine(
            action: .rosterUploaded, recordKind: "roster-upload", recordID: uploadID, campaignID: campaignID,
            details: ["file": kept.hash, "rows": String(read.reading.rowCount), "errors": String(read.reading.errorCount)]),
          by: keeper)
      }
    } catch {
      uploads.remove(uploadID)
      throw error
    }
    return try await preview(
      uploadID: uploadID, fileName: fileName, choices: choices, read: read, campaignID: campaignID, by: keeper)
  }

  /// An upload that waits, shown again; with other choices its columns are matched anew and remembered with it.
  public func rosterPreview(
    uploadID: String, choices newChoices: RosterChoices? = nil, by keeper: some RosterKeeper
  ) async throws -> RosterPreview {
    let upload = try await records.read { try $0.upload(uploadID, of: keeper) }
    let choices = newChoices ?? upload.choices
    let read = try await readUpload(upload, choices: choices, by: keeper)
    if let newChoices, newChoices != upload.choices {
      let text = String(decoding: try JSONEncoder().encode(newChoices), as: UTF8.self)
      try await records.write { transaction in
        try transaction.execute(
          "UPDATE roster_upload SET mapping = ?, sheet = ? WHERE id = ?",
          [.text(text), .text(newChoices.sheet), .text(uploadID)])
      }
    }
    return try await preview(
      uploadID: uploadID, fileName: upload.fileName, choices: choices, read: read, campaignID: upload.campaignID, by: keeper)
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
    uploads.remove(uploadID)
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
    for id in stale { uploads.remove(id) }
    PreparedFile.removeStale(in: spool)
  }

  func readUpload(_ upload: WaitingUpload, choices: RosterChoices, by keeper: some RosterKeeper) async throws -> ReadRoster {
    let keys = self.keys.current
    let (context, memory, version) = try await rosterBasis(campaignID: upload.campaignID, keeper: keeper)
    let reading = try await offPool { [uploads] in
      // The task that asked may go away; what it began is small enough to be finished.
      let watch = TableWatch(isCancelled: { false })
      let reader = RosterReader(
        context: context.rules, memory: memory, choices: choices, ownStudyCenter: context.ownStudyCenter, watch: watch)
      return try uploads.withPlain(upload.id, keyID: upload.keyID, keys: keys) {
        try reader.read(path: $0, fileName: upload.fileName)
      }
    }
    return ReadRoster(reading: reading, place: context.place, version: version)
  }

  private func readRoster(
    path: String, fileName: String, campaignID: String, choices: RosterChoices, by keeper: some RosterKeeper,
    progress: (@Sendable (Double) -> Void)?
  ) async throws -> ReadRoster {
    let (context, memory, version) = try await rosterBasis(campaignID: campaignID, keeper: keeper)
    guard context.place.plan.regime == .roster else { throw RosterImportRefusal.codeModeOnly }
    let reading = try await offPool {
      let watch = TableWatch(progress: progress, isCancelled: { false })
      let reader = RosterReader(
        context: context.rules, memory: memory, choices: choices, ownStudyCenter: context.ownStudyCenter, watch: watch)
      return try reader.read(path: path, fileName: fileName)
    }
    return ReadRoster(reading: reading, place: context.place, version: version)
  }

  struct RosterBasis: Sendable {
    let place: RosterPlaceInCenter
    let rules: RosterContext
    /// Own name of the center that the keeper is limited to.
    let ownStudyCenter: String?
  }

  private func rosterBasis(
    campaignID: String, keeper: some RosterKeeper
  ) async throws -> (context: RosterBasis, memory: ColumnMemory, version: Int64) {
    try await records.read { transaction in
      let (place, rules) = try transaction.rosterPlace(campaignID: campaignID, institutionID: keeper.institutionID)
      // A center that is not of this campaign owns no student of it.
      let own = try keeper.ownStudyCenterID.map { id in
        guard let name = place.studyCenterName(id) else { throw RosterImportRefusal.notTakingPart }
        return name
      }
      return (
        RosterBasis(place: place, rules: rules, ownStudyCenter: own), try transaction.columnMemory(of: keeper.institutionID),
        try transaction.rosterVersion(campaignID: campaignID, institutionID: keeper.institutionID)
      )
    }
  }

  private func preview(
    uploadID: String, fileName: String, choices: RosterChoices, read: ReadRoster, campaignID: String,
    by keeper: some RosterKeeper
  ) async throws -> RosterPreview {
    let (registered, others) = try await records.read { transaction in
      let registered = try transaction.registered(read.place, studyCenterID: keeper.ownStudyCenterID).map(\.entry)
      let others = try transaction.waitingUploads(campaignID: campaignID, institutionID: keeper.institutionID)
        .filter { $0.id != uploadID && $0.uploadedBy != keeper.accountID }
      return (registered, others.map { (name: $0.uploaderName, since: $0.uploadedAt) })
    }
    let entries = read.reading.entries
    let changes = try await offPool { ChangeSet(from: registered, to: entries) }
    return RosterPreview(
      uploadID: uploadID, fileName: fileName, choices: choices, reading: read.reading, changes: changes, registered: registered,
      waitingToo: others, seen: RosterPreview.seen(read.version, choices))
  }
}

/// A file's reading with the version of the roster it was compared with.
struct ReadRoster: Sendable {
  var reading: RosterReading
  let place: RosterPlaceInCenter
  let version: Int64

  init(reading: RosterReading, place: RosterPlaceInCenter, version: Int64) {
    self.reading = reading
    self.place = place
    self.version = version
    // Code and name are the institution's own, however the file wrote them: a spelling in the file changes no record.
    for index in self.reading.entries.indices {
      self.reading.entries[index].institutionCode = place.institutionCode
      self.reading.entries[index].institutionName = place.institutionName
    }
  }
}

/// Runs long computing off the cooperative pool, so that pages go on being served.
func offPool<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global(qos: .userInitiated).async { continuation.resume(with: Result { try work() }) }
  }
}
