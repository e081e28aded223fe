import Testing

@testable import Storage

@Suite struct SQLDialectTests {
  @Test(
    "placeholders and types change, quotes and comments do not",
    arguments: [
      ("SELECT ?, ?", "SELECT $1, $2", 2),
      ("SELECT '?', \"?\", ? -- ?\n, /* ? */ ?", "SELECT '?', \"?\", $1 -- ?\n, /* ? */ $2", 2),
      ("SELECT 'it''s ?', ?", "SELECT 'it''s ?', $1", 1),
      ("CAST(x AS INTEGER)", "CAST(x AS BIGINT)", 0),
      ("cast(x as integer), 'INTEGER', integers", "cast(x as BIGINT), 'INTEGER', integers", 0),
      ("CAST(x AS REAL), CAST(y AS BLOB)", "CAST(x AS DOUBLE PRECISION), CAST(y AS BYTEA)", 0),
      ("SELECT '𬭎?' || ? || 'unclosed ?", "SELECT '𬭎?' || $1 || 'unclosed ?", 1),
      ("/* open ?", "/* open ?", 0), ("a-?/?", "a-$1/$2", 2), ("", "", 0),
    ])
  func postgreSQL(_ sql: String, _ expected: String, _ count: Int) {
    let translated = SQLDialect.postgreSQL(sql)
    #expect(translated.text == expected)
    #expect(translated.placeholders == count)
    #expect(SQLText(sql).placeholders == count)
  }

  @Test("statements end where a semicolon closes a line")
  func statements() {
    let text = """
      -- first; not an end
      CREATE TABLE a (x TEXT DEFAULT ';
      '); -- done; really
      INSERT INTO a VALUES ('1;2'); INSERT INTO a VALUES ('3')  ;
      -- nothing more
      """
    let statements = SQLText(text).statements
    #expect(statements.count == 2)
    #expect(statements.first?.hasSuffix("'\n')") == false)
    #expect(statements.first?.contains("DEFAULT ';\n')") == true)
    #expect(statements.last?.contains("('1;2'); INSERT INTO a VALUES ('3')") == true)
  }

  @Test("STRICT is added to tables only, once, also after a comment")
  func strict() {
    #expect(SQLDialect.sqliteMigration("CREATE TABLE a (x TEXT)") == "CREATE TABLE a (x TEXT)\nSTRICT")
    #expect(SQLDialect.sqliteMigration("CREATE TABLE a (x TEXT) -- end") == "CREATE TABLE a (x TEXT) -- end\nSTRICT")
    #expect(SQLDialect.sqliteMigration("CREATE TABLE a (x TEXT) STRICT") == "CREATE TABLE a (x TEXT) STRICT")
    #expect(SQLDialect.sqliteMigration("CREATE INDEX i ON a (x)") == "CREATE INDEX i ON a (x)")
  }

  @Test("TEXT columns compare by code point; casts are left alone")
  func collation() {
    #expect(
      SQLDialect.postgreSQLMigration("CREATE TABLE a (x TEXT NOT NULL, CHECK (CAST(y AS TEXT) <> ''))")
        == "CREATE TABLE a (x TEXT COLLATE \"C\" NOT NULL, CHECK (CAST(y AS TEXT) <> ''))")
    #expect(SQLDialect.postgreSQLMigration("CREATE INDEX i ON a (x)") == "CREATE INDEX i ON a (x)")
  }
}
