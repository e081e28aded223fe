import GraduatePhotos

/// Gathers the cells of one row after another, keeps the limits, and hands the rows to the caller's closure.
///
/// One for a reading; the storage of the row is reused. Blank rows are counted by their number but not handed over.
final class RowEmitter {
  // Touched for every cell by one reader on one thread; checking each access at run time would show in the figures.
  @exclusivity(unchecked) private(set) var row = TableRow()
  @exclusivity(unchecked) private(set) var summary = TableSummary()
  private let limits: TableLimits
  private let body: (TableRow) throws -> Bool

  init(limits: TableLimits, body: @escaping (TableRow) throws -> Bool) {
    self.limits = limits
    self.body = body
  }

  /// UTF-8 bytes from which a cell is surely too long.
  var longestCellBytes: Int { limits.cellCharacters * 4 }

  func begin(_ number: Int) {
    row.number = number
    row.cells.removeAll(keepingCapacity: true)
    if !row.flaws.isEmpty { row.flaws.removeAll() }
  }

  /// Puts a cell in its column; what lies between stays blank.
  ///
  /// Blank cells may be put or left out.
  func put(_ cell: TableCell, column: Int, flaw: CellFlaw.Kind? = nil) throws {
    if cell.text.isEmpty && flaw == nil { return }
    guard column < limits.columns else { throw TableRefusal.tooManyColumns(row: row.number, limit: limits.columns) }
    if cell.text.utf8.count > limits.cellCharacters { try checkLength(cell.text, column: column) }
    while row.cells.count < column { row.cells.append(.blank) }
    if column < row.cells.count { row.cells[column] = cell } else { row.cells.append(cell) }
    if let flaw { mark(flaw, column: column) }
  }

  func mark(_ flaw: CellFlaw.Kind, column: Int) {
    row.flaws.append(CellFlaw(column: column, kind: flaw))
    summary.flawedCells += 1
  }

  /// Hands the row over; false when the caller has seen enough.
  func end() throws -> Bool {
    if row.cells.isEmpty { return true }
    guard summary.rows < limits.rows + limits.headingRows else { throw TableRefusal.tooManyRows(limit: limits.rows) }
    summary.rows += 1
    let goesOn = try body(row)
    if !goesOn { summary.stopped = true }
    return goesOn
  }

  /// For a reader that lays out a fixed set of columns itself: the cells, to be changed in place.
  func withCells(number: Int, _ change: (inout [TableCell]) throws -> Void) rethrows {
    row.number = number
    if !row.flaws.isEmpty { row.flaws.removeAll() }
    try change(&row.cells)
  }

  func countDeleted() { summary.deletedRecords += 1 }
  func countUncounted(_ records: Int) { summary.uncountedRecords = records }

  func checkLength(column: Int) throws { try checkLength(row.cells[column].text, column: column) }

  private func checkLength(_ text: String, column: Int) throws {
    if text.unicodeScalars.count > limits.cellCharacters {
      throw TableRefusal.cellTooLong(row: row.number, column: column + 1, limit: limits.cellCharacters)
    }
  }
}

/// What every kind of file offers to `TableFile`.
protocol TableSource {
  var sheets: [TableSheet] { get }
  func read(sheet: Int, into rows: RowEmitter, watch: TableWatch) throws
}
