/// Reads a 《勘误表》 row by row: our own workbook, or a school's that was filled in by hand in Excel or WPS.
///
/// Titles above the header, blank rows, numbered rows that nobody filled in, repeated headers and the lines for signatures below are
/// passed over; what was not read is named in `passedOver`, so that nothing is lost in silence.
public struct ErrataFormReader: Sendable {
  /// What is expected where the form leaves it out.
  public struct Context: Sendable {
    public var regime: Regime
    /// Code of the institution whose form it is.
    public var institutionCode: String
    /// Codes that it bore before.
    public var formerCodes: [String]
    public var today: CalendarDay

    public init(regime: Regime = .roster, institutionCode: String, formerCodes: [String] = [], today: CalendarDay) {
      self.regime = regime
      self.institutionCode = institutionCode
      self.formerCodes = formerCodes
      self.today = today
    }
  }

  /// A line and where it stands.
  public struct Read: Sendable, Hashable {
    public var place: RosterPlace
    public var line: ErrataLine
  }

  /// In code mode: a shift by code and serials.
  public struct ReadCode: Sendable, Hashable {
    public var place: RosterPlace
    public var line: CodeErrataLine
  }

  public private(set) var lines: [Read] = []
  public private(set) var codeLines: [ReadCode] = []
  /// The first `VerificationLimits.errataProblems` of them.
  public private(set) var problems: [ErrataFormProblem] = []
  /// All problems, kept or not.
  public private(set) var problemCount = 0
  /// Rows below the header that are no lines of the form.
  public private(set) var passedOver: [RosterPlace] = []

  let context: Context
  private var columns: [ErrataColumn: Int] = [:]
  private var rowsBeforeHeader = 0
  /// Columns that the row above named, before the header is whole.
  private var above: [ErrataColumn: Int] = [:]
  /// What the best header so far lacks.
  private var missing: [ErrataColumn] = []
  private var carried: [ErrataColumn: TableCell] = [:]
  private var rows = 0

  public init(_ context: Context) { self.context = context }

  public var hasHeader: Bool { !columns.isEmpty }

  /// Takes the next row of the sheet.
  ///
  /// - Parameters:
  ///   - row: as the file holds it.
  ///   - unreadable: what is wrong with cells that the file keeps and nobody can read, by position.
  /// - Throws: `ErrataFormRefusal` for what makes the whole file useless.
  public mutating func take(_ row: RosterRow, unreadable: [Int: String] = [:]) throws(ErrataFormRefusal) {
    if context.regime == .code, CodeModeGuard.holdsIDNumber(row) { throw .personalDataInCodeMode(row.place.chinese) }
    if row.isBlank { return }
    guard hasHeader else { return try takeHeader(row) }
    if Self.header(of: row).count >= 3 { return }
    let form = ErrataFormRow(row, columns, unreadable)
    guard form.isFilledIn else {
      if !form.isOnlyNumber { passedOver.append(row.place) }
      return
    }
    rows += 1
    guard rows <= VerificationLimits.errataRows else { throw .tooManyRows(limit: VerificationLimits.errataRows) }
    var reading = ErrataRowReading(form, context, carried)
    switch context.regime {
    case .roster: if let line = reading.line() { lines.append(Read(place: row.place, line: line)) }
    case .code: if let line = reading.codeLine() { codeLines.append(ReadCode(place: row.place, line: line)) }
    }
    carried = reading.carried
    problemCount += reading.problems.count
    problems += reading.problems.prefix(max(0, VerificationLimits.errataProblems - problems.count))
  }

  /// Says what only the end shows.
  public func finish() throws(ErrataFormRefusal) {
    guard hasHeader else { throw headerRefusal }
    guard rows > 0 else { throw .empty }
  }

  /// Facts about the institution may stand above in cells of their own, and a header may take two rows (「学生信息」 over 姓名, 学号).
  private mutating func takeHeader(_ row: RosterRow) throws(ErrataFormRefusal) {
    rowsBeforeHeader += 1
    let own = Self.header(of: row)
    for found in [own, above.merging(own) { first, _ in first }] where found.count >= 3 {
      let personal = [ErrataColumn.name, .studentNumber, .idNumber].first { found[$0] != nil }
      if context.regime == .code, let personal { throw .personalDataInCodeMode("「\(personal.chineseName)」列") }
      let lacking = Self.lacking(found, context.regime)
      if lacking.isEmpty {
        columns = found
        return
      }
      if lacking.count < missing.count || missing.isEmpty { missing = lacking }
    }
    above = own.count >= 2 ? own : [:]
    guard rowsBeforeHeader < RegistrationLimits.headerSearchRows else { throw headerRefusal }
  }

  private var headerRefusal: ErrataFormRefusal { missing.isEmpty ? .noHeader : .missingColumns(missing) }

  private static func lacking(_ found: [ErrataColumn: Int], _ regime: Regime) -> [ErrataColumn] {
    let wanted = ErrataColumn.indispensable + (regime == .code ? [.collectionCode] : [])
    let lacking = wanted.filter { found[$0] == nil }
    let hasNumber = regime == .code || found[.studentNumber] != nil || found[.idNumber] != nil
    return hasNumber ? lacking : lacking + [.studentNumber, .idNumber]
  }

  /// The columns that a row names, the first of two of one name.
  private static func header(of row: RosterRow) -> [ErrataColumn: Int] {
    var found: [ErrataColumn: Int] = [:]
    for (index, cell) in row.cells.enumerated().prefix(RegistrationLimits.rosterColumns) where cell.origin == .text {
      guard let column = ErrataColumn(header: cell.text), found[column] == nil else { continue }
      found[column] = index
    }
    return found
  }
}

/// The cells of one row by column, and whether anybody filled it in.
struct ErrataFormRow {
  let place: RosterPlace
  private let cells: [ErrataColumn: TableCell]
  private let all: [TableCell]
  private let flaws: [ErrataColumn: String]

  init(_ row: RosterRow, _ columns: [ErrataColumn: Int], _ unreadable: [Int: String]) {
    place = row.place
    flaws = columns.compactMapValues { unreadable[$0] }
    all = row.cells
    cells = columns.compactMapValues { row.cells.indices.contains($0) ? row.cells[$0] : nil }
  }

  subscript(column: ErrataColumn) -> TableCell { cells[column] ?? .blank }

  /// What is wrong with a cell that the file holds and nobody can read; it is not blank then.
  func flaw(_ column: ErrataColumn) -> String? { flaws[column] }

  func isBlank(_ column: ErrataColumn) -> Bool { flaws[column] == nil && self[column].text.trimmed.isEmpty }

  /// A form comes with numbered rows, and with the institution's code in them.
  var isOnlyNumber: Bool {
    ErrataColumn.allCases.allSatisfy { column in
      isBlank(column) || ((column == .number || column == .institutionCode) && isShortNumber(column))
    }
  }

  private func isShortNumber(_ column: ErrataColumn) -> Bool {
    let text = self[column].text.compactHalfWidth
    return text.utf8.count <= 8 && text.unicodeScalars.contains(where: \.isASCIIDigit)
  }

  /// Somebody wrote what is wrong, or of whom; a line for signatures is neither.
  var isFilledIn: Bool {
    if isSignature { return false }
    return [ErrataColumn.field, .old, .new].contains { !isBlank($0) }
      || [.name, .studentNumber, .idNumber, .collectionCode, .shotSerial].count { !isBlank($0) } >= 2
  }

  /// 「经手人：」「主管领导签字：」「（盖章）」 and remarks below the table.
  private var isSignature: Bool {
    let texts = all.map { $0.text.compactHalfWidth }.filter { !$0.isEmpty }
    let isLabelled = texts.contains { text in
      Self.labels.contains { text.hasPrefix($0) } && (text.contains(":") || text.hasPrefix("(") || text.count > 4)
    }
    return isLabelled && (isBlank(.new) || Erratum.Kind(text: self[.kind].text) == nil)
  }

  private static let labels = [
    "经手人", "经办人", "填表人", "联系人", "联系电话", "电话", "主管领导", "负责人", "盖章", "(盖章", "学校盖章", "院校盖章", "学校(", "院校(", "校章", "说明:", "注:",
    "注意", "填表说明", "日期:", "填表日期", "寄送", "地址", "备注:", "共",
  ]
}
