import Glibc

/// An open file that is read in pieces.
///
/// Read, not mapped: a mapped file that shrinks under us kills the process, and its pages count as our memory.
final class FileBytes {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw TableFault(operation: "open", errno: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw TableFault(operation: "stat", errno: code)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw TableFault(operation: "open", errno: EISDIR)
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills the buffer from an offset; returns fewer bytes only at the end of the file.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var done = 0
    while done < buffer.count {
      guard let base = buffer.baseAddress else { break }
      let count = pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
      if count < 0 {
        if errno == EINTR { continue }
        throw TableFault(operation: "read", errno: errno)
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Bytes from an offset, fewer at the end of the file.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    guard offset >= 0, count > 0, offset < size else { return [] }
    var result = [UInt8](repeating: 0, count: min(count, size - offset))
    let read = try result.withUnsafeMutableBytes { try self.read(at: offset, into: $0) }
    result.removeLast(result.count - read)
    return result
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Little-endian numbers of a file, nil beyond the end.
  func uint16(_ offset: Int) -> Int? {
    guard offset >= 0, offset <= count - 2 else { return nil }
    return Int(self[offset]) | Int(self[offset + 1]) << 8
  }

  func uint32(_ offset: Int) -> Int? {
    guard offset >= 0, offset <= count - 4 else { return nil }
    return Int(self[offset]) | Int(self[offset + 1]) << 8 | Int(self[offset + 2]) << 16 | Int(self[offset + 3]) << 24
  }

  func uint64(_ offset: Int) -> UInt64? {
    guard let low = uint32(offset), let high = uint32(offset + 4) else { return nil }
    return UInt64(low) | UInt64(high) << 32
  }

  func slice(_ offset: Int, _ length: Int) -> UnsafeBufferPointer<UInt8>? {
    guard offset >= 0, length >= 0, offset <= count - length else { return nil }
    return UnsafeBufferPointer(rebasing: self[offset..<(offset + length)])
  }
}
