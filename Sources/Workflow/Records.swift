import GraduatePhotos
import Storage

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
  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
    let keys = self.keys.current
    return try await database.write { [clock, chance, hasWebhook] sql in
      try body(Transaction(sql: sql, now: clock.now(in: sql), keys: keys, chance: chance, hasWebhook: hasWebhook))
    }
  }

  /// Runs `body` once for the operation `operation`, whatever is repeated or lost: a second call, and a commit whose reply was lost,
  /// get the answer that was given the first time.
  func once<T: Codable & Sendable>(
    _ operation: String, kind: String, _ body: @escaping @Sendable (Transaction) throws -> T
  ) async throws -> T {
    do {
      return try await write { transaction in try transaction.answerOnce(operation, kind: kind, body) }
    } catch StorageError.commitUnknown {
      return try await write { transaction in try transaction.answerOnce(operation, kind: kind, body) }
    }
  }
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
