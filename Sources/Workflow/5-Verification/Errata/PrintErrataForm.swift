import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Prints the version that was handed in; printed again, it is the same paper with the same number and QR (promise 8).
  ///
  /// - Throws: `SealRefusal.notFound`, `.nothingHandedIn`, `PrintRefusal` when no font draws a character.
  public func printErrataForm(_ id: String, by printer: some PaperReader) async throws -> PrintedPaper {
    let print = try await records.write { transaction in
      let sheet = try transaction.errataSheet(id, within: printer.paperReach)
      guard let subject = try transaction.errataFormSubject(id) else { throw SealRefusal.nothingHandedIn(.errata) }
      try transaction.journalOpening(
        OpenedInFull(campaignID: sheet.campaignID, institutionID: subject.institutionID, why: "errata-paper"), by: printer)
      return (moment: try transaction.paperMoment(of: subject, by: printer), sheet: sheet)
    }
    return PrintedPaper(
      paper: print.moment.paper, pdf: try await desks.prints.work { try print.sheet.pdf(print.moment.identity) })
  }

  /// The same rows as a workbook, in the paper's layout; numbers in full.
  ///
  /// - Throws: `SealRefusal.notFound`, `TableWriteRefusal`.
  public func errataFormBook(_ id: String, by reader: some PaperReader) async throws -> PreparedFile {
    let sheet = try await records.write { transaction in
      let sheet = try transaction.errataSheet(id, within: reader.paperReach)
      try transaction.journal(
        JournalLine(
          action: .errataExported, recordKind: PaperKind.errata.rawValue, recordID: id, campaignID: sheet.campaignID,
          details: ["rows": String(sheet.count)]), by: reader)
      return sheet
    }
    return try await book(sheet, blankRows: 0)
  }

  /// The empty form to be filled in.
  public func errataTemplate(campaignID: String, by liaison: Liaison) async throws -> PreparedFile {
    let sheet = try await records.read { transaction in
      ErrataSheet(
        place: try transaction.rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place, lines: [],
        codeLines: [], today: transaction.today)
    }
    return try await book(sheet, blankRows: ErrataSheet.blankRows)
  }

  private func book(_ sheet: ErrataSheet, blankRows: Int) async throws -> PreparedFile {
    let path = PreparedFile.newPath(in: spool, identifier())
    let folder = spool.path
    try await desks.prints.work { try sheet.write(to: path, temporaryFolder: folder, blankRows: blankRows) }
    return PreparedFile(path: path, fileName: "\(sheet.place.institutionCode)_勘误表.xlsx", contentType: PreparedFile.xlsx)
  }
}

/// Everything that stands on a form.
struct ErrataSheet: Sendable {
  static let blankRows = 30

  let place: RosterPlaceInCenter
  let lines: [ErrataLine]
  let codeLines: [CodeErrataLine]
  let today: CalendarDay

  var campaignID: String { place.campaignID }
  var count: Int { lines.count + codeLines.count }

  private var recipient: String {
    guard let office = place.plan.office(.headOffice) else { return "" }
    return [office.name, office.address, office.postcode, office.telephone].filter { !$0.isEmpty }.joined(separator: "，")
  }

  func pdf(_ identity: PaperIdentity) throws -> [UInt8] {
    if place.plan.regime == .code { return try paper(codeLines).pdf(identity) }
    return try paper(lines).pdf(identity)
  }

  private func paper<Line>(_ lines: [Line]) -> ErrataPaper<Line> {
    ErrataPaper(
      campaign: place.plan.title, institution: place.institutionName, institutionCode: place.institutionCode, lines: lines,
      recipient: recipient)
  }

  func write(to path: String, temporaryFolder: String, blankRows: Int) throws {
    func book<Line>(_ lines: [Line]) -> ErrataBook<Line> {
      ErrataBook(
        campaign: place.plan.title, institution: place.institutionName, institutionCode: place.institutionCode, lines: lines,
        blankRows: blankRows, date: today)
    }
    if place.plan.regime == .code { return try book(codeLines).write(to: path, temporaryFolder: temporaryFolder) }
    try book(lines).write(to: path, temporaryFolder: temporaryFolder)
  }
}

extension Transaction {
  fileprivate func errataSheet(_ id: String, within reach: PaperReach) throws -> ErrataSheet {
    let record = try errataForm(id, within: reach)
    let place = try rosterPlace(campaignID: record.campaignID, institutionID: record.institutionID).place
    var sheet: (lines: [ErrataLine], codes: [CodeErrataLine]) = ([], [])
    for line in record.lines where line.standing != .withdrawn {
      if place.plan.regime == .code {
        sheet.codes.append(
          try CodeErrataLine(
            institutionCode: place.institutionCode, person: CodeCaption(code: line.name, shotSerial: line.serial),
            old: line.old, new: line.new, handler: line.handler, day: line.day))
      } else {
        sheet.lines.append(
          ErrataLine(
            institutionCode: place.institutionCode, shotSerial: line.serial, field: line.field, old: line.old, new: line.new,
            name: line.name, studentNumber: line.studentNumber, idNumber: line.idNumber, kind: line.kind,
            handler: line.handler, day: line.day))
      }
    }
    return ErrataSheet(place: place, lines: sheet.lines, codeLines: sheet.codes, today: today)
  }
}
