/// A table that came from outside: opened by its content, read row by row in constant memory.
///
/// ```swift
/// let file = try TableFile.open(path: upload, fileName: "名单.xls")
/// try file.forEachRow(sheet: 0) { row in
///   preview.append(row)
///   return preview.count < 20
/// }
/// ```
public final class TableFile {
  public let format: TableFormat
  /// At least one, in the order of the tabs.
  public let sheets: [TableSheet]
  /// Size of the file in bytes.
  public let byteCount: Int
  private let source: any TableSource
  private let limits: TableLimits

  /// Finds out what a file is and reads what is needed to know its sheets.
  ///
  /// - Parameters:
  ///   - path: where the file lies; it must not change while it is read.
  ///   - fileName: the name the person knows it by; only used to name the sheet of a DBF or CSV.
  ///   - limits: what the file may cost.
  ///   - watch: progress and cancellation of the opening; a CSV is read through once to find its encoding.
  /// - Returns: the file, ready to be read sheet by sheet.
  /// - Throws: `TableRefusal` for what a person can mend, `TableFault` when the system fails, `CancellationError`.
  public static func open(
    path: String, fileName: String? = nil, limits: TableLimits = .standard, watch: TableWatch = TableWatch()
  ) throws -> TableFile {
    let file = try FileBytes(path: path)
    guard file.size > 0 else { throw TableRefusal.empty }
    guard file.size <= limits.fileBytes else { throw TableRefusal.tooLarge(bytes: file.size, limit: limits.fileBytes) }
    let name = sheetName(fileName ?? path)
    let format = try TableSniffer(file: file).format()
    let source: any TableSource =
      switch format {
      case .dbf: try DBFReader(file: file, name: name, limits: limits)
      case .xlsx: try XLSXReader(file: file, limits: limits)
      case .xls: try XLSReader(file: file, limits: limits)
      case .html: try HTMLTableReader(text: TableText(file: file, format: .html, watch: watch), limits: limits, watch: watch)
      case .spreadsheetML:
        try SpreadsheetMLReader(text: TableText(file: file, format: .spreadsheetML, watch: watch), limits: limits, watch: watch)
      case .csv: try CSVReader(text: TableText(file: file, format: .csv, watch: watch), name: name)
      }
    guard !source.sheets.isEmpty else { throw TableRefusal.noSheet }
    guard source.sheets.count <= limits.sheets else {
      throw TableRefusal.tooManySheets(source.sheets.count, limit: limits.sheets)
    }
    return TableFile(format: format, file: file, source: source, limits: limits)
  }

  private init(format: TableFormat, file: FileBytes, source: any TableSource, limits: TableLimits) {
    self.format = format
    self.sheets = source.sheets
    self.byteCount = file.size
    self.source = source
    self.limits = limits
  }

  /// Reads one sheet from its beginning; may be called again, for the same sheet or another.
  ///
  /// - Parameters:
  ///   - sheet: position in `sheets`, from 0.
  ///   - watch: progress and cancellation.
  ///   - body: takes each row that holds a value; returns false to stop.
  /// - Returns: how much was read.
  /// - Throws: `TableRefusal`, `TableFault`, `CancellationError`, or what the body throws.
  @discardableResult
  public func forEachRow(
    sheet: Int = 0, watch: TableWatch = TableWatch(), _ body: (TableRow) throws -> Bool
  ) throws -> TableSummary {
    guard sheets.indices.contains(sheet) else { throw TableRefusal.noSheet }
    return try withoutActuallyEscaping(body) { body in
      let rows = RowEmitter(limits: limits, body: body)
      try source.read(sheet: sheet, into: rows, watch: watch)
      if !rows.summary.stopped { watch.progress?(1) }
      return rows.summary
    }
  }

  private static func sheetName(_ path: String) -> String {
    let last = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? path
    guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
    return String(last[..<dot])
  }
}
