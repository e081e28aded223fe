import Foundation
import GraduatePhotos
import Storage

/// What importing a table of collection codes would do; nothing is registered yet.
public struct CodePreview: Sendable {
  public let uploadID: String
  public let choices: RosterChoices
  /// Rows of the table, taken or not.
  public let rowCount: Int
  public let added: Int
  /// Codes whose category, department or class changes, as 「文学院 中文1班 → 文学院 中文2班」 with their number.
  public let moves: [(sentence: String, count: Int)]
  public let changed: Int
  public let unchanged: Int
  /// Not in the table: they leave only with a status change.
  public let gone: Int
  public let outside: Int
  public let returned: Int
  /// Rows that are not taken, each with its reason.
  public let problems: [RosterProblem]
  public let scope: RosterPreview.Scope
  public let isEmpty: Bool
  /// For `confirmCodes`: what is confirmed is what was shown.
  public let seen: String
}

/// What an import of collection codes did.
public struct CodeImport: Sendable, Codable, Equatable {
  public let id: String
  public let added: Int
  public let changed: Int
  public let gone: Int
  /// Codes that are here already.
  public let unchanged: Int
  public let blocked: Int
}

/// Codes of a class.
public struct CodeClassLine: Sendable, Equatable {
  public let department: String
  public let classGroup: String
  /// Those that are due.
  public let count: Int
}

extension CollectionCenter {
  /// Code mode: takes a table of collection codes with category, department and class in; it waits for its confirmation.
  ///
  /// Names and numbers of persons, wherever they stand, refuse all of it; then nothing is kept. Of the rest only the four columns
  /// wait, sealed, neither the file itself nor its name: people write names of students into both.
  /// - Returns: the upload's id.
  /// - Throws: `RegistrationRefusal.personalDataInCodeMode`, `.noHeader`, `.emptyRoster`, `.nothingToImport`,
  ///   `RosterImportRefusal.rosterModeOnly`, `.tooManyWaiting`, `DeskRefusal`.
  public func receiveCodes(
    path: String, fileName: String, campaignID: String, by keeper: some RosterKeeper
  ) async throws -> String {
    let basis = try await records.read { try $0.rosterBasis(campaignID: campaignID, keeper: keeper) }
    guard basis.place.plan.regime == .code else { throw RosterImportRefusal.rosterModeOnly }
    let plain = try UnnamedFile(in: spool)
    try await desks.rosters.work {
      let reading = try CodeReading(path: path, fileName: fileName)
      guard !reading.rows.isEmpty else {
        throw reading.problems.isEmpty
          ? RegistrationRefusal.emptyRoster : RegistrationRefusal.nothingToImport(refusedRows: reading.problems.count)
      }
      try plain.write(Array(try JSONEncoder().encode(reading)))
    }
    let id = try await keepUpload(
      path: plain.path, fileName: "采集码", campaignID: campaignID, choices: RosterChoices(), version: basis.version, by: keeper)
    return withExtendedLifetime(plain) { id }
  }

  /// What a waiting table of codes would change.
  ///
  /// - Throws: `RosterImportRefusal.uploadGone`.
  public func codePreview(uploadID: String, by keeper: some RosterKeeper) async throws -> CodePreview {
    let (upload, reading, indexes) = try await readCodes(uploadID, by: keeper)
    return try await records.read { transaction in
      let basis = try transaction.codeBasis(upload, keeper)
      let standing = try transaction.standingCodes(basis.place, for: keeper, meeting: indexes)
      let changes = CodeChanges(reading, standing, choices: upload.choices)
      return CodePreview(changes, reading, upload, seen: basis.seen(upload.choices))
    }
  }

  /// Imports a waiting table of codes: all of it in one transaction, or nothing; asked again, the first answer is given.
  ///
  /// `leaving`: the status change of all codes that the table lacks; nil refuses while there are any.
  /// - Throws: `RegistrationRefusal.importedMeanwhile`, `.goneWithoutStatusChange`, `RosterImportRefusal.previewChanged`,
  ///   `.nothingChanges`, `.codeOfAnotherInstitution`.
  @discardableResult
  public func confirmCodes(
    uploadID: String, seen: String, leaving: StatusChange? = nil, by keeper: some RosterKeeper
  ) async throws -> CodeImport {
    if let done = try await records.read({ try $0.codeImportDone(of: uploadID, by: keeper) }) { return done }
    if let leaving, CodeModeGuard.holdsIDNumber(leaving.document) {
      throw RegistrationRefusal.personalDataInCodeMode("依据的文件里有证件号码")
    }
    let (upload, reading, indexes) = try await readCodes(uploadID, by: keeper)
    let importID = identifier()
    let done: CodeImport
    do {
      done = try await records.once("roster-import:\(uploadID)", kind: "code-import") { transaction in
        let basis = try transaction.codeBasis(upload, keeper)
        guard let version = RosterPreview.version(in: seen) else { throw RosterImportRefusal.previewChanged }
        if version != basis.version { throw try transaction.importedMeanwhile(basis.place, basis.version) }
        guard basis.seen(upload.choices) == seen else { throw RosterImportRefusal.previewChanged }
        let standing = try transaction.standingCodes(basis.place, for: keeper, meeting: indexes)
        let changes = CodeChanges(reading, standing, choices: upload.choices)
        if changes.isEmpty { throw RosterImportRefusal.nothingChanges }
        if !changes.gone.isEmpty, leaving == nil { throw RegistrationRefusal.goneWithoutStatusChange(changes.gone.count) }
        if let problem = leaving?.problem(today: transaction.today) { throw problem }
        try transaction.moveRoster(basis.place, from: version)
        let work = CodeWork(reading: reading, changes: changes, place: basis.place, importID: importID, leaving: leaving)
        return try transaction.apply(work, upload, version: version + 1, by: keeper)
      }
    } catch StorageError.unique(let constraint) where constraint.contains("code_index") {
      throw RosterImportRefusal.codeOfAnotherInstitution
    }
    removeFiles(of: uploadID)
    return done
  }

  /// Departments and classes with the number of their codes.
  public func codeClasses(campaignID: String, by keeper: some RosterKeeper) async throws -> [CodeClassLine] {
    try await records.read { transaction in
      let limit = keeper.ownStudyCenterID == nil ? "" : "AND c.study_center_id = ?"
      return try transaction.rows(
        """
        SELECT c.department, c.class_group, COUNT(*) AS n FROM collection_code c
        WHERE c.campaign_id = ? AND c.institution_id = ? \(limit) AND NOT \(Transaction.codeHasLeft)
        GROUP BY c.department, c.class_group ORDER BY c.department, c.class_group
        """,
        [.text(campaignID), .text(keeper.institutionID)] + (keeper.ownStudyCenterID.map { [.text($0)] } ?? [])
      ).map { row in
        CodeClassLine(
          department: try row.text("department"), classGroup: try row.text("class_group"), count: try row.int("n"))
      }
    }
  }

  private func readCodes(
    _ uploadID: String, by keeper: some RosterKeeper
  ) async throws -> (WaitingUpload, CodeReading, [[[UInt8]]]) {
    let upload = try await records.read { try $0.upload(uploadID, of: keeper) }
    let keys = self.keys.current
    return try await desks.rosters.work { [uploads] in
      let reading = try uploads.withPlain(upload.id, keyID: upload.keyID, keys: keys) {
        try JSONDecoder().decode(CodeReading.self, from: Data(contentsOf: URL(filePath: $0)))
      }
      let indexes = reading.rows.map { keys.blindIndexes(of: $0.code, field: Transaction.codeIndexField) }
      return (upload, reading, indexes)
    }
  }
}

extension CodePreview {
  init(_ changes: CodeChanges, _ reading: CodeReading, _ upload: WaitingUpload, seen: String) {
    var moves: [String: Int] = [:]
    for change in changes.changed {
      let new = reading.rows[change.new]
      let old = Self.words(change.old.category, change.old.department, change.old.classGroup)
      moves["\(old) → \(Self.words(new.category, new.department, new.classGroup))", default: 0] += 1
    }
    self.init(
      uploadID: upload.id, choices: upload.choices, rowCount: reading.rows.count + reading.problems.count,
      added: changes.added.count, moves: moves.sorted { $0.key < $1.key }.map { (sentence: $0.key, count: $0.value) },
      changed: changes.changed.count, unchanged: changes.unchanged, gone: changes.gone.count, outside: changes.outside,
      returned: changes.returned.count, problems: changes.problems,
      scope: RosterPreview.Scope(
        scope: changes.scope, proposed: changes.proposed, file: changes.file, registered: changes.registered,
        centersApart: changes.centersApart.sorted()), isEmpty: changes.isEmpty, seen: seen)
  }

  private static func words(_ category: String, _ department: String, _ classGroup: String) -> String {
    let parts = [Category(rawValue: category)?.chineseName ?? "", department, classGroup].filter { !$0.isEmpty }
    return parts.isEmpty ? "（没有写班级）" : parts.joined(separator: " ")
  }
}

extension Transaction {
  static let codeIndexField = "collection_code.code"

  fileprivate func codeBasis(_ upload: WaitingUpload, _ keeper: some RosterKeeper) throws -> RosterBasis {
    let basis = try rosterBasis(campaignID: upload.campaignID, keeper: keeper)
    guard basis.place.plan.regime == .code else { throw RosterImportRefusal.rosterModeOnly }
    return basis
  }

  fileprivate func codeImportDone(of uploadID: String, by keeper: some RosterKeeper) throws -> CodeImport? {
    let found = try row(
      "SELECT answer FROM receipt WHERE operation_id = ? AND kind = 'code-import'", [.text("roster-import:\(uploadID)")])
    guard let found else { return nil }
    let done = try JSONDecoder().decode(CodeImport.self, from: Data(found.text("answer").utf8))
    let isOurs = try row(
      "SELECT 1 AS n FROM roster_import WHERE id = ? AND institution_id = ?", [.text(done.id), .text(keeper.institutionID)])
    return isOurs == nil ? nil : done
  }
}
