import Foundation

/// What is sent: bytes at hand, or a file read piece by piece.
///
/// Can be read again from any offset,
/// because libcurl repeats a request when a kept connection turns out to be dead.
final class ByteSource {
  private enum Store {
    case bytes([UInt8])
    case file(descriptor: Int32)
  }

  /// Bytes in all; what is announced to the other side.
  let count: Int
  private let store: Store
  private var offset = 0

  init(bytes: [UInt8]) {
    store = .bytes(bytes)
    count = bytes.count
  }

  /// Opens a regular file; its length is taken now and must not shrink.
  init(filePath: String) throws(OutwardError) {
    // Without O_NONBLOCK a named pipe without a writer would stop the loop here.
    let descriptor = open(filePath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .sourceUnreadable }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= OutwardLimits.fileBytes
    else {
      close(descriptor)
      throw .sourceUnreadable
    }
    store = .file(descriptor: descriptor)
    count = Int(status.st_size)
  }

  deinit {
    if case .file(let descriptor) = store { close(descriptor) }
  }

  /// Copies the next bytes; 0 at the end, nil when the file got shorter or cannot be read.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
    let wanted = min(buffer.count, count - offset)
    guard wanted > 0 else { return 0 }
    switch store {
    case .bytes(let bytes):
      bytes.withUnsafeBytes { source in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + wanted]))
      }
      offset += wanted
      return wanted
    case .file(let descriptor):
      let got = pread(descriptor, buffer.baseAddress, wanted, off_t(offset))
      guard got > 0 else { return nil }
      offset += got
      return got
    }
  }

  /// Goes to an offset from the start; false when it lies outside.
  func seek(to offset: Int) -> Bool {
    guard (0...count).contains(offset) else { return false }
    self.offset = offset
    return true
  }
}
