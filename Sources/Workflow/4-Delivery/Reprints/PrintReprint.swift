import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// The photo paper that an order is laid out for.
public enum ReprintPaper: String, Sendable, CaseIterable {
  case fiveR = "5R"
  case sixR = "6R"

  var minilab: MinilabPaper { self == .fiveR ? .fiveR : .sixR }
  public var chineseName: String { minilab.chineseName }
}

extension CollectionCenter {
  /// What a photo lab and an office need for an order, in one ZIP: sheets of photo paper as JPEG, the same photos to be cut out as PDF,
  /// and a cover sheet with exactly these counts; who is held back is on none of them and named on the cover.
  ///
  /// A journal line for each class (promise 7).
  /// - Throws: `ReprintDeskRefusal.unknown`, `.state`, `.nothingToPrint`, `PhotoPrintRefusal.portraitUnreadable`, `PrintRefusal`.
  public func reprintFiles(
    _ id: String, on paper: ReprintPaper = .sixR, campaignID: String, by clerk: Clerk
  ) async throws -> PreparedFile {
    let regime = try await records.read { try $0.storedCampaign(campaignID).plan.regime }
    switch regime {
    case .roster:
      return try await reprintFiles(id, on: paper, campaignID: campaignID, by: clerk) { transaction, condition, place in
        try transaction.printedGraduates((condition.sql.replacing("$", with: "g"), condition.arguments), at: place)
      }
    case .code:
      return try await reprintFiles(id, on: paper, campaignID: campaignID, by: clerk) { transaction, condition, _ in
        try transaction.printedCodes((condition.sql.replacing("$", with: "c"), condition.arguments))
      }
    }
  }

  private func reprintFiles<Caption: PhotoCaption>(
    _ id: String, on paper: ReprintPaper, campaignID: String, by clerk: Clerk,
    _ load:
      @escaping @Sendable (Transaction, (sql: String, arguments: [SQLValue]), RosterPlaceInCenter) throws
      -> [PrintedPerson<Caption>]
  ) async throws -> PreparedFile {
    let (facts, place, people) = try await records.write { transaction in
      let facts = try transaction.reprintFacts(id, campaignID: campaignID, by: clerk)
      guard facts.state == .placed || facts.state == .printed else { throw ReprintDeskRefusal.state(facts.state) }
      guard facts.photos() > 0 else { throw ReprintDeskRefusal.nothingToPrint }
      let place = try transaction.rosterPlace(campaignID: campaignID, institutionID: facts.institutionID).place
      let condition = (
        sql: "$.campaign_id = ? AND $.id IN (SELECT l.person_id FROM reprint_line l WHERE l.order_id = ?)",
        arguments: [SQLValue.text(campaignID), .text(id)]
      )
      let people = try load(transaction, condition, place)
      for group in people.byClass() {
        try transaction.journal(
          .classOpened(
            institutionID: facts.institutionID, department: group[0].turn.department, classGroup: group[0].turn.classGroup,
            rows: group.count, campaignID: campaignID, why: "reprint"), by: clerk)
      }
      try transaction.journal(
        JournalLine(
          action: .reprintMade, recordKind: "reprint", recordID: id, campaignID: campaignID,
          details: ["number": facts.number, "photos": String(facts.photos()), "paper": paper.rawValue]), by: clerk)
      return (facts, place, people)
    }
    // What could not be drawn before is tried again: a font may have come since.
    let held = Set(facts.held.filter { $0.hold != .blocked }.map(\.personID))
    let printable = people.filter { !held.contains($0.id) && (try? $0.portrait.get()) != nil }
    let classes = try await captioned(printable, at: place, withPictures: true)
    let work = ReprintWork(
      facts: facts, campaign: place.plan.title, setting: place.plan.captions ?? .standard, paper: paper.minilab,
      classes: classes)
    let path = PreparedFile.newPath(in: spool, identifier())
    let now = try await now()
    let printed = try await desks.prints.work { try work.write(to: path, now: now) }
    let blocked = facts.lines.filter { ($0.hold ?? .blocked) == .blocked && !printed.contains($0.position) }.map(\.position)
    try await records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO reprint_made (order_id, seen, blocked, made_by, made_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (order_id) DO UPDATE SET seen = excluded.seen, blocked = excluded.blocked, made_by = excluded.made_by,
          made_at = excluded.made_at
        """,
        [
          .text(id), .text(facts.seen), .text(blocked.map { String($0) }.joined(separator: " ")), .text(clerk.accountID),
          .integer(transaction.now),
        ])
    }
    return PreparedFile(path: path, fileName: "\(facts.number).zip", contentType: "application/zip")
  }
}

/// Draws an order whose portraits are at hand.
private struct ReprintWork<Caption: PhotoCaption>: Sendable {
  let facts: ReprintFacts
  let campaign: String
  let setting: CaptionSetting
  let paper: MinilabPaper
  let classes: [CaptionedClass<Caption>]

  /// - Returns: positions of the lines that are in the files.
  func write(to path: String, now: Int64) throws -> Set<Int> {
    let there = Set(classes.flatMap { $0.people.map(\.id) })
    let wishes = facts.lines.filter { ($0.hold == nil || $0.hold == .blocked) && there.contains($0.personID) }
    guard !wishes.isEmpty else { throw ReprintDeskRefusal.nothingToPrint }
    let order = try ReprintOrder(wishes.map { .init($0.personID, $0.size, copies: $0.copies) })
    let sheets = try ReprintSheets(order, of: classes.flatMap(\.people), on: paper)
    let blocked = Set(sheets.blocked.map(\.id))
    let printed = wishes.filter { !blocked.contains($0.personID) }
    guard !printed.isEmpty else { throw PhotoPrintRefusal.allBlocked(sheets.blocked.first?.message ?? "") }
    let day = CalendarDay(milliseconds: now)
    let zip = try ZipFile(path: path, year: day.year, month: day.month, day: day.day)
    let isPrinted = Set(printed.map(\.position))
    let waiting = facts.lines.filter { !isPrinted.contains($0.position) }
    try zip.add("加洗单.pdf", cover(printed, waiting, sheets: sheets.sheets, day: day, now: now))
    for sheet in 0..<sheets.sheets {
      let number = String(sheet + 1)
      let name = String(repeating: "0", count: max(0, 4 - number.count)) + number
      try zip.add("冲印\(paper.rawValue)/\(name).jpg", sheets.jpeg(sheet))
    }
    for size in PrintedPhotoSize.allCases {
      let own = printed.filter { $0.size == size }
      guard !own.isEmpty else { continue }
      let pdf = try CaptionedSheets(classes: cut(own), setting: setting, format: .cut(size)).pdf(createdAt: now / 1_000)
      try zip.add("裁切\(size.rawValue).pdf", pdf.bytes)
    }
    try zip.finish()
    return isPrinted
  }

  /// Everybody as often as ordered, by class in the order of the roster.
  private func cut(_ lines: [ReprintLine]) -> [CaptionedClass<Caption>] {
    let copies = Dictionary(lines.map { ($0.personID, $0.copies) }, uniquingKeysWith: +)
    return classes.compactMap { group in
      var group = group
      group.people = group.people.flatMap { person in (0..<(copies[person.id] ?? 0)).map { _ in person } }
      return group.people.isEmpty ? nil : group
    }
  }

  private func cover(
    _ printed: [ReprintLine], _ waiting: [ReprintLine], sheets: Int, day: CalendarDay, now: Int64
  ) throws -> [UInt8] {
    func row(_ line: ReprintLine, isPrinted: Bool) -> ReprintCoverPaper.Line {
      ReprintCoverPaper.Line(
        classGroup: line.group.title, number: line.number, name: line.name, size: line.size, copies: line.copies,
        why: isPrinted ? "" : line.hold.map { "\($0.chineseName)：\($0.advice)" } ?? ReprintHold.blocked.chineseName)
    }
    let paper = ReprintCoverPaper(
      campaign: campaign, institution: facts.institution, number: facts.number, note: facts.note, placedBy: facts.placedBy,
      placedOn: CalendarDay(milliseconds: facts.placedAt), paper: self.paper, sheets: sheets, price: facts.price,
      lines: printed.map { row($0, isPrinted: true) }, held: waiting.map { row($0, isPrinted: false) })
    return try paper.pdf(
      PaperIdentity(number: facts.number, date: day.chinese, contentHash: facts.seen, createdAt: now / 1_000))
  }
}
