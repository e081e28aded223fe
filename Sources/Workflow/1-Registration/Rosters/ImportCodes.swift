import Crypto
import Foundation
import GraduatePhotos
import Storage

/// What an import of collection codes did.
public struct CodeImport: Sendable {
  public let id: String
  public let added: Int
  /// Codes that are here already.
  public let unchanged: Int
  /// Rows that were not taken, each with its reason.
  public let problems: [String]
}

/// Codes of a class.
public struct CodeClassLine: Sendable, Equatable {
  public let department: String
  public let classGroup: String
  public let count: Int
}

extension CollectionCenter {
  /// Code mode: takes a table of collection codes with category, department and class, in one transaction.
  ///
  /// Names and numbers of persons, wherever they stand, refuse all of it; then nothing is kept, not even the file's name.
  /// - Throws: `RegistrationRefusal.personalDataInCodeMode`, `.noHeader`, `.emptyRoster`, `RosterImportRefusal.rosterModeOnly`,
  ///   `.codeOfAnotherInstitution`.
  public func importCodes(path: String, fileName: String, campaignID: String, by keeper: Liaison) async throws -> CodeImport {
    let place = try await records.read { try $0.rosterPlace(campaignID: campaignID, institutionID: keeper.institutionID).place }
    guard place.plan.regime == .code else { throw RosterImportRefusal.rosterModeOnly }
    let reading = try await offPool { try CodeReading(path: path, fileName: fileName) }
    guard !reading.rows.isEmpty else {
      throw reading.problems.isEmpty
        ? RegistrationRefusal.emptyRoster : RegistrationRefusal.nothingToImport(refusedRows: reading.problems.count)
    }
    let hash = try await offPool {
      hexadecimal(SHA256.hash(data: try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)))
    }
    let importID = identifier()
    do {
      return try await records.write { try $0.importCodes(reading, importID: importID, fileHash: hash, place, by: keeper) }
    } catch StorageError.unique(let constraint) where constraint.contains("code_index") {
      throw RosterImportRefusal.codeOfAnotherInstitution
    }
  }

  /// Departments and classes with the number of their codes.
  public func codeClasses(campaignID: String, by keeper: some RosterKeeper) async throws -> [CodeClassLine] {
    try await records.read { transaction in
      try transaction.rows(
        """
        SELECT department, class_group, COUNT(*) AS n FROM collection_code WHERE campaign_id = ? AND institution_id = ?
        GROUP BY department, class_group ORDER BY department, class_group
        """, [.text(campaignID), .text(keeper.institutionID)]
      ).map { row in
        CodeClassLine(
          department: try row.text("department"), classGroup: try row.text("class_group"), count: try row.int("n"))
      }
    }
  }
}

extension Transaction {
  static let codeIndexField = "collection_code.code"

  fileprivate func importCodes(
    _ reading: CodeReading, importID: String, fileHash: String, _ place: RosterPlaceInCenter, by keeper: Liaison
  ) throws -> CodeImport {
    var known: Set<[UInt8]> = []
    try sql.forEachRow(
      "SELECT code_index FROM collection_code WHERE campaign_id = ? AND institution_id = ?",
      [.text(place.campaignID), .text(place.institutionID)]
    ) { known.insert(try $0.blob("code_index")) }
    var added = 0
    for row in reading.rows {
      // Under every index key: codes from before a rotation are known too.
      let indexes = keys.blindIndexes(of: row.code, field: Self.codeIndexField)
      guard let newest = indexes.first, indexes.allSatisfy({ !known.contains($0) }) else { continue }
      let id = identifier()
      try execute(
        """
        INSERT INTO collection_code (id, campaign_id, institution_id, import_id, code_sealed, code_key, code_index, category,
          department, class_group) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(id), .text(place.campaignID), .text(place.institutionID), .text(importID),
          .blob(try keys.seal(Array(row.code.utf8), as: "collection_code:\(id)")), .text(keys.encryptionKeyID), .blob(newest),
          .text(row.category), .text(row.department), .text(row.classGroup),
        ])
      added += 1
    }
    guard added > 0 else { throw RosterImportRefusal.nothingChanges }
    let base = try rosterVersion(campaignID: place.campaignID, institutionID: place.institutionID)
    try moveRoster(place, from: base)
    try insertCodeImport(importID, reading, added: added, version: base + 1, fileHash: fileHash, place, by: keeper.accountID)
    try journal(
      JournalLine(
        action: .rosterImported, recordKind: "roster-import", recordID: importID, campaignID: place.campaignID,
        details: ["institution": place.institutionID, "kind": "codes", "added": String(added), "file": fileHash]), by: keeper)
    return CodeImport(
      id: importID, added: added, unchanged: reading.rows.count - added, problems: reading.problems.map(\.sentence))
  }

  private func insertCodeImport(
    _ id: String, _ reading: CodeReading, added: Int, version: Int64, fileHash: String, _ place: RosterPlaceInCenter,
    by accountID: String
  ) throws {
    // The file keeps no name here: people write names of students into it.
    try execute(
      """
      INSERT INTO roster_import (id, campaign_id, institution_id, study_center_id, version, file_name, file_hash, row_count, added,
        changed, gone, blocked, change_hash, imported_by, imported_at) VALUES (?, ?, ?, NULL, ?, '采集码', ?, ?, ?, 0, 0, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(place.campaignID), .text(place.institutionID), .integer(version), .text(fileHash),
        .int(reading.rows.count + reading.problems.count), .int(added), .int(reading.problems.count), .text(fileHash),
        .text(accountID), .integer(now),
      ])
  }
}
