import Darkroom
import Foundation
import GraduatePhotos

/// Writes the HTML report: pictures into a file beside it while they come, all of it at the end, when the counts are known.
final class PhotoReportFile {
  private let path: String
  private let standard: PhotoStandard
  private let partPath: String
  private let part: FileHandle
  private var counts: [String: Int] = [:]

  /// - Throws: `PhotoCommandRefusal.cannotWrite`.
  init(_ path: String, standard: PhotoStandard) throws {
    self.path = path
    self.standard = standard
    partPath = path + ".part"
    guard FileManager.default.createFile(atPath: partPath, contents: nil), let part = FileHandle(forUpdatingAtPath: partPath)
    else { throw PhotoCommandRefusal.cannotWrite(path: path) }
    self.part = part
  }

  deinit { try? FileManager.default.removeItem(atPath: partPath) }

  func add(_ file: PhotoFile, _ photo: ExaminedPhoto) throws {
    counts[photo.outcome.verdictName, default: 0] += 1
    try write(try PhotoReportPage.entry(file.name, photo.outcome, bytes: photo.bytes), to: part)
  }

  /// Puts the report in place of an older one, whole or not at all.
  func finish() throws {
    let wholePath = path + ".new"
    guard FileManager.default.createFile(atPath: wholePath, contents: nil), let whole = FileHandle(forWritingAtPath: wholePath)
    else { throw PhotoCommandRefusal.cannotWrite(path: path) }
    // gone already when it was put in place
    defer { try? FileManager.default.removeItem(atPath: wholePath) }
    try write(PhotoReportPage.head(.init(title: "照片检测报告", standard: standard, counts: counts)), to: whole)
    do {
      try part.seek(toOffset: 0)
      while let piece = try part.read(upToCount: 1 << 20), !piece.isEmpty { try whole.write(contentsOf: piece) }
    } catch { throw PhotoCommandRefusal.cannotWrite(path: path) }
    try write(PhotoReportPage.foot, to: whole)
    guard rename(wholePath, path) == 0 else { throw PhotoCommandRefusal.cannotWrite(path: path) }
  }

  private func write(_ text: String, to file: FileHandle) throws {
    do { try file.write(contentsOf: Data(text.utf8)) } catch { throw PhotoCommandRefusal.cannotWrite(path: path) }
  }
}
