import Foundation
import Paperwork

/// People whose photographs may be used: each with a good picture, some with a second one and one with closed eyes.
struct FacePool: Sendable {
  struct Face: Sendable {
    let person: String
    let good: [UInt8]
    /// Another picture of the same person, for enrolment; the good one where there is no other.
    var other: [UInt8]
    var closedEyes: [UInt8]?
  }

  let faces: [Face]

  /// Reads a folder with `manifest.csv`: columns path, person and label; `ok` is a good picture, `smile` another one,
  /// `eyes_closed_derived` one with closed eyes.
  init(folder: String) throws {
    let rows = try Self.rows(of: folder + "/manifest.csv")
    var faces: [Face] = []
    var places: [String: Int] = [:]
    func bytes(_ path: String) throws -> [UInt8] {
      guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
        throw SeasonFault.missing("照片 \(path)")
      }
      return [UInt8](data)
    }
    for row in rows where row.label == "ok" && ["", "ok"].contains(row.geometry) && places[row.person] == nil {
      let good = try bytes(row.path)
      places[row.person] = faces.count
      faces.append(Face(person: row.person, good: good, other: good))
    }
    for row in rows {
      guard let place = places[row.person] else { continue }
      if row.label == "smile" { faces[place].other = try bytes(row.path) }
      if row.label == "eyes_closed_derived" { faces[place].closedEyes = try bytes(row.path) }
    }
    guard faces.count >= Self.fewest else { throw SeasonFault.missing("照片文件夹 \(folder) 里至少 \(Self.fewest) 个人的合格照片") }
    self.faces = faces
  }

  /// Neighbours in a class must differ, and so must those of a run that is shifted.
  static let fewest = 20

  private struct Row { let path, person, label, geometry: String }

  /// `geometry` may be missing; where it is there, only pictures whose finished cut fits are good ones.
  private static func rows(of path: String) throws -> [Row] {
    guard FileManager.default.fileExists(atPath: path) else { throw SeasonFault.missing("照片清单 \(path)") }
    let file = try TableFile.open(path: path)
    var columns: [String: Int] = [:]
    var rows: [Row] = []
    try file.forEachRow { row in
      let cells = row.cells.map(\.text)
      if columns.isEmpty {
        columns = Dictionary(cells.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        return true
      }
      func cell(_ column: String) -> String { columns[column].flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? "" }
      rows.append(Row(path: cell("path"), person: cell("person"), label: cell("label"), geometry: cell("geometry")))
      return true
    }
    guard ["path", "person", "label"].allSatisfy({ columns[$0] != nil }) else {
      throw SeasonFault.missing("照片清单 \(path) 里的 path、person、label 三列")
    }
    return rows
  }
}
