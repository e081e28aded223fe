import Glibc

/// A file that appears under its name only when it is whole: written beside it, synced, then renamed over it.
final class TableOutput {
  let temporaryPath: String
  private let path: String
  private var descriptor: Int32 = -1
  private var buffer: [UInt8] = []
  private var isDone = false

  private static let bufferBytes = 256 << 10

  /// Begins the file beside its name; `opens` is false when a library writes it by its temporary path.
  init(path: String, opens: Bool = true) throws {
    self.path = path
    temporaryPath = path + ".part"
    guard opens else { return }
    descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw TableFault(operation: "create", errno: errno) }
    buffer.reserveCapacity(Self.bufferBytes)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isDone { unlink(temporaryPath) }
  }

  func write(_ bytes: some Collection<UInt8>) throws {
    // What is larger than the buffer gains nothing by lying in it.
    if bytes.count >= Self.bufferBytes,
      try bytes.withContiguousStorageIfAvailable({ try writeThrough(UnsafeRawBufferPointer($0)) }) != nil
    {
      return
    }
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Puts bytes over what stands at an offset, which must have been written.
  func overwrite(at offset: Int, _ bytes: [UInt8]) throws {
    try flush()
    let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
    guard written == bytes.count else { throw TableFault(operation: "write", errno: errno) }
  }

  /// Says that a range is not needed any more: Linux begins to write it, so that the disk is busy before `commit` waits for it.
  func startWriteBack(_ range: Range<Int>) {
    _ = posix_fadvise(descriptor, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_DONTNEED)
  }

  /// Makes the file whole: synced, renamed, and the folder synced.
  func commit() throws {
    if descriptor < 0 {
      descriptor = open(temporaryPath, O_RDWR | O_CLOEXEC)
      guard descriptor >= 0 else { throw TableFault(operation: "open", errno: errno) }
    }
    try flush()
    guard fsync(descriptor) == 0 else { throw TableFault(operation: "sync", errno: errno) }
    guard rename(temporaryPath, path) == 0 else { throw TableFault(operation: "rename", errno: errno) }
    isDone = true
    try syncFolder()
  }

  /// Writes what waits, then these bytes without copying them.
  func writeThrough(_ bytes: UnsafeRawBufferPointer) throws {
    try flush()
    try writeAll(bytes)
  }

  private func flush() throws {
    try buffer.withUnsafeBytes { try writeAll($0) }
    buffer.removeAll(keepingCapacity: true)
  }

  private func writeAll(_ bytes: UnsafeRawBufferPointer) throws {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count < 0 {
        if errno == EINTR { continue }
        throw TableFault(operation: "write", errno: errno)
      }
      done += count
    }
  }

  private func syncFolder() throws {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { throw TableFault(operation: "sync", errno: errno) }
    defer { close(handle) }
    guard fsync(handle) == 0 else { throw TableFault(operation: "sync", errno: errno) }
  }
}
