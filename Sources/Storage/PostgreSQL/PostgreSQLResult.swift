import CPostgres

/// A result of the server, freed with its last reference.
final class PostgreSQLResult {
  let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { PQclear(handle) }

  var status: ExecStatusType { PQresultStatus(handle) }

  var succeeded: Bool { [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_EMPTY_QUERY].contains(status) }

  /// The command that was done, such as `COMMIT` or `INSERT 0 1`.
  var command: String { PQcmdStatus(handle).map { String(cString: $0) } ?? "" }

  /// Rows inserted, changed or deleted.
  var changes: Int { PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0 }

  var state: String { field(67) }  // PG_DIAG_SQLSTATE 'C'
  var constraint: String { field(110) }  // PG_DIAG_CONSTRAINT_NAME 'n'
  var table: String { field(116) }  // PG_DIAG_TABLE_NAME 't'
  var column: String { field(99) }  // PG_DIAG_COLUMN_NAME 'c'

  var rowCount: Int { Int(PQntuples(handle)) }

  var columnTypes: [Oid] { (0..<PQnfields(handle)).map { PQftype(handle, $0) } }

  var columns: SQLColumns {
    SQLColumns((0..<PQnfields(handle)).map { PQfname(handle, $0).map { String(cString: $0) } ?? "" })
  }

  /// The rows one after the other.
  func forEachRow(_ body: (SQLRow) throws -> Void) throws {
    let columns = columns
    let types = columnTypes
    for row in 0..<PQntuples(handle) {
      var values: [SQLValue] = []
      values.reserveCapacity(types.count)
      for (index, type) in types.enumerated() { values.append(try value(row, Int32(index), type)) }
      try body(SQLRow(columns: columns, values: values))
    }
  }

  private func value(_ row: Int32, _ column: Int32, _ type: Oid) throws -> SQLValue {
    guard PQgetisnull(handle, row, column) == 0 else { return .null }
    let bytes = UnsafeRawBufferPointer(
      start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
    return try PostgreSQLValues.decode(bytes, type: type)
  }

  private func field(_ code: Int32) -> String {
    PQresultErrorField(handle, code).map { String(cString: $0) } ?? ""
  }
}
