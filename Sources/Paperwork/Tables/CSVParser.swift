import GraduatePhotos

/// Takes UTF-8 in pieces and puts out rows; a state machine over bytes (RFC 4180, and what spreadsheets really write).
struct CSVParser {
  private enum State { case fieldStart, plain, quoted, quoteInQuoted }

  private let separator: UInt8
  private let rows: RowEmitter
  private let longestField: Int
  private var skipsFirstRow: Bool
  private var state = State.fieldStart
  /// The part of the field that came in an earlier piece, or between quotes.
  private var field: [UInt8] = []
  private var column = 0
  private var number = 1
  private var sawReturn = false

  private static let quote = UInt8(ascii: "\"")
  private static let newline: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  init(dialect: CSVDialect, rows: RowEmitter) {
    separator = dialect.separator
    skipsFirstRow = dialect.declaresSeparator
    self.rows = rows
    longestField = rows.longestCellBytes
    rows.begin(1)
  }

  /// False when the caller has seen enough.
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool {
    var index = 0
    while index < bytes.count {
      switch state {
      case .fieldStart:
        let byte = bytes[index]
        if sawReturn {
          sawReturn = false
          if byte == Self.newline {
            index += 1
            continue
          }
        }
        if byte == Self.quote { index += 1 }
        state = byte == Self.quote ? .quoted : .plain
      case .plain:
        let start = index
        while index < bytes.count, !endsField(bytes[index]) { index += 1 }
        let part = UnsafeBufferPointer(rebasing: bytes[start..<index])
        if index == bytes.count {
          try keep(part)
        } else {
          try put(part)
          guard try end(with: bytes[index]) else { return false }
          index += 1
        }
      case .quoted:
        let start = index
        while index < bytes.count, bytes[index] != Self.quote { index += 1 }
        try keep(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        if index < bytes.count {
          state = .quoteInQuoted
          index += 1
        }
      case .quoteInQuoted:
        if bytes[index] == Self.quote {
          field.append(Self.quote)
          state = .quoted
          index += 1
        } else {
          // What follows the closing quote belongs to the field as it stands.
          state = .plain
        }
      }
    }
    return true
  }

  mutating func finish() throws {
    if state == .quoted { throw TableRefusal.unclosedQuote(row: number) }
    if state != .fieldStart { try put(UnsafeBufferPointer(start: nil, count: 0)) }
    _ = try endRow()
  }

  @inline(__always)
  private func endsField(_ byte: UInt8) -> Bool {
    byte == separator || byte == Self.newline || byte == Self.carriageReturn
  }

  private mutating func keep(_ part: UnsafeBufferPointer<UInt8>) throws {
    field.append(contentsOf: part)
    guard field.count > longestField else { return }
    if state == .quoted { throw TableRefusal.unclosedQuote(row: number) }
    throw TableRefusal.cellTooLong(row: number, column: column + 1, limit: longestField / 4)
  }

  private mutating func put(_ rest: UnsafeBufferPointer<UInt8>) throws {
    if field.isEmpty {
      if !rest.isEmpty { try put(value: rest) }
    } else {
      field.append(contentsOf: rest)
      try field.withUnsafeBufferPointer { try put(value: $0) }
      field.removeAll(keepingCapacity: true)
    }
  }

  private func put(value: UnsafeBufferPointer<UInt8>) throws {
    if column == 0, value.count == 1, value[0] == 0x1A { return }
    let text = CSVGuard.unwrapped(value)
    if text.isEmpty { return }
    try rows.put(TableCell(text: text, lostDigits: CellNumber.isExponentForm(text)), column: column)
  }

  private mutating func end(with byte: UInt8) throws -> Bool {
    state = .fieldStart
    if byte == separator {
      column += 1
      return true
    }
    sawReturn = byte == Self.carriageReturn
    return try endRow()
  }

  private mutating func endRow() throws -> Bool {
    let goesOn = try skipsFirstRow ? true : rows.end()
    skipsFirstRow = false
    number += 1
    column = 0
    rows.begin(number)
    return goesOn
  }
}

/// The tricks by which text survives being opened as CSV in a spreadsheet, put on and taken off.
///
/// `="0123"` keeps digits, a leading tab does the same, and a leading apostrophe keeps a cell from being run as a formula.
enum CSVGuard {
  private static let apostrophe = UInt8(ascii: "'")
  /// First bytes that make a spreadsheet run the cell, or that would be mistaken for the guard itself.
  static let dangerous: Set<UInt8> = [
    UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D, apostrophe,
  ]

  /// The text without its guard.
  static func unwrapped(_ value: UnsafeBufferPointer<UInt8>) -> String {
    let count = value.count
    if count >= 3, value[0] == UInt8(ascii: "="), value[1] == UInt8(ascii: "\""), value[count - 1] == UInt8(ascii: "\"") {
      let inner = UnsafeBufferPointer(rebasing: value[2..<(count - 1)])
      if let plain = undoubled(inner) { return plain }
    }
    var start = 0
    while start < count, value[start] == 0x09 { start += 1 }
    if start == 0, count > 1, value[0] == apostrophe, dangerous.contains(value[1]) || CellNumber.isDigit(value[1]) { start = 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: value[start...]), as: UTF8.self)
  }

  /// A text constant of a formula; nil when the quotes in it are not doubled, so that it is more than a constant.
  private static func undoubled(_ inner: UnsafeBufferPointer<UInt8>) -> String? {
    if !inner.contains(UInt8(ascii: "\"")) { return String(decoding: inner, as: UTF8.self) }
    var bytes: [UInt8] = []
    var index = 0
    while index < inner.count {
      if inner[index] == UInt8(ascii: "\"") {
        guard index + 1 < inner.count, inner[index + 1] == UInt8(ascii: "\"") else { return nil }
        index += 1
      }
      bytes.append(inner[index])
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
