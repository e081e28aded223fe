/// One thing wrong with a row of a roster: where, why, and what to do; numbers only masked.
public struct RosterProblem: Sendable, Hashable, Codable {
  public enum Severity: Int, Sendable, Hashable, Comparable, Codable {
    /// The row is taken; a person should look.
    case warning
    /// The row is not taken.
    case error

    public var chineseName: String { self == .error ? "错误" : "提醒" }
    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
  }

  public let severity: Severity
  /// Nil when the whole row is meant.
  public let column: RosterColumn?
  public let place: RosterPlace
  /// Stable name of the reason, such as `id-number.check-digit`; see `RosterReason` and the problems of IDNumber, PersonName.
  public let reason: String
  /// What is wrong, in Chinese, without place and column.
  public let message: String
  /// What to do, in Chinese; may be empty.
  public let remedy: String
  /// The value as it was, identity numbers masked, shortened.
  public let shownValue: String

  public init(
    severity: Severity, column: RosterColumn?, place: RosterPlace, reason: String, message: String, remedy: String = "",
    value: String = ""
  ) {
    self.severity = severity
    self.column = column
    self.place = place
    self.reason = reason
    self.message = message
    self.remedy = remedy
    shownValue = ShownValue.of(value, in: column)
  }

  /// 「第 37 行 身份证号：校验位应为 X，请核对原件」.
  public var sentence: String {
    let title = column.map { " \($0.chineseName)" } ?? ""
    return "\(place.chinese)\(title)：\(message)" + (remedy.isEmpty ? "" : "，\(remedy)")
  }
}

/// Reasons of the roster's own rules; those of names and numbers have the codes of their problems.
public enum RosterReason {
  public static let missing = "roster.missing"
  public static let tooLong = "roster.too-long"
  public static let lostDigits = "roster.lost-digits"
  public static let lostZeros = "roster.lost-zeros"
  public static let formulaError = "roster.formula-error"
  public static let unknownValue = "roster.unknown-value"
  public static let sexDiffers = "roster.sex-differs"
  public static let birthDateDiffers = "roster.birth-date-differs"
  public static let levelDiffers = "roster.level-differs"
  public static let otherInstitution = "roster.other-institution"
  public static let otherName = "roster.other-institution-name"
  public static let formerCode = "roster.former-institution-code"
  /// A name that begins with the institution's and goes on with what is none of its centers.
  public static let unknownPart = "roster.unknown-part-of-institution"
  public static let unknownStudyCenter = "roster.unknown-study-center"
  public static let handedOver = "roster.study-center-handed-over"
  public static let date = "roster.date"
  public static let monthOnly = "roster.month-only"
  public static let graduationYear = "roster.graduation-year"
  public static let dateOrder = "roster.date-order"
  public static let duplicateRow = "roster.duplicate-row"
  public static let duplicateID = "roster.duplicate-id-number"
  public static let duplicateStudentNumber = "roster.duplicate-student-number"
  public static let severalRecords = "roster.several-records"
  /// The student number stands under somebody else of the institution.
  public static let numberTaken = "roster.student-number-taken"
  /// The identity number stands elsewhere in the institution.
  public static let sameElsewhere = "roster.id-number-elsewhere"
  public static let categoryNotCollected = "roster.category-not-collected"
}

/// A value as it may be shown beside a problem.
enum ShownValue {
  /// Masks the whole value in the columns of numbers, and every run of 15 or more digits and letters anywhere else: columns
  /// that are shifted put numbers where names belong.
  static func of(_ value: String, in column: RosterColumn?) -> String {
    if value.isEmpty { return "" }
    let short = String(value.prefix(RegistrationLimits.shownValueCharacters))
    if column == .idNumber || column == .examineeNumber { return IDNumber.masked(short) }
    if short.utf8.count < longRun { return short }
    return maskingLongRuns(short)
  }

  private static let longRun = 15

  private static func maskingLongRuns(_ text: String) -> String {
    var result = ""
    var run = ""
    for character in text {
      let isPart = character.unicodeScalars.allSatisfy { $0.halfWidth.isASCIIDigit || $0.halfWidth.isASCIILetter }
      if isPart {
        run.append(character)
        continue
      }
      result += (run.count >= longRun ? IDNumber.masked(run) : run) + String(character)
      run = ""
    }
    return result + (run.count >= longRun ? IDNumber.masked(run) : run)
  }
}
