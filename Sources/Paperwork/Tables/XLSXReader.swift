/// Reads a workbook of Excel 2007 and later: unpacked in pieces, parsed in pieces, one row in memory.
final class XLSXReader: TableSource {
  let sheets: [TableSheet]
  private let package: ZipPackage
  private let book: XLSXBook
  private let styles: XLSXStyles
  private var strings: StringPool?

  /// Share of the progress that the shared strings take when they are read first.
  private static let stringsShare = 0.3

  init(file: FileBytes, limits: TableLimits) throws {
    package = try ZipPackage(file: file)
    book = try XLSXBook(package)
    sheets = book.sheets.map { TableSheet(name: $0.name, isHidden: $0.isHidden) }
    styles = XLSXStyles()
    if let part = book.styles, let bytes = try package.part(part) {
      try XLSXBook.parse(bytes, styles, part: "样式")
    }
  }

  func read(sheet: Int, into rows: RowEmitter, watch: TableWatch) throws {
    package.resetCount()
    let part = book.sheets[sheet].part
    guard package.contains(part) else { throw TableRefusal.damaged(.xlsx, part: "工作表") }
    let first = strings == nil ? Self.stringsShare : 0
    let pool = try strings ?? readStrings(watch)
    strings = pool
    let listener = XLSXSheetListener(rows: rows, strings: pool, styles: styles, is1904: book.is1904)
    try parse(part, listener, name: "工作表") { fraction in
      try watch.report(Int((first + (1 - first) * fraction) * 10_000), of: 10_000)
    }
  }

  private func readStrings(_ watch: TableWatch) throws -> StringPool {
    let listener = XLSXSharedStrings()
    guard let part = book.sharedStrings, package.contains(part) else { return listener.pool }
    try parse(part, listener, name: "文字") { try watch.report(Int(Self.stringsShare * $0 * 10_000), of: 10_000) }
    return listener.pool
  }

  private func parse(_ part: String, _ listener: XMLListener, name: String, _ report: (Double) throws -> Void) throws {
    do {
      let zipped = try package.open(part)
      var sinceReport = 0
      try withoutActuallyEscaping(report) { report in
        let events = try XMLEvents(listener) {
          let piece = try zipped.next()
          sinceReport += piece?.count ?? 0
          if sinceReport >= TableLimits.chunkBytes {
            sinceReport = 0
            try report(zipped.fraction)
          }
          return piece
        }
        try events.run()
      }
    } catch is XMLEvents.Enough {
      return
    } catch is XMLEvents.Malformed {
      throw TableRefusal.damaged(.xlsx, part: name)
    }
  }
}
