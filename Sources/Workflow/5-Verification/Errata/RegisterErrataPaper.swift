import GraduatePhotos
import Storage

/// A 《勘误表》 of the institution's own making that came to the head office, with its rows as somebody typed or read them.
public struct ErrataPaperArrived: Sendable {
  public var institutionID: String
  public var way: ReceivedPaper.Way
  /// When it came.
  public var day: CalendarDay
  /// Of the letter or the parcel; may be empty.
  public var number: String
  /// The stamped page.
  public var scan: [UInt8]

  public init(institutionID: String, way: ReceivedPaper.Way, day: CalendarDay, number: String, scan: [UInt8]) {
    self.institutionID = institutionID
    self.way = way
    self.day = day
    self.number = number
    self.scan = scan
  }
}

extension CollectionCenter {
  /// Registers a stamped paper with the rows of a file that was read before; the institution is told.
  ///
  /// All rows, the form, its seal and the scan are written together or not at all.
  ///
  /// - Returns: the form's id.
  /// - Throws: `ErrataDeskRefusal.uploadGone`, `.hasProblems`, `SealRefusal.noteTooLong`, `ErratumRefusal`, `ScanRefusal`.
  public func registerErrataPaper(
    _ arrived: ErrataPaperArrived, upload id: String, campaignID: String, by clerk: Clerk
  ) async throws -> String {
    let upload = try await records.read { try $0.errataUpload(id, campaignID, of: clerk) }
    guard upload.institutionID == arrived.institutionID else { throw ErrataDeskRefusal.uploadGone }
    let scan = try await keptScan(arrived)
    do {
      return try await records.write { transaction in
        let upload = try transaction.errataUpload(id, campaignID, of: clerk)
        try transaction.removeErrataUpload(id)
        return try transaction.register(arrived, upload.rows.map(\.draft), scan, campaignID, by: clerk)
      }
    } catch let refused as RefusedDrafts {
      throw ErrataDeskRefusal.hasProblems(refused.problems.count)
    }
  }

  /// The same with rows that were typed.
  ///
  /// - Returns: `.refused` with what stands against each row, `.written` with the form's id.
  public func registerErrataPaper(
    _ arrived: ErrataPaperArrived, rows drafts: [ErratumDraft], campaignID: String, operation: String, by clerk: Clerk
  ) async throws -> ErrataProposed {
    try ErrataDeskLimits.check(operation)
    let scan = try await keptScan(arrived)
    do {
      let form = try await records.once("\(operation):\(clerk.accountID)", kind: "errata-paper") { transaction in
        try transaction.register(arrived, drafts, scan, campaignID, by: clerk)
      }
      return .written([form])
    } catch let refused as RefusedDrafts {
      return .refused(refused.problems)
    }
  }

  /// Somebody of an institution by the number on a paper.
  ///
  /// - Throws: `ErrataDeskRefusal.personUnknown`, `.personNotClear`, `.codeMode`.
  public func errataPerson(
    numbered number: String, of institutionID: String, campaignID: String, by clerk: Clerk
  ) async throws -> ErrataPerson {
    try await records.read { transaction in
      try transaction.errataPerson(
        numbered: number, transaction.rosterPlace(campaignID: campaignID, institutionID: institutionID).place)
    }
  }

  private func keptScan(_ arrived: ErrataPaperArrived) async throws -> KeptDocument {
    guard arrived.number.count <= PaperLimits.noteCharacters else {
      throw SealRefusal.noteTooLong(characters: PaperLimits.noteCharacters)
    }
    guard !CodeModeGuard.holdsIDNumber(arrived.number) else { throw ErratumRefusal.numberInEvidence }
    let page = try await uploadedPage(arrived.scan)
    return try await keep(arrived.scan, mediaType: page.mediaType)
  }
}

extension Transaction {
  fileprivate func register(
    _ arrived: ErrataPaperArrived, _ drafts: [ErratumDraft], _ scan: KeptDocument, _ campaignID: String, by clerk: Clerk
  ) throws -> String {
    guard arrived.day <= today else { throw ErratumRefusal.dayInFuture(arrived.day) }
    // In time is what came in time, whenever it is registered.
    let ids = try propose(
      drafts, campaignID: campaignID, institutionID: arrived.institutionID, on: arrived.day, by: clerk)
    let errata = try ids.flatMap { try storedErrata("e.id = ?", [.text($0)]) }
    let form = try handIn(
      errata, form: insertErrataForm(campaignID, arrived.institutionID), campaignID, by: clerk)
    try execute(
      """
      INSERT INTO errata_form_received (form_id, way, received_on, number, registered_by, registered_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .text(form), .text(arrived.way.rawValue), .text(arrived.day.compact), .text(arrived.number.trimmed),
        .text(clerk.accountID), .integer(now),
      ])
    guard let subject = try errataFormSubject(form) else { throw SealRefusal.nothingHandedIn(.errata) }
    try insertDocument(scan, of: subject, by: clerk)
    _ = try putSeal(
      on: subject, method: .receivedByAgency, documentID: scan.id, details: ["way": arrived.way.rawValue], by: clerk)
    try journal(
      JournalLine(
        action: .errataFormRegistered, recordKind: PaperKind.errata.rawValue, recordID: form, campaignID: campaignID,
        details: ["way": arrived.way.rawValue, "rows": String(drafts.count)]), by: clerk)
    try notify(
      NoticeDraft(
        campaignID: campaignID, audience: .institution(arrived.institutionID), title: "总部收到勘误表",
        body: "总部于\(arrived.day.chinese)收到贵校以\(arrived.way.chineseName)送来的《勘误表》，已登记 \(drafts.count) 条。如果不是贵校送来的，请立即联系总部。",
        path: subject.path), by: clerk)
    return form
  }
}
