import Foundation
import Storage
import Testing

/// Much data, little memory.
@Suite struct ManyRowsTests {
  @Test("100,000 rows go in at once, and what violates a key leaves nothing", arguments: SQLEngine.allCases)
  func insertMany(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      try await database.write { transaction in
        try transaction.insertMany(
          into: "thing", columns: ["id", "owner", "number", "weight", "bytes"],
          rows: (1...100_000).lazy.map { number in
            ["\(number)", "张𬭎", .int(number), number % 2 == 0 ? .null : 7, .blob([0, UInt8(number & 255)])]
          })
      }
      let sums = try await database.values(
        "SELECT COUNT(*) AS n, SUM(number) AS s, COUNT(weight) AS w, MIN(weight) AS m FROM thing")
      #expect(sums == [[100_000, 5_000_050_000, 50_000, 7.0]])
      let bytes = try await database.values("SELECT bytes FROM thing WHERE id = ?", ["255"])
      #expect(bytes == [[.blob([0, 255])]])
      let error = await storageError {
        try await database.write { transaction in
          try transaction.insertMany(
            into: "thing", columns: ["id", "owner"], rows: [["new", "x"], ["1", "x"]])
        }
      }
      #expect(error == .unique(constraint: "thing.id"))
      #expect(try await database.values("SELECT COUNT(*) AS n FROM thing WHERE id = 'new'") == [[0]])
    }
  }

  @Test("a row of the wrong shape or type stops a bulk insert", arguments: SQLEngine.allCases)
  func wrongRows(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      let cases: [([SQLValue], StorageError)] = [
        (["1"], .other(code: "07001")), (["1", .blob([1])], .other(code: "42804")), (["a\0", 1], .other(code: "22021")),
        (["1", .null], .notNull(column: "thing.owner")),
      ]
      for (row, expected) in cases {
        let error = await storageError {
          try await database.write { try $0.insertMany(into: "thing", columns: ["id", "owner"], rows: [["ok", "ok"], row]) }
        }
        #expect(error == expected)
      }
      #expect(try await database.values("SELECT id FROM thing") == [])
    }
  }

  @Test("200,000 rows stream in bounded memory, with questions in between", arguments: SQLEngine.allCases)
  func stream(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      let numbers = """
        WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
        SELECT i, ? AS filler FROM n
        """
      // 600 bytes a row: 120 MB if they were all held.
      let filler = SQLValue.text(String(repeating: "毕", count: 200))
      let before = residentBytes()
      let (count, sum, most) = try await database.read { transaction in
        var count = 0
        var sum: Int64 = 0
        var most = 0
        try transaction.forEachRow(numbers, [filler]) { row in
          count += 1
          sum += try row.integer("i")
          guard count % 20_000 == 0 else { return }
          most = max(most, residentBytes())
          let inner = try transaction.row("SELECT ? + 1 AS next", [.integer(sum)])
          #expect(try inner?.integer("next") == sum + 1)
        }
        return (count, sum, most)
      }
      #expect(count == 200_000)
      #expect(sum == 20_000_100_000)
      #expect(most - before < 60_000_000)
    }
  }

  @Test("an error inside a stream ends it and nothing else", arguments: SQLEngine.allCases)
  func streamError(_ engine: SQLEngine) async throws {
    struct Enough: Error {}
    try await withDatabase(engine) { database in
      let seen = try await database.read { transaction in
        var seen = 0
        let sql = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n"
        #expect(throws: Enough.self) {
          try transaction.forEachRow(sql) { _ in
            seen += 1
            if seen == 1_500 { throw Enough() }
          }
        }
        // The same statement again, inside itself.
        try transaction.forEachRow(sql + " LIMIT 2") { _ in
          try transaction.forEachRow(sql + " LIMIT 2") { _ in seen += 1 }
        }
        return seen
      }
      #expect(seen == 1_504)
    }
  }

  private func residentBytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
