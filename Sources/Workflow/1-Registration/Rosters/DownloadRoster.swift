import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// The form a roster is exported in.
public enum RosterFormat: String, Sendable, CaseIterable {
  case dbf, xlsx, csv

  public var chineseName: String {
    switch self {
    case .dbf: "DBF（GB18030）"
    case .xlsx: "Excel 表格（XLSX）"
    case .csv: "CSV"
    }
  }

  var contentType: String {
    switch self {
    case .dbf: PreparedFile.dbf
    case .xlsx: PreparedFile.xlsx
    case .csv: PreparedFile.csv
    }
  }
}

extension CollectionCenter {
  /// The empty table to fill in, with the institution's own code and name in its examples; in code mode one for codes alone.
  public func rosterTemplate(campaignID: String, by keeper: some RosterKeeper) async throws -> PreparedFile {
    let (place, context) = try await records.read {
      try $0.rosterPlace(campaignID: campaignID, institutionID: keeper.institutionID)
    }
    let path = PreparedFile.newPath(in: spool, identifier())
    let isCodeMode = place.plan.regime == .code
    try await desks.prints.work {
      if isCodeMode {
        try CodeTemplate.write(to: path)
      } else {
        try RosterTemplate.write(to: path, place: place, context: context)
      }
    }
    let what = isCodeMode ? "采集码模板" : "学生名单模板"
    return PreparedFile(
      path: path, fileName: "\(place.institutionCode)_\(what)_\(place.plan.graduatingClass.chineseName).xlsx",
      contentType: PreparedFile.xlsx)
  }

  /// The roster as a file, identity numbers in full; those who left are not in it.
  public func exportRoster(
    _ format: RosterFormat, campaignID: String, by keeper: some RosterKeeper
  ) async throws -> PreparedFile {
    let (place, context, extras) = try await records.read { transaction in
      let (place, context) = try transaction.rosterPlace(campaignID: campaignID, institutionID: keeper.institutionID)
      return (place, context, try transaction.extraColumns(of: place))
    }
    guard place.plan.regime == .roster else { throw RosterImportRefusal.codeModeOnly }
    let path = PreparedFile.newPath(in: spool, identifier())
    let center = keeper.ownStudyCenterID
    let count: Int
    do {
      count = try await records.read { transaction in
        let columns = RosterColumn.template + extras
        let writer = try RosterWriter(format, path: path, columns: columns, context, today: transaction.today)
        var count = 0
        try transaction.forEachDue(place, studyCenterID: center) { entry in
          try writer.write(columns.map { entry[$0] })
          count += 1
        }
        try writer.finish()
        return count
      }
      // Nothing is handed out that no line tells of.
      try await records.write { transaction in
        try transaction.journal(
          JournalLine(
            action: .rosterExported, recordKind: "roster", recordID: place.institutionID, campaignID: campaignID,
            details: ["format": format.rawValue, "rows": String(count)]), by: keeper)
      }
    } catch {
      unlink(path)
      throw error
    }
    let name = "\(place.institutionCode)_学生名单_\(place.plan.graduatingClass.chineseName).\(format.rawValue)"
    return PreparedFile(path: path, fileName: name, contentType: format.contentType)
  }
}

/// One of the three writers behind the same two calls.
private enum RosterWriter {
  case dbf(DBFWriter)
  case xlsx(XLSXWriter)
  case csv(CSVWriter)

  init(_ format: RosterFormat, path: String, columns: [RosterColumn], _ context: RosterContext, today: CalendarDay) throws {
    switch format {
    case .dbf:
      let fields = columns.map { DBFWriter.Field($0.code, .text(bytes: context.width(of: $0))) }
      self = .dbf(try DBFWriter(path: path, fields: fields, changed: (today.year, today.month, today.day)))
    case .xlsx:
      let writer = try XLSXWriter(path: path)
      try writer.addSheet(
        RosterTemplate.rosterSheet, columns: columns.map { XLSXWriter.Column(context.name(of: $0), width: 16) })
      self = .xlsx(writer)
    case .csv:
      let writer = try CSVWriter(path: path)
      try writer.write(columns.map(context.name))
      self = .csv(writer)
    }
  }

  func write(_ values: [String]) throws {
    switch self {
    case .dbf(let writer): try writer.write(values)
    case .xlsx(let writer): try writer.write(values)
    case .csv(let writer): try writer.write(values)
    }
  }

  func finish() throws {
    switch self {
    case .dbf(let writer): try writer.finish()
    case .xlsx(let writer): try writer.finish()
    case .csv(let writer): try writer.finish()
    }
  }
}

extension Transaction {
  /// Everybody of an institution (or of one of its centers) who is due, by class and student number, numbers opened.
  fileprivate func forEachDue(
    _ place: RosterPlaceInCenter, studyCenterID: String?, _ body: (RosterEntry) throws -> Void
  ) throws {
    let limit = studyCenterID == nil ? "" : "AND g.study_center_id = ?"
    try sql.forEachRow(
      """
      SELECT \(StoredGraduate.readColumns) FROM graduate g WHERE g.campaign_id = ? AND g.institution_id = ? \(limit)
        AND NOT \(GraduateScope.hasLeft) ORDER BY g.department, g.class_group, g.student_number, g.id
      """, [.text(place.campaignID), .text(place.institutionID)] + (studyCenterID.map { [.text($0)] } ?? [])
    ) { try body(StoredGraduate.entry(from: $0, place: place, keys: keys)) }
  }

  /// Optional columns that any record fills in.
  fileprivate func extraColumns(of place: RosterPlaceInCenter) throws -> [RosterColumn] {
    var found: Set<RosterColumn> = []
    try sql.forEachRow(
      "SELECT DISTINCT g.extras FROM graduate g WHERE g.campaign_id = ? AND g.institution_id = ? AND g.extras <> '{}'",
      [.text(place.campaignID), .text(place.institutionID)]
    ) { row in
      let values = try JSONDecoder().decode([String: String].self, from: Data(row.text("extras").utf8))
      for column in RosterColumn.extras where values[column.rawValue] != nil { found.insert(column) }
    }
    return RosterColumn.extras.filter(found.contains)
  }
}
