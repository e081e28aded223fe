import GraduatePhotos

/// Reads Excel 2003 XML (`urn:schemas-microsoft-com:office:spreadsheet`), which web systems export under the name `.xls`.
struct SpreadsheetMLReader: TableSource {
  let sheets: [TableSheet]
  private let text: TableText

  init(text: TableText, limits: TableLimits, watch: TableWatch) throws {
    self.text = text
    let listener = SpreadsheetMLListener(wanted: nil, rows: RowEmitter(limits: limits) { _ in true })
    try Self.parse(text, listener, TableWatch(progress: nil, isCancelled: watch.isCancelled))
    sheets = listener.sheets
  }

  func read(sheet: Int, into rows: RowEmitter, watch: TableWatch) throws {
    do {
      try Self.parse(text, SpreadsheetMLListener(wanted: sheet, rows: rows), watch)
    } catch is XMLEvents.Enough {
      return
    }
  }

  private static func parse(_ text: TableText, _ listener: XMLListener, _ watch: TableWatch) throws {
    do {
      let events = try XMLEvents(listener, isUTF8: true)
      try text.forEachChunk(watch) { chunk in
        try events.feed(UnsafeRawBufferPointer(chunk))
        return true
      }
      try events.finish()
    } catch is XMLEvents.Malformed {
      throw TableRefusal.damaged(.spreadsheetML, part: "内容")
    }
  }
}

private final class SpreadsheetMLListener: XMLListener {
  private(set) var sheets: [TableSheet] = []
  private let wanted: Int?
  private let rows: RowEmitter
  private var styles: [String: NumberFormat] = [:]
  private var styleBeingDefined: String?
  private var number = 0
  private var column = 0
  private var merged = 0
  private var format = NumberFormat.general
  private var type = ""
  private var value: [UInt8] = []
  private var isInData = false
  private var isInCell = false
  private var isInComment = false

  private static let lastRow = 1_048_576

  init(wanted: Int?, rows: RowEmitter) {
    self.wanted = wanted
    self.rows = rows
  }

  private var isWanted: Bool { wanted == sheets.count - 1 }

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) throws {
    if XMLName.equals(name, "Worksheet") {
      guard sheets.count < TableLimits.zipEntries else { throw TableRefusal.damaged(.spreadsheetML, part: "内容") }
      sheets.append(TableSheet(name: attributes.string("Name") ?? ""))
      number = 0
    } else if XMLName.equals(name, "Style") {
      styleBeingDefined = attributes.string("ID")
    } else if XMLName.equals(name, "NumberFormat") {
      guard let id = styleBeingDefined, let code = attributes.string("Format"), styles.count < TableLimits.styles else {
        return
      }
      styles[id] = Self.namedDates.contains(code) ? .date : NumberFormat(code: code)
    } else if isWanted {
      startInSheet(name, attributes)
    }
  }

  private static let namedDates: Set<String> = [
    "General Date", "Long Date", "Medium Date", "Short Date", "Long Time", "Medium Time", "Short Time",
  ]

  private func startInSheet(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    if XMLName.equals(name, "Row") {
      let declared = attributes.integer("Index") ?? number + 1
      number = declared > number && declared <= Self.lastRow ? declared : number + 1
      column = -1
      merged = 0
      rows.begin(number)
    } else if XMLName.equals(name, "Cell") {
      let next = column + 1 + merged
      column = max(next, (attributes.integer("Index") ?? 0) - 1)
      merged = min(attributes.integer("MergeAcross") ?? 0, TableLimits.cellSpan)
      format = attributes.string("StyleID").flatMap { styles[$0] } ?? .general
      value.removeAll(keepingCapacity: true)
      type = ""
      isInCell = true
    } else if XMLName.equals(name, "Comment") {
      isInComment = true
    } else if XMLName.equals(name, "Data"), !isInComment {
      type = attributes.string("Type") ?? "String"
      isInData = true
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard isInData else { return }
    value.append(contentsOf: bytes)
    if value.count > rows.longestCellBytes {
      throw TableRefusal.cellTooLong(row: number, column: column + 1, limit: rows.longestCellBytes / 4)
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) throws {
    if XMLName.equals(name, "Style") { styleBeingDefined = nil }
    guard isWanted else { return }
    if XMLName.equals(name, "Data") {
      isInData = false
    } else if XMLName.equals(name, "Comment") {
      isInComment = false
    } else if XMLName.equals(name, "Cell"), isInCell {
      isInCell = false
      try endCell()
    } else if XMLName.equals(name, "Row"), try !rows.end() {
      throw XMLEvents.Enough()
    }
  }

  private func endCell() throws {
    let text = String(decoding: value, as: UTF8.self)
    switch type {
    case "Number":
      try rows.put(value.withUnsafeBufferPointer { SheetNumber.cell($0, format, is1904: false) }, column: column)
    case "DateTime":
      let date = CellDate.text(iso: text)
      try rows.put(date.map { TableCell(text: $0, origin: .date) } ?? TableCell(text: text), column: column)
    case "Boolean": try rows.put(TableCell(text: text == "1" ? "TRUE" : "FALSE", origin: .logical), column: column)
    case "Error": try rows.put(TableCell(text: text), column: column, flaw: .errorValue)
    default: try rows.put(TableCell(text: text), column: column)
    }
  }
}
