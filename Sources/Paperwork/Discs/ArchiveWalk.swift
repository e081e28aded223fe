import CArchive
import Glibc
import GraduatePhotos

/// Reads every file of an image or of a ZIP that another program may have packed, through libarchive.
struct ArchiveWalk {
  enum Format { case zip, image }

  private(set) var ledger = DiscLedger()
  /// The library met something that it could not read.
  private(set) var isDamaged = false
  private let archive: OpaquePointer
  private let names = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
  private let progress: (Int) -> Void
  private var bytesRead = 0

  /// A password is for an encrypted ZIP; progress is told the unpacked bytes read so far.
  init(_ format: Format, password: [UInt8]?, progress: @escaping (Int) -> Void) throws {
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

  mutating func run(path: String) throws {
    guard archive_read_open_filename(archive, path, 256 << 10) == ARCHIVE_OK else {
      isDamaged = true
      return
    }
    try readAll()
  }

  /// Reads an image from its first byte to its last, in one go: a drive does not like to go back.
  mutating func run(_ stream: ImageStream) throws {
    let source = Unmanaged.passUnretained(stream).toOpaque()
    if archive_read_open(archive, source, nil, readImage, nil) == ARCHIVE_OK { try readAll() } else { isDamaged = true }
    stream.finish()
  }

  private mutating func readAll() throws {
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
      if status == ARCHIVE_WARN { isDamaged = true }
      if archive_entry_filetype(entry) == 0o040_000 { continue }
      guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else {
        isDamaged = true
        continue
      }
      guard try read(Array(String(cString: name).utf8)) else { return }
      guard ledger.fileCount <= DiscLimits.entries else { throw DiscRefusal.tooManyEntries(ledger.fileCount) }
    }
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

/// An image as it goes by once: its sum for the seal is taken along while the library reads the files.
final class ImageStream {
  let byteCount: Int
  /// What lies before and behind the sealed bytes is zero.
  private(set) var isCleanOutside = true
  private let file: DiscFile
  private let sealed: Range<Int>
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
  private var position = 0
  private var sum = SHA256Sum()

  /// `sealed`: the bytes that are summed; inside the file or beyond its end.
  init(file: DiscFile, sealed: Range<Int>) {
    self.file = file
    self.sealed = sealed
    byteCount = file.byteCount
  }

  deinit { buffer.deallocate() }

  func next() -> UnsafeRawBufferPointer {
    let got = file.read(into: buffer, at: position)
    let piece = UnsafeRawBufferPointer(rebasing: buffer[..<got])
    let inside = sealed.clamped(to: position..<position + got)
    if !inside.isEmpty {
      sum.add(UnsafeRawBufferPointer(rebasing: piece[inside.lowerBound - position..<inside.upperBound - position]))
    }
    if position + got > sealed.upperBound {
      let start = max(sealed.upperBound - position, 0)
      if piece[start...].contains(where: { $0 != 0 }) { isCleanOutside = false }
    }
    position += got
    return piece
  }

  /// Reads what the library did not ask for.
  func finish() { while !next().isEmpty {} }

  /// The sum over the sealed bytes, once all went by.
  func digest() -> [UInt8] { sum.digest() }
}

private func readImage(
  _ archive: OpaquePointer?, _ source: UnsafeMutableRawPointer?, _ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> la_ssize_t {
  guard let source, let bytes else { return -1 }
  let piece = Unmanaged<ImageStream>.fromOpaque(source).takeUnretainedValue().next()
  bytes.pointee = piece.baseAddress
  return piece.count
}
