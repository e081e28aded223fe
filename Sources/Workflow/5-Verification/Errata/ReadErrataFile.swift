import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// An uploaded 《勘误表》 as it was read: nothing of it is taken until it is confirmed, and nothing while anything is wrong with it.
public struct ErrataPreview: Sendable {
  /// A row that would be taken.
  public struct Line: Sendable {
    public let place: RosterPlace
    /// In code mode the collection code.
    public let name: String
    public let studentNumber: String
    public let kind: Erratum.Kind
    public let field: RosterColumn
    /// Identity numbers masked.
    public let old: String
    public let new: String
  }

  /// Of the upload; nil when something is wrong with it.
  public let id: String?
  public let fileName: String
  public let lines: [Line]
  /// In the order of rows; the first `VerificationLimits.errataProblems` of them.
  public let problems: [ErrataFormProblem]
  public let problemCount: Int
  /// Rows below the header that are no lines of the form.
  public let passedOver: [RosterPlace]
}

extension CollectionCenter {
  /// Reads a 《勘误表》 as a whole and says what it would propose and what is wrong with it, row by row and field by field.
  ///
  /// - path: where the file lies; it is not kept.
  /// - Throws: `TableRefusal`, `ErrataFormRefusal`, `ErratumRefusal.notYet`, `.closed`, `DeskRefusal`.
  public func readErrataFile(
    path: String, fileName: String, campaignID: String, by liaison: Liaison
  ) async throws -> ErrataPreview {
    try await readErrataFile(path: path, fileName: fileName, campaignID, liaison.institutionID, by: liaison)
  }

  /// The same for a form that came to the head office.
  ///
  /// - day: on which it came: in time is what came in time, whenever it is registered.
  /// - Throws: also `RosterImportRefusal.notTakingPart`.
  public func readErrataFile(
    path: String, fileName: String, of institutionID: String, on day: CalendarDay, campaignID: String, by clerk: Clerk
  ) async throws -> ErrataPreview {
    try await readErrataFile(path: path, fileName: fileName, campaignID, institutionID, on: day, by: clerk)
  }

  /// A read form that waits for its confirmation.
  ///
  /// - Throws: `ErrataDeskRefusal.uploadGone`.
  public func errataPreview(_ id: String, campaignID: String, by actor: some PaperReader) async throws -> ErrataPreview {
    try await records.read { transaction in
      let upload = try transaction.errataUpload(id, campaignID, of: actor)
      return ErrataPreview(
        id: id, fileName: upload.fileName, lines: try upload.rows.map { try transaction.line($0, upload) }, problems: [],
        problemCount: 0, passedOver: [])
    }
  }

  /// Proposes what was read: all rows, or none when one of them is wrong by now.
  ///
  /// - Returns: how many were proposed.
  /// - Throws: `ErrataDeskRefusal.uploadGone`, `.hasProblems`, `ErratumRefusal`.
  @discardableResult
  public func confirmErrataFile(_ id: String, campaignID: String, by liaison: Liaison) async throws -> Int {
    do {
      return try await records.write { transaction in
        let upload = try transaction.errataUpload(id, campaignID, of: liaison)
        let ids = try transaction.propose(
          upload.rows.map(\.draft), campaignID: campaignID, institutionID: liaison.institutionID, by: liaison)
        try transaction.removeErrataUpload(id)
        return ids.count
      }
    } catch let refused as RefusedDrafts {
      throw ErrataDeskRefusal.hasProblems(refused.problems.count)
    }
  }

  /// Lets a read form go.
  public func dropErrataFile(_ id: String, campaignID: String, by actor: some PaperReader) async throws {
    try await records.write { transaction in
      _ = try transaction.errataUpload(id, campaignID, of: actor)
      try transaction.removeErrataUpload(id)
    }
  }

  private func readErrataFile(
    path: String, fileName: String, _ campaignID: String, _ institutionID: String, on day: CalendarDay? = nil,
    by actor: some PaperReader
  ) async throws -> ErrataPreview {
    let context = try await records.read { transaction in
      let (place, context) = try transaction.rosterPlace(campaignID: campaignID, institutionID: institutionID)
      try ErratumRules(plan: place.plan, today: day ?? transaction.today).checkWindow()
      return ErrataFormReader.Context(
        regime: place.plan.regime, institutionCode: place.institutionCode, formerCodes: context.formerCodes,
        today: day ?? transaction.today)
    }
    if context.regime == .code, CodeModeGuard.holdsIDNumber(fileName) {
      throw ErrataFormRefusal.personalDataInCodeMode("文件名")
    }
    let reader = try await desks.rosters.work { try ErrataFormFile.read(path: path, fileName: fileName, context) }
    return try await records.write { transaction in
      try transaction.preview(reader, fileName: fileName, campaignID, institutionID, on: day, by: actor)
    }
  }
}

/// A row of a form with whom it is about.
struct ErrataFileRow: Codable, Sendable {
  let place: RosterPlace
  let draft: ErratumDraft
}

struct WaitingErrata: Sendable {
  let institutionID: String
  let campaignID: String
  let fileName: String
  let rows: [ErrataFileRow]
}

extension CollectionCenter {
  /// Lets go what was read from a file and not confirmed in time; called by the clock.
  public func dropStaleErrataUploads() async throws { try await records.write { try $0.removeStaleErrataUploads() } }
}

extension Transaction {
  fileprivate func preview(
    _ reader: ErrataFormReader, fileName: String, _ campaignID: String, _ institutionID: String, on day: CalendarDay?,
    by actor: some SignedIn
  ) throws -> ErrataPreview {
    let judge = try ErrataJudge(self, campaignID: campaignID, institutionID: institutionID, today: day)
    var problems = reader.problems
    var rows: [ErrataFileRow] = []
    for read in reader.lines {
      do {
        let person = try errataPerson(of: read.line, judge.place)
        rows.append(ErrataFileRow(place: read.place, draft: ErratumDraft(read.line, person)))
      } catch let refusal as ErrataDeskRefusal {
        problems.append(ErrataFormProblem(read.place, refusal.column, "person", refusal.message, refusal.hint))
      }
    }
    for read in reader.codeLines {
      do {
        let person = try errataPerson(numbered: read.line.person.code, judge.place)
        rows.append(ErrataFileRow(place: read.place, draft: ErratumDraft(read.line, person)))
      } catch let refusal as ErrataDeskRefusal {
        problems.append(ErrataFormProblem(read.place, .collectionCode, "person", refusal.message, refusal.hint))
      }
    }
    var drafts = rows.map(\.draft)
    // Of a form that lacks rows a shift would lack a side: it is judged when it can be read as a whole.
    let judged = problems.isEmpty ? try judge.judge(&drafts) : [:]
    problems += judged.map { index, refusal in
      ErrataFormProblem(
        rows[index].place, (refusal as? ErratumRefusal)?.formColumn, "rule", refusal.message, refusal.hint)
    }
    let sorted = problems.sorted { ($0.place.sheet, $0.place.row) < ($1.place.sheet, $1.place.row) }
    let judgedRows = zip(rows, drafts).map { ErrataFileRow(place: $0.place, draft: $1) }
    let upload = WaitingErrata(
      institutionID: institutionID, campaignID: campaignID, fileName: fileName, rows: judgedRows)
    let id = sorted.isEmpty ? try insertErrataUpload(upload, by: actor) : nil
    return ErrataPreview(
      id: id, fileName: fileName, lines: try judgedRows.map { try line($0, upload) },
      problems: Array(sorted.prefix(VerificationLimits.errataProblems)),
      problemCount: reader.problemCount + sorted.count - reader.problems.count, passedOver: reader.passedOver)
  }

  fileprivate func line(_ row: ErrataFileRow, _ upload: WaitingErrata) throws -> ErrataPreview.Line {
    let place = try rosterPlace(campaignID: upload.campaignID, institutionID: upload.institutionID).place
    let person = try errataPerson(row.draft.person, place)
    func shown(_ text: String) -> String {
      row.draft.field == .idNumber || row.draft.field == .examineeNumber ? IDNumber.masked(text) : text
    }
    return ErrataPreview.Line(
      place: row.place, name: person.name, studentNumber: person.studentNumber, kind: row.draft.kind, field: row.draft.field,
      old: shown(row.draft.old), new: shown(row.draft.new))
  }

  private func insertErrataUpload(_ upload: WaitingErrata, by actor: some SignedIn) throws -> String {
    // One a person: what he read before is let go with it.
    try execute("DELETE FROM errata_upload WHERE uploaded_by = ?", [.text(actor.accountID)])
    let id = identifier()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let sealed = try keys.seal(Array(encoder.encode(upload.rows)), as: SealedValues.errataUploads.record([id]))
    try execute(
      """
      INSERT INTO errata_upload (id, campaign_id, institution_id, file_name, rows_sealed, key_id, uploaded_by, uploaded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(upload.campaignID), .text(upload.institutionID), .text(upload.fileName), .blob(sealed),
        .text(keys.encryptionKeyID), .text(actor.accountID), .integer(now),
      ])
    return id
  }

  /// - Throws: `ErrataDeskRefusal.uploadGone`, also for somebody else's.
  func errataUpload(_ id: String, _ campaignID: String, of actor: some SignedIn) throws -> WaitingErrata {
    let found = try row(
      """
      SELECT institution_id, file_name, rows_sealed, key_id FROM errata_upload
      WHERE id = ? AND campaign_id = ? AND uploaded_by = ? AND uploaded_at >= ?
      """,
      [
        .text(id), .text(campaignID), .text(actor.accountID), .integer(now - ErrataDeskLimits.uploadLifeMilliseconds),
      ])
    guard let found else { throw ErrataDeskRefusal.uploadGone }
    let plain = try keys.open(
      found.blob("rows_sealed"), under: found.text("key_id"), as: SealedValues.errataUploads.record([id]))
    return WaitingErrata(
      institutionID: try found.text("institution_id"), campaignID: campaignID, fileName: try found.text("file_name"),
      rows: try JSONDecoder().decode([ErrataFileRow].self, from: Data(plain)))
  }

  fileprivate func removeStaleErrataUploads() throws {
    try execute(
      "DELETE FROM errata_upload WHERE uploaded_at < ?", [.integer(now - ErrataDeskLimits.uploadLifeMilliseconds)])
  }

  func removeErrataUpload(_ id: String) throws {
    try execute("DELETE FROM errata_upload WHERE id = ?", [.text(id)])
  }
}

extension ErratumDraft {
  /// Of a form's row: the stamped paper itself is the evidence.
  init(_ line: ErrataLine, _ person: ErrataPerson) {
    let isShift = line.kind == .shifted
    self.init(
      person: person.id, kind: line.kind, field: line.field, old: isShift ? line.old.asSerial : line.old,
      new: isShift ? line.new.asSerial : line.new, evidence: ErratumEvidence(.sealedForm), handler: line.handler,
      day: line.day)
  }

  init(_ line: CodeErrataLine, _ person: ErrataPerson) {
    self.init(
      person: person.id, kind: .shifted, field: .plannedSerial, old: line.old.asSerial, new: line.new.asSerial,
      evidence: ErratumEvidence(.sealedForm), handler: line.handler, day: line.day)
  }
}

extension ErrataDeskRefusal {
  /// The form's column that it is about.
  fileprivate var column: ErrataColumn? {
    if case .otherPerson(let column) = self { return column }
    return self == .personUnknown || self == .personNotClear ? .studentNumber : nil
  }
}

extension ErratumRefusal {
  /// The form's column that it is about; nil for the whole row.
  var formColumn: ErrataColumn? {
    switch self {
    case .oldDiffers: .old
    case .newMissing, .same, .value, .record, .stillLacksCharacters, .numberTaken, .partnerMissing, .serialWantedTwice: .new
    case .field, .sameFieldTwice: .field
    case .handlerMissing: .handler
    case .dayInFuture, .dayTooEarly: .day
    default: nil
    }
  }
}
