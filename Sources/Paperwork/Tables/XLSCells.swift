import GraduatePhotos

/// Turns the cell records of an old workbook's sheet into rows.
final class XLSCells {
  private let stream: BIFFStream
  private let globals: XLSGlobals
  private let rows: RowEmitter
  /// Row of the cells gathered so far, from 0; -1 before the first.
  private var row = -1

  init(stream: BIFFStream, globals: XLSGlobals, rows: RowEmitter) {
    self.stream = stream
    self.globals = globals
    self.rows = rows
  }

  /// Takes the record whose data the stream holds; false when the caller has seen enough.
  func take(_ record: BIFFStream.Record) throws -> Bool {
    let place = stream.data.withUnsafeBufferPointer { ($0.uint16(0), $0.uint16(2), $0.uint16(4)) }
    guard let row = place.0, let column = place.1 else { throw Self.damage }
    if row != self.row {
      if self.row >= 0, try !rows.end() { return false }
      self.row = row
      rows.begin(row + 1)
    }
    let style = place.2 ?? 0
    if record.type == BIFF.formula {
      try takeFormula(column, style)
    } else {
      try stream.data.withUnsafeBufferPointer { try takeValue(record.type, $0, column, style) }
    }
    return true
  }

  func finish() throws -> Bool { try row >= 0 ? rows.end() : true }

  private static var damage: TableRefusal { .damaged(.xls, part: "工作表") }

  private func takeValue(_ type: Int, _ data: UnsafeBufferPointer<UInt8>, _ column: Int, _ style: Int) throws {
    switch type {
    case BIFF.number:
      guard let bits = data.uint64(6) else { throw Self.damage }
      try put(Double(bitPattern: bits), column, style)
    case BIFF.rk:
      guard let value = data.uint32(6) else { throw Self.damage }
      try put(BIFF.value(rk: value), column, style)
    case BIFF.multipleRK:
      for index in 0..<max(0, (data.count - 6) / 6) {
        guard let style = data.uint16(4 + index * 6), let value = data.uint32(6 + index * 6) else { throw Self.damage }
        try put(BIFF.value(rk: value), column + index, style)
      }
    case BIFF.sharedString:
      guard let index = data.uint32(6), let text = globals.strings[index] else { throw Self.damage }
      try put(globals.strings.isBroken(index) ? nil : text, column)
    case BIFF.label, BIFF.richString:
      let found =
        globals.isVersion8 ? BIFFText.unicode(data, at: 6, lengthBytes: 2) : BIFFText.bytes(data, at: 6, lengthBytes: 2)
      guard let found else { throw Self.damage }
      try put(found.text, column)
    case BIFF.logical:
      guard let value = data.slice(6, 2) else { throw Self.damage }
      if value[1] == 0 {
        try rows.put(TableCell(text: value[0] == 0 ? "FALSE" : "TRUE", origin: .logical), column: column)
      } else {
        try rows.put(TableCell(text: BIFF.error(value[0])), column: column, flaw: .errorValue)
      }
    default: return
    }
  }

  /// The value that was stored with a formula: eight bytes, a number unless the last two are 0xFFFF.
  private func takeFormula(_ column: Int, _ style: Int) throws {
    guard let value = stream.data.withUnsafeBufferPointer({ $0.slice(6, 8).map(Array.init) }) else { throw Self.damage }
    guard value[6] == 0xFF, value[7] == 0xFF else {
      let bits = value.withUnsafeBufferPointer { $0.uint64(0) ?? 0 }
      return try put(Double(bitPattern: bits), column, style)
    }
    switch value[0] {
    case 0: try takeFormulaText(column)
    case 1: try rows.put(TableCell(text: value[2] == 0 ? "FALSE" : "TRUE", origin: .logical), column: column)
    case 2: try rows.put(TableCell(text: BIFF.error(value[2])), column: column, flaw: .errorValue)
    default: return
    }
  }

  /// The text of a formula stands in a STRING record close behind it (after ARRAY, TABLE or SHRFMLA records).
  private func takeFormulaText(_ column: Int) throws {
    for _ in 0..<3 {
      guard let type = try stream.peekType(), !BIFF.cells.contains(type), type != BIFF.endOfFile else { return }
      guard try stream.next() != nil else { return }
      guard type == BIFF.string else { continue }
      let found = stream.data.withUnsafeBufferPointer {
        globals.isVersion8 ? BIFFText.unicode($0, at: 0, lengthBytes: 2) : BIFFText.bytes($0, at: 0, lengthBytes: 2)
      }
      if let found { try put(found.text, column) }
      return
    }
  }

  private func put(_ value: Double, _ column: Int, _ style: Int) throws {
    try rows.put(SheetNumber.cell(value, globals.format(style), is1904: globals.is1904), column: column)
  }

  /// Nil is text that could not be decoded.
  private func put(_ text: String?, _ column: Int) throws {
    if let text {
      try rows.put(TableCell(text: text), column: column)
    } else {
      try rows.put(.blank, column: column, flaw: .undecodable)
    }
  }
}
