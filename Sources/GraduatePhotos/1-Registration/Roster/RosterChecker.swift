/// Checks the rows of one roster, one after the other; holds what makes that quick and what only the whole file shows.
///
/// Rosters are sorted by class, so most cells repeat the one above: its verdict and its string are used again, which saves both
/// time and memory (300,000 rows share a few thousand department and class names).
public struct RosterChecker: Sendable {
  public let context: RosterContext
  public let mapping: RosterMapping
  var repeats: [RepeatedCell]
  var studentNumberLengths = StudentNumberLengths()
  var category = RememberedWord<Category>()
  var level = RememberedWord<StudyLevel>()
  var idNumberKind = RememberedWord<IDNumberKind>()
  private let required: [Bool]
  private let widths: [Int]
  private let defaults: [String?]

  public init(context: RosterContext, mapping: RosterMapping) {
    self.context = context
    self.mapping = mapping
    let columns = RosterColumn.allCases
    repeats = Array(repeating: RepeatedCell(), count: columns.count)
    required = columns.map { context.isRequired($0) }
    widths = columns.map { context.width(of: $0) }
    defaults = columns.map { mapping[$0] == nil ? context.defaultValue(of: $0) : nil }
  }

  /// What became of one row.
  public struct Outcome: Sendable {
    /// Nil when an error blocks the row, or when it is blank.
    public var entry: RosterEntry?
    public var problems: [RosterProblem]
    public var isBlank: Bool
    /// Whom a row that an error blocks is about, as far as it could be read; nil for rows that are taken, and blank ones.
    public var refused: RefusedRow?
  }

  /// Checks one row.
  ///
  /// Blank rows, and header rows repeated in the middle, give neither entry nor problem.
  public mutating func check(_ row: RosterRow) -> Outcome {
    if row.isBlank || isRepeatedHeader(row) { return Outcome(entry: nil, problems: [], isBlank: true) }
    var reading = RowReading(place: row.place, cells: row.cells)
    if row.cells.contains(where: { $0.text.utf8.count > RegistrationLimits.cellBytes }) {
      reading.error(nil, RosterReason.tooLong, "有一格超过 \(RegistrationLimits.cellBytes) 字节", "请检查是否整段文字误入表格", value: "")
      return Outcome(entry: nil, problems: reading.problems, isBlank: false, refused: knownOfRest(of: row))
    }
    let entry = read(&reading)
    guard reading.isRefused else { return Outcome(entry: entry, problems: reading.problems, isBlank: false) }
    return Outcome(entry: nil, problems: reading.problems, isBlank: false, refused: reading.known)
  }

  /// Whom a row is about that has one overlong cell: read without that cell, and without a word about what it lacks then.
  private func knownOfRest(of row: RosterRow) -> RefusedRow? {
    var rest = self
    let cells = row.cells.map { $0.text.utf8.count > RegistrationLimits.cellBytes ? TableCell.blank : $0 }
    var reading = RowReading(place: row.place, cells: cells)
    let entry = rest.read(&reading)
    return reading.known ?? entry.map { RefusedRow($0, at: row.place) }
  }

  /// What only the whole file shows: student numbers shorter than the others that came as numbers before the longer ones.
  public func finish() -> [RosterProblem] { studentNumberLengths.problems() }

  private func isRepeatedHeader(_ row: RosterRow) -> Bool {
    guard let index = mapping[.name], index < row.cells.count else { return false }
    // A header's student number is a word: nearly every row is done with after one byte.
    if let number = mapping[.studentNumber], number < row.cells.count, let first = row.cells[number].text.utf8.first,
      first >= 0x30, first <= 0x39
    {
      return false
    }
    let text = row.cells[index].text
    return text.utf8.count <= 12 && RosterColumn.known[RosterColumn.normalisedHeader(text)]?.column == .name
  }

  /// The cell of a column, or what the campaign says when the file has no such column.
  func cell(_ column: RosterColumn, in reading: RowReading) -> TableCell {
    let ordinal = column.ordinal
    let index = mapping.index(atOrdinal: ordinal)
    if index >= 0 { return index < reading.cells.count ? reading.cells[index] : .blank }
    if let value = defaults[ordinal] { return TableCell(text: value) }
    return .blank
  }

  /// A column's text, trimmed, within its width, shared with the row above; empty (and reported) when required and missing.
  mutating func text(_ column: RosterColumn, in reading: inout RowReading) -> String {
    let cell = cell(column, in: reading)
    let ordinal = column.ordinal
    if cell.text.hasSameCodePoints(as: repeats[ordinal].raw), repeats[ordinal].isGood { return repeats[ordinal].tidy }
    let before = reading.problems.count
    let tidy = examine(cell, of: column, in: &reading)
    repeats[ordinal] = RepeatedCell(raw: cell.text, tidy: tidy, isGood: before == reading.problems.count)
    return tidy
  }

  /// The checks every column has: errors of formulas, lost digits, required, width.
  func examine(_ cell: TableCell, of column: RosterColumn, in reading: inout RowReading) -> String {
    var tidy = cell.text.trimmed
    if tidy.utf8.contains(where: { $0 < 0x20 }) {
      tidy = String(String.UnicodeScalarView(tidy.unicodeScalars.filter { $0.value >= 0x20 }))
      reading.tidied.insert(.textForm)
    }
    if tidy.isEmpty {
      if required[column.ordinal] {
        reading.error(column, RosterReason.missing, "没有填写", "请填写\(column.chineseName)", value: "")
      }
      return ""
    }
    if tidy.hasPrefix("#"), RosterText.isFormulaError(tidy) {
      reading.error(column, RosterReason.formulaError, "是表格公式的错误", "请改成真正的内容", value: tidy)
      return ""
    }
    if column.isFreeText, !GB18030.fits(tidy, bytes: widths[column.ordinal]) {
      let width = widths[column.ordinal]
      reading.error(
        column, RosterReason.tooLong, "超过 \(width) 字节（\(width / 2) 个汉字）", "请写短一些", value: tidy)
      return ""
    }
    return tidy
  }

  func width(of column: RosterColumn) -> Int { widths[column.ordinal] }
  func isRequired(_ column: RosterColumn) -> Bool { required[column.ordinal] }
}

/// The last value of a column and what was thought of it.
struct RepeatedCell: Sendable {
  var raw = ""
  var tidy = ""
  /// Only values without problems are used again: each row names its own.
  var isGood = false
}

/// The last word of a column and what it means: long lists of words are searched once for a run of equal rows.
struct RememberedWord<Value: Sendable>: Sendable {
  private var word = ""
  private var value: Value?

  mutating func value(of text: String, _ read: (String) -> Value?) -> Value? {
    if text.hasSameCodePoints(as: word) { return value }
    value = read(text)
    word = text
    return value
  }
}

/// A row while it is read: what it holds and what was found.
struct RowReading {
  let place: RosterPlace
  let cells: [TableCell]
  var problems: [RosterProblem] = []
  var tidied: RosterTidying = []
  var isRefused = false
  /// Filled in when its numbers and its name have been read.
  var known: RefusedRow?

  init(place: RosterPlace, cells: [TableCell]) {
    self.place = place
    self.cells = cells
  }

  mutating func error(_ column: RosterColumn?, _ reason: String, _ message: String, _ remedy: String, value: String) {
    isRefused = true
    add(.error, column, reason, message, remedy, value: value)
  }

  mutating func warning(_ column: RosterColumn?, _ reason: String, _ message: String, _ remedy: String, value: String) {
    add(.warning, column, reason, message, remedy, value: value)
  }

  private mutating func add(
    _ severity: RosterProblem.Severity, _ column: RosterColumn?, _ reason: String, _ message: String, _ remedy: String,
    value: String
  ) {
    problems.append(
      RosterProblem(
        severity: severity, column: column, place: place, reason: reason, message: message, remedy: remedy, value: value))
  }
}

/// The rules of one row without the memory of the file; for a form in which one graduate is entered or put right.
public enum RosterRules {
  public static func check(_ row: RosterRow, mapping: RosterMapping, context: RosterContext) -> RosterChecker.Outcome {
    var checker = RosterChecker(context: context, mapping: mapping)
    return checker.check(row)
  }
}
