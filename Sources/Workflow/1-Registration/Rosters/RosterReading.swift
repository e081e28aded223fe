import GraduatePhotos
import Paperwork

/// What a roster file holds once every row has been read and checked: the same for a preview, an import and a dry run.
public struct RosterReading: Sendable {
  /// A sheet that was read, with its header and how it was matched.
  public struct Sheet: Sendable {
    public let name: String
    /// Row of the header as the file's rows are numbered: from 1, in a DBF 0 for the field names.
    public let headerRow: Int
    public let header: [String]
    public let matching: ColumnMatching
    public let mapping: RosterMapping
  }

  /// Names of the sheets of the file; a person may choose one.
  public internal(set) var sheetNames: [String] = []
  public internal(set) var sheets: [Sheet] = []
  /// Sheets that were passed over because they have no header of a roster.
  public internal(set) var passedOver: [String] = []
  public internal(set) var format: String = ""
  /// Entries without an error, in the order of the file.
  public internal(set) var entries: [RosterEntry] = []
  /// Where each entry stands.
  public internal(set) var places: [RosterPlace] = []
  /// The first errors and the first warnings (`RegistrationLimits.rosterProblems` of each), in the order they were found; the counts
  /// below are of all of them.
  public internal(set) var problems: [RosterProblem] = []
  /// Rows that hold somebody, taken or not.
  public internal(set) var rowCount = 0
  /// Rows with an error: not taken.
  public internal(set) var blockedRows = 0
  public internal(set) var errorCount = 0
  public internal(set) var warningCount = 0
  /// Records with a deletion mark in a DBF, left out.
  public internal(set) var deletedRecords = 0
  /// Required columns that a sheet lacks and nothing else provides: nothing is read until a person maps them.
  public internal(set) var missingColumns: [RosterColumn] = []
  /// Rows that contradict another one; empty once they were taken out.
  var contradicted: Set<RosterPlace> = []
}

/// How a person wants a file read.
public struct RosterChoices: Sendable, Codable, Hashable {
  /// The one sheet to read; empty reads every sheet with a roster's header.
  public var sheet: String
  /// Remapped columns, by the header as written; an empty code leaves the column out.
  public var columns: [String: String]
  /// The category of all rows, for files without that column; empty when the file has one.
  public var category: String

  public init(sheet: String = "", columns: [String: String] = [:], category: String = "") {
    self.sheet = sheet
    self.columns = columns
    self.category = category
  }
}

/// Reads and checks a roster file; touches nothing but the file.
struct RosterReader {
  let context: RosterContext
  let memory: ColumnMemory
  let choices: RosterChoices
  /// Own name of the one study center whose students may be brought; nil for a whole institution.
  let ownStudyCenter: String?
  let watch: TableWatch

  init(
    context: RosterContext, memory: ColumnMemory = ColumnMemory(), choices: RosterChoices = RosterChoices(),
    ownStudyCenter: String? = nil, watch: TableWatch = TableWatch()
  ) {
    var context = context
    if !choices.category.isEmpty {
      context.defaults[.category] = Category(rawValue: choices.category)?.chineseName ?? choices.category
    }
    if let ownStudyCenter { context.defaults[.studyCenterName] = ownStudyCenter }
    self.context = context
    self.memory = memory
    self.choices = choices
    self.ownStudyCenter = ownStudyCenter
    self.watch = watch
  }

  /// - Throws: `TableRefusal` when it is no table, `RegistrationRefusal.noHeader`, `.tooManyRows`.
  func read(path: String, fileName: String) throws -> RosterReading {
    let file = try TableFile.open(path: path, fileName: fileName, watch: watch)
    var reading = RosterReading()
    reading.format = file.format.rawValue
    reading.sheetNames = file.sheets.map(\.name)
    var duplicates = RosterDuplicates()
    for (index, sheet) in file.sheets.enumerated() where isWanted(sheet) {
      let label = file.sheets.count > 1 ? sheet.name : ""
      try readSheet(index, label: label, of: file, into: &reading, &duplicates)
    }
    guard !reading.sheets.isEmpty else { throw RegistrationRefusal.noHeader }
    removeContradictions(from: &reading)
    return reading
  }

  private func isWanted(_ sheet: TableSheet) -> Bool {
    choices.sheet.isEmpty ? !sheet.isHidden && sheet.name != RosterTemplate.rulesSheet : sheet.name == choices.sheet
  }

  private func readSheet(
    _ index: Int, label: String, of file: TableFile, into reading: inout RosterReading, _ duplicates: inout RosterDuplicates
  ) throws {
    guard let sheet = try header(of: index, in: file) else {
      reading.passedOver.append(file.sheets[index].name)
      return
    }
    let missing = context.missingColumns(in: sheet.matching)
    let isRoster = sheet.mapping[.name] != nil || sheet.mapping[.studentNumber] != nil || sheet.mapping[.idNumber] != nil
    guard missing.isEmpty || isRoster || !choices.sheet.isEmpty || file.sheets.count == 1 else {
      // Head counts, remarks: tables that lie beside a roster.
      reading.passedOver.append(sheet.name)
      return
    }
    reading.sheets.append(sheet)
    guard missing.isEmpty else {
      // Shown with the header, so that a person can say which column it is.
      reading.missingColumns += missing.filter { !reading.missingColumns.contains($0) }
      return
    }
    var checker = RosterChecker(context: context, mapping: sheet.mapping)
    var result = reading
    reading = RosterReading()
    let summary = try file.forEachRow(sheet: index, watch: watch) { row in
      guard row.number > sheet.headerRow else { return true }
      guard result.rowCount < RegistrationLimits.rosterRows else {
        throw RegistrationRefusal.tooManyRows(limit: RegistrationLimits.rosterRows)
      }
      take(row, label: label, &checker, &result, &duplicates)
      return true
    }
    reading = result
    reading.deletedRecords += summary.deletedRecords
    for problem in checker.finish() { reading.note(problem) }
  }

  private func take(
    _ row: TableRow, label: String, _ checker: inout RosterChecker, _ reading: inout RosterReading,
    _ duplicates: inout RosterDuplicates
  ) {
    let place = RosterPlace(sheet: label, row: row.number)
    let outcome = checker.check(RosterRow(place: place, cells: row.cells))
    guard !outcome.isBlank else { return }
    reading.rowCount += 1
    for flaw in row.flaws {
      let column = RosterColumn.allCases.first { checker.mapping[$0] == flaw.column }
      reading.note(
        RosterProblem(
          severity: column == nil ? .warning : .error, column: column, place: place, reason: "roster.\(flaw.kind.rawValue)",
          message: flaw.message, remedy: "请在原表里核对这一格"))
      if column != nil {
        reading.blockedRows += 1
        return
      }
    }
    for problem in outcome.problems { reading.note(problem) }
    guard let entry = outcome.entry else {
      reading.blockedRows += 1
      return
    }
    if let problem = problem(of: entry, at: place) {
      reading.note(problem)
      reading.blockedRows += 1
      return
    }
    for problem in duplicates.add(entry, at: place) { reading.note(problem) }
    reading.entries.append(entry)
    reading.places.append(place)
  }

  /// What the row's own rules cannot know: whose roster it is, and that numbers stand in no column that is kept in the clear.
  private func problem(of entry: RosterEntry, at place: RosterPlace) -> RosterProblem? {
    if let ownStudyCenter, !entry.studyCenterName.utf8.elementsEqual(ownStudyCenter.utf8) {
      return RosterProblem(
        severity: .error, column: .studyCenterName, place: place, reason: RosterReason.notOwnCenter,
        message: "不是本站点「\(ownStudyCenter)」的学生",
        remedy: "请移出这一行，或由学校的学籍管理员导入", value: entry.studyCenterName)
    }
    if !entry.remark.isEmpty, CodeModeGuard.holdsIDNumber(entry.remark) {
      return RosterProblem(
        severity: .error, column: .remark, place: place, reason: RosterReason.numberInRemark, message: "备注里写了证件号码",
        remedy: "请从备注中删去号码",
        value: entry.remark)
    }
    return nil
  }

  /// The header of a sheet, matched with what the institution chose before and what the person chooses now.
  private func header(of index: Int, in file: TableFile) throws -> RosterReading.Sheet? {
    var rows: [TableRow] = []
    try file.forEachRow(sheet: index, watch: watch) { row in
      rows.append(row)
      return rows.count < RegistrationLimits.headerSearchRows
    }
    var memory = self.memory
    for (header, code) in choices.columns { memory.remember(RosterColumn(rawValue: code), for: header) }
    guard let found = HeaderSearch.find(in: rows.map(\.cells), memory: memory) else { return nil }
    let row = rows[found.row]
    return RosterReading.Sheet(
      name: file.sheets[index].name, headerRow: row.number, header: row.cells.map(\.text), matching: found.matching,
      mapping: found.matching.mapping)
  }

  /// Two rows that contradict each other are both blocked, also the one that was taken before the other was seen.
  private func removeContradictions(from reading: inout RosterReading) {
    let blocked = reading.contradicted
    guard !blocked.isEmpty else { return }
    var entries: [RosterEntry] = []
    var places: [RosterPlace] = []
    for (entry, place) in zip(reading.entries, reading.places) {
      if blocked.contains(place) {
        reading.blockedRows += 1
      } else {
        entries.append(entry)
        places.append(place)
      }
    }
    reading.entries = entries
    reading.places = places
    reading.contradicted = []
  }
}

extension RosterReading {
  /// Every problem that was kept as a sentence (numbers masked), the missing columns first.
  public var sentences: [String] {
    let missing = missingColumns.map { "表头：缺少「\($0.chineseName)」列，请补上这一列" }
    return missing + problems.map { "\($0.severity.chineseName)　\($0.sentence)" }
  }

  /// 「1206 行，可导入 1204 行，2 行有错误，另有 5 处提醒」.
  public var chineseSummary: String {
    var parts = ["\(rowCount) 行", "可导入 \(entries.count) 行"]
    if blockedRows > 0 { parts.append("\(blockedRows) 行有错误，不导入") }
    if warningCount > 0 { parts.append("另有 \(warningCount) 处提醒") }
    if deletedRecords > 0 { parts.append("略过 \(deletedRecords) 条有删除标记的记录") }
    return parts.joined(separator: "，")
  }

  /// Whether everything in the file can be imported as it is.
  public var isFine: Bool { errorCount == 0 && missingColumns.isEmpty && !entries.isEmpty }

  /// Keeps a problem within the limit and counts it.
  fileprivate mutating func note(_ problem: RosterProblem) {
    // Counted apart: thousands of warnings must not push the errors off the list.
    let kept = problem.severity == .error ? errorCount : warningCount
    if problem.severity == .error { errorCount += 1 } else { warningCount += 1 }
    if problem.severity == .error, RosterReason.ofDuplicates.contains(problem.reason) { contradicted.insert(problem.place) }
    if kept < RegistrationLimits.rosterProblems { problems.append(problem) }
  }
}

extension RosterReason {
  /// Reasons that only show when rows are compared.
  static let ofDuplicates: Set<String> = [duplicateRow, duplicateID, duplicateStudentNumber]
  static let notOwnCenter = "roster.not-own-study-center"
  static let numberInRemark = "roster.id-number-in-remark"
}
