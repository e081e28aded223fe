import Foundation
import GraduatePhotos
import Paperwork

/// How a list is taken away.
public enum ListFileFormat: String, Sendable, CaseIterable {
  case xlsx, csv

  public var chineseName: String { self == .xlsx ? "Excel 表格（XLSX）" : "CSV 文本" }
}

/// A list of a page as a table of text.
struct ListFile: Sendable {
  /// The sheet's and the file's name.
  var title: String
  /// Heading and width, in characters of the standard font (a Han character is two).
  var columns: [(heading: String, width: Double)]
  var rows: [[String]]
}

extension CollectionCenter {
  /// Writes the list into the spool, named after its title and the day.
  func file(_ list: ListFile, as format: ListFileFormat) async throws -> PreparedFile {
    let day = CalendarDay(milliseconds: try await now())
    let path = PreparedFile.newPath(in: spool, identifier())
    let folder = spool.path
    try await desks.prints.work {
      switch format {
      case .xlsx:
        let book = try XLSXWriter(path: path, temporaryFolder: folder)
        try book.addSheet(list.title, columns: list.columns.map { XLSXWriter.Column($0.heading, width: $0.width) })
        for row in list.rows { try book.write(row) }
        try book.finish()
      case .csv:
        let file = try CSVWriter(path: path)
        try file.write(list.columns.map(\.heading))
        for row in list.rows { try file.write(row) }
        try file.finish()
      }
    }
    return PreparedFile(
      path: path, fileName: "\(list.title)_\(day.compact).\(format.rawValue)",
      contentType: format == .xlsx ? PreparedFile.xlsx : PreparedFile.csv)
  }
}
