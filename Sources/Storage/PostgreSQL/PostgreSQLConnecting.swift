import CPostgres
import Dispatch
import Foundation

/// Making a connection without hanging: bounded, and given up when the task is cancelled.
enum PostgreSQLConnecting {
  static func connect(url: String, timeouts: PostgreSQLTimeouts, job: PostgreSQLJob) throws -> OpaquePointer {
    guard let handle = start(url: url) else { throw PostgreSQLFailure.lost }
    do {
      // Messages shrink to their SQLSTATE: no value, no DETAIL can come out of them.
      PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
      PQsetNoticeProcessor(handle, { _, _ in }, nil)
      try poll(handle, until: .now() + .milliseconds(timeouts.connectMilliseconds), job: job)
      return handle
    } catch {
      PQfinish(handle)
      throw error
    }
  }

  private static func start(url: String) -> OpaquePointer? {
    // Later keywords win: what the URL says stands between our defaults and what must be so.
    let parameters = [
      ("application_name", "biying"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
      ("keepalives_count", "3"), ("tcp_user_timeout", "30000"), ("dbname", url), ("client_encoding", "UTF8"),
    ]
    let names = parameters.map { strdup($0.0) }
    let values = parameters.map { strdup($0.1) }
    defer { for text in names + values { free(text) } }
    let keywords = names.map { $0.map { UnsafePointer($0) } } + [nil]
    let settings = values.map { $0.map { UnsafePointer($0) } } + [nil]
    return PQconnectStartParams(keywords, settings, 1)
  }

  private static func poll(_ handle: OpaquePointer, until deadline: DispatchTime, job: PostgreSQLJob) throws {
    var wanted = Int16(POLLOUT)
    while true {
      guard PQstatus(handle) != CONNECTION_BAD else { throw failure(handle) }
      guard !job.isCancelled else { throw StorageError.cancelled }
      guard DispatchTime.now() < deadline else { throw PostgreSQLFailure.lost }
      var poll = pollfd(fd: PQsocket(handle), events: wanted, revents: 0)
      guard Glibc.poll(&poll, 1, 50) != 0 else { continue }
      switch PQconnectPoll(handle) {
      case PGRES_POLLING_OK: return
      case PGRES_POLLING_READING: wanted = Int16(POLLIN)
      case PGRES_POLLING_WRITING: wanted = Int16(POLLOUT)
      default: throw failure(handle)
      }
    }
  }

  private static func failure(_ handle: OpaquePointer) -> any Error {
    PostgreSQLErrors.connecting(PQerrorMessage(handle).map { String(cString: $0) } ?? "")
  }
}
