import GRDB
import GRDBSQLite

/// SQLite's result codes in the words of `StorageError`.
///
/// Of a message only names of columns and constraints are taken.
enum SQLiteErrors {
  static func translate(_ failure: any Error) -> any Error {
    switch failure {
    case let failure as DatabaseError:
      error(code: failure.extendedResultCode.rawValue, message: failure.message ?? "")
    case is CancellationError:
      StorageError.cancelled
    default:
      failure
    }
  }

  /// What SQLite says about the call that just failed on `handle` with `code`.
  static func last(of handle: OpaquePointer, _ code: Int32) -> StorageError {
    let extended = sqlite3_extended_errcode(handle)
    return error(code: extended == SQLITE_OK ? code : extended, message: String(cString: sqlite3_errmsg(handle)))
  }

  /// SQLITE_CONSTRAINT_DATATYPE, of STRICT tables; a macro that Swift does not see.
  private static let constraintDatatype = ResultCode(rawValue: SQLITE_CONSTRAINT | (12 << 8))

  static func error(code: Int32, message: String) -> StorageError {
    switch ResultCode(rawValue: code) {
    case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
      return .unique(constraint: indexName(detail(message)))
    case .SQLITE_CONSTRAINT_FOREIGNKEY: return .foreignKey(constraint: "")
    case .SQLITE_CONSTRAINT_NOTNULL: return .notNull(column: detail(message))
    case .SQLITE_CONSTRAINT_CHECK: return .check(constraint: detail(message))
    case constraintDatatype, .SQLITE_MISMATCH: return .datatype
    default: break
    }
    switch code & 0xff {
    case SQLITE_FULL: return .diskFull
    case SQLITE_CORRUPT, SQLITE_NOTADB: return .corrupt
    case SQLITE_READONLY: return .readOnly
    case SQLITE_INTERRUPT: return .cancelled
    case SQLITE_ERROR where message == "integer overflow": return .outOfRange
    default: return .other(code: "sqlite-\(code)")
    }
  }

  /// Another process holds the lock: worth another try.
  static func isBusy(_ failure: any Error) -> Bool {
    guard case .other(let code)? = failure as? StorageError, code.hasPrefix("sqlite-") else { return false }
    guard let number = Int32(code.dropFirst("sqlite-".count)) else { return false }
    return number & 0xff == SQLITE_BUSY || number & 0xff == SQLITE_LOCKED
  }

  /// `UNIQUE constraint failed: a.b, a.c` → `a.b, a.c`.
  private static func detail(_ message: String) -> String {
    guard let colon = message.range(of: " failed: ") else { return "" }
    return String(message[colon.upperBound...])
  }

  /// A unique index on an expression is reported as `index 'name'`.
  private static func indexName(_ detail: String) -> String {
    guard detail.hasPrefix("index '"), detail.hasSuffix("'") else { return detail }
    return String(detail.dropFirst("index '".count).dropLast())
  }
}
