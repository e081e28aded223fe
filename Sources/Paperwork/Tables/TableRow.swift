import GraduatePhotos

/// What is wrong with one cell although its row could be read.
public struct CellFlaw: Sendable, Hashable {
  public enum Kind: String, Sendable {
    /// The bytes are no text in the file's encoding; the cell's text is "", never a substitute such as `?`.
    case undecodable
    /// The value lies in a memo file (备注型字段) beside the DBF, which was not uploaded; the cell's text is "".
    case memo
    /// A formula that failed; the cell's text is the error as Excel shows it (`#N/A`).
    case errorValue
  }

  /// Position in the row, from 0.
  public let column: Int
  public let kind: Kind

  /// What to tell a person, in Chinese, without row and column.
  public var message: String {
    switch kind {
    case .undecodable: "内容不是有效的汉字编码（GB18030），无法辨认"
    case .memo: "备注型字段的内容不在本文件内，未读取"
    case .errorValue: "公式出错，没有可用的值"
    }
  }
}

/// One row of a table that holds at least one value.
///
/// The storage is reused for the next row unless it is kept; keeping a row copies it, so both are safe.
public struct TableRow: Sendable {
  /// The row as its reader counts it in the file: spreadsheets and CSV from 1 with blank rows counted; DBF records from 1
  /// as FoxPro's RECNO() with deleted records counted, and the field names as row 0.
  public internal(set) var number: Int
  /// The cells from the first column; blanks at the end are left out except in DBF.
  public internal(set) var cells: [TableCell]
  /// Cells that could not be read as they are; nearly always empty.
  public internal(set) var flaws: [CellFlaw]

  init(number: Int = 0, cells: [TableCell] = [], flaws: [CellFlaw] = []) {
    self.number = number
    self.cells = cells
    self.flaws = flaws
  }

  /// The cell in a column counted from 0; blank beyond the end.
  public subscript(column: Int) -> TableCell {
    column >= 0 && column < cells.count ? cells[column] : .blank
  }
}

/// One sheet of a workbook; DBF and CSV have one.
public struct TableSheet: Sendable, Hashable {
  /// The name on the tab; the file's name without ending for DBF and CSV; 表1, 表2 … in a web page.
  public let name: String
  /// True when Excel does not show the tab.
  public let isHidden: Bool

  init(name: String, isHidden: Bool = false) {
    self.name = name
    self.isHidden = isHidden
  }
}

/// What was read, for the line under the preview.
public struct TableSummary: Sendable, Hashable {
  /// Rows handed over, including the row of field names of a DBF.
  public internal(set) var rows = 0
  /// DBF records that carry the deletion mark and were left out.
  public internal(set) var deletedRecords = 0
  /// Whole records behind the count in a DBF's header: the program that wrote it did not finish; they were not read.
  public internal(set) var uncountedRecords = 0
  /// Cells with a flaw.
  public internal(set) var flawedCells = 0
  /// True when the body asked to stop before the end.
  public internal(set) var stopped = false
}

/// What the reader tells and asks while it reads.
public struct TableWatch {
  /// Called with the fraction of bytes consumed (0…1, never falling) about every 256 KB.
  public var progress: ((Double) -> Void)?
  /// Asked as often; `true` ends the reading with `CancellationError`.
  ///
  /// By default the current task is asked.
  public var isCancelled: () -> Bool

  public init(progress: ((Double) -> Void)? = nil, isCancelled: @escaping () -> Bool = { Task.isCancelled }) {
    self.progress = progress
    self.isCancelled = isCancelled
  }

  func report(_ done: Int, of total: Int) throws {
    if isCancelled() { throw CancellationError() }
    progress?(total > 0 ? min(1, Double(done) / Double(total)) : 1)
  }
}
