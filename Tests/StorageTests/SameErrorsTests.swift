import Storage
import Testing

/// What one engine refuses, the other refuses in the same words.
@Suite struct SameErrorsTests {
  @Test("violated constraints", arguments: SQLEngine.allCases)
  func constraints(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      try await database.run("INSERT INTO thing (id, owner, number) VALUES ('1', 'a', 1)")
      try await database.run("INSERT INTO part (id, thing) VALUES ('p', '1')")
      let cases: [(String, StorageError)] = [
        ("INSERT INTO thing (id, owner) VALUES ('1', 'b')", .unique(constraint: "thing.id")),
        ("INSERT INTO thing (id, owner, number) VALUES ('2', 'a', 1)", .unique(constraint: "thing.owner, thing.number")),
        ("INSERT INTO part (id, thing) VALUES ('P', '1')", .unique(constraint: "part_lower")),
        ("INSERT INTO thing (id, owner, number) VALUES ('2', 'b', 0)", .check(constraint: "thing_number_positive")),
        ("INSERT INTO thing (id) VALUES ('2')", .notNull(column: "thing.owner")),
        (
          "DELETE FROM thing WHERE id = '1'",
          .foreignKey(constraint: engine == .sqlite ? "" : "part_thing_fkey")
        ),
      ]
      for (sql, expected) in cases {
        #expect(await storageError { try await database.run(sql) } == expected, "\(sql)")
      }
      #expect(try await database.count("thing") == 1)
    }
  }

  @Test("values that one engine cannot keep", arguments: SQLEngine.allCases)
  func values(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let insert = "INSERT INTO thing (id, owner, number, weight) VALUES (?, ?, ?, ?)"
      let cases: [([SQLValue], StorageError)] = [
        (["a\0b", "x", 1, 1.0], .other(code: "22021")),
        (["1", "x", 1, .real(.nan)], .other(code: "22023")),
        (["1", "x", "no number", 1.0], .other(code: "42804")),
        (["1", "x", 1], .other(code: "07001")),
      ]
      for (arguments, expected) in cases {
        #expect(await storageError { try await database.run(insert, arguments) } == expected)
      }
      let tooLarge = await storageError {
        try await database.values("SELECT SUM(n) AS s FROM (SELECT ? AS n UNION ALL SELECT 1 AS n) AS x", [.integer(.max)])
      }
      #expect(tooLarge == .other(code: "22003"))
    }
  }

  @Test("a read cannot write", arguments: SQLEngine.allCases)
  func readOnly(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let error = await storageError {
        try await database.read { try $0.execute("INSERT INTO thing (id, owner) VALUES ('1', 'a')") }
      }
      #expect(error == .readOnly)
      #expect(try await database.values("SELECT id FROM thing") == [])
    }
  }

  @Test("a savepoint undoes its part and no more", arguments: SQLEngine.allCases)
  func savepoints(_ engine: SQLEngine) async throws {
    struct Oops: Error {}
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      try await database.write { transaction in
        let insert = "INSERT INTO thing (id, owner) VALUES (?, 'a')"
        try transaction.execute(insert, ["1"])
        var caught: StorageError?
        do {
          try transaction.savepoint {
            try transaction.execute(insert, ["2"])
            try transaction.savepoint { _ = try transaction.execute(insert, ["3"]) }
            try transaction.execute(insert, ["1"])
          }
        } catch { caught = error as? StorageError }
        #expect(caught == .unique(constraint: "thing.id"))
        #expect(throws: Oops.self) {
          try transaction.savepoint {
            try transaction.execute(insert, ["4"])
            throw Oops()
          }
        }
        #expect(try transaction.savepoint { try transaction.execute(insert, ["5"]) } == 1)
      }
      #expect(try await database.values("SELECT id FROM thing ORDER BY id") == [["1"], ["5"]])
    }
  }

  @Test("an error swallowed outside a savepoint still undoes everything", arguments: SQLEngine.allCases)
  func swallowed(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let error = await storageError {
        try await database.write { transaction in
          try transaction.execute("INSERT INTO thing (id, owner) VALUES ('1', 'a')")
          #expect(throws: StorageError.self) { try transaction.execute("INSERT INTO thing (id) VALUES ('2')") }
          #expect(throws: StorageError.other(code: "25P02")) { try transaction.rows("SELECT 1 AS one") }
        }
      }
      #expect(error == .other(code: "25P02"))
      #expect(try await database.values("SELECT id FROM thing") == [])
    }
  }

  @Test("a transaction cannot be kept for later", arguments: SQLEngine.allCases)
  func kept(_ engine: SQLEngine) async throws {
    final class Keeper: @unchecked Sendable { var transaction: (any SQLTransaction)? }
    try await withDatabase(engine) { database in
      let keeper = Keeper()
      try await database.write { keeper.transaction = $0 }
      let kept = try #require(keeper.transaction)
      #expect(throws: StorageError.other(code: "25P01")) { try kept.rows("SELECT 1 AS one") }
    }
  }

  @Test("after an error the same statement works again", arguments: SQLEngine.allCases)
  func again(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let insert = "INSERT INTO thing (id, owner) VALUES (?, ?)"
      for round in 1...3 {
        #expect(await storageError { try await database.run(insert, ["1", .null]) } == .notNull(column: "thing.owner"))
        try await database.run(insert, ["\(round)", "a"])
      }
      #expect(try await database.count("thing") == 3)
    }
  }

  @Test("a cancelled task stops promptly and harms nobody", arguments: SQLEngine.allCases)
  func cancelled(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let endless = """
        WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT COUNT(*) AS c FROM n
        """
      let (started, start) = AsyncStream<Void>.makeStream()
      let task = Task {
        try await database.write { transaction in
          try transaction.execute("INSERT INTO thing (id, owner) VALUES ('1', 'a')")
          start.finish()
          return try transaction.rows(endless).count
        }
      }
      for await _ in started {}
      try await Task.sleep(for: .milliseconds(50))
      let clock = ContinuousClock()
      let cancelledAt = clock.now
      task.cancel()
      #expect(await storageError { try await task.value } == .cancelled)
      #expect(clock.now - cancelledAt < .seconds(5))
      for _ in 1...8 { #expect(try await database.count("thing") == 0) }
      try await database.run("INSERT INTO thing (id, owner) VALUES ('1', 'a')")
    }
  }
}
