import CArchive
import Glibc

/// A ZIP as libarchive asks for it: it goes back and forth.
final class ZipStream {
  private let source: any DiscBytes
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
  private var position = 0
  /// Bytes that may still be read: the library holds a ZIP's whole directory in memory before it gives the first file.
  private var left: Int

  init(_ source: any DiscBytes, directoryBytes: Int = DiscLimits.foreignDirectoryBytes) {
    self.source = source
    left = directoryBytes
  }

  deinit { buffer.deallocate() }

  /// The stream must live as long as the archive is read.
  func attach(to archive: OpaquePointer) {
    archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
    archive_read_set_read_callback(archive, readZip)
    archive_read_set_seek_callback(archive, seekZip)
  }

  /// The directory was read: what follows is bounded by what it unpacks to.
  func lift() { left = Int.max }

  /// Nil when too much was read.
  fileprivate func next() -> UnsafeRawBufferPointer? {
    let got = source.read(into: buffer, at: position)
    guard got <= left else { return nil }
    left -= got
    position += got
    return UnsafeRawBufferPointer(rebasing: buffer[..<got])
  }

  fileprivate func seek(_ offset: Int, _ whence: Int32) -> Int {
    let base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? position : source.byteCount
    let (target, isTooFar) = base.addingReportingOverflow(offset)
    guard !isTooFar, target >= 0 else { return Int(ARCHIVE_FATAL) }
    position = target
    return position
  }
}

private func readZip(
  _ archive: OpaquePointer?, _ source: UnsafeMutableRawPointer?, _ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> la_ssize_t {
  guard let source, let bytes, let piece = Unmanaged<ZipStream>.fromOpaque(source).takeUnretainedValue().next() else {
    return -1
  }
  bytes.pointee = piece.baseAddress
  return piece.count
}

private func seekZip(
  _ archive: OpaquePointer?, _ source: UnsafeMutableRawPointer?, _ offset: la_int64_t, _ whence: Int32
) -> la_int64_t {
  guard let source else { return la_int64_t(ARCHIVE_FATAL) }
  return la_int64_t(Unmanaged<ZipStream>.fromOpaque(source).takeUnretainedValue().seek(Int(offset), whence))
}
