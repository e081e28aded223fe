import Foundation
import Storage
import TestSupport

/// A fresh folder for one test, removed afterwards.
func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("storage-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder.path)
}

/// An empty database of an engine for one test.
func withDatabase<T>(
  _ engine: SQLEngine, clock: DatabaseClock? = nil, _ body: (any SQLDatabase) async throws -> T
) async throws -> T {
  switch engine {
  case .sqlite:
    try await withFolder { folder in
      let database = try SQLiteDatabase(path: folder + "/records.sqlite", clock: clock)
      do {
        let value = try await body(database)
        await database.close()
        return value
      } catch {
        await database.close()
        throw error
      }
    }
  case .postgresql:
    try await withPostgreSQL(clock: clock) { database, _ in try await body(database) }
  }
}

func withPostgreSQL<T>(
  poolSize: Int = 4, timeouts: PostgreSQLTimeouts = PostgreSQLTimeouts(), clock: DatabaseClock? = nil,
  _ body: (PostgreSQLDatabase, _ url: String) async throws -> T
) async throws -> T {
  try await ThrowawayPostgreSQL.withDatabase { url in
    let database = try await PostgreSQLDatabase(url: url, poolSize: poolSize, timeouts: timeouts, clock: clock)
    do {
      let value = try await body(database, url)
      await database.close()
      return value
    } catch {
      await database.close()
      throw error
    }
  }
}

/// The error a call throws, or `nil` when it throws none or another.
func storageError<T>(_ body: () async throws -> T) async -> StorageError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? StorageError
  }
}

extension SQLDatabase {
  /// The rows of one query as plain values.
  func values(_ sql: String, _ arguments: [SQLValue] = []) async throws -> [[SQLValue]] {
    try await read { try $0.rows(sql, arguments).map(\.values) }
  }

  func count(_ table: String) async throws -> Int {
    try await read { try $0.row("SELECT COUNT(*) AS n FROM \(table)")?.int("n") ?? 0 }
  }

  func run(_ sql: String, _ arguments: [SQLValue] = []) async throws {
    _ = try await write { try $0.execute(sql, arguments) }
  }
}

/// The tables of the tests, written as the product writes its own.
let testSchema = Migration(
  number: 1, name: "test tables",
  sql: """
    CREATE TABLE thing (
      id TEXT NOT NULL PRIMARY KEY, -- a comment with a ';' and a 'quote
      owner TEXT NOT NULL,
      number INTEGER,
      weight REAL,
      bytes BLOB,
      CONSTRAINT thing_number_positive CHECK (number > 0 OR number = -9223372036854775807 - 1),
      UNIQUE (owner, number)
    );
    CREATE TABLE part (
      id TEXT NOT NULL PRIMARY KEY,
      thing TEXT NOT NULL REFERENCES thing (id)
    );
    CREATE INDEX thing_weight ON thing (weight);
    CREATE UNIQUE INDEX part_lower ON part (LOWER(id));
    """)
