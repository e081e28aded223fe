import CPostgres
import Dispatch
import Synchronization

/// A thread-safe way to ask the server to stop what a connection is doing.
final class PostgreSQLCanceller: @unchecked Sendable {
  // PQcancel may be called from any thread and only reads this.
  private let handle: OpaquePointer

  init?(_ connection: OpaquePointer) {
    guard let handle = PQgetCancel(connection) else { return nil }
    self.handle = handle
  }

  deinit { PQfreeCancel(handle) }

  /// Blocks until the server has taken note.
  func cancel() {
    var message = [CChar](repeating: 0, count: 256)
    _ = PQcancel(handle, &message, Int32(message.count))
  }
}

/// One call of `read` or `write`: knows whether its task was cancelled and makes sure that a request to stop never reaches the
/// next user of the connection.
final class PostgreSQLJob: Sendable {
  private struct State {
    var cancelledAt: DispatchTime?
    var canceller: PostgreSQLCanceller?
  }

  private let state = Mutex(State())
  private let requests = DispatchGroup()

  var isCancelled: Bool { cancelledAt != nil }
  var cancelledAt: DispatchTime? { state.withLock { $0.cancelledAt } }

  func attach(_ canceller: PostgreSQLCanceller?) {
    state.withLock { $0.canceller = canceller }
  }

  /// The connection is about to be free: a request under way is waited for, a later one finds nothing to stop.
  ///
  /// False when the request did not end in time: it may still arrive, and the connection must not be used again.
  func detach(withinMilliseconds milliseconds: Int) -> Bool {
    state.withLock { $0.canceller = nil }
    return requests.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
  }

  func cancel() {
    let canceller = state.withLock { state -> PostgreSQLCanceller? in
      state.cancelledAt = .now()
      if state.canceller != nil { requests.enter() }
      return state.canceller
    }
    guard let canceller else { return }
    DispatchQueue.global().async { [requests] in
      canceller.cancel()
      requests.leave()
    }
  }
}
