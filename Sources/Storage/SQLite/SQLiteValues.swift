import GRDBSQLite

/// Values between Swift and an SQLite statement.
enum SQLiteValues {
  /// Tells SQLite to copy the bytes (`SQLITE_TRANSIENT`, a cast that C headers cannot give to Swift).
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  static func bind(_ value: SQLValue, at index: Int32, of statement: OpaquePointer) throws {
    let code: Int32
    switch value {
    case .null:
      code = sqlite3_bind_null(statement, index)
    case .integer(let integer):
      code = sqlite3_bind_int64(statement, index, integer)
    case .real(let real):
      guard !real.isNaN else { throw StorageError.notANumber }
      code = sqlite3_bind_double(statement, index, real)
    case .text(var text):
      code = try text.withUTF8 { bytes in
        guard !bytes.contains(0) else { throw StorageError.nulInText }
        guard bytes.count <= StorageLimits.valueBytes else { throw StorageError.other(code: "54000") }
        guard let base = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, transient) }
        return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          sqlite3_bind_text(statement, index, $0, Int32(bytes.count), transient)
        }
      }
    case .blob(let blob):
      guard blob.count <= StorageLimits.valueBytes else { throw StorageError.other(code: "54000") }
      // An empty array has no address, and a null address would bind NULL.
      code =
        blob.isEmpty
        ? sqlite3_bind_zeroblob(statement, index, 0)
        : blob.withUnsafeBytes { sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), transient) }
    }
    guard code == SQLITE_OK else { throw SQLiteErrors.error(code: code, message: "") }
  }

  static func column(_ index: Int32, of statement: OpaquePointer) -> SQLValue {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER:
      return .integer(sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT:
      return .real(sqlite3_column_double(statement, index))
    case SQLITE_TEXT:
      guard let bytes = sqlite3_column_text(statement, index) else { return .text("") }
      let count = Int(sqlite3_column_bytes(statement, index))
      return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    case SQLITE_BLOB:
      guard let bytes = sqlite3_column_blob(statement, index) else { return .blob([]) }
      return .blob(Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, index)))))
    default:
      return .null
    }
  }
}
