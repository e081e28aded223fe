import Crypto
import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// As what 补拍情况表 is taken away.
public enum MakeupListFormat: String, Sendable, CaseIterable {
  case pdf, xlsx

  public var chineseName: String { self == .pdf ? "PDF" : "Excel 表格（XLSX）" }
}

/// Who prints 补拍情况表, with numbers in full: the institution its own, the branch's and the province's people any institution's.
public protocol MakeupPrinter: SignedIn {
  /// Nil for every institution.
  var ownInstitutionID: String? { get }
}
extension Liaison: MakeupPrinter {
  public var ownInstitutionID: String? { institutionID }
}
extension SealingLeader: MakeupPrinter {
  public var ownInstitutionID: String? { institutionID }
}
extension Officer: MakeupPrinter {
  public var ownInstitutionID: String? { nil }
}
extension Clerk: MakeupPrinter {
  public var ownInstitutionID: String? { nil }
}

extension CollectionCenter {
  /// 《毕业生图像信息采集（补拍）情况表》 of an institution: who comes or came, why, and whether it is free (A1, A6, N4).
  ///
  /// Numbers stand in full: one journal line (promise 7).
  ///
  /// - institutionID: ignored for who belongs to one.
  /// - Throws: `MakeupDeskRefusal.noMakeup`, `RosterImportRefusal.notTakingPart`, `PrintRefusal`.
  public func makeupPaper(
    _ format: MakeupListFormat, campaignID: String, institutionID: String?, by printer: some MakeupPrinter
  ) async throws -> PreparedFile {
    guard let institution = printer.ownInstitutionID ?? institutionID else { throw RegistrationRefusal.institutionNotChosen }
    let facts = try await records.write { transaction in
      let facts = try transaction.makeupFacts(campaignID, institution)
      try transaction.journal(
        JournalLine(
          action: .makeupListPrinted, recordKind: "makeup-list", recordID: institution, campaignID: campaignID,
          details: ["people": String(facts.people), "format": format.rawValue]), by: printer)
      return facts
    }
    let path = PreparedFile.newPath(in: spool, identifier())
    let now = try await now()
    let (day, folder) = (CalendarDay(milliseconds: now), spool.path)
    try await desks.prints.work { try facts.write(format, to: path, day: day, now: now, temporaryFolder: folder) }
    return PreparedFile(
      path: path, fileName: "\(facts.code)_补拍情况表_\(day.compact).\(format.rawValue)",
      contentType: format == .pdf ? PreparedFile.pdf : PreparedFile.xlsx)
  }
}

/// What stands on the paper: with names in roster mode, with codes in code mode.
private struct MakeupFacts: Sendable {
  let code: String
  let roster: MakeupPaper<RosterCaption>?
  let codes: MakeupPaper<CodeCaption>?

  var people: Int { (roster?.rows.count ?? 0) + (codes?.rows.count ?? 0) }

  func write(_ format: MakeupListFormat, to path: String, day: CalendarDay, now: Int64, temporaryFolder: String) throws {
    if let roster { try write(roster, format, to: path, day, now, temporaryFolder) }
    if let codes { try write(codes, format, to: path, day, now, temporaryFolder) }
  }

  private func write(
    _ paper: MakeupPaper<some ListedPerson>, _ format: MakeupListFormat, to path: String, _ day: CalendarDay, _ now: Int64,
    _ temporaryFolder: String
  ) throws {
    switch format {
    case .pdf:
      let content = paper.rows.map { row in
        (row.person.personCells + [row.group, row.ground.rawValue, row.time, row.newSerial]).joined(separator: "\u{1F}")
      }
      let hash = hexadecimal(SHA256.hash(data: Array(content.joined(separator: "\u{1E}").utf8)).prefix(4)).uppercased()
      try paper.write(
        to: path,
        PaperIdentity(
          number: "BP-\(code)-\(day.compact)", date: "\(day.year)年\(day.month)月\(day.day)日", contentHash: hash,
          createdAt: now / 1000))
    case .xlsx: try paper.writeBook(to: path, date: day, temporaryFolder: temporaryFolder)
    }
  }
}

/// A row before its person's numbers are opened.
private struct MakeupRow {
  let person: MakeupPerson
  let ground: MakeupGround
  let isFree: Bool
  let time: String
  let serial: String

  /// By class and student number.
  var order: [String] { [person.turn.department, person.turn.classGroup, person.studentNumber, person.id] }
}

extension Transaction {
  fileprivate func makeupFacts(_ campaignID: String, _ institutionID: String) throws -> MakeupFacts {
    let campaign = try storedCampaign(campaignID)
    let page = try makeupTerms(campaign)
    guard let terms = page.terms else { throw MakeupDeskRefusal.noMakeup }
    let place = try rosterPlace(campaignID: campaignID, institutionID: institutionID).place
    let rows = try makeupRows(campaign, institutionID)
    func paper<Person: ListedPerson>(_ person: (MakeupRow) throws -> Person) throws -> MakeupPaper<Person> {
      MakeupPaper(
        campaign: campaign.plan.title, institution: place.institutionName, institutionCode: place.institutionCode,
        appointment: terms.advice(page.settings),
        rows: try rows.map { row in
          MakeupPaper.Row(
            try person(row), group: row.person.group.title, ground: row.ground, isFree: row.isFree, time: row.time,
            newSerial: row.serial)
        })
    }
    guard campaign.plan.regime == .roster else {
      return MakeupFacts(
        code: place.institutionCode, roster: nil,
        codes: try paper { try CodeCaption(code: PersonEnd.of($0.person.id), shotSerial: $0.serial) })
    }
    return MakeupFacts(
      code: place.institutionCode,
      roster: try paper { row in
        RosterCaption(
          institution: place.institutionName, name: row.person.name, studentNumber: row.person.studentNumber,
          idNumber: try self.openNumber(of: row.person.id), shotSerial: row.serial)
      }, codes: nil)
  }

  private func openNumber(of id: String) throws -> String {
    guard let row = try row("SELECT id_sealed, id_key FROM graduate WHERE id = ?", [.text(id)]) else { return "" }
    return String(decoding: try keys.open(row.blob("id_sealed"), under: row.text("id_key"), as: id), as: UTF8.self)
  }

  /// Who may come, who booked and who was shot at the branch, in the order of classes.
  private func makeupRows(_ campaign: StoredCampaign, _ institutionID: String) throws -> [MakeupRow] {
    let scope = GraduateScope(institutionID: institutionID)
    var people = try makeupPeople(campaign, scope, bookedToo: true)
    let known = Set(people.map(\.id))
    for id in try shotAtMakeup(campaign.id) where !known.contains(id) {
      if let person = try makeupPerson(id, campaign, scope) { people.append(person) }
    }
    return try people.map { try makeupRow($0, campaign.id) }.sorted { left, right in
      left.order.lexicographicallyPrecedes(right.order)
    }
  }

  private func shotAtMakeup(_ campaignID: String) throws -> [String] {
    try rows(
      "SELECT DISTINCT person_id FROM shot_chosen WHERE campaign_id = ? AND visit_number > ? ORDER BY person_id",
      [.text(campaignID), .int(MakeupVisit.numbers)]
    ).map { try $0.text("person_id") }
  }

  private func makeupRow(_ person: MakeupPerson, _ campaignID: String) throws -> MakeupRow {
    let key: [SQLValue] = [.text(campaignID), .text(person.id)]
    let admitted = try row(
      """
      SELECT m.ground, m.fee FROM makeup_admission m JOIN check_in c ON c.id = m.check_in_id AND c.slot = ''
      WHERE m.campaign_id = ? AND m.person_id = ? ORDER BY m.admitted_at DESC LIMIT 1
      """, key)
    let booking = try row("SELECT ground, fee FROM makeup_booking WHERE campaign_id = ? AND person_id = ?", key)
    let shot = try row(
      """
      SELECT s.serial, s.arrived_at FROM shot_chosen c JOIN shot s ON s.id = c.shot_id
      WHERE c.campaign_id = ? AND c.person_id = ? AND c.visit_number > ? ORDER BY s.arrived_at DESC LIMIT 1
      """, key + [.int(MakeupVisit.numbers)])
    let written = try (admitted ?? booking).map { row in
      (MakeupGround(rawValue: try row.text("ground")), try row.text("fee") == "free")
    }
    let at = try shot.map { DayMinute(milliseconds: try $0.integer("arrived_at")) }
    return MakeupRow(
      person: person, ground: written?.0 ?? person.entitlement?.ground ?? .missed,
      isFree: written?.1 ?? person.entitlement?.isFree ?? false, time: (at ?? person.booked?.slot)?.chinese ?? "",
      serial: try shot.map { StationNumbers.serialText(try $0.int("serial")) } ?? "")
  }
}
