import Foundation
import GraduatePhotos
import Paperwork

/// How the check of an upload stands.
public enum RosterCheckState: Sendable {
  case checking(RosterCheckProgress)
  /// It cannot be read; there is nothing to confirm.
  case refused(message: String, hint: String)
  case done(RosterPreview)
}

/// How far a check is.
public struct RosterCheckProgress: Sendable {
  /// Percent, 0…100.
  public let percent: Int
  /// Rows read so far.
  public let rows: Int
  public let rowsPerSecond: Int?
  /// Estimated from what is done; nil while that says too little.
  public let secondsLeft: Int?

  init(fraction: Double, rows: Int, seconds: Double) {
    percent = Int((fraction * 100).rounded(.down))
    self.rows = rows
    let saysMuch = seconds > 1 && fraction > 0.02
    rowsPerSecond = saysMuch ? Int(Double(rows) / seconds) : nil
    secondsLeft = saysMuch ? Int((seconds / fraction * (1 - fraction)).rounded(.up)) : nil
  }
}

extension CollectionCenter {
  /// The check of a waiting upload: what it found, or how far it is; begun when it is not under way.
  ///
  /// `patienceMilliseconds`: how long to wait for a check that is nearly done.
  /// - Throws: `RosterImportRefusal.uploadGone`, faults of the check.
  public func rosterCheck(
    uploadID: String, by keeper: some RosterKeeper, patienceMilliseconds: Int? = nil
  ) async throws -> RosterCheckState {
    let (upload, basis) = try await uploadAndBasis(uploadID, keeper)
    let seen = basis.seen(upload.choices)
    if let preview = try await keptPreview(upload, seen, by: keeper) { return .done(preview) }
    if let refusal = checks.refusal(uploadID, seen: seen) as? any Refusal {
      return .refused(message: refusal.message, hint: refusal.hint)
    }
    let check = begin(upload, basis, CheckMeter(), by: keeper)
    let until = ContinuousClock.now + .milliseconds(patienceMilliseconds ?? WorkflowLimits.checkPatienceMilliseconds)
    while checks.running(uploadID, seen: seen) != nil, ContinuousClock.now < until {
      try await Task.sleep(for: .milliseconds(30))
    }
    guard checks.running(uploadID, seen: seen) == nil else { return .checking(check.progress) }
    do {
      return .done(try await withOthers(check.task.value, upload, by: keeper))
    } catch is DeskRefusal {
      // Waits in front of the desk: the page asks again.
      return .checking(check.progress)
    } catch let refusal as any Refusal {
      return .refused(message: refusal.message, hint: refusal.hint)
    }
  }

  /// Has a waiting upload read another way: other columns, another sheet, another scope.
  ///
  /// What it changes is asked for anew.
  public func chooseForRoster(uploadID: String, _ choices: RosterChoices, by keeper: some RosterKeeper) async throws {
    let text = String(decoding: try JSONEncoder().encode(choices), as: UTF8.self)
    try await records.write { transaction in
      _ = try transaction.upload(uploadID, of: keeper)
      try transaction.execute(
        "UPDATE roster_upload SET mapping = ?, sheet = ? WHERE id = ?", [.text(text), .text(choices.sheet), .text(uploadID)])
    }
  }

  /// An upload that waits, shown again when all of it has been checked; with other choices it is read anew and remembered with them.
  public func rosterPreview(
    uploadID: String, choices: RosterChoices? = nil, by keeper: some RosterKeeper
  ) async throws -> RosterPreview {
    if let choices { try await chooseForRoster(uploadID: uploadID, choices, by: keeper) }
    return try await checkRoster(uploadID, CheckMeter(), by: keeper)
  }

  /// Problems of a checked upload by their place in the list, errors before warnings; nothing is read again.
  ///
  /// - Throws: `RosterImportRefusal.previewChanged` when the preview is no longer what was shown.
  public func rosterProblems(of preview: RosterPreview, _ range: Range<Int>) async throws -> [RosterProblem] {
    let keys = self.keys.current
    let wanted = range.clamped(to: 0..<(preview.keptErrors + preview.keptWarnings))
    let found = try checked.problems(of: preview.uploadID, seen: preview.seen, wanted, keys: keys)
    guard let found else { throw RosterImportRefusal.previewChanged }
    return found
  }

  /// Checks an upload to the end, or gives what was found before.
  func checkRoster(_ uploadID: String, _ meter: CheckMeter, by keeper: some RosterKeeper) async throws -> RosterPreview {
    let (upload, basis) = try await uploadAndBasis(uploadID, keeper)
    if let preview = try await keptPreview(upload, basis.seen(upload.choices), by: keeper) { return preview }
    return try await withOthers(begin(upload, basis, meter, by: keeper).task.value, upload, by: keeper)
  }

  private func uploadAndBasis(_ uploadID: String, _ keeper: some RosterKeeper) async throws -> (WaitingUpload, RosterBasis) {
    let found = try await records.read { transaction in
      let upload = try transaction.upload(uploadID, of: keeper)
      return (upload, try transaction.rosterBasis(campaignID: upload.campaignID, keeper: keeper))
    }
    guard found.1.place.plan.regime == .roster else { throw RosterImportRefusal.codeModeOnly }
    return found
  }

  private func keptPreview(
    _ upload: WaitingUpload, _ seen: String, by keeper: some RosterKeeper
  ) async throws -> RosterPreview? {
    // One that cannot be read is made again.
    guard let preview = try? checked.preview(of: upload.id, seen: seen, keys: keys.current) else { return nil }
    return try await withOthers(preview, upload, by: keeper)
  }

  private func withOthers(
    _ preview: RosterPreview, _ upload: WaitingUpload, by keeper: some RosterKeeper
  ) async throws -> RosterPreview {
    var preview = preview
    let others = try await records.read {
      try $0.waitingUploads(campaignID: upload.campaignID, institutionID: keeper.institutionID)
    }
    preview.waitingToo = others.filter { $0.id != upload.id && $0.uploadedBy != keeper.accountID }.map {
      RosterPreview.WaitingPerson(name: $0.uploaderName, since: $0.uploadedAt)
    }
    return preview
  }

  private func begin(
    _ upload: WaitingUpload, _ basis: RosterBasis, _ meter: CheckMeter, by keeper: some RosterKeeper
  ) -> RosterChecks.Check {
    let seen = basis.seen(upload.choices)
    return checks.check(upload.id, seen: seen, meter: meter) {
      // Not a child of whoever asked: he may leave the page.
      Task.detached {
        do {
          let preview = try await check(upload, basis, meter, by: keeper)
          checks.ended(upload.id, seen: seen, with: nil)
          return preview
        } catch {
          checks.ended(upload.id, seen: seen, with: error)
          throw error
        }
      }
    }
  }

  private func check(
    _ upload: WaitingUpload, _ basis: RosterBasis, _ meter: CheckMeter, by keeper: some RosterKeeper
  ) async throws -> RosterPreview {
    let reading = try await readUpload(upload, basis, meter)
    let registered = try await records.read { try $0.registeredRoster(basis.place, for: keeper, reading: reading) }
    meter.reach(0.93)
    let keys = self.keys.current
    let preview = try await desks.rosters.work { [checked] in
      let comparison = RosterComparison(reading, with: registered, choices: upload.choices)
      meter.reach(0.97)
      let errors = comparison.reading.problems.filter { $0.severity == .error }
      let warnings = comparison.reading.problems.filter { $0.severity == .warning }
      let preview = RosterPreview(comparison, upload, seen: basis.seen(upload.choices), errors.count, warnings.count)
      try checked.keep(preview, errors + warnings, keys: keys)
      return preview
    }
    meter.reach(1)
    // Dropped meanwhile: nothing of it stays.
    let isThere = try await records.read {
      try $0.row("SELECT 1 AS n FROM roster_upload WHERE id = ?", [.text(upload.id)]) != nil
    }
    if !isThere { checked.remove(upload.id) }
    return preview
  }

  /// Reads and checks every row of a waiting upload.
  func readUpload(
    _ upload: WaitingUpload, _ basis: RosterBasis, _ meter: CheckMeter = CheckMeter()
  ) async throws -> RosterReading {
    let keys = self.keys.current
    return try await desks.rosters.work { [uploads] in
      let reader = basis.reader(upload.choices, meter: meter)
      var reading = try uploads.withPlain(upload.id, keyID: upload.keyID, keys: keys) {
        try reader.read(path: $0, fileName: upload.fileName)
      }
      // Code and name are the institution's own, however the file wrote them: a spelling in the file changes no record.
      for index in reading.entries.indices {
        reading.entries[index].institutionCode = basis.place.institutionCode
        reading.entries[index].institutionName = basis.place.institutionName
      }
      return reading
    }
  }
}

extension RosterChecks.Check {
  fileprivate var progress: RosterCheckProgress {
    let (fraction, rows) = meter.now
    let spent = began.duration(to: .now).components
    return RosterCheckProgress(
      fraction: fraction, rows: rows, seconds: Double(spent.seconds) + Double(spent.attoseconds) / 1e18)
  }
}

extension RosterPreview {
  init(_ comparison: RosterComparison, _ upload: WaitingUpload, seen: String, _ errors: Int, _ warnings: Int) {
    self.init(
      uploadID: upload.id, fileName: upload.fileName, choices: upload.choices, reading: comparison.reading.facts,
      changes: RosterChanges(comparison), isFirst: comparison.old.isEmpty,
      scope: Scope(
        scope: comparison.scope, proposed: .proposed(file: comparison.file, registered: comparison.registered),
        file: comparison.file, registered: comparison.registered, centersApart: comparison.centersApart.sorted()),
      seen: seen, keptErrors: errors, keptWarnings: warnings)
  }
}
