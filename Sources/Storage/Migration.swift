import Crypto

/// One step of a schema: plain SQL that both engines read, forward only, never edited once released.
///
/// Statements end with `;` at the end of a line. SQLite makes every table STRICT; PostgreSQL reads INTEGER as BIGINT, REAL as
/// DOUBLE PRECISION, BLOB as BYTEA, and gives every TEXT column COLLATE "C". Name the CHECK constraints.
public struct Migration: Sendable, Hashable {
  /// 1, 2, 3 … in the order of application.
  public let number: Int
  public let name: String
  public let sql: String

  public init(number: Int, name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }

  /// SHA-256 of the text in lower-case hex, kept in the database to notice an edited migration.
  public var sha256: String { hexadecimal(SHA256.hash(data: Array(sql.utf8))) }
}
