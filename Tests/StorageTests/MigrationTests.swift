import Storage
import Testing

@Suite struct MigrationTests {
  static let second = Migration(
    number: 2, name: "colour", sql: "ALTER TABLE thing ADD COLUMN colour TEXT;\nCREATE INDEX thing_colour ON thing (colour);")

  @Test("steps are applied once, in order, and remembered", arguments: SQLEngine.allCases)
  func steps(_ engine: SQLEngine) async throws {
    try await withDatabase(engine, clock: { 42 }) { database in
      try await database.migrate([testSchema])
      try await database.migrate([Self.second, testSchema])
      try await database.migrate([testSchema, Self.second])
      let applied = try await database.values("SELECT number, name, sha256, applied_at FROM schema_migration ORDER BY number")
      #expect(
        applied == [
          [1, "test tables", .text(testSchema.sha256), 42], [2, "colour", .text(Self.second.sha256), 42],
        ])
      try await database.run("INSERT INTO thing (id, owner, colour) VALUES ('1', 'a', '红')")
    }
  }

  @Test("a newer database, an edited step and a gap are refused", arguments: SQLEngine.allCases)
  func refusals(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema, Self.second])
      #expect(
        await storageError { try await database.migrate([testSchema]) } == .newerDatabase(found: 2, known: 1))
      let edited = Migration(number: 1, name: "test tables", sql: testSchema.sql + "\n")
      #expect(await storageError { try await database.migrate([edited, Self.second]) } == .migrationChanged(number: 1))
      let slippedIn = Migration(number: 0, name: "before", sql: "CREATE TABLE early (id TEXT NOT NULL);")
      #expect(
        await storageError { try await database.migrate([slippedIn, testSchema, Self.second]) }
          == .migrationChanged(number: 0))
    }
  }

  @Test("a step that fails leaves nothing of itself", arguments: SQLEngine.allCases)
  func failure(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      let bad = Migration(number: 2, name: "bad", sql: "CREATE TABLE half (id TEXT NOT NULL);\nCREATE TABLE thing (id TEXT);")
      await #expect(throws: StorageError.self) { try await database.migrate([testSchema, bad]) }
      #expect(try await database.values("SELECT number FROM schema_migration") == [[1]])
      let good = Migration(number: 2, name: "good", sql: "CREATE TABLE half (id TEXT NOT NULL);")
      try await database.migrate([testSchema, good])
    }
  }

  @Test("several programs that start at once apply each step once")
  func concurrentPostgreSQL() async throws {
    try await withPostgreSQL { _, url in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...6 {
          group.addTask {
            let database = try await PostgreSQLDatabase(url: url, poolSize: 1)
            try await database.migrate([testSchema, Self.second])
            await database.close()
          }
        }
        try await group.waitForAll()
      }
      let database = try await PostgreSQLDatabase(url: url, poolSize: 1)
      #expect(try await database.values("SELECT number FROM schema_migration ORDER BY number") == [[1], [2]])
      await database.close()
    }
  }

  @Test("several openers of one file apply each step once")
  func concurrentSQLite() async throws {
    try await withFolder { folder in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...6 {
          group.addTask {
            let database = try SQLiteDatabase(path: folder + "/records.sqlite", readers: 1)
            try await database.migrate([testSchema, Self.second])
            await database.close()
          }
        }
        try await group.waitForAll()
      }
      let database = try SQLiteDatabase(path: folder + "/records.sqlite")
      #expect(try await database.values("SELECT number FROM schema_migration ORDER BY number") == [[1], [2]])
      await database.close()
    }
  }

  @Test("SQLite's tables are strict; PostgreSQL's columns have 64 bits and sort by code point")
  func dialects() async throws {
    try await withDatabase(.sqlite) { database in
      try await database.migrate([testSchema])
      let strict = try await database.values(
        "SELECT name, strict FROM pragma_table_list WHERE name IN ('thing', 'part') ORDER BY 1")
      #expect(strict == [["part", 1], ["thing", 1]])
    }
    try await withDatabase(.postgresql) { database in
      try await database.migrate([testSchema])
      let columns = try await database.values(
        """
        SELECT CAST(column_name AS TEXT) AS name, CAST(data_type AS TEXT) AS type, CAST(collation_name AS TEXT) AS collation
        FROM information_schema.columns WHERE table_name = 'thing' ORDER BY ordinal_position
        """)
      #expect(
        columns == [
          ["id", "text", "C"], ["owner", "text", "C"], ["number", "bigint", .null], ["weight", "double precision", .null],
          ["bytes", "bytea", .null],
        ])
    }
  }
}
