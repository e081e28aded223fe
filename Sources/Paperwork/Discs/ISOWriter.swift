import CArchive
import Glibc
import GraduatePhotos

/// libarchive's writer of one image, and the file it goes to.
final class ISOWriter {
  private let archive: OpaquePointer
  private let output: ISOOutput
  /// In a process without a locale the library drops every name that is not ASCII.
  private let names = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
  private var folders: Set<[UInt8]> = []
  /// Seconds since 1970; the library writes dates of its own, which `ISODates` replaces.
  private let seconds: Int

  init(path: String, date: CalendarDay, volumeName: String) throws {
    guard let archive = archive_write_new() else { throw TableFault(operation: "image", errno: ENOMEM) }
    self.archive = archive
    seconds = date.dayNumber * 86_400
    output = ISOOutput(file: try TableOutput(path: path), dates: ISODates(date: date))
    archive_write_set_format_iso9660(archive)
    try check(archive_write_set_options(archive, "iso9660:joliet,iso9660:rockridge=useful,iso9660:volume-id=\(volumeName)"))
    // Nothing is gathered and nothing added at the end: the image has its own length.
    archive_write_set_bytes_per_block(archive, 0)
    let target = Unmanaged.passUnretained(output).toOpaque()
    try check(archive_write_open(archive, target, nil, writeImage, nil))
  }

  deinit {
    // A library that is let go before its end writes what it has; nobody wants that.
    if !output.isEnded { archive_write_fail(archive) }
    output.isEnded = true
    archive_write_free(archive)
    if let names { freelocale(names) }
  }

  /// Begins a file, and the folders above it that are new.
  func begin(_ entry: DiscEntry) throws {
    let path = Array(entry.path.utf8)
    for slash in path.indices where path[slash] == UInt8(ascii: "/") {
      let folder = Array(path[..<slash])
      if folders.insert(folder).inserted { try header(String(decoding: folder, as: UTF8.self), byteCount: nil) }
    }
    try header(entry.path, byteCount: entry.byteCount)
  }

  func write(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress.map { $0 + done }, $0.count - done) }
      guard count > 0 else { throw fault() }
      done += count
    }
  }

  /// Writes the image, puts the seal on it and gives it its name.
  func finish(signer: DeliverySigner) throws {
    try check(withNames { archive_write_close(archive) })
    guard let digest = output.end() else { throw TableFault(operation: "image", errno: EIO) }
    let seal = try DiscSeal.bytes(imageBytes: output.byteCount, digest: digest, signer: signer)
    try output.file.overwrite(at: 0, seal)
    try output.file.commit()
  }

  private func header(_ path: String, byteCount: Int?) throws {
    guard let entry = archive_entry_new() else { throw TableFault(operation: "image", errno: ENOMEM) }
    defer { archive_entry_free(entry) }
    archive_entry_set_filetype(entry, byteCount == nil ? 0o040_000 : 0o100_000)
    archive_entry_set_perm(entry, byteCount == nil ? 0o555 : 0o444)
    if let byteCount { archive_entry_set_size(entry, la_int64_t(byteCount)) }
    archive_entry_set_mtime(entry, seconds, 0)
    try check(
      withNames {
        archive_entry_set_pathname(entry, path)
        return archive_write_header(archive, entry)
      })
  }

  private func withNames<Result>(_ body: () -> Result) -> Result {
    let before = names.map { uselocale($0) }
    defer { if let before { uselocale(before) } }
    return body()
  }

  /// A warning is a name that was changed: nothing of ours may be.
  private func check(_ status: Int32) throws {
    guard status == ARCHIVE_OK else { throw fault() }
  }

  private func fault() -> any Error { output.failure ?? TableFault(operation: "image", errno: archive_errno(archive)) }
}

/// Takes the image in the order of its bytes: fixes dates, sums, writes.
private final class ISOOutput {
  let file: TableOutput
  private(set) var failure: (any Error)?
  private(set) var byteCount = 0
  var isEnded = false
  private static let writeBackBytes = 8 << 20
  /// What the disk was told to write.
  private var begun = 0
  private var dates: ISODates
  private var sum = SHA256Sum()
  /// Less than a sector that came before the rest of it.
  private var rest: [UInt8] = []

  init(file: TableOutput, dates: ISODates) {
    self.file = file
    self.dates = dates
  }

  /// False when the file cannot be written; `failure` says why.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if isEnded { return true }
    do {
      if rest.isEmpty, bytes.count % ISODates.sectorBytes == 0,
        byteCount >= DiscSeal.byteCount, !dates.concerns(sectorsFrom: byteCount / ISODates.sectorBytes)
      {
        try pass(bytes)
        return true
      }
      rest.append(contentsOf: bytes)
      let whole = rest.count / ISODates.sectorBytes * ISODates.sectorBytes
      rest.withUnsafeMutableBytes { bytes in
        for start in stride(from: 0, to: whole, by: ISODates.sectorBytes) {
          dates.fix(
            (byteCount + start) / ISODates.sectorBytes,
            UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + ISODates.sectorBytes]))
        }
      }
      try rest.withUnsafeBytes { try pass(UnsafeRawBufferPointer(rebasing: $0[..<whole])) }
      rest.removeFirst(whole)
      return true
    } catch {
      failure = error
      return false
    }
  }

  /// The sum over all behind the seal; nil when the image broke off inside a sector or a date was not met.
  func end() -> [UInt8]? {
    isEnded = true
    return rest.isEmpty && dates.isComplete ? sum.digest() : nil
  }

  private func pass(_ bytes: UnsafeRawBufferPointer) throws {
    let unsummed = min(max(DiscSeal.byteCount - byteCount, 0), bytes.count)
    sum.add(UnsafeRawBufferPointer(rebasing: bytes[unsummed...]))
    try file.writeThrough(bytes)
    byteCount += bytes.count
    if byteCount - begun >= Self.writeBackBytes {
      file.startWriteBack(begun..<byteCount)
      begun = byteCount
    }
  }
}

private func writeImage(
  _ archive: OpaquePointer?, _ target: UnsafeMutableRawPointer?, _ bytes: UnsafeRawPointer?, _ count: Int
) -> la_ssize_t {
  guard let target else { return -1 }
  let output = Unmanaged<ISOOutput>.fromOpaque(target).takeUnretainedValue()
  return output.take(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
}
