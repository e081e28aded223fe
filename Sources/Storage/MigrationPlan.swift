/// Compares what a database has with what the program knows, without asking it.
struct MigrationPlan {
  struct Applied: Equatable {
    let number: Int
    let sha256: String
  }

  /// The first migration that is still missing, or none.
  static func next(known: [Migration], applied: [Applied]) throws -> Migration? {
    let highestKnown = known.map(\.number).max() ?? 0
    let highestApplied = applied.map(\.number).max() ?? 0
    guard highestApplied <= highestKnown else {
      throw StorageError.newerDatabase(found: highestApplied, known: highestKnown)
    }
    let texts = Dictionary(applied.map { ($0.number, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    for migration in known.sorted(by: { $0.number < $1.number }) {
      guard let sha256 = texts[migration.number] else {
        // A gap below what is applied: steps are never slipped in afterwards.
        guard migration.number > highestApplied else { throw StorageError.migrationChanged(number: migration.number) }
        return migration
      }
      guard sha256 == migration.sha256 else { throw StorageError.migrationChanged(number: migration.number) }
    }
    return nil
  }

  static let table = """
    CREATE TABLE IF NOT EXISTS schema_migration (
      number INTEGER NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      applied_at INTEGER NOT NULL
    )
    """

  /// Applies the next missing migration inside one transaction that no other process shares; false when nothing was missing.
  static func step(
    _ known: [Migration], in transaction: any SQLTransaction, run: (String) throws -> Void
  ) throws -> Bool {
    try run(table)
    let applied = try transaction.rows("SELECT number, sha256 FROM schema_migration ORDER BY number")
      .map { Applied(number: try $0.int("number"), sha256: try $0.text("sha256")) }
    guard let migration = try next(known: known, applied: applied) else { return false }
    for statement in SQLText(migration.sql).statements { try run(statement) }
    try transaction.execute(
      "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)",
      [.int(migration.number), .text(migration.name), .text(migration.sha256), .integer(try transaction.databaseTime())])
    return true
  }
}
