import CPostgres
import Dispatch

enum PostgreSQLMode: Sendable {
  case read
  case write
  /// READ COMMITTED under one lock for all processes: each waits its turn and then sees what the one before did, where a
  /// serializable transaction would keep the snapshot from before its wait.
  case migration

  var begin: String {
    switch self {
    case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    case .write: "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
    case .migration: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    }
  }
}

/// How one run of a closure ended.
enum PostgreSQLOutcome<T: Sendable>: Sendable {
  case done(T)
  case failed(any Error)
  case interrupted(PostgreSQLFailure)
  /// COMMIT was sent and not answered.
  case commitUnknown(PostgreSQLBackend)
}

/// A place in the pool: a thread of its own, and a connection that is made when needed and made anew when lost.
final class PostgreSQLSlot: @unchecked Sendable {
  private let queue: DispatchQueue
  private let shared: PostgreSQLShared
  // Touched on the queue only.
  private var connection: PostgreSQLConnection?

  init(number: Int, shared: PostgreSQLShared) {
    queue = DispatchQueue(label: "storage.postgresql.\(number)")
    self.shared = shared
  }

  func disconnect() async {
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      queue.async {
        self.connection = nil
        done.resume()
      }
    }
  }

  /// Runs a closure once in a transaction, on the slot's thread.
  func run<T: Sendable>(
    _ mode: PostgreSQLMode, _ body: @escaping @Sendable (PostgreSQLTransaction) throws -> T
  ) async -> PostgreSQLOutcome<T> {
    await onConnection { connection in self.transaction(mode, connection, body) }
  }

  /// Waits until a process of the server is gone, ending it if it is not: what it was committing is then decided.
  func settle(_ backend: PostgreSQLBackend) async -> PostgreSQLOutcome<Bool> {
    await onConnection { [shared] connection in
      let sql = TranslatedSQL(
        text: """
          SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
          WHERE pid = CAST($1 AS int) AND backend_start = CAST($2 AS timestamptz)
          """, placeholders: 2)
      let deadline = DispatchTime.now() + .milliseconds(shared.timeouts.settleMilliseconds)
      do {
        while DispatchTime.now() < deadline {
          let found = try connection.query(sql, [.int(backend.pid), .text(backend.start)])
          if found.rowCount == 0 { return .done(true) }
          try connection.simple("SELECT pg_sleep(0.02)")
        }
        return .done(false)
      } catch let failure as PostgreSQLFailure {
        return .interrupted(failure)
      } catch {
        return .failed(error)
      }
    }
  }

  private func onConnection<T: Sendable>(
    _ body: @escaping @Sendable (PostgreSQLConnection) -> PostgreSQLOutcome<T>
  ) async -> PostgreSQLOutcome<T> {
    let job = PostgreSQLJob()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: self.connected(job, body)) }
      }
    } onCancel: {
      job.cancel()
    }
  }

  private func connected<T>(
    _ job: PostgreSQLJob, _ body: (PostgreSQLConnection) -> PostgreSQLOutcome<T>
  ) -> PostgreSQLOutcome<T> {
    guard !job.isCancelled else { return .failed(StorageError.cancelled) }
    do {
      let connection = try connection ?? PostgreSQLConnection(url: shared.url, timeouts: shared.timeouts, job: job)
      connection.job = job
      connection.statementMilliseconds = shared.timeouts.statementMilliseconds
      job.attach(connection.canceller)
      let outcome = body(connection)
      detach(job, connection)
      connection.job = nil
      // A connection that is not plainly idle is not given to the next one.
      self.connection = connection.isIdle ? connection : nil
      return outcome
    } catch let failure as PostgreSQLFailure {
      return .interrupted(failure)
    } catch {
      return .failed(error)
    }
  }

  private func detach(_ job: PostgreSQLJob, _ connection: PostgreSQLConnection) {
    if !job.detach(withinMilliseconds: shared.timeouts.graceMilliseconds) { connection.giveUp() }
  }

  private func transaction<T>(
    _ mode: PostgreSQLMode, _ connection: PostgreSQLConnection, _ body: (PostgreSQLTransaction) throws -> T
  ) -> PostgreSQLOutcome<T> {
    let transaction = PostgreSQLTransaction(connection, shared: shared)
    do {
      try connection.simple(mode.begin)
      let value = try body(transaction)
      transaction.end()
      if let interruption = transaction.interruption { throw interruption }
      if transaction.failed { throw StorageError.failedTransaction }
      if connection.job?.isCancelled == true { throw StorageError.cancelled }
      return commit(value, mode, connection)
    } catch {
      transaction.end()
      return rolledBack(transaction.interruption ?? error, connection)
    }
  }

  private func rolledBack<T>(_ error: any Error, _ connection: PostgreSQLConnection) -> PostgreSQLOutcome<T> {
    // A request to stop that comes late must not hit the roll-back.
    if let job = connection.job { detach(job, connection) }
    let isCancelled = connection.job?.isCancelled == true
    if !connection.isBroken, (try? connection.simple("ROLLBACK")) == nil { _ = try? connection.simple("ROLLBACK") }
    if isCancelled { return .failed(StorageError.cancelled) }
    if let failure = error as? PostgreSQLFailure { return .interrupted(failure) }
    return .failed((try? shared.withColumns(error, connection)) ?? error)
  }

  private func commit<T: Sendable>(
    _ value: T, _ mode: PostgreSQLMode, _ connection: PostgreSQLConnection
  ) -> PostgreSQLOutcome<T> {
    // A connection that ended while the closure computed has surely not committed.
    if connection.hasEnded() { return .interrupted(.lost) }
    do {
      let result = try connection.simple("COMMIT")
      // A failed transaction answers COMMIT with ROLLBACK, without an error.
      return result.command == "COMMIT" ? .done(value) : .failed(StorageError.failedTransaction)
    } catch PostgreSQLFailure.lost {
      return mode == .read ? .done(value) : .commitUnknown(connection.backend)
    } catch {
      return rolledBack(error, connection)
    }
  }
}
