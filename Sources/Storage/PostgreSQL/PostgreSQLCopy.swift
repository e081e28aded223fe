import CPostgres

/// COPY in binary: the quickest way in, and no text to escape.
struct PostgreSQLCopy {
  private let connection: PostgreSQLConnection
  private let types: [Oid]

  init(_ connection: PostgreSQLConnection, types: [Oid]) {
    self.connection = connection
    self.types = types
  }

  func insert(into table: String, columns: String, rows: some Sequence<[SQLValue]>) throws {
    try connection.simple("COPY \(table) (\(columns)) FROM STDIN (FORMAT binary)")
    do {
      // Signature, no flags, no header extension.
      var buffer: [UInt8] = Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0x00] + [UInt8](repeating: 0, count: 8)
      for row in rows {
        guard connection.job?.isCancelled != true else { throw StorageError.cancelled }
        try append(row, to: &buffer)
        if buffer.count >= StorageLimits.copyChunkBytes { try send(&buffer) }
      }
      PostgreSQLValues.append(Int16(-1), to: &buffer)
      try send(&buffer)
    } catch let error where !connection.isBroken {
      // The server leaves COPY with an error of its own; ours says what it was.
      try connection.sent(PQputCopyEnd(connection.handle, "22000"))
      do { _ = try connection.collect() } catch let failure as PostgreSQLFailure { throw failure } catch {}
      throw error
    }
    try connection.sent(PQputCopyEnd(connection.handle, nil))
    _ = try connection.collect()
  }

  private func send(_ buffer: inout [UInt8]) throws {
    let outcome = buffer.withUnsafeBytes { bytes in
      PQputCopyData(connection.handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    buffer.removeAll(keepingCapacity: true)
    guard outcome == 1 else {
      connection.giveUp()
      throw PostgreSQLFailure.lost
    }
  }

  private func append(_ row: [SQLValue], to buffer: inout [UInt8]) throws {
    guard row.count == types.count else { throw StorageError.argumentCount }
    PostgreSQLValues.append(Int16(row.count), to: &buffer)
    for (value, type) in zip(row, types) {
      guard !value.isNull else {
        PostgreSQLValues.append(Int32(-1), to: &buffer)
        continue
      }
      let place = buffer.count
      PostgreSQLValues.append(Int32(0), to: &buffer)
      try PostgreSQLValues.encode(fitted(value, to: type), into: &buffer)
      let length = Int32(buffer.count - place - 4)
      withUnsafeBytes(of: length.bigEndian) { buffer.replaceSubrange(place..<(place + 4), with: $0) }
    }
  }

  private func fitted(_ value: SQLValue, to type: Oid) throws -> SQLValue {
    switch (value, type) {
    case (.integer, PostgreSQLValues.int8), (.real, PostgreSQLValues.float8), (.text, PostgreSQLValues.text),
      (.blob, PostgreSQLValues.bytea):
      value
    case (.integer(let integer), PostgreSQLValues.float8): .real(Double(integer))
    default: throw StorageError.datatype
    }
  }
}
