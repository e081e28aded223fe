import GraduatePhotos

/// Turns the events of a sheet's XML into rows.
final class XLSXSheetListener: XMLListener {
  private enum Kind { case number, shared, inline, formulaText, logical, failure, date }
  private enum Collecting { case nothing, value, inline }

  private let rows: RowEmitter
  private let strings: StringPool
  private let styles: XLSXStyles
  private let is1904: Bool

  // One parser on one thread touches these, tens of times a cell: checking each access at run time costs an eighth of the
  // reading.
  @exclusivity(unchecked) private var number = 0
  @exclusivity(unchecked) private var column = -1
  @exclusivity(unchecked) private var kind = Kind.number
  @exclusivity(unchecked) private var style = 0
  @exclusivity(unchecked) private var value: [UInt8] = []
  @exclusivity(unchecked) private var inline = XLSXText()
  @exclusivity(unchecked) private var collecting = Collecting.nothing
  @exclusivity(unchecked) private var isInRow = false

  /// Highest row of a sheet (ECMA-376: 2^20); higher numbers are damage.
  private static let lastRow = 1_048_576

  init(rows: RowEmitter, strings: StringPool, styles: XLSXStyles, is1904: Bool) {
    self.rows = rows
    self.strings = strings
    self.styles = styles
    self.is1904 = is1904
  }

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) throws {
    switch name[0] {
    case UInt8(ascii: "c") where name[1] == 0: startCell(attributes)
    case UInt8(ascii: "v") where name[1] == 0:
      collecting = .value
      if !value.isEmpty { value.removeAll(keepingCapacity: true) }
    case UInt8(ascii: "r") where XMLName.equals(name, "row"): startRow(attributes)
    case UInt8(ascii: "i") where XMLName.equals(name, "is"):
      collecting = .inline
      inline.reset()
    default: if collecting == .inline { inline.start(name) }
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    switch collecting {
    case .nothing: return
    case .value: value.append(contentsOf: bytes)
    case .inline: inline.text(bytes)
    }
    if value.count > rows.longestCellBytes || inline.bytes.count > rows.longestCellBytes {
      throw TableRefusal.cellTooLong(row: number, column: column + 1, limit: rows.longestCellBytes / 4)
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) throws {
    switch name[0] {
    case UInt8(ascii: "c") where name[1] == 0: try endCell()
    case UInt8(ascii: "v") where name[1] == 0: collecting = .nothing
    case UInt8(ascii: "r") where XMLName.equals(name, "row"):
      isInRow = false
      if try !rows.end() { throw XMLEvents.Enough() }
    case UInt8(ascii: "i") where XMLName.equals(name, "is"):
      collecting = .nothing
      inline.resolveEscapes()
    default: if collecting == .inline { inline.end(name) }
    }
  }

  private func startRow(_ attributes: XMLAttributes) {
    let declared = attributes.integer("r") ?? number + 1
    number = declared > number && declared <= Self.lastRow ? declared : number + 1
    column = -1
    isInRow = true
    rows.begin(number)
  }

  private func startCell(_ attributes: XMLAttributes) {
    kind = .number
    style = 0
    var place: Int?
    if !value.isEmpty { value.removeAll(keepingCapacity: true) }
    if !inline.bytes.isEmpty { inline.reset() }
    guard let pointers = attributes.pointers else { return column += 1 }
    for index in 0..<attributes.count {
      guard let name = pointers[index * 5], name[1] == 0, let start = pointers[index * 5 + 3], let end = pointers[index * 5 + 4]
      else { continue }
      let bytes = UnsafeBufferPointer(start: start, count: end - start)
      switch name[0] {
      case UInt8(ascii: "r"): place = Self.column(of: bytes)
      case UInt8(ascii: "s"): style = XMLName.integer(bytes) ?? 0
      case UInt8(ascii: "t"): kind = Self.kind(of: bytes)
      default: continue
      }
    }
    column = max(place ?? column + 1, column + 1)
  }

  /// `s`, `str`, `inlineStr`, `b`, `e`, `d`, `n`.
  private static func kind(of bytes: UnsafeBufferPointer<UInt8>) -> Kind {
    switch bytes.first {
    case UInt8(ascii: "s"): bytes.count == 1 ? .shared : .formulaText
    case UInt8(ascii: "i"): .inline
    case UInt8(ascii: "b"): .logical
    case UInt8(ascii: "e"): .failure
    case UInt8(ascii: "d"): .date
    default: .number
    }
  }

  /// The column of `AB12`, from 0.
  private static func column(of reference: UnsafeBufferPointer<UInt8>) -> Int? {
    var column = 0
    for byte in reference.prefix(4) {
      guard byte >= 0x41, byte <= 0x5A else { break }
      column = column * 26 + Int(byte - 0x40)
    }
    return column == 0 ? nil : column - 1
  }

  private func endCell() throws {
    collecting = .nothing
    guard isInRow else { return }
    switch kind {
    case .shared:
      guard !value.isEmpty else { return }
      guard let index = value.withUnsafeBufferPointer({ XMLName.integer($0) }), let text = strings[index] else {
        throw TableRefusal.damaged(.xlsx, part: "文字")
      }
      try rows.put(TableCell(text: text), column: column)
    case .inline: try rows.put(TableCell(text: String(decoding: inline.bytes, as: UTF8.self)), column: column)
    case .formulaText:
      inline.replace(value)
      try rows.put(TableCell(text: String(decoding: inline.bytes, as: UTF8.self)), column: column)
    case .logical:
      guard let first = value.first else { return }
      try rows.put(TableCell(text: first == 0x31 || first == 0x74 ? "TRUE" : "FALSE", origin: .logical), column: column)
    case .failure:
      try rows.put(TableCell(text: String(decoding: value, as: UTF8.self)), column: column, flaw: .errorValue)
    case .date:
      let text = String(decoding: value, as: UTF8.self)
      try rows.put(CellDate.text(iso: text).map { TableCell(text: $0, origin: .date) } ?? TableCell(text: text), column: column)
    case .number:
      if value.isEmpty { return }
      try rows.put(value.withUnsafeBufferPointer { SheetNumber.cell($0, styles.format(style), is1904: is1904) }, column: column)
    }
  }
}

/// A number of a spreadsheet as its format shows it.
enum SheetNumber {
  static func cell(_ bytes: UnsafeBufferPointer<UInt8>, _ format: NumberFormat, is1904: Bool) -> TableCell {
    let plain = CellNumber.cell(bytes)
    guard plain.origin == .number, format != .general else { return plain }
    return shown(plain, as: format, is1904: is1904)
  }

  static func cell(_ value: Double, _ format: NumberFormat, is1904: Bool) -> TableCell {
    shown(CellNumber.cell(value), as: format, is1904: is1904)
  }

  private static func shown(_ plain: TableCell, as format: NumberFormat, is1904: Bool) -> TableCell {
    switch format {
    case .general: return plain
    case .date:
      guard let serial = Double(plain.text), let text = CellDate.text(serial: serial, is1904: is1904) else { return plain }
      return TableCell(text: text, origin: .date)
    case .zeros(let width):
      guard plain.text.utf8.allSatisfy({ CellNumber.isDigit($0) }), plain.text.utf8.count < width else { return plain }
      let zeros = String(repeating: "0", count: width - plain.text.utf8.count)
      return TableCell(text: zeros + plain.text, origin: plain.origin, lostDigits: plain.lostDigits)
    }
  }
}
