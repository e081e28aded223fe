/// Rules about the studies: institution, study center, category and level, dates (domain.md 2.2–2.4, N7, A2, A4).
extension RosterChecker {
  /// Reads all columns of a row; nil when a value that an entry cannot do without is missing or wrong (and reported).
  mutating func read(_ reading: inout RowReading) -> RosterEntry? {
    let code = readInstitutionCode(&reading)
    let institutionName = readInstitutionName(&reading)
    let center = readStudyCenter(&reading)
    let category = readCategory(&reading)
    let department = text(.department, in: &reading)
    let major = text(.major, in: &reading)
    let classGroup = text(.classGroup, in: &reading)
    let studentNumber = readStudentNumber(&reading)
    let (name, lacksCharacters) = readName(&reading)
    let idNumber = readIDNumber(&reading)
    let sex = readSex(&reading, idNumber: idNumber)
    let level = readLevel(&reading, category: category)
    let studyLength = readStudyLength(&reading)
    let graduation = readGraduation(&reading)
    let serial = text(.plannedSerial, in: &reading)
    let remark = text(.remark, in: &reading)
    let extras = readExtras(&reading, idNumber: idNumber, graduation: graduation)
    guard !reading.isRefused, let code, let category, let studentNumber, let name, let sex, let idNumber else {
      reading.isRefused = true
      reading.known = RefusedRow(
        place: reading.place, studentNumber: studentNumber ?? "", idKey: idNumber?.comparisonKey ?? "", name: name?.value ?? "")
      return nil
    }
    return RosterEntry(
      institutionCode: code, institutionName: institutionName, studyCenterName: center, category: category,
      department: department, major: major, classGroup: classGroup, studentNumber: studentNumber, name: name, sex: sex,
      idNumber: idNumber, level: level, studyLength: studyLength, expectedGraduation: graduation, plannedSerial: serial,
      remark: remark, extras: extras, nameLacksCharacters: lacksCharacters, tidied: reading.tidied)
  }

  private mutating func readInstitutionCode(_ reading: inout RowReading) -> String? {
    let text = text(.institutionCode, in: &reading)
    if text.isEmpty { return isRequired(.institutionCode) ? nil : context.institutionCode }
    if text.hasSameCodePoints(as: context.institutionCode) { return context.institutionCode }
    do {
      let code = try InstitutionCode.read(text)
      if code.value.hasSameCodePoints(as: context.institutionCode) { return context.institutionCode }
      if context.formerCodes.contains(where: code.value.hasSameCodePoints(as:)) {
        reading.warning(
          .institutionCode, RosterReason.formerCode, "是本校原来的代码，现在是 \(context.institutionCode)",
          "将按 \(context.institutionCode) 登记", value: text)
        return context.institutionCode
      }
      reading.error(
        .institutionCode, RosterReason.otherInstitution, "是 \(code.value)，与本校代码 \(context.institutionCode) 不同",
        "请核对；函授站填总校代码", value: text)
    } catch {
      reading.error(.institutionCode, error.code, error.message, error.hint, value: text)
    }
    return nil
  }

  private mutating func readInstitutionName(_ reading: inout RowReading) -> String {
    let text = text(.institutionName, in: &reading)
    guard let current = context.institutionNames.first else { return text }
    if text.isEmpty || text.hasSameCodePoints(as: current) { return current }
    if let center = context.studyCenters.first(where: { text.hasSameCodePoints(as: $0.parentName) }) {
      return center.parentName
    }
    if context.studyCenters.contains(where: { text.hasSameCodePoints(as: $0.displayName) }) { return text }
    if context.institutionNames.contains(where: text.hasSameCodePoints(as:)) {
      reading.warning(
        .institutionName, RosterReason.otherName, "是本校其他年份的名称，\(context.graduatingClass.chineseName)用「\(current)」",
        "将按「\(current)」登记", value: text)
      return current
    }
    // A study center's full name begins with its parent's; so does the name of an independent college, another institution.
    if text.hasPrefix(current) {
      reading.warning(
        .institutionName, RosterReason.unknownPart, "不是本校的名称，「\(text.dropFirst(current.count))」也没有登记为本校站点",
        "可能是另一所院校的名单，请核对是否传错了文件；是本校站点的请先登记", value: text)
      return text
    }
    reading.error(.institutionName, RosterReason.otherName, "与本校名称「\(current)」不同", "请核对是否传错了文件", value: text)
    return text
  }

  private mutating func readStudyCenter(_ reading: inout RowReading) -> String {
    let text = text(.studyCenterName, in: &reading)
    if text.isEmpty { return "" }
    let known = context.studyCenters.first {
      text.hasSameCodePoints(as: $0.ownName) || text.hasSameCodePoints(as: $0.displayName)
    }
    guard let known else {
      reading.warning(
        .studyCenterName, RosterReason.unknownStudyCenter, "「\(text)」还没有登记为本校站点", "请先登记站点，或核对名称", value: text)
      return text
    }
    if known.isHandedOver(campaignProvince: context.province), !context.province.isEmpty {
      reading.warning(
        .studyCenterName, RosterReason.handedOver, "站点在\(known.province)，由当地采集单位拍摄，不在本省安排", "请联系当地采集单位", value: text)
    }
    return known.ownName
  }

  private mutating func readCategory(_ reading: inout RowReading) -> Category? {
    let text = text(.category, in: &reading)
    if text.isEmpty { return nil }
    guard let category = category.value(of: text, { Category(text: $0) }) else {
      let near = RosterText.nearest(to: text, among: Category.allCases.map(\.chineseName)).map { "，是否为「\($0)」" } ?? ""
      reading.error(.category, RosterReason.unknownValue, "「\(text)」无法识别\(near)", "请填写普通、成人或研究生", value: text)
      return nil
    }
    if !context.categories.contains(category) {
      reading.error(
        .category, RosterReason.categoryNotCollected, "本次采集不包括\(category.chineseName)类", "请核对，或联系采集计划员", value: text)
    }
    return category
  }

  private mutating func readLevel(_ reading: inout RowReading, category: Category?) -> StudyLevel? {
    let text = text(.level, in: &reading)
    if text.isEmpty { return nil }
    guard let level = level.value(of: text, { StudyLevel(text: $0) }) else {
      let near = RosterText.nearest(to: text, among: StudyLevel.allCases.map(\.chineseName)).map { "，是否为「\($0)」" } ?? ""
      reading.error(
        .level, RosterReason.unknownValue, "「\(text)」无法识别\(near)", "请填写博士、硕士、第二学士学位、本科、专升本或专科(高职)", value: text)
      return nil
    }
    if let category, !category.levels.contains(level) {
      reading.error(
        .level, RosterReason.levelDiffers, "\(level.chineseName)不属于\(category.chineseName)类", "请核对类别和层次", value: text)
    }
    return level
  }

  /// 学制 of domain.md 2.3, in years.
  static let studyLengths: Set<String> = ["1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5", "5.5", "6", "7", "8"]

  private mutating func readStudyLength(_ reading: inout RowReading) -> String {
    let text = text(.studyLength, in: &reading)
    if text.isEmpty || Self.studyLengths.contains(text) { return text }
    let chinese: [Character: Character] = [
      "一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8",
    ]
    var tidy = String(text.compactHalfWidth.filter { $0 != "年" && $0 != "制" }.map { chinese[$0] ?? $0 })
    if tidy.hasSuffix(".0") { tidy.removeLast(2) }
    if tidy.hasSuffix("半") { tidy = tidy.dropLast() + ".5" }
    if Self.studyLengths.contains(tidy) { return tidy }
    reading.warning(.studyLength, RosterReason.unknownValue, "「\(text)」不是常见的学制", "请填写年数，例如 4 或 2.5", value: text)
    return GB18030.fits(text, bytes: width(of: .studyLength)) ? text : ""
  }

  /// A day of a column; reported and nil when it is none.
  ///
  /// Months without a day only warn, and are left out.
  mutating func day(_ column: RosterColumn, in reading: inout RowReading) -> CalendarDay? {
    let cell = cell(column, in: reading)
    let text = cell.text.trimmed
    if text.isEmpty {
      if isRequired(column) { reading.error(column, RosterReason.missing, "没有填写", "请填写\(column.chineseName)", value: "") }
      return nil
    }
    if let day = cell.origin == .number ? CalendarDay.parse(spreadsheet: text) : CalendarDay.parse(text) { return day }
    if CalendarDay.isMonthOnly(text) {
      reading.warning(column, RosterReason.monthOnly, "只有年月，没有日", "请写成 20260630 的样子；现在按没有填写处理", value: text)
    } else {
      reading.error(column, RosterReason.date, "不是有效的日期", "请写成 20260630 的样子", value: text)
    }
    return nil
  }

  private mutating func readGraduation(_ reading: inout RowReading) -> CalendarDay? {
    guard let day = day(.expectedGraduation, in: &reading) else { return nil }
    guard context.kind == .graduation else { return day }
    let classYear = context.graduatingClass.year
    // The class of a year may close its books in the autumn before or the winter after.
    if abs(day.year - classYear) > 1 {
      reading.error(
        .expectedGraduation, RosterReason.graduationYear, "是 \(day.year) 年，不属于\(context.graduatingClass.chineseName)",
        "请核对日期，或移出名单", value: day.compact)
    } else if day.year != classYear {
      reading.warning(
        .expectedGraduation, RosterReason.graduationYear, "是 \(day.year) 年，与\(context.graduatingClass.chineseName)不同", "请核对",
        value: day.compact)
    }
    return day
  }
}
