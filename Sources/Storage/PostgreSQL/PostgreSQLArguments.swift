import CPostgres

/// The arguments of one statement in binary, as libpq wants them: addresses, lengths, formats.
struct PostgreSQLArguments {
  let types: [Oid]
  private var buffer: [UInt8] = []
  private var ranges: [Range<Int>?] = []

  init(_ values: [SQLValue]) throws {
    guard values.count <= StorageLimits.argumentsPerStatement else { throw StorageError.other(code: "54023") }
    types = values.map { PostgreSQLValues.type(of: $0) }
    for value in values {
      let start = buffer.count
      try PostgreSQLValues.encode(value, into: &buffer)
      ranges.append(value.isNull ? nil : start..<buffer.count)
    }
    // An empty text needs an address that is not null.
    buffer.append(0)
  }

  func withPointers<T>(
    _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> T
  ) -> T {
    buffer.withUnsafeBytes { bytes in
      let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let values = ranges.map { range in range.flatMap { range in start.map { $0 + range.lowerBound } } }
      let lengths = ranges.map { Int32($0?.count ?? 0) }
      return body(values, lengths, [Int32](repeating: 1, count: ranges.count))
    }
  }
}
