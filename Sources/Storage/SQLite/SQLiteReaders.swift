import GRDBSQLite

/// The threads that read an SQLite file, each with its own connection.
///
/// They are also an executor: work that prefers them reads where it runs, without a change of thread for each question. A page asks
/// two or three, and each change costs as much as answering it.
final class SQLiteReaders: TaskExecutor {
  private let line: ReaderLine

  init(path: String, limit: Int, busyMilliseconds: Int) {
    line = ReaderLine(path: path, limit: limit, busyMilliseconds: busyMilliseconds)
  }

  deinit { line.end() }

  func enqueue(_ job: consuming ExecutorJob) { line.add(.job(UnownedJob(job), asUnownedTaskExecutor())) }

  /// An executor whose work runs where `run` takes it, and reads there on a connection of its own.
  ///
  /// - `run`: runs what it is given one piece after the other, as an event loop does.
  func executor(on run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) -> any TaskExecutor {
    LentExecutor(line: line, run: run)
  }

  /// Runs `body` on one snapshot, at once when this is one of the threads, else on the next that is free.
  ///
  /// - Throws: `connectionLost` after ``close()``, `cancelled` with the task.
  func read<T: Sendable>(
    clock: DatabaseClock?, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
  ) async throws -> T {
    let cancelling = SQLiteCancelling()
    return try await withTaskCancellationHandler {
      if let thread = ReaderThread.current, thread.line === line {
        return try thread.read(clock: clock, cancelling: cancelling, body)
      }
      return try await withCheckedThrowingContinuation { done in
        line.add(
          .reading { thread in
            done.resume(with: Result { try thread.read(clock: clock, cancelling: cancelling, body) })
          })
      }
    } onCancel: {
      cancelling.cancel()
    }
  }

  /// Closes the connections once nothing is being read; the threads stay for what still runs on them.
  func close() { line.close() }
}

/// Runs work on a thread that is somebody else's, such as an event loop's, and lets it read there.
private final class LentExecutor: TaskExecutor {
  private let thread: ReaderThread
  private let run: @Sendable (@escaping @Sendable () -> Void) -> Void

  init(line: ReaderLine, run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
    thread = line.lend()
    self.run = run
  }

  deinit { thread.line.giveBack(thread) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    run { self.thread.runLent(job, on: self.asUnownedTaskExecutor()) }
  }
}

/// One connection that only reads.
final class SQLiteReader {
  let connection: SQLiteConnection

  init(path: String, busyMilliseconds: Int) throws {
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      let error = handle.map { SQLiteErrors.last(of: $0, code) } ?? StorageError.other(code: "sqlite-\(code)")
      sqlite3_close_v2(handle)
      throw error
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Int32(busyMilliseconds))
    connection = SQLiteConnection(borrowing: handle)
    // As in the writer.
    for setting in ["foreign_keys = ON", "case_sensitive_like = ON", "trusted_schema = OFF"] { try run("PRAGMA \(setting)") }
  }

  deinit {
    connection.forget()
    sqlite3_close_v2(connection.handle)
  }

  /// Runs `body` on one snapshot.
  func read<T>(
    clock: DatabaseClock?, cancelling: SQLiteCancelling, _ body: (any SQLTransaction) throws -> T
  ) throws -> T {
    try cancelling.reading(on: connection.handle) {
      try run("BEGIN")
      defer {
        // Ending can fail when the reading was interrupted, but a snapshot must never be left open.
        if (try? run("COMMIT")) == nil { try? run("ROLLBACK") }
      }
      let transaction = SQLiteTransaction(connection, clock: clock, cancelling: cancelling)
      let value = try body(transaction)
      try transaction.end()
      return value
    }
  }

  private func run(_ sql: String) throws {
    let statement = try connection.statement(sql)
    defer { statement.reset() }
    while try statement.step() {}
  }
}
