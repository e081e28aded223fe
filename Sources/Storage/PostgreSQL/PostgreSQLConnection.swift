import CPostgres
import Dispatch
import Foundation

/// One connection, used by one thread at a time (its slot's queue).
final class PostgreSQLConnection {
  let handle: OpaquePointer
  let canceller: PostgreSQLCanceller?
  let timeouts: PostgreSQLTimeouts
  /// The server's process behind this connection, to tell later whether it is gone.
  private(set) var backend = PostgreSQLBackend(pid: 0, start: "")
  /// Set when the connection must not be used again.
  private(set) var isBroken = false
  /// Whom the present statement belongs to.
  var job: PostgreSQLJob?
  var statementMilliseconds: Int

  private var prepared: [PostgreSQLStatementKey: String] = [:]
  private var order: [PostgreSQLStatementKey] = []
  private var named = 0
  private var columnTypes: [String: [Oid]] = [:]

  init(url: String, timeouts: PostgreSQLTimeouts, job: PostgreSQLJob) throws {
    self.timeouts = timeouts
    self.job = job
    statementMilliseconds = timeouts.statementMilliseconds
    handle = try PostgreSQLConnecting.connect(url: url, timeouts: timeouts, job: job)
    canceller = PostgreSQLCanceller(handle)
    try setUp()
  }

  deinit { PQfinish(handle) }

  private func setUp() throws {
    let settings = [
      "statement_timeout = \(timeouts.statementMilliseconds)",
      "lock_timeout = \(timeouts.lockMilliseconds)",
      "idle_in_transaction_session_timeout = \(timeouts.migrationMilliseconds)",
      "client_min_messages = 'error'",
      "standard_conforming_strings = on",
      "TimeZone = 'UTC'",
      // A stream is read to its end: plan for that.
      "cursor_tuple_fraction = 1",
    ]
    try simple(settings.map { "SET \($0)" }.joined(separator: "; "))
    // What was confirmed to a person must be on the disk (promise 5); stricter settings of the server stay.
    let durable = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
    try simple(durable)
    var encoding = ""
    let sql = """
      SELECT pid, CAST(backend_start AS text) AS start, current_setting('server_encoding') AS encoding
      FROM pg_stat_activity WHERE pid = pg_backend_pid()
      """
    try query(TranslatedSQL(text: sql, placeholders: 0), []).forEachRow { row in
      backend = PostgreSQLBackend(pid: try row.int("pid"), start: try row.text("start"))
      encoding = try row.text("encoding")
    }
    guard encoding == "UTF8" else { throw StorageError.other(code: "22P05") }
  }

  /// Statements of our own without arguments, several at once where that helps.
  @discardableResult func simple(_ sql: String) throws -> PostgreSQLResult {
    try sent(PQsendQuery(handle, sql))
    return try collect()
  }

  func query(_ sql: TranslatedSQL, _ values: [SQLValue]) throws -> PostgreSQLResult {
    guard sql.placeholders == values.count else { throw StorageError.argumentCount }
    let arguments = try PostgreSQLArguments(values)
    let (name, isNew) = try prepare(sql.text, types: arguments.types)
    try sent(
      arguments.withPointers { values, lengths, formats in
        PQsendQueryPrepared(handle, name, Int32(values.count), values, lengths, formats, 1)
      })
    do { return try collect() } catch StorageError.other(let code) where !isNew && (code == "0A000" || code == "26000") {
      // The tables changed under a cached plan, or the statement is gone.
      isBroken = true
      throw PostgreSQLFailure.stalePlan
    }
  }

  /// Types of columns as COPY must send them.
  func types(of columns: String, in table: String) throws -> [Oid] {
    let key = "\(table)(\(columns))"
    if let types = columnTypes[key] { return types }
    let types = try simple("SELECT \(columns) FROM \(table) WHERE false").columnTypes
    columnTypes[key] = types
    return types
  }

  /// True when the server has ended the connection in the meantime; nothing is sent to find out.
  func hasEnded() -> Bool {
    guard !isBroken else { return true }
    var poll = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
    var patience: Int32 = 0
    while !isBroken, Glibc.poll(&poll, 1, patience) != 0 {
      if PQconsumeInput(handle) == 0 || PQstatus(handle) != CONNECTION_OK { isBroken = true }
      // The server spoke unasked: most likely its last word, with the end to follow.
      patience = 100
    }
    return isBroken
  }

  func giveUp() { isBroken = true }

  var isIdle: Bool { !isBroken && PQtransactionStatus(handle) == PQTRANS_IDLE }
}

extension PostgreSQLConnection {
  func sent(_ outcome: Int32) throws {
    guard outcome == 1 else {
      isBroken = true
      throw PostgreSQLFailure.lost
    }
  }

  /// Waits for the answer to what was sent: the last result, or the first error.
  func collect() throws -> PostgreSQLResult {
    let deadline = DispatchTime.now() + .milliseconds(statementMilliseconds + timeouts.graceMilliseconds)
    var last: PostgreSQLResult?
    var failed: PostgreSQLResult?
    while true {
      try waitForInput(until: deadline)
      guard let handle = PQgetResult(handle) else { break }
      let result = PostgreSQLResult(handle)
      if !result.succeeded, failed == nil { failed = result }
      last = result
      if result.status == PGRES_COPY_IN { break }
    }
    if PQstatus(handle) != CONNECTION_OK { isBroken = true }
    if let failed { throw error(of: failed) }
    guard let last, !isBroken else {
      isBroken = true
      throw PostgreSQLFailure.lost
    }
    return last
  }

  private func error(of result: PostgreSQLResult) -> any Error {
    let failure = PostgreSQLErrors.failure(
      state: result.state, constraint: result.constraint, table: result.table, column: result.column,
      cancelled: job?.isCancelled ?? false)
    if failure as? PostgreSQLFailure == .lost { isBroken = true }
    return failure
  }

  private func waitForInput(until deadline: DispatchTime) throws {
    while PQisBusy(handle) == 1 {
      let now = DispatchTime.now()
      let grace = DispatchTimeInterval.milliseconds(timeouts.graceMilliseconds)
      if now >= deadline || job?.cancelledAt.map({ now >= $0 + grace }) == true {
        // The server neither answers nor stops: nobody is there.
        isBroken = true
        throw PostgreSQLFailure.lost
      }
      var poll = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
      _ = Glibc.poll(&poll, 1, 250)
      if poll.revents != 0, PQconsumeInput(handle) == 0 {
        isBroken = true
        // A last word of the server may have come before the end; it is read by PQgetResult.
        return
      }
    }
  }

  /// The name of a prepared statement, and whether it was made just now.
  private func prepare(_ sql: String, types: [Oid]) throws -> (String, Bool) {
    let key = PostgreSQLStatementKey(sql: sql, types: types)
    if let name = prepared[key] { return (name, false) }
    if order.count >= StorageLimits.preparedStatementsPerConnection { try forgetOldest() }
    named += 1
    let name = "p\(named)"
    try sent(PQsendPrepare(handle, name, sql, Int32(types.count), types))
    _ = try collect()
    prepared[key] = name
    order.append(key)
    return (name, true)
  }

  private func forgetOldest() throws {
    let oldest = order.removeFirst()
    guard let name = prepared.removeValue(forKey: oldest) else { return }
    try simple("DEALLOCATE \(name)")
  }
}

struct PostgreSQLStatementKey: Hashable {
  let sql: String
  let types: [Oid]
}

/// A process of the server, told apart from a later one with the same number by its start.
struct PostgreSQLBackend: Sendable, Equatable {
  let pid: Int
  let start: String
}
