import GRDBSQLite
import Glibc

/// Statements of one SQLite handle, each prepared once; used by one thread at a time.
final class SQLiteConnection {
  let handle: OpaquePointer
  private var kept: [String: SQLiteStatement] = [:]

  /// Borrows `handle`, which has to outlive the statements: see ``forget()``.
  init(borrowing handle: OpaquePointer) { self.handle = handle }

  /// The kept statement of this text; another while that one is being run.
  func statement(_ sql: String) throws -> SQLiteStatement {
    if let statement = kept[sql] {
      return statement.isRunning ? try SQLiteStatement(sql, on: handle, isKept: false) : statement
    }
    let statement = try SQLiteStatement(sql, on: handle, isKept: true)
    if kept.count >= StorageLimits.preparedStatementsPerConnection { kept.removeAll() }
    kept[sql] = statement
    return statement
  }

  /// Lets go of every statement; to be done before the handle is closed.
  func forget() { kept.removeAll() }
}

/// A prepared statement; the names of its columns are read once.
final class SQLiteStatement {
  let handle: OpaquePointer
  private let connection: OpaquePointer
  private var namedColumns: SQLColumns?
  /// Counts the steps, so that a row that has passed is known.
  private(set) var turn = 0
  private(set) var isRunning = false
  private var lastTexts: [String] = []

  init(_ sql: String, on connection: OpaquePointer, isKept: Bool) throws {
    var sql = sql
    let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let (statement, more) = try sql.withUTF8 { text in
      try text.withMemoryRebound(to: CChar.self) { text in
        let (first, tail) = try Self.prepare(text, on: connection, flags)
        // What stands behind it would silently not be run; a comment is nothing.
        do { return (first, try Self.prepare(tail, on: connection, 0).statement) } catch {
          sqlite3_finalize(first)
          throw error
        }
      }
    }
    guard let statement, more == nil else {
      sqlite3_finalize(statement)
      sqlite3_finalize(more)
      throw StorageError.other(code: "sqlite-\(SQLITE_MISUSE)")
    }
    handle = statement
    self.connection = connection
  }

  /// The first statement of `text`, nil when there is none, and what stands behind it.
  private static func prepare(
    _ text: UnsafeBufferPointer<CChar>, on connection: OpaquePointer, _ flags: UInt32
  ) throws -> (statement: OpaquePointer?, tail: UnsafeBufferPointer<CChar>) {
    guard let base = text.baseAddress, !text.isEmpty else { return (nil, text) }
    var statement: OpaquePointer?
    var tail: UnsafePointer<CChar>?
    let code = sqlite3_prepare_v3(connection, base, Int32(text.count), flags, &statement, &tail)
    guard code == SQLITE_OK else { throw SQLiteErrors.last(of: connection, code) }
    return (statement, UnsafeBufferPointer(rebasing: text[(tail.map { base.distance(to: $0) } ?? text.count)...]))
  }

  deinit { sqlite3_finalize(handle) }

  /// Read anew when the schema changed under a kept statement.
  var columns: SQLColumns {
    let count = Int(sqlite3_column_count(handle))
    if let namedColumns, namedColumns.names.count == count { return namedColumns }
    let columns = SQLColumns((0..<Int32(count)).map { String(cString: sqlite3_column_name(handle, $0)) })
    namedColumns = columns
    return columns
  }

  func bind(_ arguments: [SQLValue]) throws {
    guard Int(sqlite3_bind_parameter_count(handle)) == arguments.count else { throw StorageError.argumentCount }
    for (index, value) in arguments.enumerated() {
      try SQLiteValues.bind(value, at: Int32(index + 1), of: handle)
    }
  }

  /// True while there is a row.
  func step() throws -> Bool {
    turn += 1
    isRunning = true
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw SQLiteErrors.last(of: connection, code)
    }
  }

  /// Ready to be bound again; what was bound is forgotten, it may be personal data.
  func reset() {
    // Repeats the error of a failed step, which was thrown already.
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    turn += 1
    isRunning = false
    lastTexts.removeAll(keepingCapacity: true)
  }

  /// A text of the row of that turn.
  func text(_ column: String, _ turn: Int) throws -> String? {
    let index = try index(of: column, turn)
    switch sqlite3_column_type(handle, index) {
    case SQLITE_NULL: return nil
    case SQLITE_TEXT: break
    default: throw StorageError.column(column)
    }
    let bytes = UnsafeBufferPointer(
      start: sqlite3_column_text(handle, index), count: Int(sqlite3_column_bytes(handle, index)))
    // Rows that follow one another often say the same: then the text is the one before, neither made nor checked anew.
    if lastTexts.count <= Int(index) { lastTexts += Array(repeating: "", count: Int(index) + 1 - lastTexts.count) }
    if lastTexts[Int(index)].utf8.withContiguousStorageIfAvailable({ Self.same($0, bytes) }) != true {
      lastTexts[Int(index)] = String(decoding: bytes, as: UTF8.self)
    }
    return lastTexts[Int(index)]
  }

  /// Whether a text of the row of that turn has `part` in it.
  func contains(_ column: String, _ part: [UInt8], _ turn: Int) throws -> Bool {
    let index = try index(of: column, turn)
    guard sqlite3_column_type(handle, index) == SQLITE_TEXT, let text = sqlite3_column_text(handle, index) else {
      throw StorageError.column(column)
    }
    return UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(handle, index))).holds(part)
  }

  private func index(of column: String, _ turn: Int) throws -> Int32 {
    if namedColumns == nil { namedColumns = columns }
    guard turn == self.turn, let index = namedColumns?.index(of: column) else { throw StorageError.column(column) }
    return Int32(index)
  }

  private static func same(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count, let a = left.baseAddress, let b = right.baseAddress else { return false }
    return memcmp(a, b, left.count) == 0
  }

  /// The whole row of that turn.
  func row(_ turn: Int) throws -> SQLRow {
    guard turn == self.turn else { throw StorageError.noTransaction }
    return row(columns)
  }

  func row(_ columns: SQLColumns) -> SQLRow {
    let handle = handle
    let values = [SQLValue](unsafeUninitializedCapacity: columns.names.count) { room, count in
      while count < columns.names.count {
        room.initializeElement(at: count, to: SQLiteValues.column(Int32(count), of: handle))
        count += 1
      }
    }
    return SQLRow(columns: columns, values: values)
  }
}
