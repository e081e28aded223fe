import CXML
import GraduatePhotos

/// Reads web pages whose tables are rosters: what many web systems export under the name `.xls`.
///
/// Each `<table>` is a sheet, in the order in which they begin; a table in a cell of another is a sheet of its own.
struct HTMLTableReader: TableSource {
  let sheets: [TableSheet]
  private let text: TableText
  /// Position in the page of each sheet's table; tables without a value are no sheets.
  private let tables: [Int]

  init(text: TableText, limits: TableLimits, watch: TableWatch) throws {
    self.text = text
    let census = HTMLTableCensus(limits: limits)
    try Self.parse(text, census, TableWatch(progress: nil, isCancelled: watch.isCancelled))
    tables = census.filled.sorted()
    sheets = tables.indices.map { TableSheet(name: "表\($0 + 1)") }
  }

  func read(sheet: Int, into rows: RowEmitter, watch: TableWatch) throws {
    let listener = HTMLTableListener(wanted: tables[sheet]) { rows }
    do {
      try Self.parse(text, listener, watch)
    } catch is XMLEvents.Enough {
      return
    }
  }

  fileprivate static func parse(_ text: TableText, _ listener: HTMLListener, _ watch: TableWatch) throws {
    let events = try HTMLEvents(listener)
    try text.forEachChunk(watch) { chunk in
      try events.feed(chunk)
      return true
    }
    try events.finish()
  }
}

/// Finds out which tables of a page hold a value.
private final class HTMLTableCensus: HTMLTableListener {
  private(set) var filled: Set<Int> = []
  private let limits: TableLimits

  init(limits: TableLimits) {
    self.limits = limits
    super.init(wanted: nil) { RowEmitter(limits: limits) { _ in true } }
  }

  override func cellEnded(table: Int, isBlank: Bool) throws {
    guard !isBlank, filled.insert(table).inserted else { return }
    if filled.count > limits.sheets { throw TableRefusal.tooManySheets(filled.count, limit: limits.sheets) }
  }
}

/// Follows rows and cells of all tables of a page and puts those of the wanted one into rows.
class HTMLTableListener: HTMLListener {
  private struct Table {
    let index: Int
    var row = 0
    var column = 0
    /// Further rows that cells above take up, by column.
    var spans: [Int] = []
    var occupied: [Int] = []
    var span = (columns: 1, rows: 1)
    var isInCell = false
    var text = HTMLText()
  }

  private let wanted: Int?
  private let rows: RowEmitter
  private var open: [Table] = []
  private var begun = 0
  private var hiddenDepth = 0

  init(wanted: Int?, rows: () -> RowEmitter) {
    self.wanted = wanted
    self.rows = rows()
  }

  /// For the census.
  func cellEnded(table: Int, isBlank: Bool) throws {}

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) throws {
    if XMLName.equals(name, "script") || XMLName.equals(name, "style") { hiddenDepth += 1 }
    if XMLName.equals(name, "table") {
      guard open.count < TableLimits.nestedTables else { throw TableRefusal.damaged(.html, part: "内容") }
      open.append(Table(index: begun))
      begun += 1
      return
    }
    guard !open.isEmpty else { return }
    let last = open.count - 1
    if XMLName.equals(name, "tr") {
      startRow(last)
    } else if XMLName.equals(name, "td") || XMLName.equals(name, "th") {
      if open[last].row == 0 { startRow(last) }
      open[last].isInCell = true
      open[last].text.reset()
      open[last].span = (Self.number("colspan", attributes), Self.number("rowspan", attributes))
    } else if XMLName.equals(name, "br") {
      open[last].text.addSpace()
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) throws {
    if XMLName.equals(name, "script") || XMLName.equals(name, "style") { hiddenDepth = max(0, hiddenDepth - 1) }
    guard let table = open.last else { return }
    if XMLName.equals(name, "table") {
      open.removeLast()
    } else if XMLName.equals(name, "td") || XMLName.equals(name, "th") {
      if table.isInCell { try endCell(open.count - 1) }
    } else if XMLName.equals(name, "tr"), table.index == wanted, table.row > 0 {
      if try !rows.end() { throw XMLEvents.Enough() }
      rows.begin(table.row + 1)
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    // By index: a copy of the table would make each addition copy the whole text.
    let last = open.count - 1
    guard hiddenDepth == 0, last >= 0, open[last].isInCell else { return }
    open[last].text.add(bytes)
    if open[last].text.bytes.count > rows.longestCellBytes {
      throw TableRefusal.cellTooLong(
        row: open[last].row, column: open[last].column + 1, limit: rows.longestCellBytes / 4)
    }
  }

  private func startRow(_ table: Int) {
    open[table].row += 1
    open[table].column = 0
    open[table].occupied = open[table].spans
    open[table].spans = open[table].spans.map { max(0, $0 - 1) }
    if open[table].index == wanted { rows.begin(open[table].row) }
  }

  private func endCell(_ index: Int) throws {
    open[index].isInCell = false
    let table = open[index]
    var column = table.column
    while column < table.occupied.count, table.occupied[column] > 0 { column += 1 }
    if table.index == wanted {
      let value = table.text.string
      try rows.put(TableCell(text: value, lostDigits: CellNumber.isExponentForm(value)), column: column)
    }
    try cellEnded(table: table.index, isBlank: table.text.bytes.isEmpty)
    let next = min(column + table.span.columns, TableLimits.cellSpan * 4)
    if table.span.rows > 1 {
      while open[index].spans.count < next { open[index].spans.append(0) }
      for covered in column..<max(column, next) {
        open[index].spans[covered] = max(open[index].spans[covered], table.span.rows - 1)
      }
    }
    open[index].column = max(next, column)
  }

  private static func number(
    _ wanted: StaticString, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) -> Int {
    guard let attributes else { return 1 }
    var index = 0
    while let name = attributes[index] {
      if XMLName.equals(name, wanted), let value = attributes[index + 1] {
        let bytes = UnsafeBufferPointer(start: value, count: xmlStrlen(value) > 0 ? Int(xmlStrlen(value)) : 0)
        return min(TableLimits.cellSpan, max(1, XMLName.integer(bytes) ?? 1))
      }
      index += 2
    }
    return 1
  }
}

/// The text of a cell as a browser shows it: white space folded, nothing at the ends.
struct HTMLText {
  private(set) var bytes: [UInt8] = []
  private var spaceWaits = false

  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    spaceWaits = false
  }

  mutating func addSpace() { spaceWaits = !bytes.isEmpty }

  mutating func add(_ part: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < part.count {
      let byte = part[index]
      if byte <= 0x20 {
        addSpace()
        index += 1
      } else if byte == 0xC2, index + 1 < part.count, part[index + 1] == 0xA0 {
        addSpace()
        index += 2
      } else {
        if spaceWaits { bytes.append(0x20) }
        spaceWaits = false
        bytes.append(byte)
        index += 1
      }
    }
  }
}
