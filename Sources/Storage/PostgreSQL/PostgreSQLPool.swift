/// The connections of a process: first come, first served.
actor PostgreSQLPool {
  private struct Waiter {
    let id: Int
    let continuation: CheckedContinuation<PostgreSQLSlot, any Error>
  }

  private var idle: [PostgreSQLSlot]
  private var waiters: [Waiter] = []
  private var lastID = 0
  private var closed = false
  private let timeoutMilliseconds: Int

  init(slots: [PostgreSQLSlot], timeoutMilliseconds: Int) {
    idle = slots
    self.timeoutMilliseconds = timeoutMilliseconds
  }

  var waiting: Int { waiters.count }

  /// A slot for the caller alone, to be given back with `release`.
  func acquire() async throws -> PostgreSQLSlot {
    guard !closed else { throw StorageError.connectionLost }
    guard !Task.isCancelled else { throw StorageError.cancelled }
    // The last one used has the warmest connection.
    if let slot = idle.popLast() { return slot }
    lastID += 1
    let id = lastID
    let alarm = Task { [timeoutMilliseconds] in
      try await Task.sleep(for: .milliseconds(timeoutMilliseconds))
      fail(id, .timeout)
    }
    defer { alarm.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // Cancelled before it waits: the handler has run already and found nobody.
        if Task.isCancelled { return continuation.resume(throwing: StorageError.cancelled) }
        waiters.append(Waiter(id: id, continuation: continuation))
      }
    } onCancel: {
      Task { await fail(id, .cancelled) }
    }
  }

  func release(_ slot: PostgreSQLSlot) async {
    if closed {
      await slot.disconnect()
    } else if waiters.isEmpty {
      idle.append(slot)
    } else {
      waiters.removeFirst().continuation.resume(returning: slot)
    }
  }

  func close() async {
    closed = true
    for waiter in waiters { waiter.continuation.resume(throwing: StorageError.connectionLost) }
    waiters.removeAll()
    let slots = idle
    idle.removeAll()
    for slot in slots { await slot.disconnect() }
  }

  private func fail(_ id: Int, _ error: StorageError) {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
    waiters.remove(at: index).continuation.resume(throwing: error)
  }
}
