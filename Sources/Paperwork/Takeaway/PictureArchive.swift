import CArchive
import Glibc

/// Bounds of a ZIP of pictures.
public struct PictureArchiveLimits: Sendable {
  public var entries: Int
  /// Unpacked bytes of one picture; a larger one is told and passed over.
  public var pictureBytes: Int
  /// Unpacked bytes of all.
  public var totalBytes: Int

  public init(entries: Int, pictureBytes: Int, totalBytes: Int) {
    self.entries = entries
    self.pictureBytes = pictureBytes
    self.totalBytes = totalBytes
  }
}

/// Why a ZIP of pictures is not read on.
public enum PictureArchiveProblem: Error, Equatable {
  case notAZip
  case encrypted
  case tooMany
  case tooLarge
  case damaged
}

/// Reads the pictures of a ZIP one after the other, in folders or not, through libarchive; no file is written.
public final class PictureArchive {
  /// A file of the archive.
  public struct Entry {
    /// The last part of its path.
    public let name: String
    /// Nil when it is larger than a picture may be.
    public let bytes: [UInt8]?
  }

  private let archive: OpaquePointer
  private let limits: PictureArchiveLimits
  /// In a process without a locale the library drops every name that is not ASCII.
  private let names = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
  private var entries = 0
  private var unpacked = 0

  /// - Throws: `PictureArchiveProblem.notAZip`.
  public init(path: String, limits: PictureArchiveLimits) throws {
    guard let archive = archive_read_new() else { throw TableFault(operation: "unpack", errno: ENOMEM) }
    self.archive = archive
    self.limits = limits
    archive_read_support_format_zip_seekable(archive)
    guard archive_read_open_filename(archive, path, 64 << 10) == ARCHIVE_OK else { throw PictureArchiveProblem.notAZip }
  }

  deinit {
    archive_read_free(archive)
    if let names { freelocale(names) }
  }

  /// The next file, nil at the end; folders, and what macOS and Windows add, are passed over.
  ///
  /// - Throws: `PictureArchiveProblem`.
  public func next() throws -> Entry? {
    let before = names.map { uselocale($0) }
    defer { if let before { uselocale(before) } }
    while true {
      var found: OpaquePointer?
      let result = archive_read_next_header(archive, &found)
      if result == ARCHIVE_EOF { return nil }
      guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry = found else {
        throw entries == 0 ? PictureArchiveProblem.notAZip : PictureArchiveProblem.damaged
      }
      entries += 1
      guard entries <= limits.entries else { throw PictureArchiveProblem.tooMany }
      if archive_entry_is_encrypted(entry) != 0 { throw PictureArchiveProblem.encrypted }
      guard archive_entry_filetype(entry) == 0o100_000, let path = Self.path(entry), let name = Self.name(in: path) else {
        continue
      }
      return Entry(name: name, bytes: try bytes())
    }
  }

  private func bytes() throws -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      var pointer: UnsafeRawPointer?
      var count = 0
      var offset: la_int64_t = 0
      let result = archive_read_data_block(archive, &pointer, &count, &offset)
      if result == ARCHIVE_EOF { return bytes }
      guard result == ARCHIVE_OK || result == ARCHIVE_WARN else { throw PictureArchiveProblem.damaged }
      unpacked += count
      guard unpacked <= limits.totalBytes else { throw PictureArchiveProblem.tooLarge }
      // A picture that is too large is not unpacked to its end.
      guard bytes.count + count <= limits.pictureBytes else { return nil }
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: pointer, count: count))
    }
  }

  private static func path(_ entry: OpaquePointer) -> String? {
    if let name = archive_entry_pathname_utf8(entry) { return String(cString: name) }
    return archive_entry_pathname(entry).map { String(cString: $0) }
  }

  private static func name(in path: String) -> String? {
    let parts = path.replacing("\\", with: "/").split(separator: "/")
    guard let last = parts.last, !last.hasPrefix("."), !parts.contains("__MACOSX"), last.lowercased() != "thumbs.db" else {
      return nil
    }
    return String(last)
  }
}
