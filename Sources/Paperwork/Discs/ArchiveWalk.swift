import CArchive
import Glibc
import GraduatePhotos

/// Reads every file of an image or of a ZIP that another program may have packed, through libarchive.
///
/// Nothing in it is believed: paths, folders, files and unpacked bytes are bounded, and a path that occurs twice is damage.
struct ArchiveWalk {
  enum Format { case zip, image }

  private(set) var ledger = DiscLedger()
  /// The library met something that it could not read.
  private(set) var isDamaged = false
  private let archive: OpaquePointer
  private let names = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
  private let progress: (Int) -> Void
  private let mostBytes: Int
  private var bytesRead = 0
  private var pathBytesRead = 0
  private var headers = 0

  /// A password is for an encrypted ZIP; the archive's own size and `freeBytes` bound what it may unpack to; progress is told the
  /// unpacked bytes read so far.
  init(
    _ format: Format, password: [UInt8]?, archiveBytes: Int, freeBytes: Int = DiscLimits.foreignFreeBytes,
    progress: @escaping (Int) -> Void
  ) throws {
    mostBytes = freeBytes + min(archiveBytes, DiscLimits.entryBytes) * DiscLimits.foreignRatio
    guard let archive = archive_read_new() else { throw TableFault(operation: "unpack", errno: ENOMEM) }
    self.archive = archive
    self.progress = progress
    switch format {
    case .zip: archive_read_support_format_zip_seekable(archive)
    case .image: archive_read_support_format_iso9660(archive)
    }
    if let password {
      var text = password.map { CChar(bitPattern: $0) } + [0]
      archive_read_add_passphrase(archive, &text)
    }
  }

  func close() {
    archive_read_free(archive)
    if let names { freelocale(names) }
  }

  mutating func run(_ stream: ZipStream) throws {
    stream.attach(to: archive)
    if archive_read_open1(archive) == ARCHIVE_OK { try readAll(whenOpen: stream.lift) } else { isDamaged = true }
  }

  /// Reads an image from its first byte to its last, in one go: a drive does not like to go back.
  mutating func run(_ stream: ImageStream) throws {
    let source = Unmanaged.passUnretained(stream).toOpaque()
    if archive_read_open(archive, source, nil, readImage, nil) == ARCHIVE_OK { try readAll() } else { isDamaged = true }
    stream.finish()
  }

  /// `whenOpen` is told that the archive's own records were read.
  private mutating func readAll(whenOpen: () -> Void = {}) throws {
    let before = names.map { uselocale($0) }
    defer { if let before { uselocale(before) } }
    while true {
      var found: OpaquePointer?
      let status = archive_read_next_header(archive, &found)
      if status == ARCHIVE_EOF { return }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry = found else {
        isDamaged = true
        return
      }
      whenOpen()
      if status == ARCHIVE_WARN { isDamaged = true }
      headers += 1
      guard headers <= DiscLimits.entries else { throw DiscRefusal.tooManyEntries(headers) }
      if archive_entry_filetype(entry) == 0o040_000 { continue }
      guard let path = try path(of: entry) else {
        isDamaged = true
        continue
      }
      guard try read(path) else { return }
    }
  }

  /// Nil for a path that no delivery of ours holds.
  private mutating func path(of entry: OpaquePointer) throws -> [UInt8]? {
    guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry),
      strlen(name) <= DeliveryLimits.pathBytes
    else { return nil }
    let path = Array(String(cString: name).utf8)
    guard path.count <= DeliveryLimits.pathBytes, path.count(where: { $0 == UInt8(ascii: "/") }) < DiscLimits.levels else {
      return nil
    }
    // A manifest that lists them all would be larger than one may be.
    pathBytesRead += path.count
    guard pathBytesRead <= DeliveryLimits.manifestBytes else { throw DiscRefusal.unpacksTooLarge }
    return path
  }

  /// False when nothing can be read behind this file.
  private mutating func read(_ path: [UInt8]) throws -> Bool {
    let isManifest = path.elementsEqual(Manifest.fileName.utf8)
    var manifest: [UInt8] = []
    var sum = SHA256Sum()
    var byteCount = 0
    while true {
      var pointer: UnsafeRawPointer?
      var count = 0
      var offset: la_int64_t = 0
      let status = archive_read_data_block(archive, &pointer, &count, &offset)
      if status == ARCHIVE_EOF { break }
      guard status == ARCHIVE_OK, Int(offset) == byteCount, byteCount + count <= DiscLimits.foreignFileBytes else {
        isDamaged = true
        ledger.add(path, digest: nil, byteCount: byteCount)
        return status != ARCHIVE_FATAL
      }
      guard bytesRead + count <= mostBytes else { throw DiscRefusal.unpacksTooLarge }
      let piece = UnsafeRawBufferPointer(start: pointer, count: count)
      if isManifest, byteCount <= DeliveryLimits.manifestBytes { manifest += piece } else { sum.add(piece) }
      byteCount += count
      bytesRead += count
    }
    progress(bytesRead)
    if isManifest { ledger.addManifest(manifest) } else { ledger.add(path, digest: sum.digest(), byteCount: byteCount) }
    return true
  }
}
