import CXlsxWriter
import Glibc

/// Writes a workbook row by row in constant memory: text columns that keep leading zeros, lists to choose from, marked
/// cells with notes.
///
/// Only notes are kept in memory until the end (libxlsxwriter writes rows to a temporary file, but collects comments), so
/// they are limited. The file appears under its name when `finish()` returns; without it nothing is left behind.
public final class XLSXWriter {
  /// One column of a sheet.
  public struct Column: Sendable, Hashable {
    public var header: String
    /// In characters of the standard font; a Han character is two.
    public var width: Double
    /// False lets numbers be numbers; true (the default) formats the whole column as text, also where a person types later.
    public var isText: Bool
    /// Values to choose from in every row below the header, at most 255 characters together; empty for free text.
    public var choices: [String]
    /// A note on the header.
    public var note: String?

    public init(_ header: String, width: Double = 14, isText: Bool = true, choices: [String] = [], note: String? = nil) {
      self.header = header
      self.width = width
      self.isText = isText
      self.choices = choices
      self.note = note
    }
  }

  /// One cell: its text and, when something is wrong with it, what; such a cell is red and carries the reason as a note.
  public struct Cell: Sendable, Hashable, ExpressibleByStringLiteral {
    public var text: String
    public var problem: String?

    public init(_ text: String, problem: String? = nil) {
      self.text = text
      self.problem = problem
    }

    public init(stringLiteral value: String) { self.init(value) }
  }

  /// A sheet that looks like its paper: a title and lines above the header, framed cells, printed on A4 with the header on each page.
  public struct Form: Sendable, Hashable {
    public var title: String
    /// Between title and header, a row each.
    public var lines: [String]
    public var isLying: Bool

    public init(title: String, lines: [String] = [], isLying: Bool = true) {
      self.title = title
      self.lines = lines
      self.isLying = isLying
    }
  }

  /// Most notes in a workbook; cells beyond are still red.
  public static let mostNotes = 50_000
  /// Problems whose note was left out because there were too many.
  public private(set) var notesLeftOut = 0

  private let book: UnsafeMutablePointer<lxw_workbook>
  private let output: TableOutput
  private var isClosed = false
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private var columns: [Column] = []
  private var row = 0
  private var notes = 0
  private var names: Set<String> = []
  private let formats: Formats
  private var formFormats: XLSXFormFormats?
  /// Of the sheet that was begun last; nil where it is a plain table.
  private var form: Form?

  private static let mostRows = 1_048_576
  private static let mostSheetNameCharacters = 31
  private static let mostChoiceCharacters = 255
  private static let mostCellCharacters = 32_767

  private struct Formats {
    let text, number, header, badText, badNumber: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
      func make(isText: Bool, isBad: Bool) -> UnsafeMutablePointer<lxw_format>? {
        let format = workbook_add_format(book)
        if isText { format_set_num_format(format, "@") }
        if isBad {
          format_set_bg_color(format, 0xFFC7CE)
          format_set_font_color(format, 0x9C0006)
        }
        return format
      }
      text = make(isText: true, isBad: false)
      number = make(isText: false, isBad: false)
      badText = make(isText: true, isBad: true)
      badNumber = make(isText: false, isBad: true)
      header = make(isText: true, isBad: false)
      format_set_bold(header)
    }
  }

  /// - Parameters:
  ///   - path: where the workbook will lie.
  ///   - temporaryFolder: where rows wait until the end; the system's by default.
  ///   - created: seconds since 1970 that the workbook names as its time; the current time by default.
  /// - Throws: `TableFault`.
  public init(path: String, temporaryFolder: String? = nil, created: Int? = nil) throws {
    output = try TableOutput(path: path, opens: false)
    let folder = temporaryFolder.map { strdup($0) } ?? nil
    defer { free(folder) }
    var options = lxw_workbook_options()
    options.constant_memory = 1
    options.tmpdir = folder
    guard let book = workbook_new_opt(output.temporaryPath, &options) else {
      throw TableFault(operation: "create", errno: ENOMEM)
    }
    self.book = book
    formats = Formats(book)
    if let created {
      var properties = lxw_doc_properties()
      properties.created = time_t(created)
      workbook_set_properties(book, &properties)
    }
  }

  deinit {
    if !isClosed { _ = workbook_close(book) }
  }

  /// Begins the next sheet: bold header, frozen below it, columns formatted, lists to choose from.
  ///
  /// - Parameters:
  ///   - name: the tab; what Excel does not allow (`[]:*?/\`, more than 31 characters, a name twice) is changed.
  ///   - columns: the columns from the left.
  ///   - form: what makes it look like its paper; nil for a plain table with the header in the first row.
  /// - Throws: `TableWriteRefusal.choicesTooLong`, `TableFault`.
  public func addSheet(_ name: String, columns: [Column], form: Form? = nil) throws {
    guard let sheet = workbook_add_worksheet(book, allowed(name)) else { throw TableFault(operation: "sheet", errno: EINVAL) }
    self.sheet = sheet
    self.columns = columns
    self.form = form
    row = 0
    let headerRow = form.map { $0.lines.count + 1 } ?? 0
    for (index, column) in columns.enumerated() {
      let at = lxw_col_t(index)
      worksheet_set_column(sheet, at, at, column.width, column.isText ? formats.text : formats.number)
      if !column.choices.isEmpty { try addChoices(column, at: at, below: headerRow) }
    }
    if let form { try begin(form, on: sheet, headerRow: headerRow) }
    for (index, column) in columns.enumerated() where !column.header.isEmpty {
      try put(column.header, at: index, formFormats?.header(form) ?? formats.header, isText: true)
      if let note = column.note { addNote(note, at: index) }
    }
    worksheet_freeze_panes(sheet, lxw_row_t(headerRow + 1), 0)
    row = headerRow + 1
  }

  /// Adds a line of text across all columns below the last row: remarks, and what is signed.
  public func writeLine(_ text: String) throws {
    let formats = formFormats ?? XLSXFormFormats(book)
    formFormats = formats
    try putAcross(text, formats.line, heightPoints: 18)
  }

  private func begin(_ form: Form, on sheet: UnsafeMutablePointer<lxw_worksheet>, headerRow: Int) throws {
    let formats = formFormats ?? XLSXFormFormats(book)
    formFormats = formats
    worksheet_set_paper(sheet, 9)
    if form.isLying { worksheet_set_landscape(sheet) }
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_repeat_rows(sheet, lxw_row_t(headerRow), lxw_row_t(headerRow))
    try putAcross(form.title, formats.title, heightPoints: 30)
    for line in form.lines { try putAcross(line, formats.subtitle, heightPoints: 18) }
  }

  /// One text over all columns; Excel merges no single cell.
  private func putAcross(_ text: String, _ format: UnsafeMutablePointer<lxw_format>?, heightPoints: Double) throws {
    guard row < Self.mostRows else { throw TableWriteRefusal.tooManyRows(limit: Self.mostRows) }
    let width = columns.reduce(0) { $0 + $1.width }
    let height = max(heightPoints, XLSXFormFormats.heightPoints([(text, width)]))
    worksheet_set_row(sheet, lxw_row_t(row), height, nil)
    if columns.count > 1 {
      // First of all: merging writes blanks, and rows go out in the order of their cells.
      let result = worksheet_merge_range(sheet, lxw_row_t(row), 0, lxw_row_t(row), lxw_col_t(columns.count - 1), "", format)
      guard result == LXW_NO_ERROR else { throw TableFault(operation: "merge \(result.rawValue)", errno: EINVAL) }
    }
    try put(text, at: 0, format, isText: true)
    row += 1
  }

  /// Adds a row of plain texts below the last one.
  public func write(_ values: [String]) throws { try write(cells: values.map { Cell($0) }) }

  /// Adds a row below the last one of the sheet that was begun last.
  ///
  /// - Throws: `TableWriteRefusal` when Excel cannot hold it, `TableFault`.
  public func write(cells: [Cell]) throws {
    guard row < Self.mostRows else { throw TableWriteRefusal.tooManyRows(limit: Self.mostRows) }
    if form != nil {
      let height = XLSXFormFormats.heightPoints(zip(cells, columns).map { ($0.text, $1.width) })
      worksheet_set_row(sheet, lxw_row_t(row), height, nil)
    }
    for (index, cell) in cells.enumerated() {
      let isText = index < columns.count ? columns[index].isText : true
      let isBad = cell.problem != nil
      let plain = isText ? (isBad ? formats.badText : formats.text) : (isBad ? formats.badNumber : formats.number)
      let format = isBad ? plain : formFormats?.cell(form, isText: isText) ?? plain
      try put(cell.text, at: index, format, isText: isText)
      if let problem = cell.problem { addNote(problem, at: index) }
    }
    row += 1
  }

  /// Packs the workbook, makes it durable and gives it its name.
  public func finish() throws {
    isClosed = true
    let result = workbook_close(book)
    guard result == LXW_NO_ERROR else { throw TableFault(operation: "workbook \(result.rawValue)", errno: errno) }
    try output.commit()
  }

  private func put(_ text: String, at column: Int, _ format: UnsafeMutablePointer<lxw_format>?, isText: Bool) throws {
    let (row, at) = (lxw_row_t(self.row), lxw_col_t(column))
    let result: lxw_error
    if text.isEmpty {
      result = worksheet_write_blank(sheet, row, at, format)
    } else if !isText, DBFText.decimals(ofNumber: text) != nil, text.utf8.count <= 15, let number = Double(text) {
      result = worksheet_write_number(sheet, row, at, number, format)
    } else {
      let name = column < columns.count ? columns[column].header : String(column + 1)
      guard text.utf8.count <= Self.mostCellCharacters || text.utf16.count <= Self.mostCellCharacters else {
        throw TableWriteRefusal.cellTooLong(row: self.row + 1, field: name, limit: Self.mostCellCharacters)
      }
      guard !text.utf8.contains(0) else { throw TableWriteRefusal.controlCharacter(row: self.row + 1, field: name) }
      result = worksheet_write_string(sheet, row, at, XLSXText.escaped(text), format)
    }
    guard result == LXW_NO_ERROR else { throw TableFault(operation: "cell \(result.rawValue)", errno: EINVAL) }
  }

  private func addNote(_ note: String, at column: Int) {
    guard notes < Self.mostNotes else {
      notesLeftOut += 1
      return
    }
    if worksheet_write_comment(sheet, lxw_row_t(row), lxw_col_t(column), note) == LXW_NO_ERROR {
      notes += 1
    } else {
      notesLeftOut += 1
    }
  }

  private func addChoices(_ column: Column, at index: lxw_col_t, below headerRow: Int) throws {
    guard column.choices.joined(separator: ",").utf16.count <= Self.mostChoiceCharacters else {
      throw TableWriteRefusal.choicesTooLong(column: column.header)
    }
    let values = column.choices.map { strdup($0) }
    defer { values.forEach { free($0) } }
    var list: [UnsafeMutablePointer<CChar>?] = values + [nil]
    let result = list.withUnsafeMutableBufferPointer { list in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      validation.value_list = list.baseAddress
      return worksheet_data_validation_range(
        sheet, lxw_row_t(headerRow + 1), index, lxw_row_t(Self.mostRows - 1), index, &validation)
    }
    guard result == LXW_NO_ERROR else { throw TableFault(operation: "choices \(result.rawValue)", errno: EINVAL) }
  }

  private func allowed(_ name: String) -> String {
    let cleaned = String(name.map { "[]:*?/\\".contains($0) ? "-" : $0 }).trimming { $0 == "'" || $0 == " " }
    let base = cleaned.isEmpty ? "表" : String(cleaned)
    var result = Self.prefix(base, Self.mostSheetNameCharacters)
    var number = 2
    while !names.insert(result.lowercased()).inserted {
      let suffix = "(\(number))"
      result = Self.prefix(base, Self.mostSheetNameCharacters - suffix.utf16.count) + suffix
      number += 1
    }
    return result
  }

  /// The start of a text, at most so many UTF-16 units, which is how Excel counts.
  private static func prefix(_ text: String, _ units: Int) -> String {
    var result = text
    while result.utf16.count > units { result.removeLast() }
    return result
  }
}
