import Foundation
import GraduatePhotos
import Paperwork

extension CollectionCenter {
  /// One other province's study centers as a file for its agency (N7), handed over or not.
  ///
  /// - Returns: where the file lies, in the spool; who asked for it removes it.
  /// - Throws: `CampaignRefusal.unknown`; `StudyCenterRefusal.nothingToHandOver` when none is there.
  public func studyCenterFile(
    in campaignID: String, province: String, as format: ListFileFormat, for keeper: some CampaignKeeper
  ) async throws -> String {
    let tables = try await studyCenterTables(in: campaignID, province: province, for: keeper)
    guard let table = tables.first else { throw StudyCenterRefusal.nothingToHandOver(province: province) }
    let path = spool.appending(path: "\(identifier()).\(format.rawValue)").path
    let rows = table.rows.dropFirst()
    switch format {
    case .xlsx:
      let book = try XLSXWriter(path: path, temporaryFolder: spool.path)
      let columns = StudyCenterTable.headings.map { XLSXWriter.Column($0, width: StudyCenterTable.width(of: $0)) }
      try book.addSheet("\(table.province)函授站", columns: columns)
      for row in rows { try book.write(row) }
      try book.finish()
    case .csv:
      let file = try CSVWriter(path: path)
      try file.write(StudyCenterTable.headings)
      for row in rows { try file.write(row) }
      try file.finish()
    }
    return path
  }
}

extension StudyCenterTable {
  /// In characters of the standard font; a Han character is two.
  fileprivate static func width(of heading: String) -> Double {
    switch heading {
    case "总校名称", "站点名称", "地址": 36
    case "联系人", "电话", "省份": 18
    default: 12
    }
  }
}
