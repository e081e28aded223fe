import Foundation

/// Every bound of this target, with its unit.
public enum StorageLimits {
  /// Connections that read an SQLite file at the same time, each on its thread; pages are made on these threads too.
  public static let sqliteReaders = max(4, ProcessInfo.processInfo.activeProcessorCount)
  /// How long SQLite waits for another process's lock before the closure is repeated.
  public static let sqliteBusyMilliseconds = 5_000
  /// How often a write is begun when another process holds SQLite's lock for longer than that.
  public static let sqliteAttempts = 4

  /// Connections of one process to PostgreSQL.
  public static let postgreSQLPoolSize = 8
  /// How often a closure is run when others' transactions get in its way (SQLSTATE 40001 and 40P01).
  public static let serializationAttempts = 24
  /// How often a closure is begun when its connection is lost before COMMIT, or cannot be made.
  public static let connectionAttempts = 4
  /// The first pause between repeats; it doubles, and a random part of it is waited.
  public static let backoffFirstMilliseconds = 2
  public static let backoffMostMilliseconds = 250
  /// Prepared statements kept on a connection.
  public static let preparedStatementsPerConnection = 256
  /// How often the outcome of a lost COMMIT is asked for before `commitUnknown` is thrown after all.
  public static let resolveAttempts = 5

  /// Translated statements kept in a process.
  public static let translatedStatements = 4_096
  /// Rows fetched at once by a streaming query on PostgreSQL.
  public static let cursorRows = 1_000
  /// Bytes gathered before they are handed to COPY.
  public static let copyChunkBytes = 64 * 1_024
  /// One text or blob; what is larger belongs into the photo store.
  public static let valueBytes = 64 * 1_024 * 1_024
  /// Arguments of one statement (both engines take 32,766 or more).
  public static let argumentsPerStatement = 32_000

  /// A photo, or any other file of the photo store.
  public static let photoBytes = 128 * 1_024 * 1_024
  /// Bytes read or written at once by the photo store.
  public static let photoChunkBytes = 1_024 * 1_024
  /// File operations of one photo store at the same time.
  public static let photoOperations = 8
  /// Temporary files and orphans younger than this may belong to work under way.
  public static let orphanAgeSeconds: Int64 = 86_400

  /// Bytes of a rows file written or read at once.
  public static let rowsChunkBytes = 1_024 * 1_024
  /// One record of a rows file: a row with all its values.
  public static let rowsRecordBytes = 256 * 1_024 * 1_024
  /// Rows that are put back at once.
  public static let rowsBatch = 5_000
}
