import Foundation
import GraduatePhotos
import Storage
import Synchronization

/// The database with a clock and keys: opens transactions for the operations.
struct Records: Sendable {
  let database: any SQLDatabase
  let clock: CenterClock
  let chance: Chance
  let keys: KeyHolder
  var hasWebhook = false

  func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    let keys = self.keys.current
    return try await database.read { [clock, chance, hasWebhook] sql in
      try body(Transaction(sql: sql, now: clock.now(in: sql), keys: keys, chance: chance, hasWebhook: hasWebhook))
    }
  }

  /// Runs `body` in one serializable transaction; it may run again, so it has no effect outside the rows.
  ///
  /// A commit whose reply is lost on the way from the server is looked up by the operation's id, a row of the same transaction: when
  /// it happened, the answer of that run is given, and nothing is done twice. SQLite is in this process and loses no reply.
  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    let keys = self.keys.current
    guard database.engine == .postgresql else {
      return try await database.write { [clock, chance, hasWebhook] sql in
        try body(Transaction(sql: sql, now: clock.now(in: sql), keys: keys, chance: chance, hasWebhook: hasWebhook))
      }
    }
    let operation = UUID().uuidString.lowercased()
    let answer = LastAnswer<T>()
    return try await database.write(
      // Only the last run can have been committed: the others are known to have failed.
      resolving: { sql in try sql.isCommitted(operation) ? answer.value : nil }
    ) { [clock, chance, hasWebhook] sql in
      let transaction = Transaction(sql: sql, now: try clock.now(in: sql), keys: keys, chance: chance, hasWebhook: hasWebhook)
      let value = try body(transaction)
      try transaction.markCommitted(operation)
      answer.keep(value)
      return value
    }
  }

  /// Runs `body` once for the operation `operation`, whatever is repeated: a second call gets the answer that was given the first time.
  func once<T: Codable & Sendable>(
    _ operation: String, kind: String, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    try await write { transaction in try transaction.answerOnce(operation, kind: kind, body) }
  }
}

/// What the last run of a closure returned.
private final class LastAnswer<T: Sendable>: Sendable {
  private let kept = Mutex<T?>(nil)

  var value: T? { kept.withLock { $0 } }

  func keep(_ value: T) { kept.withLock { $0 = value } }
}

/// What an operation sees of the database: rows, the time by the clock of deadlines, the keys.
struct Transaction {
  let sql: any SQLTransaction
  /// Milliseconds UTC, the same throughout the transaction.
  let now: Int64
  let keys: KeyRing
  let chance: Chance
  /// Notices of campaigns leave for the webhook too.
  var hasWebhook = false

  func rows(_ text: String, _ arguments: [SQLValue] = []) throws -> [SQLRow] { try sql.rows(text, arguments) }

  func row(_ text: String, _ arguments: [SQLValue] = []) throws -> SQLRow? { try sql.rows(text, arguments).first }

  @discardableResult
  func execute(_ text: String, _ arguments: [SQLValue] = []) throws -> Int { try sql.execute(text, arguments) }

  /// The one integer that `text` selects; 0 when it is NULL or there is no row.
  func count(_ text: String, _ arguments: [SQLValue] = []) throws -> Int {
    guard let row = try row(text, arguments) else { return 0 }
    return try row.optionalInt("n") ?? 0
  }

  func identifier() -> String { chance.identifier(at: now) }

  /// The civil day in China at the transaction's time.
  var today: CalendarDay { CalendarDay(milliseconds: now) }
}
