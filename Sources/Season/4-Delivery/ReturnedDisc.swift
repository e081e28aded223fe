import CArchive
import Foundation
import Glibc
import Paperwork

/// A delivery, or a package to file, as the institution unpacks it: the locked ZIP, the one inside, its pictures and its table.
struct ReturnedDisc: Sendable {
  /// Pictures by the name of their file, without its ending.
  var pictures: [String: [UInt8]] = [:]
  /// Rows of the table that goes with them, by header.
  var rows: [[String: String]] = []

  init(locked bytes: [UInt8], password: String, folder: String) throws {
    let inner = folder + "/disc.zip"
    try Self.unpackFirst(bytes, password: password, to: inner)
    defer { try? FileManager.default.removeItem(atPath: inner) }
    let archive = try PictureArchive(
      path: inner, limits: PictureArchiveLimits(entries: 10_000_000, pictureBytes: 1 << 30, totalBytes: 1 << 40))
    while let entry = try archive.next() {
      guard let bytes = entry.bytes else { continue }
      if entry.name.lowercased().hasSuffix(".jpg") { pictures[String(entry.name.dropLast(4))] = bytes }
      if [DeliveryIndexFile.fileName, FilingIndexFile.fileName].contains(entry.name) { rows = try Self.table(bytes, folder) }
    }
  }

  private static func table(_ bytes: [UInt8], _ folder: String) throws -> [[String: String]] {
    let path = folder + "/index.dbf"
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { throw SeasonFault.missing(path) }
    defer { try? FileManager.default.removeItem(atPath: path) }
    var header: [String] = []
    var rows: [[String: String]] = []
    try TableFile.open(path: path).forEachRow { row in
      let cells = row.cells.map(\.text)
      if header.isEmpty {
        header = cells
      } else {
        rows.append(Dictionary(zip(header, cells), uniquingKeysWith: { first, _ in first }))
      }
      return true
    }
    return rows
  }

  private static func unpackFirst(_ bytes: [UInt8], password: String, to path: String) throws {
    guard let archive = archive_read_new() else { throw SeasonFault.missing("ZIP") }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip_seekable(archive)
    archive_read_add_passphrase(archive, password)
    let output = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw SeasonFault.missing(path) }
    defer { close(output) }
    try bytes.withUnsafeBytes { buffer in
      var entry: OpaquePointer?
      guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK,
        archive_read_next_header(archive, &entry) == ARCHIVE_OK, archive_read_data_into_fd(archive, output) == ARCHIVE_OK
      else { throw SeasonFault.missing("加密压缩包里的文件") }
    }
  }
}
