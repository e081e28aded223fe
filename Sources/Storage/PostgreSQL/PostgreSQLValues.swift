import CPostgres

/// Values between Swift and PostgreSQL's binary formats.
enum PostgreSQLValues {
  static let int8: Oid = 20
  static let float8: Oid = 701
  static let text: Oid = 25
  static let bytea: Oid = 17

  /// The type an argument is sent as; a NULL has none, the server finds it from its place.
  static func type(of value: SQLValue) -> Oid {
    switch value {
    case .null: 0
    case .integer: int8
    case .real: float8
    case .text: text
    case .blob: bytea
    }
  }

  /// Appends the binary form; NULL appends nothing.
  static func encode(_ value: SQLValue, into buffer: inout [UInt8]) throws {
    switch value {
    case .null: break
    case .integer(let integer): append(integer, to: &buffer)
    case .real(let real):
      guard !real.isNaN else { throw StorageError.notANumber }
      append(Int64(bitPattern: real.bitPattern), to: &buffer)
    case .text(var text):
      try text.withUTF8 { bytes in
        guard !bytes.contains(0) else { throw StorageError.nulInText }
        guard bytes.count <= StorageLimits.valueBytes else { throw StorageError.other(code: "54000") }
        buffer.append(contentsOf: bytes)
      }
    case .blob(let blob):
      guard blob.count <= StorageLimits.valueBytes else { throw StorageError.other(code: "54000") }
      buffer.append(contentsOf: blob)
    }
  }

  static func append<Number: FixedWidthInteger>(_ number: Number, to buffer: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
  }

  static func decode(_ bytes: UnsafeRawBufferPointer, type: Oid) throws -> SQLValue {
    switch type {
    case 16: .integer(bytes.first == 1 ? 1 : 0)
    case 17: .blob(Array(bytes))
    case 20: .integer(number(bytes, Int64.self))
    case 21: .integer(Int64(number(bytes, Int16.self)))
    case 23: .integer(Int64(number(bytes, Int32.self)))
    case 26: .integer(Int64(number(bytes, UInt32.self)))
    case 700: .real(Double(Float(bitPattern: number(bytes, UInt32.self))))
    case 701: .real(Double(bitPattern: number(bytes, UInt64.self)))
    case 1700: try numeric(bytes)
    // text, varchar, char(n), name, "char", an untyped literal, json
    case 25, 1043, 1042, 19, 18, 705, 114: .text(String(decoding: bytes, as: UTF8.self))
    case 2278: .null  // void
    default: throw StorageError.datatype
    }
  }

  private static func number<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, _: Number.Type) -> Number {
    guard bytes.count == MemoryLayout<Number>.size else { return 0 }
    return Number(bigEndian: bytes.loadUnaligned(as: Number.self))
  }

  /// NUMERIC: four 16-bit numbers (digits, weight, sign, decimals shown), then digits of base 10,000.
  ///
  /// Without decimals it is an integer, as `SUM` of integers is on SQLite; else a real, as `AVG` is there.
  private static func numeric(_ bytes: UnsafeRawBufferPointer) throws -> SQLValue {
    func short(_ index: Int) -> Int {
      Int(number(UnsafeRawBufferPointer(rebasing: bytes[(index * 2)..<(index * 2 + 2)]), Int16.self))
    }
    guard bytes.count >= 8, short(0) >= 0, bytes.count == 8 + short(0) * 2 else { throw StorageError.datatype }
    let digits = (0..<short(0)).map { short(4 + $0) }
    let weight = short(1)
    let negative = UInt16(truncatingIfNeeded: short(2)) == 0x4000
    guard negative || short(2) == 0 else { throw StorageError.notANumber }
    if short(3) == 0 { return .integer(try integer(digits, weight: weight, negative: negative)) }
    var real = 0.0
    for (index, digit) in digits.enumerated() { real += Double(digit) * power(weight - index) }
    return .real(negative ? -real : real)
  }

  private static func integer(_ digits: [Int], weight: Int, negative: Bool) throws -> Int64 {
    var sum: Int64 = 0
    guard weight >= 0 else { return 0 }
    for index in 0...weight {
      let digit = Int64(index < digits.count ? digits[index] : 0)
      let (shifted, tooLarge) = sum.multipliedReportingOverflow(by: 10_000)
      // Counted downwards when negative: the least Int64 has no positive twin.
      let (next, overflow) = shifted.addingReportingOverflow(negative ? -digit : digit)
      guard !tooLarge, !overflow else { throw StorageError.outOfRange }
      sum = next
    }
    return sum
  }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<abs(exponent) { power *= 10_000 }
    return exponent < 0 ? 1 / power : power
  }
}
