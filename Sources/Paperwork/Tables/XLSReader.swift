/// Reads workbooks of Excel 5.0 to 2003 (BIFF5, BIFF8) in Swift, so that a hostile file can at worst be refused.
///
/// libfreexl 1.0.6 reads them too, but crashes on mutated files, loads the whole sheet and tells nothing of number formats.
final class XLSReader: TableSource {
  let sheets: [TableSheet]
  private let stream: BIFFStream
  private var places: [Int] = []
  private var globals = XLSGlobals()

  init(file: FileBytes, limits: TableLimits) throws {
    let head = try file.bytes(at: 0, count: 16)
    if BIFF.looksRaw(head) {
      stream = BIFFStream(file: file, pieces: [BIFFStream.Piece(offset: 0, count: file.size)])
    } else {
      let compound = try CompoundFile(file: file)
      guard let book = compound.stream("Workbook", "Book") else { throw Self.refusal(for: compound) }
      stream = BIFFStream(file: file, pieces: try compound.layout(of: book))
    }
    guard let first = try stream.next(), first.type == BIFF.begin else { throw TableRefusal.damaged(.xls, part: "工作簿目录") }
    let (version, kind) = stream.data.withUnsafeBufferPointer { ($0.uint16(0) ?? 0, $0.uint16(2) ?? 0) }
    globals.isVersion8 = version == BIFF.version8
    if kind == BIFF.sheetStream {
      sheets = [TableSheet(name: "表1")]
      places = [0]
      return
    }
    let found = try globals.read(stream)
    sheets = found.map(\.sheet)
    places = found.map(\.place)
  }

  func read(sheet: Int, into rows: RowEmitter, watch: TableWatch) throws {
    stream.seek(places[sheet])
    guard let first = try stream.next(), first.type == BIFF.begin else { throw TableRefusal.damaged(.xls, part: "工作表") }
    let start = first.position + 4 + first.length
    let end = try sheetEnd(start)
    let cells = XLSCells(stream: stream, globals: globals, rows: rows)
    if let order = try sortedPositions(start, end) {
      for (done, place) in order.enumerated() {
        stream.seek(Int(place & 0xFFFF_FFFF))
        guard let record = try stream.next(), try cells.take(record) else { return }
        if done % 4096 == 0 { try watch.report(done, of: order.count) }
      }
    } else {
      stream.seek(start)
      var depth = 0
      var reported = start
      while let record = try stream.next(), record.position < end {
        if record.type == BIFF.begin { depth += 1 }
        if record.type == BIFF.endOfFile { depth -= 1 }
        if depth == 0, BIFF.cells.contains(record.type), try !cells.take(record) { return }
        if record.position - reported > TableLimits.chunkBytes {
          reported = record.position
          try watch.report(record.position - start, of: end - start)
        }
      }
    }
    _ = try cells.finish()
  }

  private static func refusal(for compound: CompoundFile) -> TableRefusal {
    if compound.contains("EncryptedPackage") { return .encrypted }
    if compound.contains("WordDocument") { return .notATable(.word) }
    if compound.contains("PowerPoint Document") { return .notATable(.powerPoint) }
    return .notATable(.unknown)
  }

  /// Where the sheet's own end record lies; charts inside have their own.
  private func sheetEnd(_ start: Int) throws -> Int {
    stream.seek(start)
    var depth = 0
    while let record = try stream.skim() {
      if record.type == BIFF.begin { depth += 1 }
      if record.type == BIFF.endOfFile {
        if depth == 0 { return record.position }
        depth -= 1
      }
    }
    throw TableRefusal.truncated(.xls)
  }

  /// Positions of the cells' records by row and column, for the rare files whose rows do not follow one another; nil for
  /// all others.
  private func sortedPositions(_ start: Int, _ end: Int) throws -> [UInt64]? {
    guard try !isInOrder(start, end) else { return nil }
    var order: [UInt64] = []
    try walk(start, end) { record, row, column in
      guard order.count < TableLimits.unorderedCells, record.position <= UInt32.max else {
        throw TableRefusal.damaged(.xls, part: "行次序")
      }
      order.append(UInt64(row) << 48 | UInt64(column) << 32 | UInt64(record.position))
      return true
    }
    order.sort()
    return order
  }

  private func isInOrder(_ start: Int, _ end: Int) throws -> Bool {
    var last = 0
    var result = true
    try walk(start, end) { _, row, _ in
      result = row >= last
      last = row
      return result
    }
    return result
  }

  private func walk(_ start: Int, _ end: Int, _ body: (BIFFStream.Record, Int, Int) throws -> Bool) throws {
    stream.seek(start)
    var depth = 0
    while let record = try stream.next(), record.position < end {
      if record.type == BIFF.begin { depth += 1 }
      if record.type == BIFF.endOfFile { depth -= 1 }
      guard depth == 0, BIFF.cells.contains(record.type) else { continue }
      let (row, column) = stream.data.withUnsafeBufferPointer { ($0.uint16(0), $0.uint16(2)) }
      guard let row, let column else { throw TableRefusal.damaged(.xls, part: "工作表") }
      if try !body(record, row, column) { return }
    }
  }
}

/// What the first part of a workbook says for all sheets.
struct XLSGlobals {
  var isVersion8 = true
  private(set) var is1904 = false
  private(set) var strings = StringPool()
  private var formats: [Int: NumberFormat] = [:]
  /// Number format of each cell style.
  private var styles: [Int] = []

  func format(_ style: Int) -> NumberFormat {
    guard style < styles.count else { return .general }
    return formats[styles[style]] ?? NumberFormat(builtIn: styles[style])
  }

  /// Reads up to the end of the globals; returns the sheets that hold cells, and where they begin.
  mutating func read(_ stream: BIFFStream) throws -> [(sheet: TableSheet, place: Int)] {
    var sheets: [(sheet: TableSheet, place: Int)] = []
    while let record = try stream.next() {
      switch record.type {
      case BIFF.endOfFile: return sheets
      case BIFF.filePass: throw TableRefusal.encrypted
      case BIFF.dateMode: is1904 = stream.data.first == 1
      case BIFF.sharedStrings: strings = try BIFFSharedStrings(stream).pool
      default: try stream.data.withUnsafeBufferPointer { try take(record.type, $0, &sheets) }
      }
    }
    throw TableRefusal.truncated(.xls)
  }

  private mutating func take(
    _ type: Int, _ data: UnsafeBufferPointer<UInt8>, _ sheets: inout [(sheet: TableSheet, place: Int)]
  ) throws {
    switch type {
    case BIFF.boundSheet:
      // Type 0 is a worksheet; others are charts and macros.
      guard let place = data.uint32(0), data.count > 6, data[5] == 0 else { return }
      guard sheets.count < TableLimits.zipEntries else { throw TableRefusal.damaged(.xls, part: "工作簿目录") }
      let name = text(data, at: 6, lengthBytes: 1)
      sheets.append((TableSheet(name: name ?? "", isHidden: data[4] & 3 != 0), place))
    case BIFF.format:
      guard let id = data.uint16(0), formats.count < TableLimits.styles else { return }
      if let code = text(data, at: 2, lengthBytes: isVersion8 ? 2 : 1) { formats[id] = NumberFormat(code: code) }
    case BIFF.extendedFormat:
      guard styles.count < TableLimits.styles else { return }
      styles.append(data.uint16(2) ?? 0)
    default: return
    }
  }

  private func text(_ data: UnsafeBufferPointer<UInt8>, at start: Int, lengthBytes: Int) -> String? {
    let result =
      isVersion8
      ? BIFFText.unicode(data, at: start, lengthBytes: lengthBytes) : BIFFText.bytes(data, at: start, lengthBytes: lengthBytes)
    return result?.text
  }
}
