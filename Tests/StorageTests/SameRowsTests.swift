import Storage
import Testing

/// The promise of "one SQL, two engines": the same closure gives the same rows.
@Suite struct SameRowsTests {
  static let rare = "𬭎䶮㛃𠮷 O'Brien ?\u{301}"

  @Test("every type, NULL, rare characters and the ends of 64 bits come back as they went", arguments: SQLEngine.allCases)
  func types(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let rows: [[SQLValue]] = [
        ["1", .text(Self.rare), .integer(.max), 0.1, .blob([0, 1, 0, 255])],
        ["2", "", .integer(.min), -1e300, .blob([])],
        ["3", "空", .null, .null, .null],
        ["4", "空", .integer(1), .real(.infinity), .null],
      ]
      try await database.write { transaction in
        for row in rows {
          try transaction.execute("INSERT INTO thing (id, owner, number, weight, bytes) VALUES (?, ?, ?, ?, ?)", row)
        }
      }
      let found = try await database.values("SELECT id, owner, number, weight, bytes FROM thing ORDER BY id")
      #expect(found == rows)
      let one = try await database.values("SELECT id FROM thing WHERE owner = ? AND number = ?", [rows[0][1], rows[0][2]])
      #expect(one == [["1"]])
    }
  }

  @Test("expressions have the same type and value", arguments: SQLEngine.allCases)
  func expressions(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      try await database.write { transaction in
        try transaction.insertMany(
          into: "thing", columns: ["id", "owner", "number"],
          rows: (1...9).map { ["\($0)", .text($0 % 2 == 0 ? "a" : "b"), .int($0)] })
      }
      let cases: [(String, [SQLValue], [[SQLValue]])] = [
        ("SELECT SUM(number) AS s, COUNT(*) AS c, AVG(number) AS a, MAX(number) AS m FROM thing", [], [[45, 9, 5.0, 9]]),
        ("SELECT SUM(number) AS s FROM thing WHERE id = 'none'", [], [[.null]]),
        ("SELECT ? AS a, ? AS b, ? AS c, ? AS d", [7, "七", 0.5, .blob([])], [[7, "七", 0.5, .blob([])]]),
        ("SELECT 1 = 1 AS yes, 1 = 2 AS no", [], [[1, 0]]),
        ("SELECT CAST(? AS INTEGER) AS big, LENGTH('𬭎a') AS n, 7 / 2 AS half", [5_000_000_000], [[5_000_000_000, 2, 3]]),
        ("SELECT CAST(? AS TEXT) IS NULL AS empty", [.null], [[1]]),
        ("SELECT 'a?b' AS q, ? AS r -- what?\n", [1], [["a?b", 1]]),
        (
          """
          WITH counted AS (SELECT owner, COUNT(*) AS n FROM thing GROUP BY owner)
          SELECT owner, n, RANK() OVER (ORDER BY n DESC) AS place FROM counted ORDER BY place
          """, [], [["b", 5, 1], ["a", 4, 2]]
        ),
        ("SELECT id FROM thing ORDER BY number LIMIT ? OFFSET ?", [2, 3], [["4"], ["5"]]),
        ("SELECT 'Ab' LIKE 'ab' AS folded, 'Ab' LIKE 'A%' AS prefix", [], [[0, 1]]),
      ]
      for (sql, arguments, expected) in cases {
        #expect(try await database.values(sql, arguments) == expected, "\(sql)")
      }
    }
  }

  @Test("texts sort by code point", arguments: SQLEngine.allCases)
  func order(_ engine: SQLEngine) async throws {
    let names = ["A", "B", "Z", "_", "a", "é", "张", "李", "𠮷", "𬭎"]
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      try await database.write { transaction in
        try transaction.insertMany(
          into: "thing", columns: ["id", "owner"], rows: names.shuffled().map { [.text($0), "x"] })
      }
      #expect(try await database.values("SELECT id FROM thing ORDER BY id").map { $0[0] } == names.map { .text($0) })
      #expect(try await database.values("SELECT MAX(id) AS m FROM thing WHERE id < ?", ["张"]) == [["é"]])
    }
  }

  @Test("ON CONFLICT, RETURNING and the number of changes", arguments: SQLEngine.allCases)
  func upsert(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let insert = "INSERT INTO thing (id, owner, number) VALUES (?, ?, ?)"
      let counts = try await database.write { transaction in
        [
          try transaction.execute(insert, ["1", "a", 1]),
          try transaction.execute(insert + " ON CONFLICT DO NOTHING", ["1", "a", 1]),
          try transaction.execute("UPDATE thing SET weight = 1.5 WHERE owner = ?", ["a"]),
          try transaction.execute("UPDATE thing SET weight = 2 WHERE owner = ?", ["nobody"]),
          try transaction.execute("DELETE FROM thing WHERE id = ?", ["nobody"]),
        ]
      }
      #expect(counts == [1, 0, 1, 0, 0])
      let returned = try await database.write { transaction in
        try transaction.rows(
          insert + " ON CONFLICT (owner, number) DO UPDATE SET weight = thing.weight + 1 RETURNING id, weight", ["2", "a", 1])
      }
      #expect(returned.map(\.values) == [["1", 2.5]])
    }
  }

  @Test("columns are read by name and type", arguments: SQLEngine.allCases)
  func columns(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      let row = try await database.read { try $0.row("SELECT 1 AS a, 'x' AS b, CAST(? AS TEXT) AS c", [.null]) }
      let found = try #require(row)
      #expect(try found.int("a") == 1)
      #expect(try found.real("a") == 1.0)
      #expect(try found.optionalText("c") == nil)
      #expect(found["b"] == "x")
      #expect(found["absent"] == .null)
      #expect(throws: StorageError.column("b")) { try found.integer("b") }
      #expect(throws: StorageError.column("c")) { try found.text("c") }
      #expect(throws: StorageError.column("absent")) { try found.optionalText("absent") }
    }
  }

  @Test("the database's time is that of its clock, once a transaction", arguments: SQLEngine.allCases)
  func time(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      let (first, second) = try await database.read { (try $0.databaseTime(), try $0.databaseTime()) }
      #expect(first == second)
      // 2020 to 2100: milliseconds, not seconds or days.
      #expect((1_577_836_800_000..<4_102_444_800_000).contains(first))
    }
    try await withDatabase(engine, clock: { 42 }) { database in
      let time = try await database.write { try $0.databaseTime() }
      #expect(time == 42)
    }
  }

  @Test("plans name the index, and scans as scans", arguments: SQLEngine.allCases)
  func plans(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let indexed = try await database.explain("SELECT id FROM thing WHERE weight = ?", [1.5]).joined()
      #expect(indexed.contains("thing_weight"))
      let scanned = try await database.explain("SELECT id FROM thing WHERE bytes = ?", [.blob([1])]).joined()
      #expect(scanned.contains(engine == .sqlite ? "SCAN thing" : "Seq Scan on thing"))
    }
  }
}
