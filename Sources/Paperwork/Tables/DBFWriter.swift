/// Writes a dBase III file in GB18030 that FoxPro, WPS, Excel and LibreOffice open.
///
/// The code page byte is 0x7A (code page 936), the only Chinese mark that Visual FoxPro knows and the one it writes
/// itself; it calls 0x4D unknown and asks. dbfread reads both alike, and LibreOffice without a screen looks at neither (it
/// takes the encoding from its import filter: `dBase:85` is GB18030). No mark exists for GB18030; programs that take 936
/// literally show all of GBK and, for rarer characters, wrong ones, which is theirs to mend: the bytes are right.
///
/// The file appears under its name when `finish()` returns; without it nothing is left behind.
public final class DBFWriter {
  /// One column.
  public struct Field: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      /// Text of at most this many bytes of GB18030 (1…254); a common Han character takes two, a rare one four.
      case text(bytes: Int)
      /// A decimal number: all characters with point and sign (1…20), and those behind the point.
      case number(digits: Int, decimals: Int)
      /// `YYYYMMDD`.
      case date
      /// 是 / 否, also TRUE / FALSE.
      case logical
    }

    /// At most 10 bytes of GB18030: ten Latin letters or five Han characters.
    public let name: String
    public let kind: Kind

    public init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// Records written so far.
  public private(set) var records = 0
  private let fields: [Field]
  private let output: TableOutput
  private let recordBytes: Int
  private var record: [UInt8] = []

  static let codePageMark: UInt8 = 0x7A
  private static let nameBytes = 10
  private static let mostFields = 255
  /// FoxPro opens files up to 2 GB.
  private static let mostBytes = Int(Int32.max)

  /// - Parameters:
  ///   - path: where the file will lie.
  ///   - fields: 1…255 columns.
  ///   - changed: the day that the header names as that of the last change.
  /// - Throws: `TableWriteRefusal` for field names and widths, `TableFault`.
  public init(path: String, fields: [Field], changed: (year: Int, month: Int, day: Int)) throws {
    try Self.check(fields)
    self.fields = fields
    recordBytes = fields.reduce(1) { $0 + $1.kind.width }
    output = try TableOutput(path: path)
    try output.write(header(changed))
  }

  /// Adds one record; all of it or, when it throws, nothing.
  ///
  /// - Parameter values: one text a field, "" for none; fewer than fields leaves the rest blank.
  /// - Throws: `TableWriteRefusal` that names the record (from 1) and the field, `TableFault`.
  public func write(_ values: [String]) throws {
    precondition(values.count <= fields.count, "more values than fields")
    record.removeAll(keepingCapacity: true)
    record.append(0x20)
    for (index, field) in fields.enumerated() {
      let start = record.count
      if index < values.count { try append(values[index], field) }
      while record.count < start + field.kind.width { record.append(0x20) }
    }
    let limit = (Self.mostBytes - 32 * (fields.count + 1)) / recordBytes
    guard records < limit else { throw TableWriteRefusal.tooManyRows(limit: limit) }
    try output.write(record)
    records += 1
  }

  /// Ends the file, makes it durable and gives it its name.
  public func finish() throws {
    try output.write([0x1A])
    try output.overwrite(at: 4, Self.bytes(records, 4))
    try output.commit()
  }

  private func append(_ value: String, _ field: Field) throws {
    let row = records + 1
    switch field.kind {
    case .text(let width):
      if value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
        throw TableWriteRefusal.controlCharacter(row: row, field: field.name)
      }
      let start = record.count
      guard GB18030.append(value, to: &record) else {
        let point = GB18030.firstUnencodable(in: value)?.value ?? 0
        throw TableWriteRefusal.unencodable(row: row, field: field.name, codePoint: point)
      }
      let count = record.count - start
      guard count <= width else { throw TableWriteRefusal.tooWide(row: row, field: field.name, bytes: count, width: width) }
    case .number(let digits, let decimals): try appendNumber(value, field, digits, decimals)
    case .date:
      if value.isEmpty { return }
      guard DBFText.isDate(value) else { throw TableWriteRefusal.notADate(row: row, field: field.name) }
      record.append(contentsOf: value.utf8)
    case .logical:
      switch value {
      case "": record.append(UInt8(ascii: "?"))
      case "是", "TRUE", "T": record.append(UInt8(ascii: "T"))
      case "否", "FALSE", "F": record.append(UInt8(ascii: "F"))
      default: throw TableWriteRefusal.notLogical(row: row, field: field.name)
      }
    }
  }

  private func appendNumber(_ value: String, _ field: Field, _ digits: Int, _ decimals: Int) throws {
    if value.isEmpty { return }
    guard let fraction = DBFText.decimals(ofNumber: value), fraction <= decimals else {
      throw TableWriteRefusal.notANumber(row: records + 1, field: field.name)
    }
    var text = value
    if decimals > 0 {
      if fraction == 0 { text += "." }
      text += String(repeating: "0", count: decimals - fraction)
    }
    let count = text.utf8.count
    guard count <= digits else {
      throw TableWriteRefusal.tooWide(row: records + 1, field: field.name, bytes: count, width: digits)
    }
    record.append(contentsOf: repeatElement(0x20, count: digits - count))
    record.append(contentsOf: text.utf8)
  }

  private static func check(_ fields: [Field]) throws {
    guard !fields.isEmpty, fields.count <= mostFields else { throw TableWriteRefusal.fieldWidth(fields.last?.name ?? "") }
    var seen: Set<String> = []
    for field in fields {
      let name = GB18030.encode(field.name) ?? []
      guard !name.isEmpty, name.count <= nameBytes, name.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
        seen.insert(field.name.uppercased()).inserted
      else { throw TableWriteRefusal.fieldName(field.name) }
      guard field.kind.isPossible else { throw TableWriteRefusal.fieldWidth(field.name) }
    }
  }

  private func header(_ changed: (year: Int, month: Int, day: Int)) -> [UInt8] {
    let size = 32 * (fields.count + 1) + 1
    var bytes: [UInt8] = [
      0x03, UInt8(clamping: changed.year - 1900), UInt8(clamping: changed.month), UInt8(clamping: changed.day),
    ]
    bytes += Self.bytes(0, 4) + Self.bytes(size, 2) + Self.bytes(recordBytes, 2)
    bytes += [UInt8](repeating: 0, count: 17) + [Self.codePageMark, 0, 0]
    for field in fields {
      let name = GB18030.encode(field.name) ?? []
      bytes += name + [UInt8](repeating: 0, count: 11 - name.count) + [field.kind.letter, 0, 0, 0, 0]
      bytes += [UInt8(field.kind.width), UInt8(field.kind.decimals)] + [UInt8](repeating: 0, count: 14)
    }
    return bytes + [0x0D]
  }

  private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

extension DBFWriter.Field.Kind {
  var width: Int {
    switch self {
    case .text(let bytes): bytes
    case .number(let digits, _): digits
    case .date: 8
    case .logical: 1
    }
  }

  var decimals: Int {
    if case .number(_, let decimals) = self { decimals } else { 0 }
  }

  var letter: UInt8 {
    switch self {
    case .text: UInt8(ascii: "C")
    case .number: UInt8(ascii: "N")
    case .date: UInt8(ascii: "D")
    case .logical: UInt8(ascii: "L")
    }
  }

  var isPossible: Bool {
    switch self {
    case .text(let bytes): (1...254).contains(bytes)
    case .number(let digits, let decimals):
      (1...20).contains(digits) && (0...15).contains(decimals) && (decimals == 0 || decimals < digits - 1)
    case .date, .logical: true
    }
  }
}

/// What may stand in a field that is not text.
enum DBFText {
  /// Digits behind the point of `-12.50`; nil when it is no such number.
  static func decimals(ofNumber text: String) -> Int? {
    let body = text.first == "-" ? text.dropFirst() : text[...]
    let parts = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { CellNumber.isDigit($0) } }) else { return nil }
    return parts.count == 2 ? parts[1].utf8.count : 0
  }

  /// Eight digits that are a day of the calendar.
  static func isDate(_ text: String) -> Bool {
    guard text.utf8.count == 8, text.utf8.allSatisfy({ CellNumber.isDigit($0) }), let number = Int(text) else { return false }
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    guard year >= 1, (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }
}
