import Storage
import Testing

/// Lists read their texts from a sheet: the same on both engines, and no other than rows would give.
@Suite struct SheetTests {
  @Test("a sheet has the texts of the rows, empty and NULL told apart", arguments: SQLEngine.allCases)
  func texts(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      let sheet = try await database.read { transaction in
        try transaction.sheet(
          """
          SELECT CAST(? AS TEXT) AS a, CAST(? AS TEXT) AS b, CAST(NULL AS TEXT) AS c
          UNION ALL SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT) ORDER BY 1
          """, ["1", "", "2", .text(SameRowsTests.rare), .text(String(repeating: "长", count: 20_000))])
      }
      #expect(sheet.rowCount == 2 && sheet.columnCount == 3)
      #expect((0..<3).map { sheet.text(0, $0) } == ["1", "", ""])
      #expect(!sheet.isNull(0, 1) && sheet.isNull(0, 2) && !sheet.isNull(1, 2))
      #expect(sheet.text(1, 1) == SameRowsTests.rare && sheet.text(1, 2).unicodeScalars.count == 20_000)
      #expect(sheet.text(1, 1, contains: Array("䶮".utf8)) && !sheet.text(0, 1, contains: Array("䶮".utf8)))
      #expect(sheet.withUTF8(1, 0) { Array($0) } == Array("2".utf8))
    }
  }

  @Test("no rows, many rows, and a column that is no text", arguments: SQLEngine.allCases)
  func bounds(_ engine: SQLEngine) async throws {
    try await withDatabase(engine) { database in
      try await database.migrate([testSchema])
      try await database.write { transaction in
        try transaction.insertMany(
          into: "thing", columns: ["id", "owner", "number"], rows: (0..<3_000).map { ["\($0)", "o", .int($0 + 1)] })
      }
      try await database.read { transaction in
        #expect(try transaction.sheet("SELECT id FROM thing WHERE id = 'none'", []).rowCount == 0)
        let all = try transaction.sheet("SELECT id, owner FROM thing ORDER BY number", [])
        #expect(all.rowCount == 3_000 && all.text(2_999, 0) == "2999" && all.text(1_500, 1) == "o")
      }
      await #expect(throws: StorageError.column("number")) {
        try await database.read { _ = try $0.sheet("SELECT id, number FROM thing", []) }
      }
    }
  }
}
