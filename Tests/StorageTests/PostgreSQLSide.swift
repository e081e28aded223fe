import CPostgres
import Foundation
import Storage
import Synchronization

/// A second way into the server, outside the code under test; callable inside a closure of it.
struct PostgreSQLSide {
  let url: String

  /// Runs one statement and returns the first column of the first row.
  @discardableResult func run(_ sql: String) throws -> String {
    let connection = PQconnectdb(url)
    defer { PQfinish(connection) }
    let result = PQexec(connection, sql)
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_TUPLES_OK || PQresultStatus(result) == PGRES_COMMAND_OK else {
      throw POSIXError(.EIO)
    }
    return PQntuples(result) > 0 ? String(cString: PQgetvalue(result, 0, 0)) : ""
  }

  /// Ends a process of the server and waits until it is gone.
  func kill(_ pid: Int64) throws {
    try run("SELECT pg_terminate_backend(\(pid))")
    while try run("SELECT COUNT(*) FROM pg_stat_activity WHERE pid = \(pid)") != "0" { usleep(5_000) }
    usleep(50_000)
  }
}

/// Counts how often a closure ran.
final class Counter: Sendable {
  private let number = Mutex(0)

  var value: Int { number.withLock { $0 } }

  @discardableResult func add() -> Int {
    number.withLock { number in
      number += 1
      return number
    }
  }
}

/// Lets closures on several threads, and the test itself, meet; who comes after the meeting passes.
///
/// Nobody waits for ever: when the others do not come, a closure goes on alone and a task throws, so the test fails instead of hanging.
final class Meeting: Sendable {
  /// Milliseconds, at the least, that somebody waits.
  static let patience = 60_000

  struct NobodyCame: Error {}

  private let arrived = Mutex(0)
  private let size: Int

  init(of size: Int) { self.size = size }

  /// For closures, which have a thread of their own.
  func wait() {
    arrived.withLock { $0 += 1 }
    for _ in 1...Self.patience where !isComplete { usleep(1_000) }
  }

  /// For tasks, which must not block.
  func arrive() async throws {
    arrived.withLock { $0 += 1 }
    for _ in 1...Self.patience where !isComplete { try await Task.sleep(for: .milliseconds(1)) }
    guard isComplete else { throw NobodyCame() }
  }

  private var isComplete: Bool { arrived.withLock { $0 } >= size }
}
