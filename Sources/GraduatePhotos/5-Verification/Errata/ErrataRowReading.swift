/// One row of the form while it is read.
struct ErrataRowReading {
  private let row: ErrataFormRow
  private let context: ErrataFormReader.Context
  /// Values of the row above for cells that were merged or left out.
  private(set) var carried: [ErrataColumn: TableCell]
  private(set) var problems: [ErrataFormProblem] = []

  init(_ row: ErrataFormRow, _ context: ErrataFormReader.Context, _ carried: [ErrataColumn: TableCell]) {
    self.row = row
    self.context = context
    self.carried = carried
  }

  /// Nil when something is wrong, which `problems` then says.
  mutating func line() -> ErrataLine? {
    let code = institutionCode()
    let serial = text(.shotSerial)
    let kind = kind()
    let field = field(kind)
    let old = text(.old)
    let new = text(.new)
    let name = text(.name)
    let studentNumber = text(.studentNumber)
    let idNumber = text(.idNumber)
    let handler = handler()
    let day = day()
    checkPerson(name: name, studentNumber: studentNumber, idNumber: idNumber)
    if let kind { checkContents(kind, old: old, new: new) }
    guard problems.isEmpty, let code, let kind, let field, let handler, let day else { return nil }
    return ErrataLine(
      institutionCode: code, shotSerial: serial, field: field, old: old, new: new, name: name, studentNumber: studentNumber,
      idNumber: idNumber, kind: kind, handler: handler, day: day)
  }

  /// Nil when something is wrong, which `problems` then says.
  mutating func codeLine() -> CodeErrataLine? {
    let code = institutionCode()
    let kind = kind()
    if kind == .wrongData { add(.kind, "code-mode", "采集码模式只受理数据错位", "数据错误请在学校自己的名单里更正") }
    if let kind { _ = field(kind) }
    let (old, new) = (text(.old), text(.new))
    if let kind { checkContents(kind, old: old, new: new) }
    let handler = handler()
    let day = day()
    guard problems.isEmpty, let code, let handler, let day else { return nil }
    do {
      let person = try CodeCaption(code: text(.collectionCode), shotSerial: text(.shotSerial))
      return try CodeErrataLine(
        institutionCode: code, person: person, old: old, new: new, handler: handler, day: day)
    } catch {
      add(nil, "no-code", "采集码或拍摄序号写法不对", "只能有字母、数字和连字符，请照着照片下方填写")
      return nil
    }
  }

  private mutating func add(_ column: ErrataColumn?, _ reason: String, _ message: String, _ remedy: String = "") {
    problems.append(ErrataFormProblem(row.place, column, reason, message, remedy))
  }

  /// A cell's text without blanks around it; reported and empty when a spreadsheet spoiled it.
  private mutating func text(_ column: ErrataColumn) -> String {
    if let flaw = row.flaw(column) {
      add(column, "unreadable", flaw, "请打开文件核对这一格，重新填写")
      return ""
    }
    let cell = row[column]
    let text = cell.origin == .number ? RosterText.withoutZeroDecimals(cell.text) : cell.text
    if cell.lostDigits || RosterText.isExponentForm(text.trimmed) {
      add(column, "lost-digits", "是以数字保存的，末几位已经丢失", "请把这一列设为文本，从原件重新填写")
      return ""
    }
    if text.hasPrefix("#"), RosterText.isFormulaError(text) {
      add(column, "formula-error", "是表格公式的错误", "请改成真正的内容")
      return ""
    }
    if text.utf8.count > RegistrationLimits.cellBytes {
      add(column, "too-long", "超过 \(RegistrationLimits.cellBytes) 字节", "请检查是否整段文字误入表格")
      return ""
    }
    let tidy = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 })).trimmed
    if Self.dittoes.contains(tidy), !column.isCarriedDown {
      add(column, "ditto", "写的是「\(tidy)」", "请写出内容")
      return ""
    }
    return tidy
  }

  private static let dittoes: Set<String> = ["同上", "〃", "″", "\"", "''", "”"]

  /// The row's own cell, or the one that goes on from above.
  private mutating func carriedText(_ column: ErrataColumn) -> (text: String, cell: TableCell) {
    let own = row[column]
    let isOwn = !row.isBlank(column) && !Self.dittoes.contains(own.text.trimmed)
    let cell = isOwn ? own : carried[column] ?? .blank
    carried[column] = cell
    if isOwn { return (text(column), cell) }
    return (cell.text.trimmed, cell)
  }

  private mutating func institutionCode() -> String? {
    let text = carriedText(.institutionCode).text
    if text.isEmpty { return context.institutionCode }
    do {
      let code = try InstitutionCode.read(text).value
      if ([context.institutionCode] + context.formerCodes).contains(where: code.hasSameCodePoints(as:)) {
        return context.institutionCode
      }
      add(.institutionCode, "other-institution", "是 \(code)，与本校代码 \(context.institutionCode) 不同", "请核对；函授站填总校代码")
    } catch {
      add(.institutionCode, "institution-code", error.message, error.hint)
    }
    return nil
  }

  private mutating func kind() -> Erratum.Kind? {
    let text = text(.kind)
    if let kind = Erratum.Kind(text: text) { return kind }
    if text.isEmpty { return isSerial(row[.field].text) ? .shifted : .wrongData }
    add(.kind, "unknown-kind", "「\(shown(text))」无法识别", "请写数据错误或数据错位")
    return nil
  }

  private mutating func field(_ kind: Erratum.Kind?) -> RosterColumn? {
    let text = text(.field)
    if kind == .shifted {
      // Which field a shift is written under says nothing: the photo is somebody else's.
      if text.isEmpty || isSerial(text) { return .plannedSerial }
      add(.field, "shift-field", "数据错位的错误字段应是拍摄序号", "请写拍摄序号，错误内容写现在的序号，正确内容写本人照片的序号")
      return nil
    }
    if text.isEmpty {
      add(.field, "field-missing", "没有填写", "请写姓名、学号、身份证号等")
      return nil
    }
    let word = RosterColumn.normalisedHeader(text)
    if let column = RosterColumn.known[word]?.column {
      guard let obstacle = column.errataObstacle(in: context.regime) else { return column }
      add(.field, "field", "「\(column.chineseName)」\(obstacle.message)", obstacle.hint)
      return nil
    }
    if word.contains("照片") || word.contains("图像") || word.contains("闭眼") {
      add(.field, "photo", "照片的问题不填勘误表", "闭眼、表情等请登记照片问题，免费补拍")
      return nil
    }
    let near = RosterText.nearest(
      to: text, among: RosterColumn.allCases.filter { $0.errataObstacle(in: context.regime) == nil }.map(\.chineseName))
    add(.field, "unknown-field", "「\(shown(text))」无法识别" + (near.map { "，是否为「\($0)」" } ?? ""), "请写姓名、学号、身份证号等")
    return nil
  }

  private func isSerial(_ text: String) -> Bool {
    let word = RosterColumn.normalisedHeader(text)
    return ErrataColumn.known[word] == .shotSerial || ["照片", "图像", "照片错位", "照片与姓名不符", "照片不符"].contains(word)
  }

  private mutating func checkContents(_ kind: Erratum.Kind, old: String, new: String) {
    guard !problems.contains(where: { $0.column == .old || $0.column == .new }) else { return }
    switch (kind, old.isEmpty, new.isEmpty) {
    case (_, true, true): add(.new, "contents-missing", "错误内容和正确内容都没有填写", "请把现在的内容和正确的内容都写上")
    case (.wrongData, _, true): add(.new, "new-missing", "没有填写", "请写正确的内容")
    case (.wrongData, true, _): add(.old, "old-missing", "没有填写", "请照着照片下方或名单写现在的内容")
    default: if old.hasSameCodePoints(as: new) { add(.new, "same", "与错误内容相同", "请核对；看上去一样的字可能是不同的字") }
    }
  }

  private mutating func checkPerson(name: String, studentNumber: String, idNumber: String) {
    let spoiled = problems.contains { [.name, .studentNumber, .idNumber].contains($0.column) }
    if spoiled { return }
    if name.isEmpty { add(.name, "name-missing", "没有填写", "请写学生姓名") }
    if studentNumber.isEmpty, idNumber.isEmpty {
      add(.studentNumber, "number-missing", "学号和身份证号都没有填写", "请至少填写一项")
    }
  }

  private mutating func handler() -> String? {
    let text = carriedText(.handler).text
    if text.isEmpty {
      add(.handler, "handler-missing", "没有填写", "请写经手人的姓名")
      return nil
    }
    guard text.count <= VerificationLimits.handlerCharacters else {
      add(.handler, "handler-too-long", "超过 \(VerificationLimits.handlerCharacters) 个字", "请只写姓名")
      return nil
    }
    return text
  }

  private mutating func day() -> CalendarDay? {
    let (text, cell) = carriedText(.day)
    if text.isEmpty {
      add(.day, "day-missing", "没有填写", "请写成 2014-04-15 的样子")
      return nil
    }
    let day = cell.origin == .number ? CalendarDay.parse(spreadsheet: text) : CalendarDay.parse(text)
    guard let day else {
      add(.day, "day", "「\(shown(text))」不是有效的日期", "请写成 2014-04-15 的样子")
      return nil
    }
    guard day <= context.today else {
      add(.day, "day-in-future", "\(day.chinese) 还没有到", "请核对日期")
      return nil
    }
    return day
  }

  private func shown(_ text: String) -> String { ShownValue.of(text, in: nil) }
}
