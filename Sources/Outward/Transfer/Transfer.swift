import COutward

/// One transfer from its settings to its end.
///
/// Made anywhere, afterwards touched by the loop's thread alone.
final class Transfer: @unchecked Sendable {
  /// What a transfer is made of, opened on the loop's thread.
  struct Parts {
    var source: ByteSource?
    var sink: ByteSink
  }

  let number: UInt64
  private let prepare: @Sendable (EasyHandle) throws(OutwardError) -> Parts
  private let report: @Sendable (TransferEnd) -> Void

  private(set) var handle: EasyHandle?
  private var parts: Parts?
  private var headers = ReplyHeaders()
  private var failure: OutwardError?

  init(
    number: UInt64, prepare: @escaping @Sendable (EasyHandle) throws(OutwardError) -> Parts,
    report: @escaping @Sendable (TransferEnd) -> Void
  ) {
    self.number = number
    self.prepare = prepare
    self.report = report
  }

  /// Makes the handle ready to be added to the loop.
  func start() throws(OutwardError) -> EasyHandle {
    let handle = try EasyHandle()
    let parts = try prepare(handle)
    self.parts = parts
    self.handle = handle
    let context = Unmanaged.passUnretained(self).toOpaque()
    if parts.source != nil { try handle.check(outward_set_read(handle.raw, onRead, onSeek, context)) }
    try handle.check(outward_set_write(handle.raw, onWrite, context))
    try handle.check(outward_set_header(handle.raw, onHeader, context))
    return handle
  }

  /// Ends with libcurl's own verdict; a reason noted in a callback goes before it.
  func end(_ code: CURLcode) {
    let status = handle?.responseCode ?? 0
    let connected = handle?.wasConnected ?? false
    if code == CURLE_OK, failure == nil { parts?.sink.finish(status: status) }
    let reason = failure ?? parts?.sink.failure ?? OutwardError(curl: code, connected: connected)
    conclude(reason, status: status, connected: connected)
  }

  /// Ends without or before a verdict of libcurl: cancelled, closed, or never started.
  func end(_ reason: OutwardError) {
    conclude(reason, status: 0, connected: handle?.wasConnected ?? false)
  }

  private func conclude(_ reason: OutwardError?, status: Int, connected: Bool) {
    if reason != nil { parts?.sink.discard() }
    report(
      TransferEnd(
        failure: reason, status: status, wasConnected: connected, headers: headers.lines,
        bytes: parts?.sink.bytes ?? [], fileBytes: parts?.sink.fileBytes))
    handle = nil
    parts = nil
  }

  fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let count = parts?.source?.read(into: buffer) else {
      failure = .sourceUnreadable
      return outward_read_abort
    }
    return count
  }

  fileprivate func seek(to offset: Int) -> Bool {
    parts?.source?.seek(to: offset) ?? false
  }

  fileprivate func write(_ piece: UnsafeRawBufferPointer) -> Bool {
    parts?.sink.take(piece, status: headers.status) ?? false
  }

  fileprivate func header(_ line: UnsafeRawBufferPointer) -> Bool {
    guard headers.take(line) else {
      failure = .replyTooLarge(limitBytes: OutwardLimits.replyHeaderBytes)
      return false
    }
    return true
  }
}

/// How a transfer ended: no failure means that the other side answered, whatever it said.
struct TransferEnd: Sendable {
  let failure: OutwardError?
  /// Status of HTTP, or last reply code of SMTP (also after a failure); 0 when none came.
  let status: Int
  let wasConnected: Bool
  let headers: [HTTPHeader]
  let bytes: [UInt8]
  let fileBytes: Int?
}

// Named functions: closures handed to C are hard on the type checker.

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
  context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private func onRead(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(context) else { return outward_read_abort }
  return transfer.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private func onSeek(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
  guard origin == 0, let transfer = transfer(context), transfer.seek(to: Int(offset)) else { return 1 }
  return 0
}

private func onWrite(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = transfer(context) else { return 0 }
  let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
  // Any other count than the one given stops the transfer; an empty piece is libcurl's way of saying "no body".
  return transfer.write(piece) ? piece.count : (piece.isEmpty ? 1 : 0)
}

private func onHeader(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
)
  -> Int
{
  guard let transfer = transfer(context) else { return 0 }
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return transfer.header(line) ? line.count : 0
}
