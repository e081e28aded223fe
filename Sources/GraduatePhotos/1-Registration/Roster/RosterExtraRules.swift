/// Rules of the optional columns (domain.md 2.3); a file without any of them pays nothing.
extension RosterChecker {
  mutating func readExtras(
    _ reading: inout RowReading, idNumber: IDNumber?, graduation: CalendarDay?
  ) -> [RosterColumn: String] {
    var extras: [RosterColumn: String] = [:]
    for column in RosterColumn.extras where mapping[column] != nil || isRequired(column) {
      switch column {
      case .birthDate:
        guard let day = day(column, in: &reading) else { continue }
        checkBirthDate(&reading, written: day, idNumber: idNumber)
        extras[column] = day.compact
      case .enrolmentDate:
        guard let day = day(column, in: &reading) else { continue }
        if let graduation, graduation <= day {
          reading.error(column, RosterReason.dateOrder, "不早于预计毕业日期", "请核对入学日期和毕业日期", value: day.compact)
        }
        extras[column] = day.compact
      case .examineeNumber: extras[column] = readExamineeNumber(&reading)
      case .studyMode:
        extras[column] = readKnown(column, in: &reading, names: StudyMode.allCases.map(\.chineseName)) {
          StudyMode(text: $0)?.chineseName
        }
      case .outcome:
        extras[column] = readKnown(column, in: &reading, names: StudyOutcome.allCases.map(\.chineseName)) {
          StudyOutcome(text: $0)?.chineseName
        }
      default:
        let text = text(column, in: &reading)
        if !text.isEmpty { extras[column] = text }
      }
    }
    return extras
  }

  private mutating func readExamineeNumber(_ reading: inout RowReading) -> String? {
    let cell = cell(.examineeNumber, in: reading)
    if cell.lostDigits || RosterText.isExponentForm(cell.text.trimmed) {
      reading.error(
        .examineeNumber, RosterReason.lostDigits, "是以数字保存的，末几位已经丢失", "请把这一列设为文本，重新填写", value: cell.text)
      return nil
    }
    let text = examine(cell, of: .examineeNumber, in: &reading).compactHalfWidth
    return text.isEmpty ? nil : text
  }

  private mutating func readKnown(
    _ column: RosterColumn, in reading: inout RowReading, names: [String], normal: (String) -> String?
  ) -> String? {
    let text = text(column, in: &reading)
    if text.isEmpty { return nil }
    if let value = normal(text) { return value }
    let near = RosterText.nearest(to: text, among: names).map { "，是否为「\($0)」" } ?? ""
    reading.warning(
      column, RosterReason.unknownValue, "「\(text)」无法识别\(near)", "请填写\(names.joined(separator: "、"))", value: text)
    return GB18030.fits(text, bytes: width(of: column)) ? text : nil
  }
}
