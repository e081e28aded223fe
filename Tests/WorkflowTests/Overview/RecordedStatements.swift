import Storage
import Synchronization

@testable import Workflow

/// What a center asks its database, statement by statement.
final class RecordedStatements: Sendable {
  private let kept = Mutex<[(text: String, arguments: [SQLValue])]>([])

  var statements: [(text: String, arguments: [SQLValue])] { kept.withLock { $0 } }

  func add(_ text: String, _ arguments: [SQLValue]) { kept.withLock { $0.append((text, arguments)) } }
}

extension CollectionCenter {
  /// The same center, whose questions are written down.
  func recording(in statements: RecordedStatements) -> CollectionCenter {
    CollectionCenter(
      database: RecordingDatabase(base: database, statements: statements), photos: photos, spool: spool, keys: keys,
      clock: records.clock, chance: chance)
  }
}

private struct RecordingDatabase: SQLDatabase {
  let base: any SQLDatabase
  let statements: RecordedStatements

  var engine: SQLEngine { base.engine }

  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    try await base.read { [statements] in try body(RecordingTransaction($0, statements)) }
  }

  func write<T: Sendable>(
    resolving: (@Sendable (any SQLTransaction) throws -> T?)?, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
  ) async throws -> T {
    try await base.write(resolving: resolving) { [statements] in try body(RecordingTransaction($0, statements)) }
  }

  func migrate(_ migrations: [Migration]) async throws { try await base.migrate(migrations) }
  func close() async { await base.close() }
}

private final class RecordingTransaction: SQLTransaction {
  private let base: any SQLTransaction
  private let statements: RecordedStatements

  init(_ base: any SQLTransaction, _ statements: RecordedStatements) {
    self.base = base
    self.statements = statements
  }

  var engine: SQLEngine { base.engine }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    statements.add(sql, arguments)
    return try base.rows(sql, arguments)
  }

  func sheet(_ sql: String, _ arguments: [SQLValue]) throws -> SQLSheet {
    statements.add(sql, arguments)
    return try base.sheet(sql, arguments)
  }

  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws {
    statements.add(sql, arguments)
    try base.forEachRow(sql, arguments, body)
  }

  func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
    statements.add(sql, arguments)
    return try base.execute(sql, arguments)
  }

  func insertMany(into table: String, columns: [String], rows: some Sequence<[SQLValue]>) throws {
    statements.add("INSERT INTO \(table)", [])
    try base.insertMany(into: table, columns: columns, rows: rows)
  }

  func savepoint<T>(_ body: () throws -> T) throws -> T { try base.savepoint(body) }
  func databaseTime() throws -> Int64 { try base.databaseTime() }
  func explain(_ sql: String, _ arguments: [SQLValue]) throws -> [String] { try base.explain(sql, arguments) }
}
