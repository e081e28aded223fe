import GRDBSQLite
import Synchronization

/// Carries a task's cancellation to the connection that reads for it, wherever that runs.
final class SQLiteCancelling: Sendable {
  private struct State {
    var isCancelled = false
    /// The address of the connection that is reading now.
    var reading: Int?
  }

  private let state = Mutex(State())

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Interrupts what is being read, or keeps it from beginning.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      // Under the lock: the connection cannot have gone on to somebody else's work.
      if let handle = state.reading.flatMap({ OpaquePointer(bitPattern: $0) }) { sqlite3_interrupt(handle) }
    }
  }

  /// Runs `body`, which reads on `handle`.
  func reading<T>(on handle: OpaquePointer, _ body: () throws -> T) throws -> T {
    try state.withLock { state in
      guard !state.isCancelled else { throw StorageError.cancelled }
      state.reading = Int(bitPattern: handle)
    }
    defer { state.withLock { $0.reading = nil } }
    return try body()
  }
}
