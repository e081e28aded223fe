import Crypto
import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// What a list of the national site's said.
public struct NationalImport: Sendable, Hashable, Codable {
  public let id: String
  /// Rows with a status.
  public let rows: Int
  /// Graduates of the institution among them.
  public let people: Int
  public let checked: Int
  public let unchecked: Int
  public let error: Int
  /// Rows of nobody who is due here, by their numbers in the file; at most fifty.
  public let strangers: [Int]
}

extension CollectionCenter {
  /// Takes the national site's proofing status in, from XLSX, XLS or CSV (N5): student number or identity number, and the status.
  ///
  /// All of it or nothing; the newest list holds for those on it.
  /// - Throws: `ProofDeskRefusal.here`, `.statusColumns`, `.statusRow`, `.statusTwice`, `.statusTooManyRows`, `.statusNobody`, `.codeMode`, `TableRefusal`, `DeskRefusal`.
  public func importNationalStatus(
    path: String, fileName: String, campaignID: String, by liaison: Liaison
  ) async throws -> NationalImport {
    let (plan, today) = try await records.read { (try $0.storedCampaign(campaignID).plan, $0.today) }
    guard plan.proofingPlace == .nationalSite else { throw ProofDeskRefusal.here }
    guard plan.regime == .roster else { throw ProofDeskRefusal.codeMode }
    let (reading, hash) = try await desks.rosters.work {
      (try StatusListReading(path: path, fileName: fileName, today: today), try Self.hash(ofFile: path))
    }
    let ring = keys.current
    let indexes = reading.rows.map { row in
      row.idNumber.map { ring.blindIndexes(of: $0, field: StoredGraduate.indexField) } ?? []
    }
    return try await records.write { transaction in
      try transaction.importStatus(reading, indexes, hash: hash, campaignID, by: liaison)
    }
  }

  private static func hash(ofFile path: String) throws -> String {
    hexadecimal(SHA256.hash(data: try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)))
  }
}

extension Transaction {
  fileprivate func importStatus(
    _ reading: StatusListReading, _ indexes: [[[UInt8]]], hash: String, _ campaignID: String, by liaison: Liaison
  ) throws -> NationalImport {
    let id = identifier()
    var found: [String: NationalProofStatus] = [:]
    var strangers: [Int] = []
    for (row, index) in zip(reading.rows, indexes) {
      let person = try person(row, index, campaignID, liaison.institutionID)
      guard let person else {
        strangers.append(row.number)
        continue
      }
      guard found[person] == nil || found[person] == row.status else { throw ProofDeskRefusal.statusTwice(row.number) }
      found[person] = row.status
    }
    guard !found.isEmpty else { throw ProofDeskRefusal.statusNobody }
    try execute(
      """
      INSERT INTO national_import (id, campaign_id, institution_id, file_hash, row_count, people, imported_by, imported_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(liaison.institutionID), .text(hash), .int(reading.rows.count), .int(found.count),
        .text(liaison.accountID), .integer(now),
      ])
    for (person, status) in found.sorted(by: { $0.key < $1.key }) {
      try execute(
        "INSERT INTO national_status (campaign_id, person_id, import_id, status) VALUES (?, ?, ?, ?)",
        [.text(campaignID), .text(person), .text(id), .text(status.rawValue)])
    }
    let done = NationalImport(
      id: id, rows: reading.rows.count, people: found.count, checked: found.values.count { $0 == .checked },
      unchecked: found.values.count { $0 == .unchecked }, error: found.values.count { $0 == .error },
      strangers: Array(strangers.prefix(50)))
    try journal(
      JournalLine(
        action: .nationalStatusImported, recordKind: "national-import", recordID: id, campaignID: campaignID,
        details: [
          "institution": liaison.institutionID, "file": hash, "people": String(done.people), "checked": String(done.checked),
          "error": String(done.error),
        ]), by: liaison)
    return done
  }

  private func person(
    _ row: StatusListReading.Row, _ indexes: [[UInt8]], _ campaignID: String, _ institutionID: String
  ) throws -> String? {
    if !row.studentNumber.isEmpty {
      let found = try self.row(
        "SELECT id, id_index FROM graduate WHERE campaign_id = ? AND institution_id = ? AND student_number = ? AND slot = ''",
        [.text(campaignID), .text(institutionID), .text(row.studentNumber)])
      if let found {
        // Where the row has both, both are his: a status never goes to somebody else.
        return try indexes.isEmpty || indexes.contains(found.blob("id_index")) ? found.text("id") : nil
      }
    }
    for index in indexes {
      let found = try rows(
        "SELECT g.id FROM graduate g WHERE g.campaign_id = ? AND g.id_index = ? AND g.institution_id = ? AND NOT \(GraduateScope.hasLeft)",
        [.text(campaignID), .blob(index), .text(institutionID)])
      // One person with two records of study: the number alone does not say which.
      if found.count == 1 { return try found[0].text("id") }
    }
    return nil
  }
}

/// Reads such a list from the first table that has its header.
struct StatusListReading: Sendable {
  struct Row: Sendable {
    let number: Int
    let studentNumber: String
    /// As it is compared.
    let idNumber: String?
    let status: NationalProofStatus
  }

  private(set) var rows: [Row] = []

  private static let numbers: Set<String> = ["学号", "学生编号", "XH"]
  private static let idNumbers: Set<String> = ["身份证号", "身份证号码", "证件号码", "证件号", "SFZH"]
  private static let states: Set<String> = ["校对状态", "图像校对状态", "校对情况", "核对状态", "确认状态", "状态", "是否校对"]

  /// - Throws: `ProofDeskRefusal.statusColumns`, `.statusRow`, `TableRefusal`.
  init(path: String, fileName: String, today: CalendarDay) throws {
    let watch = TableWatch(isCancelled: { false })
    let file = try TableFile.open(path: path, fileName: fileName, watch: watch)
    for index in file.sheets.indices where !file.sheets[index].isHidden {
      var columns: (number: Int?, id: Int?, state: Int)?
      var taken: [Row] = []
      try file.forEachRow(sheet: index, watch: watch) { row in
        guard let known = columns else {
          let titles = row.cells.map { $0.text.compactHalfWidth }
          func column(_ names: Set<String>) -> Int? { titles.firstIndex { names.contains($0) } }
          let (number, id) = (column(Self.numbers), column(Self.idNumbers))
          if let state = column(Self.states), number != nil || id != nil { columns = (number, id, state) }
          return row.number < RegistrationLimits.headerSearchRows
        }
        let text = row[known.state].text
        guard !row.cells.allSatisfy({ $0.text.isEmpty }) else { return true }
        guard let status = NationalProofStatus(text: text) else {
          throw ProofDeskRefusal.statusRow(row.number, String(text.prefix(20)))
        }
        guard taken.count < ProofLimits.statusRows else { throw ProofDeskRefusal.statusTooManyRows }
        let id = known.id.map { row[$0].text.compactHalfWidth } ?? ""
        taken.append(
          Row(
            number: row.number, studentNumber: known.number.map { row[$0].text.compactHalfWidth } ?? "",
            idNumber: id.isEmpty ? nil : (try? IDNumber.read(id, today: today))?.comparisonKey ?? id, status: status))
        return true
      }
      guard columns != nil else { continue }
      rows = taken
      return
    }
    throw ProofDeskRefusal.statusColumns
  }
}
