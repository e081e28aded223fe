import Glibc
import GraduatePhotos

/// One field of one record as a cell.
enum DBFValue {
  static func cell(
    of field: DBFField, record: UnsafePointer<UInt8>, header: DBFHeader
  ) -> (cell: TableCell, flaw: CellFlaw.Kind?) {
    if let flags = header.nullFlags, let bit = field.nullBit, isSet(bit, flags, record) { return (.blank, nil) }
    let bytes = UnsafeBufferPointer(start: record + field.offset, count: field.length)
    switch field.type {
    case UInt8(ascii: "C"): return text(bytes)
    case UInt8(ascii: "V"):
      guard let flags = header.nullFlags, let bit = field.shorterBit, isSet(bit, flags, record) else { return text(bytes) }
      let length = min(Int(bytes[bytes.count - 1]), bytes.count - 1)
      return text(UnsafeBufferPointer(rebasing: bytes[..<length]))
    case UInt8(ascii: "N"), UInt8(ascii: "F"): return (number(bytes), nil)
    case UInt8(ascii: "D"): return (date(bytes), nil)
    case UInt8(ascii: "L"): return (logical(bytes), nil)
    case UInt8(ascii: "I"), UInt8(ascii: "+"): return (integer(bytes), nil)
    case UInt8(ascii: "B") where header.isVisualFoxPro: return (double(bytes, decimals: field.decimals), nil)
    case UInt8(ascii: "O"): return (double(bytes, decimals: 0), nil)
    case UInt8(ascii: "Y"): return (currency(bytes), nil)
    case UInt8(ascii: "T"), UInt8(ascii: "@"): return (dateTime(bytes), nil)
    case UInt8(ascii: "M"), UInt8(ascii: "G"), UInt8(ascii: "P"), UInt8(ascii: "B"), UInt8(ascii: "Q"), UInt8(ascii: "W"),
      UInt8(ascii: "X"):
      return (.blank, isEmpty(bytes) ? nil : .memo)
    default: return text(bytes)
    }
  }

  @inline(__always)
  static func same(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    memcmp(one, other, count) == 0
  }

  private static func isSet(_ bit: Int, _ flags: DBFField, _ record: UnsafePointer<UInt8>) -> Bool {
    bit / 8 < flags.length && record[flags.offset + bit / 8] & (1 << UInt8(bit % 8)) != 0
  }

  /// Blanks and zero bytes behind the text are filling.
  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> (cell: TableCell, flaw: CellFlaw.Kind?) {
    var count = bytes.count
    while count > 0, bytes[count - 1] == 0x20 || bytes[count - 1] == 0 { count -= 1 }
    if count == 0 { return (.blank, nil) }
    guard let text = GB18030.decode(UnsafeBufferPointer(rebasing: bytes[..<count])) else { return (.blank, .undecodable) }
    return (TableCell(text: text), nil)
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> TableCell {
    let trimmed = trim(bytes)
    // A value too wide for its field is stored as stars: there is no value left.
    if trimmed.isEmpty || trimmed.allSatisfy({ $0 == UInt8(ascii: "*") }) { return .blank }
    return CellNumber.cell(trimmed)
  }

  private static func date(_ bytes: UnsafeBufferPointer<UInt8>) -> TableCell {
    let trimmed = trim(bytes)
    if trimmed.isEmpty || trimmed.allSatisfy({ $0 == UInt8(ascii: "0") }) { return .blank }
    return TableCell(text: String(decoding: trimmed, as: UTF8.self), origin: .date)
  }

  private static func logical(_ bytes: UnsafeBufferPointer<UInt8>) -> TableCell {
    switch bytes[0] {
    case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "Y"), UInt8(ascii: "y"): TableCell(text: "TRUE", origin: .logical)
    case UInt8(ascii: "F"), UInt8(ascii: "f"), UInt8(ascii: "N"), UInt8(ascii: "n"): TableCell(text: "FALSE", origin: .logical)
    default: .blank
    }
  }

  private static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> TableCell {
    guard let value = bytes.uint32(0) else { return .blank }
    return TableCell(text: String(Int32(truncatingIfNeeded: value)), origin: .number)
  }

  private static func double(_ bytes: UnsafeBufferPointer<UInt8>, decimals: Int) -> TableCell {
    guard let bits = bytes.uint64(0) else { return .blank }
    return CellNumber.cell(Double(bitPattern: bits))
  }

  /// Ten-thousandths in 64 bits.
  private static func currency(_ bytes: UnsafeBufferPointer<UInt8>) -> TableCell {
    guard let bits = bytes.uint64(0) else { return .blank }
    let value = Int64(bitPattern: bits)
    let whole = value.magnitude / 10_000
    var fraction = String(value.magnitude % 10_000 + 10_000).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    let text = (value < 0 ? "-" : "") + String(whole) + (fraction.isEmpty ? "" : "." + fraction)
    return TableCell(text: text, origin: .number)
  }

  /// Julian day and milliseconds of the day.
  private static func dateTime(_ bytes: UnsafeBufferPointer<UInt8>) -> TableCell {
    guard let day = bytes.uint32(0), let milliseconds = bytes.uint32(4), day > 0 else { return .blank }
    let daysSince1900 = day - CellDate.julianDayOfEpoch
    guard let text = CellDate.text(daysSinceEpoch: daysSince1900, seconds: (milliseconds + 500) / 1000) else { return .blank }
    return TableCell(text: text, origin: .date)
  }

  private static func isEmpty(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { $0 == 0x20 || $0 == 0 || $0 == UInt8(ascii: "0") }
  }

  private static func trim(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = bytes.count
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0 { end -= 1 }
    while start < end, bytes[start] == 0x20 { start += 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }
}
