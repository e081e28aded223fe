import Foundation
import GraduatePhotos
import Paperwork

/// The small tables of an example campaign: a header of column names, then one row a line.
enum ExampleTable {
  struct Row {
    /// As an editor counts lines, the header included.
    let number: Int
    let cells: [String: String]

    /// Empty where the table has no such column.
    subscript(_ column: String) -> String { cells[column] ?? "" }
  }

  static func bytes(_ folder: URL, _ name: String) throws(ExampleRefusal) -> Data {
    let url = folder.appending(path: name)
    let size = (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize
    guard let size else { throw .unreadable(file: name, reason: "文件不存在") }
    guard size <= CampaignLimits.exampleFileBytes else { throw .unreadable(file: name, reason: "文件太大") }
    guard let bytes = try? Data(contentsOf: url) else { throw .unreadable(file: name, reason: "文件打不开") }
    return bytes
  }

  /// The rows of a table that has at least the columns named.
  static func read(_ folder: URL, _ name: String, columns: [String]) throws -> [Row] {
    let path = folder.appending(path: name).path
    guard FileManager.default.fileExists(atPath: path) else { throw ExampleRefusal.unreadable(file: name, reason: "文件不存在") }
    var limits = TableLimits.standard
    limits.fileBytes = CampaignLimits.exampleFileBytes
    limits.rows = CampaignLimits.institutionRows
    var header: [String]?
    var rows: [Row] = []
    do {
      try TableFile.open(path: path, fileName: name, limits: limits).forEachRow { row in
        let cells = row.cells.map(\.text)
        guard let header else {
          header = cells
          return columns.allSatisfy(cells.contains)
        }
        rows.append(Row(number: row.number, cells: Dictionary(zip(header, cells), uniquingKeysWith: { first, _ in first })))
        return true
      }
    } catch let refusal as TableRefusal {
      throw ExampleRefusal.unreadable(file: name, reason: refusal.message)
    }
    guard let header, columns.allSatisfy(header.contains) else {
      throw ExampleRefusal.unreadable(file: name, reason: "第一行应有列名 \(columns.joined(separator: "、"))")
    }
    return rows
  }
}
