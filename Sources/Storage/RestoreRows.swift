extension RowsFile {
  /// Puts all rows of a file into an empty database, in one transaction; the database has the file's own schema afterwards, which
  /// can be older than `migrations`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - database: without rows; its schema may be there already, as a restore that was interrupted leaves it.
  ///   - migrations: what this program knows.
  ///   - finishing: runs in the same transaction after the last row; what it throws leaves the database empty.
  /// - Throws: `Failure`; `StorageError.newerDatabase` and `.migrationChanged` when the file's schema is not one of `migrations`.
  public static func restore(
    _ path: String, into database: any SQLDatabase, migrations: [Migration],
    finishing: @escaping @Sendable (any SQLTransaction) throws -> Void = { _ in }
  ) async throws {
    let header = try RowsReader(path: path).header
    let known = try schema(of: header, in: migrations)
    guard try await database.read({ try $0.holdsNoRows() }) else { throw Failure.notEmpty }
    try await database.migrate(known)
    try await database.write(resolving: { try $0.holdsNoRows() ? nil : () }) { transaction in
      let applied = try transaction.rows("SELECT number FROM \(TableCatalog.migrations) ORDER BY number").map {
        try $0.int("number")
      }
      guard applied == known.map(\.number), try transaction.holdsNoRows() else { throw Failure.notEmpty }
      try fill(transaction, from: RowsReader(path: path))
      try finishing(transaction)
    }
  }

  /// The migrations that made the file's schema.
  private static func schema(of header: Header, in migrations: [Migration]) throws -> [Migration] {
    let known = migrations.sorted { $0.number < $1.number }
    let highest = known.last?.number ?? 0
    let steps = try header.migrations.map { step in
      guard let migration = known.first(where: { $0.number == step.number }) else {
        throw StorageError.newerDatabase(found: header.migrations.map(\.number).max() ?? 0, known: highest)
      }
      guard migration.sha256 == step.sha256 else { throw StorageError.migrationChanged(number: step.number) }
      return migration
    }
    guard !steps.isEmpty else { throw Failure.damaged }
    return steps
  }

  private static func fill(_ transaction: any SQLTransaction, from reader: RowsReader) throws {
    // A row may refer to one of its own table that comes later; PostgreSQL looks when the whole COPY is there.
    if transaction.engine == .sqlite { try transaction.execute("PRAGMA defer_foreign_keys = ON") }
    let catalog = Dictionary(uniqueKeysWithValues: try transaction.tables().map { ($0.name, $0) })
    var tables: Int64 = 0
    while true {
      switch try reader.next() {
      case .table(let table):
        // Names of tables and columns become part of a statement: only those that the schema has.
        guard table.name != TableCatalog.migrations, let known = catalog[table.name], Set(known.columns) == Set(table.columns)
        else {
          throw Failure.damaged
        }
        // PostgreSQL looks at references after each batch, so rows of a table that refers to itself go in at once: campaigns, few.
        let isOneBatch = known.foreignKeys.contains { $0.referred == table.name }
        try fill(transaction, table, batchRows: isOneBatch ? .max : StorageLimits.rowsBatch, from: reader)
        tables += 1
      case .end(let count):
        guard count == tables else { throw Failure.damaged }
        return
      case .row, .endOfTable: throw Failure.damaged
      }
    }
  }

  private static func fill(_ transaction: any SQLTransaction, _ table: Table, batchRows: Int, from reader: RowsReader) throws {
    var batch: [[SQLValue]] = []
    var total: Int64 = 0
    func flush() throws {
      guard !batch.isEmpty else { return }
      try transaction.insertMany(into: table.name, columns: table.columns, rows: batch)
      total += Int64(batch.count)
      batch.removeAll(keepingCapacity: true)
    }
    while true {
      switch try reader.next() {
      case .row(let values):
        guard values.count == table.columns.count else { throw Failure.damaged }
        batch.append(values)
        if batch.count >= batchRows { try flush() }
      case .endOfTable(let rows):
        try flush()
        guard rows == total else { throw Failure.damaged }
        return
      case .table, .end: throw Failure.damaged
      }
    }
  }
}

extension SQLTransaction {
  /// Whether no table but the one that counts migrations has a row.
  fileprivate func holdsNoRows() throws -> Bool {
    try tables().allSatisfy { table in
      try table.name == TableCatalog.migrations || row("SELECT 1 AS n FROM \(table.name) LIMIT 1") == nil
    }
  }
}
