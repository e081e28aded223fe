/// The way out for HTTP: one thread, eight calls at a time, connections kept and used again.
///
/// Make one for the process. It closes when it is released or by `close()`; calls under way then end as closed.
public final class Outlet: Sendable {
  private let loop: TransferLoop

  /// - Parameters:
  ///   - concurrent: calls that run at the same moment; the others wait in order.
  ///   - waiting: calls that may wait; one more is refused as busy.
  public init(concurrent: Int = OutwardLimits.concurrentTransfers, waiting: Int = OutwardLimits.waitingTransfers) {
    loop = TransferLoop(concurrent: concurrent, waiting: waiting, name: "outward-http")
  }

  deinit {
    loop.close()
  }

  /// Sends a call and waits for its whole reply, whatever the status; never blocks the thread it is called on.
  ///
  /// - Throws: `OutwardError`, also `.cancelled` as soon as the task is cancelled.
  public func send(_ call: HTTPCall) async throws(OutwardError) -> HTTPReply {
    try call.check()
    let end = await loop.run(call.prepare)
    if let failure = end.failure { throw failure }
    return HTTPReply(status: end.status, headers: end.headers, body: end.bytes, fileBytes: end.fileBytes)
  }

  /// Ends everything under way and refuses what comes later.
  public func close() {
    loop.close()
  }
}
