/// A table as the database itself describes it.
public struct SQLTable: Sendable, Equatable {
  public struct ForeignKey: Sendable, Equatable {
    public let columns: [String]
    public let referred: String
    public let referredColumns: [String]

    /// Counts the rows (as `n`) that point to nothing.
    public func orphans(in table: String) -> String {
      let matches = zip(columns, referredColumns).map { "p.\($1) = c.\($0)" }.joined(separator: " AND ")
      let given = columns.map { "c.\($0) IS NOT NULL" }.joined(separator: " AND ")
      return "SELECT COUNT(*) AS n FROM \(table) c WHERE \(given) AND NOT EXISTS (SELECT 1 FROM \(referred) p WHERE \(matches))"
    }
  }

  public let name: String
  /// In the order of the table.
  public let columns: [String]
  public let foreignKeys: [ForeignKey]
}

extension SQLTransaction {
  /// All tables, each after those that its foreign keys point to; the one that counts migrations is among them.
  public func tables() throws -> [SQLTable] {
    let names = try rows(engine == .sqlite ? TableCatalog.sqliteNames : TableCatalog.postgreSQLNames).map {
      try $0.text("name")
    }
    let tables = try names.map { name in
      let columns = try rows(engine == .sqlite ? TableCatalog.sqliteColumns : TableCatalog.postgreSQLColumns, [.text(name)])
      let keys = try rows(engine == .sqlite ? TableCatalog.sqliteKeys : TableCatalog.postgreSQLKeys, [.text(name)])
      return SQLTable(
        name: name, columns: try columns.map { try $0.text("name") }, foreignKeys: try TableCatalog.foreignKeys(keys))
    }
    return TableCatalog.inOrder(tables)
  }
}

enum TableCatalog {
  /// The table that every database of ours has and that migrating fills.
  static let migrations = "schema_migration"

  static let sqliteNames = """
    SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name
    """
  static let sqliteColumns = "SELECT name FROM pragma_table_info(?) ORDER BY cid"
  static let sqliteKeys = """
    SELECT CAST(id AS TEXT) AS constraint_name, "table" AS referred, "from" AS own, "to" AS theirs
    FROM pragma_foreign_key_list(?) ORDER BY id, seq
    """

  private static let here = "(SELECT s.oid FROM pg_namespace s WHERE s.nspname = current_schema())"
  static let postgreSQLNames = """
    SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = \(here) AND c.relkind = 'r' ORDER BY c.relname
    """
  static let postgreSQLColumns = """
    SELECT a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relname = ? AND c.relnamespace = \(here) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
    """
  static let postgreSQLKeys = """
    SELECT k.conname AS constraint_name, f.relname AS referred, a.attname AS own, b.attname AS theirs
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_class f ON f.oid = k.confrelid
    CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u (own_number, their_number, place)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own_number
    JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.their_number
    WHERE k.contype = 'f' AND c.relname = ? AND c.relnamespace = \(here)
    ORDER BY k.conname, u.place
    """

  static func foreignKeys(_ rows: [SQLRow]) throws -> [SQLTable.ForeignKey] {
    var keys: [SQLTable.ForeignKey] = []
    var last: String?
    for row in rows {
      let name = try row.text("constraint_name")
      let referred = try row.text("referred")
      let (own, theirs) = (try row.text("own"), try row.text("theirs"))
      if name == last, let key = keys.popLast() {
        keys.append(.init(columns: key.columns + [own], referred: referred, referredColumns: key.referredColumns + [theirs]))
      } else {
        keys.append(.init(columns: [own], referred: referred, referredColumns: [theirs]))
      }
      last = name
    }
    return keys
  }

  /// By name, but each after those it refers to; what goes in a circle comes last.
  static func inOrder(_ tables: [SQLTable]) -> [SQLTable] {
    var done: [SQLTable] = []
    var names: Set<String> = []
    var rest = tables
    while !rest.isEmpty {
      let ready = rest.filter { table in
        table.foreignKeys.allSatisfy { $0.referred == table.name || names.contains($0.referred) }
      }
      guard !ready.isEmpty else { return done + rest }
      done += ready
      names.formUnion(ready.map(\.name))
      rest.removeAll { names.contains($0.name) }
    }
    return done
  }
}
