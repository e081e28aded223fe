/// What can go wrong in a database, in one vocabulary for both engines.
///
/// No case carries a value, a message of the engine or PostgreSQL's DETAIL line: only codes, constraint and column names,
/// so that an error can be logged as it is.
public enum StorageError: Error, Equatable, Sendable {
  /// A primary key or unique constraint refused the row; the constraint's columns as `table.column, table.column` on both
  /// engines, or the index's name when it is on an expression.
  case unique(constraint: String)
  /// A foreign key refused the change. PostgreSQL names the constraint, SQLite does not (empty).
  case foreignKey(constraint: String)
  /// A NOT NULL column was left empty; as `table.column`.
  case notNull(column: String)
  /// A CHECK refused the row; the constraint's name (name every CHECK: SQLite reports an unnamed one by its text).
  case check(constraint: String)
  /// The closure was repeated this often and met a conflicting writer each time.
  case serializationGaveUp(attempts: Int)
  /// The database could not be reached, or went away, and stayed away over the repeats. Nothing was committed.
  case connectionLost
  /// COMMIT was sent and its reply never came: it may have happened or not. `write(resolving:_:)` settles it.
  case commitUnknown
  /// A statement, a lock, a place in the pool, or a connection took longer than its limit. Nothing was committed.
  case timeout
  /// The task was cancelled. Nothing was committed.
  case cancelled
  case diskFull
  /// The file is not a database or is damaged.
  case corrupt
  /// The database was migrated by a newer program: `found` is its highest migration, `known` this program's.
  case newerDatabase(found: Int, known: Int)
  /// Migration `number` was applied with another text than this program's, or was skipped.
  case migrationChanged(number: Int)
  /// The named column is missing from the row, or its value is NULL or of another type.
  case column(String)
  /// A change inside `read`, or a database that may not be written.
  case readOnly
  /// Anything else: a five-character SQLSTATE, or `sqlite-` and SQLite's extended result code.
  case other(code: String)
}

extension StorageError {
  /// A statement ran after an earlier one had failed outside a savepoint, or the closure returned as if it had not.
  static let failedTransaction = StorageError.other(code: "25P02")
  /// The transaction object was used after its closure had returned.
  static let noTransaction = StorageError.other(code: "25P01")
  /// As many arguments as placeholders are needed.
  static let argumentCount = StorageError.other(code: "07001")
  /// A text with U+0000.
  static let nulInText = StorageError.other(code: "22021")
  /// NaN, which SQLite would silently keep as NULL.
  static let notANumber = StorageError.other(code: "22023")
  /// A value of a type that the column cannot hold.
  static let datatype = StorageError.other(code: "42804")
  /// A sum or number beyond 64 bits.
  static let outOfRange = StorageError.other(code: "22003")
}
