import Foundation
import GraduatePhotos
import Storage

/// What the person who confirms an import says to it.
public struct RosterConfirmation: Sendable {
  /// Answers to 「同一人?」, by the registered record's id; true is the same person.
  public var samePerson: [String: Bool]
  /// The status change of each record that the file lacks, by the record's id.
  public var statusChanges: [String: StatusChange]
  /// `RosterPreview.seen` of the page that is confirmed; nil confirms against the roster as it was at the upload.
  public var seen: String?
  /// The answer to the pairs that have none of their own above: all the same person, or none; nil leaves them open.
  public var everyOtherPair: Bool?
  /// For those who leave and have no status change of their own above; nil leaves them open.
  public var everybodyElse: StatusChange?

  public init(samePerson: [String: Bool] = [:], statusChanges: [String: StatusChange] = [:], seen: String? = nil) {
    self.samePerson = samePerson
    self.statusChanges = statusChanges
    self.seen = seen
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
  /// - Throws: `RegistrationRefusal.importedMeanwhile`, `.openQuestions`, `.goneWithoutStatusChange`, `.nothingToImport`,
  ///   `.missingColumns`, `RosterImportRefusal.previewChanged`, `.studentNumberTaken`, and what reading throws.
  @discardableResult
  public func confirmRoster(
    uploadID: String, _ confirmation: RosterConfirmation = RosterConfirmation(), by keeper: some RosterKeeper
  ) async throws -> RosterImport {
    if let done = try await records.read({ try $0.importDone(of: uploadID, by: keeper) }) { return done }
    let (upload, basis, base) = try await records.read { try $0.uploadToConfirm(uploadID, confirmation, of: keeper) }
    let reading = try await readUpload(upload, basis)
    guard reading.missingColumns.isEmpty else { throw RegistrationRefusal.missingColumns(reading.missingColumns) }
    let registered = try await records.read { try $0.registeredRoster(basis.place, for: keeper, reading: reading) }
    let importID = identifier()
    let today = CalendarDay(milliseconds: try await now())
    let place = basis.place
    let work = try await desks.rosters.work {
      let comparison = RosterComparison(reading, with: registered, choices: upload.choices)
      try Self.refuseEmpty(comparison.reading)
      return try RosterWork(comparison, place: place, importID: importID, confirmation: confirmation, today: today)
    }
    let center = keeper.ownStudyCenterID
    let result: RosterImport
    do {
      result = try await records.once("roster-import:\(uploadID)", kind: "roster-import") { transaction in
        try transaction.moveRoster(place, from: base)
        try transaction.apply(work, upload: upload, studyCenterID: center, version: base + 1, by: keeper)
        return work.summary(version: base + 1)
      }
    } catch StorageError.unique(let constraint) where constraint.contains("student_number") {
      throw RosterImportRefusal.studentNumberTaken
    }
    removeFiles(of: uploadID)
    // Without fresh statistics PostgreSQL's planner still sees the table as it was before.
    // The import is done whatever becomes of them.
    if result.added > 1_000 { try? await records.write { _ = try $0.execute("ANALYZE graduate") } }
    return result
  }

  private static func refuseEmpty(_ reading: RosterReading) throws {
    guard reading.entries.isEmpty else { return }
    if reading.rowCount == 0 { throw RegistrationRefusal.emptyRoster }
    throw RegistrationRefusal.nothingToImport(refusedRows: reading.blockedRows)
  }
}

extension Transaction {
  /// The answer that an upload of the keeper's institution was confirmed with, when it was.
  fileprivate func importDone(of uploadID: String, by keeper: some RosterKeeper) throws -> RosterImport? {
    let found = try row(
      "SELECT answer FROM receipt WHERE operation_id = ? AND kind = 'roster-import'", [.text("roster-import:\(uploadID)")])
    guard let found else { return nil }
    let done = try JSONDecoder().decode(RosterImport.self, from: Data(found.text("answer").utf8))
    let isOurs = try row(
      "SELECT 1 AS n FROM roster_import WHERE id = ? AND institution_id = ?", [.text(done.id), .text(keeper.institutionID)])
    return isOurs == nil ? nil : done
  }

  /// The upload, what it is read by, and the version of the roster that its preview was compared with.
  fileprivate func uploadToConfirm(
    _ uploadID: String, _ confirmation: RosterConfirmation, of keeper: some RosterKeeper
  ) throws -> (WaitingUpload, RosterBasis, Int64) {
    let upload = try upload(uploadID, of: keeper)
    let basis = try rosterBasis(campaignID: upload.campaignID, keeper: keeper)
    guard basis.place.plan.regime == .roster else { throw RosterImportRefusal.codeModeOnly }
    guard let seen = confirmation.seen else { return (upload, basis, upload.baseVersion) }
    guard let version = RosterPreview.version(in: seen) else { throw RosterImportRefusal.previewChanged }
    // Somebody else was first: said by name, before what else changed with it.
    if version != basis.version { throw try importedMeanwhile(basis.place, basis.version) }
    guard basis.seen(upload.choices) == seen else { throw RosterImportRefusal.previewChanged }
    return (upload, basis, version)
  }
}
