import CArchive
import Glibc

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

func readImage(
  _ archive: OpaquePointer?, _ source: UnsafeMutableRawPointer?, _ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> la_ssize_t {
  guard let source, let bytes else { return -1 }
  let piece = Unmanaged<ImageStream>.fromOpaque(source).takeUnretainedValue().next()
  bytes.pointee = piece.baseAddress
  return piece.count
}
