import GraduatePhotos
import Paperwork

/// What a roster file holds once every row has been read and checked: the same for a preview, an import and a dry run.
@dynamicMemberLookup
public struct RosterReading: Sendable {
  /// What is known of the file but for its people.
  public internal(set) var facts = RosterFacts()
  /// Entries without an error, in the order of the file.
  public internal(set) var entries: [RosterEntry] = []
  /// Where each entry stands.
  public internal(set) var places: [RosterPlace] = []
  /// The first errors and the first warnings (`RegistrationLimits.rosterProblems` of each), in the order they were found; the counts
  /// of `facts` are of all of them.
  public internal(set) var problems: [RosterProblem] = []
  /// Whom the rows with an error are about, as far as they could be read.
  public internal(set) var refused: [RefusedRow] = []
  /// Rows that contradict another one; empty once they were taken out.
  private var contradicted: Set<RosterPlace> = []

  public subscript<Value>(dynamicMember path: KeyPath<RosterFacts, Value>) -> Value { facts[keyPath: path] }
}

/// Reads and checks a roster file; touches nothing but the file.
struct RosterReader {
  let context: RosterContext
  let memory: ColumnMemory
  let choices: RosterChoices
  /// Own name of the one study center whose students may be brought; nil for a whole institution.
  let ownStudyCenter: String?
  /// Told how far it is.
  let meter: CheckMeter
  /// Opening a file and looking for headers is not counted.
  private let watch = TableWatch(isCancelled: { false })

  init(
    context: RosterContext, memory: ColumnMemory = ColumnMemory(), choices: RosterChoices = RosterChoices(),
    ownStudyCenter: String? = nil, meter: CheckMeter = CheckMeter()
  ) {
    var context = context
    if !choices.category.isEmpty {
      context.defaults[.category] = Category(rawValue: choices.category)?.chineseName ?? choices.category
    }
    if let ownStudyCenter { context.defaults[.studyCenterName] = ownStudyCenter }
    self.context = context
    // The campaign's own column names are known, unless the institution has said otherwise.
    var memory = memory
    for (column, name) in context.columnNames where memory.choice(for: name) == nil { memory.remember(column, for: name) }
    for (header, code) in choices.columns { memory.remember(RosterColumn(rawValue: code), for: header) }
    self.memory = memory
    self.choices = choices
    self.ownStudyCenter = ownStudyCenter
    self.meter = meter
  }

  /// - Throws: `TableRefusal` when it is no table, `RegistrationRefusal.noHeader`, `.tooManyRows`.
  func read(path: String, fileName: String) throws -> RosterReading {
    let file = try TableFile.open(path: path, fileName: fileName, watch: watch)
    var reading = RosterReading()
    reading.facts.format = file.format.rawValue
    reading.facts.sheetNames = file.sheets.map(\.name)
    var duplicates = RosterDuplicates()
    for (index, sheet) in file.sheets.enumerated() where isWanted(sheet) {
      let label = file.sheets.count > 1 ? sheet.name : ""
      try readSheet(index, label: label, of: file, into: &reading, &duplicates)
    }
    guard !reading.facts.sheets.isEmpty else { throw RegistrationRefusal.noHeader }
    reading.removeContradictions()
    return reading
  }

  /// Opens a file and looks for headers, without reading what is below them.
  ///
  /// - Throws: what `read` would throw before the first row.
  func probe(path: String, fileName: String) throws {
    let file = try TableFile.open(path: path, fileName: fileName, watch: watch)
    for (index, sheet) in file.sheets.enumerated() where isWanted(sheet) {
      if try header(of: index, in: file) != nil { return }
    }
    throw RegistrationRefusal.noHeader
  }

  private func isWanted(_ sheet: TableSheet) -> Bool {
    choices.sheet.isEmpty ? !sheet.isHidden && sheet.name != RosterTemplate.rulesSheet : sheet.name == choices.sheet
  }

  private func readSheet(
    _ index: Int, label: String, of file: TableFile, into reading: inout RosterReading, _ duplicates: inout RosterDuplicates
  ) throws {
    guard let sheet = try header(of: index, in: file) else {
      reading.facts.passedOver.append(file.sheets[index].name)
      return
    }
    let missing = context.missingColumns(in: sheet.matching)
    let isRoster = sheet.mapping[.name] != nil || sheet.mapping[.studentNumber] != nil || sheet.mapping[.idNumber] != nil
    guard missing.isEmpty || isRoster || !choices.sheet.isEmpty || file.sheets.count == 1 else {
      // Head counts, remarks: tables that lie beside a roster.
      reading.facts.passedOver.append(sheet.name)
      return
    }
    reading.facts.sheets.append(sheet)
    guard missing.isEmpty else {
      // Shown with the header, so that a person can say which column it is.
      reading.facts.missingColumns += missing.filter { !reading.facts.missingColumns.contains($0) }
      return
    }
    var checker = RosterChecker(context: context, mapping: sheet.mapping)
    var result = reading
    reading = RosterReading()
    let counted = TableWatch(
      progress: { [meter] in meter.read((Double(index) + $0) / Double(file.sheets.count)) }, isCancelled: { false })
    let summary = try file.forEachRow(sheet: index, watch: counted) { row in
      guard row.number > sheet.headerRow else { return true }
      guard result.facts.rowCount < RegistrationLimits.rosterRows else {
        throw RegistrationRefusal.tooManyRows(limit: RegistrationLimits.rosterRows)
      }
      take(row, label: label, &checker, &result, &duplicates)
      if result.facts.rowCount.isMultiple(of: 500) { meter.counted(result.facts.rowCount) }
      return true
    }
    reading = result
    reading.facts.deletedRecords += summary.deletedRecords
    for problem in checker.finish() { reading.note(problem) }
  }

  private func take(
    _ row: TableRow, label: String, _ checker: inout RosterChecker, _ reading: inout RosterReading,
    _ duplicates: inout RosterDuplicates
  ) {
    let place = RosterPlace(sheet: label, row: row.number)
    let outcome = checker.check(RosterRow(place: place, cells: row.cells))
    guard !outcome.isBlank else { return }
    reading.facts.rowCount += 1
    for flaw in row.flaws {
      let column = RosterColumn.allCases.first { checker.mapping[$0] == flaw.column }
      reading.note(
        RosterProblem(
          severity: column == nil ? .warning : .error, column: column, place: place, reason: "roster.\(flaw.kind.rawValue)",
          message: flaw.message, remedy: "请在原表里核对这一格"))
      if column != nil { return reading.refuse(outcome.refused ?? outcome.entry.map { RefusedRow($0, at: place) }, at: place) }
    }
    for problem in outcome.problems { reading.note(problem) }
    guard let entry = outcome.entry else { return reading.refuse(outcome.refused, at: place) }
    if let problem = problem(of: entry, at: place) {
      reading.note(problem)
      return reading.refuse(RefusedRow(entry, at: place), at: place)
    }
    for problem in duplicates.add(entry, at: place) { reading.note(problem) }
    if reading.entries.count == Self.longRosterRows {
      // Growing by doubling would hold a long roster twice for a moment; room that is not written to takes no memory.
      reading.entries.reserveCapacity(RegistrationLimits.rosterRows)
      reading.places.reserveCapacity(RegistrationLimits.rosterRows)
    }
    reading.entries.append(entry)
    reading.places.append(place)
  }

  /// From here on a roster gets all the room it may ever need.
  private static let longRosterRows = 16_384

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
  private func header(of index: Int, in file: TableFile) throws -> RosterFacts.Sheet? {
    var rows: [TableRow] = []
    try file.forEachRow(sheet: index, watch: watch) { row in
      rows.append(row)
      return rows.count < RegistrationLimits.headerSearchRows
    }
    guard let found = HeaderSearch.find(in: rows.map(\.cells), memory: memory) else { return nil }
    let row = rows[found.row]
    return RosterFacts.Sheet(
      name: file.sheets[index].name, headerRow: row.number, header: row.cells.map(\.text), matching: found.matching,
      mapping: found.matching.mapping)
  }
}

extension RosterReading {
  /// Every problem that was kept as a sentence (numbers masked), the missing columns first.
  public var sentences: [String] {
    let missing = facts.missingColumns.map { "表头：缺少「\($0.chineseName)」列，请补上这一列" }
    return missing + problems.map { "\($0.severity.chineseName)　\($0.sentence)" }
  }

  /// Whether everything in the file can be imported as it is.
  public var isFine: Bool { facts.isFine }

  /// Keeps a problem within the limit and counts it.
  mutating func note(_ problem: RosterProblem) {
    // Counted apart: thousands of warnings must not push the errors off the list.
    let kept = problem.severity == .error ? facts.errorCount : facts.warningCount
    if problem.severity == .error { facts.errorCount += 1 } else { facts.warningCount += 1 }
    if problem.severity == .error, RosterReason.ofDuplicates.contains(problem.reason) { contradicted.insert(problem.place) }
    if kept < RegistrationLimits.rosterProblems { problems.append(problem) }
  }

  fileprivate mutating func refuse(_ row: RefusedRow?, at place: RosterPlace) {
    facts.blockedRows += 1
    refuse(row ?? RefusedRow(place: place))
  }

  private mutating func refuse(_ row: RefusedRow) {
    if row.isUnrecognisable { facts.unrecognisableRows += 1 } else { refused.append(row) }
  }

  /// Two rows that contradict each other are both blocked, also the one that was taken before the other was seen.
  fileprivate mutating func removeContradictions() {
    let blocked = contradicted
    contradicted = []
    takeOut { _, place in blocked.contains(place) }
  }

  /// Takes entries out whose rows are blocked after all; errors were noted with them.
  mutating func takeOut(where isBlocked: (Int, RosterPlace) -> Bool) {
    var kept = 0
    for index in entries.indices {
      if isBlocked(index, places[index]) {
        facts.blockedRows += 1
        refuse(RefusedRow(entries[index], at: places[index]))
      } else {
        if kept != index {
          entries.swapAt(kept, index)
          places.swapAt(kept, index)
        }
        kept += 1
      }
    }
    entries.removeLast(entries.count - kept)
    places.removeLast(places.count - kept)
    facts.entryCount = kept
  }
}

extension RosterReason {
  /// Reasons that only show when rows are compared.
  static let ofDuplicates: Set<String> = [duplicateRow, duplicateID, duplicateStudentNumber]
  static let notOwnCenter = "roster.not-own-study-center"
  static let numberInRemark = "roster.id-number-in-remark"
}
