/// Rules about the person: name, numbers, sex, birth date (domain.md 2.2, 3).
extension RosterChecker {
  func readName(_ reading: inout RowReading) -> (name: PersonName?, lacksCharacters: Bool) {
    let cell = cell(.name, in: reading)
    let read = PersonName.read(cell.text)
    if read.findings.isEmpty { return (read.name, false) }
    if let first = read.findings.first, first.kind == .empty {
      if isRequired(.name) { reading.error(.name, RosterReason.missing, "没有填写", "请填写姓名", value: "") }
      return (nil, false)
    }
    for finding in read.findings {
      switch finding.severity {
      case .note: reading.tidied.insert(finding.kind == .interpunct ? .interpunct : .nameSpaces)
      case .warning: reading.warning(.name, finding.code, finding.message, finding.hint, value: cell.text)
      case .error: reading.error(.name, finding.code, finding.message, finding.hint, value: cell.text)
      }
    }
    return (read.name, read.lacksCharacters)
  }

  mutating func readIDNumber(_ reading: inout RowReading) -> IDNumber? {
    let written = readIDNumberKind(&reading)
    let cell = cell(.idNumber, in: reading)
    let text = cell.origin == .number ? RosterText.withoutZeroDecimals(cell.text) : cell.text
    let lostDigits = cell.lostDigits || RosterText.isExponentForm(text.trimmed)
    if lostDigits {
      reading.error(
        .idNumber, RosterReason.lostDigits, "是以数字保存的，末几位已经丢失", "请把这一列设为文本，从原件重新填写", value: text)
      return nil
    }
    if text.hasPrefix("#"), RosterText.isFormulaError(text) {
      reading.error(.idNumber, RosterReason.formulaError, "是表格公式的错误", "请改成真正的内容", value: text)
      return nil
    }
    do {
      let number = try IDNumber.read(text, kind: written, today: context.today)
      if !number.value.hasSameCodePoints(as: cell.text) { reading.tidied.insert(.numberForm) }
      guard number.value.utf8.count <= width(of: .idNumber) else {
        reading.error(
          .idNumber, RosterReason.tooLong, "超过 \(width(of: .idNumber)) 位", "请填写证件上的号码", value: text)
        return nil
      }
      let warnings = number.warnings(
        writtenKind: written, today: context.today, acceptsExamples: context.acceptsExampleNumbers)
      for warning in warnings {
        reading.warning(.idNumber, warning.code, warning.message, "", value: text)
      }
      return number
    } catch .missing {
      if isRequired(.idNumber) { reading.error(.idNumber, RosterReason.missing, "没有填写", "请填写证件号码", value: "") }
    } catch {
      reading.error(.idNumber, error.code, error.message, error.hint, value: text)
    }
    return nil
  }

  private mutating func readIDNumberKind(_ reading: inout RowReading) -> IDNumberKind? {
    let text = text(.idNumberKind, in: &reading)
    if text.isEmpty { return nil }
    if let kind = idNumberKind.value(of: text, { IDNumberKind(text: $0) }) { return kind }
    let names = IDNumberKind.allCases.map(\.chineseName)
    let near = RosterText.nearest(to: text, among: names).map { "，是否为「\($0)」" } ?? ""
    reading.error(
      .idNumberKind, RosterReason.unknownValue, "「\(text)」无法识别\(near)", "请填写居民身份证、护照等名称", value: text)
    return nil
  }

  mutating func readStudentNumber(_ reading: inout RowReading) -> String? {
    let cell = cell(.studentNumber, in: reading)
    let text = cell.origin == .number ? RosterText.withoutZeroDecimals(cell.text) : cell.text
    if cell.lostDigits || RosterText.isExponentForm(text.trimmed) {
      reading.error(
        .studentNumber, RosterReason.lostDigits, "是以数字保存的，末几位已经丢失", "请把这一列设为文本，重新填写", value: text)
      return nil
    }
    do {
      let number = try StudentNumber.read(text)
      if !number.value.hasSameCodePoints(as: cell.text) { reading.tidied.insert(.numberForm) }
      if number.value.utf8.count > width(of: .studentNumber) {
        reading.error(
          .studentNumber, RosterReason.tooLong, "超过 \(width(of: .studentNumber)) 位", "请填写与学籍一致的学号", value: text)
        return nil
      }
      if let missing = studentNumberLengths.add(number.value, isNumeric: cell.origin == .number, at: reading.place) {
        reading.warning(
          .studentNumber, RosterReason.lostZeros, "是以数字保存的，比其他学号少 \(missing) 位，开头的 0 可能丢失了",
          "请把这一列设为文本，核对后重新填写", value: text)
      }
      return number.value
    } catch .missing {
      return missingStudentNumber(&reading)
    } catch {
      reading.error(.studentNumber, error.code, error.message, error.hint, value: text)
      return nil
    }
  }

  /// Freshmen may come with their examinee number only.
  private func missingStudentNumber(_ reading: inout RowReading) -> String? {
    if isRequired(.studentNumber) {
      reading.error(.studentNumber, RosterReason.missing, "没有填写", "请填写学号", value: "")
      return nil
    }
    guard cell(.examineeNumber, in: reading).text.trimmed.isEmpty else { return "" }
    reading.error(.studentNumber, RosterReason.missing, "学号和考生号都没有填写", "请至少填写一项", value: "")
    return nil
  }

  mutating func readSex(_ reading: inout RowReading, idNumber: IDNumber?) -> Sex? {
    let text = text(.sex, in: &reading)
    guard !text.isEmpty else { return isRequired(.sex) ? nil : idNumber?.sex }
    guard let sex = Sex(text: text) else {
      reading.error(.sex, RosterReason.unknownValue, "「\(text)」无法识别", "请填写 男 或 女", value: text)
      return nil
    }
    if let other = idNumber?.sex, other != sex {
      let place = idNumber?.value.utf8.count == 15 ? "15" : "17"
      reading.error(
        .sex, RosterReason.sexDiffers, "与身份证号第 \(place) 位不一致（按号码为\(other.chineseName)）", "请核对性别和身份证号", value: text)
    }
    return sex
  }

  func checkBirthDate(_ reading: inout RowReading, written: CalendarDay?, idNumber: IDNumber?) {
    guard let written, let inNumber = idNumber?.birthDate, written != inNumber else { return }
    reading.error(.birthDate, RosterReason.birthDateDiffers, "与身份证号中的出生日期不一致", "请核对出生日期和身份证号", value: "")
  }
}

extension IDNumberWarning {
  public var code: String {
    switch self {
    case .region: "id-number.region-unknown"
    case .age: "id-number.age"
    case .kindDiffers: "id-number.kind-differs"
    case .oldForm: "id-number.old-form"
    case .freeText: "id-number.free-text"
    }
  }
}

/// How long the student numbers of a file are: a shorter one that came as a number has lost its leading zeros.
struct StudentNumberLengths: Sendable {
  private var longest = 0
  /// Numeric ones by length: how many, and where the first stands.
  private var numeric: [Int: (count: Int, first: RosterPlace)] = [:]
  /// Of those, how many were reported when they were met.
  private var reported: [Int: Int] = [:]

  /// Places that are missing when this number came as a number and longer ones were met before.
  mutating func add(_ number: String, isNumeric: Bool, at place: RosterPlace) -> Int? {
    let length = number.utf8.count
    longest = max(longest, length)
    guard isNumeric else { return nil }
    if let known = numeric[length] {
      numeric[length] = (known.count + 1, known.first)
    } else {
      numeric[length] = (1, place)
    }
    guard length < longest else { return nil }
    reported[length, default: 0] += 1
    return longest - length
  }

  /// One warning for each shorter length that was met before any longer one.
  func problems() -> [RosterProblem] {
    numeric.keys.sorted().compactMap { length in
      guard length < longest, let known = numeric[length] else { return nil }
      let open = known.count - (reported[length] ?? 0)
      guard open > 0 else { return nil }
      return RosterProblem(
        severity: .warning, column: .studentNumber, place: known.first, reason: RosterReason.lostZeros,
        message: "从这一行起有 \(open) 个学号是以数字保存的，比其他学号少 \(longest - length) 位，开头的 0 可能丢失了",
        remedy: "请把这一列设为文本，核对后重新填写")
    }
  }
}
