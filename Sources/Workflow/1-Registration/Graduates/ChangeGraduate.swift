import GraduatePhotos
import Storage

/// Why a graduate's record is not changed.
public enum GraduateRefusal: Refusal, Equatable {
  /// The rules of the roster say no; the first sentence of each error.
  case rule([String])
  case changedMeanwhile(by: String, at: String)
  case sameValue
  case notThisColumn(RosterColumn)
  case numberOfSomebodyElse
  case hasLeft(StatusChange.Kind)
  case hasNotLeft
  case notOtherProvince
  case specialCase(String)
  case notAbsent
  case noSpecialCase
  /// Nothing was imported yet.
  case noRoster

  public var code: String {
    switch self {
    case .rule: "graduate.rule"
    case .changedMeanwhile: "graduate.changed-meanwhile"
    case .sameValue: "graduate.same-value"
    case .notThisColumn: "graduate.not-this-column"
    case .numberOfSomebodyElse: "graduate.number-of-somebody-else"
    case .hasLeft: "graduate.has-left"
    case .hasNotLeft: "graduate.has-not-left"
    case .notOtherProvince: "graduate.not-other-province"
    case .specialCase: "graduate.special-case"
    case .notAbsent: "graduate.not-absent"
    case .noSpecialCase: "graduate.no-special-case"
    case .noRoster: "graduate.no-roster"
    }
  }

  public var message: String {
    switch self {
    case .rule(let sentences): sentences.joined(separator: "；")
    case .changedMeanwhile(let by, let at): "在您打开页面之后，\(by)已经在\(at)修改过这名学生"
    case .sameValue: "和现在登记的一样，没有修改"
    case .notThisColumn(let column): "\(column.chineseName)不能逐人修改"
    case .numberOfSomebodyElse: "这个证件号码已经登记在本校另一名学生名下"
    case .hasLeft(let kind): "这名学生已登记\(kind.chineseName)，不在应采之列"
    case .hasNotLeft: "这名学生没有登记学籍异动"
    case .notOtherProvince: "这名学生的去向不是到外省散拍"
    case .specialCase(let problem): problem
    case .notAbsent: "这名学生没有登记不能到场"
    case .noSpecialCase: "这名学生没有登记特殊情况"
    case .noRoster: "还没有导入学生名单"
    }
  }

  public var hint: String {
    switch self {
    case .rule: "请对照原件核对后再改"
    case .changedMeanwhile: "请看过新的内容再改"
    case .sameValue, .hasNotLeft, .notAbsent, .noSpecialCase, .specialCase: ""
    case .noRoster: "请先导入名单，再核对不能到场的学生"
    case .notThisColumn: "它是学校的信息，请联系采集单位修改"
    case .numberOfSomebodyElse: "请核对两名学生的身份证原件"
    case .hasLeft: "请先撤销学籍异动"
    case .notOtherProvince: "请先把去向登记为到外省采集单位散拍"
    }
  }
}

extension CollectionCenter {
  /// Changes one field of a graduate by hand, through the rules that an import goes through.
  ///
  /// `version`: the version that was shown.
  /// `value`: as typed.
  /// Returns warnings that a person should look at; the change is made.
  /// - Throws: `GraduateRefusal`, `RosterImportRefusal.notFound`, `.studentNumberTaken`.
  @discardableResult
  public func changeGraduate(
    _ id: String, campaignID: String, column: RosterColumn, to value: String, version: Int64, by keeper: some RosterKeeper
  ) async throws -> [String] {
    guard column != .institutionCode, column != .institutionName, column != .studyCenterName || keeper.ownStudyCenterID == nil
    else {
      throw GraduateRefusal.notThisColumn(column)
    }
    do {
      return try await records.write { transaction in
        try transaction.change(id, campaignID: campaignID, column: column, to: value, version: version, by: keeper)
      }
    } catch StorageError.unique(let constraint) where constraint.contains("student_number") {
      throw RosterImportRefusal.studentNumberTaken
    }
  }
}

extension Transaction {
  fileprivate func change(
    _ id: String, campaignID: String, column: RosterColumn, to value: String, version: Int64, by keeper: some RosterKeeper
  ) throws -> [String] {
    let (place, context) = try rosterPlace(campaignID: campaignID, institutionID: keeper.institutionID)
    guard let record = try standingRecord(id, place), try isOwn(id, of: keeper) else { throw RosterImportRefusal.notFound }
    guard record.version == version else { throw try changedMeanwhile(id) }
    let (entry, warnings) = try HandChange(old: record.entry.entry, context: context).entry(setting: column, to: value)
    guard let field = ChangeSet.differences(from: record.entry.entry, to: entry).first(where: { $0.column == column }) else {
      throw GraduateRefusal.sameValue
    }
    if column == .idNumber { try refuseNumberOfSomebodyElse(entry, id, place) }
    try replace(
      record, with: entry, place: place, importID: record.importID, keptFor: "hand",
      slot: record.entry.statusChange == nil ? nil : id)
    // What waits for its confirmation was compared with the record as it was.
    try moveRoster(place, from: rosterVersion(campaignID: campaignID, institutionID: place.institutionID))
    try journal(
      JournalLine(
        action: .graduateChanged, recordKind: "graduate", recordID: id, campaignID: campaignID, graduateID: id,
        details: ["column": column.code, "version": String(version + 1)], personal: ["before": field.old, "after": field.new]),
      by: keeper)
    return warnings
  }

  /// Whether a keeper who is limited to a center keeps this graduate.
  func isOwn(_ id: String, of keeper: some RosterKeeper) throws -> Bool {
    guard let center = keeper.ownStudyCenterID else { return true }
    return try row("SELECT 1 AS n FROM graduate WHERE id = ? AND study_center_id = ?", [.text(id), .text(center)]) != nil
  }

  private func changedMeanwhile(_ id: String) throws -> GraduateRefusal {
    let last = try row(
      """
      SELECT l.written_at, a.name FROM journal_line l LEFT JOIN account a ON a.id = l.actor_id
      WHERE l.graduate_id = ? AND l.action = 'graduate.changed' ORDER BY l.written_at DESC, l.id DESC LIMIT 1
      """, [.text(id)])
    guard let last else { return .changedMeanwhile(by: "一次名单导入", at: "刚才") }
    let time = try last.integer("written_at")
    let minutes = (time - CalendarDay(milliseconds: time).startMilliseconds) / 60_000
    let clock = "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
    return .changedMeanwhile(
      by: try last.optionalText("name") ?? "本机操作员", at: CalendarDay(milliseconds: time).chineseWithoutYear + clock)
  }

  private func refuseNumberOfSomebodyElse(_ entry: RosterEntry, _ id: String, _ place: RosterPlaceInCenter) throws {
    for index in keys.blindIndexes(of: entry.idNumber.comparisonKey, field: StoredGraduate.indexField) {
      let others = try rows(
        "SELECT name FROM graduate WHERE campaign_id = ? AND id_index = ? AND institution_id = ? AND id <> ?",
        [.text(place.campaignID), .blob(index), .text(place.institutionID), .text(id)])
      // 专升本, 二学位: one person may have several records, but not under another name.
      if try others.contains(where: { PersonName(stored: try $0.text("name")) != entry.name }) {
        throw GraduateRefusal.numberOfSomebodyElse
      }
    }
  }
}

/// One field put right: the whole row is checked again as if it came from a file.
struct HandChange {
  let old: RosterEntry
  let context: RosterContext

  /// - Throws: `GraduateRefusal.rule` with what the change would break.
  func entry(setting column: RosterColumn, to value: String) throws -> (entry: RosterEntry, warnings: [String]) {
    let before = check(row())
    let after = check(row(setting: column, to: value))
    let known = Set(before.problems.map { "\($0.column?.code ?? "")\($0.reason)" })
    // What was already so is not the change's fault.
    let fresh = after.problems.filter { $0.column == column || !known.contains("\($0.column?.code ?? "")\($0.reason)") }
    let errors = fresh.filter { $0.severity == .error }
    guard errors.isEmpty, var entry = after.entry else {
      throw GraduateRefusal.rule((errors.isEmpty ? after.problems : errors).map(words))
    }
    entry.institutionCode = old.institutionCode
    entry.institutionName = old.institutionName
    return (entry, fresh.map(words))
  }

  private func words(_ problem: RosterProblem) -> String {
    let title = problem.column.map { "\($0.chineseName)：" } ?? ""
    return title + problem.message + (problem.remedy.isEmpty ? "" : "，\(problem.remedy)")
  }

  private func check(_ row: RosterRow) -> RosterChecker.Outcome {
    let mapping = RosterMapping(Dictionary(uniqueKeysWithValues: RosterColumn.allCases.map { ($0, $0.ordinal) }))
    return RosterRules.check(row, mapping: mapping, context: context)
  }

  private func row(setting changed: RosterColumn? = nil, to value: String = "") -> RosterRow {
    let cells = RosterColumn.allCases.map { column in
      if column == changed { return TableCell(text: value) }
      // Another number may be of another kind: it is found from its form.
      if column == .idNumberKind, changed == .idNumber { return TableCell.blank }
      return TableCell(text: old[column])
    }
    return RosterRow(place: RosterPlace(row: 1), cells: cells)
  }
}
