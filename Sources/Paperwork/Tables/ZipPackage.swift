import CArchive
import Glibc

/// The ZIP around a workbook, through libarchive: entries by name, unpacked in pieces, with limits against bombs.
final class ZipPackage {
  struct Entry {
    /// Position among the entries, from 1.
    let order: Int
    /// Unpacked bytes as the archive declares them; 0 when it does not.
    let size: Int
  }

  /// Entries by lower-case name with forward slashes.
  let entries: [String: Entry]
  private let file: FileBytes
  /// Bytes unpacked so far in all parts.
  private var unpacked = 0

  init(file: FileBytes) throws {
    self.file = file
    var found: [String: Entry] = [:]
    var order = 0
    let archive = try Self.open(file)
    defer { archive_read_free(archive) }
    while let entry = try ZipPart.nextEntry(archive) {
      order += 1
      guard order <= TableLimits.zipEntries else { throw TableRefusal.unpacksTooLarge }
      if archive_entry_is_encrypted(entry) != 0 { throw TableRefusal.encrypted }
      guard let name = Self.name(entry) else { continue }
      let size = archive_entry_size_is_set(entry) != 0 ? Int(clamping: archive_entry_size(entry)) : 0
      let key = Self.key(name)
      if found[key] == nil { found[key] = Entry(order: order, size: max(0, size)) }
    }
    entries = found
  }

  func contains(_ name: String) -> Bool { entries[Self.key(name)] != nil }

  /// A small part as a whole; nil when there is none of that name.
  func part(_ name: String) throws -> [UInt8]? {
    guard contains(name) else { return nil }
    var bytes: [UInt8] = []
    let part = try open(name)
    while let piece = try part.next() {
      guard bytes.count + piece.count <= TableLimits.smallPartBytes else { throw TableRefusal.unpacksTooLarge }
      bytes.append(contentsOf: piece)
    }
    return bytes
  }

  /// Opens one part to be unpacked in pieces.
  func open(_ name: String) throws -> ZipPart {
    guard let wanted = entries[Self.key(name)] else { throw TableRefusal.damaged(.xlsx, part: "内容") }
    return try ZipPart(Self.open(file), order: wanted.order, size: wanted.size, archiveBytes: file.size) { [self] count in
      unpacked += count
      return unpacked
    }
  }

  /// Starts the count of unpacked bytes again: a sheet may be read more than once.
  func resetCount() { unpacked = 0 }

  static func key(_ name: String) -> String {
    var name = name.replacing("\\", with: "/").lowercased()
    while name.hasPrefix("/") { name.removeFirst() }
    return name
  }

  private static func name(_ entry: OpaquePointer?) -> String? {
    if let name = archive_entry_pathname_utf8(entry) { return String(cString: name) }
    guard let raw = archive_entry_pathname(entry) else { return nil }
    return String(cString: raw)
  }

  private static func open(_ file: FileBytes) throws -> OpaquePointer {
    guard let archive = archive_read_new() else { throw TableFault(operation: "unpack", errno: ENOMEM) }
    archive_read_support_format_zip_seekable(archive)
    guard archive_read_open_filename(archive, file.path, TableLimits.chunkBytes) == ARCHIVE_OK else {
      archive_read_free(archive)
      throw TableRefusal.truncated(.xlsx)
    }
    return archive
  }
}

/// One part of a workbook while it is unpacked.
final class ZipPart {
  private let archive: OpaquePointer
  private let size: Int
  private let archiveBytes: Int
  private var done = 0
  /// Adds to the bytes unpacked in the whole workbook and returns their sum.
  private let charge: (Int) -> Int

  /// Part of the unpacked bytes that were handed over, 0…1; 0 when the archive does not tell the size.
  var fraction: Double { size > 0 ? min(1, Double(done) / Double(size)) : 0 }

  /// Takes over an archive that was just opened and goes to its entry number `order`, counted from 1.
  fileprivate init(_ archive: OpaquePointer, order: Int, size: Int, archiveBytes: Int, charge: @escaping (Int) -> Int) throws {
    self.archive = archive
    self.size = size
    self.archiveBytes = archiveBytes
    self.charge = charge
    for _ in 0..<order where try Self.nextEntry(archive) == nil { throw TableRefusal.damaged(.xlsx, part: "内容") }
  }

  deinit { archive_read_free(archive) }

  /// The next piece, valid until the next call; nil at the end.
  func next() throws -> UnsafeRawBufferPointer? {
    var pointer: UnsafeRawPointer?
    var count = 0
    var offset: la_int64_t = 0
    let result = archive_read_data_block(archive, &pointer, &count, &offset)
    if result == ARCHIVE_EOF { return nil }
    guard result == ARCHIVE_OK || result == ARCHIVE_WARN, Int(offset) == done else {
      throw TableRefusal.damaged(.xlsx, part: "压缩内容")
    }
    done += count
    // libarchive reads ahead, so the packed size is only known to a block; it is never more than the whole file.
    let packed = min(archiveBytes, Int(archive_filter_bytes(archive, -1)))
    if charge(count) > TableLimits.unpackedBytes || done > TableLimits.ratioGraceBytes + packed * TableLimits.unpackRatio {
      throw TableRefusal.unpacksTooLarge
    }
    return UnsafeRawBufferPointer(start: pointer, count: count)
  }

  fileprivate static func nextEntry(_ archive: OpaquePointer) throws -> OpaquePointer? {
    var entry: OpaquePointer?
    let result = archive_read_next_header(archive, &entry)
    if result == ARCHIVE_EOF { return nil }
    // Without its directory at the end, a ZIP was not copied to its end.
    guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else { throw TableRefusal.truncated(.xlsx) }
    return entry
  }
}
