import HTTPTypes
import Hummingbird

#if canImport(Glibc)
  import Glibc
#endif

/// Answers that are saved as a file; never opened in a new window, which WeChat lacks.
enum Download {
  /// Bytes read and sent at a time.
  static let pieceBytes = 256 * 1024

  /// `attachment` with the name twice (RFC 6266, RFC 5987): in ASCII for old programs, in UTF-8 for all others.
  static func disposition(fileName: String) -> String {
    let name = safe(fileName)
    var plain = ""
    for scalar in name.unicodeScalars {
      let isPlain = scalar.isASCII && scalar.value > 0x20 && scalar != "\"" && scalar != "\\" && scalar != "%" && scalar != ";"
      plain.unicodeScalars.append(isPlain ? scalar : "_")
    }
    return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(WebAddress.encoded(name))"
  }

  /// Without characters that Windows or a shell stumbles over, at most 120 characters, never empty.
  static func safe(_ fileName: String) -> String {
    let forbidden = Set("/\\:*?\"<>|".unicodeScalars)
    var name = ""
    for scalar in fileName.unicodeScalars.prefix(120) {
      let isSafe = scalar.value >= 0x20 && scalar.value != 0x7F && !forbidden.contains(scalar) && !isDirectionMark(scalar)
      name.unicodeScalars.append(isSafe ? scalar : "_")
    }
    while name.hasPrefix(".") { name.removeFirst() }
    return name.isEmpty ? "下载" : name
  }

  /// Marks that turn the reading direction and so hide what a name ends with.
  private static func isDirectionMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value) || scalar.value == 0x200E
      || scalar.value == 0x200F
  }

  static func response(bytes: [UInt8], fileName: String, contentType: String) -> Response {
    Response(
      status: .ok, headers: [.contentType: contentType, .contentDisposition: disposition(fileName: fileName)],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// Sends a file piece by piece; `onSent` is called when the last byte was handed over or the client went away, to remove a
  /// temporary file.
  static func response(
    path: String, fileName: String, contentType: String, onSent: @escaping @Sendable () -> Void = {}
  ) throws -> Response {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SpoolFile.Fault(call: "open", number: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let number = errno
      close(descriptor)
      throw SpoolFile.Fault(call: "fstat", number: number)
    }
    let file = OpenFile(descriptor: descriptor, onClose: onSent)
    let sizeBytes = Int(status.st_size)
    let body = ResponseBody(contentLength: sizeBytes) { writer in
      var left = sizeBytes
      while left > 0 {
        // A disk may be slow: an event loop does not wait for it.
        let piece = try await withTaskExecutorPreference(globalConcurrentExecutor) { [left] in
          try file.read(upTo: min(left, pieceBytes))
        }
        left -= piece.readableBytes
        try await writer.write(piece)
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok, headers: [.contentType: contentType, .contentDisposition: disposition(fileName: fileName)], body: body)
  }
}

/// Closes with its last owner, so that an answer that is never sent leaks nothing.
private final class OpenFile: Sendable {
  private let descriptor: Int32
  private let onClose: @Sendable () -> Void

  init(descriptor: Int32, onClose: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    self.onClose = onClose
  }

  deinit {
    close(descriptor)
    onClose()
  }

  /// The next bytes, at least one.
  func read(upTo count: Int) throws -> ByteBuffer {
    var piece = ByteBuffer()
    try piece.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { room in
      while true {
        let read = Glibc.read(descriptor, room.baseAddress, count)
        if read < 0 && errno == EINTR { continue }
        guard read > 0 else { throw SpoolFile.Fault(call: "read", number: errno) }
        return read
      }
    }
    return piece
  }
}
