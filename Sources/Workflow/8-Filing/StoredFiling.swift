import Foundation
import GraduatePhotos
import Storage

/// A filing as lists show it.
public struct FilingLine: Sendable, Identifiable {
  public struct Sent: Sendable, Identifiable {
    public let id: String
    public let day: CalendarDay
    public let way: String
    public let reply: String
    public let by: String
    public let isCancelled: Bool
  }

  public let id: String
  public let institutionID: String
  public let institution: String
  public let ordinal: Int
  public let number: String
  public let day: CalendarDay
  public let profileName: String
  public let contentHash: String
  public let people: Int
  public let held: Int
  public let madeBy: String
  public let madeAt: Int64
  /// Against the filing before, by kind: added, portrait, data, confirmation, removed.
  public let changes: [String: Int]
  /// Of those who are in it.
  public let confirmations: [FilingConfirmation: Int]
  public let sent: [Sent]
  /// People in it whose portrait was taken back since: it may be another one's.
  public let withdrawn: Int
}

/// A filing by itself, without the people in it.
struct FilingHead: Sendable {
  let id: String
  let campaignID: String
  let institutionID: String
  let number: String
  let day: CalendarDay
}

/// Somebody who is filed otherwise than before.
public struct FilingChangeLine: Sendable, Identifiable {
  public let id: String
  public let name: String
  public let studentNumber: String
  /// added, portrait, data, confirmation, removed.
  public let kind: String
  /// Titles of the columns that differ.
  public let columns: String
}

/// What an archive is made of.
struct StoredFiling: Sendable {
  struct Item: Sendable {
    let portraitID: String
    let sha256: String
    let byteCount: Int
    let confirmation: FilingConfirmation
    let record: FiledRecord
  }

  let head: FilingHead
  let institutionCode: String
  let institutionName: String
  let title: String
  let profile: FilingProfile
  let contentHash: String
  let previous: String?
  let held: Int
  let signingKeyID: String
  let lock: DeliveryLock
  let items: [Item]

  static func lockRecord(_ id: String) -> String { "filing:\(id)" }
  static func itemRecord(_ filing: String, _ person: String) -> String { "filing_item:\(filing):\(person)" }
}

extension SealedValues {
  static let filingLocks = SealedValues(
    table: "filing", chineseName: "报盘的密码", idColumns: ["id"], valueColumn: "lock_sealed", keyColumn: "key_id",
    record: { StoredFiling.lockRecord($0[0]) })
}

extension CollectionCenter {
  /// The filings of an institution, the newest first.
  ///
  /// - Throws: `FilingRefusal.unknown`.
  public func filings(of institutionID: String, campaignID: String, by filer: any Filer) async throws -> [FilingLine] {
    guard filer.filesFor.map({ $0 == institutionID }) ?? true else { throw FilingRefusal.unknown }
    return try await records.read { try $0.filings(of: institutionID, campaignID) }
  }

  /// Who is filed otherwise than in the filing before, in the order of student numbers.
  ///
  /// - Returns: one page of them with the kind and the titles of columns that differ, and how many there are.
  /// - Throws: `FilingRefusal.unknown`.
  public func filingChanges(
    _ id: String, campaignID: String, page: Int, by filer: any Filer
  ) async throws -> (people: [FilingChangeLine], total: Int, institutionID: String) {
    try await records.read { transaction in
      let filing = try transaction.filingHead(id, campaignID: campaignID, by: filer)
      let people = try transaction.rows(
        """
        SELECT c.person_id, c.kind, c.columns, g.name, g.student_number FROM filing_change c JOIN graduate g ON g.id = c.person_id
        WHERE c.filing_id = ? ORDER BY g.student_number, g.id LIMIT ? OFFSET ?
        """, [.text(id), .int(FilingLimits.peopleOnPage), .int(max(0, page - 1) * FilingLimits.peopleOnPage)]
      ).map {
        FilingChangeLine(
          id: try $0.text("person_id"), name: try $0.text("name"), studentNumber: try $0.text("student_number"),
          kind: try $0.text("kind"), columns: try $0.text("columns"))
      }
      let total = try transaction.count("SELECT COUNT(*) AS n FROM filing_change WHERE filing_id = ?", [.text(id)])
      return (people, total, filing.institutionID)
    }
  }

  /// Each institution with its newest filing, for the officer.
  public func filingOverview(
    campaignID: String, by officer: Officer
  ) async throws -> [(institutionID: String, name: String, newest: FilingLine?)] {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let rows = try transaction.rows(
        """
        SELECT i.id, i.code FROM participation p JOIN institution i ON i.id = p.institution_id WHERE p.campaign_id = ? ORDER BY i.code
        """, [.text(campaignID)])
      return try rows.map { row in
        let id = try row.text("id")
        return (
          id, "\(try transaction.institutionName(id, in: campaign.year) ?? "")（\(try row.text("code"))）",
          try transaction.filings(of: id, campaignID, most: 1).first
        )
      }
    }
  }
}

extension Transaction {
  func filings(of institutionID: String, _ campaignID: String, most: Int = 200) throws -> [FilingLine] {
    try rows(
      """
      SELECT f.id, f.institution_code, f.institution_name, f.ordinal, f.number, f.filed_on, f.profile, f.content_hash, f.people, f.held,
        f.made_at, a.name FROM filing f LEFT JOIN account a ON a.id = f.made_by
      WHERE f.campaign_id = ? AND f.institution_id = ? ORDER BY f.ordinal DESC LIMIT \(most)
      """, [.text(campaignID), .text(institutionID)]
    ).map { row in
      let id = try row.text("id")
      let changes = try rows("SELECT kind, COUNT(*) AS n FROM filing_change WHERE filing_id = ? GROUP BY kind", [.text(id)])
      let confirmations = try rows(
        "SELECT confirmation, COUNT(*) AS n FROM filing_item WHERE filing_id = ? GROUP BY confirmation", [.text(id)])
      return FilingLine(
        id: id, institutionID: institutionID, institution: try row.text("institution_name"), ordinal: try row.int("ordinal"),
        number: try row.text("number"), day: CalendarDay.parse(try row.text("filed_on")) ?? today,
        profileName: try CampaignJSON.value(FilingProfile.self, from: row.text("profile")).name,
        contentHash: try row.text("content_hash"), people: try row.int("people"), held: try row.int("held"),
        madeBy: try row.optionalText("name") ?? "", madeAt: try row.integer("made_at"),
        changes: Dictionary(uniqueKeysWithValues: try changes.map { (try $0.text("kind"), try $0.int("n")) }),
        confirmations: Dictionary(
          uniqueKeysWithValues: try confirmations.compactMap { row in
            let count = try row.int("n")
            return FilingConfirmation(rawValue: try row.text("confirmation")).map { ($0, count) }
          }), sent: try sent(of: id),
        withdrawn: try count(
          """
          SELECT COUNT(*) AS n FROM filing_item i JOIN portrait_withdrawn w ON w.portrait_id = i.portrait_id WHERE i.filing_id = ?
          """, [.text(id)]))
    }
  }

  func filingLock(_ id: String) throws -> DeliveryLock {
    guard let row = try row("SELECT lock_sealed, key_id FROM filing WHERE id = ?", [.text(id)]) else {
      throw FilingRefusal.unknown
    }
    let plain = try keys.open(row.blob("lock_sealed"), under: row.text("key_id"), as: StoredFiling.lockRecord(id))
    return try JSONDecoder().decode(DeliveryLock.self, from: Data(plain))
  }

  /// - Throws: `FilingRefusal.unknown`, also for another institution's.
  func filingHead(_ id: String, campaignID: String, by filer: any Filer) throws -> FilingHead {
    let found = try row(
      "SELECT institution_id, number, filed_on FROM filing WHERE id = ? AND campaign_id = ?", [.text(id), .text(campaignID)])
    guard let found else { throw FilingRefusal.unknown }
    let institution = try found.text("institution_id")
    guard filer.filesFor ?? institution == institution else { throw FilingRefusal.unknown }
    return FilingHead(
      id: id, campaignID: campaignID, institutionID: institution, number: try found.text("number"),
      day: CalendarDay.parse(try found.text("filed_on")) ?? today)
  }

  private func sent(of filing: String) throws -> [FilingLine.Sent] {
    try rows(
      """
      SELECT s.id, s.sent_on, s.way, s.reply, a.name, c.cancelled_at FROM filing_sent s LEFT JOIN account a ON a.id = s.recorded_by
      LEFT JOIN filing_sent_cancelled c ON c.sent_id = s.id WHERE s.filing_id = ? ORDER BY s.id
      """, [.text(filing)]
    ).map { row in
      FilingLine.Sent(
        id: try row.text("id"), day: CalendarDay.parse(try row.text("sent_on")) ?? today, way: try row.text("way"),
        reply: try row.text("reply"), by: try row.optionalText("name") ?? "",
        isCancelled: try row.optionalInteger("cancelled_at") != nil)
    }
  }

  /// - Throws: `FilingRefusal.unknown`, `.erased`.
  func storedFiling(_ id: String, campaignID: String, by filer: any Filer) throws -> StoredFiling {
    let found = try row(
      """
      SELECT f.institution_code, f.institution_name, f.campaign_title, f.profile, f.content_hash,
        f.signing_key, f.held, b.number AS previous FROM filing f LEFT JOIN filing b ON b.id = f.previous_id
      WHERE f.id = ? AND f.campaign_id = ?
      """, [.text(id), .text(campaignID)])
    let head = try filingHead(id, campaignID: campaignID, by: filer)
    guard let found else { throw FilingRefusal.unknown }
    let items = try rows(
      """
      SELECT i.person_id, i.portrait_id, i.sha256, i.byte_count, i.confirmation, i.sealed, k.wrapped, k.key_id FROM filing_item i
      LEFT JOIN graduate_key k ON k.graduate_id = i.person_id WHERE i.filing_id = ? ORDER BY i.position
      """, [.text(id)]
    ).map { row in
      let person = try row.text("person_id")
      let plain = try openForGraduate(person, row.blob("sealed"), as: StoredFiling.itemRecord(id, person), keyIn: row)
      guard let plain else { throw FilingRefusal.erased }
      return StoredFiling.Item(
        portraitID: try row.text("portrait_id"), sha256: try row.text("sha256"), byteCount: try row.int("byte_count"),
        confirmation: FilingConfirmation(rawValue: try row.text("confirmation")) ?? .never,
        record: try JSONDecoder().decode(FiledRecord.self, from: Data(plain)))
    }
    return StoredFiling(
      head: head, institutionCode: try found.text("institution_code"), institutionName: try found.text("institution_name"),
      title: try found.text("campaign_title"),
      profile: try CampaignJSON.value(FilingProfile.self, from: found.text("profile")),
      contentHash: try found.text("content_hash"), previous: try found.optionalText("previous"), held: try found.int("held"),
      signingKeyID: try found.text("signing_key"), lock: try filingLock(id),
      items: items)
  }
}
