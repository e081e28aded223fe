import GRDBSQLite
import Glibc

/// Statements of one SQLite handle, each prepared once; used by one thread at a time.
final class SQLiteConnection {
  let handle: OpaquePointer
  /// By the texts' lengths: comparing with the few of one length is quicker than hashing a text of a thousand characters.
  private var kept: [Int: [(sql: String, statement: SQLiteStatement)]] = [:]
  private var keptCount = 0

  /// Borrows `handle`, which has to outlive the statements: see ``forget()``.
  init(borrowing handle: OpaquePointer) { self.handle = handle }

  /// The kept statement of this text; another while that one is being run.
  func statement(_ sql: String) throws -> SQLiteStatement {
    if let statement = kept[sql.utf8.count]?.first(where: { $0.sql == sql })?.statement {
      return statement.isRunning ? try SQLiteStatement(sql, on: handle, isKept: false) : statement
    }
    let statement = try SQLiteStatement(sql, on: handle, isKept: true)
    if keptCount >= StorageLimits.preparedStatementsPerConnection { forget() }
    kept[sql.utf8.count, default: []].append((sql, statement))
    keptCount += 1
    return statement
  }

  /// Lets go of every statement; to be done before the handle is closed.
  func forget() {
    kept.removeAll()
    keptCount = 0
  }
}

/// A prepared statement; the names of its columns are read once.
final class SQLiteStatement {
  let handle: OpaquePointer
  private let connection: OpaquePointer
  private var namedColumns: SQLColumns?
  private(set) var isRunning = false

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
    isRunning = false
  }

  /// All rows; each column is a text or NULL.
  func sheet() throws -> SQLSheet {
    var filling = SQLSheetFilling()
    guard try step() else { return filling.sheet(columnCount: 0) }
    // After the first step: then a schema that changed meanwhile has been noticed.
    let count = sqlite3_column_count(handle)
    // Tables are STRICT: a column that was a text once is never anything else.
    var isText = [Bool](repeating: false, count: Int(count))
    repeat {
      for index in 0..<count {
        if !isText[Int(index)] { isText[Int(index)] = try checkText(index) }
        // Looked up once for text and length; good as long as nobody else uses the connection.
        let value = sqlite3_column_value(handle, index)
        guard let text = sqlite3_value_text(value) else {
          try filling.append(UnsafeBufferPointer<UInt8>?.none)
          continue
        }
        try filling.append(UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value))))
      }
    } while try step()
    return filling.sheet(columnCount: Int(count))
  }

  /// True for a text, false for NULL.
  private func checkText(_ index: Int32) throws -> Bool {
    switch sqlite3_column_type(handle, index) {
    case SQLITE_TEXT: return true
    case SQLITE_NULL: return false
    default: throw StorageError.column(columns.names[Int(index)])
    }
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
