import Glibc
import GraduatePhotos

/// A file that is read at given places.
final class DiscFile {
  let byteCount: Int
  private let descriptor: Int32

  /// - Throws: `DiscRefusal.notFound`, `.notReadable`.
  init(path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw errno == ENOENT ? DiscRefusal.notFound : DiscRefusal.notReadable }
    // A drive has no size of its own, but an end.
    byteCount = max(Int(lseek(descriptor, 0, SEEK_END)), 0)
  }

  deinit { close(descriptor) }

  /// The bytes of a range; fewer where the file ends before, none where it cannot be read.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    let wanted = max(min(range.upperBound, byteCount) - range.lowerBound, 0)
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      count = read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
    }
  }

  /// Fills the buffer as far as the file goes; how many bytes came.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    var done = 0
    while done < buffer.count {
      let got = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      done += got
    }
    return done
  }
}
