import Glibc
import GraduatePhotos

/// Bytes that are read at given places: a file, a drive, or what lies encrypted inside another file.
protocol DiscBytes: AnyObject {
  var byteCount: Int { get }
  /// Something could not be read, and was given as zeros.
  var isDamaged: Bool { get }

  /// Fills the buffer as far as the bytes go; how many came.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int
}

extension DiscBytes {
  /// The bytes of a range; fewer where they end before.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    let wanted = max(min(range.upperBound, byteCount) - range.lowerBound, 0)
    return [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      count = read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
    }
  }
}

/// A file or a drive that is read at given places.
///
/// What cannot be read, such as a scratched sector, is given as zeros and remembered, so that everything behind it can still be checked.
final class DiscFile: DiscBytes {
  typealias ReadAt = (Int32, UnsafeMutableRawPointer?, Int, off_t) -> Int

  let byteCount: Int
  /// Something could not be read.
  private(set) var isDamaged = false
  private let descriptor: Int32
  private let readAt: ReadAt
  private static let sectorBytes = 2048

  /// `readAt` is `pread`; tests give a drive that fails.
  ///
  /// - Throws: `DiscRefusal.notFound`, `.notReadable`.
  init(path: String, readAt: @escaping ReadAt = { pread($0, $1, $2, $3) }) throws {
    self.readAt = readAt
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw errno == ENOENT ? DiscRefusal.notFound : DiscRefusal.notReadable }
    // A drive has no size of its own, but an end.
    byteCount = max(Int(lseek(descriptor, 0, SEEK_END)), 0)
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
    let wanted = max(min(buffer.count, byteCount - offset), 0)
    var done = 0
    // Large reads are tried sector by sector once one of them failed.
    var step = wanted
    while done < wanted {
      let place = offset + done
      let size = min(step, wanted - done)
      let got = readAt(descriptor, buffer.baseAddress.map { $0 + done }, size, off_t(place))
      if got > 0 {
        done += got
      } else if got < 0, errno == EINTR {
        continue
      } else if got < 0, step > Self.sectorBytes {
        step = Self.sectorBytes - place % Self.sectorBytes
      } else {
        isDamaged = true
        for index in done..<done + size { buffer[index] = 0 }
        done += size
      }
      if step < Self.sectorBytes, (offset + done) % Self.sectorBytes == 0 { step = Self.sectorBytes }
    }
    return done
  }
}
