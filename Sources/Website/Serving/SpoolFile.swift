import Hummingbird
import Workflow

#if canImport(Glibc)
  import Glibc
#endif

/// A file that takes an upload: new, readable by nobody else (0600), in a folder of the data folder.
struct SpoolFile: SpoolWriter {
  /// What the system said; no name of a person's file in it.
  struct Fault: PlainFault {
    let call: String
    let number: Int32
    var description: String { "spool: \(call) failed with errno \(number)" }
  }

  let path: String
  private var descriptor: Int32

  /// Makes the file in `folder`, which exists and belongs to this program, under a `name` made by us and unique.
  init(folder: String, name: String) throws(Fault) {
    path = "\(folder)/\(name)"
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Fault(call: "open", number: errno) }
  }

  mutating func write(_ bytes: ByteBuffer) throws {
    try bytes.withUnsafeReadableBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw Fault(call: "write", number: errno) }
        written += count
      }
    }
  }

  mutating func finish() throws -> String {
    let result = close(descriptor)
    descriptor = -1
    guard result == 0 else { throw Fault(call: "close", number: errno) }
    return path
  }

  mutating func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    Self.remove(path)
  }

  /// Removes a spooled file; one that is gone already is fine.
  static func remove(_ path: String) { unlink(path) }
}
